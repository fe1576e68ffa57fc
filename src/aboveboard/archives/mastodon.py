"""Reads the archive of a Mastodon account, and the outbox of any server that writes the same.

Source: W3C ActivityStreams 2.0 (collections, ``to``, ``cc``, ``contentMap``); the layout is
described in ``docs/archives/mastodon.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from aboveboard.archives.html_text import HtmlText, text_of_html
from aboveboard.archives.json_entries import Entry, entries
from aboveboard.archives.json_values import (
    Json,
    count_of,
    digest_of,
    id_of,
    mapping_of,
    mappings_of,
    moment_of_iso,
    raw_of,
    text_of,
    texts_of,
    web_address_of,
)
from aboveboard.archives.media_paths import MediaPaths
from aboveboard.archives.post_counts import PostCounts
from aboveboard.archives.values import (
    ArchivedMedia,
    ArchivedPost,
    Item,
    Skipped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.archives.bundle import Bundle

NAME: Final = "mastodon"

HTML_CHARACTERS: Final = 256 * 1024
LANGUAGE_CHARACTERS: Final = 35
_OUTBOX: Final = re.compile(r"outbox\.json")
_ACTOR: Final = re.compile(r"actor\.json")
_MARKED: Final = re.compile(r"(likes|bookmarks)\.json")
_STAMP: Final = re.compile(r"archive-(\d{8})\d{6}-")
_PUBLIC: Final = frozenset(
    {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
)
_COUNTS: Final = (("likes", "likes"), ("shares", "reposts"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One reading: the bundle, the media in it, and what holds for the whole archive."""

    bundle: Bundle
    media: MediaPaths
    followers: str
    counts: PostCounts


def recognises(bundle: Bundle) -> bool:
    """Return whether the bundle holds an outbox of activities."""
    return any(_is_outbox(bundle, name) for name in bundle.matching(_OUTBOX))


def _is_outbox(bundle: Bundle, name: str) -> bool:
    found = entries(bundle, name)
    for _ in range(20):
        entry = next(found, None)
        if entry is None or isinstance(entry, Skipped):
            return False
        if entry.key == "orderedItems" or text_of(entry.value) == "OrderedCollection":
            return True
    return False


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Yield everything in the archive, file by file.

    Raises UnreadableArchive ``too_large``.
    """
    reading = _Reading(
        bundle=bundle,
        media=MediaPaths(bundle),
        followers=_followers_address(bundle),
        counts=PostCounts(_day_of_export(bundle)),
    )
    for name in bundle.names():
        file = name.rpartition("/")[2]
        if _OUTBOX.fullmatch(file):
            yield from _outbox(reading, name)
            yield from reading.counts.left_out(name)
        elif _MARKED.fullmatch(file):
            yield from _marked(bundle, name)
        elif file.endswith((".json", ".csv")) and not _ACTOR.fullmatch(file):
            yield Skipped(where=name, reason="unknown_file")


def _day_of_export(bundle: Bundle) -> date | None:
    """Return the day in the name of the archive: the counts in it stand for that day."""
    stamp = _STAMP.match(bundle.path.name)
    if stamp is None:
        return None
    try:
        return datetime.strptime(stamp[1], "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _followers_address(bundle: Bundle) -> str:
    for name in bundle.matching(_ACTOR):
        for entry in entries(bundle, name):
            if isinstance(entry, Entry) and entry.key == "followers":
                return text_of(entry.value)
    return ""


def _marked(bundle: Bundle, name: str) -> Iterator[Skipped]:
    count = 0
    for entry in entries(bundle, name):
        if isinstance(entry, Skipped):
            yield entry
        elif entry.is_listed and entry.key == "orderedItems":
            count += 1
    yield Skipped(where=name, reason="not_ours", detail=f"{count} posts of others")


def _outbox(reading: _Reading, name: str) -> Iterator[Item | Skipped]:
    for entry in entries(reading.bundle, name):
        if isinstance(entry, Skipped):
            yield entry
        elif entry.is_listed and entry.key == "orderedItems":
            yield from _activity(reading, entry, name)


def _activity(reading: _Reading, entry: Entry, name: str) -> Iterator[Item | Skipped]:
    activity = mapping_of(entry.value)
    kind = text_of(activity.get("type"))
    held = activity.get("object")
    if kind == "Announce":
        yield _boost(entry, activity, reading.followers)
    elif kind == "Create" and isinstance(held, dict):
        post = _post(reading, entry, name)
        yield post
        if isinstance(post, ArchivedPost):
            yield from reading.counts.of(post, _counts(held))
    else:
        reason = "not_ours" if kind else "bad_row"
        yield Skipped(where=entry.where, reason=reason, detail=kind, raw=raw_of(entry.value))


def _boost(entry: Entry, activity: dict[str, Json], followers: str) -> ArchivedPost | Skipped:
    """Return the boost: a post without words of our own that leads to someone's post."""
    held = activity.get("object")
    boosted = web_address_of(mapping_of(held).get("url") or mapping_of(held).get("id") or held)
    written_at = moment_of_iso(activity.get("published"))
    if written_at is None:
        return Skipped(where=entry.where, reason="no_date", raw=raw_of(entry.value))
    own_id = id_of(activity.get("id"))
    if not own_id and not boosted:
        return Skipped(where=entry.where, reason="no_id", raw=raw_of(entry.value))
    return ArchivedPost(
        network=NAME,
        remote_id=own_id or digest_of(NAME, "boost", written_at.isoformat(), boosted),
        where=entry.where,
        written_at=written_at,
        text="",
        visibility=_visibility(activity, followers),
        shared_url=boosted,
        is_repost=True,
    )


