"""Reads a Facebook export of a person in JSON.

Source: exports as they stood in 2018 to 2026; the shapes are described in
``docs/archives/facebook.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.archives.facebook_entries import comment_of, friend_of, photo_of, post_of
from aboveboard.archives.json_entries import Entry, entries
from aboveboard.archives.json_values import raw_of
from aboveboard.archives.media_paths import MediaPaths
from aboveboard.archives.meta_export import (
    MESSAGE_FILE,
    Owner,
    first_entry,
    has_members,
    messages,
    owner_of,
    refuse_html,
    tally,
)
from aboveboard.archives.values import Item, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aboveboard.archives.bundle import Bundle

NAME: Final = "facebook"

_POSTS: Final = re.compile(
    r"(your_posts(__check_ins__photos_and_videos)?(_\d+)?|group_posts(_and_comments)?(_\d+)?"
    r"|posts_on_other_pages_and_profiles(_\d+)?)\.json"
)
_PHOTOS: Final = re.compile(r"(your_uncategorized_photos|your_videos|your_photos)(_\d+)?\.json")
_ALBUM: Final = re.compile(r"\d+\.json")
_COMMENTS: Final = re.compile(
    r"(comments|your_comments_in_groups|comments_and_reactions)(_\d+)?\.json"
)
_LIKES: Final = re.compile(
    r"(likes_and_reactions|posts_and_comments|pages|"
    r"reactions_on_posts_and_comments|your_post_reactions)(_\d+)?\.json"
)
_FRIENDS: Final = re.compile(
    r"(your_friends|friends|who_you_follow|who_you've_followed|following"
    r"|people_who_followed_you|people_who_follow_you|followers)\.json"
)
_OWNER: Final = re.compile(r"profile_information\.json")
_POST_LISTS: Final = frozenset({"", "group_posts_v2", "group_posts", "status_updates"})
_COMMENT_LISTS: Final = frozenset(
    {"", "comments_v2", "comments", "group_comments_v2", "group_comments"}
)
_PHOTO_LISTS: Final = frozenset(
    {"", "photos", "other_photos_v2", "other_photos", "videos", "videos_v2"}
)
_FRIEND_LISTS: Final = {
    "friends": "connection",
    "friends_v2": "connection",
    "following": "following",
    "following_v2": "following",
    "following_v3": "following",
    "followers": "follower",
    "followers_v2": "follower",
    "followers_v3": "follower",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One reading: the bundle, whose it is, and the media in it."""

    bundle: Bundle
    owner: Owner
    media: MediaPaths


def recognises(bundle: Bundle) -> bool:
    """Return whether the bundle is a Facebook export in JSON."""
    return any(_is_ours(bundle, name) for name in bundle.names())


def _is_ours(bundle: Bundle, name: str) -> bool:
    file = name.rpartition("/")[2]
    is_hinted = "facebook" in f"{bundle.path.name}/{name}".lower()
    if _POSTS.fullmatch(file) or _COMMENTS.fullmatch(file):
        entry = first_entry(bundle, name)
        return entry is not None and has_members(
            entry.value, "data", "attachments", "label_values", "title", "timestamp"
        )
    if _PHOTOS.fullmatch(file):
        entry = first_entry(bundle, name)
        return entry is not None and has_members(entry.value, "uri")
    if file == "your_friends.json" or (_FRIENDS.fullmatch(file) and is_hinted):
        entry = first_entry(bundle, name)
        return entry is not None and entry.key in _FRIEND_LISTS
    if MESSAGE_FILE.fullmatch(file) and is_hinted:
        entry = first_entry(bundle, name)
        return entry is not None and entry.key in ("participants", "messages")
    return False


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Yield everything in the export, file by file.

    Raises UnreadableArchive ``html_instead_of_json`` or ``too_large``.
    """
    refuse_html(bundle, NAME)
    reading = _Reading(bundle=bundle, owner=owner_of(bundle, _OWNER), media=MediaPaths(bundle))
    for name in bundle.names():
        file = name.rpartition("/")[2]
        reader = next((one for pattern, one in _READERS if pattern.fullmatch(file)), None)
        if _ALBUM.fullmatch(file) and name.split("/")[-2:-1] == ["album"]:
            reader = _photos
        if reader is not None:
            yield from reader(reading, name)
        elif file.endswith(".json"):
            yield Skipped(where=name, reason="unknown_file")


def _listed(reading: _Reading, name: str, lists: frozenset[str]) -> Iterator[Entry | Skipped]:
    """Yield the entries of the lists we know; what else stands in the file is told."""
    count, unread = 0, 0
    for entry in entries(reading.bundle, name):
        count += 1
        if isinstance(entry, Skipped) or (entry.is_listed and entry.key in lists):
            yield entry
        elif entry.is_listed:
            yield Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))
        else:
            unread += 1
    if unread or not count:
        detail = f"{unread} values beside the lists" if unread else "an empty file"
        yield Skipped(where=name, reason="no_text", detail=detail)


def _posts(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for entry in _listed(reading, name, _POST_LISTS):
        if isinstance(entry, Skipped):
            yield entry
        else:
            yield post_of(entry, name, reading.media)


def _photos(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    """Yield pictures that say something; the others are told with their number."""
    wordless = 0
    for entry in _listed(reading, name, _PHOTO_LISTS):
        found = entry if isinstance(entry, Skipped) else photo_of(entry, name, reading.media)
        if found is None:
            wordless += 1
        else:
            yield found
    if wordless:
        yield Skipped(where=name, reason="no_text", detail=f"{wordless} pictures without words")


def _comments(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for entry in _listed(reading, name, _COMMENT_LISTS):
        yield entry if isinstance(entry, Skipped) else comment_of(entry, reading.owner)


def _friends(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for entry in _listed(reading, name, frozenset(_FRIEND_LISTS)):
        if isinstance(entry, Skipped):
            yield entry
        else:
            yield friend_of(entry, _FRIEND_LISTS[entry.key])


def _messages(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return messages(reading.bundle, name, NAME, reading.owner)


def _likes(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return tally(reading.bundle, name, "not_ours", "reactions")


def _about_us(_reading: _Reading, _name: str) -> Iterator[Item | Skipped]:
    """Nothing: the file was read for whose archive this is."""
    return iter(())


_READERS: Final[
    tuple[tuple[re.Pattern[str], Callable[[_Reading, str], Iterator[Item | Skipped]]], ...]
] = (
    (_POSTS, _posts),
    (_PHOTOS, _photos),
    (_COMMENTS, _comments),
    (_FRIENDS, _friends),
    (MESSAGE_FILE, _messages),
    (_LIKES, _likes),
    (_OWNER, _about_us),
)
