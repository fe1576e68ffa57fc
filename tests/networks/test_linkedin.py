"""The stand-in for LinkedIn keeps what is known of the contract of the network."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, strategies

from tests.networks.asking import ask as ask_plainly
from tests.networks.exchange import Answer, Request
from tests.networks.faults import Fault, Kind
from tests.networks.linkedin import LinkedIn
from tests.networks.linkedin.little_text import RESERVED, show
from tests.networks.linkedin.state import COMMUNITY, NOOR, PAGE

if TYPE_CHECKING:
    from tests.networks.network import Network

POST = "POST /rest/posts"
TEXT = "Onze demo viel uit, en dat was onze fout."


def ask(network: Network, call: str, body: Any = None, **more: str) -> Answer:
    """Return the answer to a call with the headers that LinkedIn wants."""
    headers = {"linkedin_version": "202609", "x_restli_protocol_version": "2.0.0"}
    return ask_plainly(network, call, body, **(headers | more))


def post(text: str = TEXT, author: str = NOOR, **more: Any) -> dict[str, Any]:
    feed = {
        "feedDistribution": "MAIN_FEED",
        "targetEntities": [],
        "thirdPartyDistributionChannels": [],
    }
    said = {"author": author, "commentary": text, "visibility": "PUBLIC", "distribution": feed}
    return said | {"lifecycleState": "PUBLISHED"} | more


def urn_of(given: Answer) -> str:
    assert given.status == 201, given.body
    return dict(given.headers)["x-restli-id"]


def path(urn: str) -> str:
    return f"/rest/posts/{quote(urn, safe='')}"


@pytest.fixture
def network() -> LinkedIn:
    return LinkedIn()


@pytest.fixture
def token(network: LinkedIn) -> str:
    return network.token().value


@pytest.fixture
def page_token(network: LinkedIn) -> str:
    return network.token(*COMMUNITY).value


def test_a_post_has_its_id_in_a_header_and_its_moment_in_its_id(
    network: LinkedIn, token: str
) -> None:
    made = ask(network, POST, post(), token=token)
    number = int(urn_of(made).rpartition(":")[2])
    assert made.body == b""
    assert number >> 22 == int(network.clock.now().timestamp() * 1000)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("Snel (en fout) opgelost", "Snel "),
        (r"Snel \(en fout\) opgelost", "Snel (en fout) opgelost"),
        ("50 * 2", "50 "),
        ("Een slash aan het eind \\", "Een slash aan het eind "),
        (r"Zij zei \"nee\"", r"Zij zei \"nee\""),
        ("Leren van #fouten_maken", "Leren van #fouten_maken"),
        ("Nummer # 1", "Nummer "),
        (r"{hashtag|\#|leren} is mooi", "#leren is mooi"),
        ("Dank @[Studio Zilver](urn:li:organization:1001)!", "Dank Studio Zilver!"),
    ],
)
def test_an_unescaped_reserved_character_ends_the_text_without_a_word(
    network: LinkedIn, token: str, sent: str, seen: str
) -> None:
    urn_of(ask(network, POST, post(sent), token=token))
    assert [one.content["text"] for one in network.ledger.living()] == [seen]


@given(strategies.text())
def test_what_is_escaped_comes_out_as_it_went_in(text: str) -> None:
    escaped = "".join(f"\\{one}" if one in RESERVED else one for one in text)
    assert show(escaped, {}).text == text


def test_a_mention_needs_the_name_of_the_page() -> None:
    names = {PAGE: "Studio Zilver"}
    assert show(f"@[Studio Zilver]({PAGE})", names).mentions == [PAGE]
    assert show(f"@[studio zilver]({PAGE})", names).mentions == []


def test_the_same_words_are_refused_with_the_urn_of_the_first(
    network: LinkedIn, token: str
) -> None:
    first = urn_of(ask(network, POST, post(), token=token))
    again = ask(network, POST, post(TEXT + " "), token=token)
    error = again.value["errorDetails"]["inputErrors"][0]
    assert (again.status, error["code"]) == (422, "DUPLICATE_POST")
    assert again.value["message"].endswith(f"Content is a duplicate of {first}")
    assert len(network.ledger.living()) == 1


def test_another_author_may_say_the_same(network: LinkedIn, page_token: str) -> None:
    authors = (NOOR, PAGE)
    seen = [ask(network, POST, post(author=one), token=page_token) for one in authors]
    assert [one.status for one in seen] == [201, 201]


def test_words_that_were_taken_back_count_as_a_copy_for_two_days(
    network: LinkedIn, page_token: str
) -> None:
    said = post(author=PAGE)
    first = urn_of(ask(network, POST, said, token=page_token))
    ask(network, f"DELETE {path(first)}", token=page_token)
    refused = ask(network, POST, said, token=page_token)
    assert (refused.status, first in refused.value["message"]) == (422, True)
    assert ask(network, f"GET {path(first)}", token=page_token).status == 404
    network.clock.advance(timedelta(hours=48).total_seconds())
    assert ask(network, POST, said, token=page_token).status == 201


def test_a_copy_may_be_seen_where_there_is_none(network: LinkedIn, token: str) -> None:
    network.faults.plan(Fault(Kind.DUPLICATE))
    assert ask(network, POST, post(), token=token).status == 422
    assert network.ledger.ever() == []


def test_deleting_twice_is_all_the_same(network: LinkedIn, token: str) -> None:
    urn = urn_of(ask(network, POST, post(), token=token))
    seen = [ask(network, f"DELETE {path(urn)}", token=token).status for _ in range(2)]
    assert seen == [204, 204]
    assert network.ledger.living() == []


def test_an_edit_is_a_partial_update(network: LinkedIn, token: str) -> None:
    urn = urn_of(ask(network, POST, post(), token=token))
    patch = {"patch": {"$set": {"commentary": "Nu goed."}}}
    update = {"token": token, "x_restli_method": "PARTIAL_UPDATE"}
    assert ask(network, f"POST {path(urn)}", patch, **update).status == 204
    assert network.ledger.living()[0].content["text"] == "Nu goed."


def test_a_member_cannot_read_back_what_the_member_wrote(
    network: LinkedIn, token: str, page_token: str
) -> None:
    urn = urn_of(ask(network, POST, post(), token=token))
    for one in (token, page_token):
        assert ask(network, f"GET {path(urn)}", token=one).status == 403
        query = urlencode({"q": "author", "author": NOOR})
        assert ask(network, f"GET /rest/posts?{query}", token=one).status == 403


def test_a_page_lists_its_posts_newest_first(network: LinkedIn, page_token: str) -> None:
    urns = []
    for number in range(3):
        said = post(f"Bericht {number}", author=PAGE)
        urns.append(urn_of(ask(network, POST, said, token=page_token)))
        network.clock.advance(1)
    query = urlencode({"q": "author", "author": PAGE, "count": 2})
    found = ask(network, f"GET /rest/posts?{query}", token=page_token).value
    assert [one["id"] for one in found["elements"]] == [urns[2], urns[1]]
    assert found["paging"]["total"] == 3
    network.faults.plan(Fault(Kind.STALE, seconds=2))
    stale = ask(network, f"GET /rest/posts?{query}", token=page_token).value
    assert [one["id"] for one in stale["elements"]] == [urns[1], urns[0]]


def test_nobody_writes_for_a_page_without_role_or_scope(
    network: LinkedIn, token: str, page_token: str
) -> None:
    assert ask(network, POST, post(author=PAGE), token=token).status == 403
    other = post(author="urn:li:organization:2002")
    assert ask(network, POST, other, token=page_token).status == 403


def upload(network: LinkedIn, token: str, kind: str, data: bytes) -> str:
    owner = {"initializeUploadRequest": {"owner": NOOR}}
    made = ask(network, f"POST /rest/{kind}s?action=initializeUpload", owner, token=token)
    target = made.value["value"]["uploadUrl"].removeprefix(network.address)
    headers = {"authorization": f"Bearer {token}"}
    assert network.answer(Request("PUT", target, headers, data)).status == 201
    return str(made.value["value"][kind])


def test_pictures_and_documents_go_up_and_come_along(network: LinkedIn, token: str) -> None:
    pictures = [upload(network, token, "image", b"\x89PNG") for _ in range(2)]
    several = {"images": [{"id": one, "altText": "Een stekker"} for one in pictures]}
    made = ask(network, POST, post(content={"multiImage": several}), token=token)
    assert urn_of(made).startswith("urn:li:ugcPost:")
    document = upload(network, token, "document", b"%PDF-1.7")
    slides = {"media": {"id": document, "title": "Wat we leerden"}}
    assert ask(network, POST, post("Slides", content=slides), token=token).status == 201


def test_a_picture_that_is_not_ready_or_will_not_do_is_refused() -> None:
    network = LinkedIn(seconds_of_processing=20)
    token = network.token().value
    picture = upload(network, token, "image", b"\x89PNG")
    said = post(content={"media": {"id": picture}})
    waiting = ask(network, POST, said, token=token).value["errorDetails"]["inputErrors"][0]
    assert waiting["code"] == "MEDIA_ASSET_WAITING_UPLOAD"
    network.clock.advance(20)
    assert ask(network, POST, said, token=token).status == 201
    webp = upload(network, token, "image", b"RIFF....WEBP")
    network.clock.advance(20)
    wrong = ask(network, POST, post("Nog een", content={"media": {"id": webp}}), token=token)
    assert wrong.value["errorDetails"]["inputErrors"][0]["code"] == (
        "MEDIA_ASSET_PROCESSING_FAILED"
    )


def test_an_open_token_cannot_ask_how_a_picture_stands(
    network: LinkedIn, token: str, page_token: str
) -> None:
    picture = quote(upload(network, token, "image", b"\x89PNG"), safe="")
    assert ask(network, f"GET /rest/images/{picture}", token=token).status == 403
    found = ask(network, f"GET /rest/images/{picture}", token=page_token).value
    assert found["status"] == "AVAILABLE"


def test_one_picture_is_no_multi_image(network: LinkedIn, token: str) -> None:
    one = {"images": [{"id": upload(network, token, "image", b"\x89PNG")}]}
    assert ask(network, POST, post(content={"multiImage": one}), token=token).status == 400


def test_comments_are_written_and_read_for_a_page(network: LinkedIn, page_token: str) -> None:
    urn = urn_of(ask(network, POST, post(author=PAGE), token=page_token))
    network.comment(urn, "robin", "Hoe kwam dat?")
    where = f"/rest/socialActions/{quote(urn, safe='')}/comments"
    said = {"actor": PAGE, "object": urn, "message": {"text": "De stekker."}}
    made = ask(network, f"POST {where}", said, token=page_token)
    assert made.value["$URN"].startswith("urn:li:comment:(urn:li:activity:")
    found = ask(network, f"GET {where}", token=page_token).value["elements"]
    assert [one["message"]["text"] for one in found] == ["Hoe kwam dat?", "De stekker."]
    actor = quote(PAGE, safe="")
    gone = ask(network, f"DELETE {where}/{urn_of(made)}?actor={actor}", token=page_token)
    assert gone.status == 204


def test_the_pages_of_a_member_are_listed(network: LinkedIn, page_token: str) -> None:
    query = "q=roleAssignee&role=ADMINISTRATOR&state=APPROVED"
    found = ask(network, f"GET /rest/organizationAcls?{query}", token=page_token).value
    assert [one["organization"] for one in found["elements"]] == [PAGE]
    name = ask(network, "GET /rest/organizations/1001", token=page_token).value["localizedName"]
    assert name == "Studio Zilver"


def test_the_changelog_tells_late_what_a_member_did(network: LinkedIn, token: str) -> None:
    urn = urn_of(ask(network, POST, post(), token=token))
    asked = network.token("r_dma_portability_self_serve").value
    where = "GET /rest/memberChangeLogs?q=memberAndApplication"
    assert ask(network, where, token=asked, linkedin_version="202609").value["elements"] == []
    network.clock.advance(600)
    found = ask(network, where, token=asked).value["elements"]
    assert [(one["method"], one["resourceId"]) for one in found] == [("CREATE", urn)]


def test_figures_of_a_page_are_totals_by_post(network: LinkedIn, page_token: str) -> None:
    urn = urn_of(ask(network, POST, post(author=PAGE), token=page_token))
    network.state.figures[urn] = {"impressionCount": 120, "likeCount": 3}
    network.comment(urn, "robin", "Hoe kwam dat?")
    query = {"q": "organizationalEntity", "organizationalEntity": PAGE}
    asked = urlencode(query | {"shares": f"List({urn})"})
    where = f"GET /rest/organizationalEntityShareStatistics?{asked}"
    (found,) = ask(network, where, token=page_token).value["elements"]
    totals = found["totalShareStatistics"]
    assert (found["share"], totals["impressionCount"], totals["commentCount"]) == (urn, 120, 1)


def test_a_figure_of_a_member_needs_a_closed_scope(network: LinkedIn, token: str) -> None:
    urn = urn_of(ask(network, POST, post(), token=token))
    network.state.figures[urn] = {"impressionCount": 120}
    query = {"q": "entity", "entity": f"(share:{urn})", "queryType": "IMPRESSION"}
    where = f"GET /rest/memberCreatorPostAnalytics?{urlencode(query)}"
    assert ask(network, where, token=token).status == 403
    allowed = network.token("r_member_postAnalytics").value
    assert ask(network, where, token=allowed).value["elements"][0]["count"] == 120


@pytest.mark.parametrize(
    ("version", "status"), [("202609", 201), ("202611", 201), ("202410", 426), ("203001", 426)]
)
def test_a_version_lives_about_a_year(
    network: LinkedIn, token: str, version: str, status: int
) -> None:
    assert ask(network, POST, post(), token=token, linkedin_version=version).status == status


def test_headers_are_needed_and_urns_are_encoded(network: LinkedIn, token: str) -> None:
    assert ask_plainly(network, POST, post(), token=token).status == 400
    assert "post_create: header linkedin-version is missing" in network.complaints
    urn = urn_of(ask(network, POST, post(), token=token))
    assert ask(network, f"DELETE /rest/posts/{urn}", token=token).status == 400


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"commentary": "a" * 3001}, "FIELD_LENGTH_TOO_LONG"),
        ({"commentary": " "}, "INVALID_VALUE_BLANK_FIELD"),
        ({"visibility": "FRIENDS"}, "INVALID_VALUE_FOR_FIELD"),
        ({"content": {"media": {"id": "urn:li:image:none"}}}, "INVALID_URN_ID"),
    ],
)
def test_what_will_not_do_is_refused_with_a_code(
    network: LinkedIn, token: str, change: dict[str, Any], code: str
) -> None:
    refused = ask(network, POST, post() | change, token=token)
    assert refused.status == 400
    assert refused.value["errorDetails"]["inputErrors"][0]["code"] == code


def test_a_day_has_its_number_of_posts_and_ends_at_midnight_utc() -> None:
    network = LinkedIn(posts_a_day=2)
    token = network.token().value
    seen = [ask(network, POST, post(f"{one}"), token=token) for one in range(3)]
    assert [one.status for one in seen] == [201, 201, 429]
    assert "retry-after" not in dict(seen[2].headers)
    network.clock.advance(12 * 3600)
    assert ask(network, POST, post("3"), token=token).status == 201


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Kind.EXPIRED, "EXPIRED_ACCESS_TOKEN"), (Kind.REVOKED, "REVOKED_ACCESS_TOKEN")],
)
def test_a_token_ends_midway_with_a_code(
    network: LinkedIn, token: str, kind: Kind, code: str
) -> None:
    network.faults.plan(Fault(kind))
    refused = ask(network, POST, post(), token=token)
    assert (refused.status, refused.value["code"]) == (401, code)
