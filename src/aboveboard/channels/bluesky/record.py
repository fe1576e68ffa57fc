"""A post as it stands in its author's repository, the same each time it is made.

Source: lexicons/app/bsky/feed/post.json, richtext/facet.json, embed/ (L); specs/tid (L).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.bluesky.places import DID
from aboveboard.channels.port import MarkKind, Reason, Receipt, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aboveboard.channels.port import Mark, Outgoing

COLLECTION: Final = "app.bsky.feed.post"
_SORTED: Final = "234567abcdefghijklmnopqrstuvwxyz"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def key_of(post: Outgoing) -> str:
    """Return the name a post has in its repository: a TID of its time and key, always the same.

    Of the 53 bits of its microseconds the milliseconds are those of ``written_at``, the rest and the
    ten bits of the clock come from the key, so that no two posts of one moment meet.
    """
    spice = int.from_bytes(hashlib.sha256(post.key.encode()).digest()[:8])
    milliseconds = (post.written_at - _EPOCH) // _MICROSECOND // 1000
    number = ((milliseconds * 1000 + spice % 1000) << 10) | (spice // 1000) % 1024
    return "".join(_SORTED[(number >> shift) & 31] for shift in range(60, -1, -5))


def record_of(
    post: Outgoing,
    *,
    blobs: Sequence[Mapping[str, Any]],
    mentions: Mapping[str, str],
    reply: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return the record of a post; ``mentions`` tells the DID of each handle, or nothing."""
    record: dict[str, Any] = {
        "$type": COLLECTION,
        "text": post.text,
        "createdAt": written(post.written_at),
    }
    if post.language:
        record["langs"] = [post.language]
    if facets := _facets(post.text, post.marks, mentions):
        record["facets"] = facets
    if reply is not None:
        record["reply"] = dict(reply)
    if embed := _embed(post, blobs):
        record["embed"] = embed
    return record


def written(moment: datetime) -> str:
    """Return a moment as records hold it."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def reply_to(post: Outgoing) -> dict[str, Any] | None:
    """Return what a post of a thread says it follows, or None for the first."""
    if post.follows is None:
        return None
    return {"root": reference(post.root or post.follows), "parent": reference(post.follows)}


def reference(receipt: Receipt) -> dict[str, str]:
    """Return the exact content that a receipt proves, as other records name it.

    Raises:
        Refused: the receipt does not name it.
    """
    if not receipt.version:
        raise Refused(Reason.GONE)
    return {"uri": receipt.remote_id, "cid": receipt.version}


def _facets(
    text: str, marks: Sequence[Mark], mentions: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return what leads where. Offsets are bytes of UTF-8."""
    facets = []
    for mark in marks:
        feature = _feature(mark, mentions)
        if feature is None:
            continue
        start = len(text[: mark.span.start].encode("utf-8", "surrogatepass"))
        end = start + len(mark.span.of(text).encode("utf-8", "surrogatepass"))
        facets.append({"index": {"byteStart": start, "byteEnd": end}, "features": [feature]})
    return facets


def _feature(mark: Mark, mentions: Mapping[str, str]) -> dict[str, str] | None:
    kind = "app.bsky.richtext.facet"
    if mark.kind is MarkKind.LINK:
        return {"$type": f"{kind}#link", "uri": mark.target}
    if mark.kind is MarkKind.HASHTAG:
        return {"$type": f"{kind}#tag", "tag": mark.target}
    did = mark.target if DID.match(mark.target) else mentions.get(mark.target, "")
    return {"$type": f"{kind}#mention", "did": did} if did else None


def _embed(post: Outgoing, blobs: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    if post.media:
        images = []
        for blob, file in zip(blobs, post.media, strict=True):
            image: dict[str, Any] = {"image": blob, "alt": file.description}
            if file.width and file.height:
                image["aspectRatio"] = {"width": file.width, "height": file.height}
            images.append(image)
        return {"$type": "app.bsky.embed.images", "images": images}
    card = post.card
    if card is None:
        return None
    external: dict[str, Any] = {
        "uri": card.url,
        "title": card.title,
        "description": card.description,
    }
    if blobs:
        external["thumb"] = blobs[0]
    return {"$type": "app.bsky.embed.external", "external": external}
