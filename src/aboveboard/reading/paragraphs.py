"""Paragraphs of a text and the language of each: Belgian posts mix languages."""

from __future__ import annotations

import re
from functools import cache
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
_STEP = 10
_MASK = (1 << _STEP) - 1
_LIMIT = _MASK // 4
"""Words counted at most, so that the votes of one language never run into the next."""
_FOREIGN = frozenset(
    ["und", "der", "das", "ist", "nicht", "ich", "wir", "mit", "für", "auf", "ein", "eine", "sie", "auch", "dem", "den", "oder", "aber", "sich", "haben", "el", "los", "las", "una", "por", "para", "con", "está", "muy", "pero", "como", "este", "lo", "del", "y", "es", "que", "se", "su", "más", "il", "che", "di", "gli", "della", "sono", "non", "per", "più", "questo", "anche", "ma", "io", "è", "o", "os", "uma", "não", "em", "com", "para", "mais", "isso", "você", "muito", "ao", "dos", "das", "foi"]
)
_LETTERS = {
    Language.FR: re.compile(r"[éèêàçùœôî]"),
    Language.NL: re.compile(r"ij|aa|oe|uu|[a-z]sch"),
}


def language_of(text: str) -> Language:
    """Return the language most words of ``text`` speak for; ``OTHER`` when none does."""
    return _language(fold(text))


def paragraphs(text: str, folded: str | None = None) -> list[tuple[Span, Language]]:
    """Return the paragraphs (parted by blank lines) with the language of each.

    A short or undecided paragraph takes the language of the whole text. ``folded`` is the fold
    of the text, for a caller that has it already.
    """
    stretches = [_trimmed(text, *match.span()) for match in _PARAGRAPH.finditer(text)]
    folded = fold(text) if folded is None else folded
    whole = _language(folded)
    if len(stretches) == 1:
        return [(stretches[0], whole)]
    return [
        (span, _own_language(folded[span.start : span.end + 2], whole)) for span in stretches
    ]


def _trimmed(text: str, start: int, end: int) -> Span:
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _own_language(folded: str, whole: Language) -> Language:
    words = folded.split()
    if len(words) < _SHORT:
        return whole
    votes = _votes(words)
    best, second = sorted(votes.values(), reverse=True)[:2]
    if best - second < _CLEAR:
        return whole
    return max(votes, key=votes.__getitem__)


def _language(folded: str) -> Language:
    words = folded.split()
    if not words:
        return Language.OTHER
    votes = _votes(words)
    best = max(votes, key=votes.__getitem__)
    if votes[best] and votes[best] > sorted(votes.values())[-2]:
        return best if votes[best] * 16 >= min(len(words), _LIMIT) else Language.OTHER
    return _by_content(folded, words)


def _votes(words: list[str]) -> dict[Language, int]:
    total = sum(map(_ballot().get, words[:_LIMIT], repeat(0)))
    return {
        Language.NL: total & _MASK,
        Language.EN: total >> _STEP & _MASK,
        Language.FR: total >> 2 * _STEP & _MASK,
        Language.OTHER: total >> 3 * _STEP & _MASK,
    }


@cache
def _ballot() -> dict[str, int]:
    """Return each function word with its votes, one counter of ten bits a language."""
    ballot: dict[str, int] = {}
    for place, words in enumerate([*map(function_words, READ), _FOREIGN]):
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
