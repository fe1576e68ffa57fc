"""Reads an X (Twitter) archive. Its files are JavaScript; none of it is ever run.

Source: archives as they stood in 2018 to 2026; the shapes are described in
``docs/archives/x.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aboveboard.archives.json_entries import Entry, entries
from aboveboard.archives.json_values import (
    Json,
    id_of,
    mapping_of,
    mappings_of,
    moment_of_iso,
    raw_of,
    text_of,
    web_address_of,
)
from aboveboard.archives.media_paths import MediaPaths
from aboveboard.archives.post_counts import PostCounts
from aboveboard.archives.values import (
    ArchivedConnection,
    ArchivedMessage,
    Item,
    Skipped,
    UnreadableArchive,
)
from aboveboard.archives.x_tweets import (
    Account,
    Note,
    counts_of,
    note_of,
    post_of,
    post_of_note,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from aboveboard.archives.bundle import Bundle

NAME: Final = "x"

_PART: Final = r"(-part\d+)?\.js"
_TWEETS: Final = re.compile(r"(tweets?|community-tweet)" + _PART)
_NOTES: Final = re.compile(r"note-tweets?" + _PART)
_DELETED: Final = re.compile(r"deleted-(tweets?|note-tweets?|tweet-headers)" + _PART)
_HEADERS: Final = re.compile(r"tweet-?headers" + _PART)
_LIKES: Final = re.compile(r"likes?" + _PART)
_TIES: Final = re.compile(r"(follower|following)" + _PART)
_MESSAGES: Final = re.compile(r"direct-messages?(-group)?" + _PART)
_ACCOUNT: Final = re.compile(r"account\.js")
_MANIFEST: Final = re.compile(r"manifest\.js")
_ANY: Final = re.compile(r".+\.js")
_STAMP: Final = re.compile(r"twitter-(\d{4}-\d{2}-\d{2})-")
_MARK: Final = re.compile(rb"\s*(window\.)?(YTD\.|__THAR_CONFIG)")
_NOTES_AT_MOST: Final = 100_000


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One reading. ``notes`` are the long texts no post has claimed yet."""

    bundle: Bundle
    account: Account
    until: date | None
    media: MediaPaths
    notes: dict[str, list[Note]] = field(default_factory=dict)


def recognises(bundle: Bundle) -> bool:
    """Return whether a file of the bundle begins as those of an X archive do."""
    return any(
        _is_ours(bundle, name)
        for pattern in (_MANIFEST, _ACCOUNT, _TWEETS, _TIES, _LIKES, _NOTES)
        for name in bundle.matching(pattern)
    )


def _is_ours(bundle: Bundle, name: str) -> bool:
    try:
        with bundle.open(name) as stream:
            head = stream.read(200).removeprefix(b"\xef\xbb\xbf")
            return _MARK.match(head) is not None
    except UnreadableArchive:
        return False


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Yield everything in the archive, file by file. Long texts stand in their posts.

    Raises UnreadableArchive ``too_large``.
    """
    reading = _Reading(
        bundle=bundle,
        account=_account(bundle),
        until=_day_of_export(bundle),
        media=MediaPaths(bundle),
    )
    for name in bundle.matching(_NOTES):
        yield from _notes(reading, name)
    for name in bundle.matching(_ANY):
        file = name.rpartition("/")[2]
        reader = next((one for pattern, one in _READERS if pattern.fullmatch(file)), None)
        if reader is not None:
            yield from reader(reading, name)
        elif _is_ours(bundle, name):
            yield Skipped(where=name, reason="unknown_file")
    for notes in reading.notes.values():
        for note in notes:
            yield post_of_note(note, reading.account)


def _account(bundle: Bundle) -> Account:
    for name in bundle.matching(_ACCOUNT):
        for entry in entries(bundle, name, is_script=True):
            held = mapping_of(mapping_of(getattr(entry, "value", None)).get("account"))
            if held:
                user_name = text_of(held.get("username"))
                return Account(id_of(held.get("accountId")), user_name)
    return Account("", "")


def _day_of_export(bundle: Bundle) -> date | None:
    """Return the day the counts stand for: of the manifest, else of the archive's name."""
    for name in bundle.matching(_MANIFEST):
        for entry in entries(bundle, name, is_script=True):
            if isinstance(entry, Entry) and entry.key == "archiveInfo":
                made = moment_of_iso(mapping_of(entry.value).get("generationDate"))
                if made:
                    return made.date()
    stamp = _STAMP.match(bundle.path.name)
    made = moment_of_iso(stamp[1]) if stamp else None
    return made.date() if made else None


