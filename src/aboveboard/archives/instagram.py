"""Reads an Instagram export in JSON.

Source: exports as they stood in 2022 to 2026; the shapes are described in
``docs/archives/instagram.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.archives.json_entries import Entry, entries
from aboveboard.archives.json_values import (
    Json,
    digest_of,
    mapping_of,
    mappings_of,
    moment_of_seconds,
    raw_of,
    text_of,
    web_address_of,
)
from aboveboard.archives.media_paths import MediaPaths
from aboveboard.archives.meta_export import (
    MESSAGE_FILE,
    Labelled,
    Owner,
    first_entry,
    has_members,
    labelled_seconds,
    labelled_values,
    media_in,
    messages,
    owner_of,
    refuse_html,
    repaired,
    tally,
)
from aboveboard.archives.values import (
    ArchivedComment,
    ArchivedConnection,
    ArchivedPost,
    Item,
    Skipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aboveboard.archives.bundle import Bundle

NAME: Final = "instagram"

_POSTS: Final = re.compile(
    r"(posts_\d+|stories(_\d+)?|reels(_\d+)?|archived_posts(_\d+)?|igtv_videos(_\d+)?)\.json"
)
_PICTURES_OF_US: Final = re.compile(r"profile_photos(_\d+)?\.json")
_COMMENTS: Final = re.compile(r"(post_comments(_\d+)?|reels_comments(_\d+)?)\.json")
_LIKES: Final = re.compile(r"(liked_posts|liked_comments|story_likes)(_\d+)?\.json")
_CONNECTIONS: Final = re.compile(r"(followers(_\d+)?|following)\.json")
_OWNER: Final = re.compile(r"personal_information\.json")
_CAPTION_LABELS: Final = frozenset(
    {"Caption", "Bijschrift", "Légende", "Title", "Titel", "Titre"}
)
_COMMENT_LABELS: Final = frozenset({"Comment", "Opmerking", "Reactie", "Commentaire"})
_MEDIA_OWNER_LABELS: Final = frozenset(
    {"Media Owner", "Media-eigenaar", "Propriétaire du média", "Propriétaire du contenu"}
)
_TIME_LABELS: Final = frozenset({"Time", "Tijd", "Heure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One reading: the bundle, whose it is, and the media in it."""

    bundle: Bundle
    owner: Owner
    media: MediaPaths


def recognises(bundle: Bundle) -> bool:
    """Return whether the bundle is an Instagram export in JSON."""
    for name in bundle.names():
        file = name.rpartition("/")[2]
        if _POSTS.fullmatch(file) or _CONNECTIONS.fullmatch(file) or _COMMENTS.fullmatch(file):
            entry = first_entry(bundle, name)
            if entry is not None and _is_ours(file, entry):
                return True
        if MESSAGE_FILE.fullmatch(file) and "instagram" in f"{bundle.path.name}/{name}".lower():
            entry = first_entry(bundle, name)
            if entry is not None and entry.key in ("participants", "messages"):
                return True
    return False


def _is_ours(file: str, entry: Entry) -> bool:
    value = mapping_of(entry.value)
    if _POSTS.fullmatch(file):
        return bool(media_in(value.get("media"))) or has_members(value, "uri", "label_values")
    return has_members(value, "string_list_data", "string_map_data", "label_values")


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Yield everything in the export, file by file.

    Raises UnreadableArchive ``html_instead_of_json`` or ``too_large``.
    """
    refuse_html(bundle, NAME)
    reading = _Reading(bundle=bundle, owner=owner_of(bundle, _OWNER), media=MediaPaths(bundle))
    for name in bundle.names():
        file = name.rpartition("/")[2]
        for pattern, reader in _READERS:
            if pattern.fullmatch(file):
                yield from reader(reading, name)
                break
        else:
            if file.endswith(".json"):
                yield Skipped(where=name, reason="unknown_file")


def _listed(reading: _Reading, name: str) -> Iterator[Entry | Skipped]:
    """Yield the entries that stand in a list; a file without any is told."""
    count = 0
    for entry in entries(reading.bundle, name):
        count += 1
        if isinstance(entry, Skipped) or entry.is_listed:
            yield entry
        else:
            yield Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))
    if not count:
        yield Skipped(where=name, reason="no_text", detail="an empty file")


def _posts(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for entry in _listed(reading, name):
        yield entry if isinstance(entry, Skipped) else _post(reading, name, entry)


def _post(reading: _Reading, name: str, entry: Entry) -> ArchivedPost | Skipped:
    value = mapping_of(repaired(entry.value))
    media = media_in(value.get("media")) or media_in([value])
    labels = labelled_values(value)
    if not media and not labels and not text_of(value.get("title")):
        return Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))
    written_at = moment_of_seconds(_post_seconds(value, media))
    if written_at is None:
        return Skipped(where=entry.where, reason="no_date", raw=raw_of(entry.value))
    text = _caption(value, media, labels)
    paths = [text_of(one.get("uri")) for one in media]
    identity = text or (paths[0].rpartition("/")[2] if paths else "")
    return ArchivedPost(
        network=NAME,
        remote_id=digest_of(NAME, "post", written_at.isoformat(), identity),
        where=entry.where,
        written_at=written_at,
        text=text,
        url=next(map(web_address_of, (one.href for one in labels if one.href)), ""),
        media=tuple(
            reading.media.media(one.get("uri"), name, text_of(one.get("alt_text")))
            for one in media
        ),
    )


def _post_seconds(value: dict[str, Json], media: list[dict[str, Json]]) -> Json:
    """Return the post's own time, or that of its first media."""
    for held in (value, *media):
        for key in ("creation_timestamp", "timestamp"):
            if held.get(key):
                return held.get(key)
    return None