def _post(reading: _Reading, entry: Entry, name: str) -> ArchivedPost | Skipped:
    activity = mapping_of(entry.value)
    note = mapping_of(activity.get("object"))
    written_at = moment_of_iso(note.get("published")) or moment_of_iso(
        activity.get("published")
    )
    own_id = id_of(note.get("id")) or id_of(activity.get("id"))
    html, language = _content(note)
    if len(html) > HTML_CHARACTERS:
        return Skipped(where=entry.where, reason="too_large", raw=raw_of(entry.value))
    if written_at is None or not own_id:
        reason = "no_id" if written_at else "no_date"
        return Skipped(where=entry.where, reason=reason, raw=raw_of(entry.value))
    attached = _attachments(note, name, reading.media)
    content = text_of_html(html)
    text = _whole_text(note, content)
    if not text and not attached:
        return Skipped(where=entry.where, reason="no_text", raw=raw_of(entry.value))
    url = web_address_of(note.get("url"))
    others = (id_of(activity.get("id")), id_of(url))
    return ArchivedPost(
        network=NAME,
        remote_id=own_id,
        where=entry.where,
        written_at=written_at,
        text=text,
        url=url or web_address_of(own_id),
        visibility=_visibility(
            note if note.keys() & {"to", "cc"} else activity, reading.followers
        ),
        language=language,
        reply_to=id_of(note.get("inReplyTo")),
        shared_url=content.links[0] if content.links else "",
        media=attached,
        other_ids=tuple(dict.fromkeys(one for one in others if one and one != own_id)),
    )


def _content(note: dict[str, Json]) -> tuple[str, str]:
    """Return the HTML and its language: the one under which the same content stands."""
    html = text_of(note.get("content"))
    named = {
        language: text_of(one)
        for language, one in mapping_of(note.get("contentMap")).items()
        if text_of(one)
    }
    language = next((one for one, content in named.items() if content == html), "")
    if not language and len(named) == 1:
        language = next(iter(named))
    if not html and language:
        html = named[language]
    return html, language if len(language) <= LANGUAGE_CHARACTERS else ""


def _whole_text(note: dict[str, Json], content: HtmlText) -> str:
    """Return the warning, the text and the answers of a poll, in the order of reading."""
    parts = [text_of_html(text_of(note.get("summary"))[:HTML_CHARACTERS]).text, content.text]
    options = mappings_of(note.get("oneOf")) or mappings_of(note.get("anyOf"))
    names = [text for text in (text_of(one.get("name")) for one in options) if text]
    parts.append("\n".join(f"- {one}" for one in names))
    return "\n\n".join(one for one in parts if one)


def _attachments(
    note: dict[str, Json], name: str, media: MediaPaths
) -> tuple[ArchivedMedia, ...]:
    return tuple(
        media.media(one.get("url") or one.get("href"), name, text_of(one.get("name")))
        for one in mappings_of(note.get("attachment"))
    )


def _visibility(addressed: dict[str, Json], followers: str) -> str:
    """Return who could see it. Source: how Mastodon addresses each of its four visibilities."""
    to, copies = texts_of(addressed.get("to")), texts_of(addressed.get("cc"))
    if not to and not copies:
        return ""
    if _PUBLIC.intersection(to):
        return "public"
    if _PUBLIC.intersection(copies):
        return "unlisted"
    if any(one == followers or one.endswith("/followers") for one in (*to, *copies)):
        return "followers"
    return "direct"


def _counts(note: dict[str, Json]) -> tuple[tuple[str, int | None], ...]:
    """Return the names and values of the totals beside a post; newer servers give them."""
    return tuple(
        (name, count_of(mapping_of(note.get(key)).get("totalItems"))) for key, name in _COUNTS
    )
