"""Paragraphs of a text and the language of each: Belgian posts mix languages."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import repeat

from aboveboard.core.languages import READ, Language
from aboveboard.core.text import Span
from aboveboard.reading.folding import fold
from aboveboard.reading.lexicon import bank, function_words

_PARAGRAPH = re.compile(r"\S(?:[^\r\n]|\r?\n(?![^\S\n]*\r?\n))*")
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
    stretches = [_trimmed(text, *match.span()) for match in _PARAGRAPH.finditer(text)]
    counted = [_count(folded[span.start : span.end + 2].split()) for span in stretches]
    whole = _language(folded, sum(words for words, _ in counted), sum(v for _, v in counted))
    return [
        (span, _own_language(words, votes, whole))
        for span, (words, votes) in zip(stretches, counted, strict=True)
    ]


def _trimmed(text: str, start: int, end: int) -> Span:
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _own_language(words: int, votes: int, whole: Language) -> Language:
    if words < _SHORT:
        return whole
    shares = _shares(votes)
    best, second = sorted(shares, reverse=True)[:2]
    return _ORDER[shares.index(best)] if best - second >= _CLEAR else whole


def _count(words: list[str]) -> tuple[int, int]:
    """Return how many words vote, and their votes in one number."""
    words = words[:_LIMIT]
    return len(words), sum(map(_ballot().get, words, repeat(0)))


def _language(folded: str, words: int, votes: int) -> Language:
    shares = _shares(votes)
    best, second = sorted(shares, reverse=True)[:2]
    if best > second:
        return _ORDER[shares.index(best)] if best * 16 >= words else Language.OTHER
    return _by_content(folded, folded.split())


def _shares(votes: int) -> tuple[int, ...]:
    return tuple(votes >> place * _STEP & _MASK for place in range(len(_ORDER)))


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