def _caption(
    value: dict[str, Json], media: list[dict[str, Json]], labels: list[Labelled]
) -> str:
    """Return the caption: outside with several media, inside with one, a label in new files."""
    outer = text_of(value.get("title"))
    inner = [text_of(one.get("title")) for one in media]
    labelled = [one.value for one in labels if one.label in _CAPTION_LABELS]
    return next((text for text in (outer, *inner, *labelled) if text), "")


def _comments(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for entry in _listed(reading, name):
        yield entry if isinstance(entry, Skipped) else _comment(reading, entry)


def _comment(reading: _Reading, entry: Entry) -> ArchivedComment | Skipped:
    value = repaired(entry.value)
    labels = labelled_values(value)
    if not labels:
        return Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))
    written_at = moment_of_seconds(labelled_seconds(value))
    if written_at is None:
        return Skipped(where=entry.where, reason="no_date", raw=raw_of(entry.value))
    text, media_owner = _comment_parts(labels)
    if not text:
        return Skipped(where=entry.where, reason="no_text", raw=raw_of(entry.value))
    return ArchivedComment(
        network=NAME,
        remote_id=digest_of(NAME, "comment", written_at.isoformat(), text, media_owner),
        where=entry.where,
        written_at=written_at,
        text=text,
        is_own=True,
        author=reading.owner.user_name or reading.owner.name,
    )


def _comment_parts(labels: list[Labelled]) -> tuple[str, str]:
    """Return the comment and whose post it stands under, in any language.

    Labels we know decide; else the order does, which is the same in every language.
    """
    known = {one.label: one.value for one in labels}
    text = next((known[label] for label in known if label in _COMMENT_LABELS), None)
    owner = next((known[label] for label in known if label in _MEDIA_OWNER_LABELS), None)
    rest = [
        one.value
        for one in labels
        if one.value and one.label not in _COMMENT_LABELS | _MEDIA_OWNER_LABELS | _TIME_LABELS
    ]
    if text is None:
        text = rest.pop(0) if rest else ""
    if owner is None:
        owner = rest.pop(0) if rest else ""
    return text, owner


def _connections(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    relation = "following" if "following." in name.rpartition("/")[2] else "follower"
    for entry in _listed(reading, name):
        yield entry if isinstance(entry, Skipped) else _connection(entry, relation)


def _connection(entry: Entry, relation: str) -> ArchivedConnection | Skipped:
    value = mapping_of(repaired(entry.value))
    held = next(iter(mappings_of(value.get("string_list_data"))), None)
    if held is None:
        return Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))
    user_name = text_of(held.get("value")) or text_of(value.get("title"))
    if not user_name:
        return Skipped(where=entry.where, reason="no_author", raw=raw_of(entry.value))
    since = moment_of_seconds(held.get("timestamp"))
    return ArchivedConnection(
        network=NAME,
        remote_id=digest_of(NAME, relation, user_name.lower()),
        where=entry.where,
        relation=relation,
        name=user_name,
        url=web_address_of(held.get("href")),
        since=since.date() if since else None,
    )


def _messages(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return messages(reading.bundle, name, NAME, reading.owner)


def _likes(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return tally(reading.bundle, name, "not_ours", "likes")


def _pictures_of_us(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return tally(reading.bundle, name, "no_text", "profile pictures")


def _about_us(_reading: _Reading, _name: str) -> Iterator[Item | Skipped]:
    """Nothing: the file was read for whose archive this is."""
    return iter(())


_READERS: Final[
    tuple[tuple[re.Pattern[str], Callable[[_Reading, str], Iterator[Item | Skipped]]], ...]
] = (
    (_POSTS, _posts),
    (_COMMENTS, _comments),
    (_CONNECTIONS, _connections),
    (MESSAGE_FILE, _messages),
    (_LIKES, _likes),
    (_PICTURES_OF_US, _pictures_of_us),
    (_OWNER, _about_us),
)
