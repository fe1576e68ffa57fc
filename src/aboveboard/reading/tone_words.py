"""The words that carry tone, in each language, ready to be looked up by the thousand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.folding import fold
from aboveboard.reading.joined import hash_words
from aboveboard.reading.lexicon import written_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from aboveboard.core.languages import Language

NEGATES, CONTRASTS, AFTER, SCORES = (1 << bit for bit in range(4))
"""What a word or turn of phrase does: turns what follows, weighs down what came before, is turned
by a negation behind it, has a tone of its own."""
ROLES = {"negator": NEGATES, "pseudo": 0, "contrast": CONTRASTS, "after": AFTER}
LONGEST = 5
"""Words of the longest turn of phrase."""
_FILTER_BITS = 18
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FAINT = 0.12
"""A polarity of the base lexicon nearer to none than this says nothing."""
_ASIDE = 0.15
"""A word of the base lexicon strengthens or weakens the next one when it differs so much from 1."""


@dataclass(slots=True)
class _Entry:
    polarity: float = 0.0
    strength: float = 1.0
    weight: float = 1.0
    bits: int = 0


@dataclass(frozen=True, slots=True)
class ToneWords:
    """Words and turns of phrase of all languages, by the numbers that stand for them.

    ``keys`` are in order; ``polarity``, ``strength``, ``weight`` and ``bits`` have an entry a key.
    ``opens`` has for each possible beginning of a word's number the lengths of what may begin with
    it, as bits.
    """

    keys: NDArray[np.uint64]
    polarity: NDArray[np.float64]
    strength: NDArray[np.float64]
    weight: NDArray[np.float64]
    bits: NDArray[np.uint8]
    opens: NDArray[np.uint8]


def keys_of(hashes: NDArray[np.uint64], languages: NDArray[np.intp]) -> NDArray[np.uint64]:
    """Return a row of keys a turn of phrase: that of its first word, of its first two, and so on.

    ``hashes`` has a row a turn and a column a word; ``languages`` their numbers in READ.
    """
    keys = np.empty(hashes.shape, np.uint64)
    key = languages.astype(np.uint64) + np.uint64(1)
    for place in range(hashes.shape[1]):
        key = (key ^ hashes[:, place]) * _STEP
        key ^= key >> np.uint64(29)
        keys[:, place] = key
    return keys


def short(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the place of word numbers in ``ToneWords.opens``."""
    return hashes >> np.uint64(64 - _FILTER_BITS)


@cache
def tone_words() -> ToneWords:
    """Return the words that carry tone in the languages we read."""
    keys: list[NDArray[np.uint64]] = []
    entries: list[_Entry] = []
    opens = np.zeros(1 << _FILTER_BITS, np.uint8)
    for number, language in enumerate(READ):
        found = _entries(language)
        by_length: dict[int, list[tuple[str, ...]]] = {}
        for phrase in found:
            by_length.setdefault(len(phrase), []).append(phrase)
        for length, phrases in by_length.items():
            flat = hash_words([word for phrase in phrases for word in phrase])
            hashes = flat.reshape(-1, length)
            keys.append(keys_of(hashes, np.full(len(phrases), number))[:, -1])
            entries += [found[phrase] for phrase in phrases]
            np.bitwise_or.at(opens, short(hashes[:, 0]), np.uint8(1 << (length - 1)))
    all_keys = np.concatenate(keys)
    order = np.argsort(all_keys)
    sorted_entries = [entries[place] for place in order.tolist()]
    return ToneWords(
        all_keys[order],
        np.array([one.polarity for one in sorted_entries]),
        np.array([one.strength for one in sorted_entries]),
        np.array([one.weight for one in sorted_entries]),
        np.array([one.bits for one in sorted_entries], np.uint8),
        opens,
    )


def _entries(language: Language) -> dict[tuple[str, ...], _Entry]:
    """Return what each word and turn of phrase of a language does; our own list goes before the base."""
    folder = files("aboveboard.reading") / "lexicons" / language.value
    found: dict[tuple[str, ...], _Entry] = {}
    for word, polarity, strength in _base((folder / "tone.tsv").read_text("utf-8")):
        found[word] = _Entry(polarity, strength, bits=SCORES if abs(polarity) > _FAINT else 0)
    own = tomllib.loads((folder / "tone.toml").read_text("utf-8"))
    for role, text in own["roles"].items():
        for phrase in _phrases(text):
            entry = found.setdefault(phrase, _Entry())
            entry.bits = (
                entry.bits & ~SCORES | ROLES[role] if role != "after" else entry.bits | AFTER
            )
    for value, text in own["words"].items():
        for phrase in _phrases(text):
            entry = found.setdefault(phrase, _Entry())
            entry.polarity = float(value)
            entry.bits = entry.bits & ~SCORES | (SCORES if entry.polarity else 0)
    for value, text in own["strength"].items():
        for phrase in _phrases(text):
            found.setdefault(phrase, _Entry()).strength = float(value)
    for value, text in own["weight"].items():
        for phrase in _phrases(text):
            found.setdefault(phrase, _Entry()).weight = float(value)
    return found


def _base(text: str) -> Iterator[tuple[tuple[str, ...], float, float]]:
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    forms = [forms.split(",") for forms, *_ in lines]
    words = iter(_words_of(list(chain.from_iterable(forms))))
    for (_, polarity, _, strength), of_line in zip(lines, forms, strict=True):
        force = float(strength)
        for word in islice(words, len(of_line)):
            yield word, float(polarity), force if abs(force - 1) > _ASIDE else 1.0


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    for words in _words_of(list(written_phrases(text))):
        if not 0 < len(words) <= LONGEST:
            raise ValueError(f"{words!r} has {len(words)} words")
        yield words


def _words_of(phrases: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the folded words of each phrase; all are folded in one go."""
    folded = fold("\n".join(phrases))
    start = 1  # the fold has a blank more at its beginning
    for phrase in phrases:
        yield tuple(folded[start : start + len(phrase)].split())
        start += len(phrase) + 1
