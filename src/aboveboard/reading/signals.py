"""What the phrase banks find in the sentences of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.reading.answers import LESSON, NEUTRAL, SETBACK, WIN
from aboveboard.reading.lexicon import ABSENT, CUES, EVENT_KINDS, LESSON_EVENT, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.reading.lexicon import Action, Bank

NEAR = 45
"""Most characters between the two halves of a frame or of a split phrase."""
CLOSE = 14
"""Most characters between "not one" and what is missing."""
BEFORE = 38
"""Most characters between a negator and the event after it."""
AFTER = {"nl": 22, "fr": 12, "en": 2}
"""Most characters between an event and a negator after it ("haalden het niet", "perdu aucun")."""
_NEGATOR = CUES.index("negator")
_PSEUDO = CUES.index("pseudo")
EVENT, PART, CUE, OPENING = map(int, (Role.EVENT, Role.PART, Role.CUE, Role.OPENING))


class Event:
    """Something a sentence tells, at ``start:end`` of the text.

    ``sort`` is a place in EVENT_KINDS. ``framed`` says that two word classes made it rather than
    a phrase of the bank, ``gap`` being the stretch between the two; ``turned`` that a negator
    reaches it; ``absent`` that it tells of something that is not there ("not one order");
    ``settled`` that the phrase has its own negator, so that none outside turns it.
    """

    __slots__ = ("absent", "end", "framed", "gap", "settled", "sort", "start", "turned")

    def __init__(
        self, start: int, end: int, sort: int, gap: tuple[int, int] | None = None
    ) -> None:
        self.start = start
        self.end = end
        self.absent = sort >= ABSENT
        self.sort = sort - ABSENT if self.absent else sort
        self.framed = gap is not None
        self.gap = gap
        self.turned = False
        self.settled = False

    def kind(self) -> int:
        """Return the kind the event tells once a negator has turned it.

        "Did not win" is a setback, "lost not one customer" a win; a turned phrase for a mild or
        severe setback that is no frame ("it was no disaster") is neutral.
        """
        told = EVENT_KINDS[self.sort]
        if not self.turned or self.settled or told == LESSON:
            return told
        if told == WIN:
            return SETBACK
        return WIN if self.framed or self.sort == 1 else NEUTRAL


class Signals:
    """All that was found in one sentence; positions are those of the text.

    ``cues`` and ``part_bits`` have a bit a cue and a bit a word class; ``counts`` has eight bits
    for each of COUNTED; ``places`` holds the cues whose place matters. ``matches`` holds what was
    found with its place, and ``tells`` that one of it may be an event by itself.
    """

    __slots__ = (
        "counts", "cues", "end", "events", "matches", "opened", "part_bits", "parts", "places",
        "start", "tells",
    )  # fmt: skip

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.matches: list[tuple[tuple[Action, ...], int, int]] = []
        self.tells = False
        self.events: list[Event] = []
        self.parts: list[tuple[int, int, int]] = []
        self.part_bits = 0
        self.cues = 0
        self.counts = 0
        self.places: list[tuple[int, int, int]] = []
        self.opened: dict[int, int] | None = None

    def note(self, cues: int, parts: int, counts: int) -> None:
        """Add the bits and counts of what was found."""
        self.cues |= cues
        self.part_bits |= parts
        self.counts += counts

    def first(self, cue: int) -> int:
        """Return where the first placed cue with this number stands, or -1."""
        for number, start, _ in self.places:
            if number == cue:
                return start
        return -1


def find_signals(
    text: str, folded: str, bounds: Sequence[tuple[int, int]], bank: Bank, *, after: int
) -> list[Signals]:
    """Return the signals of each sentence of ``bounds`` (start, end, in order) in ``text``.

    ``after`` is how far (characters) a negator may follow what it turns; see AFTER. Where a
    sentence tells no event, the places of its parts and cues are not kept: nothing asks them.
    """
    found = [Signals(start, end) for start, end in bounds]
    if found:
        _collect(folded, found, bank)
        for signals in found:
            if signals.tells or _may_frame(signals.part_bits, bank.partners):
                _place(signals)
                if len(signals.parts) > 1:
                    _make_frames(signals, bank)
                if signals.events:
                    _settle(signals, text, after=after)
            signals.matches = []
    return found


def _may_frame(part_bits: int, partners: tuple[int, ...]) -> bool:
    """Return whether two of the parts (a bit each) make an event when they stand near."""
    left = part_bits
    while left:
        lowest = left & -left
        if partners[lowest.bit_length() - 1] & part_bits:
            return True
        left ^= lowest
    return False


def _collect(folded: str, found: list[Signals], bank: Bank) -> None:
    adds = bank.found
    sentences = iter(found)
    signals = next(sentences)
    first, limit = signals.start, signals.end
    last = found[-1].end
    cues = parts = counts = 0
    matches = signals.matches
    for pattern, start, end in bank.automaton.find_matches_as_indexes(folded, overlapping=True):
        more_cues, more_parts, more_counts, placed, tells, before, behind = adds[pattern]
        stop = end - behind
        if stop > limit:
            if stop > last:
                break
            signals.note(cues, parts, counts)
            cues = parts = counts = 0
            while stop > limit:
                signals = next(sentences)
                limit = signals.end
            first = signals.start
            matches = signals.matches
        at = start - before
        if at >= first:
            cues |= more_cues
            parts |= more_parts
            counts += more_counts
            if placed:
                matches.append((placed, at, stop))
                if tells:
                    signals.tells = True
    signals.note(cues, parts, counts)


def _place(signals: Signals) -> None:
    parts, places = signals.parts, signals.places
    for placed, at, stop in signals.matches:
        for action in placed:
            role = action[0]
            if role == PART:
                parts.append((action[1], at, stop))
            elif role == CUE:
                places.append((action[1], at, stop))
            else:
                _apply(action, at, stop, signals)


def _apply(action: Action, start: int, stop: int, signals: Signals) -> None:
    role = action.role
    if role == PART:
        signals.parts.append((action.number, start, stop))
    elif role == CUE:
        signals.places.append((action.number, start, stop))
    elif role == EVENT:
        signals.events.append(Event(start, stop, action.number))
    elif role == OPENING:
        if signals.opened is None:
            signals.opened = {}
        signals.opened[action.number] = stop
    elif signals.opened and action.then is not None:
        opened = signals.opened.get(action.number)
        if opened is not None and 0 <= start - opened <= NEAR:
            _complete(action.then, opened, stop, signals)


def _complete(action: Action, start: int, stop: int, signals: Signals) -> None:
    """Apply what a split phrase stands for, its bits too."""
    if action.role == CUE:
        signals.cues |= 1 << action.number
    elif action.role == PART:
        signals.part_bits |= 1 << action.number
    _apply(action, start, stop, signals)


def _make_frames(signals: Signals, bank: Bank) -> None:
    parts = signals.parts
    frames = bank.frames
    partners = bank.partners
    present = signals.part_bits
    for here, (first, start, end) in enumerate(parts):
        if not partners[first] & present:
            continue
        for second, other_start, other_end in parts[here + 1 :]:
            if other_start < end:
                continue
            if other_start - end > NEAR:
                continue
            sort = frames.get((first, second))
            if sort is None:
                sort = frames.get((second, first))
                if sort is None or sort >= ABSENT:
                    continue
            if sort < ABSENT or other_start - end <= CLOSE:
                signals.events.append(Event(start, other_end, sort, (end, other_start)))


def _settle(signals: Signals, text: str, *, after: int) -> None:
    """Keep the longest of events inside each other, in order, and mark what is negated."""
    if len(signals.events) > 1:
        _keep_longest(signals)
    events = signals.events
    if not signals.cues >> _NEGATOR & 1:
        return
    pseudo = [place for place in signals.places if place[0] == _PSEUDO]
    for number, start, stop in signals.places:
        if number != _NEGATOR or any(a <= start and stop <= b for _, a, b in pseudo):
            continue
        for event in events:
            if event.gap is None and event.start <= start and stop <= event.end:
                event.settled = True
            elif _reaches(event, start, stop, text, after=after):
                event.turned = True


def _keep_longest(signals: Signals) -> None:
    kept: list[Event] = []
    reach = -1
    present = absent = False
    for event in sorted(signals.events, key=_by_place):
        if event.end > reach or (kept[-1].framed and not event.framed):
            kept.append(event)
            absent = absent or event.absent
            present = present or (event.framed and not event.absent)
            reach = max(reach, event.end)
    signals.events = (
        [event for event in kept if not event.absent] if present and absent else kept
    )


def _by_place(event: Event) -> tuple[int, int, bool]:
    """Return the order: by place, the longer first, of equals the frame first."""
    return event.start, -event.end, not event.framed


def _reaches(event: Event, start: int, stop: int, text: str, *, after: int) -> bool:
    if stop <= event.start:
        if event.start - stop > BEFORE:
            return False
        return not _parted(text, stop, event.start)
    if start >= event.end:
        return (
            event.sort != LESSON_EVENT
            and start - event.end <= after
            and not _parted(text, event.end, start)
        )
    return event.gap is not None and event.gap[0] <= start and stop <= event.gap[1]


def _parted(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return (
        "," in between or ";" in between or ":" in between or "–" in between or "(" in between
    )
