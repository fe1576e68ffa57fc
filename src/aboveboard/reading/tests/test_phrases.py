"""The phrases of the lists are found in the sentences of their own language, where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import READ
from aboveboard.reading.disclosure import read_disclosure
from aboveboard.reading.draft import DraftText
from aboveboard.reading.lexicon import written_phrases
from aboveboard.reading.pages import Pages
from aboveboard.reading.phrases import group_names, phrase_bank, written_groups


def _found(group: str, *texts: str) -> list[str]:
    pages = Pages([DraftText(text) for text in texts])
    placed = pages.phrases.of(group)
    return [
        pages.text[start:end]
        for start, end in zip(placed.starts.tolist(), placed.ends.tolist(), strict=True)
    ]


def test_a_phrase_is_found_in_any_case_as_it_stands() -> None:
    text = "We are open. Follow Me, if you would love to work with the best of bakers."
    assert _found("bait.comment_weak", text) == ["Follow Me"]


def test_phrases_of_another_language_are_not_found() -> None:
    text = "De nieuwe winkel is open, en wij zeggen nu: follow me."
    assert _found("bait.comment_weak", text) == []


def test_each_of_many_texts_is_searched_with_the_list_of_its_language() -> None:
    found = _found(
        "bait.share",
        "Spread the word that this is the best and the first of them.",
        "Wie kent er nog een bakker? Zeg het voort aan wie dat ook wil.",
        "",
        "Nous sommes une équipe : passez le mot pour la suite de notre histoire.",
    )
    assert found == ["Spread the word", "Zeg het voort", "passez le mot"]


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(KeyError):
        Pages([]).phrases.of("bait.none")


@pytest.mark.parametrize("language", READ)
def test_every_list_says_where_it_comes_from_and_every_language_has_the_same_groups(
    language: str,
) -> None:
    here = next(one for one in READ if one == language)
    assert set(written_groups(here)) == set(group_names())
    assert all(list(written_phrases(text)) for text in written_groups(here).values())
    assert phrase_bank(here).count.min() >= 1


@given(st.text(max_size=300))
def test_what_is_found_lies_inside_a_sentence(text: str) -> None:
    pages = Pages([DraftText(text)])
    for group in group_names():
        placed = pages.phrases.of(group)
        assert (pages.scan.starts[placed.sentences] <= placed.starts).all()
        assert (pages.scan.ends[placed.sentences] >= placed.ends).all()


def test_what_a_draft_tells_is_the_same_asked_alone_or_with_others() -> None:
    texts = ["We lost our biggest customer.", "We won the fair.", "We open at nine."]
    pages = Pages([DraftText(text) for text in texts])
    assert pages.disclosures([1]) == {1: read_disclosure(texts[1])}
    kinds = {number: told.kind for number, told in pages.disclosures([0, 1]).items()}
    assert kinds == {0: Kind.SETBACK, 1: Kind.WIN}
