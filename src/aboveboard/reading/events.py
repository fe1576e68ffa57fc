"""Events: what sentences tell, from phrases and from two word classes near each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.answers import NEUTRAL, SETBACK, WIN
from aboveboard.reading.arrays import nonzero
from aboveboard.reading.characters import PARTING
from aboveboard.reading.lexicon import (
    ABSENT,
    CUES,
    EVENT_KINDS,
    LESSON_EVENT,
    frame_table,
)
from aboveboard.reading.matches import Placed
from aboveboard.reading.signals import NEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.scan import Scan
    from aboveboard.reading.signals import Signals

CLOSE = 14
"""Most characters between "not one" and what is missing."""
BEFORE = 38
"""Most characters between a negator and the event after it."""
AFTER = {"nl": 22, "fr": 12, "en": 2}
"""Most characters between an event and a negator after it ("haalden het niet", "perdu aucun")."""
_AFTER = np.array([*(AFTER[language.value] for language in READ), 0])
_NEGATOR = CUES.index("negator")
_PSEUDO = CUES.index("pseudo")
_MOST_APART = 12
"""Most parts of a sentence between the two of a frame: more do not fit in NEAR characters."""


def _kinds() -> NDArray[np.intp]:
    """Return the kind by sort, by whether two classes made it and by whether a negator turned it.

    "Did not win" is a setback, "lost not one customer" a win; a turned phrase for a mild or
    severe setback that is no frame ("it was no disaster") is neutral.
    """
    kinds = np.empty((len(EVENT_KINDS), 2, 2), np.intp)
    for sort, told in enumerate(EVENT_KINDS):
        kinds[sort] = told
        if told == WIN:
            kinds[sort, :, 1] = SETBACK
        elif told == SETBACK:
            kinds[sort, :, 1] = WIN if sort == 1 else NEUTRAL, WIN
    return kinds


_KINDS = _kinds()


@dataclass(frozen=True, slots=True)
class Events:
    """What sentences tell, by sentence and then by place; positions are those of the joined text.

    ``sorts`` are places in EVENT_KINDS. ``is_framed`` says that two word classes made the event
    rather than a phrase of the bank, ``is_turned`` that a negator reaches it, ``is_absent`` that
    it tells of something that is not there ("not one order"). ``kinds`` is what it tells once it
    is turned; a phrase that has its own negator is turned by none outside.
    """

    sentences: NDArray[np.intp]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    sorts: NDArray[np.intp]
    is_framed: NDArray[np.bool_]
    is_absent: NDArray[np.bool_]
    is_turned: NDArray[np.bool_]
    kinds: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Found:
    """Events before negators are looked at; ``gap_*`` is the stretch between a frame's halves."""

    placed: Placed
    is_framed: NDArray[np.bool_]
    gap_starts: NDArray[np.intp]
    gap_ends: NDArray[np.intp]

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> _Found:
        return _Found(
            Placed(*(one[chosen] for one in self.placed)),
            self.is_framed[chosen],
            self.gap_starts[chosen],
            self.gap_ends[chosen],
        )


def find_events(scanned: Scan, signals: Signals) -> Events:
    """Return the events of each sentence, the longest of those inside each other."""
    found = _longest(_with_frames(signals))
    placed = found.placed
    is_absent = placed.numbers >= ABSENT
    sorts = placed.numbers - ABSENT * is_absent
    turned, settled = _reached_by_negators(scanned, signals, found, sorts)
    kinds = _KINDS[sorts, found.is_framed.astype(np.intp), (turned & ~settled).astype(np.intp)]
    return Events(
        placed.sentences, placed.starts, placed.ends, sorts, found.is_framed, is_absent,
        turned, kinds,
    )  # fmt: skip


def _with_frames(signals: Signals) -> _Found:
    """Return the bank's own events and those that two parts make."""
    parts = signals.placed_parts
    table = frame_table()
    firsts, seconds, sorts = [], [], []
    for apart in range(1, min(_MOST_APART, parts.sentences.size - 1) + 1):
        first = nonzero(parts.sentences[apart:] == parts.sentences[:-apart])
        if not first.size:
            break
        second = first + apart
        # By end: of two parts the one that ends first may start later, when it is inside.
        gap = parts.starts[second] - parts.ends[first]
        sort = table[parts.numbers[first], parts.numbers[second]]
        makes = (sort >= 0) & (gap >= 0) & (gap <= np.where(sort >= ABSENT, CLOSE, NEAR))
        firsts.append(first[makes])
        seconds.append(second[makes])
        sorts.append(sort[makes])
    events = signals.events
    none = np.zeros(events.sentences.size, np.intp)
    if not firsts:
        return _Found(events, none != 0, none, none)
    first, second, sort = map(np.concatenate, (firsts, seconds, sorts))
    frames = Placed(parts.sentences[first], sort, parts.starts[first], parts.ends[second])
    return _Found(
        Placed(*map(np.concatenate, zip(events, frames, strict=True))),
        np.arange(none.size + first.size) >= none.size,
        np.concatenate((none, parts.ends[first])),
        np.concatenate((none, parts.starts[second])),
    )


