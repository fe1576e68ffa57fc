"""The image's side of the mirror: what was posted, and which of it a moment stands behind."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.mirror.cells import counts
from aboveboard.rooms.mirror.columns import parted
from aboveboard.rooms.mirror.figures import SIGNED, Blind
from aboveboard.rooms.mirror.local_days import (
    day_of,
    months_between,
    start_of,
    written_in_utc,
)

if TYPE_CHECKING:
    from datetime import tzinfo

    from aboveboard.rooms.mirror.columns import ImageColumns, Parted

_TOLD_KINDS: Final = frozenset(kind.value for kind in SIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSide:
    """Counts of the own posts of a period; ``cube`` by (local month, kind, is recorded)."""

    cube: Counter[tuple[str, str, bool]]
    tags: tuple[Blind, ...]


def image_side(read: ImageColumns) -> ImageSide:
    """Return the counts of what was read."""
    ids, times, kinds = parted(read.ids), parted(read.times), parted(read.kinds)
    behind = frozenset(parted(read.recorded))
    is_recorded = [pk in behind for pk in ids]
    untold = {
        pk: (kind, at)
        for pk, kind, at, is_behind in zip(ids, kinds, times, is_recorded, strict=True)
        if not is_behind and kind in _TOLD_KINDS
    }
    months = _local_months(read.times, read.zone)
    return ImageSide(
        cube=Counter(zip(months, kinds, is_recorded, strict=True)), tags=_tags(read, untold)
    )


@lru_cache(maxsize=8)
def _local_months(column: Parted, zone: tzinfo) -> tuple[str, ...]:
    """Return the local month of each time, as ``2026-03``."""
    times = parted(column)
    if not times:
        return ()
    months = list(months_between(day_of(min(times), zone), day_of(max(times), zone)))
    names = [month.isoformat()[:7] for month in months]
    starts = [written_in_utc(start_of(month, zone)) for month in months[1:]]
    return tuple(map(names.__getitem__, map(partial(bisect_right, starts), times)))


def _tags(read: ImageColumns, untold: dict[str, tuple[str, str]]) -> tuple[Blind, ...]:
    """Return the hashtags of told posts without a moment, those with most posts first."""
    names: dict[str, str] = {}
    of_key: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, name, column in read.tags:
        if some := [untold[pk] for pk in parted(column) if pk in untold]:
            names[key] = max(name, names.get(key, ""))
            of_key[key] += some
    found = [
        Blind(
            key=key,
            name=names[key],
            counts=counts(Counter(kind for kind, _ in of).items()),
            since=day_of(min(at for _, at in of), read.zone),
        )
        for key, of in of_key.items()
    ]
    return tuple(sorted(found, key=lambda blind: (-blind.n, blind.key)))
