"""All boundaries of a person, compiled once, found in many texts at once."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.arrays import counts_of, nonzero
from aboveboard.reading.boundaries.entries import Role
from aboveboard.reading.boundaries.forms import listed_words
from aboveboard.reading.boundaries.index import (
    UNCHANGED,
    WHOLE,
    Segment,
    cut,
    grams,
    letter_sets,
    shortened,
    without_one,
    without_two,
)
from aboveboard.reading.boundaries.judge import Stretch, stands_at
from aboveboard.reading.boundaries.people import firsts_near, is_last_name, is_short
from aboveboard.reading.boundaries.plain import Plain
from aboveboard.reading.boundaries.slips import mistyped
from aboveboard.reading.joined import hash_words
from aboveboard.reading.lexicon import function_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.boundaries.boundary import Boundary
    from aboveboard.reading.boundaries.entries import Stem
    from aboveboard.reading.joined import Joined

_SMALL: Final = 500
"""Boundaries that are compiled anew for one that is added; more are left as they are."""


class Found(NamedTuple):
    """A boundary in a text: from where to where, and whether a slip lies between the two."""

    boundary: Boundary
    start: int
    end: int
    is_slip: bool


class BoundaryMatcher:
    """Compiled boundaries. It never changes; :meth:`changed` gives another one.

    ``boundaries`` is all of them in order; those about numbers and targets are only kept here.
    """

    def __init__(
        self, segments: tuple[Segment, ...], gone: frozenset[Boundary] = frozenset()
    ) -> None:
        self._segments = segments
        self._gone = gone

    @property
    def boundaries(self) -> tuple[Boundary, ...]:
        """Every boundary, in the order in which they came."""
        return tuple(
            one
            for segment in self._segments
            for one in segment.boundaries
            if one not in self._gone
        )

    @property
    def figures(self) -> tuple[Boundary, ...]:
        """Those about kinds of numbers and about targets."""
        return tuple(
            one
            for segment in self._segments
            for one in segment.figures
            if one not in self._gone
        )

    def changed(
        self, *, added: Iterable[Boundary] = (), removed: Collection[Boundary] = ()
    ) -> BoundaryMatcher:
        """Return a matcher with these added and those removed; only a small part is compiled anew."""
        new = tuple(added)
        gone = (self._gone | frozenset(removed)) - frozenset(new)
        kept = list(self._segments)
        back = [one for one in self._gone if one in set(new)]
        if back or len(gone) > _SMALL:
            everything = (*(one for one in self.boundaries if one not in gone), *new)
            return compiled(tuple(dict.fromkeys(everything)))
        if kept and len(kept[-1].boundaries) + len(new) <= _SMALL and len(kept) > 1:
            new = (*kept.pop().boundaries, *new)
        return BoundaryMatcher((*kept, Segment(new)) if new else tuple(kept), gone)

    def find(self, joined: Joined, has_compounds: Callable[[int], bool]) -> list[Found]:
        """Return where boundaries stand, those found as they are before those with a slip.

        ``has_compounds`` says of a place whether its language writes words together. Of one
        boundary no two passages lie over each other.
        """
        if not any(segment.stems for segment in self._segments):
            return []
        plain = Plain(joined)
        if not plain.letters:
            return []
        looked = _Looked(plain, joined)
        found: list[Found] = []
        for segment in self._segments:
            held = _Held(segment, plain)
            _find_stems(segment, looked, held, has_compounds)
            _find_slips(segment, looked, held)
            found += [one for one in held.found if one.boundary not in self._gone]
        return found


def compiled(boundaries: Sequence[Boundary]) -> BoundaryMatcher:
    """Return the matcher of all these boundaries."""
    return BoundaryMatcher((Segment(boundaries),))


@cache
def _ordinary() -> NDArray[np.uint64]:
    """Return the numbers of the words people use in any text, in order."""
    words = {word for language in READ for word in function_words(language)} | listed_words()
    single = sorted(word for word in words if word.isalnum())
    return np.sort(hash_words(single))


class _Looked:
    """What is looked up of a text.

    ``grams`` are the letters from each place on; ``keys`` the opening letters of words, whole and
    with letters left out, and ``words`` the number of the word of each.
    """

    def __init__(self, plain: Plain, joined: Joined) -> None:
        self.plain = plain
        long = grams(plain.codes)
        self.grams = long & WHOLE
        self.opening = long[plain.opens]
        self.lengths = counts_of(plain.opens, plain.codes.size)
        openings = cut(self.opening, self.lengths)
        is_ordinary = _are_ordinary(plain, joined)
        openings[is_ordinary] |= UNCHANGED
        some = nonzero(self.lengths >= 3)
        once = some[~is_ordinary[some]]
        twice = once[self.lengths[once] >= 7]
        one, two = without_one(openings[once]), without_two(openings[twice])
        self.keys = np.concatenate((openings[some], one.ravel(), two.ravel()))
        self.words = np.concatenate(
            (some, np.repeat(once, one.shape[1]), np.repeat(twice, two.shape[1]))
        )

    @cached_property
    def letters(self) -> NDArray[np.uint32]:
        """Which letters each word has."""
        return letter_sets(self.plain.codes, self.plain.opens)


def _are_ordinary(plain: Plain, joined: Joined) -> NDArray[np.bool_]:
    words = joined.words
    at = words.starts.searchsorted(plain.places[plain.opens])
    hashes = words.hashes[np.minimum(at, words.starts.size - 1)]
    ordinary = _ordinary()
    place = np.minimum(ordinary.searchsorted(hashes), ordinary.size - 1)
    is_ordinary: NDArray[np.bool_] = ordinary[place] == hashes
    return is_ordinary


class _Held:
    """What was found of a segment so far."""

    def __init__(self, segment: Segment, plain: Plain) -> None:
        self.found: list[Found] = []
        self._segment = segment
        self._plain = plain
        self._taken: dict[int, list[Stretch]] = {}

    def add(self, boundary: int, stretch: Stretch, *, is_slip: bool) -> None:
        taken = self._taken.setdefault(boundary, [])
        if any(stretch.first < one.last and one.first < stretch.last for one in taken):
            return
        taken.append(stretch)
        start, end = self._plain.span(*stretch)
        self.found.append(Found(self._segment.boundaries[boundary], start, end, is_slip))


def _find_stems(
    segment: Segment, looked: _Looked, held: _Held, has_compounds: Callable[[int], bool]
) -> None:
    plain = looked.plain
    firms: list[tuple[Stem, Stretch]] = []
    shorts: dict[tuple[str, int], Stretch | None] = {}
    for stem, at in _places(segment, looked):
        if stem.role == Role.LAST:
            stretch = is_last_name(plain, stem, at)
        elif stem.role == Role.SHORT:
            # Many people may share a first name and an initial.
            key = stem.letters, at
            if key not in shorts:
                shorts[key] = is_short(plain, stem, at)
            stretch = shorts[key]
        else:
            stretch = stands_at(plain, stem, at, has_compounds=has_compounds)
        if stretch and stem.role == Role.FIRM:
            firms.append((stem, stretch))
        elif stretch:
            held.add(stem.boundary, stretch, is_slip=False)
    for stem, firm in firms:
        for stretch in firsts_near(plain, stem, firm):
            held.add(stem.boundary, stretch, is_slip=False)


def _places(segment: Segment, looked: _Looked) -> Iterator[tuple[Stem, int]]:
    for place, stems in segment.anchored(looked.grams):
        for number, offset in stems:
            yield segment.stems[number], place - offset
    if segment.lengths.size:
        opens, count = looked.plain.opens, segment.lengths.size
        for place, stems in segment.anchored(
            shortened(looked.opening, segment.lengths).ravel()
        ):
            at = int(opens[place // count])
            for number, _ in stems:
                yield segment.stems[number], at


def _find_slips(segment: Segment, looked: _Looked, held: _Held) -> None:
    plain = looked.plain
    near = segment.slipped(looked.keys, looked.words, looked.lengths, lambda: looked.letters)
    for word, name in sorted(near):
        found = mistyped(plain, segment.names[name], word)
        if found:
            held.add(segment.names[name].boundary, found[0], is_slip=found[1])
