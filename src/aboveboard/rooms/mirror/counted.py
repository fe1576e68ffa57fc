"""From the two sides of a period to its figures. No query, no words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.mirror.cells import counts, told
from aboveboard.rooms.mirror.figures import Mirror, MonthRow, OpennessRow
from aboveboard.rooms.mirror.local_days import months_between
from aboveboard.rooms.record.models import Openness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aboveboard.rooms.mirror.figures import Counts, Passing
    from aboveboard.rooms.mirror.image_side import ImageSide
    from aboveboard.rooms.mirror.period import Period
    from aboveboard.rooms.mirror.record_side import RecordSide

_CHOICES: Final = (Openness.FREE, Openness.ASK, Openness.NOT_BEFORE, Openness.NEVER)


def mirror_of(
    record: RecordSide,
    image: ImageSide,
    period: Period,
    passings: Mapping[str, tuple[Passing, ...]],
) -> Mirror:
    """Return the figures of the period."""
    posts = [(kind, is_recorded, n) for (_, kind, is_recorded), n in image.cube.items()]
    return Mirror(
        period=period,
        record=told((kind, is_shown, n) for (_, kind, _, is_shown), n in record.cube.items()),
        image=counts((kind, n) for kind, _, n in posts),
        months=_months(record, image),
        topics=record.topics,
        delays=record.delays,
        unrecorded=_unrecorded(posts),
        tags=image.tags,
        openness=_openness(record),
        **passings,
    )


def _unrecorded(posts: Iterable[tuple[str, bool, int]]) -> Counts:
    return counts((kind, n) for kind, is_recorded, n in posts if not is_recorded)


def _openness(record: RecordSide) -> tuple[OpennessRow, ...]:
    cells = defaultdict(list)
    for (_, kind, choice, is_shown), n in record.cube.items():
        cells[choice].append((kind, is_shown, n))
    return tuple(OpennessRow(choice.value, told(cells[choice])) for choice in _CHOICES)


def _months(record: RecordSide, image: ImageSide) -> tuple[MonthRow, ...]:
    """Return every month from the first to the last with something in it, none left out."""
    moments: dict[str, list[tuple[str, bool, int]]] = defaultdict(list)
    posts: dict[str, list[tuple[str, bool, int]]] = defaultdict(list)
    for (month, kind, _, is_shown), n in record.cube.items():
        moments[month].append((kind, is_shown, n))
    for (month, kind, is_recorded), n in image.cube.items():
        posts[month].append((kind, is_recorded, n))
    seen = sorted({*moments, *posts})
    if not seen:
        return ()
    first, last = (date.fromisoformat(f"{month}-01") for month in (seen[0], seen[-1]))
    return tuple(
        MonthRow(
            first=day,
            told=told(moments[month]),
            posts=counts((kind, n) for kind, _, n in posts[month]),
            unrecorded=_unrecorded(posts[month]),
        )
        for day, month in ((day, day.isoformat()[:7]) for day in months_between(first, last))
    )
