from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import READ, Language
from aboveboard.reading.draft import DraftText
from aboveboard.reading.pages import Pages
from aboveboard.reading.quantities import sentence
from aboveboard.reading.quantities.tables import tables_of

if TYPE_CHECKING:
    from aboveboard.reading.quantities.quantity import Quantity

WORDS = {
    Language.NL: "nieuwe grote eigen klanten mensen jaren keer op de van tot tussen vorig Windows half mail",
    Language.EN: "new big customers people times in of between and a half only room Windows percent left",
    Language.FR: "nouveaux grands bons clients personnes ans fois sur de entre et demi seul perdus pour",
}
"""Words that stand beside numbers, change what they say, or say that they say nothing."""
PARTS = " | | | |  |, |-|. |\n|'|: |€|+|/|#|"


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, Language]:
    """Return a sentence of numbers, their units and words that stand around them."""
    language = draw(st.sampled_from(READ))
    tables = tables_of(language)
    pools = (
        tables.numbers, tables.durations, WORDS[language].split(), tables.sets["unsaid"],
        ("5", "12", "1", "007", "2024", "40", "3x", "1.250", "één"), tables.sets["range"],
        tables.sets["nouns_any"], tables.sets["share_joins"], tables.scales, tables.currencies,
    )  # fmt: skip
    pieces: list[str] = []
    for pool in draw(st.lists(st.sampled_from(pools), min_size=2, max_size=9)):
        word = draw(st.sampled_from(sorted(pool)))
        pieces += (word.title() if draw(st.integers(0, 9)) == 0 else word, "")
        pieces[-1] = draw(st.sampled_from(PARTS.split("|")))
    return "".join(pieces), language


def found(text: str, language: Language) -> list[Quantity]:
    return Pages([DraftText(text, language)]).quantities.found


@given(sentences())
def test_a_plain_number_is_found_as_the_longer_way_finds_it(told: tuple[str, Language]) -> None:
    shortly = found(*told)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence, "read_plain", lambda *_: 0)
        assert shortly == found(*told)


def test_most_numbers_are_plain() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence, "read_numeral", None)
        told = [
            one.unit
            for one in found("We hebben 40 klanten en twee nieuwe winkels.", Language.NL)
        ]
    assert told == ["klanten", "winkels"]
