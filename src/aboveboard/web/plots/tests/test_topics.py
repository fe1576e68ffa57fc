"""Topics show a share only where there is one to speak of, and never without its counts."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aboveboard.web.plots.drawing import Size
from aboveboard.web.plots.tests.looking import (
    HOSTILE,
    TEXTS,
    assert_sound,
    drawings,
    said,
    signs,
)
from aboveboard.web.plots.topics import Shown, Topic, TopicWords, draw_topics, topics

WORDS = TopicWords(
    summary="Share shown by topic.",
    axis=("0", "50", "100% shown"),
    of=lambda hits, n: f"{hits} of {n}",
    few_wins="wins: too few to say",
    few_setbacks="setbacks: too few to say",
)
PAIRS = st.integers(0, 40).flatmap(lambda n: st.builds(Shown, st.integers(0, n), st.just(n)))
TOPICS = st.builds(Topic, name=TEXTS, wins=PAIRS, setbacks=PAIRS)


def one(wins: Shown, setbacks: Shown, name: str = "Shops") -> list[Topic]:
    return [Topic(name=name, wins=wins, setbacks=setbacks)]


@settings(max_examples=40, deadline=None)
@given(st.lists(TOPICS, min_size=1, max_size=9))
def test_points_and_bars_stand_only_where_five_or_more_were_counted(rows: list[Topic]) -> None:
    enough = sum(row.wins.n >= 5 for row in rows), sum(row.setbacks.n >= 5 for row in rows)
    for drawing in assert_sound(topics(rows, WORDS)):
        assert (signs(drawing, "win"), signs(drawing, "setback")) == enough
        assert (signs(drawing, "ci win"), signs(drawing, "ci setback")) == enough
        few = sum(text.endswith("too few to say") for text in said(drawing))
        assert few == 2 * len(rows) - sum(enough)
        counts = [text for text in said(drawing) if " of " in text]
        assert len(counts) >= 2 * len(rows)


def test_the_bar_ends_exactly_at_the_limits_of_the_interval() -> None:
    (desk,) = drawings(draw_topics(one(Shown(6, 7), Shown(1, 5)), WORDS, Size.DESK))
    bars = {p.get("class"): p.get("d") for p in desk.iter("path") if "ci" in p.get("class", "")}
    # 360 units from 0 to 100 %, which start at 6: Wilson 0.4869 to 0.9743 and 0.0362 to 0.6245.
    assert bars == {"ci win": "M181.3 32H356.8", "ci setback": "M19 51H230.8"}


def test_all_shown_keeps_its_interval() -> None:
    (desk,) = drawings(draw_topics(one(Shown(9, 9), Shown(0, 9)), WORDS, Size.DESK))
    bars = [p.get("d") for p in desk.iter("path") if "ci" in p.get("class", "")]
    assert bars == ["M258.3 32H366", "M6 51H113.7"]


def test_four_of_four_is_too_few_and_five_of_five_is_not() -> None:
    (desk,) = drawings(draw_topics(one(Shown(4, 4), Shown(5, 5)), WORDS, Size.DESK))
    assert "wins: too few to say" in said(desk)
    assert "setbacks: too few to say" not in said(desk)
    assert {"4 of 4", "5 of 5"} <= set(said(desk))


def test_a_long_name_is_cut_and_kept_whole_in_a_title() -> None:
    name = "What the neighbours said about the noise of the ovens in the second week of May"
    for drawing in assert_sound(topics(one(Shown(1, 9), Shown(1, 9), name), WORDS)):
        (title,) = drawing.iter("title")
        assert title.text == name
        (cut,) = (text for text in said(drawing) if text.endswith("…"))
        assert name.startswith(cut[:-1])


def test_large_counts_make_room_for_themselves() -> None:
    for drawing in assert_sound(topics(one(Shown(1001, 1200), Shown(12, 13), "x"), WORDS)):
        assert "1001 of 1200" in said(drawing)


def test_no_topics_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one topic"):
        topics([], WORDS)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="6 of 5"):
        topics(one(Shown(6, 5), Shown(0, 0)), WORDS)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example(HOSTILE, HOSTILE, HOSTILE)
def test_words_stay_words_whatever_they_hold(summary: str, few: str, name: str) -> None:
    words = TopicWords(
        summary=summary,
        axis=(few, name, few),
        of=lambda *_: few,
        few_wins=few,
        few_setbacks=few,
    )
    assert_sound(topics(one(Shown(3, 4), Shown(8, 9), name), words))


def test_a_name_that_calls_itself_safe_is_not_believed() -> None:
    name = mark_safe("<script>alert(1)</script>")
    markup = topics(one(Shown(1, 9), Shown(1, 9), name), WORDS)
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup
