"""What a post needs first: its pictures as blobs, and who is meant by its mentions.

Source: com.atproto.repo.uploadBlob (L, M): the same bytes are the same blob, and one that no record
names is swept away after a while.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.bluesky.calls import body
from aboveboard.channels.bluesky.compose import MEDIA_LIMITS
from aboveboard.channels.bluesky.places import DID
from aboveboard.channels.http.door import Bounds
from aboveboard.channels.port import Busy, MarkKind, NotSent, Prepared, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from aboveboard.channels.bluesky.calls import Api
    from aboveboard.channels.bluesky.places import Directory
    from aboveboard.channels.port import Media, Outgoing

_LIFE: Final = timedelta(minutes=30)  # U how soon a server sweeps
_BOUNDS: Final = Bounds(write=60.0, total=120.0)


@dataclass(slots=True)
class Kept:
    """What was prepared: blobs by their file, with when each was sent, and DIDs by their handle."""

    blobs: dict[str, tuple[dict[str, Any], datetime]] = field(default_factory=dict)
    mentions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, prepared: str) -> Kept:
        """Return what an earlier call wrote; nothing where it cannot be read."""
        try:
            found = json.loads(prepared)["bluesky"]
            blobs = {
                name: (dict(blob), datetime.fromisoformat(since))
                for name, (blob, since) in found["blobs"].items()
            }
            return cls(blobs, {str(one): str(did) for one, did in found["mentions"].items()})
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def written(self) -> str:
        """Return it as it is stored; nothing where there is nothing."""
        if not self.blobs and not self.mentions:
            return ""
        blobs = {name: [blob, since.isoformat()] for name, (blob, since) in self.blobs.items()}
        return json.dumps({"bluesky": {"blobs": blobs, "mentions": self.mentions}})


def prepare(
    api: Api, directory: Directory, post: Outgoing, *, now: Callable[[], datetime]
) -> Prepared:
    """Return what is prepared; none gets lost when a later one fails."""
    kept = Kept.read(post.prepared)
    began, had = now(), kept.written()
    kept.blobs = {
        name: (blob, since)
        for name, (blob, since) in kept.blobs.items()
        if began - since < _LIFE
    }
    try:
        for name, file in _files(post).items():
            if name not in kept.blobs:
                kept.blobs[name] = (_upload(api, file), now())
        for handle in _handles(post):
            if handle not in kept.mentions:
                # Nobody of that name: it stays as text.
                kept.mentions[handle] = directory.did_of(handle) or ""
    except (NotSent, Busy) as error:
        if kept.written() in {"", had}:
            raise
        again_at = error.again_at if isinstance(error, Busy) else now() + PAUSE
        return Prepared(kept.written(), again_at)
    return Prepared(kept.written())


def blobs_of(post: Outgoing) -> list[dict[str, Any]]:
    """Return the blobs of a post's pictures, in their order.

    Raises:
        Refused: it is not prepared.
    """
    kept = Kept.read(post.prepared)
    try:
        return [kept.blobs[name][0] for name in _files(post)]
    except KeyError:
        raise Refused(Reason.MEDIA) from None


def mentions_of(post: Outgoing) -> dict[str, str]:
    """Return the DIDs of the handles in a post."""
    return Kept.read(post.prepared).mentions


def _files(post: Outgoing) -> dict[str, Media]:
    picture = post.card.picture if post.card is not None else None
    files = post.media or ((picture,) if picture is not None else ())
    return {f"{number} {file.sha256}": file for number, file in enumerate(files)}


def _handles(post: Outgoing) -> list[str]:
    mentions = [mark.target for mark in post.marks if mark.kind is MarkKind.MENTION]
    return [one for one in dict.fromkeys(mentions) if not DID.match(one)]


def _upload(api: Api, file: Media) -> dict[str, Any]:
    try:
        content = file.path.read_bytes()
    except OSError as missing:
        raise Refused(Reason.MEDIA) from missing
    if len(content) > (MEDIA_LIMITS.bytes or 0):
        raise Refused(Reason.MEDIA)
    came = api.call(
        "com.atproto.repo.uploadBlob",
        content=content,
        kind=file.type,
        effect=Effect.READS,
        bounds=_BOUNDS,
    )
    blob = body(came).get("blob")
    if not isinstance(blob, dict):
        raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
    return blob
