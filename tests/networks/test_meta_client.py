"""Meta's own client, which nobody here wrote, gets along with the stand-ins and their contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests
from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.post import Post
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from tests.networks.contract import read_contract
from tests.networks.faults import Fault, Kind
from tests.networks.meta import Facebook, Instagram
from tests.networks.meta.facebook_state import NOOR, PAGE
from tests.networks.meta.instagram_state import USER
from tests.networks.served import served
from tests.networks.test_instagram import PICTURE, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.networks.network import Network

TEXT = "Onze demo viel uit."


def session(network: Network, token: str) -> Iterator[Any]:
    """Give the client's way to the stand-in."""
    with served(network) as here:
        made: Any = FacebookSession(access_token=token)
        made.GRAPH = here.address
        yield FacebookAdsApi(made)
        made.requests.close()
    assert network.complaints == []


@pytest.fixture
def facebook() -> Facebook:
    return Facebook(fetch=lambda address: picture())


@pytest.fixture
def instagram() -> Instagram:
    return Instagram(fetch=lambda address: picture())


@pytest.fixture
def pages(facebook: Facebook) -> Iterator[Any]:
    yield from session(facebook, facebook.page_token().value)


@pytest.fixture
def photos(instagram: Instagram) -> Iterator[Any]:
    yield from session(instagram, instagram.token().value)


def test_a_life_of_a_post_on_a_page(facebook: Facebook, pages: Any) -> None:
    page: Any = Page(PAGE, api=pages)
    address = page.create_photo(params={"url": PICTURE, "published": False})["id"]
    sent = pages.call(
        "POST",
        (PAGE, "photos"),
        params={"published": False},
        files={"source": ("stekker.png", picture("PNG"), "image/png")},
    ).json()["id"]
    media = [{"media_fbid": one} for one in (address, sent)]
    said = {"message": TEXT, "attached_media": media, "published": False}
    post: Any = Post(page.create_feed(params=said)["id"], api=pages)
    assert facebook.ledger.living() == []
    post.api_update(params={"is_published": True})
    assert [one.content["photos"] for one in facebook.ledger.living()] == [[address, sent]]
    found = page.get_published_posts(fields=["message", "permalink_url"])
    assert [one["message"] for one in found] == [TEXT]
    facebook.comment(str(post["id"]), "robin", "Hoe kwam dat?")
    assert [one["message"] for one in post.get_comments(fields=["message"])] == [
        "Hoe kwam dat?"
    ]
    post.api_delete()
    with pytest.raises(FacebookRequestError) as gone:
        post.api_get(fields=["message"])
    assert (gone.value.api_error_code(), gone.value.api_error_subcode()) == (100, 33)


def test_a_person_lists_pages_with_their_tokens(facebook: Facebook) -> None:
    for api in session(facebook, facebook.token().value):
        found = api.call("GET", ("me", "accounts"), params={"fields": "id,access_token"}).json()
        assert [one["id"] for one in found["data"]] == [PAGE]
        assert api.call("GET", ("me",)).json()["id"] == NOOR


def test_a_life_of_a_medium(instagram: Instagram, photos: Any) -> None:
    user: Any = IGUser(USER, api=photos)
    items = [
        user.create_media(params={"image_url": PICTURE, "is_carousel_item": True})["id"]
        for _ in range(2)
    ]
    said = {"media_type": "CAROUSEL", "children": items, "caption": TEXT}
    container = user.create_media(params=said)["id"]
    state = photos.call("GET", (container,), params={"fields": "status_code"}).json()
    assert state["status_code"] == "FINISHED"
    medium = user.create_media_publish(params={"creation_id": container})["id"]
    listed = user.get_media(fields=["caption", "permalink", "timestamp"])
    assert [(one["id"], one["caption"]) for one in listed] == [(medium, TEXT)]
    comment: Any = IGComment(instagram.comment(medium, "robin", "Hoe?"), api=photos)
    comment.create_reply(params={"message": "De stekker."})
    assert [one["text"] for one in IGMedia(medium, api=photos).get_comments()] == ["Hoe?"]
    fields = {"fields": "text,replies{text}"}
    found = photos.call("GET", (medium, "comments"), params=fields).json()["data"]
    assert found[0]["replies"]["data"][0]["text"] == "De stekker."


def test_what_fails_is_understood(instagram: Instagram, photos: Any) -> None:
    user: Any = IGUser(USER, api=photos)
    container = user.create_media(params={"image_url": PICTURE})["id"]
    instagram.faults.plan(
        Fault(Kind.BUSY, operation="publish"),
        Fault(Kind.EXPIRED, operation="publish", skip=1),
        Fault(Kind.AFTER, operation="publish"),
    )
    with pytest.raises(FacebookRequestError) as busy:
        user.create_media_publish(params={"creation_id": container})
    assert (busy.value.api_error_code(), busy.value.api_transient_error()) == (4, True)
    with pytest.raises(requests.ConnectionError):
        user.create_media_publish(params={"creation_id": container})
    assert len(instagram.ledger.living()) == 1
    with pytest.raises(FacebookRequestError) as expired:
        user.create_media_publish(params={"creation_id": container})
    assert expired.value.api_error_code() == 190


@pytest.mark.parametrize(
    ("network", "name", "owner", "method"),
    [
        ("facebook", "post_create", Page, "create_feed"),
        ("facebook", "photo_create", Page, "create_photo"),
        ("facebook", "post_edit", Post, "api_update"),
        ("facebook", "post_list", Page, "get_published_posts"),
        ("instagram", "container_create", IGUser, "create_media"),
        ("instagram", "publish", IGUser, "create_media_publish"),
        ("instagram", "reply_create", IGComment, "create_reply"),
        ("instagram", "comment_create", IGMedia, "create_comment"),
    ],
)
def test_the_contract_knows_no_parameter_that_the_client_does_not(
    network: str, name: str, owner: Any, method: str
) -> None:
    request = getattr(owner("1", api=FacebookAdsApi(FacebookSession())), method)(pending=True)
    known = set(request._param_checker._type_check_info) | {
        "fields",
        "limit",
        "after",
        "summary",
    }
    operation = next(one for one in read_contract(network) if one.name == name)
    ours = {field.partition("[")[0] for field in operation.body | operation.query}
    assert ours - known - {"source", "since"} == set()
