"""What Peulvuur showed, and what came back: posts, comments, ties, messages and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from aboveboard.rooms.demo.blocks import story
from aboveboard.rooms.library.models import (
    Comment,
    Connection,
    Import,
    Message,
    Metric,
    Post,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.rooms.demo.blocks import Block
    from aboveboard.rooms.demo.opening import Opening

SELF = "Noor V."
_COUNTS = ("likes", "impressions")


class _Origin(TypedDict):
    workspace_id: int
    network: str
    remote_id: str
    source: Import
    where: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where things go: the workspace, the day, and one import a network."""

    workspace_id: int
    opening: Opening
    imports: dict[str, Import]

    def origin(self, block: Block, network: str) -> _Origin:
        return {
            "workspace_id": self.workspace_id,
            "network": network,
            "remote_id": f"demo-{block.key}",
            "source": self.imports[network],
            "where": block.place,
        }


def fill_library(workspace_id: int, opening: Opening) -> dict[str, Post]:
    """Write the library and return its posts by their key in the story."""
    blocks = story("posts")
    networks = dict.fromkeys(block.fields["on"] for block in blocks)
    shelf = _Shelf(workspace_id, opening, _imports(workspace_id, opening, networks))
    made = Post.objects.bulk_create(_post(block, shelf) for block in blocks)
    posts = {block.key: post for block, post in zip(blocks, made, strict=True)}
    everything = [
        *made,
        *Comment.objects.bulk_create(
            _comment(block, posts, shelf) for block in story("comments")
        ),
        *Connection.objects.bulk_create(_tie(block, shelf) for block in story("connections")),
        *Message.objects.bulk_create(_message(block, shelf) for block in story("messages")),
        *Metric.objects.bulk_create(
            metric for block in blocks for metric in _counts(block, posts[block.key], shelf)
        ),
    ]
    _count_taken(shelf, Counter((item.network, item._meta.model_name) for item in everything))
    return posts


def _imports(workspace_id: int, opening: Opening, networks: Iterable[str]) -> dict[str, Import]:
    made = Import.objects.bulk_create(
        Import(
            workspace_id=workspace_id,
            file_name=f"demo-{network}.zip",
            size=0,
            format=network,
            state=Import.State.DONE,
            created_at=opening.now,
            began_at=opening.now,
            ended_at=opening.now,
        )
        for network in networks
    )
    return dict(zip(networks, made, strict=True))


def _count_taken(shelf: _Shelf, taken: Counter[tuple[str, str | None]]) -> None:
    for network, one in shelf.imports.items():
        one.taken_by_table = {table: n for (on, table), n in taken.items() if on == network}
        one.rows_done = one.rows_all = one.taken = sum(one.taken_by_table.values())
    Import.objects.bulk_update(
        shelf.imports.values(), ["rows_done", "rows_all", "taken", "taken_by_table"]
    )


def _post(block: Block, shelf: _Shelf) -> Post:
    network = block.fields["on"]
    return Post(
        **shelf.origin(block, network),
        written_at=shelf.opening.moment(block.whole("ago"), block.fields["at"]),
        text=block.text,
        url=f"https://peulvuur.example/{network}/{block.key}",
        visibility="public",
        language=block.fields["language"],
        kind=block.fields["kind"],
    )


def _comment(block: Block, posts: dict[str, Post], shelf: _Shelf) -> Comment:
    post, author = posts[block.fields["post"]], block.get("by")
    return Comment(
        **shelf.origin(block, post.network),
        written_at=post.written_at + timedelta(hours=block.whole("after")),
        text=block.text,
        is_own=not author,
        post_url=post.url,
        author=author or SELF,
    )


def _tie(block: Block, shelf: _Shelf) -> Connection:
    return Connection(
        **shelf.origin(block, block.get("on", "linkedin")),
        relation=block.get("relation", "connection"),
        name=block.key,
        company=block.get("company"),
        position=block.get("position"),
        since=shelf.opening.day(block.whole("since")),
    )


def _message(block: Block, shelf: _Shelf) -> Message:
    other, is_own = block.fields["with"], block.fields["from"] == "Noor"
    return Message(
        **shelf.origin(block, "linkedin"),
        conversation=f"demo-{other}",
        written_at=shelf.opening.moment(block.whole("ago"), block.fields["at"]),
        sender=SELF if is_own else other,
        recipients=other if is_own else SELF,
        text=block.text,
        is_own=is_own,
    )


def _counts(block: Block, post: Post, shelf: _Shelf) -> list[Metric]:
    return [
        Metric(
            **shelf.origin(block, post.network),
            name=name,
            value=block.whole(name),
            until=shelf.opening.day(0),
            post_url=post.url,
            posted_at=post.written_at,
        )
        for name in _COUNTS
        if name in block.fields
    ]
