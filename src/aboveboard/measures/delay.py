"""How long it took from happening to showing."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, isfinite, lgamma, log, sqrt
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT_OUT = 0.025
"""The chance allowed on either side of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """The delays of the moments that were shown, in days, beside how many were not.

    ``middle`` is the median of the ``n`` shown moments; ``quarter`` and ``three_quarters`` are
    the lower and upper quartile. ``low`` and ``high`` are a 95 % interval for the middle, both
    None below 6 shown moments, where no such interval exists. ``not_shown`` moments have no
    delay yet and are outside every other figure.
    """

    middle: float
    quarter: float
    three_quarters: float
    low: float | None
    high: float | None
    n: int
    not_shown: int


def delays(days: Sequence[float], not_shown: int) -> Delay | None:
    """Return the middle of ``days`` with its interval, or None when nothing was shown yet.

    The interval runs from one ordered delay to another. The ranks come from the binomial
    distribution alone, so no shape of the delays is assumed and its coverage is at least 95 %.
    Quartiles are interpolated between ordered delays (type 7 of Hyndman and Fan).

    The middle speaks of the moments that were shown. While moments are still not shown, the
    middle over all moments is longer, or does not exist yet; state ``not_shown`` beside it.

    Source: W. R. Thompson (1936), Annals of Mathematical Statistics 7:122-128 (interval);
    R. J. Hyndman, Y. Fan (1996), The American Statistician 50:361-365 (quartiles).

    Raises:
        ValueError: a delay is negative or not a finite number, or ``not_shown`` is negative.
    """
    if not_shown < 0:
        raise ValueError(f"{not_shown} not shown")
    if wrong := [day for day in days if not isfinite(day) or day < 0]:
        raise ValueError(f"not a delay in days: {wrong[0]}")
    if not days:
        return None
    ordered = sorted(days)
    n = len(ordered)
    # One value is its own quartiles; before Python 3.13 quantiles() refuses it.
    quarter, _, three_quarters = (
        quantiles(ordered, method="inclusive") if n > 1 else ordered * 3
    )
    rank = median_rank(n)
    return Delay(
        middle=float(median(ordered)),
        quarter=float(quarter),
        three_quarters=float(three_quarters),
        low=float(ordered[rank - 1]) if rank else None,
        high=float(ordered[n - rank]) if rank else None,
        n=n,
        not_shown=not_shown,
    )


def median_rank(n: int) -> int:
    """Return the rank of the lower end of the 95 % interval of a median; 0 if there is none.

    The largest ``r`` for which at most 2.5 % of samples have fewer than ``r`` of ``n`` values
    under the median. The upper end has the same rank counted from the top.

    Raises:
        ValueError: ``n`` is under 1.
    """
    if n < 1:
        raise ValueError(f"no median of {n} values")
    # Ten standard deviations under the middle nothing adds up to anything: start there, so
    # that a corpus of a million delays takes some thousands of steps.
    below = max(0, int(n / 2 - 5 * sqrt(n)))
    chance = exp(lgamma(n + 1) - lgamma(below + 1) - lgamma(n - below + 1) - n * log(2))
    total = chance
    while total <= _LEFT_OUT:
        chance *= (n - below) / (below + 1)
        below += 1
        total += chance
    return below
