"""The stand-in for Facebook keeps what is known of the contract of the network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.networks.asking import ask, way_back
from tests.networks.faults import Fault, Kind
from tests.networks.meta import Facebook
from tests.networks.meta.facebook_state import PAGE, SCOPES
from tests.networks.test_instagram import PICTURE, code, picture

if TYPE_CHECKING:
    from tests.networks.exchange import Answer

TEXT = "Onze demo viel uit."


@pytest.fixture
def network() -> Facebook:
    return Facebook(fetch=lambda address: picture())


def call(network: Facebook, call: str, **fields: Any) -> Answer:
    method, _, path = call.partition(" ")
    given = urlencode({"access_token": network.page_token().value} | fields)
    if method == "POST":
        headers = {"content_type": "application/x-www-form-urlencoded"}
        return ask(network, f"POST /v26.0/{path}", given.encode(), **headers)
    return ask(network, f"{method} /v26.0/{path}?{given}")


def post(network: Facebook, **fields: Any) -> str:
    made = call(network, f"POST {PAGE}/feed", **({"message": TEXT} | fields))
    assert made.status == 200, made.value
    return str(made.value["id"])


def test_a_post_is_read_edited_and_deleted(network: Facebook) -> None:
    id_ = post(network)
    assert id_.startswith(f"{PAGE}_")
    call(network, f"POST {id_}", message="Nu goed.")
    shown = call(network, f"GET {id_}", fields="message,is_published,permalink_url").value
    assert (shown["message"], shown["is_published"]) == ("Nu goed.", True)
    assert call(network, f"DELETE {id_}").value == {"success": True}
    assert code(call(network, f"GET {id_}")) == (100, 33)
    assert network.ledger.living() == []


def test_an_unpublished_post_becomes_public_once_and_for_all(network: Facebook) -> None:
    id_ = post(network, published="false")
    assert network.ledger.living() == []
    listed = f"GET {PAGE}/published_posts"
    assert call(network, listed).value["data"] == []
    for _ in range(2):
        assert call(network, f"POST {id_}", is_published="true").value == {"success": True}
    assert [one["id"] for one in call(network, listed).value["data"]] == [id_]
    assert [one.deed for one in network.ledger.entries[id_].events] == ["create", "show"]


@pytest.mark.parametrize("numbered", [True, False])
def test_photos_go_up_unpublished_and_are_attached(
    network: Facebook, *, numbered: bool
) -> None:
    photo = {"url": PICTURE, "published": "false", "alt_text_custom": "Een stekker"}
    ids = [call(network, f"POST {PAGE}/photos", **photo).value["id"] for _ in range(2)]
    media = [{"media_fbid": one} for one in ids]
    attached = (
        {f"attached_media[{place}]": json.dumps(one) for place, one in enumerate(media)}
        if numbered
        else {"attached_media": json.dumps(media)}
    )
    post(network, **attached)
    assert [one.content["photos"] for one in network.ledger.living()] == [ids]
    again = call(network, f"POST {PAGE}/feed", message="Nog eens", **attached)
    assert code(again) == (100, 1366051)


def test_a_public_photo_makes_a_post(network: Facebook) -> None:
    made = call(network, f"POST {PAGE}/photos", url=PICTURE, message=TEXT).value
    assert [one.id for one in network.ledger.living()] == [made["post_id"]]


@pytest.mark.parametrize(
    ("data", "sub"),
    [(None, 2061006), (b"none", 2069019), (bytes(5 * 1024 * 1024), 1366046)],
    ids=["unreachable", "none", "large"],
)
def test_a_photo_that_will_not_do_is_refused(data: bytes | None, sub: int) -> None:
    network = Facebook(fetch=lambda address: data)
    assert code(call(network, f"POST {PAGE}/photos", url=PICTURE)) == (100, sub)


def test_a_photo_that_failed_cannot_be_attached(network: Facebook) -> None:
    network.faults.plan(Fault(Kind.MEDIA))
    photo = call(network, f"POST {PAGE}/photos", url=PICTURE, published="false").value["id"]
    attached = json.dumps([{"media_fbid": photo}])
    assert call(network, f"POST {PAGE}/feed", attached_media=attached).status == 400


def test_a_later_post_comes_out_at_its_time(network: Facebook) -> None:
    at = int(network.clock.now().timestamp()) + 3600
    id_ = post(network, published="false", scheduled_publish_time=at)
    assert [
        one["id"] for one in call(network, f"GET {PAGE}/scheduled_posts").value["data"]
    ] == [id_]
    network.clock.advance(3600)
    assert [one.id for one in network.ledger.living()] == [id_]
    soon = int(network.clock.now().timestamp()) + 60
    too_soon = {"message": TEXT, "published": "false", "scheduled_publish_time": soon}
    assert call(network, f"POST {PAGE}/feed", **too_soon).status == 400


def test_a_person_does_not_post_for_a_page(network: Facebook) -> None:
    token = network.token().value
    made = call(network, f"POST {PAGE}/feed", message=TEXT, access_token=token)
    assert (made.status, code(made)[0]) == (403, 200)


def test_a_stale_list_misses_what_was_just_posted(network: Facebook) -> None:
    post(network)
    network.clock.advance(10)
    network.faults.plan(Fault(Kind.STALE, operation="post_list", seconds=30))
    listed = f"GET {PAGE}/published_posts"
    assert call(network, listed).value["data"] == []
    assert len(call(network, listed).value["data"]) == 1


@pytest.mark.parametrize(
    ("kind", "expected"), [(Kind.DUPLICATE, (506, 1455006)), (Kind.QUOTA, (368, 1390008))]
)
def test_a_copy_or_too_much_is_refused(
    network: Facebook, kind: Kind, expected: tuple[int, int]
) -> None:
    network.faults.plan(Fault(kind))
    assert code(call(network, f"POST {PAGE}/feed", message=TEXT)) == expected
    assert network.ledger.ever() == []


def test_comments_name_people_only_with_the_right_to(network: Facebook) -> None:
    id_ = post(network)
    said = network.comment(id_, "robin", "Hoe kwam dat?")
    call(network, f"POST {said}/comments", message="De stekker.")
    call(network, f"POST {id_}/comments", message="Naschrift")
    query = {"filter": "stream", "order": "reverse_chronological", "fields": "id,message,from"}
    found = call(network, f"GET {id_}/comments", **query).value["data"]
    assert [one["message"] for one in found] == ["Naschrift", "De stekker.", "Hoe kwam dat?"]
    few = network.page_token("pages_read_engagement").value
    bare = call(network, f"GET {id_}/comments", **query, access_token=few).value["data"]
    assert all("from" not in one for one in bare)
    assert call(network, f"POST {said}", is_hidden="true").value == {"success": True}
    assert call(network, f"POST {said}/likes").value == {"success": True}
    assert call(network, f"DELETE {said}").value == {"success": True}


def test_figures_are_given_and_dead_ones_refused(network: Facebook) -> None:
    id_ = post(network)
    network.state.insights[id_] = {"post_clicks": 3}
    found = call(network, f"GET {id_}/insights", metric="post_clicks,post_media_view").value
    assert [one["name"] for one in found["data"]] == ["post_clicks"]
    assert call(network, f"GET {id_}/insights", metric="post_impressions").status == 400


BACK = "https://zilver.example/back"
APP = {"client_id": "client", "client_secret": "secret"}


def exchange(network: Facebook, **fields: str) -> Answer:
    return ask(network, f"GET /v26.0/oauth/access_token?{urlencode(APP | fields)}")


def test_a_person_signs_in_and_gives_the_token_of_a_page(network: Facebook) -> None:
    asked = {"client_id": "client", "redirect_uri": BACK, "scope": ",".join(SCOPES)}
    back = way_back(
        ask(network, f"GET /v26.0/dialog/oauth?{urlencode(asked | {'state': 's'})}")
    )
    short = exchange(network, code=back["code"], redirect_uri=BACK).value["access_token"]
    long = exchange(network, grant_type="fb_exchange_token", fb_exchange_token=short).value[
        "access_token"
    ]
    query = urlencode({"fields": "id,name,access_token,tasks", "access_token": long})
    pages = [ask(network, f"GET /me/accounts?{query}").value["data"] for _ in range(2)]
    assert pages[0] == pages[1]
    token = pages[0][0]["access_token"]
    network.clock.advance(365 * 24 * 3600)
    made = call(network, f"POST {PAGE}/feed", message=TEXT, access_token=token)
    assert made.status == 200


def test_removing_the_app_ends_the_tokens_of_pages(network: Facebook) -> None:
    page, person = network.page_token().value, network.token().value
    granted = ask(network, f"GET /me/permissions?access_token={person}").value["data"]
    assert {"permission": "pages_manage_posts", "status": "granted"} in granted
    ask(network, f"DELETE /me/permissions?access_token={person}")
    made = call(network, f"POST {PAGE}/feed", message=TEXT, access_token=page)
    assert code(made) == (190, 458)
    told = ask(network, f"GET /debug_token?input_token={page}&access_token={person}").value
    assert told["data"]["is_valid"] is False


def test_saying_no_is_told(network: Facebook) -> None:
    network.agrees = False
    asked = {"client_id": "client", "redirect_uri": BACK, "scope": "pages_show_list"}
    back = way_back(ask(network, f"GET /dialog/oauth?{urlencode(asked)}"))
    assert back["error"] == "access_denied"
