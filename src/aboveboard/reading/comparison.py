"""What a change of the words does to the findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aboveboard.reading.dismissal import Keyed


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings that went and that came between two texts, in order, and how many stayed."""

    went: tuple[Keyed, ...]
    came: tuple[Keyed, ...]
    stayed: int


def compare(before: Sequence[Keyed], now: Sequence[Keyed]) -> Comparison:
    """Return what went and came; a finding is the same when rule and words are."""
    went = _without(before, now)
    return Comparison(went, _without(now, before), len(before) - len(went))


def _without(these: Iterable[Keyed], those: Iterable[Keyed]) -> tuple[Keyed, ...]:
    left = Counter(one.key for one in those)
    found = []
    for one in these:
        if left[one.key]:
            left[one.key] -= 1
        else:
            found.append(one)
    return tuple(found)
