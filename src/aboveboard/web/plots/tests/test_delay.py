"""Delays: every shown moment on its day, the middle marked, the rest apart at the right."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aboveboard.core.kinds import Kind
from aboveboard.web.plots.delay import DelayWords, Strip, delay, draw_delay
from aboveboard.web.plots.drawing import Size
from aboveboard.web.plots.tests.looking import (
    HOSTILE,
    TEXTS,
    assert_sound,
    drawings,
    said,
    signs,
)

WORDS = DelayWords(
    summary="Wins: middle 2 days. Setbacks: middle 41 days.",
    too_few="too few to say",
    middle=lambda days: f"middle: {days:g} days",
    not_shown=lambda count: f"{count} not shown yet",
    day=lambda days: f"{days} days",
    more=lambda count: f"and {count} more",
)
SETBACKS = [6.0, 19, 41, 69, 97]


def strip(
    days: list[float], not_shown: int = 0, kind: Kind = Kind.SETBACK, name: str = "Setbacks"
) -> Strip:
    return Strip(kind=kind, name=name, days=days, not_shown=not_shown)


STRIPS = st.builds(
    strip,
    st.lists(st.floats(0, 5_000) | st.integers(0, 9).map(float), max_size=60),
    st.integers(0, 40),
    st.sampled_from([Kind.WIN, Kind.SETBACK, Kind.LESSON]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(STRIPS, min_size=1, max_size=3))
@example([strip([0.0] * 60, 40), strip([])])
def test_every_shown_moment_is_one_sign_inside_the_frame(strips: list[Strip]) -> None:
    for drawing in assert_sound(delay(strips, WORDS)):
        left_over = sum(int(t.split()[1]) for t in said(drawing) if t.startswith("and "))
        drawn = sum(signs(drawing, kind) for kind in ("win", "setback", "lesson"))
        assert drawn + left_over == sum(len(each.days) for each in strips)
        hollow = sum(signs(drawing, kind, hollow=True) for kind in ("win", "setback", "lesson"))
        assert hollow == sum(n if (n := each.not_shown) <= 21 else 20 for each in strips)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 400), min_size=1, max_size=60))
def test_signs_of_one_strip_do_not_hide_each_other(days: list[float]) -> None:
    (desk,) = drawings(draw_delay([strip(days, kind=Kind.WIN)], WORDS, Size.DESK))
    circles = [
        tuple(float(c.attrib[a]) for a in ("cx", "cy", "r")) for c in desk.iter("circle")
    ]
    for place, (x, y, r) in enumerate(circles):
        for other_x, other_y, _ in circles[:place]:
            apart = ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
            assert apart >= 2 * r - 0.3


def test_the_middle_is_marked_on_its_day() -> None:
    (desk,) = drawings(draw_delay([strip(SETBACKS, 14)], WORDS, Size.DESK))
    (mark,) = (p.attrib["d"] for p in desk.iter("path") if p.get("class") == "board")
    third = [p.attrib["d"] for p in desk.iter("path") if p.get("class") == "setback"][2]
    assert mark.split()[0] == third.split()[0]
    assert "middle: 41 days" in said(desk)
    assert "14 not shown yet" in said(desk)


def test_four_shown_have_no_middle() -> None:
    (desk,) = drawings(draw_delay([strip(SETBACKS[:4], 14)], WORDS, Size.DESK))
    assert "too few to say" in said(desk)
    assert not [text for text in said(desk) if text.startswith("middle")]
    assert not [path for path in desk.iter("path") if path.get("class") == "board"]
    assert signs(desk, "setback") == 4


def test_nothing_shown_draws_what_waits() -> None:
    (desk,) = drawings(draw_delay([strip([], 3)], WORDS, Size.DESK))
    assert signs(desk, "setback") == 0
    assert signs(desk, "setback", hollow=True) == 3
    assert "3 not shown yet" in said(desk)


def test_many_not_shown_are_capped_in_the_drawing_and_exact_in_words() -> None:
    (desk,) = drawings(draw_delay([strip(SETBACKS, 500)], WORDS, Size.DESK))
    assert signs(desk, "setback", hollow=True) == 20
    assert {"…", "500 not shown yet"} <= set(said(desk))


def test_the_axis_names_real_days_and_grows_with_the_longest_delay() -> None:
    def days(longest: float) -> list[str]:
        (desk,) = drawings(draw_delay([strip([1.0, longest])], WORDS, Size.DESK))
        return [text for text in said(desk) if text.split()[0].isdigit()]

    assert days(9) == ["0", "1", "7", "30", "90 days"]
    assert days(400)[0] == "0"
    assert days(400)[-1] == "365 days"
    assert days(2_000)[-1] == "1825 days"


def test_no_strips_and_impossible_delays_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one strip"):
        delay([], WORDS)
    with pytest.raises(ValueError, match="not a delay"):
        delay([strip([-1.0])], WORDS)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example(HOSTILE, HOSTILE, HOSTILE)
def test_words_stay_words_whatever_they_hold(summary: str, note: str, name: str) -> None:
    words = DelayWords(
        summary=summary,
        too_few=note,
        middle=lambda _: note,
        not_shown=lambda _: note,
        day=lambda _: note[:9],
        more=lambda _: note,
    )
    strips = [strip([0.0] * 500, 30, name=name), strip(SETBACKS, 2), strip([1.0], 1, name=name)]
    assert_sound(delay(strips, words))
