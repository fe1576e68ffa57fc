"""What a number is about, as keys that other words for the same thing share."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.languages import READ, Language
from aboveboard.reading.joined import STEM
from aboveboard.reading.lexicon import function_words
from aboveboard.reading.quantities.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHORTEST = 3
_MOST = 20_000
"""Words of a language whose meaning is kept."""


class Subject(NamedTuple):
    """Keys of what words are about, and of what changes their meaning ("new", "lost")."""

    keys: frozenset[str]
    modifiers: frozenset[str]


NOTHING = Subject(frozenset(), frozenset())


def subject_of(words: Iterable[str], language: Language) -> Subject:
    """Return what folded ``words`` are about; small words and numbers say nothing."""
    keys: set[str] = set()
    modifiers: set[str] = set()
    meanings = _meanings_in(language)
    for word in words:
        key, modifier = meanings[word]
        if key:
            keys.add(key)
        if modifier:
            modifiers.add(modifier)
    return Subject(frozenset(keys), frozenset(modifiers))


def keys_of(words: Iterable[str], language: Language) -> frozenset[str]:
    """Return the keys of folded ``words``, as a subject has them, and the empty one."""
    return frozenset(map(_keys_in(language).__getitem__, words))


def key_of(word: str, language: Language) -> str:
    """Return the key of one word, which other words for the same thing share; empty for none."""
    return _keys_in(language)[word]


class _Meanings(dict[str, tuple[str, str]]):
    """What words of a language mean, worked out when one is first asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= _MOST:
            self.clear()
        self[word] = meaning = _meaning(word, self._language)
        return meaning


@cache
def _meanings_in(language: Language) -> _Meanings:
    return _Meanings(language)


class _Keys(dict[str, str]):
    """The keys alone, for words that are asked for in great numbers."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        self[word] = key = _meanings_in(self._language)[word][0]
        return key


@cache
def _keys_in(language: Language) -> _Keys:
    return _Keys(language)


def _meaning(word: str, language: Language) -> tuple[str, str]:
    """Return the key of a word and what it changes in the meaning of others."""
    languages = [language] if language in READ else list(READ)
    for one in languages:
        tables = tables_of(one)
        subject = group_of(word, tables.subjects)
        modifier = group_of(word, tables.modifiers)
        if subject or modifier:
            return (f"#{subject}" if subject else "", modifier)
    if len(word) < _SHORTEST or not word.isalpha():
        return "", ""
    for one in languages:
        tables = tables_of(one)
        known = (
            tables.numbers, tables.scales, tables.durations, tables.currencies, tables.months,
        )  # fmt: skip
        if word in function_words(one) or any(word in names for names in known):
            return "", ""
        if tables.has("not_nouns", word) or tables.has("percent", word):
            return "", ""
    return stem(word), ""


def group_of(word: str, named: Mapping[str, str]) -> str:
    """Return the group whose word this is, or whose beginning it begins with."""
    if word in named:
        return named[word]
    for length in range(len(word), 2, -1):
        if found := named.get(f"{word[:length]}*"):
            return found
    return ""


def stem(word: str) -> str:
    """Return the beginning of a word without accents: inflections share it."""
    plain = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))[:STEM]
