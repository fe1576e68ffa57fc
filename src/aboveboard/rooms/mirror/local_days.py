"""Days and months as they are lived in a time zone, from times written in UTC."""

from __future__ import annotations

from bisect import bisect_right
from datetime import MAXYEAR, UTC, date, datetime, time
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo


def day_of(written: str, zone: tzinfo) -> date:
    """Return the local day of a time written in UTC, as ``2026-03-02 23:30:00``."""
    # West of UTC the first hours of all time belong to a day before it.
    return date.fromordinal(max(1, *day_numbers([written], zone)))


def day_numbers(written: Sequence[str], zone: tzinfo) -> list[int]:
    """Return the local days of times in UTC, as :meth:`datetime.date.toordinal` numbers them.

    Looked up among the beginnings of all days between: many times as quick as a conversion each.
    """
    if not written:
        return []
    first, last = int(min(written)[:4]), int(max(written)[:4])
    starts = [start for year in range(first, last + 1) for start in _starts(year, zone)]
    # The day before the first of January may have begun, and so may the one after the last.
    before = date(first, 1, 1).toordinal() - 1
    if last < MAXYEAR:
        starts.append(_starts(last + 1, zone)[0])
    return [before + place for place in map(partial(bisect_right, starts), written)]


@lru_cache(maxsize=256)
def _starts(year: int, zone: tzinfo) -> tuple[str, ...]:
    """Return when each local day of the year begins, in UTC."""
    days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    return tuple(written_in_utc(start_of(date.fromordinal(day), zone)) for day in days)


def written_in_utc(at: datetime) -> str:
    """Return a time in UTC as the columns hold it."""
    return at.isoformat(" ")[:19]


def local_day(at: datetime) -> date:
    """Return the day of a time in the current zone; at the ends of time the day in UTC."""
    try:
        return timezone.localdate(at)
    except OverflowError:
        return at.date()


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return when the local day begins, in UTC; at the ends of time its midnight in UTC."""
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time(), UTC)


def months_between(first: date, last: date) -> Iterator[date]:
    """Yield the first day of every month from that of ``first`` to that of ``last``."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)
