"""Pictures and documents: begun, sent, and waited for.

Source: images-api (D); documents, and that the open scopes may not ask how one stands: linkedctl,
postiz (C).
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.http.door import Bounds
from aboveboard.channels.linkedin.calls import accepted, encoded
from aboveboard.channels.linkedin.compose import PDF
from aboveboard.channels.port import Busy, NotSent, Prepared, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.linkedin.calls import Api
    from aboveboard.channels.port import Media, Outgoing

_GRACE: Final = timedelta(seconds=20)  # C postiz, where its state may not be asked
_BETWEEN: Final = timedelta(seconds=5)
_LIFE: Final = timedelta(hours=12)  # U how long an upload that no post uses is kept
_STEP: Final = timedelta(seconds=20)
_BOUNDS: Final = Bounds(write=60.0, total=300.0)


def prepare(
    api: Api, author: str, post: Outgoing, *, may_look: bool, now: Callable[[], datetime]
) -> Prepared:
    """Return how far the files of a post are uploaded; none gets lost when a later one fails.

    What arrived twice is an upload that no post uses, so a lost answer is asked for again.
    """
    began, files = now(), _files(post)
    kept = _kept(post.prepared, began)
    had = len(kept)
    for name, file in files.items():
        if name in kept:
            continue
        has_more = len(kept) > had
        if has_more and now() - began > _STEP:
            return Prepared(_written(kept), now())
        try:
            kept[name] = (_upload(api, author, file), now().isoformat())
        except (NotSent, Busy) as error:
            if not has_more:
                raise
            again_at = error.again_at if isinstance(error, Busy) else now() + PAUSE
            return Prepared(_written(kept), again_at)
    if not files:
        return Prepared("")
    return Prepared(_written(kept), _again_at(api, kept, may_look=may_look, now=now()))


def uploaded(post: Outgoing) -> list[str]:
    """Return the URNs of a post's files, in their order.

    Raises:
        Refused: it is not prepared.
    """
    kept = _kept(post.prepared, None)
    try:
        return [kept[name][0] for name in _files(post)]
    except KeyError:
        raise Refused(Reason.MEDIA) from None


def _files(post: Outgoing) -> dict[str, Media]:
    picture = post.card.picture if post.card is not None else None
    files = post.media or ((picture,) if picture is not None else ())
    return {f"{number} {file.sha256}": file for number, file in enumerate(files)}


def _upload(api: Api, author: str, file: Media) -> str:
    """Return the URN of a file after its bytes were sent."""
    kind = "document" if file.type == PDF else "image"
    begun = api.call(
        "POST",
        f"{kind}s?action=initializeUpload",
        effect=Effect.READS,
        json={"initializeUploadRequest": {"owner": author}},
    )
    urn, address = _place(begun, kind)
    # The token goes along (C postiz), but to LinkedIn alone.
    headers = {"Content-Type": file.type}
    if _is_theirs(address, api.server):
        headers |= api.authorisation
    try:
        with file.path.open("rb") as content:
            sent = api.sender.send(
                "PUT",
                address,
                effect=Effect.READS,
                headers=headers,
                content=content,
                bounds=_BOUNDS,
            )
    except OSError as missing:
        raise Refused(Reason.MEDIA) from missing
    accepted(sent)
    return urn


def _place(begun: Answer, kind: str) -> tuple[str, str]:
    body = begun.json()
    value: Any = body.get("value") if isinstance(body, dict) else None
    if isinstance(value, dict):
        urn, address = value.get(kind), value.get("uploadUrl")
        if isinstance(urn, str) and isinstance(address, str):
            return urn, address
    raise Busy(Reason.UNREADABLE, begun.at + PAUSE, status=begun.status)


def _is_theirs(address: str, server: str) -> bool:
    host = urlsplit(address).hostname or ""
    return host == urlsplit(server).hostname or host.endswith(".linkedin.com")


def _again_at(
    api: Api, kept: dict[str, tuple[str, str]], *, may_look: bool, now: datetime
) -> datetime | None:
    """Return when to ask again, or None when all are ready.

    Raises:
        Refused: LinkedIn could not make anything of a file.
    """
    if may_look:
        try:
            states = {_state(api, urn) for urn, _ in kept.values()}
        except Refused as refused:
            if refused.reason is not Reason.FORBIDDEN:
                raise
        else:
            if "PROCESSING_FAILED" in states:
                raise Refused(Reason.MEDIA)
            return None if states <= {"AVAILABLE"} else now + _BETWEEN
    last = max(datetime.fromisoformat(moment) for _, moment in kept.values())
    return last + _GRACE if now < last + _GRACE else None


def _state(api: Api, urn: str) -> str:
    kind = "documents" if urn.startswith("urn:li:document:") else "images"
    body = api.call("GET", f"{kind}/{encoded(urn)}").json()
    return str(body.get("status")) if isinstance(body, dict) else ""


def _written(kept: dict[str, tuple[str, str]]) -> str:
    return json.dumps({"linkedin": kept})


def _kept(prepared: str, now: datetime | None) -> dict[str, tuple[str, str]]:
    """Return what was uploaded before, without what is too old by now."""
    try:
        found = json.loads(prepared)["linkedin"]
        return {
            name: (str(urn), str(moment))
            for name, (urn, moment) in found.items()
            if now is None or now - datetime.fromisoformat(moment) < _LIFE
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
