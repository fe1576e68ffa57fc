"""From the wall clock of a place to a moment, and what the change of clocks does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from aboveboard.core.errors import Invalid


class Bend(StrEnum):
    """What the change of clocks does to a wish."""

    NONE = ""
    GAP = "gap"
    """That hour does not exist on that day; it becomes the same time after the jump."""
    TWICE = "twice"
    """That hour comes twice; the first one is meant."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A time on somebody's wall. ``wall`` has no zone of its own, ``zone`` is a name."""

    wall: datetime
    zone: str

    @property
    def text(self) -> str:
        """How it is kept: ``2027-03-28T08:30``."""
        return self.wall.strftime("%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a wish comes true: in UTC, and what the clocks did to it."""

    at: datetime
    bend: Bend


@cache
def zones() -> tuple[str, ...]:
    """Return the names of all zones, sorted; looked up once, for that opens six hundred files."""
    return tuple(sorted(available_timezones()))


def read_wish(text: str, zone: str) -> Wish:
    """Return the wish that is kept as ``text``.

    Raises:
        Invalid: it is no time of a day, or there is no such zone.
    """
    try:
        wall = datetime.strptime(text.strip()[:16], "%Y-%m-%dT%H:%M")  # noqa: DTZ007  (a wall has none)
    except ValueError as bad:
        raise Invalid(field="due", rule="bad_moment") from bad
    if not MINYEAR < wall.year < MAXYEAR:  # at either end its moment may lie outside all years
        raise Invalid(field="due", rule="bad_moment")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as bad:
        raise Invalid(field="zone", rule="choice") from bad
    return Wish(wall, zone)


def moment_of(wish: Wish) -> Moment:
    """Return when the wish comes true.

    In a gap it is moved by as much as the clocks are, so half past two becomes half past three; of
    an hour that comes twice the first is taken (PEP 495, ``fold=0``).
    """
    place = ZoneInfo(wish.zone)
    local = wish.wall.replace(tzinfo=place, fold=0)
    at = local.astimezone(UTC)
    if at.astimezone(place).replace(tzinfo=None) != wish.wall:
        return Moment(at, Bend.GAP)
    other = wish.wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    return Moment(at, Bend.TWICE if other - at > timedelta(0) else Bend.NONE)


def wall_of(at: datetime, zone: str) -> datetime:
    """Return what the wall clock of ``zone`` shows at a moment; it has no zone of its own."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def wish_of(at: datetime, zone: str) -> Wish:
    """Return the same to the minute, as a wish."""
    return Wish(wall_of(at, zone).replace(second=0, microsecond=0), zone)
