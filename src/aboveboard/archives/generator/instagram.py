"""Writes made-up Instagram exports."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal

from aboveboard.archives.generator.containers import meta_json_bytes, write_zip
from aboveboard.archives.generator.sentences import written_posts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

type Era = Literal["2022", "2024", "2026", "html"]
_USER: Final = "ana.maakt"
_LABELS: Final = {
    "en": ("Comment", "Media Owner", "Time", "Username", "Name"),
    "nl": ("Opmerking", "Media-eigenaar", "Tijd", "Gebruikersnaam", "Naam"),
    "xx": ("Ĉefa komento", "Posedanto de bildo", "Horo", "Uzantonomo", "Nomo"),
}


def write_instagram_archive(
    path: Path, *, seed: int, posts: int, era: Era = "2024", language: str = "en"
) -> tuple[str, ...]:
    """Write an export to ``path`` (zip); return the captions of its posts, oldest first.

    ``era`` is the layout: ``2022`` has a ``content`` folder and named lists, ``2024`` the long
    folder names and bare lists, ``2026`` comments with ``label_values``, ``html`` web pages
    instead of JSON. ``language`` is that of the labels: ``en``, ``nl``, or ``xx``, which nobody
    knows.
    """
    random = Random(seed)
    written = list(written_posts(random, posts))
    root = f"instagram-{_USER}-2026-01-05-x{seed}/" if era != "2022" else ""
    files = list(_files(random, written, era, _LABELS[language]))
    if era == "html":
        pages = [(name.removesuffix(".json") + ".html", _page()) for name, _value in files]
        write_zip(path, [(root + name, page) for name, page in pages])
        return ()
    members = [(root + name, meta_json_bytes(value)) for name, value in files]
    members.append((root + "media/posts/202301/0.jpg", b"\xff\xd8picture"))
    write_zip(path, members)
    return tuple(text for _moment, _language, text in written)


def _page() -> bytes:
    return b"<html><head><title>Instagram</title></head><body>...</body></html>"


def _files(
    random: Random,
    written: list[tuple[datetime, str, str]],
    era: Era,
    labels: tuple[str, ...],
) -> Iterator[tuple[str, Any]]:
    is_old = era == "2022"
    activity = "" if is_old else "your_instagram_activity/"
    ties = "followers_and_following" if is_old else "connections/followers_and_following"
    inbox = f"{activity}messages/inbox/bram_17/message_1.json"
    content = "content" if is_old else f"{activity}media"
    seconds = [int(moment.timestamp()) for moment, _language, _text in written] or [
        1_700_000_000
    ]
    pairs = zip(seconds, written, strict=False)
    yield (
        f"{content}/posts_1.json",
        [_post(number, second, one[2], random) for number, (second, one) in enumerate(pairs)],
    )
    yield (
        f"{content}/stories.json",
        {"ig_stories": [_media("stories/1.jpg", seconds[0] + 60, "Achter de schermen ☕️")]},
    )
    yield (
        f"{content}/reels.json",
        {"ig_reels_media": [{"media": [_media("reels/1.mp4", seconds[0] + 90, "Première")]}]},
    )
    yield (
        f"{content}/profile_photos.json",
        {"ig_profile_picture": [_media("profile/1.jpg", seconds[0], "")]},
    )
    yield f"{activity}comments/post_comments_1.json", _comments(seconds[0], era, labels)
    yield (
        f"{activity}likes/liked_posts.json",
        {"likes_media_likes": [{"title": "x", "string_list_data": [_tie("x", seconds[0])]}]},
    )
    followers = [{"title": "", "string_list_data": [_tie("bram_b", seconds[0])]}]
    yield f"{ties}/followers_1.json", followers
    yield f"{ties}/following.json", {"relationships_following": [_followed(era, seconds[0])]}
    yield inbox, _conversation(seconds[0])
    yield (
        "personal_information/personal_information/personal_information.json",
        {
            "profile_user": [
                {
                    "title": "User Information",
                    "string_map_data": {
                        labels[3]: {"href": "", "value": _USER, "timestamp": 0},
                        labels[4]: {"href": "", "value": "Ana Peña", "timestamp": 0},
                    },
                }
            ]
        },
    )


def _post(number: int, second: int, text: str, random: Random) -> dict[str, Any]:
    """Return a post: with one media the caption stands inside, with several outside."""
    path = f"posts/202301/{number}.jpg"
    if random.choice((True, False)):
        return {"media": [_media(path, second, text)]}
    several = [_media(path, second - 5, ""), _media(f"posts/202301/{number}b.jpg", second, "")]
    return {"media": several, "title": text, "creation_timestamp": second}


def _media(path: str, second: int, title: str) -> dict[str, Any]:
    return {
        "uri": f"media/{path}",
        "creation_timestamp": second,
        "media_metadata": {"photo_metadata": {"exif_data": [{"device_id": "android-1"}]}},
        "title": title,
        "cross_post_source": {"source_app": "IG"},
    }


def _comments(second: int, era: Era, labels: tuple[str, ...]) -> Any:
    comment, owner, time = labels[:3]
    values = (("Zo herkenbaar, dank je — é", "bram_b"), ("Sterk 💪", "carla"))
    if era == "2026":
        return [
            {
                "timestamp": second + number,
                "media": [],
                "label_values": [
                    {"label": comment, "value": text},
                    {"label": owner, "value": person},
                ],
                "fbid": f"1790000000000000{number}",
            }
            for number, (text, person) in enumerate(values)
        ]
    listed = [
        {
            "media_list_data": [{"uri": ""}],
            "string_map_data": {
                comment: {"href": "", "value": text, "timestamp": 0},
                owner: {"href": "", "value": person, "timestamp": 0},
                time: {"href": "", "value": "", "timestamp": second + number},
            },
        }
        for number, (text, person) in enumerate(values)
    ]
    return {"comments_media_comments": listed} if era == "2022" else listed


def _tie(user: str, second: int) -> dict[str, Any]:
    return {"href": f"https://www.instagram.com/{user}", "value": user, "timestamp": second}


def _followed(era: Era, second: int) -> dict[str, Any]:
    """Return someone we follow: new files give the name as the title alone."""
    tie = _tie("carla", second)
    if era != "2022":
        del tie["value"]
    return {"title": "" if era == "2022" else "carla", "string_list_data": [tie]}


def _conversation(second: int) -> dict[str, Any]:
    return {
        "participants": [{"name": "Bram"}, {"name": "Ana Peña"}],
        "messages": [
            {
                "sender_name": "Bram",
                "timestamp_ms": second * 1000 + 250,
                "content": "Hoe ging het écht?",
                "is_unsent": False,
            },
            {
                "sender_name": "Ana Peña",
                "timestamp_ms": second * 1000 + 999,
                "content": "Slecht.",
            },
            {"sender_name": "Bram", "timestamp_ms": second * 1000 + 2000, "is_unsent": True},
        ],
        "title": "Bram",
        "thread_path": "inbox/bram_17",
    }
