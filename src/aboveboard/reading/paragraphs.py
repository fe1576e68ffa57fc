"""Paragraphs of a text and the language of each: Belgian posts mix languages."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import repeat

from aboveboard.core.languages import READ, Language
from aboveboard.core.text import Span
from aboveboard.reading.folding import fold
from aboveboard.reading.lexicon import bank, function_words

_PARAGRAPH = re.compile(r"\S[^\r\n]*(?:\r?\n(?![^\S\n]*\r?\n)[^\r\n]*)*")
_SHORT = 4
"""A paragraph with fewer words than this inherits the language of its text."""
_CLEAR = 3
"""A lead of this many votes makes the language of a paragraph its own."""
_ORDER = (*READ, Language.OTHER)
_STEP = 20
_MASK = (1 << _STEP) - 1
_LIMIT = 2000
"""Words of a paragraph counted at most; 250 such paragraphs fit the counters."""
_LETTERS = {
    Language.FR: re.compile(r"[éèêàçùœôî]"),
    Language.NL: re.compile(r"ij|aa|oe|uu|[a-z]sch"),
}


def language_of(text: str) -> Language:
    """Return the language most words of ``text`` speak for; ``OTHER`` when none does."""
    folded = fold(text)
    return _language(folded, *_count(folded.split()))


def paragraphs(text: str, folded: str | None = None) -> list[tuple[Span, Language]]:
    """Return the paragraphs (parted by blank lines) with the language of each.

    A short or undecided paragraph takes the language of the whole text. ``folded`` is the fold
    of the text, for a caller that has it already.
    """
    folded = fold(text) if folded is None else folded
    return [
        (Span(start, end), language) for start, end, language in paragraph_bounds(text, folded)
    ]


def paragraph_bounds(text: str, folded: str) -> list[tuple[int, int, Language]]:
    """Return start, end and language of each paragraph, as :func:`paragraphs` finds them."""
    stretches: list[tuple[int, int]] = []
    counted: list[tuple[int, int]] = []
    all_words = all_votes = 0
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while text[end - 1].isspace():
            end -= 1
        words, votes = _count(folded[start : end + 2].split())
        all_words += words
        all_votes += votes
        stretches.append((start, end))
        counted.append((words, votes))
    whole = _language(folded, all_words, all_votes)
    return [
        (start, end, _own_language(words, votes, whole))
        for (start, end), (words, votes) in zip(stretches, counted, strict=True)
    ]


def _own_language(words: int, votes: int, whole: Language) -> Language:
    if words < _SHORT:
        return whole
    language, best, second = _leading(votes)
    return language if best - second >= _CLEAR else whole


def _count(words: list[str]) -> tuple[int, int]:
    """Return how many words vote, and their votes in one number."""
    if len(words) > _LIMIT:
        words = words[:_LIMIT]
    return len(words), sum(map(_ballot().get, words, repeat(0)))


def _language(folded: str, words: int, votes: int) -> Language:
    language, best, second = _leading(votes)
    if best > second:
        return language if best * 16 >= words else Language.OTHER
    return _by_content(folded, folded.split())


@lru_cache(maxsize=8192)
def _leading(votes: int) -> tuple[Language, int, int]:
    """Return the language with most votes, how many it has, and how many the next one has."""
    shares = [votes >> place * _STEP & _MASK for place in range(len(_ORDER))]
    best, second = sorted(shares, reverse=True)[:2]
    return _ORDER[shares.index(best)], best, second


@lru_cache(maxsize=1)
def _ballot() -> dict[str, int]:
    """Return each function word with its votes, one counter of twenty bits a language."""
    ballot: dict[str, int] = {}
    for place, words in enumerate(map(function_words, _ORDER)):
        for word in words:
            ballot[word] = ballot.get(word, 0) + (2 << place * _STEP)
    return ballot


def _by_content(folded: str, words: list[str]) -> Language:
    """Return the language whose own vocabulary and spelling fit a text without function words."""
    scores = {
        language: sum(word in bank(language).vocabulary for word in words)
        + (0.5 if language in _LETTERS and _LETTERS[language].search(folded) else 0.0)
        for language in READ
    }
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else Language.OTHER
