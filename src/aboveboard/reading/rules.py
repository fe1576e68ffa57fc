"""What the rules alone make of a sentence: its kind, whose it is, when, and how heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.reading.answers import (
    HYPOTHETICAL,
    LESSON,
    MODERATE,
    NEUTRAL,
    NONE,
    NOW,
    OTHER,
    OWN,
    PAST,
    SETBACK,
    SEVERE,
    SOLVED,
    WIN,
)
from aboveboard.reading.arrays import nonzero
from aboveboard.reading.lexicon import CUES, WIN_EVENT
from aboveboard.reading.signals import first_by_sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.events import Events
    from aboveboard.reading.scan import Scan
    from aboveboard.reading.signals import Signals

_BIT = {name: 1 << place for place, name in enumerate(CUES)}
_SUBJECT_BIT, _OTHER_BIT, _HYPOTHETICAL_BIT = (
    _BIT["subject"],
    _BIT["other"],
    _BIT["hypothetical"],
)
_WRITER = _SUBJECT_BIT | _BIT["object"]
_NOT_TOLD = _BIT["advert"] | _BIT["advice"]
_NOT_YET = _BIT["plan"] | _BIT["advert"]
_SOLVED_BIT, _NEGATOR_BIT, _PAST_BIT = _BIT["solved"], _BIT["negator"], _BIT["past"]
_OTHER_CUE = CUES.index("other")
_SUBJECT_CUE = CUES.index("subject")
_CONTRAST = CUES.index("contrast")


LONG = 10
"""A phrase of this many characters or more says clearly what happened, as does a severe one."""


@dataclass(frozen=True, slots=True)
class Votes:
    """The rules' reading in numbers, an entry a sentence.

    ``firmness`` is 2 when two word classes together tell the kind, 1 when a long phrase does,
    else 0.
    """

    kinds: NDArray[np.intp]
    ownerships: NDArray[np.intp]
    times: NDArray[np.intp]
    sensitivities: NDArray[np.intp]
    firmness: NDArray[np.intp]


def vote(scanned: Scan, signals: Signals, events: Events) -> Votes:
    """Return the rules' reading of each sentence; without an event its cues alone decide."""
    cues = signals.cues
    count = cues.size
    kinds, sensitivities = np.full(count, NEUTRAL, np.intp), np.full(count, NONE, np.intp)
    firmness = np.zeros(count, np.intp)
    ownerships = _whose_by_cues(cues)
    solved = (cues & _SOLVED_BIT != 0) & (cues & _NEGATOR_BIT == 0)
    times = np.where(solved, SOLVED, np.where(cues & _PAST_BIT != 0, PAST, NOW))
    deciding = _deciding(signals, events, count)
    telling = nonzero(deciding >= 0)
    event = deciding[telling]
    _set_whose(signals, events, telling, event, ownerships)
    is_told = _is_told(scanned, cues[telling], events.kinds[event], telling)
    telling, event = telling[is_told], event[is_told]
    kinds[telling] = events.kinds[event]
    of_kind = kinds[events.sentences] == events.kinds
    long = (events.ends - events.starts >= LONG) | (events.sorts == SEVERE)
    np.maximum.at(
        firmness, events.sentences[of_kind], np.where(events.is_framed, 2, long)[of_kind]
    )
    heavy = of_kind & (events.kinds == SETBACK)
    # A win that was not reached is a moderate setback.
    weight = np.where(events.sorts == WIN_EVENT, MODERATE, events.sorts)
    np.maximum.at(sensitivities, events.sentences[heavy], weight[heavy])
    return Votes(kinds, ownerships, times, sensitivities, firmness)


def _is_told(
    scanned: Scan,
    cues: NDArray[np.int64],
    kinds: NDArray[np.intp],
    places: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Return whether events count: no question, no advice, no advert, and no planned win."""
    asks = scanned.joined.characters[scanned.ends[places] - 1] == ord("?")
    general = (cues & _NOT_TOLD != 0) & (cues & _SUBJECT_BIT == 0)
    planned = (kinds == WIN) & (cues & _NOT_YET != 0)
    told: NDArray[np.bool_] = ~(asks | general | planned)
    return told


def _deciding(signals: Signals, events: Events, count: int) -> NDArray[np.intp]:
    """Return the event that decides in each sentence, or -1.

    A lesson, else the last one; of a setback and a win the setback, unless a contrast leads to
    the win or the win alone is made by two word classes.
    """
    number = np.arange(events.sentences.size)

    def last(chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
        found = np.full(count, -1, np.intp)
        found[events.sentences[chosen]] = number[chosen]
        return found

    lesson, setback, win = (last(events.kinds == kind) for kind in (LESSON, SETBACK, WIN))
    deciding = np.where(setback >= 0, setback, win)
    both = nonzero((setback >= 0) & (win >= 0))
    bad, good = setback[both], win[both]
    turns = signals.placed_cues.only(_CONTRAST).starts
    to_win = (events.starts[good] > events.starts[bad]) & _between(
        turns, events.starts[bad], events.starts[good]
    )
    to_setback = (events.starts[bad] > events.starts[good]) & _between(
        turns, events.starts[good], events.starts[bad]
    )
    framed = events.is_framed[good] & ~events.is_framed[bad]
    deciding[both] = np.where(to_win | (framed & ~to_setback), good, bad)
    deciding = np.where(deciding >= 0, deciding, last(np.ones(number.size, np.bool_)))
    return np.where(lesson >= 0, lesson, deciding)


def _between(
    places: NDArray[np.intp], start: NDArray[np.intp], end: NDArray[np.intp]
) -> NDArray[np.bool_]:
    places = np.sort(places)
    between: NDArray[np.bool_] = places.searchsorted(end, "right") > places.searchsorted(start)
    return between


def _whose_by_cues(cues: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return whose a sentence is by its cues: the writer's unless only others are named."""
    is_other = (cues & _OTHER_BIT != 0) & (cues & _WRITER == 0)
    whose: NDArray[np.intp] = np.where(
        cues & _HYPOTHETICAL_BIT != 0, HYPOTHETICAL, np.where(is_other, OTHER, OWN)
    )
    return whose


def _set_whose(
    signals: Signals,
    events: Events,
    places: NDArray[np.intp],
    event: NDArray[np.intp],
    ownerships: NDArray[np.intp],
) -> None:
    """Make an event someone else's when they stand before it and the writer only after it."""
    cues = signals.cues[places]
    count = signals.cues.size
    first_own = first_by_sentence(signals.placed_cues.only(_SUBJECT_CUE), count)[places]
    first_other = first_by_sentence(signals.placed_cues.only(_OTHER_CUE), count)[places]
    is_other = (
        (cues & _HYPOTHETICAL_BIT == 0)
        & (cues & _OTHER_BIT != 0)
        & (cues & _WRITER != 0)
        & (first_own > events.ends[event])
        & (first_other < events.starts[event])
    )
    ownerships[places[is_other]] = OTHER
