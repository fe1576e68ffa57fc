"""The stand-in for Instagram keeps what is known of the contract of the network."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from PIL import Image

from tests.networks.asking import ask, way_back
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import Mastodon
from tests.networks.mastodon.state import Attachment
from tests.networks.meta import Instagram
from tests.networks.meta.instagram_state import SCOPES, USER
from tests.networks.served import served

if TYPE_CHECKING:
    from tests.networks.exchange import Answer

PICTURE = "https://zilver.example/m/stekker.jpg"


def picture(kind: str = "JPEG", size: tuple[int, int] = (100, 100)) -> bytes:
    found = io.BytesIO()
    Image.new("RGB", size).save(found, kind)
    return found.getvalue()


def instagram(**settings: Any) -> Instagram:
    return Instagram(fetch=lambda address: picture(), **settings)


@pytest.fixture
def network() -> Instagram:
    return instagram()


def post(network: Instagram, path: str, **fields: Any) -> Answer:
    body = urlencode({"access_token": network.token().value} | fields).encode()
    headers = {"content_type": "application/x-www-form-urlencoded"}
    return ask(network, f"POST /v26.0/{path}", body, **headers)


def get(network: Instagram, path: str, **fields: Any) -> Answer:
    query = urlencode({"access_token": network.token().value} | fields)
    return ask(network, f"GET /v26.0/{path}?{query}")


def container(network: Instagram, **fields: Any) -> str:
    made = post(network, f"{USER}/media", **({"image_url": PICTURE} | fields))
    assert made.status == 200, made.value
    return str(made.value["id"])


def publish(network: Instagram, id_: str) -> Answer:
    return post(network, f"{USER}/media_publish", creation_id=id_)


def status(network: Instagram, id_: str) -> str:
    return str(get(network, id_, fields="status_code").value["status_code"])


def code(given: Answer) -> tuple[int, int]:
    error = given.value["error"]
    return error["code"], error.get("error_subcode", 0)


def test_a_container_is_processed_published_and_then_a_medium() -> None:
    network = instagram(seconds_of_processing=30)
    id_ = container(network, caption="Onze demo viel uit.")
    assert status(network, id_) == "IN_PROGRESS"
    assert code(publish(network, id_)) == (9007, 2207027)
    network.clock.advance(30)
    assert status(network, id_) == "FINISHED"
    medium = publish(network, id_).value["id"]
    assert status(network, id_) == "PUBLISHED"
    shown = get(network, medium, fields="id,permalink,caption,timestamp,media_type").value
    assert shown["caption"] == "Onze demo viel uit."
    assert [one.id for one in network.ledger.living()] == [medium]


def test_a_container_that_was_published_gives_no_second_medium(network: Instagram) -> None:
    id_ = container(network)
    publish(network, id_)
    assert publish(network, id_).status == 400
    assert len(network.ledger.living()) == 1


def test_a_container_ends_after_a_day_unpublished(network: Instagram) -> None:
    id_ = container(network)
    network.clock.advance(24 * 3600)
    assert status(network, id_) == "EXPIRED"
    assert code(publish(network, id_)) == (-2, 2207008)


def test_a_picture_may_fail_while_it_is_processed(network: Instagram) -> None:
    network.faults.plan(Fault(Kind.MEDIA, operation="container_create"))
    id_ = container(network)
    assert status(network, id_) == "ERROR"
    assert "2207053" in get(network, id_, fields="status").value["status"]
    assert publish(network, id_).status == 400


@pytest.mark.parametrize("listed", ["{},{}", '["{}","{}"]'])
def test_a_carousel_is_one_post_of_several(network: Instagram, listed: str) -> None:
    items = [container(network, is_carousel_item="true", alt_text="Een stekker") for _ in "ab"]
    children = listed.format(*items)
    made = post(network, f"{USER}/media", media_type="CAROUSEL", children=children, caption="x")
    publish(network, made.value["id"])
    assert [one.content["children"] for one in network.ledger.living()] == [items]
    used = get(network, f"{USER}/content_publishing_limit", fields="config,quota_usage").value
    assert used["data"][0]["quota_usage"] == 1


def test_a_carousel_needs_two_items_made_for_it(network: Instagram) -> None:
    one = container(network, is_carousel_item="true")
    plain = container(network)
    for children in (one, f"{one},{plain}"):
        made = post(network, f"{USER}/media", media_type="CAROUSEL", children=children)
        assert code(made) == (100, 2207028)


def test_a_story_ends_after_a_day_and_is_not_among_the_media(network: Instagram) -> None:
    id_ = publish(network, container(network, media_type="STORIES")).value["id"]
    assert [one["id"] for one in get(network, f"{USER}/stories").value["data"]] == [id_]
    assert get(network, f"{USER}/media").value["data"] == []
    network.clock.advance(24 * 3600)
    assert network.ledger.living() == []


def test_the_quota_rolls_over_a_day() -> None:
    network = instagram(quota=2)
    seen = [publish(network, container(network)) for _ in range(3)]
    assert [one.status for one in seen] == [200, 200, 400]
    assert code(seen[2]) == (9, 2207042)
    network.clock.advance(24 * 3600)
    assert publish(network, container(network)).status == 200


def test_the_quota_may_be_empty_at_once(network: Instagram) -> None:
    network.faults.plan(Fault(Kind.QUOTA, operation="publish"))
    assert code(publish(network, container(network))) == (9, 2207042)
    assert network.ledger.ever() == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, (9004, 2207052)),
        (picture("PNG"), (36001, 2207005)),
        (b"no picture", (36001, 2207005)),
        (picture(size=(100, 300)), (36003, 2207009)),
        (picture() + bytes(8 * 1024 * 1024), (36000, 2207004)),
    ],
    ids=["unreachable", "png", "none", "narrow", "large"],
)
def test_a_picture_that_will_not_do_is_refused(
    data: bytes | None, expected: tuple[int, int]
) -> None:
    network = Instagram(fetch=lambda address: data)
    assert code(post(network, f"{USER}/media", image_url=PICTURE)) == expected


def test_a_picture_is_fetched_from_where_it_is() -> None:
    source = Mastodon()
    file = Attachment("1", "1", "image/jpeg", picture(), None, source.clock.now(), fails=False)
    source.state.attachments["1"] = file
    with served(source) as here:
        made = post(Instagram(), f"{USER}/media", image_url=f"{here.address}/media/1")
    assert made.status == 200


def test_an_address_nobody_can_reach_is_no_picture() -> None:
    made = post(Instagram(), f"{USER}/media", image_url="http://127.0.0.1:9/a.jpg")
    assert code(made) == (9004, 2207052)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"caption": "a" * 2201}, (36004, 2207010)),
        ({"caption": "#a " * 31}, (100, 2207040)),
        ({"caption": "x", "is_carousel_item": "true"}, (100, 2207037)),
        ({"media_type": "TEXT"}, (100, 0)),
    ],
)
def test_what_will_not_do_is_refused(
    network: Instagram, fields: dict[str, str], expected: tuple[int, int]
) -> None:
    assert code(post(network, f"{USER}/media", image_url=PICTURE, **fields)) == expected


def test_text_alone_is_no_post(network: Instagram) -> None:
    assert post(network, f"{USER}/media", caption="Onze demo viel uit.").status == 400


def test_a_stale_reading_says_finished_of_what_is_published(network: Instagram) -> None:
    id_ = container(network)
    network.clock.advance(60)
    publish(network, id_)
    network.clock.advance(5)
    network.faults.plan(Fault(Kind.STALE, seconds=30), Fault(Kind.STALE, seconds=30))
    assert status(network, id_) == "FINISHED"
    assert get(network, f"{USER}/media").value["data"] == []
    assert status(network, id_) == "PUBLISHED"


def test_media_are_listed_newest_first_in_pages(network: Instagram) -> None:
    ids = [publish(network, container(network)).value["id"] for _ in range(3)]
    page = get(network, f"{USER}/media", limit=2).value
    assert [one["id"] for one in page["data"]] == ids[:0:-1]
    after = page["paging"]["cursors"]["after"]
    assert [
        one["id"] for one in get(network, f"{USER}/media", limit=2, after=after).value["data"]
    ] == [ids[0]]


def test_a_field_that_does_not_exist_is_refused(network: Instagram) -> None:
    assert code(get(network, "me", fields="user_id,colour")) == (100, 0)


def test_comments_are_read_answered_hidden_and_deleted(network: Instagram) -> None:
    medium = publish(network, container(network)).value["id"]
    said = network.comment(medium, "robin", "Hoe kwam dat?")
    answer_id = post(network, f"{said}/replies", message="De stekker.").value["id"]
    post(network, f"{answer_id}/replies", message="En de kabel.")
    fields = "id,text,username,replies{id,text}"
    found = get(network, f"{medium}/comments", fields=fields).value["data"]
    assert [one["text"] for one in found[0]["replies"]["data"]] == [
        "De stekker.",
        "En de kabel.",
    ]
    assert post(network, said, hide="true").value == {"success": True}
    assert post(network, f"{said}/replies", message="Hoi").status == 400
    gone = ask(network, f"DELETE /{said}?access_token={network.token().value}")
    assert gone.value == {"success": True}


def test_figures_come_late_and_some_are_dead(network: Instagram) -> None:
    medium = publish(network, container(network)).value["id"]
    assert get(network, f"{medium}/insights", metric="views,reach").value == {"data": []}
    network.state.insights[medium] = {"views": 12}
    found = get(network, f"{medium}/insights", metric="views,reach").value["data"]
    assert [(one["name"], one["values"]) for one in found] == [("views", [{"value": 12}])]
    assert get(network, f"{medium}/insights", metric="impressions").status == 400


def test_every_answer_says_how_much_is_used(network: Instagram) -> None:
    headers = dict(get(network, "me").headers)
    assert json.loads(headers["x-app-usage"]).keys() == {
        "call_count",
        "total_time",
        "total_cputime",
    }
    network.faults.plan(Fault(Kind.BUSY), Fault(Kind.BARE_BUSY))
    busy, bare = get(network, "me"), get(network, "me")
    told = json.loads(dict(busy.headers)["x-business-use-case-usage"])[USER][0]
    assert told["estimated_time_to_regain_access"] == 15
    assert (code(busy)[0], code(bare)[0], bare.status) == (4, 4, 429)
    assert "x-app-usage" not in dict(bare.headers)


@pytest.mark.parametrize("kind", [Kind.EXPIRED, Kind.REVOKED])
def test_a_token_may_end_midway(network: Instagram, kind: Kind) -> None:
    id_ = container(network)
    network.faults.plan(Fault(kind, operation="publish"))
    assert code(publish(network, id_))[0] == 190
    assert network.ledger.ever() == []


BACK = "https://zilver.example/back"
APP = {"client_id": "client", "client_secret": "secret"}


def test_a_short_token_becomes_long_and_is_refreshed_after_a_day(network: Instagram) -> None:
    query = {"client_id": "client", "redirect_uri": BACK, "response_type": "code"}
    asked = urlencode(query | {"scope": ",".join(SCOPES), "state": "s"})
    given = ask(network, f"GET /oauth/authorize?{asked}")
    assert dict(given.headers)["location"].endswith("#_")
    grant = {"grant_type": "authorization_code", "redirect_uri": BACK}
    short = post(
        network, "oauth/access_token", **APP, **grant, code=way_back(given)["code"]
    ).value
    assert (short["user_id"], len(short["permissions"])) == (int(USER), 4)
    secret = {"grant_type": "ig_exchange_token", "client_secret": "secret"}
    long = get(network, "access_token", **secret, access_token=short["access_token"]).value
    assert long["expires_in"] == 5_184_000
    again = {"grant_type": "ig_refresh_token", "access_token": long["access_token"]}
    assert get(network, "refresh_access_token", **again).status == 403
    network.clock.advance(24 * 3600)
    assert get(network, "refresh_access_token", **again).value["expires_in"] == 5_184_000
    network.clock.advance(59 * 24 * 3600)
    assert code(get(network, "refresh_access_token", **again))[0] == 190


def test_a_token_without_the_scope_is_refused(network: Instagram) -> None:
    token = network.token("instagram_business_basic").value
    made = ask(network, f"POST /{USER}/media?image_url={PICTURE}&access_token={token}")
    assert (made.status, code(made)[0]) == (403, 10)
