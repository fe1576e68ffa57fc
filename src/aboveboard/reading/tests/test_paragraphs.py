from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import Language
from aboveboard.reading.folding import fold
from aboveboard.reading.paragraphs import language_of, paragraphs


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We hebben vandaag onze grootste klant verloren.", Language.NL),
        ("We lost our biggest customer today.", Language.EN),
        ("Nous avons perdu notre plus gros client aujourd'hui.", Language.FR),
        ("J'ai signé mon premier contrat !", Language.FR),
        ("Klant kwijt", Language.NL),
        ("Client perdu", Language.FR),
        ("Loan refused", Language.EN),
        ("We printed 2,000 posters.", Language.EN),
        ("We beantwoordden 1.200 supporttickets.", Language.NL),
        ("The co-op owns 140 electric bikes.", Language.EN),
        (
            "Wir haben heute unseren größten Kunden verloren und sind nicht froh.",
            Language.OTHER,
        ),
        ("Hoy hemos perdido el cliente más grande de la empresa.", Language.OTHER),
        ("Сегодня мы потеряли крупнейшего клиента.", Language.OTHER),
        ("", Language.OTHER),
        ("123 🎉", Language.OTHER),
    ],
)
def test_the_language_of_a_text_is_that_of_most_of_its_words(
    text: str, language: Language
) -> None:
    assert language_of(text) is language


def test_each_paragraph_of_a_mixed_post_has_its_own_language() -> None:
    text = (
        "Vandaag openen we onze tweede winkel in Gent, en daar zijn we trots op.\n\n"
        "Aujourd'hui nous ouvrons notre deuxième boutique à Gand, et nous en sommes fiers.\n\n"
        "Today we open our second shop in Ghent, and we are proud of it."
    )
    assert [language for _, language in paragraphs(text)] == [
        Language.NL,
        Language.FR,
        Language.EN,
    ]


def test_a_short_paragraph_takes_the_language_of_the_text() -> None:
    text = "We hebben de opdracht niet gekregen en dat doet pijn.\n\nThe end"
    assert [language for _, language in paragraphs(text)] == [Language.NL, Language.NL]


@given(st.text(max_size=120))
def test_paragraphs_stand_in_order_inside_the_text(text: str) -> None:
    end = 0
    for span, _ in paragraphs(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
    kept = {place for span, _ in paragraphs(text) for place in range(span.start, span.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in kept)


@given(st.text(max_size=80))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text) + 2


def test_a_negation_keeps_its_apostrophe_and_other_signs_become_blanks() -> None:
    assert fold("We won't, J’ai") == " we won't  j ai "
