"""The record's side of the mirror: what happened, and which of it was shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest
from operator import sub
from typing import TYPE_CHECKING, Final

from aboveboard.core.kinds import Kind
from aboveboard.rooms.mirror.cells import told
from aboveboard.rooms.mirror.columns import parted
from aboveboard.rooms.mirror.figures import TopicRow
from aboveboard.rooms.mirror.local_days import day_numbers
from aboveboard.rooms.record.models import Openness

if TYPE_CHECKING:
    from datetime import tzinfo

    from aboveboard.rooms.mirror.columns import Parted, RecordColumns

_KINDS: Final = tuple(kind.value for kind in Kind)
_CELL_OF: Final = {kind: 2 * place for place, kind in enumerate(_KINDS)}

_NEVER: Final = date.max.toordinal() + 2

MOST_PASSING: Final = 10
"""Moments listed one by one under an openness choice; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSide:
    """Counts of the moments of a period.

    ``cube`` counts by (month, kind, openness, is shown). ``another_way`` holds the ids of the
    latest moments that were not told as chosen, under the names of the lists of
    :class:`aboveboard.rooms.mirror.figures.Mirror`.
    """

    cube: Counter[tuple[str, str, str, bool]]
    topics: tuple[TopicRow, ...]
    delays: dict[Kind, tuple[int, ...]]
    another_way: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Moments:
    """One moment at each place of every list; ``first_told`` by id, also from outside the period.

    ``cells`` hold kind and whether it was shown as one number, which is counted in half the time
    a pair takes.
    """

    ids: tuple[str, ...]
    days: tuple[str, ...]
    kinds: tuple[str, ...]
    openness: tuple[str, ...]
    is_shown: list[bool]
    cells: list[int]
    first_told: dict[str, int]


def record_side(read: RecordColumns) -> RecordSide:
    """Return the counts of what was read."""
    first_told = _first_told(read.link_moments, read.link_times, read.zone)
    ids, kinds = parted(read.ids), parted(read.kinds)
    is_shown = [pk in first_told for pk in ids]
    moments = _Moments(
        ids,
        parted(read.days),
        kinds,
        parted(read.openness_of),
        is_shown,
        [
            cell + one
            for cell, one in zip(map(_CELL_OF.__getitem__, kinds), is_shown, strict=True)
        ],
        first_told,
    )
    return RecordSide(
        cube=_cube(moments),
        topics=_topics(read, moments),
        delays=_delays(read, moments),
        another_way=_another_way(read, moments),
    )


def _cube(moments: _Moments) -> Counter[tuple[str, str, str, bool]]:
    months = [day[:7] for day in moments.days]
    counted = Counter(zip(months, moments.openness, moments.cells, strict=True))
    return Counter(
        {
            (month, _KINDS[cell // 2], choice, bool(cell % 2)): n
            for (month, choice, cell), n in counted.items()
        }
    )


def _first_told(moments: Parted, times: Parted, zone: tzinfo) -> dict[str, int]:
    """Return the local day on which each moment that was shown was first shown, as a number."""
    first: dict[str, int] = {}
    for moment, day in zip(parted(moments), day_numbers(parted(times), zone), strict=True):
        if day < first.get(moment, _NEVER):
            first[moment] = day
    return first


@lru_cache(maxsize=8)
def _places(ids: Parted, topics: tuple[tuple[int, str, Parted], ...]) -> tuple[list[int], ...]:
    """Return for each topic where its moments stand among ``ids``.

    A topic also has moments from outside the period, and removed ones.
    """
    of = parted(ids)
    place_of = dict(zip(of, range(len(of)), strict=True))
    return tuple(
        [at for at in map(place_of.get, parted(column)) if at is not None]
        for _, _, column in topics
    )


def _topics(read: RecordColumns, moments: _Moments) -> tuple[TopicRow, ...]:
    """Return the topics with most moments first; moments without a topic come last."""
    covered: set[int] = set()
    found = []
    for (number, name, _), places in zip(
        read.topics, _places(read.ids, read.topics), strict=True
    ):
        covered.update(places)
        if places:
            found.append(_topic(number, name, places, moments))
    left = (
        [at for at in range(len(moments.ids)) if at not in covered]
        if len(covered) < len(moments.ids)
        else []
    )
    found.sort(key=lambda row: (-row.n, row.name.casefold(), row.id or 0))
    if left:
        found.append(_topic(None, "", left, moments))
    return tuple(found)


def _topic(number: int | None, name: str, places: list[int], moments: _Moments) -> TopicRow:
    counted = Counter(map(moments.cells.__getitem__, places))
    return TopicRow(
        id=number,
        name=name,
        told=told((_KINDS[cell // 2], bool(cell % 2), n) for cell, n in counted.items()),
        since=date.fromisoformat(min(map(moments.days.__getitem__, places))),
    )


def _delays(read: RecordColumns, moments: _Moments) -> dict[Kind, tuple[int, ...]]:
    """Return the days from each shown moment to its first post, by kind, from few to many.

    A post from before the end of the moment counts as told on the same day.
    """
    places = [place for place, is_shown in enumerate(moments.is_shown) if is_shown]
    first = [moments.first_told[moments.ids[at]] for at in places]
    last = _last_days(read.ids, read.days, read.until_ids, read.untils)
    waits = map(sub, first, map(last.__getitem__, places))
    found: dict[str, list[int]] = defaultdict(list)
    for at, days in zip(places, waits, strict=True):
        found[moments.kinds[at]].append(days)
    return {kind: tuple(max(0, days) for days in sorted(found[kind])) for kind in Kind}


@lru_cache(maxsize=8)
def _last_days(ids: Parted, days: Parted, until_ids: Parted, untils: Parted) -> list[int]:
    """Return the last day of each moment, as a number."""
    until = dict(zip(parted(until_ids), parted(untils), strict=True))
    return [
        _number(until.get(pk) or day) for pk, day in zip(parted(ids), parted(days), strict=True)
    ]


@lru_cache(maxsize=8192)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _another_way(read: RecordColumns, moments: _Moments) -> dict[str, tuple[int, ...]]:
    open_from = dict(zip(parted(read.held_ids), parted(read.open_froms), strict=True))
    held = _chosen(moments, Openness.NOT_BEFORE, is_shown=True)
    early = [
        at
        for at in held
        if moments.first_told[moments.ids[at]] < _number(open_from[moments.ids[at]])
    ]
    return {
        "never_but_shown": _latest(moments, _chosen(moments, Openness.NEVER, is_shown=True)),
        "free_not_shown": _latest(moments, _chosen(moments, Openness.FREE, is_shown=False)),
        "before_their_day": _latest(moments, early),
    }


def _chosen(moments: _Moments, choice: Openness, *, is_shown: bool) -> list[int]:
    wanted = choice.value
    chosen = [at for at, made in enumerate(moments.openness) if made == wanted]
    return [at for at in chosen if moments.is_shown[at] is is_shown]


def _latest(moments: _Moments, places: list[int]) -> tuple[int, ...]:
    latest = nlargest(MOST_PASSING, map(moments.days.__getitem__, places))
    # Of a day that not all find room for, those written down last.
    near = [at for at in places if moments.days[at] >= latest[-1]]
    found = sorted(((moments.days[at], int(moments.ids[at])) for at in near), reverse=True)
    return tuple(pk for _, pk in found[:MOST_PASSING])
