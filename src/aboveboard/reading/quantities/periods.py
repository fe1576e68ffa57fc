"""From when to when a written day, month, quarter or year goes."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_YEAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-Q([1-4]))?")
_BARE_DAY = re.compile(r"--(\d\d)-(\d\d)")
_BARE_QUARTER = re.compile(r"Q([1-4])")
_RELATIVE = re.compile(r"(year|quarter|month|week|day)([+-]\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def overlaps(self, other: Period) -> bool:
        """Return whether both share a day."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Period) -> bool:
        """Return whether ``other`` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


def period_of(day: str, today: date | None = None) -> Period | None:
    """Return the period of a written date: "2024", "2024-03", "2024-Q3", "2024-03-03".

    A day or quarter without a year is the latest that has begun by ``today``. None for what is no
    date, or cannot be known without ``today``.
    """
    try:
        if found := _YEAR.fullmatch(day):
            return _full(*(int(part) if part else 0 for part in found.groups()))
        if today is None:
            return None
        if found := _BARE_DAY.fullmatch(day):
            return _latest(f"-{found[1]}-{found[2]}", today)
        if found := _BARE_QUARTER.fullmatch(day):
            return _latest(f"-Q{found[1]}", today)
    except ValueError:
        return None
    return None


def _full(year: int, month: int, day: int, quarter: int) -> Period:
    if day:
        return Period(date(year, month, day), date(year, month, day))
    if month:
        return _months(year, month, 1)
    if quarter:
        return _months(year, quarter * 3 - 2, 3)
    return Period(date(year, 1, 1), date(year, 12, 31))


def _months(year: int, month: int, count: int) -> Period:
    last = month + count - 1
    return Period(date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _latest(rest: str, today: date) -> Period | None:
    for year in (today.year, today.year - 1):
        found = period_of(f"{year}{rest}")
        if found is not None and found.first <= today:
            return found
    return None


def relative_period(told: str, today: date | None) -> Period | None:
    """Return the period of "year-1" (last year) or "month+0" (this month), seen from ``today``."""
    found = _RELATIVE.fullmatch(told)
    if today is None or found is None:
        return None
    try:
        return _SEEN[found[1]](today, int(found[2]))
    except (ValueError, OverflowError):
        return None


def _month_from(today: date, count: int) -> Period:
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return _months(year, month + 1, 1)


def _quarter_from(today: date, count: int) -> Period:
    year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + count, 4)
    return _months(year, quarter * 3 + 1, 3)


def _week_from(today: date, count: int) -> Period:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=count)
    return Period(monday, monday + timedelta(days=6))


def _day_from(today: date, count: int) -> Period:
    day = today + timedelta(days=count)
    return Period(day, day)


_SEEN: Mapping[str, Callable[[date, int], Period]] = {
    "year": lambda today, count: _full(today.year + count, 0, 0, 0),
    "quarter": _quarter_from,
    "month": _month_from,
    "week": _week_from,
    "day": _day_from,
}
