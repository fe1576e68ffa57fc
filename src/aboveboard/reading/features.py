"""What the linear model sees of a sentence: the rules' findings and its hashed words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from aboveboard.core.languages import READ, Language
from aboveboard.reading.answers import KINDS, LESSON, OWNERSHIPS, SETBACK, TIMES, WIN
from aboveboard.reading.lexicon import CUES, EVENT_KINDS, part_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.rules import Vote
    from aboveboard.reading.signals import Signals

BITS = 14
BUCKETS = 1 << BITS
"""Rows for single words, as many again for word beginnings and for pairs of words."""
STEM = 5
"""Letters of a word's beginning: inflections and compounds share it."""

_MASK = BUCKETS - 1
_NUMBERS = {language.value: place for place, language in enumerate(READ)}
_SIGNS = re.compile('[0-9€$£%@#"“«🎉🎊🥂🍾🏆🥇💪🙌🚀😍🥳😊✅❤😢😭💔😞😔🙁☹😩😤😓!…]')
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
_SIGN_BIT = {sign: 1 << place for place, group in enumerate(_SIGN_GROUPS) for sign in group}
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
    """Features of the sentences of one passage.

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


def extract(
    text: str,
    folded: str,
    *,
    found: Sequence[Signals],
    votes: Sequence[Vote],
    paragraph_of: Sequence[int],
    language: Language,
) -> Features:
    """Return the features of sentences in one language; ``paragraph_of`` numbers theirs."""
    words: list[str] = []
    starts: list[int] = []
    masks: list[tuple[int, int, int, int]] = []
    always = _ALWAYS | 1 << _LANGUAGES + _NUMBERS[language.value]
    kinds = [vote.kind for vote in votes]
    signs = _signs(text, found)
    for place, signals in enumerate(found):
        own = folded[signals.start + 1 : signals.end + 1].split()
        starts.append(len(words))
        words.append("^")
        words += own
        kind = kinds[place]
        first = (
            always
            | _told(votes[place], kind, signals.counts)
            | _around(place, kinds, paragraph_of)
        )
        n = len(own)
        first |= 1 << _LENGTHS + (n > 4) + (n > 8) + (n > 14) + (n > 22)
        if text[signals.end - 1] == "?":
            first |= 1 << _ASKS
        second = signals.cues | signs[place] << _CUES_BITS + _EVENTS_BITS
        for event in signals.events:
            second |= 1 << _CUES_BITS + event.sort * 4 + event.framed * 2 + event.turned
            if event.absent:
                first |= 1 << _ABSENT
        masks.append((first, second, signals.part_bits, (signals.cues & _JOINED) << 16 * kind))
    bits = np.unpackbits(
        np.array(masks, np.uint64).astype("<u8").view(np.uint8), bitorder="little"
    )
    return Features(
        bits.reshape(len(masks), RULE_FEATURES),
        _rows(words, language),
        np.array(starts, np.intp),
        np.diff(np.array([*starts, len(words)], np.float32)),
    )


def _told(vote: Vote, kind: int, counts: int) -> int:
    """Return the bits for what the rules make of the sentence and for its counted cues."""
    bits = (
        1 << _VOTES + kind
        | 1 << _VOTES_OWNED + kind * 3 + vote.ownership
        | 1 << _TIMES + vote.time
    )
    if vote.sensitivity >= 0:
        bits |= 1 << _WEIGHTS + vote.sensitivity
    bad, good, learn = counts & 255, counts >> 8 & 255, counts >> 16
    return (
        bits
        | 1 << _BAD + min(3, bad)
        | 1 << _GOOD + min(3, good)
        | 1 << _LEARN + min(3, learn)
        | 1 << _BALANCE + 1 + (good > bad) - (good < bad)
    )


def _around(place: int, kinds: Sequence[int], paragraph_of: Sequence[int]) -> int:
    """Return the bits for what stands around the sentence in its own paragraph, only there."""
    here = paragraph_of[place]
    starts = place == 0 or paragraph_of[place - 1] != here
    ends = place + 1 == len(kinds) or paragraph_of[place + 1] != here
    return (
        1 << _PLACES + (0 if starts else 2 if ends else 1)
        | 1 << _BEFORE + (len(KINDS) if starts else kinds[place - 1])
        | 1 << _AFTER + (len(KINDS) if ends else kinds[place + 1])
    )


def _signs(text: str, found: Sequence[Signals]) -> list[int]:
    """Return the bits of the telling signs in each sentence."""
    signs = [0] * len(found)
    place = 0
    for match in _SIGNS.finditer(text):
        at = match.start()
        while place < len(found) and at >= found[place].end:
            place += 1
        if place == len(found):
            break
        if at >= found[place].start:
            signs[place] |= _SIGN_BIT[match.group()]
    return signs


def _rows(words: list[str], language: Language) -> NDArray[np.intp]:
    memory = _hashes[language.value]
    both = np.fromiter(map(memory.__getitem__, words), np.int64, len(words))
    first = both & 0xFFFFFFFF
    pairs = first * 31 + np.append(first[1:], 0) * 17
    return np.concatenate(
        (
            first & _MASK,
            (both >> 32) + BUCKETS,
            ((pairs ^ pairs >> 15) & _MASK) + 2 * BUCKETS,
        )
    ).astype(np.intp)
