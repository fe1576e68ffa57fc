"""What the rules alone make of a sentence: its kind, whose it is, when, and how heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from aboveboard.core.kinds import Kind
from aboveboard.reading.lexicon import CUES, EVENT_SORTS, LESSON, WIN

if TYPE_CHECKING:
    from aboveboard.reading.signals import Event, Signals

type Ownership = Literal["own", "other", "hypothetical"]
type Time = Literal["now", "past", "solved"]
type Sensitivity = Literal["mild", "moderate", "severe"]

_MODERATE = 1
_BIT = {name: 1 << place for place, name in enumerate(CUES)}
_FIRST_PERSON = _BIT["subject"] | _BIT["object"] | _BIT["owner"]
_OTHER = CUES.index("other")
_SUBJECT = CUES.index("subject")
_NOT_TOLD = _BIT["advert"] | _BIT["advice"]
_CONTRAST = CUES.index("contrast")


class Vote(NamedTuple):
    """The rules' reading of a sentence, ``event`` being what decided it."""

    kind: Kind
    ownership: Ownership
    time: Time
    sensitivity: int
    event: Event | None


def told_kind(event: Event) -> Kind:
    """Return the kind an event tells once a negator has turned it.

    "Did not win" is a setback, "lost not one customer" a win; a turned setback phrase that is
    no frame ("it was no failure") is neutral.
    """
    kind = EVENT_SORTS[event.sort].kind
    if not event.turned or kind is Kind.LESSON:
        return kind
    if kind is Kind.WIN:
        return Kind.SETBACK
    return Kind.WIN if event.framed or event.sort == _MODERATE else Kind.NEUTRAL


def vote(signals: Signals, *, asks: bool) -> Vote:
    """Return the rules' reading; ``asks`` says that the sentence ends in a question mark."""
    event = _deciding(signals)
    ownership = whose(signals, event)
    time = _when(signals)
    if event is None:
        return Vote(Kind.NEUTRAL, ownership, time, -1, None)
    kind = told_kind(event)
    if kind is Kind.WIN and (asks or signals.cues & (_BIT["plan"] | _BIT["advert"])):
        return Vote(Kind.NEUTRAL, ownership, time, -1, event)
    if asks or (signals.cues & _NOT_TOLD and not signals.cues & _BIT["subject"]):
        return Vote(Kind.NEUTRAL, ownership, time, -1, event)
    sensitivity = _sensitivity(signals, event) if kind is Kind.SETBACK else -1
    return Vote(kind, ownership, time, sensitivity, event)


def _deciding(signals: Signals) -> Event | None:
    """Return the event that decides: a lesson, else the last one, setbacks before good mood."""
    events = signals.events
    if not events:
        return None
    lesson = setback = win = None
    for event in events:
        kind = told_kind(event)
        if event.sort == LESSON:
            lesson = event
        elif kind is Kind.SETBACK:
            setback = event
        elif kind is Kind.WIN:
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


def whose(signals: Signals, event: Event | None) -> Ownership:
    """Return whose event the sentence tells; the writer's unless somebody else is its subject."""
    cues = signals.cues
    if cues & _BIT["hypothetical"]:
        return "hypothetical"
    if not cues & _BIT["other"]:
        return "own"
    if not cues & _FIRST_PERSON:
        return "other"
    if cues & (_BIT["subject"] | _BIT["object"]):
        first_own = signals.first(_SUBJECT)
        if first_own < 0 or event is None:
            return "own"
        first_other = signals.first(_OTHER)
        return "other" if first_own > event.end and first_other < event.start else "own"
    return "other"


def _when(signals: Signals) -> Time:
    cues = signals.cues
    if cues & _BIT["solved"] and not cues & _BIT["negator"]:
        return "solved"
    if cues & _BIT["past"]:
        return "past"
    return "now"


def _sensitivity(signals: Signals, event: Event) -> int:
    """Return the heaviest told setback's weight; a win that was not reached is moderate."""
    heaviest = 0
    for one in signals.events:
        if told_kind(one) is Kind.SETBACK:
            weight = _MODERATE if one.sort == WIN else EVENT_SORTS[one.sort].sensitivity
            heaviest = max(heaviest, weight)
    return heaviest if event.sort != WIN else max(heaviest, _MODERATE)
