"""The stretch of time the mirror looks at, and how it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.core.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

CHOICES: Final = ("year", "last_year", "days90", "all", "custom")
LONG: Final = 90
"""Days of the choice ``days90``, today included."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` up to and without ``end``; None is open. ``choice`` is how it was chosen."""

    choice: str
    start: date | None
    end: date | None

    @property
    def last(self) -> date | None:
        """The last day inside, or None when open."""
        return self.end - timedelta(days=1) if self.end else None

    @property
    def query(self) -> str:
        """The choice as the query of an address."""
        if self.choice == "custom" and self.start and self.last:
            return f"period=custom&from={self.start}&to={self.last}"
        return f"period={self.choice}"


def chosen_period(asked: Mapping[str, str], today: date) -> Period:
    """Return the period asked for; this year when nothing is.

    Raises:
        Invalid: an unknown choice, a day that is none, or a last day before the first.
    """
    choice = asked.get("period", "year")
    if choice == "custom":
        return _custom(asked.get("from", ""), asked.get("to", ""))
    this_year = date(today.year, 1, 1)
    periods = {
        "year": Period("year", this_year, date(today.year + 1, 1, 1)),
        "last_year": Period("last_year", date(today.year - 1, 1, 1), this_year),
        "days90": Period("days90", today - timedelta(days=LONG - 1), today + timedelta(days=1)),
        "all": Period("all", None, None),
    }
    if choice not in periods:
        raise Invalid(field="period", rule="choice")
    return periods[choice]


def _custom(first: str, last: str) -> Period:
    start, end = _day(first, "from"), _day(last, "to")
    if end < start:
        raise Invalid(field="to", rule="ends_before_start")
    return Period("custom", start, end + timedelta(days=1))


def _day(written: str, field: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Invalid(field=field, rule="required") from None
    if not 1900 <= day.year <= 9000:
        raise Invalid(field=field, rule="choice")
    return day
