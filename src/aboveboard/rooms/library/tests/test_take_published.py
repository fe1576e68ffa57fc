from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.library.take_published import Published, take_published
from conftest import NOON

if TYPE_CHECKING:
    from conftest import Cast


def published(text: str, remote_id: str = "1") -> Published:
    return Published(
        network="mastodon",
        remote_id=remote_id,
        url=f"https://mastodon.example/@noor/{remote_id}",
        text=text,
        written_at=NOON,
    )


def test_what_is_there_already_gets_the_new_words(cast: Cast) -> None:
    take_published(cast.workspace.pk, [published("We lost it.")])
    take_published(
        cast.workspace.pk, [published("We lost the order."), published("More.", "2")]
    )
    assert set(Post.objects.values_list("remote_id", "text")) == {
        ("1", "We lost the order."),
        ("2", "More."),
    }


def test_two_parts_told_by_one_link_are_one_post(cast: Cast) -> None:
    take_published(cast.workspace.pk, [published("We lost it."), published("And why.")])
    assert Post.objects.get().text == "And why."
