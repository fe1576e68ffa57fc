"""The board draws every moment once, on its side of the line, inside its frame."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aboveboard.web.plots.board import BoardWords, Month, Sign, Stack, board, draw_board
from aboveboard.web.plots.drawing import Size
from aboveboard.web.plots.tests.looking import (
    HOSTILE,
    TEXTS,
    assert_sound,
    drawings,
    said,
    signs,
)

WORDS = BoardWords(summary="22 wins and 5 setbacks shown", shown="shown", kept="kept")
COUNTS = st.tuples(*[st.integers(0, 26)] * 6)


def month(counts: tuple[int, ...], name: str = "Nov", initial: str = "N") -> Month:
    wins, setbacks, lessons = (Stack.of(*counts[place : place + 2]) for place in (0, 2, 4))
    return Month(name=name, initial=initial, wins=wins, setbacks=setbacks, lessons=lessons)


@settings(max_examples=40, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=30))
@example([(6, 6, 6, 6, 6, 6)] * 30)
@example([(7, 7, 7, 7, 7, 7)] * 24)
def test_every_moment_is_one_sign_inside_the_frame(counts: list[tuple[int, ...]]) -> None:
    for drawing in assert_sound(board([month(each) for each in counts], WORDS)):
        for place, kind in enumerate(("win", "setback", "lesson")):
            shown = sum(each[2 * place] for each in counts)
            kept = sum(each[2 * place + 1] for each in counts)
            assert signs(drawing, kind) == shown
            assert signs(drawing, kind, hollow=True) == kept


def test_shown_stands_above_the_line_and_kept_below() -> None:
    (desk,) = drawings(draw_board([month((2, 3, 0, 0, 0, 0))], WORDS, Size.DESK))
    heights = {
        look: [float(c.attrib["cy"]) for c in desk.iter("circle") if c.get("class") == look]
        for look in ("win", "win hollow")
    }
    assert heights == {"win": [68, 53], "win hollow": [96, 111, 126]}
    assert [p.get("d") for p in desk.iter("path")] == ["M0 82H900"]


def test_up_to_six_need_no_count_and_seven_bring_one() -> None:
    (six,) = drawings(draw_board([month((6, 0, 0, 0, 0, 0))], WORDS, Size.DESK))
    (seven,) = drawings(draw_board([month((7, 0, 0, 0, 0, 0))], WORDS, Size.DESK))
    assert "6" not in said(six)
    assert "7" in said(seven)
    assert signs(seven, "win") == 7
    count = next(text for text in seven.iter("text") if text.text == "7")
    top = min(float(c.attrib["cy"]) - float(c.attrib["r"]) for c in seven.iter("circle"))
    assert top - 6 <= float(count.attrib["y"]) <= top


def test_more_moments_never_look_like_fewer() -> None:
    tops = []
    for count in range(1, 40):
        (desk,) = drawings(draw_board([month((count, 0, 0, 0, 0, 0))], WORDS, Size.DESK))
        level = next(float(p.attrib["d"][3:-4]) for p in desk.iter("path"))
        tops.append(level - min(float(c.attrib["cy"]) for c in desk.iter("circle")))
    assert tops == sorted(tops)


@pytest.mark.parametrize("size", list(Size))
def test_a_month_of_hundreds_keeps_its_count_when_the_signs_run_out_of_room(size: Size) -> None:
    markup = draw_board([month((840, 0, 0, 300, 0, 0))] * 5, WORDS, size)
    (drawing,) = assert_sound(markup)
    assert said(drawing).count("840") == 5
    assert said(drawing).count("300") == 5
    assert 5 * 50 <= signs(drawing, "win") < 5 * 840


def test_lessons_take_a_column_only_where_there_are_any() -> None:
    def places(counts: tuple[int, ...]) -> list[float]:
        (desk,) = drawings(draw_board([month(counts)], WORDS, Size.DESK))
        return [float(circle.attrib["cx"]) for circle in desk.iter("circle")]

    assert places((1, 0, 1, 0, 0, 0)) == [25]
    assert places((1, 0, 1, 0, 0, 1)) == [16]


def test_a_year_fits_one_line_and_two_years_continue_below_on_a_phone() -> None:
    def lines(months: int, size: Size) -> int:
        (found,) = drawings(draw_board([month((1, 1, 1, 1, 0, 0))] * months, WORDS, size))
        return sum(path.get("class") == "board" for path in found.iter("path"))

    assert [lines(12, Size.DESK), lines(24, Size.DESK), lines(36, Size.DESK)] == [1, 1, 2]
    assert [lines(12, Size.PHONE), lines(24, Size.PHONE)] == [1, 2]


def test_a_wide_board_names_its_months_and_a_phone_board_their_initials() -> None:
    desk, phone = drawings(board([month((1, 0, 0, 0, 0, 0))] * 11, WORDS))
    assert said(desk).count("Nov") == 11
    assert said(phone).count("N") == 11
    assert (desk.get("class"), phone.get("class")) == ("plot desk", "plot phone")


def test_a_sign_with_a_link_leads_to_its_moment_and_is_named() -> None:
    linked = Stack(shown=(Sign("/record/7/", 'Lost the "Ghent" order'), Sign()))
    markup = board([Month(name="Jan", initial="J", setbacks=linked)], WORDS)
    for drawing in assert_sound(markup):
        (link,) = drawing.iter("a")
        assert link.get("href") == "/record/7/"
        assert link.get("aria-label") == 'Lost the "Ghent" order'
        assert [part.get("class") for part in link] == [None, "setback"]
        # An image hides what is in it from a screen reader; links may not be hidden.
        assert drawing.get("role") == "group"


def test_a_board_without_links_is_an_image() -> None:
    assert {d.get("role") for d in drawings(board([month((1,) * 6)], WORDS))} == {"img"}


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "https://example.com/", "//example.com", "/\\example.com"]
)
def test_a_link_off_the_site_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="not a link on this site"):
        Sign(href, "there")


def test_a_link_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="a link without a name"):
        Sign("/record/7/", " ")


@pytest.mark.parametrize("broken", [partial(board, [], WORDS), partial(Stack.of, -1, 0)])
def test_a_board_of_nothing_or_of_less_is_refused(broken: partial[object]) -> None:
    with pytest.raises(ValueError, match=r"at least one month|-1 shown"):
        broken()


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example(HOSTILE, HOSTILE, HOSTILE)
def test_words_stay_words_whatever_they_hold(summary: str, shown: str, name: str) -> None:
    words = BoardWords(summary=summary, shown=shown, kept=name)
    assert_sound(board([month((1, 8, 2, 0, 0, 1), name, name)] * 13, words))
