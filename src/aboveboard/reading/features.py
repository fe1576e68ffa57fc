"""What the linear model sees of a sentence: the rules' findings and its hashed words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.answers import KINDS, LESSON, OWNERSHIPS, SETBACK, TIMES, WIN
from aboveboard.reading.lexicon import CUES, EVENT_KINDS, part_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.passages import Passage

BITS = 14
BUCKETS = 1 << BITS
"""Rows for single words, as many again for word beginnings and for pairs of words."""
STEM = 5
"""Letters of a word's beginning: inflections and compounds share it."""

_MASK = BUCKETS - 1
_NUMBERS = {language.value: place for place, language in enumerate(READ)}
_SIGN_GROUPS = (
    "0123456789",
    "€$£%",
    "@#",
    '"“«',
    "🎉🎊🥂🍾🏆🥇💪🙌🚀😍🥳😊✅❤",
    "😢😭💔😞😔🙁☹😩😤😓",
    "!",
    "…",
)
_SIGN_BITS = [(sign, 1 << place) for place, group in enumerate(_SIGN_GROUPS) for sign in group]
_JOINED = (1 << 16) - 1
"""The cues (the first sixteen) that also count together with the kind the rules propose."""


class _Layout:
    """Bit numbers of the features in a sentence's first mask, one stretch a group."""

    def __init__(self) -> None:
        self.size = 0

    def take(self, size: int) -> int:
        first = self.size
        self.size += size
        return first


_layout = _Layout()
_LANGUAGES = _layout.take(len(READ))
_VOTES = _layout.take(len(KINDS))
_VOTES_OWNED = _layout.take(len(KINDS) * len(OWNERSHIPS))
_TIMES = _layout.take(len(TIMES))
_WEIGHTS = _layout.take(3)
_ASKS = _layout.take(1)
_LENGTHS = _layout.take(5)
_PLACES = _layout.take(3)
_BEFORE = _layout.take(len(KINDS) + 1)
_AFTER = _layout.take(len(KINDS) + 1)
_BAD = _layout.take(4)
_GOOD = _layout.take(4)
_LEARN = _layout.take(4)
_BALANCE = _layout.take(3)
_ABSENT = _layout.take(1)
_ALWAYS = 1 << _layout.take(1)
_CUES_BITS = len(CUES)
_EVENTS_BITS = 4 * len(EVENT_KINDS)
MASKS = 4
"""Numbers of 64 bits that hold a sentence's rule features."""
RULE_FEATURES = 64 * MASKS
"""How many rule features there are room for."""
_VOTE_COUNTS, _FRAME_COUNTS, _OWNER_COUNTS, _TIME_COUNTS, _WEIGHT_COUNTS = (
    1.2,
    0.8,
    2.0,
    0.7,
    1.0,
)
_FIRST_EVENT = _CUES_BITS
_FIRST_SIGN = _CUES_BITS + _EVENTS_BITS
_NO_NEIGHBOUR = len(KINDS)
"""Stands for the kind of a neighbour where the paragraph begins or ends."""
_AROUND = [
    1 << _PLACES + (0 if before == _NO_NEIGHBOUR else 2 if after == _NO_NEIGHBOUR else 1)
    | 1 << _BEFORE + before
    | 1 << _AFTER + after
    for before in range(_NO_NEIGHBOUR + 1)
    for after in range(_NO_NEIGHBOUR + 1)
]
_LONG = 23
_LENGTH_BITS = [
    1 << _LENGTHS + (n > 4) + (n > 8) + (n > 14) + (n > 22) for n in range(_LONG + 1)
]
if _layout.size > 64 or part_count() > 64:
    raise ImportError("the rule features no longer fit their 64 bits")


def expected(columns: int) -> NDArray[np.float64]:
    """Return the weights the rules have before any training, to which training pulls back.

    A row a rule feature, a column an answer (kinds, ownerships, times, sensitivities). They say
    that the rules are mostly right, in log odds: with few labelled posts a clear phrase must
    count although it never occurred in one of them.
    """
    weights = np.zeros((RULE_FEATURES, columns))
    owned, timed = len(KINDS), len(KINDS) + len(OWNERSHIPS)
    weighed = timed + len(TIMES)
    for kind in (WIN, SETBACK, LESSON):
        weights[_VOTES + kind, kind] = _VOTE_COUNTS
        for ownership in range(len(OWNERSHIPS)):
            weights[_VOTES_OWNED + kind * 3 + ownership, owned + ownership] = _OWNER_COUNTS
    for sort, kind in enumerate(EVENT_KINDS):
        first = 64 + _CUES_BITS + sort * 4
        weights[first + 2, kind] = _FRAME_COUNTS
        if kind != LESSON:
            weights[first + 3, WIN if kind == SETBACK else SETBACK] = _FRAME_COUNTS
    for place in range(3):
        weights[_TIMES + place, timed + place] = _TIME_COUNTS
        weights[_WEIGHTS + place, weighed + place] = _WEIGHT_COUNTS
    return weights


@dataclass(frozen=True, slots=True)
class Features:
    """Features of the sentences of one or more passages, in order.

    ``rules`` has a row a sentence and a column a rule feature, 0 or 1. ``words`` holds rows of
    the hashed table, once for words, once for beginnings, once for pairs, each ``sum(lengths)``
    long; sentence ``i`` starts at ``starts[i]`` in each and has ``lengths[i]``.
    """

    rules: NDArray[np.uint8]
    words: NDArray[np.intp]
    starts: NDArray[np.intp]
    lengths: NDArray[np.float32]


