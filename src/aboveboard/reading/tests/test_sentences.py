from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.sentences import sentences

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(" .!?…\n\r\t-'\"»«1aéİß🎉👍🏽"), st.characters()),
    max_size=80,
)


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We won. We are glad!", ["We won.", "We are glad!"]),
        ("Dr. Peeters belde. Hij was blij.", ["Dr. Peeters belde.", "Hij was blij."]),
        ("M. Dupont a signé. Merci.", ["M. Dupont a signé.", "Merci."]),
        ("Mrs. Jones and J. Smith left. Sad.", ["Mrs. Jones and J. Smith left.", "Sad."]),
        ("Het kost 3.50 euro. Duur.", ["Het kost 3.50 euro.", "Duur."]),
        ("Bijv. Antwerpen doet mee. Top.", ["Bijv. Antwerpen doet mee.", "Top."]),
        ("Order binnen 🎉 Nu slapen", ["Order binnen 🎉", "Nu slapen"]),
        ("We did it! 🎉🎉 Thanks.", ["We did it! 🎉🎉", "Thanks."]),
        ("Geen punt hier\nEn hier ook niet", ["Geen punt hier", "En hier ook niet"]),
        ("- eerste punt\n- tweede punt", ["eerste punt", "tweede punt"]),
        ("1. learn\n2. repeat", ["learn", "repeat"]),
        ("« On a gagné ! » a-t-elle dit.", ["« On a gagné ! » a-t-elle dit."]),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("", []),
        ("🎉\n---\n…", []),
    ],
)
def test_a_post_is_cut_where_a_reader_would_cut_it(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_hard_wrapped_line_goes_on_in_the_next() -> None:
    text = (
        "This line is long enough to have been wrapped by the program it was\nwritten in. Next."
    )
    assert len(cut(text)) == 2


@given(TEXTS)
def test_sentences_stand_in_order_inside_the_text_and_hold_a_word(text: str) -> None:
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end <= len(text)
        assert any(letter.isalnum() for letter in span.of(text))
        assert span.of(text) == span.of(text).strip()
        end = span.end


@given(TEXTS)
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    kept = {place for span in sentences(text) for place in range(span.start, span.end)}
    lost = [text[i] for i in range(len(text)) if i not in kept and text[i].isalpha()]
    # only the letter of a list item ("a) …") may stand outside
    assert all(letter.isascii() or not letter.isalnum() for letter in lost)
