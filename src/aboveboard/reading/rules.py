"""What the rules alone make of a sentence: its kind, whose it is, when, and how heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    SOLVED,
    WIN,
)
from aboveboard.reading.lexicon import CUES, LESSON_EVENT, WIN_EVENT

if TYPE_CHECKING:
    from aboveboard.reading.signals import Event, Signals

_BIT = {name: 1 << place for place, name in enumerate(CUES)}
_SUBJECT_BIT, _OTHER_BIT, _HYPOTHETICAL_BIT = (
    _BIT["subject"],
    _BIT["other"],
    _BIT["hypothetical"],
)
_WRITER = _SUBJECT_BIT | _BIT["object"]
_FIRST_PERSON = _WRITER | _BIT["owner"]
_NOT_TOLD = _BIT["advert"] | _BIT["advice"]
_NOT_YET = _BIT["plan"] | _BIT["advert"]
_SOLVED_BIT, _NEGATOR_BIT, _PAST_BIT = _BIT["solved"], _BIT["negator"], _BIT["past"]
_OTHER_CUE = CUES.index("other")
_SUBJECT_CUE = CUES.index("subject")
_CONTRAST = CUES.index("contrast")


LONG = 10
"""A phrase of this many characters or more says clearly what happened."""


class Vote(NamedTuple):
    """The rules' reading of a sentence in numbers, ``event`` being what decided it.

    ``firmness`` is 2 when two word classes together tell the kind, 1 when a long phrase does,
    else 0.
    """

    kind: int
    ownership: int
    time: int
    sensitivity: int
    event: Event | None
    firmness: int = 0


_without_event: dict[int, Vote] = {}
_REMEMBERED = 20_000


def vote(signals: Signals, *, asks: bool) -> Vote:
    """Return the rules' reading; ``asks`` says that the sentence ends in a question mark."""
    cues = signals.cues
    if not signals.events:
        # Without an event the cues alone decide, and the same few sets of cues come back.
        known = _without_event.get(cues)
        if known is None:
            known = Vote(NEUTRAL, whose(signals, None), _when(cues), NONE, None)
            if len(_without_event) < _REMEMBERED:
                _without_event[cues] = known
        return known
    event = _deciding(signals.events, signals)
    ownership = whose(signals, event)
    time = _when(cues)
    kind = event.kind()
    untold = asks or (cues & _NOT_TOLD and not cues & _SUBJECT_BIT)
    if untold or (kind == WIN and cues & _NOT_YET):
        return Vote(NEUTRAL, ownership, time, NONE, event)
    sensitivity = _sensitivity(signals) if kind == SETBACK else NONE
    return Vote(kind, ownership, time, sensitivity, event, _firmness(signals.events, kind))


def _firmness(events: list[Event], kind: int) -> int:
    firmness = 0
    for event in events:
        if event.kind() == kind:
            if event.framed:
                return 2
            if event.end - event.start >= LONG:
                firmness = 1
    return firmness


def _deciding(events: list[Event], signals: Signals) -> Event:
    """Return the event that decides: a lesson, else the last one, setbacks before good mood."""
    if len(events) == 1:
        return events[0]
    lesson = setback = win = None
    for event in events:
        kind = event.kind()
        if kind == LESSON:
            lesson = event
        elif kind == SETBACK:
            setback = event
        elif kind == WIN:
            win = event
    if lesson is not None:
        return lesson
    if setback is None or win is None:
        return setback or win or events[-1]
    if win.start > setback.start and _contrast_between(signals, setback.start, win.start):
        return win
    if setback.start > win.start and _contrast_between(signals, win.start, setback.start):
        return setback
    return win if win.framed and not setback.framed else setback


def _contrast_between(signals: Signals, start: int, end: int) -> bool:
    return any(
        number == _CONTRAST and start <= place <= end for number, place, _ in signals.places
    )


def whose(signals: Signals, event: Event | None) -> int:
    """Return whose event the sentence tells; the writer's unless somebody else is its subject."""
    cues = signals.cues
    if cues & _HYPOTHETICAL_BIT:
        return HYPOTHETICAL
    if not cues & _OTHER_BIT:
        return OWN
    if not cues & _FIRST_PERSON:
        return OTHER
    if cues & _WRITER:
        first_own = signals.first(_SUBJECT_CUE)
        if first_own < 0 or event is None:
            return OWN
        first_other = signals.first(_OTHER_CUE)
        return OTHER if first_own > event.end and first_other < event.start else OWN
    return OTHER


def _when(cues: int) -> int:
    if cues & _SOLVED_BIT and not cues & _NEGATOR_BIT:
        return SOLVED
    return PAST if cues & _PAST_BIT else NOW


def _sensitivity(signals: Signals) -> int:
    """Return the heaviest told setback's weight; a win that was not reached is moderate."""
    heaviest = 0
    for event in signals.events:
        if event.sort != LESSON_EVENT and event.kind() == SETBACK:
            weight = MODERATE if event.sort == WIN_EVENT else event.sort
            heaviest = max(heaviest, weight)
    return heaviest
