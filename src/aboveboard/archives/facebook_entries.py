"""One entry of a Facebook export to one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.archives.json_values import (
    Json,
    digest_of,
    id_of,
    mapping_of,
    mappings_of,
    moment_of_seconds,
    raw_of,
    text_of,
    web_address_of,
)
from aboveboard.archives.meta_export import (
    Labelled,
    Owner,
    labelled_values,
    media_in,
    repaired,
)
from aboveboard.archives.values import (
    ArchivedComment,
    ArchivedConnection,
    ArchivedMedia,
    ArchivedPost,
    Skipped,
)

if TYPE_CHECKING:
    from aboveboard.archives.json_entries import Entry
    from aboveboard.archives.media_paths import MediaPaths

_NETWORK: Final = "facebook"
_MESSAGE_LABELS: Final = frozenset(
    {"Message", "Bericht", "Publication", "Texte", "Post", "Text"}
)
_OTHER_LABELS: Final = frozenset(
    {"Target", "Doel", "Cible", "URL", "Url", "Name", "Naam", "Nom", "Time", "Tijd", "Heure"}
)


def post_of(entry: Entry, name: str, media: MediaPaths) -> ArchivedPost | Skipped:
    """Return the post of an entry in the member ``name``, or why there is none."""
    value = mapping_of(repaired(entry.value))
    labels = labelled_values(value)
    data = mappings_of(value.get("data"))
    attached = _attached(value)
    written_at = moment_of_seconds(value.get("timestamp"))
    if not (labels or data or attached or text_of(value.get("title"))):
        return Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))
    if written_at is None:
        return Skipped(where=entry.where, reason="no_date", raw=raw_of(entry.value))
    held = media_in([one.get("media") for one in attached]) + media_in(value.get("media"))
    text = _post_text(data, labels, held)
    link = _first_address(attached, labels)
    if not text and not held and not link:
        return Skipped(where=entry.where, reason="no_text", raw=raw_of(entry.value))
    own_id = id_of(value.get("fbid"))
    return ArchivedPost(
        network=_NETWORK,
        remote_id=own_id or _digest(written_at.isoformat(), text, held, link),
        where=entry.where,
        written_at=written_at,
        text=text,
        shared_url=link,
        is_repost=bool(link) and not text and not held,
        media=_media(held, name, media),
    )


def photo_of(entry: Entry, name: str, media: MediaPaths) -> ArchivedPost | Skipped | None:
    """Return the post of a picture or video with words; None if it has no words.

    The same picture in the list of posts gets the same ``remote_id``.
    """
    value = mapping_of(repaired(entry.value))
    if not media_in([value]):
        return Skipped(where=entry.where, reason="bad_row", raw=raw_of(entry.value))
    text = text_of(value.get("description"))
    if not text:
        return None
    written_at = moment_of_seconds(value.get("creation_timestamp"))
    if written_at is None:
        return Skipped(where=entry.where, reason="no_date", raw=raw_of(entry.value))
    return ArchivedPost(
        network=_NETWORK,
        remote_id=_digest(written_at.isoformat(), text, [value], ""),
        where=entry.where,
        written_at=written_at,
        text=text,
        media=_media([value], name, media),
    )


def comment_of(entry: Entry, owner: Owner) -> ArchivedComment | Skipped:
    """Return the comment of an entry, or why there is none."""
    value = mapping_of(repaired(entry.value))
    parts = [mapping_of(one.get("comment")) for one in mappings_of(value.get("data"))]
    labels = labelled_values(value)
    held = next((one for one in parts if one), {})
    if not held and not labels:
        reason = "no_text" if value.get("timestamp") else "bad_row"
        return Skipped(where=entry.where, reason=reason, raw=raw_of(entry.value))
    text = text_of(held.get("comment")) or _message_among(labels)
    written_at = moment_of_seconds(held.get("timestamp") or value.get("timestamp"))
    if not text:
        return Skipped(where=entry.where, reason="no_text", raw=raw_of(entry.value))
    if written_at is None:
        return Skipped(where=entry.where, reason="no_date", raw=raw_of(entry.value))
    author = text_of(held.get("author")) or owner.name
    own_id = id_of(value.get("fbid"))
    return ArchivedComment(
        network=_NETWORK,
        remote_id=own_id or digest_of(_NETWORK, "comment", written_at.isoformat(), text),
        where=entry.where,
        written_at=written_at,
        text=text,
        is_own=not owner.name or not author or author == owner.name,
        post_url=_first_address(_attached(value), labels),
        author=author,
    )


def friend_of(entry: Entry, relation: str) -> ArchivedConnection | Skipped:
    """Return the person of an entry. The export has no id for people, so the name stands."""
    value = mapping_of(repaired(entry.value))
    name = text_of(value.get("name"))
    if not name:
        return Skipped(where=entry.where, reason="no_author", raw=raw_of(entry.value))
    since = moment_of_seconds(value.get("timestamp"))
    since_day = since.date() if since else None
    return ArchivedConnection(
        network=_NETWORK,
        remote_id=digest_of(_NETWORK, relation, name, str(since_day)),
        where=entry.where,
        relation=relation,
        name=name,
        since=since_day,
    )


def _attached(value: dict[str, Json]) -> list[dict[str, Json]]:
    return [
        inner
        for outer in mappings_of(value.get("attachments"))
        for inner in mappings_of(outer.get("data"))
    ]


def _post_text(
    data: list[dict[str, Json]], labels: list[Labelled], held: list[dict[str, Json]]
) -> str:
    """Return all ``post`` texts; else the labelled one, else the words of pictures."""
    posts = [text for text in (text_of(one.get("post")) for one in data) if text]
    if posts:
        return "\n\n".join(dict.fromkeys(posts))
    described = [text for text in (text_of(one.get("description")) for one in held) if text]
    return _message_among(labels) or "\n\n".join(dict.fromkeys(described))


def _message_among(labels: list[Labelled]) -> str:
    """Return the value that is the message: by its label, else the first that can be one."""
    for one in labels:
        if one.label in _MESSAGE_LABELS:
            return one.value
    for one in labels:
        if one.label not in _OTHER_LABELS and not one.href and not web_address_of(one.value):
            return one.value
    return ""


def _first_address(attached: list[dict[str, Json]], labels: list[Labelled]) -> str:
    shared = [mapping_of(one.get("external_context")).get("url") for one in attached]
    labelled = [address for one in labels for address in (one.href, one.value)]
    found = (web_address_of(one) for one in (*shared, *labelled))
    return next((address for address in found if address), "")


def _digest(moment: str, text: str, held: list[dict[str, Json]], link: str) -> str:
    first = text_of(held[0].get("uri")).rpartition("/")[2] if held else ""
    return digest_of(_NETWORK, "post", moment, text or first or link)


def _media(
    held: list[dict[str, Json]], name: str, media: MediaPaths
) -> tuple[ArchivedMedia, ...]:
    return tuple(media.media(one.get("uri"), name) for one in held)
