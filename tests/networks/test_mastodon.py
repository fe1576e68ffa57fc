"""The stand-in for Mastodon keeps the contract of the network."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.networks.asking import ask, way_back
from tests.networks.exchange import Answer, Request
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import GOTOSOCIAL, MASTODON, TAKAHE, Dialect, Mastodon
from tests.networks.mastodon.entities import content, length

POST = "POST /api/v1/statuses"
TEXT = {"status": "Onze demo viel uit."}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def upload(network: Mastodon, token: str, *, media_type: str = "image/png") -> Answer:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="description"\r\n\r\nEen stekker\r\n'
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        b"Content-Type: " + media_type.encode() + b"\r\n\r\n" + PNG + b"\r\n--b--\r\n"
    )
    headers = {
        "content-type": "multipart/form-data; boundary=b",
        "authorization": f"Bearer {token}",
    }
    return network.answer(Request("POST", "/api/v2/media", headers, body))


@pytest.fixture
def network() -> Mastodon:
    return Mastodon()


@pytest.fixture
def token(network: Mastodon) -> str:
    return network.token().value


def test_a_key_makes_one_post_for_an_hour(network: Mastodon, token: str) -> None:
    first = ask(network, POST, TEXT, token=token, idempotency_key="k")
    network.clock.advance(3599)
    again = ask(network, POST, TEXT, token=token, idempotency_key="k")
    assert (again.status, again.value) == (first.status, first.value)
    network.clock.advance(1)
    ask(network, POST, TEXT, token=token, idempotency_key="k")
    assert len(network.ledger.living()) == 2


def test_a_key_does_not_look_at_the_text(network: Mastodon, token: str) -> None:
    first = ask(network, POST, TEXT, token=token, idempotency_key="k")
    other = ask(network, POST, {"status": "Iets anders"}, token=token, idempotency_key="k")
    assert other.value["id"] == first.value["id"]


def test_a_refused_post_leaves_no_key(network: Mastodon, token: str) -> None:
    ask(network, POST, {"status": " "}, token=token, idempotency_key="k")
    assert ask(network, POST, TEXT, token=token, idempotency_key="k").status == 200


def test_a_key_is_kept_after_the_post_so_a_hasty_repeat_doubles(
    network: Mastodon, token: str
) -> None:
    network.faults.plan(Fault(Kind.LATE_KEY, seconds=5))
    ask(network, POST, TEXT, token=token, idempotency_key="k")
    ask(network, POST, TEXT, token=token, idempotency_key="k")
    assert len(network.ledger.living()) == 2
    network.clock.advance(6)
    ask(network, POST, TEXT, token=token, idempotency_key="k")
    assert len(network.ledger.living()) == 2


@pytest.mark.parametrize("dialect", [GOTOSOCIAL, TAKAHE], ids=lambda one: str(one.software))
def test_other_servers_ignore_keys(dialect: Dialect) -> None:
    network = Mastodon(dialect=dialect)
    for _ in range(2):
        ask(network, POST, TEXT, token=network.token().value, idempotency_key="k")
    assert len(network.ledger.living()) == 2


@pytest.mark.parametrize(
    ("dialect", "most", "status"),
    [(MASTODON, 500, 422), (GOTOSOCIAL, 5000, 400), (TAKAHE, 500, 400)],
    ids=lambda one: getattr(one, "software", ""),
)
def test_a_text_too_long_is_refused(dialect: Dialect, most: int, status: int) -> None:
    network = Mastodon(dialect=dialect)
    token = network.token().value
    assert ask(network, POST, {"status": "a" * most}, token=token).status == 200
    assert ask(network, POST, {"status": "a" * (most + 1)}, token=token).status == status


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("e\u0301\U0001f469\u200d\U0001f680", 2),
        ("zie https://example.org/" + "a" * 80, 27),
        ("dag @noor@zilver.example!", 10),
    ],
)
def test_a_text_counts_as_graphemes_links_and_mentions_do(text: str, counts: int) -> None:
    assert length(text) == counts


def test_a_text_is_shown_as_html() -> None:
    shown = content("1 < 2 & #leren\nja\n\nhttps://example.org/a?b=1.", "http://x")
    assert shown == (
        '<p>1 &lt; 2 &amp; <a href="http://x/tags/leren" class="mention hashtag" rel="tag">'
        '#<span>leren</span></a><br />ja</p><p><a href="https://example.org/a?b=1" '
        'rel="nofollow noopener">https://example.org/a?b=1</a>.</p>'
    )


def test_a_file_is_processed_before_it_can_be_posted() -> None:
    network = Mastodon(seconds_of_processing=20)
    token = network.token().value
    made = upload(network, token)
    post = TEXT | {"media_ids": [made.value["id"]]}
    assert (made.status, made.value["url"]) == (202, None)
    assert ask(network, f"GET /api/v1/media/{made.value['id']}", token=token).status == 206
    assert ask(network, POST, post, token=token).status == 422
    network.clock.advance(20)
    assert ask(network, f"GET /api/v1/media/{made.value['id']}", token=token).status == 200
    shown = ask(network, POST, post, token=token).value["media_attachments"]
    assert [one["description"] for one in shown] == ["Een stekker"]
    again = ask(network, POST, post, token=token)
    assert again.status == 422
    assert "could not be found" in again.value["error"]


def test_an_image_is_ready_at_once_and_can_be_fetched(network: Mastodon, token: str) -> None:
    made = upload(network, token)
    assert made.status == 200
    path = made.value["url"].removeprefix(network.address)
    assert ask(network, f"GET {path}").body == PNG


def test_a_file_may_fail_later(network: Mastodon, token: str) -> None:
    network.faults.plan(Fault(Kind.MEDIA))
    made = upload(network, token)
    network.clock.advance(2)
    assert ask(network, f"GET /api/v1/media/{made.value['id']}", token=token).status == 422


def test_a_file_of_another_kind_is_refused(network: Mastodon, token: str) -> None:
    assert upload(network, token, media_type="application/pdf").status == 422


def test_an_alternative_text_changes_before_and_after_posting(
    network: Mastodon, token: str
) -> None:
    file = upload(network, token).value["id"]
    changed = ask(network, f"PUT /api/v1/media/{file}", {"description": "Nu"}, token=token)
    assert changed.value["description"] == "Nu"
    post = ask(network, POST, TEXT | {"media_ids": [file]}, token=token).value["id"]
    later = TEXT | {"media_attributes": [{"id": file, "description": "Straks"}]}
    edited = ask(network, f"PUT /api/v1/statuses/{post}", later, token=token).value
    assert edited["media_attachments"][0]["description"] == "Straks"


def test_own_posts_are_listed_newest_first_in_pages(network: Mastodon, token: str) -> None:
    ids = []
    for number in range(5):
        ids.append(ask(network, POST, {"status": f"{number}"}, token=token).value["id"])
        network.clock.advance(1)
    path = f"GET /api/v1/accounts/{network.noor.id}/statuses"
    page = ask(network, f"{path}?limit=2", token=token)
    assert [one["id"] for one in page.value] == [ids[4], ids[3]]
    assert f'max_id={ids[3]}>; rel="next"' in dict(page.headers)["link"]
    after = ask(network, f"{path}?limit=2&min_id={ids[0]}", token=token)
    assert [one["id"] for one in after.value] == [ids[2], ids[1]]


def test_a_stale_list_misses_what_was_just_posted(network: Mastodon, token: str) -> None:
    path = f"GET /api/v1/accounts/{network.noor.id}/statuses"
    ask(network, POST, TEXT, token=token)
    network.clock.advance(10)
    network.faults.plan(Fault(Kind.STALE, operation="account_statuses", seconds=30))
    assert ask(network, path, token=token).value == []
    assert len(ask(network, path, token=token).value) == 1


def test_editing_keeps_history_and_deleting_gives_the_source(
    network: Mastodon, token: str
) -> None:
    id_ = ask(network, POST, TEXT, token=token).value["id"]
    network.clock.advance(60)
    edited = ask(network, f"PUT /api/v1/statuses/{id_}", {"status": "Nu *goed*"}, token=token)
    assert edited.value["edited_at"] == "2026-11-24T12:01:00.000Z"
    source = ask(network, f"GET /api/v1/statuses/{id_}/source", token=token).value
    assert source == {"id": id_, "text": "Nu *goed*", "spoiler_text": ""}
    assert len(ask(network, f"GET /api/v1/statuses/{id_}/history", token=token).value) == 2
    deleted = ask(network, f"DELETE /api/v1/statuses/{id_}", token=token)
    assert deleted.value["text"] == "Nu *goed*"
    assert ask(network, f"GET /api/v1/statuses/{id_}", token=token).status == 404
    assert ask(network, f"DELETE /api/v1/statuses/{id_}", token=token).status == 404


def test_answers_reactions_and_followers_are_told_of(network: Mastodon, token: str) -> None:
    id_ = ask(network, POST, TEXT, token=token).value["id"]
    answer_id = network.reply("robin@elders.example", id_, "Hoe kwam dat?")
    network.notify("favourite", "sam", id_)
    network.notify("follow", "sam")
    told = ask(network, "GET /api/v1/notifications", token=token).value
    assert [one["type"] for one in told] == ["follow", "favourite", "mention"]
    only = ask(network, "GET /api/v1/notifications?types[]=mention&limit=80", token=token).value
    assert [one["status"]["id"] for one in only] == [answer_id]
    context = ask(network, f"GET /api/v1/statuses/{id_}/context", token=token).value
    assert [one["id"] for one in context["descendants"]] == [answer_id]
    shown = ask(network, f"GET /api/v1/statuses/{id_}", token=token).value
    assert (shown["replies_count"], shown["favourites_count"]) == (1, 1)


def test_followers_of_other_servers_ask_or_are_told_of_later() -> None:
    gotosocial, takahe = Mastodon(dialect=GOTOSOCIAL), Mastodon(dialect=TAKAHE)
    assert gotosocial.notify("follow", "sam").kind == "follow_request"
    takahe.notify("follow", "sam")
    path, token = "GET /api/v1/notifications", takahe.token().value
    assert ask(takahe, path, token=token).value == []
    takahe.clock.advance(10)
    assert len(ask(takahe, path, token=token).value) == 1


@pytest.mark.parametrize(("dialect", "at_once"), [(MASTODON, 0), (TAKAHE, 1)])
def test_a_later_moment_is_kept_or_ignored(dialect: Dialect, at_once: int) -> None:
    network = Mastodon(dialect=dialect)
    post = TEXT | {"scheduled_at": "2026-11-24T12:10:00Z"}
    ask(network, POST, post, token=network.token().value)
    assert len(network.ledger.living()) == at_once
    network.clock.advance(600)
    assert len(network.ledger.living()) == 1


def test_a_moment_within_five_minutes_means_at_once(network: Mastodon, token: str) -> None:
    ask(network, POST, TEXT | {"scheduled_at": "2026-11-24T12:04:00Z"}, token=token)
    assert len(network.ledger.living()) == 1


def test_every_answer_says_how_many_requests_are_left(network: Mastodon, token: str) -> None:
    headers = dict(ask(network, POST, TEXT, token=token).headers)
    assert headers["x-ratelimit-remaining"] == "299"
    assert headers["x-ratelimit-reset"] == "2026-11-24T12:05:00.000000Z"


def test_one_request_too_many_is_refused_until_the_window_ends() -> None:
    network = Mastodon(requests_in_window=2)
    token = network.token().value
    seen = [ask(network, POST, TEXT, token=token).status for _ in range(3)]
    assert seen == [200, 200, 429]
    network.clock.advance(300)
    assert ask(network, POST, TEXT, token=token).status == 200


@pytest.mark.parametrize(("kind", "says"), [(Kind.BUSY, True), (Kind.BARE_BUSY, False)])
def test_a_busy_server_says_until_when_or_not(
    network: Mastodon, token: str, kind: Kind, *, says: bool
) -> None:
    network.faults.plan(Fault(kind))
    given = ask(network, POST, TEXT, token=token)
    assert given.status == 429
    assert ("x-ratelimit-reset" in dict(given.headers)) is says
    assert network.ledger.ever() == []


@pytest.mark.parametrize("kind", [Kind.EXPIRED, Kind.REVOKED])
def test_a_token_may_end_midway(network: Mastodon, token: str, kind: Kind) -> None:
    ask(network, POST, TEXT, token=token)
    network.faults.plan(Fault(kind))
    assert [ask(network, POST, TEXT, token=token).status for _ in range(2)] == [401, 401]


def test_a_token_without_the_scope_is_refused(network: Mastodon) -> None:
    token = network.token("read").value
    assert ask(network, POST, TEXT, token=token).status == 403
    assert ask(network, "GET /api/v1/accounts/verify_credentials", token=token).status == 200
    assert ask(network, POST, TEXT).status == 401


BACK = "https://zilver.example/back"


def register(network: Mastodon) -> dict[str, str]:
    app = {
        "client_name": "Aboveboard",
        "redirect_uris": [BACK],
        "scopes": "read write:statuses",
    }
    made = ask(network, "POST /api/v1/apps", app).value
    return {"client_id": made["client_id"], "client_secret": made["client_secret"]}


def authorise(network: Mastodon, app: dict[str, str], **more: str) -> dict[str, str]:
    query: dict[str, Any] = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": BACK,
        "scope": "read:accounts write:statuses",
        "state": "s",
    }
    return way_back(ask(network, f"GET /oauth/authorize?{urlencode(query | more)}"))


def test_an_app_connects_with_proof_and_disconnects(network: Mastodon) -> None:
    app = register(network)
    digest = hashlib.sha256(b"verifier").digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    pkce = {"code_challenge": challenge, "code_challenge_method": "S256"}
    grant = {"grant_type": "authorization_code", "redirect_uri": BACK} | app
    back = authorise(network, app, **pkce)
    assert back["state"] == "s"
    wrong = grant | {"code": back["code"], "code_verifier": "other"}
    assert ask(network, "POST /oauth/token", wrong).status == 400
    right = grant | {
        "code": authorise(network, app, **pkce)["code"],
        "code_verifier": "verifier",
    }
    made = ask(network, "POST /oauth/token", right).value
    assert made.keys() == {"access_token", "token_type", "scope", "created_at"}
    assert ask(network, POST, TEXT, token=made["access_token"]).status == 200
    assert ask(network, "POST /oauth/token", right).status == 400
    gone = app | {"token": made["access_token"]}
    assert [ask(network, "POST /oauth/revoke", gone).status for _ in range(2)] == [200, 200]
    assert ask(network, POST, TEXT, token=made["access_token"]).status == 401


def test_a_person_may_say_no_and_an_app_may_ask_too_much(network: Mastodon) -> None:
    app = register(network)
    assert authorise(network, app, scope="follow")["error"] == "invalid_scope"
    network.agrees = False
    assert authorise(network, app) == {"error": "access_denied", "state": "s"}


def test_takahe_says_nothing_of_revoking_and_calls_it_a_bad_request_after() -> None:
    network = Mastodon(dialect=TAKAHE)
    token = network.token().value
    gone = register(network) | {"token": token}
    assert ask(network, "POST /oauth/revoke", gone).body == b""
    assert ask(network, POST, TEXT, token=token).status == 400


@pytest.mark.parametrize(("dialect", "status"), [(MASTODON, 200), (GOTOSOCIAL, 404)])
def test_a_server_says_what_it_is(dialect: Dialect, status: int) -> None:
    network = Mastodon(dialect=dialect)
    links = ask(network, "GET /.well-known/nodeinfo").value["links"]
    path = links[0]["href"].removeprefix(network.address)
    software = ask(network, f"GET {path}").value["software"]
    assert software == {"name": dialect.software, "version": dialect.version}
    assert ask(network, "GET /.well-known/oauth-authorization-server").status == status
    limits = ask(network, "GET /api/v2/instance").value["configuration"]["statuses"]
    assert limits["max_characters"] == dialect.most_characters
