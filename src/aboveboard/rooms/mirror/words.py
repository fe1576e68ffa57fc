"""From a text to what can be compared: word stems, names, numbers and days. No Django.

One reading for Dutch, English and French together, as one post often mixes them. Stems are
rough on purpose: they only have to bring two tellings of one thing together, and are never
shown; what is shown is the word as it was written.
"""

# ruff: noqa: SIM905  (lists of words read best as text)

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aboveboard.core.text import Span
from aboveboard.rooms.mirror.function_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NUMBER = re.compile(
    r"(?<![\w.,])"
    r"(\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
    r"(k\b)?",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"(?<![\w&])#(\w*[^\W\d_]\w*)")
_SENTENCE_END = re.compile(r"[.!?\n][\s\"“”‘’«»(#•\-–—]*\Z")
_ELISION = re.compile(r"\A(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_GROUPS = re.compile(r"[.,'’\u00a0\u202f ](?=\d{3}(?!\d))")

_SUFFIXES = (
    "issements", "issement", "ements", "ement", "ations", "ation", "heden", "ingen", "tions",
    "tion", "ments", "ment", "ness", "ings", "ing", "ies", "eren", "tjes", "tje", "aient",
    "ees", "ers", "eux", "ais", "ait", "ant", "ee", "ez", "ed", "es", "en", "er", "e", "s",
)  # fmt: skip
"""Endings in folded form, the longest first; what is left has at least four letters."""

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari january janvier", "februari february fevrier", "maart march mars",
            "april avril", "mei may mai", "juni june juin", "juli july juillet",
            "augustus august aout", "september septembre", "oktober october octobre",
            "november novembre", "december decembre",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_WEEKDAYS = frozenset(
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday "
    "thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi "
    "dimanche".split()
)
_MONTH_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:e|er|de|ste|st|nd|rd|th)?\.?\s+(?:of\s+)?({_MONTH_WORDS})\b"
)
_DAY_LAST = re.compile(rf"\b({_MONTH_WORDS})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b")


@dataclass(frozen=True, slots=True)
class Words:
    """What a text holds. Stems are folded; ``written`` gives one written form of each.

    ``names`` are stems written with a capital inside a sentence; ``capitals`` with a capital
    anywhere. ``numbers`` are in one notation (``1140``, ``12.5``); ``days`` are (month, day).
    """

    stems: frozenset[str]
    names: frozenset[str]
    capitals: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[tuple[int, int]]
    tags: frozenset[str]
    written: dict[str, str]


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents and ligatures."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize(
        "NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae")
    )
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what a word and its inflections share; empty for a word that says nothing.

    Nothing is said by function words, months, weekdays and words of one or two letters; short
    words all in capitals are kept, as they are names.
    """
    folded = fold(_ELISION.sub("", word)).replace("'", "").replace("’", "").replace("-", "")
    is_initials = word.isupper() and len(word) > 1
    if len(folded) < (2 if is_initials else 3):
        return ""
    if folded in _MONTHS or folded in _WEEKDAYS:
        return ""
    if folded in FUNCTION_WORDS and not is_initials:
        return ""
    return _undoubled(_without_ending(folded))


def number(written: str) -> str:
    """Return a number in one notation: ``1.140``, ``1,140`` and ``1 140`` all give ``1140``."""
    whole = _GROUPS.sub("", written).replace(",", ".")
    if "." not in whole:
        return whole.lstrip("0") or "0"
    before, _, after = whole.partition(".")
    after = after.rstrip("0")
    before = before.lstrip("0") or "0"
    return f"{before}.{after}" if after else before


def hashtags(text: str) -> list[str]:
    """Return the hashtags of ``text`` as written, without ``#``, each once."""
    return list(dict.fromkeys(_HASHTAG.findall(text)))


def words_of(text: str) -> Words:
    """Return what ``text`` holds."""
    written: dict[str, str] = {}
    names, capitals = set(), set()
    for found in _WORD.finditer(text):
        word = found.group()
        for part in _parts(word):
            key = stem(part)
            if not key:
                continue
            written.setdefault(key, part)
            if part[0].isupper():
                capitals.add(key)
                if _is_inside(text, found.start()):
                    names.add(key)
    days = frozenset(_days(text))
    return Words(
        stems=frozenset(written),
        names=frozenset(names),
        capitals=frozenset(capitals),
        # The 12 of "12 March" is part of a day, not a number of its own.
        numbers=frozenset(value for value, _ in _numbers(text)) - {str(day) for _, day in days},
        days=days,
        tags=frozenset(key for tag in hashtags(text) if (key := stem(tag))),
        written=written,
    )


def places(text: str, reasons: list[tuple[str, str]]) -> list[Span]:
    """Return where ``text`` holds the words and numbers of ``reasons``, from first to last."""
    stems = {stem(word) for code, word in reasons if code in {"word", "name", "topic"}}
    numbers = {number(word) for code, word in reasons if code == "number"}
    found = [
        Span(match.start(), match.end())
        for match in _WORD.finditer(text)
        if any(stem(part) in stems for part in _parts(match.group()) if stem(part))
    ]
    found += [span for value, span in _numbers(text) if value in numbers]
    return sorted(found)


def _parts(word: str) -> tuple[str, ...]:
    """Return the words inside a word: those of a hashtag and those around a hyphen."""
    if word.isupper() or word.islower() or word.istitle():
        return (word,) if "-" not in word else (word, *word.split("-"))
    return (word, *(part for part in _CAMEL.split(word) if part and part != word))


def _is_inside(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start]
    return bool(before.strip(' "“”‘’«»(#@')) and not _SENTENCE_END.search(before)


def _numbers(text: str) -> Iterator[tuple[str, Span]]:
    for match in _NUMBER.finditer(text):
        value = number(match.group(1))
        if match.group(2):
            value = _thousands(value)
        is_year = match.group().isdecimal() and len(value) == 4 and "1990" <= value <= "2039"
        if len(value) > 1 and not is_year:
            yield value, Span(match.start(), match.end())


def _thousands(value: str) -> str:
    before, _, after = value.partition(".")
    return number(before + after.ljust(3, "0")) if len(after) <= 3 else value


def _days(text: str) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    pairs = [(day, month) for day, month in _DAY_FIRST.findall(folded)]
    pairs += [(day, month) for month, day in _DAY_LAST.findall(folded)]
    for day, month in pairs:
        if 1 <= int(day) <= 31:
            yield _MONTHS[month], int(day)


def _without_ending(folded: str) -> str:
    for ending in _SUFFIXES:
        if folded.endswith(ending) and len(folded) - len(ending) >= 4:
            return folded[: -len(ending)]
    return folded


def _undoubled(folded: str) -> str:
    """Return the word with each doubled letter once: ``verkoop`` and ``verkop(en)`` meet."""
    return "".join(
        sign for place, sign in enumerate(folded) if place == 0 or sign != folded[place - 1]
    )
