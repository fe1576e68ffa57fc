"""What is better talked over first is seen where it is about somebody, and not in figures of speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import Language
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.finding import Weight
from aboveboard.reading.read import CHECKS, read

_ONLY = Known(skipped=frozenset(CHECKS) - {"sensitivity"})


def _found(text: str, language: str | None = None) -> list[str]:
    draft = DraftText(text, Language(language) if language else None)
    return [one.rule.partition(".")[2] for one in read(draft, _ONLY).findings]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Mijn broer zit met een burn-out thuis."),
        ("en", "My brother is at home with a burnout."),
        ("fr", "Mon frère est en burn-out."),
    ],
)
def test_the_same_word_counts_about_somebody_and_not_in_general(
    language: str, text: str
) -> None:
    assert _found(text, language) == ["health"]
    for general in (
        "Volgens een studie stijgt burn-out.",
        "Burnout rises, says a study.",
        "Une étude sur le burn-out.",
    ):
        assert _found(general, language) == []


def test_figures_of_speech_take_back_only_what_they_hold() -> None:
    assert _found("I am sick of these forms.") == []
    assert _found("I am sick of these forms, and I have cancer.") == ["health"]


def test_somebody_in_the_sentence_beside_counts_for_what_happened_to_the_writer() -> None:
    assert _found("Panic attacks, every night. I sit in the van and count.") == ["health"]


def test_there_is_one_finding_a_rule_with_the_further_passages_beside_it() -> None:
    text = (
        "We had to fire our cook. We had to sack our waiter too. And our landlord is suing us."
    )
    staff, legal = read(DraftText(text), _ONLY).findings
    assert (staff.rule, legal.rule) == ("sensitivity.staff", "sensitivity.legal")
    assert [span.of(text) for span in (staff.span, *staff.beside)] == [
        "had to fire",
        "had to sack",
    ]
    assert staff.evidence == {"words": "had to fire"}


def test_it_asks_to_talk_first_and_never_stops() -> None:
    (finding,) = read(DraftText("We cannot make payroll this month."), _ONLY).findings
    assert (finding.weight, finding.advice) == (Weight.CONSIDER, "talk_first")


def test_each_of_many_drafts_has_its_own_findings_and_descriptions_of_pictures_none() -> None:
    assert _found("We open at nine.") == []
    draft = DraftText("We open at nine.", alt_texts=("We cannot make payroll this month.",))
    assert read(draft, _ONLY).findings == ()


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for finding in read(DraftText(text), _ONLY).findings:
        assert finding.span.of(text)


def test_a_text_of_nothing_but_such_words_is_read_in_a_time_that_grows_with_it_alone() -> None:
    for text in ("I have cancer, sick of it, " * 4000, "my burn-out Anna " * 6000):
        assert _found(text) == ["health"]
