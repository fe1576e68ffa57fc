"""Stock phrases, openings that withhold, and help that is asked for but not which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.read import CHECKS, read, read_many

ONLY = Known(skipped=frozenset(CHECKS) - {"stock", "see_more", "ask"})
PLAIN = (
    "Karim repaired the oven on Tuesday, and on Wednesday we baked 240 loaves for the school. "
)


def rules(text: str) -> list[str]:
    return [one.rule for one in read(DraftText(text), ONLY).findings]


def test_one_stock_phrase_is_never_a_finding() -> None:
    assert rules("We go the extra mile.") == []
    assert rules("We go the extra mile, the extra mile, the extra mile, the extra mile.") == []


def test_stock_phrases_thin_out_among_plain_words() -> None:
    stuffed = "Thrilled to announce this game-changing journey to the next level. "
    (found,) = read(DraftText(stuffed), ONLY).findings
    assert found.rule == "stock.dense"
    assert len(found.beside) >= 2
    assert rules(stuffed + PLAIN * 8) == []


def test_only_the_opening_can_withhold() -> None:
    assert rules("You won't believe what she said next.") == ["see_more.hook"]
    assert rules(PLAIN * 4 + "You won't believe what she said next.") == []


@pytest.mark.parametrize(
    ("open_ended", "clear"),
    [
        (
            "Our lease was cancelled. Any help is welcome.",
            (
                "Our lease was cancelled. We're looking for a shop of 60 m² in Leeds by May. "
                "Any help is welcome."
            ),
        ),
        (
            "Ons huurcontract is opgezegd. Alle hulp is welkom.",
            (
                "Ons huurcontract is opgezegd. We zoeken een winkel in Gent, te huur vanaf april. "
                "Alle hulp is welkom."
            ),
        ),
        (
            "Notre bail a été résilié. Toute aide est la bienvenue.",
            (
                "Notre bail a été résilié. Nous cherchons un local à Namur pour mai. "
                "Toute aide est la bienvenue."
            ),
        ),
    ],
)
def test_an_ask_that_says_what_is_clear(open_ended: str, clear: str) -> None:
    assert rules(open_ended) == ["ask.unclear"]
    assert rules(clear) == []


def test_a_cry_without_a_setback_is_no_ask() -> None:
    assert rules("We lost the tender. Ideas?") == ["ask.unclear"]
    assert rules("We painted the door green. Ideas?") == []


def test_texts_read_together_are_read_as_each_alone() -> None:
    texts = ["Nobody cried.", "It rained.\n\nThen it stopped.", PLAIN, "We lost it. Ideas?"]
    together = read_many([DraftText(text) for text in texts], ONLY)
    assert [one.findings for one in together] == [
        read(DraftText(text), ONLY).findings for text in texts
    ]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for one in read(DraftText(text), ONLY).findings:
        assert all(0 <= span.start < span.end <= len(text) for span in (one.span, *one.beside))
