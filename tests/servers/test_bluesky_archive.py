from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.archives import bluesky
from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.values import ArchivedConnection, ArchivedPost, Skipped
from tests.servers.bluesky_server import (
    ANSWER,
    FIRST,
    SECOND,
    TAKEN_BACK,
    Account,
    Lived,
    is_installed,
    live,
    running_server,
    sign_up,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(not is_installed(), reason="./run servers brings it"),
]

type World = tuple[Account, Account, Lived, Path]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("bluesky")
    with running_server(folder) as server:
        account, friend = sign_up(server, "ana"), sign_up(server, "bram")
        lived = live(account, friend)
        path = folder / "repository.car"
        path.write_bytes(account.repository())
        yield account, friend, lived, path


def read(path: Path) -> list[object]:
    with open_bundle(path) as bundle:
        assert bluesky.recognises(bundle)
        return list(bluesky.read(bundle))


def test_posts_of_a_real_server_come_out_as_written_and_those_taken_back_do_not(
    world: World,
) -> None:
    account, _friend, lived, path = world
    posts = {one.remote_id: one for one in read(path) if isinstance(one, ArchivedPost)}
    assert {key: post.text for key, post in posts.items() if not post.is_repost} == {
        lived.first: FIRST,
        lived.second: SECOND,
        lived.answer: ANSWER,
    }
    assert lived.taken_back not in posts
    key = lived.first.rpartition("/")[2]
    assert posts[lived.first].url == f"https://bsky.app/profile/{account.did}/post/{key}"
    assert posts[lived.answer].reply_to == lived.second
    assert posts[lived.answer].shared_url == "https://example.org/%C3%A9"
    assert posts[lived.first].written_at.isoformat() == "2025-03-01T12:00:00.250000+00:00"


def test_a_repost_a_follow_and_a_like_of_a_real_server_are_told_apart(world: World) -> None:
    _account, friend, lived, path = world
    found = read(path)
    reposts = [one for one in found if isinstance(one, ArchivedPost) and one.is_repost]
    assert [one.remote_id for one in reposts] == [lived.repost]
    assert reposts[0].shared_url.startswith(f"https://bsky.app/profile/{friend.did}/post/")
    ties = [one for one in found if isinstance(one, ArchivedConnection)]
    assert [(one.relation, one.remote_id) for one in ties] == [("following", friend.did)]
    skipped = [one for one in found if isinstance(one, Skipped)]
    assert [(one.reason, one.detail) for one in skipped] == [("not_ours", "1 records")]


def test_the_names_in_the_tree_are_those_the_server_lists_itself(world: World) -> None:
    account, _friend, _lived, path = world
    listed = account.listed("app.bsky.feed.post")
    posts = [one for one in read(path) if isinstance(one, ArchivedPost) and not one.is_repost]
    assert sorted(one.remote_id for one in posts) == sorted(listed)
    assert all(TAKEN_BACK not in one.text for one in posts)


def test_a_server_with_two_hundred_posts_gives_a_tree_of_layers_and_all_come_out(
    world: World, tmp_path: Path
) -> None:
    account, _friend, _lived, _path = world
    friend = sign_up(account.server, "carla")
    texts = [f"Bericht nummer {number} 🎈" for number in range(200)]
    for number, text in enumerate(texts):
        moment = f"2025-04-01T12:{number // 60:02}:{number % 60:02}.000Z"
        record: dict[str, object] = {"text": text, "createdAt": moment}
        friend.create("app.bsky.feed.post", {"$type": "app.bsky.feed.post", **record})
    path = tmp_path / "repository.car"
    path.write_bytes(friend.repository())
    found = read(path)
    assert [one.text for one in found if isinstance(one, ArchivedPost)] == texts
    assert not [one for one in found if isinstance(one, Skipped)]
