"""One post of an X archive to values, with its long text where it has one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.archives.json_values import (
    Json,
    count_of,
    id_of,
    mapping_of,
    mappings_of,
    moment_of_iso,
    raw_of,
    text_of,
    web_address_of,
)
from aboveboard.archives.values import (
    ArchivedMedia,
    ArchivedPost,
    Skipped,
)

if TYPE_CHECKING:
    from aboveboard.archives.json_entries import Entry
    from aboveboard.archives.media_paths import MediaPaths

_NETWORK: Final = "x"
_CREATED: Final = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d) \+0000 (\d{4})"
)
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_BEGINNING: Final = 60
_SAME_MOMENT: Final = timedelta(minutes=10)
_ADDRESSES_AT_MOST: Final = 200
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_NO_LANGUAGE: Final = frozenset({"und", "zxx", "qam", "qct", "qht", "qme", "qst", "art"})
_COUNTS: Final = (("favorite_count", "likes"), ("retweet_count", "reposts"))


@dataclass(frozen=True, slots=True)
class Account:
    """Whose archive it is; empty where the archive does not tell."""

    id: str
    user_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A long text. The archive does not say which post it belongs to."""

    id: str
    where: str
    written_at: datetime
    stored: str
    text: str
    addresses: tuple[str, ...]

    @property
    def beginning(self) -> str:
        """Return the characters by which a post finds its long text."""
        return self.stored[:_BEGINNING]


def note_of(entry: Entry, value: dict[str, Json]) -> Note | Skipped:
    """Return the long text of an entry, or why there is none."""
    core = mapping_of(value.get("core"))
    written_at = moment_of_iso(value.get("createdAt"))
    own_id, urls = id_of(value.get("noteTweetId")), mappings_of(core.get("urls"))
    stored = _unescaped(text_of(core.get("text")))
    text = _readable(stored, urls, "shortUrl", "expandedUrl")
    if not text or written_at is None or not own_id:
        reason = "no_date" if written_at is None else "no_id"
        return Skipped(
            where=entry.where, reason=reason if text else "no_text", raw=raw_of(value)
        )
    found = (web_address_of(one.get("expandedUrl")) for one in urls)
    return Note(
        id=own_id,
        where=entry.where,
        written_at=written_at,
        stored=stored,
        text=text,
        addresses=tuple(one for one in found if one),
    )


def post_of_note(note: Note, account: Account) -> ArchivedPost:
    """Return the post of a long text that no post claimed, so that it is not lost."""
    return ArchivedPost(
        network=_NETWORK,
        remote_id=note.id,
        where=note.where,
        written_at=note.written_at,
        text=note.text,
        url=_post_url(note.id, account),
        shared_url=next(iter(note.addresses), ""),
    )


def post_of(
    entry: Entry,
    tweet: dict[str, Json],
    account: Account,
    notes: dict[str, list[Note]],
    beside: tuple[str, MediaPaths],
) -> ArchivedPost | Skipped:
    """Return the post of ``tweet``; it takes its long text out of ``notes``."""
    own_id = id_of(tweet.get("id_str")) or id_of(tweet.get("id"))
    written_at = _created(text_of(tweet.get("created_at")))
    if not own_id or written_at is None:
        reason = "no_date" if own_id else "no_id"
        return Skipped(where=entry.where, reason=reason, raw=raw_of(tweet))
    urls = mappings_of(mapping_of(tweet.get("entities")).get("urls"))
    whole = _unescaped(text_of(tweet.get("full_text")) or text_of(tweet.get("text")))
    is_repost = whole.startswith("RT @")
    pictures = _pictures(tweet)
    text = _readable(_without(whole, pictures), urls, "url", "expanded_url")
    note = None if is_repost else _claimed(whole, written_at, notes)
    media = _media(own_id, pictures, *beside)
    if not text and not media:
        return Skipped(where=entry.where, reason="no_text", raw=raw_of(tweet))
    language = text_of(tweet.get("lang"))
    addresses = [web_address_of(one.get("expanded_url")) for one in urls]
    addresses.extend(note.addresses if note else ())
    return ArchivedPost(
        network=_NETWORK,
        remote_id=own_id,
        where=entry.where,
        written_at=written_at,
        text=note.text if note else text,
        url=_post_url(own_id, account),
        language="" if language in _NO_LANGUAGE else language[:35],
        reply_to=id_of(tweet.get("in_reply_to_status_id_str")),
        shared_url=next((one for one in addresses if one), ""),
        is_repost=is_repost,
        media=media,
        other_ids=(note.id,) if note else (),
    )


