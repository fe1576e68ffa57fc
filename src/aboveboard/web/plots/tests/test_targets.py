"""A target is a tick, its outcome a bar, and both are drawn to the same scale."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from aboveboard.web.plots.targets import target_bar
from aboveboard.web.plots.tests.looking import HOSTILE, TEXTS, assert_sound

FIGURES = st.floats(-1e12, 1e12)


def drawn(target: float, outcome: float | None) -> list[str]:
    (drawing,) = assert_sound(target_bar(target, outcome, "Sales"))
    return [path.attrib["d"] for path in drawing.iter("path")]


def test_the_bar_ends_at_the_outcome_and_the_tick_stands_at_the_target() -> None:
    assert drawn(620, 548) == ["M0 12H300", "M0 12H243.9", "M276 3V21"]


def test_more_than_promised_passes_the_tick() -> None:
    assert drawn(40, 46) == ["M0 12H300", "M0 12H276", "M240 3V21"]


def test_an_open_target_has_no_bar() -> None:
    assert drawn(620, None) == ["M0 12H300", "M276 3V21"]


def test_a_loss_grows_to_the_left_of_a_marked_zero() -> None:
    _, zero, bar, tick = drawn(21, -21)
    assert (zero, bar, tick) == ("M150 3V21", "M150 12H24", "M276 3V21")


def test_a_target_of_nothing_is_still_seen() -> None:
    assert drawn(0, 0) == ["M0 12H300", "M0 12H0", "M1 3V21"]


@given(FIGURES, st.none() | FIGURES)
@example(1e308, -1e308)
@example(5e-324, 0.0)
def test_every_pair_of_figures_fits_its_frame(target: float, outcome: float | None) -> None:
    assert len(drawn(target, outcome)) >= 2


@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_the_two_lengths_stand_in_the_ratio_of_the_figures(
    target: float, outcome: float
) -> None:
    assume(0.1 < outcome / target < 10)
    _, bar, tick = drawn(target, outcome)
    length, place = float(bar.split("H")[1]), float(tick[1:].split()[0])
    assert length / place == pytest.approx(outcome / target, rel=0.01)


@pytest.mark.parametrize("figure", [float("nan"), float("inf")])
def test_what_is_no_figure_is_refused(figure: float) -> None:
    with pytest.raises(ValueError, match="no bar for"):
        target_bar(1, figure, "Sales")


@given(TEXTS)
@example(HOSTILE)
def test_a_label_stays_a_label_whatever_it_holds(label: str) -> None:
    assert_sound(target_bar(1, 2, label))
