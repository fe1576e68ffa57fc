"""Where the patterns of an automaton stand in the sentences of one language."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from aboveboard.reading.arrays import padded
from aboveboard.reading.joined import runs

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick
    from numpy.typing import NDArray

    from aboveboard.reading.scan import Scan


class Patterns(Protocol):
    """An automaton over folded text; ``before`` and ``behind`` say which blanks are no part of a match."""

    @property
    def automaton(self) -> AhoCorasick: ...
    @property
    def before(self) -> NDArray[np.int64]: ...
    @property
    def behind(self) -> NDArray[np.int64]: ...


class Matches(NamedTuple):
    """Where patterns were found: pattern, sentence and place in the joined text."""

    patterns: NDArray[np.int64]
    sentences: NDArray[np.intp]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class Placed(NamedTuple):
    """Things found in sentences: in which sentence, what, and from where to where.

    ``numbers`` are those of what was looked for (an event, a part, a cue, a group of phrases);
    positions are those of the joined text.
    """

    sentences: NDArray[np.intp]
    numbers: NDArray[np.intp]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    def only(self, number: int) -> Placed:
        """Return those with this number."""
        return self.where(self.numbers == number)

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp] | slice) -> Placed:
        """Return those that were chosen."""
        return Placed(
            self.sentences[chosen], self.numbers[chosen], self.starts[chosen], self.ends[chosen]
        )


def find_matches(fold: str, scanned: Scan, language: int, patterns: Patterns) -> Matches:
    """Return what is found inside the sentences of a language (its number in ORDER), by end."""
    first, last = runs(padded(scanned.languages == language))
    starts, ends = scanned.starts[first - 1] - 1, scanned.ends[last - 2] + 1
    lengths = ends - starts
    offsets = np.cumsum(lengths) - lengths
    text = "".join(
        [fold[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    )
    found = patterns.automaton.find_matches_as_indexes(text, overlapping=True)
    numbers = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
    pattern, begin, end = numbers.reshape(-1, 3).T
    begin = begin + patterns.before[pattern]
    stretch = offsets.searchsorted(begin, "right") - 1
    move = (starts - offsets)[stretch]
    begin, end = begin + move, end - patterns.behind[pattern] + move
    sentence = scanned.starts.searchsorted(begin, "right") - 1
    inside = (sentence >= 0) & (end <= scanned.ends[sentence])
    return Matches(pattern[inside], sentence[inside], begin[inside], end[inside])


def standing_for(
    matches: Matches,
    numbers: NDArray[np.intp],
    first: NDArray[np.intp],
    count: NDArray[np.intp],
) -> Placed:
    """Return what the found patterns stand for; a pattern may stand for several things.

    ``first`` and ``count`` say where in ``numbers`` those of each pattern start and how many.
    """
    times = count[matches.patterns]
    match = np.repeat(np.arange(times.size), times)
    before = np.cumsum(times) - times
    place = np.arange(match.size) - before[match] + first[matches.patterns][match]
    return Placed(
        matches.sentences[match], numbers[place], matches.starts[match], matches.ends[match]
    )
