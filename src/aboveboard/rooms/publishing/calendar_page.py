"""A month, a week or a day of the calendar, laid out."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.publishing.calendar_rows import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aboveboard.rooms.publishing.calendar_rows import Choice, Entry
    from aboveboard.rooms.publishing.slots import FreeSlot

A_DAY: Final = 5
"""Publications of a day that a month shows; the day itself shows the others."""
_WEEKS: Final = calendar.Calendar(firstweekday=0)
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200


@dataclass(frozen=True, slots=True)
class Day:
    """A day and what falls on it. ``more`` are those that are not shown."""

    on: date
    entries: Sequence[Entry]
    more: int
    is_today: bool
    is_past: bool
    is_outside: bool = False
    slots: Sequence[FreeSlot] = ()

    @property
    def iso(self) -> str:
        """The day as addresses have it."""
        return self.on.isoformat()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar, with the days it is reached by from those beside it."""

    first: date
    last: date
    before: date
    after: date


def month_of(day: date) -> Period:
    """Return the month the day lies in."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return Period(
        first, after - timedelta(days=1), (first - timedelta(days=1)).replace(day=1), after
    )


def week_of(day: date) -> Period:
    """Return the week the day lies in; it begins on Monday."""
    first = day - timedelta(days=day.weekday())
    week = timedelta(days=7)
    return Period(first, first + timedelta(days=6), first - week, first + week)


def day_of(day: date) -> Period:
    """Return the day alone."""
    one = timedelta(days=1)
    return Period(day, day, day - one, day + one)


def month(workspace_id: int, day: date, choice: Choice, *, today: date) -> list[list[Day]]:
    """Return the weeks of the month, with days of others where these share a week. One query."""
    weeks = _WEEKS.monthdatescalendar(day.year, day.month)
    rows = _by_day(entries(workspace_id, weeks[0][0], weeks[-1][-1], choice))
    return [
        [
            Day(
                on=one,
                entries=rows.get(one, [])[:A_DAY],
                more=max(0, len(rows.get(one, [])) - A_DAY),
                is_today=one == today,
                is_past=one < today,
                is_outside=one.month != day.month,
            )
            for one in week
        ]
        for week in weeks
    ]


def days(
    workspace_id: int,
    period: Period,
    choice: Choice,
    *,
    today: date,
    slots: Iterable[FreeSlot] = (),
) -> list[Day]:
    """Return every day of the period with all that falls on it. One query."""
    rows = _by_day(entries(workspace_id, period.first, period.last, choice))
    free: dict[date, list[FreeSlot]] = {}
    for slot in slots:
        free.setdefault(slot.wish.wall.date(), []).append(slot)
    return [
        Day(
            on=one,
            entries=rows.get(one, []),
            more=0,
            is_today=one == today,
            is_past=one < today,
            slots=free.get(one, []),
        )
        for one in (
            period.first + timedelta(days=number)
            for number in range((period.last - period.first).days + 1)
        )
    ]


def by_day(rows: Iterable[Entry], *, today: date) -> list[Day]:
    """Return the days that hold something."""
    return [
        Day(on=one, entries=held, more=0, is_today=one == today, is_past=one < today)
        for one, held in _by_day(rows).items()
    ]


def _by_day(rows: Iterable[Entry]) -> dict[date, list[Entry]]:
    """Return the rows by day, as its own clock has it; within a day they stay in order of time."""
    found: dict[date, list[Entry]] = {}
    for row in rows:
        found.setdefault(row.at.date(), []).append(row)
    return dict(sorted(found.items()))
