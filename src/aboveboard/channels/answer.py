"""What came back, and what it means for whoever asked.

The meaning of a lost or odd answer depends on what the request would have done: a read changed
nothing and may be asked again; of what was to be made once, nobody knows.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.port import (
    Busy,
    ChannelError,
    Reason,
    Refused,
    Unclear,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

PAUSE: Final = timedelta(minutes=1)
"""How long to wait where nobody says how long."""
_SOONEST: Final = timedelta(seconds=1)
_LATEST: Final = timedelta(days=7)
_SECONDS: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?\Z")
_LONGEST_WORDS: Final = 300
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{40,}")
"""What may be a secret that the network says back (Meta: "Malformed access token EAAB...", K)."""


class Effect(StrEnum):
    """What a request does when it arrives."""

    READS = "reads"
    """Nothing; it may be asked again whatever became of it."""
    REPEATS = "repeats"
    """The same, however often it arrives."""
    CREATES = "creates"
    """One more thing each time."""


def effect_of(method: str) -> Effect:
    """Return what a method does by the letter of HTTP (RFC 9110, 9.2)."""
    if method in {"GET", "HEAD", "OPTIONS"}:
        return Effect.READS
    return Effect.REPEATS if method in {"PUT", "DELETE"} else Effect.CREATES


def unsettled(
    reason: Reason,
    effect: Effect,
    *,
    now: datetime,
    status: int | None = None,
    again_at: datetime | None = None,
) -> ChannelError:
    """Return the error for a request that left without a clear answer."""
    if effect is Effect.READS:
        return Busy(reason, again_at or now + PAUSE, status=status)
    return Unclear(reason, status=status, may_repeat=effect is Effect.REPEATS)


def told_again_at(headers: Mapping[str, str], *, now: datetime) -> datetime | None:
    """Return when the network wants to be asked again, or None where it does not say.

    Reads ``Retry-After`` (seconds or a date, RFC 9110), else the latest of ``X-RateLimit-Reset``
    (Mastodon: a time in ISO 8601) and ``RateLimit-Reset`` (Bluesky: seconds since 1970; others:
    seconds from now). Times are taken by the network's own clock where it sends one, so that one
    which runs wrong changes nothing. Never sooner than a second, never later than a week.
    """
    there = _date(headers.get("date", "")) or now
    told = _wait(headers.get("retry-after", ""), there)
    if told is None:
        resets = (headers.get("x-ratelimit-reset", ""), headers.get("ratelimit-reset", ""))
        told = max(
            (one for text in resets if (one := _wait(text, there)) is not None), default=None
        )
    return None if told is None else now + min(max(told, _SOONEST), _LATEST)


def _wait(text: str, there: datetime) -> timedelta | None:
    text = text.strip()
    if _SECONDS.match(text):
        number = float(text)
        if number >= 1e12:  # milliseconds since 1970
            number /= 1000
        since = there.timestamp() if number >= 1e9 else 0.0
        return timedelta(seconds=min(max(number - since, 0.0), _LATEST.total_seconds()))
    moment = _date(text) or _iso(text)
    return None if moment is None else moment - there


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _without_tokens(words: str) -> str:
    def shown(run: re.Match[str]) -> str:
        return "…" if any(map(str.isdigit, run[0])) else run[0]

    return _TOKEN.sub(shown, words)


_REFUSALS: Final = {
    401: Reason.SIGN_IN,
    403: Reason.FORBIDDEN,
    404: Reason.GONE,
    410: Reason.GONE,
    413: Reason.MEDIA,
    415: Reason.MEDIA,
    426: Reason.OUTDATED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer. ``headers`` have small names; ``url`` is where it came from in the end.

    Nothing private is in its ``repr``, so that it may stand in a log.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str = field(repr=False)
    effect: Effect
    at: datetime

    def accepted(self) -> Answer:
        """Return the answer itself when the network said yes.

        For what a status means by itself. A channel that knows its network's own words for no
        (a duplicate, a limit told with status 400) looks at those first.

        Raises:
            Refused: a plain no.
            Busy: too many requests; or any fault, when the request only read.
            Unclear: a fault of the network, an odd redirect, a conflict: it may have happened.
        """
        if 200 <= self.status <= 299:
            return self
        if self.status in {425, 429}:
            raise Busy(
                Reason.RATE,
                self.again_at() or self.at + PAUSE,
                status=self.status,
                said=self.said(),
            )
        # After "see other" the thing may well have been made; a moved address made nothing.
        if self.status in {302, 303, 408, 409} or not 300 <= self.status <= 499:
            raise unsettled(
                Reason.FAULT,
                self.effect,
                now=self.at,
                status=self.status,
                again_at=self.again_at(),
            )
        reason = Reason.REDIRECTS if self.status < 400 else Reason.INVALID
        raise Refused(_REFUSALS.get(self.status, reason), status=self.status, said=self.said())

    def again_at(self) -> datetime | None:
        """Return when the network wants to be asked again, or None; see :func:`told_again_at`."""
        return told_again_at(self.headers, now=self.at)

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            Busy: it is none, and the request only read.
            Unclear: it is none, and the request may have done something.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as bad:
            raise unsettled(
                Reason.UNREADABLE, self.effect, now=self.at, status=self.status
            ) from bad

    def said(self) -> str:
        """Return the network's own words for what went wrong, at most 300 signs, or nothing.

        Without what reads as a token, for people see them and they are kept.
        """
        try:
            body = json.loads(self.body)
        except (ValueError, RecursionError):
            return ""
        if not isinstance(body, dict):
            return ""
        inner = body.get("error")
        for place in (inner if isinstance(inner, dict) else {}, body):
            for name in ("message", "error_description", "error_message", "error"):
                words = place.get(name)
                if isinstance(words, str) and words.strip():
                    return _without_tokens(" ".join(words.split()))[:_LONGEST_WORDS]
        return ""
