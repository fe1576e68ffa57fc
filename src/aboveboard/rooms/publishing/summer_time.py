"""When the clocks of a place change next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_A_YEAR = 366


@dataclass(frozen=True, slots=True)
class Change:
    """The day on which the clocks change, and whether they go forward."""

    on: date
    is_forward: bool


def next_change(zone: str, now: datetime) -> Change | None:
    """Return the next change of the clocks of a zone from tomorrow on; None when a year has none."""
    place = ZoneInfo(zone)
    day = now.astimezone(place).date() + timedelta(days=1)
    offset = _offset(day, place)
    for _ in range(_A_YEAR):
        after = _offset(day + timedelta(days=1), place)
        if after != offset:
            return Change(day, after > offset)
        day += timedelta(days=1)
    return None


def _offset(day: date, place: ZoneInfo) -> timedelta:
    """Return how far the clocks are from UTC when the day begins."""
    return datetime.combine(day, time(), place).utcoffset() or timedelta(0)
