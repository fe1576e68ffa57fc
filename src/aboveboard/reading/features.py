"""What the linear model sees of a sentence: the rules' findings and its hashed words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import READ, Language
from aboveboard.reading.lexicon import CUES, EVENT_SORTS, part_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.rules import Vote
    from aboveboard.reading.signals import Signals

KINDS = (Kind.WIN, Kind.SETBACK, Kind.LESSON, Kind.NEUTRAL)
OWNERSHIPS = ("own", "other", "hypothetical")
TIMES = ("now", "past", "solved")
BITS = 14
BUCKETS = 1 << BITS
"""Rows for single words, as many again for word beginnings and for pairs of words."""
STEM = 5
"""Letters of a word's beginning: inflections and compounds share it."""

_MASK = BUCKETS - 1
_PLACE_OF_KIND = {kind: place for place, kind in enumerate(KINDS)}
_PLACE_OF_OWNERSHIP = {name: place for place, name in enumerate(OWNERSHIPS)}
_PLACE_OF_TIME = {name: place for place, name in enumerate(TIMES)}
_JOINED = (
    "plan", "hypothetical", "advert", "advice", "general", "thanks", "past", "now", "solved",
    "contrast", "subject", "object", "owner", "other", "negator",
)  # fmt: skip
_JOINED_BITS = tuple(1 << CUES.index(name) for name in _JOINED)
_BAD, _GOOD, _LEARN = CUES.index("bad"), CUES.index("good"), CUES.index("learn")
_SIGNS = re.compile(
    r"(?P<digit>\d)|(?P<money>[€$£%])|(?P<address>https?:|@|#\w)|(?P<quote>[\"“«])"
    r"|(?P<glad>[🎉🎊🥂🍾🏆🥇💪🙌🚀😍🥳😊✅❤])|(?P<sad>[😢😭💔😞😔🙁☹😩😤😓])|(?P<shout>!)|(?P<more>…|\.\.\.)"
)
_SIGN_NAMES = ("digit", "money", "address", "quote", "glad", "sad", "shout", "more")


class _Layout:
    """Numbers for the rule features, one stretch a group."""

    def __init__(self) -> None:
        self.size = 0

    def take(self, size: int) -> int:
        first = self.size
        self.size += size
        return first


_layout = _Layout()
_BIAS = _layout.take(1)
_LANGUAGE = _layout.take(len(READ))
_VOTE = _layout.take(len(KINDS))
_EVENT = _layout.take(4 * len(EVENT_SORTS))
_ABSENT = _layout.take(1)
_CUE = _layout.take(len(CUES))
_BAD_COUNT = _layout.take(4)
_GOOD_COUNT = _layout.take(4)
_LEARN_COUNT = _layout.take(4)
_OWNERSHIP = _layout.take(3)
_TIME = _layout.take(3)
_SENSITIVITY = _layout.take(3)
_SIGN = _layout.take(len(_SIGN_NAMES))
_ASKS = _layout.take(1)
_LENGTH = _layout.take(5)
_PLACE = _layout.take(3)
_BEFORE = _layout.take(len(KINDS) + 1)
_AFTER = _layout.take(len(KINDS) + 1)
_VOTE_OWNERSHIP = _layout.take(len(KINDS) * 3)
_VOTE_CUE = _layout.take(len(KINDS) * len(_JOINED))
_BALANCE = _layout.take(3)
_PART = _layout.take(part_count())
RULE_FEATURES = _layout.size
"""How many rule features there are."""


@dataclass(frozen=True, slots=True)
class Features:
    """Features of the sentences of one text, flattened.

    ``rules`` holds rule feature numbers, sentence ``i`` from ``rule_starts[i]`` on; ``words``
    holds rows of the hashed table in three rows of the same length (word, beginning, pair),
    sentence ``i`` from ``word_starts[i]`` on.
    """

    rules: NDArray[np.intp]
    rule_starts: NDArray[np.intp]
    words: NDArray[np.intp]
    word_starts: NDArray[np.intp]
    lengths: NDArray[np.float32]


class _Hashes(dict[str, int]):
    """Each word's hash and its beginning's, in one number; remembered up to a limit."""

    _LIMIT = 60_000

    def __init__(self, salt: str) -> None:
        super().__init__()
        self._salt = salt

    def __missing__(self, word: str) -> int:
        plain = "0" if word[0].isdigit() else word
        both = crc32((self._salt + plain).encode()) | (
            crc32((self._salt + "^" + plain[:STEM]).encode()) & _MASK
        ) << 32
        if len(self) > self._LIMIT:
            self.clear()
        self[word] = both
        return both


