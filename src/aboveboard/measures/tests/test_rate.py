"""A share and its interval: against scipy, at the ends, and how often it holds the truth."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from aboveboard.measures.rate import share
from aboveboard.measures.small import TOO_FEW, too_few

COUNTS = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_the_interval_is_the_one_scipy_computes(counts: tuple[int, int]) -> None:
    rate = share(*counts)
    assert rate is not None
    other = binomtest(*counts).proportion_ci(0.95, method="wilson")
    assert (rate.low, rate.high) == pytest.approx((other.low, other.high), abs=1e-9)


@given(COUNTS)
def test_the_share_lies_in_its_interval_and_the_interval_between_0_and_1(
    counts: tuple[int, int],
) -> None:
    rate = share(*counts)
    assert rate is not None
    assert 0 <= rate.low <= rate.value <= rate.high <= 1
    assert rate.low < rate.high
    assert (rate.hits, rate.n) == counts


def test_none_and_all_keep_an_interval() -> None:
    none, every = share(0, 9), share(9, 9)
    assert none is not None
    assert every is not None
    assert (none.low, every.high) == (0.0, 1.0)
    assert none.high == pytest.approx(0.2991, abs=1e-4)
    assert every.low == pytest.approx(0.7009, abs=1e-4)


def test_nothing_of_nothing_is_no_share() -> None:
    assert share(0, 0) is None


@pytest.mark.parametrize(("hits", "n"), [(-1, 3), (4, 3), (1, 0), (0, -1)])
def test_impossible_counts_are_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"{hits} of {n}"):
        share(hits, n)


def test_the_interval_holds_the_true_share_in_95_of_100_draws_on_average() -> None:
    # Mean over shares from 5 to 95 % at the counts one person produces. A single share at a
    # single n does not reach 95 %: see the next test.
    draw = np.random.default_rng(20261124)
    truth = np.linspace(0.05, 0.95, 91)
    for n in (5, 8, 12, 20, 45, 120):
        rates = [share(hits, n) for hits in range(n + 1)]
        low = np.array([rate.low for rate in rates if rate])
        high = np.array([rate.high for rate in rates if rate])
        hits = draw.binomial(n, truth, size=(2_000, truth.size))
        held = (low[hits] <= truth) & (truth <= high[hits])
        assert 0.93 <= held.mean() <= 0.97, n


def test_the_worst_single_share_holds_less_often_and_we_say_so() -> None:
    # 1 minus the chance of a first hit too many: at n = 5 and a true share of 3.6 % the
    # interval of "1 of 5" already leaves the truth out.
    one = share(1, 5)
    assert one is not None
    true_share = one.low - 1e-6
    held = (1 - true_share) ** 5
    assert 0.83 <= held <= 0.84


def test_under_five_is_too_few() -> None:
    assert [too_few(n) for n in (0, TOO_FEW - 1, TOO_FEW)] == [True, True, False]


def test_the_border_of_too_few_is_as_wide_as_its_description_says() -> None:
    widths = [rate.high - rate.low for hits in range(5) if (rate := share(hits, 4))]
    assert min(widths) == pytest.approx(0.49, abs=0.005)
    assert max(widths) == pytest.approx(0.70, abs=0.005)


def test_measuring_loads_neither_scipy_nor_numpy_nor_django() -> None:
    asked = (
        "import sys; from aboveboard.measures import composition, delay, gap, rate, small; "
        "print(sorted({'scipy', 'numpy', 'django'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.strip() == "[]"
