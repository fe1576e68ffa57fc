"""Writes made-up Facebook exports."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal

from aboveboard.archives.generator.containers import meta_json_bytes, write_zip
from aboveboard.archives.generator.sentences import written_posts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

type Era = Literal["2019", "2023", "2025", "html"]
_OWNER: Final = "Ana Peña"
_PER_FILE: Final = 40


def write_facebook_archive(
    path: Path, *, seed: int, posts: int, era: Era = "2025"
) -> tuple[str, ...]:
    """Write an export to ``path`` (zip); return the texts of its posts, oldest first.

    ``era`` is the layout: ``2019`` has short names, ``2023`` the folder
    ``your_activity_across_facebook``, ``2025`` the folder ``your_facebook_activity``, ``html``
    web pages instead of JSON. Forty posts fill a file; more go into ``_2``, ``_3``...
    """
    random = Random(seed)
    written = list(written_posts(random, posts))
    files = list(_files(random, written, era))
    if era == "html":
        page = b"<!DOCTYPE html><html><body>Facebook</body></html>"
        write_zip(path, [(name.removesuffix(".json") + ".html", page) for name, _one in files])
        return ()
    write_zip(path, [(name, meta_json_bytes(value)) for name, value in files])
    return tuple(text for _moment, _language, text in written)


def _files(
    random: Random, written: list[tuple[datetime, str, str]], era: Era
) -> Iterator[tuple[str, Any]]:
    roots = {"2019": "", "2023": "your_activity_across_facebook/"}
    root, is_old = roots.get(era, "your_facebook_activity/"), era == "2019"
    stem = "your_posts" if is_old else "your_posts__check_ins__photos_and_videos"
    entries = [_post(random, number, one) for number, one in enumerate(written)]
    for part in range(0, max(1, len(entries)), _PER_FILE):
        number = part // _PER_FILE + 1
        yield f"{root}posts/{stem}_{number}.json", entries[part : part + _PER_FILE]
    second = int(written[0][0].timestamp()) if written else 1_700_000_000
    comments = "comments" if is_old else "comments_and_reactions"
    yield (
        f"{root}{comments}/comments.json",
        {
            "comments" if is_old else "comments_v2": [
                _comment(second + 5, "Ik zat er naast, sorry. é"),
                {"timestamp": second + 6, "title": "Ana Peña liked a photo."},
            ]
        },
    )
    yield (
        f"{root}groups/group_posts_and_comments.json",
        {
            "group_posts_v2": [
                {
                    "timestamp": second + 7,
                    "title": "x",
                    "data": [{"post": "Vraag aan de groep"}],
                }
            ]
        },
    )
    yield (
        f"{root}groups/your_comments_in_groups.json",
        {"group_comments_v2": [_comment(second + 8, "Bij ons ook 🎈")]},
    )
    yield f"{root}posts/posts_on_other_pages_and_profiles.json", [_labelled_post(second + 9)]
    yield (
        f"{root}posts/your_uncategorized_photos.json",
        {
            "other_photos_v2": [
                _picture(second + 10, "De kapotte oven"),
                _picture(second + 11, ""),
            ]
        },
    )
    yield f"{root}comments_and_reactions/likes_and_reactions_1.json", [{"timestamp": second}]
    yield (
        f"{root}messages/inbox/bram_17/message_1.json",
        {
            "participants": [{"name": "Bram"}, {"name": _OWNER}],
            "messages": [
                {
                    "sender_name": _OWNER,
                    "timestamp_ms": second * 1000,
                    "content": "Het ging mis.",
                }
            ],
        },
    )
    yield (
        "connections/friends/your_friends.json",
        {"friends_v2": [{"name": "Bram Ősz", "timestamp": second}]},
    )
    yield (
        "personal_information/profile_information/profile_information.json",
        {"profile_v2": {"name": {"full_name": _OWNER}}},
    )


def _post(random: Random, number: int, one: tuple[datetime, str, str]) -> dict[str, Any]:
    moment, _language, text = one
    second = int(moment.timestamp())
    data = [{"post": text}, {"update_timestamp": second + 60}]
    post: dict[str, Any] = {"timestamp": second, "data": data, "title": f"{_OWNER} updated."}
    kind = random.choice(("words", "picture", "link", "place"))
    if kind == "picture":
        inside: dict[str, Any] = {"media": _picture(second, text, number)}
        post["attachments"] = [{"data": [inside]}]
    elif kind == "link":
        inside = {"external_context": {"url": f"https://example.org/{number}"}}
        post["attachments"] = [{"data": [inside]}]
    elif kind == "place":
        inside = {"place": {"name": "Café", "coordinate": {"latitude": 51.0, "longitude": 3.7}}}
        post["attachments"] = [{"data": [inside]}]
        post["tags"] = [{"name": "Bram"}]
    return post


def _picture(second: int, description: str, number: int = 0) -> dict[str, Any]:
    return {
        "uri": f"posts/media/{second}_{number}.jpg",
        "creation_timestamp": second,
        "title": "",
        "description": description,
    }


def _comment(second: int, text: str) -> dict[str, Any]:
    held = {"timestamp": second, "comment": text, "author": _OWNER}
    return {"timestamp": second, "title": f"{_OWNER} commented.", "data": [{"comment": held}]}


def _labelled_post(second: int) -> dict[str, Any]:
    return {
        "timestamp": second,
        "media": [],
        "label_values": [
            {"label": "Message", "value": "Gefeliciteerd, Bram"},
            {"title": "Target", "dict": [{"label": "Target", "value": "Bram"}]},
        ],
        "fbid": "4400000000000001",
    }
