"""Pictures: sent, and waited for. Source: methods/media.md (L); postiz (C)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.http.door import Bounds
from aboveboard.channels.mastodon.calls import body
from aboveboard.channels.port import Busy, NotSent, Prepared, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from aboveboard.channels.mastodon.calls import Api
    from aboveboard.channels.port import Media, Outgoing

_BETWEEN: Final = timedelta(seconds=3)
_FRESH: Final = timedelta(minutes=2)
"""Younger than this an upload is there; an older one is looked after, for servers forget."""
_STEP: Final = timedelta(seconds=20)
_BOUNDS: Final = Bounds(write=60.0, total=300.0)


@dataclass(slots=True)
class _Upload:
    """A file that the server has, since when, and whether it is done with it."""

    id: str
    since: datetime
    is_ready: bool


def prepare(api: Api, post: Outgoing, *, now: Callable[[], datetime]) -> Prepared:
    """Return how far the pictures of a post are uploaded; none gets lost when a later one fails.

    An upload that no post uses is forgotten by the server, so a lost answer is asked for again.
    """
    began, files = now(), _files(post)
    if not files:
        return Prepared("")
    kept = _kept(post.prepared)
    had = set(kept)
    for name, file in files.items():
        try:
            if name in kept:
                _look_after(api, kept, name, now=now())
            if name not in kept:
                kept[name] = _upload(api, file, now=now())
        except (NotSent, Busy) as error:
            if set(kept) <= had:
                raise
            again_at = error.again_at if isinstance(error, Busy) else now() + PAUSE
            return Prepared(_written(kept), again_at)
        if now() - began > _STEP and len(kept) < len(files):
            return Prepared(_written(kept), now())
    is_ready = all(kept[name].is_ready for name in files)
    return Prepared(_written(kept), None if is_ready else now() + _BETWEEN)


def uploaded(post: Outgoing) -> list[str]:
    """Return the ids of a post's pictures, in their order.

    Raises:
        Refused: it is not prepared.
    """
    kept = _kept(post.prepared)
    try:
        return [kept[name].id for name in _files(post)]
    except KeyError:
        raise Refused(Reason.MEDIA) from None


def _files(post: Outgoing) -> dict[str, Media]:
    return {f"{number} {file.sha256}": file for number, file in enumerate(post.media)}


def _upload(api: Api, file: Media, *, now: datetime) -> _Upload:
    form = {"description": file.description} if file.description else None
    try:
        with file.path.open("rb") as content:
            came = api.call(
                "POST",
                "v2/media",
                effect=Effect.READS,
                form=form,
                files={"file": (file.name or "picture", content, file.type)},
                bounds=_BOUNDS,
            )
    except OSError as missing:
        raise Refused(Reason.MEDIA) from missing
    id_ = body(came).get("id")
    if not id_:
        raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
    return _Upload(str(id_), now, came.status == 200)


def _look_after(api: Api, kept: dict[str, _Upload], name: str, *, now: datetime) -> None:
    """See whether a file is ready, and leave it out of what is kept when the server forgot it.

    Raises:
        Refused: the server could not make anything of it.
    """
    upload = kept[name]
    if upload.is_ready and now - upload.since < _FRESH:
        return
    try:
        came = api.call("GET", f"v1/media/{upload.id}")
    except Refused as refused:
        if refused.reason is Reason.GONE:
            del kept[name]
            return
        is_failed = refused.status == 422
        reason = Reason.MEDIA if is_failed else refused.reason
        raise Refused(reason, status=refused.status, said=refused.said) from refused
    upload.is_ready = came.status == 200


def _written(kept: dict[str, _Upload]) -> str:
    rows: dict[str, Any] = {
        name: [one.id, one.since.isoformat(), one.is_ready] for name, one in kept.items()
    }
    return json.dumps({"mastodon": rows})


def _kept(prepared: str) -> dict[str, _Upload]:
    try:
        found = json.loads(prepared)["mastodon"]
        return {
            name: _Upload(str(id_), datetime.fromisoformat(since), bool(is_ready))
            for name, (id_, since, is_ready) in found.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