class _Hashes(dict[str, int]):
    """Each word's hash and its beginning's, in one number; remembered up to a limit."""

    _LIMIT = 60_000

    def __init__(self, salt: str) -> None:
        super().__init__()
        self._salt = salt

    def __missing__(self, word: str) -> int:
        plain = "0" if word[0].isdigit() else word
        both = (
            crc32((self._salt + plain).encode())
            | (crc32((self._salt + "^" + plain[:STEM]).encode()) & _MASK) << 32
        )
        if len(self) > self._LIMIT:
            self.clear()
        self[word] = both
        return both


_hashes = {language.value: _Hashes(language.value) for language in READ}


class _Collected:
    """Features on their way into arrays: hashed words, where sentences start, four masks each."""

    def __init__(self) -> None:
        self.words: list[int] = []
        self.starts: list[int] = []
        self.masks: list[int] = []
        self.ends: list[int] = []


def extract(passages: Sequence[Passage]) -> Features:
    """Return the features of all sentences of ``passages``, each in a language we read.

    A passage's features do not depend on the passages beside it.
    """
    collected = _Collected()
    for passage in passages:
        _collect(passage, collected)
        collected.ends.append(len(collected.words) - 1)
    bits = np.unpackbits(
        np.array(collected.masks, np.uint64).astype("<u8").view(np.uint8), bitorder="little"
    )
    starts = collected.starts
    return Features(
        bits.reshape(len(starts), RULE_FEATURES),
        _rows(collected),
        np.array(starts, np.intp),
        np.diff(np.array([*starts, len(collected.words)], np.float32)),
    )


def _collect(passage: Passage, collected: _Collected) -> None:
    text, folded = passage.text, passage.folded
    words, starts, masks = collected.words, collected.starts, collected.masks
    memory = _hashes[passage.language.value]
    hashed, border = memory.__getitem__, memory["^"]
    always = _ALWAYS | 1 << _LANGUAGES + _NUMBERS[passage.language.value]
    around = _around([vote[0] for vote in passage.votes], passage.paragraph_of)
    signs = _signs(text, [one[0] for one in passage.bounds], passage.bounds)
    for place, signals in enumerate(passage.signals):
        start, end, cues, counts = signals.start, signals.end, signals.cues, signals.counts
        own = folded[start + 1 : end + 1].split()
        starts.append(len(words))
        words.append(border)
        words += map(hashed, own)
        kind, ownership, time, sensitivity, _, _ = passage.votes[place]
        told = _told_bits.get((kind, ownership, time, sensitivity, counts))
        if told is None:
            told = _told(kind, ownership, time, sensitivity, counts)
        n = len(own)
        first = always | told | around[place] | _LENGTH_BITS[min(_LONG, n)]
        if text[end - 1] == "?":
            first |= 1 << _ASKS
        second = cues | signs[place] << _FIRST_SIGN
        for event in signals.events:
            second |= 1 << _FIRST_EVENT + event.sort * 4 + event.framed * 2 + event.turned
            if event.absent:
                first |= 1 << _ABSENT
        masks += (first, second, signals.part_bits, (cues & _JOINED) << 16 * kind)


_told_bits: dict[tuple[int, int, int, int, int], int] = {}
_REMEMBERED = 20_000


def _told(kind: int, ownership: int, time: int, sensitivity: int, counts: int) -> int:
    """Return the bits for what the rules make of the sentence and for its counted cues."""
    bits = 1 << _VOTES + kind | 1 << _VOTES_OWNED + kind * 3 + ownership | 1 << _TIMES + time
    if sensitivity >= 0:
        bits |= 1 << _WEIGHTS + sensitivity
    bad, good, learn = counts & 255, counts >> 8 & 255, counts >> 16
    bits |= (
        1 << _BAD + min(3, bad)
        | 1 << _GOOD + min(3, good)
        | 1 << _LEARN + min(3, learn)
        | 1 << _BALANCE + 1 + (good > bad) - (good < bad)
    )
    if len(_told_bits) < _REMEMBERED:
        _told_bits[kind, ownership, time, sensitivity, counts] = bits
    return bits


def _around(kinds: Sequence[int], paragraph_of: Sequence[int]) -> list[int]:
    """Return the bits for what stands around each sentence in its own paragraph, only there."""
    bits: list[int] = []
    before, last = _NO_NEIGHBOUR, len(kinds) - 1
    for place, kind in enumerate(kinds):
        ends = place == last or paragraph_of[place + 1] != paragraph_of[place]
        after = _NO_NEIGHBOUR if ends else kinds[place + 1]
        bits.append(_AROUND[before * (_NO_NEIGHBOUR + 1) + after])
        before = _NO_NEIGHBOUR if ends else kind
    return bits


def _signs(text: str, starts: Sequence[int], bounds: Sequence[tuple[int, int]]) -> list[int]:
    """Return the bits of the telling signs in each sentence; ``starts`` is where they start."""
    signs = [0] * len(bounds)
    # Looking for each sign in turn is faster than one pass for any of them: few are there.
    for sign, bit in _SIGN_BITS:
        if sign in text:
            at = text.find(sign, starts[0])
            while at >= 0:
                place = bisect_right(starts, at) - 1
                end = bounds[place][1]
                if at < end:
                    signs[place] |= bit
                    at = text.find(sign, end)
                else:
                    at = text.find(sign, at + 1)
    return signs


def _rows(collected: _Collected) -> NDArray[np.intp]:
    both = np.array(collected.words, np.int64)
    first = both & 0xFFFFFFFF
    following = np.append(first[1:], 0)
    following[collected.ends] = 0
    pairs = first * 31 + following * 17
    return np.concatenate(
        (
            first & _MASK,
            (both >> 32) + BUCKETS,
            ((pairs ^ pairs >> 15) & _MASK) + 2 * BUCKETS,
        )
    ).astype(np.intp, copy=False)
