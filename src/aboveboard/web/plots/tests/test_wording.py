"""Words are cut where room ends, never in the middle of a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.kinds import Kind
from aboveboard.web.plots.drawing import number, sign
from aboveboard.web.plots.tests.looking import TEXTS
from aboveboard.web.plots.wording import cut, plain, width_of


@given(TEXTS, st.floats(20, 400))
def test_what_is_cut_fits_its_room_and_is_a_beginning(text: str, room: float) -> None:
    seen = cut(text, room)
    assert width_of(seen) <= room + 1e-9 or seen == "…"
    assert seen == text or text.startswith(seen.removesuffix("…"))


def test_what_fits_is_left_alone() -> None:
    assert cut("Health and home", 440, 14) == "Health and home"


def test_an_accent_or_a_joined_picture_is_not_cut_in_two() -> None:
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    assert cut(family * 3, width_of(family) + 20).removesuffix("…") in {family, ""}
    assert cut("e\N{COMBINING ACUTE ACCENT}" * 9, 30).removesuffix("…").count("e") == (
        cut("e\N{COMBINING ACUTE ACCENT}" * 9, 30).count("\N{COMBINING ACUTE ACCENT}")
    )


def test_a_text_becomes_one_line_without_what_xml_forbids() -> None:
    assert plain("a\x00\n b\x0b\ud800 c") == "a b c"


def test_a_coordinate_has_one_decimal_at_most_and_no_minus_zero() -> None:
    assert [number(value) for value in (82.0, 5.2, -0.01, 10.0, -3.25)] == [
        "82",
        "5.2",
        "0",
        "10",
        "-3.2",
    ]


def test_a_neutral_post_has_no_sign() -> None:
    with pytest.raises(ValueError, match="no sign for neutral"):
        sign(Kind.NEUTRAL, 0, 0, 5)