def counts_of(post: ArchivedPost, tweet: dict[str, Json]) -> tuple[tuple[str, int | None], ...]:
    """Return the names and values of a post's counts; those beside a repost are not ours."""
    if post.is_repost:
        return ()
    return tuple((name, count_of(tweet.get(key))) for key, name in _COUNTS)


def _created(text: str) -> datetime | None:
    """Return the time of ``Wed Oct 10 20:19:24 +0000 2018``, or of an ISO 8601 text."""
    found = _CREATED.fullmatch(text)
    if found is None or found[1] not in _MONTHS:
        return moment_of_iso(text)
    month = _MONTHS.index(found[1]) + 1
    day, hour, minute, second, year = (int(found[group]) for group in range(2, 7))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _post_url(own_id: str, account: Account) -> str:
    return f"https://x.com/{account.user_name or 'i/web'}/status/{own_id}"


def _pictures(tweet: dict[str, Json]) -> list[dict[str, Json]]:
    extended = mappings_of(mapping_of(tweet.get("extended_entities")).get("media"))
    return extended or mappings_of(mapping_of(tweet.get("entities")).get("media"))


def _media(
    own_id: str, pictures: list[dict[str, Json]], name: str, media: MediaPaths
) -> tuple[ArchivedMedia, ...]:
    """Return the pictures. They lie in a folder under the post's id and their own name."""
    found: list[ArchivedMedia] = []
    for one in pictures:
        url = web_address_of(one.get("media_url_https")) or web_address_of(one.get("media_url"))
        file = f"{own_id}-{url.rpartition('/')[2]}"
        folders = ("tweets_media", "tweet_media", "community_tweet_media")
        paths = (media.member(f"{folder}/{file}", name) for folder in folders)
        path = next((path for path in paths if path), "")
        found.append(ArchivedMedia(path=path, url=url, alt=text_of(one.get("ext_alt_text"))))
    return tuple(found)


def _without(text: str, pictures: list[dict[str, Json]]) -> str:
    """Return ``text`` without the addresses in whose place readers see pictures."""
    for address in {text_of(one.get("url")) for one in pictures[:_ADDRESSES_AT_MOST]} - {""}:
        text = text.replace(address, "")
    return text.rstrip()


def _readable(text: str, urls: list[dict[str, Json]], short: str, expanded: str) -> str:
    """Return ``text`` with its short addresses opened up."""
    opened = {
        text_of(one.get(short)): web_address_of(one.get(expanded))
        for one in urls[:_ADDRESSES_AT_MOST]
    }
    known = {one: whole for one, whole in opened.items() if one and whole}
    if not known:
        return text
    longest_first = sorted(known, key=lambda one: (-len(one), one))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return pattern.sub(lambda found: known[found[0]], text)


def _unescaped(text: str) -> str:
    """Return ``text`` with the three characters back which the archive escapes."""
    for escaped, character in _ENTITIES:
        text = text.replace(escaped, character)
    return text


def _claimed(text: str, written_at: datetime, notes: dict[str, list[Note]]) -> Note | None:
    """Return and take out the long text that begins as the post does, at its time."""
    words = text.rsplit(maxsplit=1)
    if len(words) > 1 and words[-1].startswith("https://t.co/"):
        text = words[0]
    seen = text.removesuffix("…").rstrip()
    found = notes.get(seen[:_BEGINNING], [])
    for index, note in enumerate(found):
        is_near = abs(note.written_at - written_at) <= _SAME_MOMENT
        if is_near and note.stored.startswith(seen):
            return found.pop(index)
    return None
