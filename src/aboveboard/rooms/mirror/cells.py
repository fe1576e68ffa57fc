"""Counts by kind, from cells that say how many there are of what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aboveboard.core.kinds import Kind
from aboveboard.rooms.mirror.figures import Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.rooms.mirror.figures import Counts


def told(cells: Iterable[tuple[str, bool, int]]) -> dict[Kind, Told]:
    """Return how many of each kind were shown, from (kind, is shown, count)."""
    shown, all_of = Counter[str](), Counter[str]()
    for kind, is_shown, n in cells:
        all_of[kind] += n
        shown[kind] += n if is_shown else 0
    return {kind: Told(shown[kind], all_of[kind]) for kind in Kind}


def counts(cells: Iterable[tuple[str, int]]) -> Counts:
    """Return how many there are of each kind, from (kind, count)."""
    found = Counter[str]()
    for kind, n in cells:
        found[kind] += n
    return {kind: found[kind] for kind in Kind}
