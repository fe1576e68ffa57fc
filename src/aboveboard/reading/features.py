"""What the linear model sees of a sentence: the rules' findings and its hashed words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.answers import (
    KINDS,
    LESSON,
    OWNERSHIPS,
    SENSITIVITIES,
    SETBACK,
    TIMES,
    WIN,
)
from aboveboard.reading.arrays import nonzero
from aboveboard.reading.characters import SIGN_GROUPS
from aboveboard.reading.lexicon import COUNTED, CUES, EVENT_KINDS, part_count

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.events import Events
    from aboveboard.reading.rules import Votes
    from aboveboard.reading.scan import Scan
    from aboveboard.reading.signals import Signals

BITS = 14
BUCKETS = 1 << BITS
"""Rows for single words, and as many for each other sort of part."""
SORTS = ("word", "beginning", "end", "pair")
"""What the hashed table has rows for: words, their first and last letters, two words in a row."""
_SHIFT = np.uint64(64 - BITS)
_SPREAD, _PAIRED = np.uint64(0x9FB21C651E98DF25), np.uint64(0xC2B2AE3D27D4EB4F)
_SALTS = np.array([0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0], np.uint64)
"""A language each: the same letters are another word in another language."""
_JOINED = 16
"""The cues, from the first, that also count together with the kind the rules propose."""
_NO_NEIGHBOUR = len(KINDS)
"""Stands for the kind of a neighbour where the paragraph begins or ends."""
_LENGTH_STEPS = np.array([4, 8, 14, 22])
"""Words a sentence has at most in each class of length but the last."""
_MOST_COUNTED = 3


class _Layout:
    """Numbers of the columns of rule features, one stretch a group."""

    def __init__(self) -> None:
        self.size = 0

    def take(self, size: int) -> int:
        first = self.size
        self.size += size
        return first


_layout = _Layout()
_ALWAYS = _layout.take(1)
_LANGUAGES = _layout.take(len(READ))
_VOTES = _layout.take(len(KINDS))
_VOTES_OWNED = _layout.take(len(KINDS) * len(OWNERSHIPS))
_TIMES = _layout.take(len(TIMES))
_WEIGHTS = _layout.take(len(SENSITIVITIES) + 1)
_ASKS = _layout.take(2)
_LENGTHS = _layout.take(len(_LENGTH_STEPS) + 1)
_PLACES = _layout.take(3)
_BEFORE = _layout.take(len(KINDS) + 1)
_AFTER = _layout.take(len(KINDS) + 1)
_COUNTS = _layout.take(len(COUNTED) * (_MOST_COUNTED + 1))
_BALANCE = _layout.take(3)
_ABSENT = _layout.take(1)
_EVENTS = _layout.take(4 * len(EVENT_KINDS))
_CUES = _layout.take(len(CUES))
_SIGNS = _layout.take(len(SIGN_GROUPS))
_PARTS = _layout.take(part_count())
_CUES_WITH_VOTE = _layout.take(_JOINED * len(KINDS))
RULE_FEATURES = _layout.size

_VOTE_COUNTS, _FRAME_COUNTS, _OWNER_COUNTS, _TIME_COUNTS, _WEIGHT_COUNTS = (
    1.2,
    0.8,
    2.0,
    0.7,
    1.0,
)


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
        first = _EVENTS + sort * 4
        weights[first + 2, kind] = _FRAME_COUNTS
        if kind != LESSON:
            weights[first + 3, WIN if kind == SETBACK else SETBACK] = _FRAME_COUNTS
    for place in range(3):
        weights[_TIMES + place, timed + place] = _TIME_COUNTS
        weights[_WEIGHTS + 1 + place, weighed + place] = _WEIGHT_COUNTS
    return weights


@dataclass(frozen=True, slots=True)
class Features:
    """Features of the sentences of a scan that are in a language we read, in order.

    ``sentences`` holds their numbers in the scan. ``rules`` has a row a sentence and a column a
    rule feature, 0 or 1. ``words`` holds rows of the hashed table, an array for each of
    :data:`SORTS`, each ``sum(lengths)`` long; sentence ``i`` starts at ``starts[i]`` in each and
    has ``lengths[i]``.
    """

    sentences: NDArray[np.intp]
    rules: NDArray[np.float32]
    words: NDArray[np.intp]
    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]


def extract(scanned: Scan, signals: Signals, events: Events, votes: Votes) -> Features:
    """Return the features of all sentences in a language we read.

    A sentence's features do not depend on other paragraphs.
    """
    chosen = nonzero(scanned.is_read())
    inside = _words_inside(scanned, chosen)
    lengths = inside.counts
    rules = _rules(scanned, signals, events, votes)[chosen]
    rules[np.arange(chosen.size), _LENGTHS + _LENGTH_STEPS.searchsorted(lengths)] = 1
    return Features(chosen, rules, _rows(scanned, inside), inside.openings, lengths)


class _Inside(NamedTuple):
    """The words inside chosen sentences: their numbers, where each sentence opens, how many."""

    words: NDArray[np.intp]
    openings: NDArray[np.intp]
    counts: NDArray[np.intp]
    languages: NDArray[np.intp]


def _words_inside(scanned: Scan, chosen: NDArray[np.intp]) -> _Inside:
    starts = scanned.joined.words.starts
    first = starts.searchsorted(scanned.starts[chosen])
    counts = starts.searchsorted(scanned.ends[chosen]) - first
    openings = np.cumsum(counts) - counts
    words = np.arange(int(counts.sum())) + np.repeat(first - openings, counts)
    return _Inside(words, openings, counts, np.repeat(scanned.languages[chosen], counts))


def _rows(scanned: Scan, inside: _Inside) -> NDArray[np.intp]:
    """Return the rows of the hashed table for each word, an array a sort."""
    words = scanned.joined.words
    salt = _SALTS[inside.languages]
    whole = words.hashes[inside.words] ^ salt
    before = np.empty_like(whole)
    before[1:] = whole[:-1]
    before[inside.openings] = 1
    sorts = (
        whole,
        words.stems[inside.words] ^ salt,
        words.tails[inside.words] ^ salt,
        whole * _PAIRED ^ before,
    )
    return np.stack(
        [
            (one * _SPREAD >> _SHIFT).astype(np.intp) + sort * BUCKETS
            for sort, one in enumerate(sorts)
        ]
    )


def _rules(
    scanned: Scan, signals: Signals, events: Events, votes: Votes
) -> NDArray[np.float32]:
    """Return the rule features of every sentence but for its length, a row each."""
    count = scanned.starts.size
    table = np.zeros((count, RULE_FEATURES), np.float32)
    row = np.arange(count)
    bad, good, _ = signals.counts.T
    asks = scanned.joined.characters[scanned.ends - 1] == ord("?")
    columns = (
        np.full(count, _ALWAYS),
        _LANGUAGES + np.minimum(scanned.languages, len(READ) - 1),
        _VOTES + votes.kinds,
        _VOTES_OWNED + votes.kinds * len(OWNERSHIPS) + votes.ownerships,
        _TIMES + votes.times,
        _WEIGHTS + 1 + votes.sensitivities,
        _ASKS + asks,
        _BALANCE + 1 + (good > bad) - (good < bad).astype(np.intp),
        *_around(scanned, votes),
        *(
            _COUNTS + place * (_MOST_COUNTED + 1) + np.minimum(counts, _MOST_COUNTED)
            for place, counts in enumerate(signals.counts.T)
        ),
    )
    for column in columns:
        table[row, column] = 1
    cues = _bits(signals.cues, len(CUES))
    table[:, _CUES : _CUES + len(CUES)] = cues
    table[:, _PARTS : _PARTS + part_count()] = _bits(signals.parts, part_count())
    table[:, _SIGNS : _SIGNS + len(SIGN_GROUPS)] = _bits(_signs(scanned), len(SIGN_GROUPS))
    joined = table[:, _CUES_WITH_VOTE:].reshape(count, len(KINDS), _JOINED)
    joined[row, votes.kinds] = cues[:, :_JOINED]
    manner = events.is_framed.astype(np.intp) * 2 + events.is_turned
    table[events.sentences, _EVENTS + events.sorts * 4 + manner] = 1
    table[events.sentences[events.is_absent], _ABSENT] = 1
    return table


def _bits(numbers: NDArray[np.int64], count: int) -> NDArray[np.uint8]:
    """Return the lowest ``count`` bits of each number, a row a number."""
    octets = numbers.astype("<i8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(octets, axis=1, bitorder="little", count=count)


def _around(scanned: Scan, votes: Votes) -> tuple[NDArray[np.intp], ...]:
    """Return the columns for what stands around each sentence in its own paragraph, only there."""
    kinds, paragraphs = votes.kinds, scanned.paragraphs
    beside = paragraphs[1:] == paragraphs[:-1]
    before, after = np.full((2, kinds.size), _NO_NEIGHBOUR, np.intp)
    before[1:] = np.where(beside, kinds[:-1], _NO_NEIGHBOUR)
    after[:-1] = np.where(beside, kinds[1:], _NO_NEIGHBOUR)
    place = np.where(before == _NO_NEIGHBOUR, 0, np.where(after == _NO_NEIGHBOUR, 2, 1))
    return _PLACES + place, _BEFORE + before, _AFTER + after


def _signs(scanned: Scan) -> NDArray[np.int64]:
    """Return the bits of the telling signs in each sentence."""
    at = scanned.mark_places
    sentence = scanned.starts.searchsorted(at, "right") - 1
    inside = (sentence >= 0) & (at < scanned.ends[sentence])
    bits = np.zeros(scanned.starts.size, np.int64)
    np.bitwise_or.at(bits, sentence[inside], scanned.mark_bits[inside].astype(np.int64))
    return bits
