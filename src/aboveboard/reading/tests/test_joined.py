from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.characters import WORD, flags
from aboveboard.reading.joined import hash_words, join
from aboveboard.reading.scan import portions, scan

TEXTS = st.lists(
    st.text(
        alphabet=st.one_of(st.sampled_from(" .\n\r'’aéİß1🎉"), st.characters()), max_size=30
    ),
    max_size=6,
)


@given(TEXTS)
def test_joined_texts_keep_every_character_in_its_place(texts: list[str]) -> None:
    joined = join(texts)
    assert len(joined.fold) == len(joined.text) == joined.flags.size
    for text, start in zip(texts, joined.starts.tolist(), strict=True):
        assert joined.text[start : start + len(text)] == text


@given(TEXTS)
def test_words_are_the_runs_of_letters_and_digits(texts: list[str]) -> None:
    joined = join(texts)
    fold = joined.fold
    words = [
        fold[start:end]
        for start, end in zip(
            joined.words.starts.tolist(), joined.words.ends.tolist(), strict=True
        )
    ]
    assert words == fold.split()


@given(st.text(alphabet="abcé", min_size=1, max_size=12), st.text(max_size=40))
def test_a_word_has_the_same_number_wherever_it_stands(word: str, before: str) -> None:
    joined = join([f"{before} {word} end"])
    place = joined.words.starts.size - 2
    assert joined.words.hashes[place] == hash_words([word])[0]


def test_all_numbers_are_one_word_and_no_two_words_of_a_lexicon_are_one() -> None:
    numbers = join(["12 3e 2026"]).words.hashes
    assert len(set(numbers.tolist())) == 1
    words = [f"{a}{b}{c}" for a in "abcdefgh" for b in "ijklmnop" for c in "qrstuvwxyz"]
    assert len(set(hash_words(words).tolist())) == len(words)


def test_a_word_of_two_words_is_refused() -> None:
    with pytest.raises(ValueError, match="not one word each"):
        hash_words(["one", "two words"])


def test_letters_in_another_dress_read_as_plain_ones() -> None:
    assert join(["𝗪𝗲 𝗹𝗼𝘀𝘁 ｏｎｅ"]).fold.split() == ["we", "lost", "one"]


def test_no_letter_stands_above_the_last_row_of_the_tables() -> None:
    last = flags().size
    assert not any(chr(code).isalnum() for code in range(last, sys.maxunicode + 1))
    assert not flags()[-1] & WORD


@given(st.lists(st.text(max_size=5)), st.integers(0, 3))
def test_portions_hold_every_text_once_and_in_order(texts: list[str], large: int) -> None:
    texts = texts + ["x" * 120_000] * large
    parts = list(portions(texts))
    assert [text for part in parts for text in part] == texts
    assert all(parts)


@given(TEXTS)
def test_a_text_is_cut_the_same_alone_and_beside_others(texts: list[str]) -> None:
    together = scan(texts)
    for number, text in enumerate(texts):
        alone = scan([text])
        chosen = together.texts == number
        offset = together.joined.starts[number] - alone.joined.starts[0]
        assert np.array_equal(together.starts[chosen] - offset, alone.starts)
        assert np.array_equal(together.ends[chosen] - offset, alone.ends)
        assert np.array_equal(together.languages[chosen], alone.languages)
