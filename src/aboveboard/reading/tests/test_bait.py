"""Engagement bait, and what only looks like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import READ, Language
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.read import CHECKS, read, read_many

DEV = Path(__file__).parents[4] / "evaluation" / "reading"
ONLY = Known(skipped=frozenset(CHECKS) - {"bait"})


def rules(text: str, language: Language | None = None) -> list[str]:
    return [one.rule for one in read(DraftText(text, language), ONLY).findings]


def test_no_request_for_help_is_bait() -> None:
    for language in READ:
        lines = (DEV / "bait" / f"{language.value}-dev.jsonl").read_text("utf-8").splitlines()
        asked = [one for one in map(json.loads, lines) if one.get("note") == "help_request"]
        assert len(asked) > 20
        drafts = [DraftText(one["text"]) for one in asked]
        assert not any(reading.findings for reading in read_many(drafts, ONLY))


def test_several_kinds_in_one_sentence_are_each_named() -> None:
    found = rules("Like this post, share it and tag two friends to win a hamper!")
    assert set(found) == {"bait.react", "bait.share", "bait.tag"}


def test_a_kind_is_named_once_with_all_its_passages() -> None:
    text = "Tag a friend who is late.\n\nWe baked bread.\n\nTag a colleague who never is."
    (found,) = read(DraftText(text), ONLY).findings
    assert found.span.of(text) == "Tag a friend who is late."
    assert [one.of(text) for one in found.beside] == ["Tag a colleague who never is."]


@pytest.mark.parametrize(
    ("bait", "told"),
    [
        ("Tag a friend who is always late.", "I tagged a friend who is always late."),
        ("Comment YES below and I'll send it.", "He commented YES below and I sent it."),
        ("Deel dit als je het eens bent.", "Zij deelden dit omdat ze het eens waren."),
        ("Likez si vous êtes d'accord.", "Elle a liké parce qu'elle était d'accord."),
    ],
)
def test_what_others_did_is_no_bait(bait: str, told: str) -> None:
    assert rules(bait)
    assert rules(told) == []


def test_bait_that_is_quoted_is_talked_about() -> None:
    assert rules("Every second post says 'comment YES'. I never have.") == []
    assert rules("On m'a conseillé d'écrire « tague un ami » sous mes photos.") == []


def test_a_vote_by_reaction_is_no_like_asked_for_too() -> None:
    assert rules("Which one? ❤️ for the round loaf, 👍 for the long one.") == ["bait.vote"]


def test_a_vacancy_may_be_shared_but_a_prize_not() -> None:
    assert rules("We are hiring a baker in Ghent. Please share this with your network.") == []
    assert rules("We are hiring! Share this post to win a cake.") == ["bait.share"]


def test_a_text_in_another_language_is_left_alone() -> None:
    assert rules("Teile diesen Beitrag, wenn du auch so denkst und es schön findest.") == []


@given(
    st.text(alphabet=st.sampled_from("like tag 👍❤️?!.\n'«comment deel partagez"), max_size=200)
)
def test_passages_lie_within_the_text(text: str) -> None:
    for one in read(DraftText(text, Language.EN), ONLY).findings:
        assert all(0 <= span.start < span.end <= len(text) for span in (one.span, *one.beside))
