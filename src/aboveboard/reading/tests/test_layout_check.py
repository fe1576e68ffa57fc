"""Layout against one's own habit, and without one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.read import CHECKS, read
from aboveboard.reading.usual import Habit, Usual

SKIPPED = frozenset(CHECKS) - {"layout"}
TAGS = "The bread is ready. " + " ".join(f"#bread{number}" for number in range(12))


def rules(text: str, usual: Usual | None = None, network: str = "") -> list[str]:
    draft = DraftText(text, networks=(network,) if network else ())
    return [one.rule for one in read(draft, Known(skipped=SKIPPED, usual=usual)).findings]


def test_a_habit_of_many_hashtags_is_nobodys_business() -> None:
    assert rules(TAGS) == ["layout.hashtags"]
    assert rules(TAGS, Usual(posts=40, hashtags=Habit(10, 15))) == []


def test_few_for_others_may_be_many_for_oneself() -> None:
    five = "The bread is ready. #a1 #b2 #c3 #d4 #e5"
    assert rules(five) == []
    assert rules(five, Usual(posts=40, hashtags=Habit(1, 2))) == ["layout.hashtags"]


def test_too_few_own_posts_are_no_habit() -> None:
    assert rules(TAGS, Usual(posts=9, hashtags=Habit(10, 15))) == ["layout.hashtags"]


def test_many_hashtags_are_the_custom_on_one_network() -> None:
    assert rules(TAGS, network="instagram") == []
    assert rules(TAGS, network="linkedin") == ["layout.hashtags"]


def test_one_line_posts_stand_out_for_who_never_writes_them() -> None:
    text = "We baked bread.\n\nIt rose.\n\nWe sold it.\n\nAll of it.\n\nBy ten."
    assert rules(text) == []
    assert rules(text, Usual(posts=40, short_paragraphs=Habit(0.3, 0.5))) == ["layout.broetry"]
    assert rules(text, Usual(posts=40, short_paragraphs=Habit(0.8, 1.0))) == []


def test_pictures_alone_are_no_load() -> None:
    assert rules("🍞" * 40) == []


def test_a_finding_points_at_each_hashtag() -> None:
    (found,) = read(DraftText(TAGS), Known(skipped=SKIPPED)).findings
    assert found.span.of(TAGS) == "#bread0"
    assert [one.of(TAGS) for one in found.beside][-1] == "#bread11"


@given(st.text(alphabet=st.sampled_from("AÉz #@1\n🍞👨‍👩‍👧.⏎"), max_size=200))
def test_passages_lie_within_the_text(text: str) -> None:
    for one in read(DraftText(text), Known(skipped=SKIPPED)).findings:
        assert all(0 <= span.start < span.end <= len(text) for span in (one.span, *one.beside))
