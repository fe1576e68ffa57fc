"""A number that a text claims."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from aboveboard.core.languages import Language


class Measure(StrEnum):
    """What sort of thing a number tells."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    DURATION = "duration"
    MULTIPLE = "multiple"
    DATE = "date"


class Hedge(StrEnum):
    """How the words before a number bend it: near it, just under it, or over it."""

    NONE = ""
    ABOUT = "about"
    UNDER = "under"
    OVER = "over"


class Quantity(NamedTuple):
    """A number with what it counts, at ``start`` to ``end`` of the joined text.

    ``value`` is exact as written and ``to`` the other end of a range; ``step`` is how precisely it
    is written: a tenth of a million for "1,2 mln". ``unit`` is a currency, "%" or "pp", "x", a
    unit of time, or the noun as written in small letters. A date has no value: ``day`` holds it
    as precisely as it is written ("2024-03", "2024-Q3", "--03-03" without a year).
    ``line`` is the number of its sentence in :class:`~.find.Quantities`.
    """

    start: int
    end: int
    kind: Measure
    value: Decimal | None
    unit: str
    line: int
    language: Language
    step: Decimal | None = None
    to: Decimal | None = None
    day: str = ""
    hedge: Hedge = Hedge.NONE


_SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604_800,
    "month": 2_629_800, "quarter": 7_889_400, "year": 31_557_600,
}  # fmt: skip


def seconds_in(unit: str) -> int:
    """Return how long a unit of time is."""
    return _SECONDS[unit]
