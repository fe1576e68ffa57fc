"""What is sent to Meta is what Meta's own client would send: names, types and fields."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.contentpublishinglimitresponse import (
    ContentPublishingLimitResponse,
)
from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.post import Post
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession

from aboveboard.channels.port import Card, Draft, Form, Outgoing
from tests.channels import golden
from tests.channels.asked import TEXT, ready
from tests.channels.facebook import account as facebook_account
from tests.channels.instagram import account as instagram_account
from tests.networks.meta import Facebook, Instagram

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.exchange import Request
    from tests.networks.network import Network

FACEBOOK = {
    "post_create": (Page, "create_feed"),
    "photo_create": (Page, "create_photo"),
    "post_edit": (Post, "api_update"),
    "post_show": (Post, "api_get"),
    "post_delete": (Post, "api_delete"),
    "post_list": (Page, "get_published_posts"),
    "comment_list": (Post, "get_comments"),
    "reply_create": (Comment, "create_comment"),
    "insights": (Post, "get_insights"),
}
INSTAGRAM = {
    "container_create": (IGUser, "create_media"),
    "publish": (IGUser, "create_media_publish"),
    "quota": (IGUser, "get_content_publishing_limit"),
    "media_list": (IGUser, "get_media"),
    "stories": (IGUser, "get_stories"),
    "media_show": (IGMedia, "api_get"),
    "insights": (IGMedia, "get_insights"),
    "comment_list": (IGMedia, "get_comments"),
    "reply_create": (IGComment, "create_reply"),
}
READ = {
    "get_published_posts": Post,
    "get_media": IGMedia,
    "get_stories": IGMedia,
    "get_content_publishing_limit": ContentPublishingLimitResponse,
}
"""What a list holds, where it is not what the call is made on."""
PAGING = {"fields", "limit", "after", "source"}
NOT_IN_THE_CLIENT = {
    "comments",  # an edge: Post.get_comments
    "reactions",  # an edge: Post.get_reactions
    "replies",  # an edge: IGComment.get_replies
    "from",
}


def go_through_facebook(network: Facebook, folder: Path) -> None:
    page = facebook_account.channel(network)
    since = network.clock.now()
    media = (golden.media(folder, "a.png", description="Voor"), golden.media(folder))
    post = ready(page, network, Draft(TEXT, media=media))
    receipt = page.publish(post)
    page.publish(ready(page, network, Draft("Zie:", card=Card("https://a.example/", "A"))))
    page.find(post, since=since)
    (unmade,) = page.compose(Draft("Iets anders"), key="k", now=since)
    page.find(unmade, since=since)
    page.edit(receipt, Outgoing("k", "Beter.", since))
    network.comment(receipt.remote_id, "robin", "Hoe?")
    (reply,) = page.replies(receipt, since=None)
    page.answer(reply, Outgoing("k", "Zo.", since))
    page.metrics([receipt])
    page.withdraw(receipt)


def go_through_instagram(network: Instagram, folder: Path) -> None:
    user = instagram_account.channel(network)
    since, receipts = network.clock.now(), []
    for number, form in ((1, Form.POST), (2, Form.POST), (1, Form.STORY)):
        text = "" if form is Form.STORY else TEXT
        pictures = tuple(
            instagram_account.picture(folder, f"{place}.jpg", description="Voor")
            for place in range(number)
        )
        post = ready(user, network, Draft(text, media=pictures, form=form))
        receipts.append(user.publish(post))
        assert user.find(post, since=since)
    receipt = receipts[0]
    network.comment(receipt.remote_id, "robin", "Hoe?")
    (reply,) = user.replies(receipt, since=None)
    user.answer(reply, Outgoing("k", "Zo.", since))
    user.metrics([receipt])


@pytest.fixture
def instagram(tmp_path: Path) -> Instagram:
    return Instagram(fetch=lambda address: (tmp_path / address[-5:]).read_bytes())


def test_calls_of_facebook_are_those_of_the_client(tmp_path: Path) -> None:
    network = Facebook()
    go_through_facebook(network, tmp_path)
    hold_beside(network, FACEBOOK)


def test_calls_of_instagram_are_those_of_the_client(
    instagram: Instagram, tmp_path: Path
) -> None:
    go_through_instagram(instagram, tmp_path)
    hold_beside(instagram, INSTAGRAM)


def hold_beside(network: Network, client: dict[str, tuple[Any, str]]) -> None:
    """Compare every call with the client's; each of ``client`` was made, and few others."""
    seen = {line.operation for line in network.log}
    assert seen - client.keys() <= {"container_show"}  # the client has no object for it
    assert client.keys() <= seen
    for line in network.log:
        if line.operation in client:
            owner, method = client[line.operation]
            comment = IGComment if owner is IGMedia else Comment
            holds = READ | {"get_comments": comment}
            check(line.request, owner, method, holds.get(method, owner))


def check(request: Request, owner: Any, method: str, read: Any) -> None:
    made = getattr(owner("1", api=FacebookAdsApi(FacebookSession())), method)(pending=True)
    types, enums = made._param_checker._type_check_info, made._param_checker._enum_data
    given = dict(request.query) | dict(request.fields)
    assert given.keys() - types.keys() - PAGING == set(), method
    for name, value in given.items():
        if name in types:
            assert fits(value, types[name], enums), f"{method}: {name} is no {types[name]}"
    fields = re.sub(r"\{[^}]*\}|\.\w+\([^)]*\)", "", str(given.get("fields", ""))).split(",")
    known = {str(one) for one in vars(read.Field).values()} | NOT_IN_THE_CLIENT
    assert set(fields) - {""} <= known, method


def fits(value: Any, kind: str, enums: dict[str, Any]) -> bool:
    if kind == "bool":
        return value in {"true", "false"}
    if kind.startswith("list<"):
        return isinstance(value, list | str)
    if kind in enums:
        return value in enums[kind]
    return kind != "int" or str(value).isdecimal()


def test_a_wrong_type_is_seen() -> None:
    assert not fits("yes", "bool", {})
    assert not fits("odd", "order_enum", {"order_enum": ["chronological"]})
    assert fits(json.loads('["1"]'), "list<string>", {})
