"""A share with its 95 % interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution: 2.5 % left out on either side."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in [0, 1] with its 95 % Wilson interval: ``hits`` of ``n``."""

    value: float
    low: float
    high: float
    hits: int
    n: int


def share(hits: int, n: int) -> Rate | None:
    """Return the share ``hits / n``, or None when there is nothing to divide by.

    The interval is the score interval without continuity correction. It stays inside [0, 1],
    is never empty, and keeps a width at 0 and at ``n`` hits. Over all shares its coverage is
    95 % on average; for one share at one small ``n`` it can lie anywhere from 83 to 100 %.

    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22:209-212;
    L. D. Brown, T. T. Cai, A. DasGupta (2001), Statistical Science 16:101-133.

    Raises:
        ValueError: ``hits`` lies outside ``0..n``.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n}")
    if n == 0:
        return None
    value = hits / n
    scale = 1 + Z95**2 / n
    centre = (value + Z95**2 / (2 * n)) / scale
    reach = Z95 * sqrt(value * (1 - value) / n + Z95**2 / (4 * n * n)) / scale
    # At 0 and at n hits one end is the share itself; rounding must not move it inwards.
    low = 0.0 if hits == 0 else max(0.0, centre - reach)
    high = 1.0 if hits == n else min(1.0, centre + reach)
    return Rate(value, low, high, hits, n)
