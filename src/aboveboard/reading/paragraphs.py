"""Paragraphs of texts and the language of each: Belgian posts mix languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.core.languages import READ, Language
from aboveboard.core.text import Span
from aboveboard.reading.arrays import begins_run, nonzero, with_last
from aboveboard.reading.joined import hash_words, join
from aboveboard.reading.lexicon import bank, dictionary_words, function_words, ordinary_words
from aboveboard.reading.quantities.tables import tables_of
from aboveboard.reading.sentences import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.joined import Joined
    from aboveboard.reading.sentences import Lines

ORDER = (*READ, Language.OTHER)
"""Languages by their number in arrays."""
OTHER = len(READ)
_SHORT = 4
"""A paragraph with fewer words than this inherits the language of its text."""
_CLEAR = 2
"""A lead of this many function words makes the language of a paragraph its own."""
_SHARE = 32
"""One word in so many must be a function word, else a text is in none of our languages."""
_LETTERS = {
    Language.FR: re.compile(r"[éèêàçùœôî]"),
    Language.NL: re.compile(r"ij|aa|oe|uu|[a-z]sch"),
}


@dataclass(frozen=True, slots=True)
class Languages:
    """The language (a number in :data:`ORDER`) of each paragraph and of each text as a whole."""

    paragraphs: NDArray[np.intp]
    texts: NDArray[np.intp]


def language_of(text: str) -> Language:
    """Return the language most words of ``text`` speak for; ``OTHER`` when none does."""
    joined = join([text])
    return ORDER[int(languages_of(joined, lines_of(joined)).texts[0])]


def paragraphs(text: str) -> list[tuple[Span, Language]]:
    """Return the paragraphs (parted by blank lines) with the language of each.

    A short or undecided paragraph takes the language of the whole text.
    """
    joined = join([text])
    lines = lines_of(joined)
    if not lines.starts.size:
        return []
    offset = int(joined.starts[0])
    solid = lines.solid
    opens = nonzero(begins_run(lines.paragraphs))
    closes = with_last(opens[1:], lines.starts.size) - 1
    starts = solid[solid.searchsorted(lines.starts[opens])] - offset
    ends = solid[solid.searchsorted(lines.ends[closes]) - 1] + 1 - offset
    return [
        (Span(start, end), ORDER[language])
        for start, end, language in zip(
            starts.tolist(),
            ends.tolist(),
            languages_of(joined, lines).paragraphs.tolist(),
            strict=True,
        )
    ]


def languages_of(joined: Joined, lines: Lines) -> Languages:
    """Return the language of each paragraph and text, told by the function words in it."""
    texts = len(joined.starts)
    if not lines.starts.size:
        return Languages(lines.starts, np.full(texts, OTHER, np.intp))
    count = int(lines.paragraphs[-1]) + 1
    opens = nonzero(begins_run(lines.paragraphs))
    text_of = joined.starts.searchsorted(lines.starts[opens], "right") - 1
    words, votes = _votes(joined, lines, count)
    whole = _of_texts(joined, text_of, words, votes)
    leading, lead = _leading(votes)
    own = (words >= _SHORT) & (lead >= _CLEAR)
    return Languages(np.where(own, leading, whole[text_of]), whole)


def _votes(
    joined: Joined, lines: Lines, count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return how many words each paragraph has, and how many speak for each language."""
    words = joined.words
    if not words.starts.size:
        return np.zeros(count, np.intp), np.zeros((count, len(ORDER)), np.intp)
    line = lines.starts.searchsorted(words.starts, "right") - 1
    paragraph = lines.paragraphs[line]
    known, ballot = _ballot()
    place = np.minimum(known.searchsorted(words.hashes), known.size - 1)
    votes = known[place] == words.hashes
    cell = paragraph[votes] * 16 + ballot[place[votes]]
    # Each paragraph has a count for each set of languages a word may speak for.
    sets = np.bincount(cell, minlength=count * 16).reshape(count, 16)
    return np.bincount(paragraph, minlength=count), sets @ _MEMBERS


