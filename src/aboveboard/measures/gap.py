"""The difference of two shares with its 95 % interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from aboveboard.measures.rate import Rate, share


@dataclass(frozen=True, slots=True)
class Gap:
    """The share ``a`` minus the share ``b``, in [-1, 1], with its 95 % interval."""

    value: float
    low: float
    high: float
    a: Rate
    b: Rate

    @property
    def n(self) -> int:
        """How many moments stand behind both shares together."""
        return self.a.n + self.b.n

    @property
    def clear(self) -> bool:
        """Whether the interval leaves "no difference" out."""
        return self.low > 0 or self.high < 0


def gap(a_hits: int, a_n: int, b_hits: int, b_n: int) -> Gap | None:
    """Return the share of the first group minus that of the second, or None if one is empty.

    The interval is Newcombe's hybrid score interval, number 10 of the eleven he compares: the
    distances from both shares to the ends of their Wilson intervals, added as in a right-angled
    triangle. It takes the two groups to be independent, which wins and setbacks of one person
    are when no moment is counted in both.

    Source: R. G. Newcombe (1998), Statistics in Medicine 17:873-890.

    Raises:
        ValueError: hits lie outside ``0..n`` in either group.
    """
    a, b = share(a_hits, a_n), share(b_hits, b_n)
    if a is None or b is None:
        return None
    value = a.value - b.value
    low = value - hypot(a.value - a.low, b.high - b.value)
    high = value + hypot(a.high - a.value, b.value - b.low)
    return Gap(value, max(-1.0, low), min(1.0, high), a, b)
