"""The middle of delays: its interval against scipy, in coverage, and what is left outside."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from aboveboard.measures.delay import delays, median_rank

if TYPE_CHECKING:
    from random import Random

DAYS = st.lists(st.floats(0, 4_000), min_size=1, max_size=80)


def test_the_middle_of_the_shown_stands_beside_how_many_were_not() -> None:
    found = delays([6, 19, 41, 69, 97], not_shown=14)
    assert found is not None
    assert (found.middle, found.quarter, found.three_quarters) == (41, 19, 69)
    assert (found.n, found.not_shown) == (5, 14)


def test_what_is_not_shown_leaves_the_middle_alone() -> None:
    few, many = delays([1, 2, 3], 0), delays([1, 2, 3], 500)
    assert few is not None
    assert many is not None
    assert few.middle == many.middle


def test_nothing_shown_has_no_middle() -> None:
    assert delays([], 14) is None


def test_below_six_there_is_no_interval() -> None:
    five, six = delays([1, 2, 3, 4, 5], 0), delays([1, 2, 3, 4, 5, 6], 0)
    assert five is not None
    assert six is not None
    assert (five.low, five.high) == (None, None)
    assert (six.low, six.high) == (1, 6)


@pytest.mark.parametrize("days", [[-1.0], [float("nan")], [1.0, float("inf")]])
def test_what_is_no_delay_is_refused(days: list[float]) -> None:
    with pytest.raises(ValueError, match="not a delay in days"):
        delays(days, 0)


def test_a_negative_count_of_not_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 not shown"):
        delays([1.0], -1)


def test_a_median_of_nothing_has_no_rank() -> None:
    with pytest.raises(ValueError, match="no median of 0 values"):
        median_rank(0)


def test_the_ranks_are_those_of_the_binomial_distribution() -> None:
    counts = [*range(1, 1_200), 10_000, 1_000_000]
    assert [median_rank(n) for n in counts] == [int(binom.ppf(0.025, n, 0.5)) for n in counts]


@given(DAYS)
def test_the_figures_stand_in_order(days: list[float]) -> None:
    found = delays(days, 0)
    assert found is not None
    assert min(days) <= found.quarter <= found.middle <= found.three_quarters <= max(days)
    assert found.middle == median(days)
    if found.low is not None and found.high is not None:
        assert found.low <= found.middle <= found.high


@given(DAYS, st.randoms())
def test_the_order_in_which_delays_come_does_not_matter(
    days: list[float], random: Random
) -> None:
    turned = random.sample(days, len(days))
    assert delays(turned, 2) == delays(days, 2)


@pytest.mark.parametrize("n", [6, 9, 22, 60])
def test_the_interval_holds_the_true_middle_at_least_95_times_in_100(n: int) -> None:
    # Skewed like real delays. Ranks come in steps, so small n hold more often than 95 %.
    draw = np.random.default_rng(1936)
    drawn = np.sort(draw.exponential(10.0, size=(20_000, n)), axis=1)
    rank = median_rank(n)
    truth = 10.0 * np.log(2)
    held = ((drawn[:, rank - 1] <= truth) & (truth <= drawn[:, n - rank])).mean()
    promised = 1 - 2 * binom.cdf(rank - 1, n, 0.5)
    assert promised >= 0.95
    assert held == pytest.approx(promised, abs=0.005)