_MEMBERS = np.array(
    [[group >> bit & 1 for bit in range(len(ORDER))] for group in range(1 << len(ORDER))]
)


@cache
def _ballot() -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return the numbers of all function words, in order, and the languages of each as bits."""
    spoken: dict[str, int] = {}
    for bit, words in enumerate(map(function_words, ORDER)):
        for word in words:
            spoken[word] = spoken.get(word, 0) | 1 << bit
    hashes = hash_words(list(spoken))
    order = np.argsort(hashes)
    return hashes[order], np.array(list(spoken.values()))[order]


def _leading(votes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the language with most votes in each row and its lead on the next one."""
    ranked = np.sort(votes, axis=1)
    return votes.argmax(axis=1), ranked[:, -1] - ranked[:, -2]


def _of_texts(
    joined: Joined,
    text_of: NDArray[np.intp],
    words: NDArray[np.intp],
    votes: NDArray[np.intp],
) -> NDArray[np.intp]:
    texts = len(joined.starts)
    all_words = np.bincount(text_of, words, texts)
    cells = (text_of * len(ORDER))[:, None] + np.arange(len(ORDER))
    all_votes = (
        np.bincount(cells.ravel(), votes.ravel(), texts * len(ORDER))
        .reshape(texts, len(ORDER))
        .astype(np.intp)
    )
    leading, lead = _leading(all_votes)
    best = all_votes.max(axis=1)
    whole: NDArray[np.intp] = np.where(best * _SHARE >= all_words, leading, OTHER)
    for text in nonzero((lead == 0) & (all_words > 0)).tolist():
        whole[text] = _by_content(joined, text)
    whole[all_words == 0] = OTHER
    return whole


def _by_content(joined: Joined, text: int) -> int:
    """Return the language whose own vocabulary and spelling fit a text without function words."""
    bounds = with_last(joined.starts, joined.folded.size)
    part = joined.folded[bounds[text] : bounds[text + 1]]
    folded = part.tobytes().decode("utf-32-le", "surrogatepass")
    words = folded.split()[:_LOOKED_UP]
    scores = [
        sum(word in _vocabulary(language) for word in words)
        + (0.5 if language in _LETTERS and _LETTERS[language].search(folded) else 0.0)
        for language in READ
    ]
    for look in (_endings_of, _in_dictionary):
        if scores.count(max(scores)) > 1:
            more = [look(language, words) for language in READ]
            scores = [score + other for score, other in zip(scores, more, strict=True)]
    best = max(range(len(scores)), key=scores.__getitem__)
    return best if scores[best] else OTHER


@cache
def _vocabulary(language: Language) -> frozenset[str]:
    """Return the words of the lists of a language, and those for what businesses count."""
    counted = (word.rstrip("*") for word in tables_of(language).subjects)
    return frozenset((*bank(language).vocabulary, *ordinary_words(language), *counted))


def _endings_of(language: Language, words: Sequence[str]) -> float:
    """Return how many words end as those of a language do: "printed", "beantwoordden"."""
    return sum(word.endswith(_ENDINGS[language]) for word in words) / 4


def _in_dictionary(language: Language, words: Sequence[str]) -> float:
    """Return how many words stand in a dictionary, which is loaded for no other text."""
    return sum(word in dictionary_words(language) for word in words) / 4


_LOOKED_UP = 200
"""Words of an undecided text that are looked up."""
_ENDINGS: Mapping[Language, tuple[str, ...]] = {
    Language.NL: ("den", "ten", "ing", "heid", "lijk", "tje", "tjes", "isch", "ij", "eerd"),
    Language.EN: ("ing", "ed", "tion", "ness", "ly", "ers", "ies", "th", "ght"),
    Language.FR: ("eux", "tion", "ment", "ées", "és", "é", "aux", "eur", "ique", "age", "oir"),
}
