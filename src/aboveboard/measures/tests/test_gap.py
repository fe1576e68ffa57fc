"""The gap between two shares: against the published table, in both directions, in coverage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.measures.gap import gap

GROUPS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_the_published_one(
    counts: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Newcombe 1998, table II, method 10, examples (a) to (h)."""
    found = gap(*counts)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@given(GROUPS, GROUPS)
def test_the_gap_lies_in_its_interval_and_turns_round_with_its_sides(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    there, back = gap(*first, *second), gap(*second, *first)
    assert there is not None
    assert back is not None
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert (back.value, back.low, back.high) == pytest.approx(
        (-there.value, -there.high, -there.low)
    )
    assert there.n == first[1] + second[1]
    assert there.clear == back.clear


def test_a_gap_is_clear_when_its_interval_leaves_zero_out() -> None:
    clear, unclear = gap(22, 26, 5, 19), gap(3, 5, 2, 5)
    assert clear is not None
    assert unclear is not None
    assert (clear.clear, unclear.clear) == (True, False)
    assert (round(clear.value, 2), round(clear.low, 2), round(clear.high, 2)) == (
        0.58,
        0.29,
        0.75,
    )


def test_without_one_of_the_sides_there_is_no_gap() -> None:
    assert gap(0, 0, 3, 5) is None
    assert gap(3, 5, 0, 0) is None


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="6 of 5"):
        gap(1, 5, 6, 5)


def test_the_interval_holds_the_true_gap_in_95_of_100_draws_on_average() -> None:
    # Mean over pairs of true shares from 5 to 95 %. Single pairs range wider (see docs).
    draw = np.random.default_rng(19980417)
    grid = np.linspace(0.05, 0.95, 19)
    a_truth, b_truth = np.repeat(grid, 19), np.tile(grid, 19)
    for a_n, b_n in ((6, 6), (10, 25), (26, 19), (60, 15)):
        ends = np.array(
            [[_ends(a, a_n, b, b_n) for b in range(b_n + 1)] for a in range(a_n + 1)]
        )
        size = (1_000, a_truth.size)
        drawn = ends[draw.binomial(a_n, a_truth, size), draw.binomial(b_n, b_truth, size)]
        truth = a_truth - b_truth
        held = (drawn[..., 0] <= truth) & (truth <= drawn[..., 1])
        assert 0.93 <= held.mean() <= 0.97, (a_n, b_n)


def _ends(a: int, a_n: int, b: int, b_n: int) -> tuple[float, float]:
    found = gap(a, a_n, b, b_n)
    assert found is not None
    return found.low, found.high
