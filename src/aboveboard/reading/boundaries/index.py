"""Tables in which the letters of a text are looked up all at once, whatever the number of names."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.boundaries.boundary import About
from aboveboard.reading.boundaries.entries import wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.boundaries.boundary import Boundary
    from aboveboard.reading.boundaries.entries import Stem

GRAM: Final = 6
"""Letters by which a stem is found; a shorter one is found at the opening of words only."""
_LETTER: Final = 5
"""Bits of a letter: what two letters have in common here is told apart by looking."""
_ENDING: Final = 4
"""Letters an ending may add."""
PREFIX: Final = 7
"""Letters of a word that slips are looked for in; later ones are found by looking.

Source: symmetric deletes over prefixes, as in SymSpell (Garbe 2012).
"""
_SIZE: Final = PREFIX * _LETTER
_MASKS: Final = np.array(
    [(1 << (_LETTER * count)) - 1 for count in range(PREFIX + 1)], np.int64
)
WHOLE: Final = np.int64((1 << (GRAM * _LETTER)) - 1)
"""The bits of GRAM letters."""
_PAIRS: Final = np.array(list(combinations(range(PREFIX), 2)), np.intp).T
_STEP: Final = np.int64(_LETTER)
_FIGURES: Final = frozenset({About.NUMBERS, About.TARGET})


UNCHANGED: Final = np.int64(1 << 62)
"""Marks the opening letters of a word people use in any text: it is looked up as it is."""


def grams(codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the PREFIX letters from each place on as one number; past the end stand none."""
    found = np.zeros(codes.size + PREFIX, np.int64)
    found[: codes.size] = codes & 31
    found[:-1] |= found[1:] << _LETTER
    found[:-2] |= found[2:] << (2 * _LETTER)
    found[:-3] |= found[3:] << (3 * _LETTER)
    return found[: codes.size]