def _held(
    reading: _Reading, name: str, *keys: str
) -> Iterator[tuple[Entry, dict[str, Json]] | Skipped]:
    """Yield each entry with the object it wraps under one of ``keys``."""
    for entry in entries(reading.bundle, name, is_script=True):
        if isinstance(entry, Skipped):
            yield entry
            continue
        value = mapping_of(entry.value)
        held = next((mapping_of(value[key]) for key in keys if mapping_of(value.get(key))), {})
        if held:
            yield entry, held
        else:
            yield Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))


def _notes(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    count = 0
    for found in _held(reading, name, "noteTweet"):
        if isinstance(found, Skipped):
            yield found
            continue
        entry, value = found
        note = note_of(entry, value)
        count += 1
        if isinstance(note, Skipped):
            yield note
        elif count > _NOTES_AT_MOST:
            yield Skipped(where=entry.where, reason="too_large", raw=raw_of(value))
        else:
            reading.notes.setdefault(note.beginning, []).append(note)


def _tweets(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    counts = PostCounts(reading.until)
    for entry in entries(reading.bundle, name, is_script=True):
        if isinstance(entry, Skipped):
            yield entry
            continue
        value = mapping_of(entry.value)
        tweet = mapping_of(value.get("tweet")) or value
        post = post_of(entry, tweet, reading.account, reading.notes, (name, reading.media))
        yield post
        if not isinstance(post, Skipped):
            yield from counts.of(post, counts_of(post, tweet))
    yield from counts.left_out(name)


def _ties(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for found in _held(reading, name, "follower", "following"):
        if isinstance(found, Skipped):
            yield found
            continue
        entry, value = found
        own_id = id_of(value.get("accountId"))
        relation = "follower" if "follower" in mapping_of(entry.value) else "following"
        if not own_id:
            yield Skipped(where=entry.where, reason="no_author", raw=raw_of(value))
            continue
        yield ArchivedConnection(
            network=NAME,
            remote_id=own_id,
            where=entry.where,
            relation=relation,
            name=own_id,
            url=web_address_of(value.get("userLink")),
        )


def _messages(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for found in _held(reading, name, "dmConversation"):
        if isinstance(found, Skipped):
            yield found
            continue
        entry, conversation = found
        conversation_id = id_of(conversation.get("conversationId"))
        for number, one in enumerate(mappings_of(conversation.get("messages")), start=1):
            where = f"{entry.where}:{number}"
            held = mapping_of(one.get("messageCreate"))
            if held:
                yield _message(reading, where, conversation_id, held)
            else:
                yield Skipped(where=where, reason="no_text", raw=raw_of(one))


def _message(
    reading: _Reading, where: str, conversation: str, held: dict[str, Json]
) -> ArchivedMessage | Skipped:
    written_at = moment_of_iso(held.get("createdAt"))
    sender, own_id = id_of(held.get("senderId")), id_of(held.get("id"))
    reason = "" if written_at else "no_date"
    reason = reason or ("" if sender else "no_author") or ("" if own_id else "no_id")
    if reason or written_at is None:
        return Skipped(where=where, reason=reason, raw=raw_of(held))
    return ArchivedMessage(
        network=NAME,
        remote_id=own_id,
        where=where,
        conversation=conversation,
        written_at=written_at,
        sender=sender,
        recipients=id_of(held.get("recipientId")),
        text=text_of(held.get("text")),
        is_own=(sender == reading.account.id) if reading.account.id else None,
    )


def _counted(reading: _Reading, name: str, what: str) -> Iterator[Skipped]:
    """Yield one Skipped for a file whose entries are not kept, not even in part."""
    count = 0
    for entry in entries(reading.bundle, name, is_script=True):
        if isinstance(entry, Skipped):
            yield Skipped(where=entry.where, reason=entry.reason, detail=entry.detail)
        else:
            count += 1
    yield Skipped(where=name, reason="not_ours", detail=f"{count} {what}")


def _likes(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return _counted(reading, name, "likes")


def _deleted(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return _counted(reading, name, "deleted posts")


def _headers(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    return _counted(reading, name, "headers without text")


def _read_before(_reading: _Reading, _name: str) -> Iterator[Item | Skipped]:
    """Nothing: the file was read before all others."""
    return iter(())


_READERS: Final[
    tuple[tuple[re.Pattern[str], Callable[[_Reading, str], Iterator[Item | Skipped]]], ...]
] = (
    (_TWEETS, _tweets),
    (_NOTES, _read_before),
    (_ACCOUNT, _read_before),
    (_MANIFEST, _read_before),
    (_DELETED, _deleted),
    (_HEADERS, _headers),
    (_LIKES, _likes),
    (_TIES, _ties),
    (_MESSAGES, _messages),
)