_hashes = {language: _Hashes(language.value) for language in READ}


def extract(
    text: str,
    folded: str,
    found: Sequence[Signals],
    votes: Sequence[Vote],
    paragraph_of: Sequence[int],
    language: Language,
) -> Features:
    """Return the features of sentences in one language; ``paragraph_of`` numbers theirs."""
    words: list[str] = []
    word_starts: list[int] = []
    rules: list[int] = []
    rule_starts: list[int] = []
    spoken = _LANGUAGE + READ.index(language)
    for place, signals in enumerate(found):
        own = folded[signals.start : signals.end + 2].split()
        word_starts.append(len(words))
        words.append("^")
        words += own
        rule_starts.append(len(rules))
        rules.append(_BIAS)
        rules.append(spoken)
        rules += _told(signals, votes[place])
        rules += _looks(text, signals, len(own))
        rules += _surroundings(place, votes, paragraph_of)
    return Features(
        np.array(rules, np.intp),
        np.array(rule_starts, np.intp),
        _rows(words, language),
        np.array(word_starts, np.intp),
        np.diff(np.array([*word_starts, len(words)], np.float32)),
    )


def _rows(words: list[str], language: Language) -> NDArray[np.intp]:
    memory = _hashes[language]
    both = np.fromiter(map(memory.__getitem__, words), np.int64, len(words))
    first = both & 0xFFFFFFFF
    pairs = first * 31 + np.append(first[1:], 0) * 17
    return np.concatenate((
        first & _MASK,
        (both >> 32) + BUCKETS,
        ((pairs ^ pairs >> 15) & _MASK) + 2 * BUCKETS,
    )).astype(np.intp)


def _told(signals: Signals, vote: Vote) -> Iterator[int]:
    kind = _PLACE_OF_KIND[vote.kind]
    ownership = _PLACE_OF_OWNERSHIP[vote.ownership]
    yield _VOTE + kind
    yield _OWNERSHIP + ownership
    yield _TIME + _PLACE_OF_TIME[vote.time]
    yield _VOTE_OWNERSHIP + kind * 3 + ownership
    if vote.sensitivity >= 0:
        yield _SENSITIVITY + vote.sensitivity
    if signals.events:
        yield from {
            _EVENT + event.sort * 4 + event.framed * 2 + event.turned for event in signals.events
        }
        if any(event.absent for event in signals.events):
            yield _ABSENT
    cues = signals.cues
    if cues:
        for number in {place[0] for place in signals.places}:
            yield _CUE + number
        first = _VOTE_CUE + kind * len(_JOINED)
        for place, bit in enumerate(_JOINED_BITS):
            if cues & bit:
                yield first + place
    counts = signals.counts
    yield _BAD_COUNT + min(3, counts[_BAD])
    yield _GOOD_COUNT + min(3, counts[_GOOD])
    yield _LEARN_COUNT + min(3, counts[_LEARN])
    yield _BALANCE + 1 + (counts[_GOOD] > counts[_BAD]) - (counts[_GOOD] < counts[_BAD])
    if signals.parts:
        yield from {_PART + part[0] for part in signals.parts}


def _looks(text: str, signals: Signals, words: int) -> Iterator[int]:
    if text[signals.end - 1] == "?":
        yield _ASKS
    names = {match.lastgroup for match in _SIGNS.finditer(text, signals.start, signals.end)}
    for place, name in enumerate(_SIGN_NAMES):
        if name in names:
            yield _SIGN + place
    yield _LENGTH + (words > 4) + (words > 8) + (words > 14) + (words > 22)


def _surroundings(
    place: int, votes: Sequence[Vote], paragraph_of: Sequence[int]
) -> Iterator[int]:
    """Yield what stands around the sentence in its own paragraph, and only there."""
    here = paragraph_of[place]
    starts = place == 0 or paragraph_of[place - 1] != here
    ends = place + 1 == len(votes) or paragraph_of[place + 1] != here
    yield _PLACE + (0 if starts else 2 if ends else 1)
    yield _BEFORE + (len(KINDS) if starts else _PLACE_OF_KIND[votes[place - 1].kind])
    yield _AFTER + (len(KINDS) if ends else _PLACE_OF_KIND[votes[place + 1].kind])
