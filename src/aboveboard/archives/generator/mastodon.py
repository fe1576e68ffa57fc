"""Writes made-up Mastodon archives."""

from __future__ import annotations

import html
from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal

from aboveboard.archives.generator.containers import json_bytes, write_tar_gz, write_zip
from aboveboard.archives.generator.sentences import written_posts

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

type Packing = Literal["tar.gz", "zip"]
_SERVER: Final = "https://social.example"
_ACTOR: Final = f"{_SERVER}/users/ana"
_PUBLIC: Final = "https://www.w3.org/ns/activitystreams#Public"
_FOLLOWERS: Final = f"{_ACTOR}/followers"
_ADDRESSED: Final[tuple[tuple[str, list[str], list[str]], ...]] = (
    ("public", [_PUBLIC], [_FOLLOWERS]),
    ("unlisted", [_FOLLOWERS], [_PUBLIC]),
    ("followers", [_FOLLOWERS], []),
    ("direct", [f"{_SERVER}/users/bram"], []),
)


def write_mastodon_archive(
    path: Path, *, seed: int, posts: int, packing: Packing = "zip", has_counts: bool = True
) -> tuple[str, ...]:
    """Write an archive to ``path``; return the texts of its posts as readers saw them.

    One boost follows the posts. ``has_counts`` puts the totals of likes and boosts beside
    posts, as newer servers do.
    """
    random = Random(seed)
    written = list(written_posts(random, posts))
    activities, texts = [], []
    for number, one in enumerate(written):
        note, text = _note(random, number, one, has_counts=has_counts)
        texts.append(text)
        activities.append(_activity(note))
    activities.append(_boost(len(written)))
    members = [
        ("outbox.json", json_bytes(_collection("outbox", activities))),
        ("likes.json", json_bytes(_collection("likes", [f"{_SERVER}/users/bram/statuses/1"]))),
        ("bookmarks.json", json_bytes(_collection("bookmarks", []))),
        ("actor.json", json_bytes({"id": _ACTOR, "type": "Person", "followers": _FOLLOWERS})),
        ("media_attachments/files/1/original/a.png", b"\x89PNG"),
    ]
    (write_zip if packing == "zip" else write_tar_gz)(path, members)
    return tuple(texts)


def _collection(name: str, listed: list[Any]) -> dict[str, Any]:
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": f"{name}.json",
        "type": "OrderedCollection",
        "totalItems": len(listed),
        "orderedItems": listed,
    }


def _note(
    random: Random, number: int, one: tuple[datetime, str, str], *, has_counts: bool
) -> tuple[dict[str, Any], str]:
    moment, language, text = one
    _visibility, to, copies = _ADDRESSED[random.randrange(len(_ADDRESSED))]
    content = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
    summary = None
    if not random.randrange(3):
        link = f"https://example.org/een/heel/lang/pad/{number}"
        content += f"<p>{_link(link)}</p>"
        text = f"{text}\n\n{link}"
    if not random.randrange(5):
        summary = "Eerlijk & lang"
        text = f"{summary}\n\n{text}"
    note: dict[str, Any] = {
        "id": f"{_ACTOR}/statuses/{1000 + number}",
        "type": "Note",
        "summary": summary,
        "inReplyTo": f"{_ACTOR}/statuses/{999 + number}" if not random.randrange(9) else None,
        "published": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "url": f"{_SERVER}/@ana/{1000 + number}",
        "attributedTo": _ACTOR,
        "to": to,
        "cc": copies,
        "sensitive": summary is not None,
        "content": content,
        "contentMap": {language: content},
        "attachment": [_picture()] if number == 0 else [],
        "tag": [],
        "replies": {"type": "Collection"},
    }
    if has_counts:
        note["likes"] = {"type": "Collection", "totalItems": random.randrange(50)}
        note["shares"] = {"type": "Collection", "totalItems": random.randrange(9)}
    return note, text


def _link(address: str) -> str:
    """Return a link as the server writes it: part of it unseen."""
    shown = address.removeprefix("https://")
    return (
        f'<a href="{address}" target="_blank" rel="nofollow noopener">'
        f'<span class="invisible">https://</span><span class="ellipsis">{shown[:20]}</span>'
        f'<span class="invisible">{shown[20:]}</span></a>'
    )


def _picture() -> dict[str, Any]:
    return {
        "type": "Document",
        "mediaType": "image/png",
        "url": "/media_attachments/files/1/original/a.png",
        "name": "Een lege zaal",
    }


def _activity(note: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{note['id']}/activity",
        "type": "Create",
        "actor": _ACTOR,
        "published": note["published"],
        "to": note["to"],
        "cc": note["cc"],
        "object": note,
    }


def _boost(number: int) -> dict[str, Any]:
    return {
        "id": f"{_ACTOR}/statuses/{1000 + number}/activity",
        "type": "Announce",
        "actor": _ACTOR,
        "published": "2024-06-01T10:00:00Z",
        "to": [_PUBLIC],
        "cc": [_FOLLOWERS],
        "object": f"{_SERVER}/users/bram/statuses/7",
    }
