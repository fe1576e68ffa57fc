"""What errors of the Graph API mean: its codes and subcodes tell more than the status.

Source: instagram-platform error-codes, 2026-06-02 (D) for the first rows of Instagram, rate-limiting
(D) for the headers; the rest postiz instagram.provider.ts and facebook.provider.ts (C), and
subcodes of tokens, 506 and 1390008 K. Nothing of it was ever met by us.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.answer import unsettled
from aboveboard.channels.port import Busy, ChannelError, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from aboveboard.channels.answer import Answer

_PAUSE: Final = timedelta(minutes=15)
"""After too many calls, where no time is told: they are counted over a rolling hour (D)."""
FULL: Final = 80
"""Per cent of the allowed calls from which on reading waits, so that posting still may."""

_BUSINESS: Final = "x-business-use-case-usage"

_REFUSED: Final[Mapping[int, Reason]] = {
    33: Reason.GONE,
    2207004: Reason.MEDIA,  # picture above 8 MiB
    2207005: Reason.MEDIA,  # its format
    2207009: Reason.MEDIA,  # its ratio
    2207010: Reason.TOO_LONG,
    2207026: Reason.MEDIA,
    2207040: Reason.TAGS,
    2207050: Reason.BLOCKED,  # the account is restricted
    2207051: Reason.BLOCKED,  # held for spam
    2207052: Reason.NOT_PUBLIC,  # could not be fetched
    1366046: Reason.MEDIA,  # photo above 4 MB
    2069019: Reason.MEDIA,
    2061006: Reason.NOT_PUBLIC,
    1366051: Reason.DUPLICATE,  # these photos were posted already
    1404078: Reason.BLOCKED,  # the page needs its owner to be authorised
    4854002: Reason.BLOCKED,  # an identity check
    1346003: Reason.BLOCKED,  # policy
    1404102: Reason.BLOCKED,
    1404006: Reason.BLOCKED,
    1404112: Reason.BLOCKED,
}
"""By subcode."""
_LATER: Final[Mapping[int, tuple[Reason, timedelta]]] = {
    2207027: (Reason.MEDIA, timedelta(seconds=10)),  # not ready yet
    2207003: (Reason.MEDIA, timedelta(minutes=1)),  # fetching it took too long
    2207006: (Reason.MEDIA, timedelta(seconds=1)),  # container gone: prepared again
    2207008: (Reason.MEDIA, timedelta(seconds=1)),
    2207020: (Reason.MEDIA, timedelta(seconds=1)),
    2207042: (Reason.RATE, timedelta(hours=1)),  # the posts of 24 hours
    1390008: (Reason.RATE, _PAUSE),  # too fast
}
"""By subcode: nothing happened, and when to try again."""
FAULTS: Final = frozenset({2207001, 2207032, 2207053, 2207077, 2207082, 1363047, 1609010})
"""Subcodes after which nobody knows."""
_CODES: Final[Mapping[int, Reason]] = {
    10: Reason.FORBIDDEN,
    24: Reason.GONE,
    25: Reason.BLOCKED,
    102: Reason.SIGN_IN,
    104: Reason.SIGN_IN,
    190: Reason.SIGN_IN,
    352: Reason.MEDIA,
    368: Reason.BLOCKED,
    506: Reason.DUPLICATE,
    803: Reason.GONE,
    9004: Reason.NOT_PUBLIC,
    36000: Reason.MEDIA,
    36001: Reason.MEDIA,
    36003: Reason.MEDIA,
    36004: Reason.TOO_LONG,
}
_RATE: Final = frozenset({4, 9, 17, 32, 613, *range(80000, 80015)})


@dataclass(frozen=True, slots=True)
class Fault:
    """The numbers of an error; 0 where there is none."""

    code: int
    subcode: int
    is_transient: bool
    words: str


def understood(answer: Answer) -> Answer:
    """Return the answer when it is a yes.

    Raises:
        ChannelError: what the Graph API said instead means this.
    """
    fault = fault_in(answer) if 400 <= answer.status <= 499 else None
    if fault is None:
        return answer.accepted()
    raise _meaning(answer, fault)


def fault_in(answer: Answer) -> Fault | None:
    """Return the numbers of the error an answer holds, or None."""
    try:
        body = answer.json()
    except ChannelError:  # no JSON: it tells nothing more than its status
        return None
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return None
    return Fault(
        _whole(error.get("code")),
        _whole(error.get("error_subcode")),
        error.get("is_transient") is True,
        str(error.get("message", "")),
    )


def usage(answer: Answer) -> int:
    """Return how much of the allowed calls is used, in per cent (D rate-limiting)."""
    found = [answer.headers.get("x-app-usage", ""), answer.headers.get(_BUSINESS, "")]
    return max(_most(text, ("call_count", "total_time", "total_cputime")) for text in found)


def spare(answer: Answer) -> None:
    """Let reading wait when most of the allowed calls are used.

    Raises:
        Busy: from 80 per cent on, until the time that is told.
    """
    if usage(answer) >= FULL:
        raise Busy(Reason.RATE, _again_at(answer))


def _meaning(answer: Answer, fault: Fault) -> ChannelError:
    status, said = answer.status, answer.said()
    if fault.subcode in _REFUSED:
        return Refused(_REFUSED[fault.subcode], status=status, said=said)
    if fault.subcode in _LATER:
        why, wait = _LATER[fault.subcode]
        return Busy(why, answer.at + wait, status=status, said=said)
    if fault.code in _RATE:
        return Busy(Reason.RATE, _again_at(answer), status=status, said=said)
    reason = _reason(fault)
    if reason is not None:
        return Refused(reason, status=status, said=said)
    if fault.subcode in FAULTS or fault.code in {-1, 1, 2} or fault.is_transient:
        return unsettled(Reason.FAULT, answer.effect, now=answer.at, status=status)
    return Refused(Reason.INVALID, status=status, said=said)


def _reason(fault: Fault) -> Reason | None:
    if 200 <= fault.code <= 299:
        return Reason.FORBIDDEN
    if fault.code == 100 and "too long" in fault.words.lower():
        return Reason.TOO_LONG
    return _CODES.get(fault.code)


def _again_at(answer: Answer) -> datetime:
    minutes = _most(answer.headers.get(_BUSINESS, ""), ("estimated_time_to_regain_access",))
    if minutes:
        return answer.at + timedelta(minutes=min(minutes, 24 * 60))
    return answer.again_at() or answer.at + _PAUSE


def _most(text: str, names: tuple[str, ...]) -> int:
    """Return the greatest number of these names anywhere in a header of JSON, or 0."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return 0
    places: list[Any] = [found]
    if isinstance(found, dict):
        places += [one for value in found.values() if isinstance(value, list) for one in value]
    numbers = [
        _whole(place.get(name)) for place in places if isinstance(place, dict) for name in names
    ]
    return max(numbers, default=0)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
