"""What is usual is learnt from somebody's own posts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.layout import layout_of
from aboveboard.reading.scan import scan
from aboveboard.reading.usual import Habit, Usual, learn_usual

_BROKEN = "We won.\n\nFinally.\n\nAfter years.\n\nOf nothing."
_WHOLE = "We won the tender. It took years.\n\nThanks to all of you. See you on Monday."


def test_one_sentence_paragraphs_and_empty_lines_are_shares() -> None:
    laid = layout_of(scan([_BROKEN, _WHOLE, ""]))
    assert laid.paragraphs.tolist() == [4, 2, 0]
    assert laid.short_paragraphs.tolist() == [1.0, 0.0, 0.0]
    assert laid.empty_lines.tolist() == pytest.approx([3 / 7, 1 / 3, 0.0])


def test_empty_lines_around_a_text_do_not_count() -> None:
    assert layout_of(scan(["\n\n\nOne line.\n\n\n", "a"])).empty_lines.tolist() == [0.0, 0.0]
    assert layout_of(scan(["a\n \nb", "a\r\n\r\nb"])).empty_lines.tolist() == pytest.approx(
        [1 / 3, 1 / 3]
    )


@pytest.mark.parametrize(
    ("text", "hashtags", "emoji"),
    [
        ("#one #two, no#three # four", 2, 0),
        ("Bravo 🎉🎉", 0, 2),
        ("👩‍👩‍👧 at home 👍🏽 ❤️", 0, 3),
        ("🇧🇪🇳🇱 and 🇫🇷", 0, 3),
        ("🎉#party", 1, 1),
    ],
)
def test_hashtags_and_emoji_are_counted_as_readers_see_them(
    text: str, hashtags: int, emoji: int
) -> None:
    laid = layout_of(scan([text]))
    assert (laid.hashtags.tolist(), laid.emoji.tolist()) == ([hashtags], [emoji])


def test_only_words_of_four_letters_or_more_can_shout() -> None:
    laid = layout_of(scan(["BTW, dit is ÉCHT GROOT nieuws", "NASA is 2026", "IBM"]))
    assert laid.capitals.tolist() == [2 / 3, 1 / 2, 0.0]


def test_habits_are_the_middle_and_the_ninth_tenth_of_the_posts() -> None:
    posts = [f"Post {'#tag ' * number}" for number in range(11)]
    usual = learn_usual([*posts, " "])
    assert (usual.posts, usual.hashtags) == (11, Habit(5.0, 9.0))


def test_nothing_is_usual_without_posts() -> None:
    assert learn_usual([]) == learn_usual(["", "\n"]) == Usual(posts=0)


def test_what_is_usual_can_be_kept_as_json() -> None:
    usual = learn_usual([_BROKEN, _WHOLE])
    assert Usual.of(json.loads(json.dumps(usual.written()))) == usual


@pytest.mark.parametrize(
    "written", [{}, {"posts": 3, "mood": 1}, {"posts": "many"}, {"posts": 3, "emoji": 1}]
)
def test_what_was_not_learnt_here_is_refused(written: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        Usual.of(written)


@given(st.lists(st.text(max_size=80), max_size=5))
def test_shares_are_shares_and_texts_do_not_touch_each_other(texts: list[str]) -> None:
    together = layout_of(scan(texts))
    for name in ("short_paragraphs", "empty_lines", "hashtags", "emoji", "capitals"):
        values = getattr(together, name).tolist()
        assert values == [float(getattr(layout_of(scan([one])), name)[0]) for one in texts]
        assert name in {"hashtags", "emoji"} or all(0 <= value <= 1 for value in values)