def _longest(found: _Found) -> _Found:
    """Return the events that do not lie inside another one; a phrase inside a frame stays.

    Where a frame tells of something that is there, "not one" beside it tells nothing more.
    """
    placed = found.placed
    order = np.lexsort((~found.is_framed, -placed.ends, placed.starts, placed.sentences))
    found = found.take(order)
    placed = found.placed
    if not order.size:
        return found
    # Sentences follow each other, so the reach of those before never covers the next one.
    reach = np.maximum.accumulate(placed.ends)
    widest = np.ones(order.size, np.bool_)
    np.greater(placed.ends[1:], reach[:-1], out=widest[1:])
    last_wide = np.maximum.accumulate(np.where(widest, np.arange(order.size), 0))
    found = found.take(widest | (found.is_framed[last_wide] & ~found.is_framed))
    placed = found.placed
    is_absent = placed.numbers >= ABSENT
    present = np.zeros(int(placed.sentences[-1]) + 1, np.bool_)
    present[placed.sentences[found.is_framed & ~is_absent]] = True
    return found.take(~(is_absent & present[placed.sentences]))


def _reached_by_negators(
    scanned: Scan, signals: Signals, found: _Found, sorts: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which events a negator turns, and which have a negator of their own."""
    placed = found.placed
    turned, settled = np.zeros((2, sorts.size), np.bool_)
    negators = _real_negators(signals)
    if not negators.sentences.size or not sorts.size:
        return turned, settled
    first = placed.sentences.searchsorted(negators.sentences)
    count = placed.sentences.searchsorted(negators.sentences, "right") - first
    negator = np.repeat(np.arange(count.size), count)
    event = np.arange(negator.size) - (np.cumsum(count) - count)[negator] + first[negator]
    start, end = negators.starts[negator], negators.ends[negator]
    opens, closes = placed.starts[event], placed.ends[event]
    framed = found.is_framed[event]
    within = ~framed & (opens <= start) & (end <= closes)
    settled[event[within]] = True
    after = _AFTER[scanned.languages[negators.sentences]][negator]
    partings = scanned.mark_places[scanned.mark_bits & PARTING != 0]
    reaches = (
        ((end <= opens) & (opens - end <= BEFORE) & ~_parted(partings, end, opens))
        | (
            (start >= closes)
            & (sorts[event] != LESSON_EVENT)
            & (start - closes <= after)
            & ~_parted(partings, closes, start)
        )
        | (framed & (found.gap_starts[event] <= start) & (end <= found.gap_ends[event]))
    )
    turned[event[reaches & ~within]] = True
    return turned, settled


def _real_negators(signals: Signals) -> Placed:
    """Return the negators but for those in a phrase that only looks like one ("no doubt")."""
    negators = signals.placed_cues.only(_NEGATOR)
    pseudo = signals.placed_cues.only(_PSEUDO)
    if not pseudo.starts.size:
        return negators
    order = np.argsort(pseudo.starts)
    starts, reach = pseudo.starts[order], np.maximum.accumulate(pseudo.ends[order])
    before = starts.searchsorted(negators.starts, "right") - 1
    return negators.where((before < 0) | (reach[before] < negators.ends))


def _parted(
    partings: NDArray[np.intp], start: NDArray[np.intp], end: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Return whether a comma or the like stands between two places."""
    parted: NDArray[np.bool_] = partings.searchsorted(end) > partings.searchsorted(start)
    return parted


def told_by(
    events: Events, kinds: NDArray[np.intp], places: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return the longest event that tells each sentence's kind, or -1.

    ``places`` are numbers of sentences in order, ``kinds`` the kind read for each.
    """
    chosen = np.full(places.size, -1, np.intp)
    if not places.size:
        return chosen
    row = places.searchsorted(events.sentences)
    row = np.minimum(row, places.size - 1)
    fits = (places[row] == events.sentences) & (kinds[row] == events.kinds)
    fitting = nonzero(fits & (events.kinds != NEUTRAL))
    length = events.ends[fitting] - events.starts[fitting]
    # Of equals the first one: it is written last.
    order = np.lexsort((-fitting, length))
    chosen[row[fitting[order]]] = fitting[order]
    return chosen