def shortened(found: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first letters of each gram for each of ``lengths``: numbers no longer ones have."""
    return (found[:, None] & _MASKS[lengths]) | (lengths << _SIZE)


def cut(found: NDArray[np.int64], lengths: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return each gram without the letters after a word of so many."""
    return found & _MASKS[np.minimum(lengths, PREFIX)]


def without_one(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each word's opening letters without one of them, ``(words, PREFIX)``."""
    return _without(words[:, None], _MASKS[:PREFIX])


def without_two(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each word's opening letters without two of them, ``(words, pairs)``."""
    first, second = _PAIRS
    return _without(without_one(words)[:, second], _MASKS[first])


def _without(words: NDArray[np.int64], before: NDArray[np.int64]) -> NDArray[np.int64]:
    return (words & before) | ((words >> _STEP) & ~before)


class _Sieve:
    """Says of many numbers which may be among those it was made of."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        bits = max(12, int(numbers.size * 40).bit_length())
        self._shift = np.uint64(64 - bits)
        self._table = np.zeros(1 << bits, np.bool_)
        self._table[self._slots(numbers)] = True

    def _slots(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        mixed = numbers.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return (mixed >> self._shift).view(np.int64)

    def may_hold(self, numbers: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the places of those that may be among them."""
        return nonzero(self._table.take(self._slots(numbers)))


class Segment:
    """The boundaries that were compiled together.

    ``figures`` are those about numbers and targets, which are found otherwise; ``lengths`` those
    of the stems shorter than GRAM.
    """

    def __init__(self, boundaries: Sequence[Boundary]) -> None:
        self.boundaries = tuple(boundaries)
        self.figures = tuple(one for one in self.boundaries if one.about in _FIGURES)
        self.stems, self.names = wanted(self.boundaries)
        self.anchors = _anchored(self.stems)
        held = np.fromiter(self.anchors, np.int64, len(self.anchors))
        self._sieve = _Sieve(held)
        self._held = np.sort(held)
        self.lengths = np.array(sorted(set((held >> _SIZE).tolist()) - {0}), np.int64)
        self._set_slips()

    def _set_slips(self) -> None:
        words = [name.words[name.key] for name in self.names]
        lengths = np.fromiter(map(len, words), np.intp, len(words))
        totals = np.fromiter(
            (sum(map(len, name.words)) for name in self.names), np.intp, len(words)
        )
        codes = _codes("".join(words))
        starts = np.cumsum(lengths) - lengths
        openings = cut(grams(codes)[starts], lengths) if words else np.zeros(0, np.int64)
        long = nonzero(lengths >= 9)
        every = np.arange(lengths.size)
        parts = (
            (openings | UNCHANGED)[:, None],
            openings[:, None],
            without_one(openings),
            without_two(openings[long]),
        )
        owners = (every, every, every, long)
        keys = np.concatenate([part.ravel() for part in parts])
        order = np.argsort(keys)
        self._keys = keys[order]
        self._owners = np.concatenate(
            [np.repeat(owner, part.shape[1]) for owner, part in zip(owners, parts, strict=True)]
        )[order]
        self._slip_sieve = _Sieve(keys)
        self._lengths = lengths
        self._letters = letter_sets(codes, starts)
        self._slips = 1 + (totals >= 9)

    def anchored(self, found: NDArray[np.int64]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Yield places in ``found`` with the stems that may stand there, and their offsets."""
        places = self._sieve.may_hold(found)
        keys = found[places]
        if not self._held.size:
            return
        at = np.minimum(self._held.searchsorted(keys), self._held.size - 1)
        are_held = self._held[at] == keys
        for place, key in zip(places[are_held].tolist(), keys[are_held].tolist(), strict=True):
            yield place, self.anchors[key]

    def slipped(
        self,
        keys: NDArray[np.int64],
        words: NDArray[np.intp],
        lengths: NDArray[np.intp],
        letters: Callable[[], NDArray[np.uint32]],
    ) -> Iterator[tuple[int, int]]:
        """Yield words, by their numbers in ``words``, with the number of a name that may stand there.

        ``keys`` is looked up; ``lengths`` and ``letters`` are those of all words.
        """
        places = self._slip_sieve.may_hold(keys)
        if not places.size:
            return
        first = self._keys.searchsorted(keys[places], "left")
        times = self._keys.searchsorted(keys[places], "right") - first
        if not times.any():
            return
        before = np.cumsum(times) - times
        names = self._owners[np.arange(times.sum()) + np.repeat(first - before, times)]
        held = np.repeat(words[places], times)
        more = lengths[held] - self._lengths[names]
        slips = self._slips[names]
        missing = np.bitwise_count(self._letters[names] & ~letters()[held])
        extra = np.bitwise_count(letters()[held] & ~self._letters[names])
        likely = (more >= -slips) & (more <= slips + _ENDING) & (missing <= slips)
        likely &= extra <= slips + np.maximum(more, 0)
        likely &= (self._lengths[names] >= 5) | (more < 0) | (missing == 0)
        yield from set(zip(held[likely].tolist(), names[likely].tolist(), strict=True))


def _anchored(stems: Sequence[Stem]) -> dict[int, list[tuple[int, int]]]:
    """Return each stem under the letters that open or close it, where fewer others are."""
    anchors: dict[int, list[tuple[int, int]]] = {}
    if not stems:
        return anchors
    sizes = np.fromiter([len(stem.letters) for stem in stems], np.int64, len(stems))
    starts = np.cumsum(sizes) - sizes
    every = grams(_codes("".join([stem.letters for stem in stems])))
    is_short = sizes < GRAM
    short = (every[starts] & _MASKS[np.minimum(sizes, GRAM)]) | (sizes << _SIZE)
    opening = np.where(is_short, short, every[starts] & WHOLE).tolist()
    closing = every[np.where(is_short, starts, starts + sizes - GRAM)] & WHOLE
    for number, (key, last, size) in enumerate(
        zip(opening, closing.tolist(), sizes.tolist(), strict=True)
    ):
        held = anchors.get(key)
        if held is None:
            anchors[key] = [(number, 0)]
        elif size > GRAM and len(anchors.get(last, ())) < len(held):
            anchors.setdefault(last, []).append((number, size - GRAM))
        else:
            held.append((number, 0))
    return anchors


def letter_sets(codes: NDArray[np.uint32], starts: NDArray[np.intp]) -> NDArray[np.uint32]:
    """Return which letters each word has, as bits; words follow each other."""
    if not starts.size:
        return np.zeros(0, np.uint32)
    return np.bitwise_or.reduceat(np.uint32(1) << (codes & 31), starts)


def _codes(letters: str) -> NDArray[np.uint32]:
    return np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32)
