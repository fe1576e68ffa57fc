"""One call to LinkedIn, and what its errors mean.

Source: learn.microsoft.com/linkedin posts-api, error-handling, rate-limits (D); codes and words of
errors as others met them (C linkedctl errors.ts, Arisamiga/Linkedin-RSS#5, ComposioHQ/composio#2710).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from aboveboard.channels.port import Busy, ChannelError, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.channels.answer import Answer, Effect
    from aboveboard.channels.sender import Sender

VERSION: Final = "202609"
"""The newest version on 2026-09-26 (D); each is spoken for a year at least."""
_PAUSE: Final = timedelta(minutes=15)
"""After 429: LinkedIn says no time (D rate-limits); the day's limit ends at midnight UTC."""
_NOT_READY: Final = timedelta(seconds=10)
_URN: Final = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")
_REASONS: Final = {  # C linkedctl, postiz
    "FIELD_LENGTH_TOO_LONG": Reason.TOO_LONG,
    "MEDIA_ASSET_PROCESSING_FAILED": Reason.MEDIA,
    "INVALID_VALUE_BLANK_FIELD": Reason.EMPTY,
}
_WAITING: Final = frozenset({"MEDIA_ASSET_WAITING_UPLOAD", "EXPIRED_UPLOAD_URL"})


@dataclass(frozen=True, slots=True)
class Api:
    """Where calls go, and what opens them."""

    server: str
    access: str = field(repr=False)
    version: str
    sender: Sender

    def call(
        self,
        method: str,
        path: str,
        *,
        effect: Effect | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer to a call of ``/rest/``, when it is a yes.

        Raises:
            ChannelError: what LinkedIn said instead means this.
        """
        answer = self.sender.send(
            method,
            f"{self.server}/rest/{path}",
            effect=effect,
            json=json,
            headers={
                **self.authorisation,
                "LinkedIn-Version": self.version,
                "X-Restli-Protocol-Version": "2.0.0",
                **({} if json is None else {"Content-Type": "application/json"}),
                **(headers or {}),
            },
        )
        return accepted(answer)

    @property
    def authorisation(self) -> dict[str, str]:
        """What opens a call."""
        return {"Authorization": f"Bearer {self.access}"}


def encoded(urn: str) -> str:
    """Return a URN as a path or a list of Rest.li wants it: with its colons encoded."""
    return quote(urn, safe="")


def items(answer: Answer, name: str = "elements") -> list[dict[str, Any]]:
    """Return the maps in a list of an answer; what is no map is left out."""
    body = answer.json()
    found = body.get(name) if isinstance(body, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def accepted(answer: Answer) -> Answer:
    """Return the answer when it is a yes.

    Raises:
        ChannelError: what LinkedIn said instead means this.
    """
    if not 400 <= answer.status <= 499:
        return answer.accepted()
    codes, words = _told(answer)
    if "DUPLICATE_POST" in codes:
        urn = _URN.search(words)
        raise Refused(
            Reason.DUPLICATE,
            status=answer.status,
            said=answer.said(),
            existing=urn[0] if urn else "",
        )
    if answer.status == 429:
        at = answer.again_at() or answer.at + _PAUSE
        raise Busy(Reason.RATE, at, status=answer.status, said=answer.said())
    if codes & _WAITING:
        raise Busy(Reason.MEDIA, answer.at + _NOT_READY, status=answer.status)
    for code in sorted(codes & _REASONS.keys()):
        raise Refused(_REASONS[code], status=answer.status, said=answer.said())
    return answer.accepted()


def _told(answer: Answer) -> tuple[set[str], str]:
    """Return the codes of an error, in both of its envelopes, and all its words."""
    try:
        body = answer.json()
    except ChannelError:  # no JSON: it tells nothing more than its status
        return set(), ""
    if not isinstance(body, dict):
        return set(), ""
    details = body.get("errorDetails")
    inputs = details.get("inputErrors") if isinstance(details, dict) else None
    errors = [body, *(one for one in inputs or () if isinstance(one, dict))]
    codes = {str(one["code"]) for one in errors if "code" in one}
    words = [str(one.get(name, "")) for one in errors for name in ("message", "description")]
    return codes, " ".join(words)
