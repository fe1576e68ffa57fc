"""A text is cut at its marks and stays itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.web.marked import Mark, pieces


def test_marked_words_stand_apart_and_say_which_mark_ends() -> None:
    cut = pieces("Ring Noor now", [Mark(1, "stop", 5, 9)])
    assert [(one.words, one.sort, one.ending) for one in cut] == [
        ("Ring ", "", ()),
        ("Noor", "stop", (1,)),
        (" now", "", ()),
    ]


def test_where_marks_lie_over_each_other_the_first_is_drawn() -> None:
    cut = pieces("abcdef", [Mark(1, "stop", 2, 4), Mark(2, "note", 0, 6)])
    assert [(one.words, one.sort, one.ending) for one in cut] == [
        ("ab", "note", ()),
        ("cd", "stop", (1,)),
        ("ef", "note", (2,)),
    ]


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=6))
def test_the_pieces_together_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    marks = [
        Mark(number, "note", start, start + length)
        for number, (start, length) in enumerate(places)
        if start + length <= len(text)
    ]
    cut = pieces(text, marks)
    assert "".join(one.words for one in cut) == text
    assert sorted(n for one in cut for n in one.ending) == [one.number for one in marks]
