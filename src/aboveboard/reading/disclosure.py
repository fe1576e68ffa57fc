"""What a text tells: wins, setbacks and lessons, whose they are, when, and how heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aboveboard.core.kinds import Kind
from aboveboard.core.text import Span
from aboveboard.reading.answers import (
    KINDS,
    LESSON,
    NEUTRAL,
    NONE,
    OWN,
    OWNERSHIPS,
    SENSITIVITIES,
    SETBACK,
    SOLVED,
    TIMES,
    WIN,
    Ownership,
    Sensitivity,
    Time,
)
from aboveboard.reading.arrays import nonzero
from aboveboard.reading.events import find_events, told_by
from aboveboard.reading.features import extract
from aboveboard.reading.model import score, weights
from aboveboard.reading.paragraphs import ORDER
from aboveboard.reading.rules import vote
from aboveboard.reading.scan import portions, scan
from aboveboard.reading.signals import find_signals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aboveboard.core.languages import Language
    from aboveboard.reading.events import Events
    from aboveboard.reading.scan import Scan


class SentenceDisclosure(NamedTuple):
    """What one sentence tells. ``span`` and ``evidence`` point into the text that was read.

    ``confidence`` is the share (0 to 1) the reading gives to ``kind``; ``evidence`` the words
    that tell it, or None when no phrase of the bank does. ``sensitivity`` is None for anything
    but a setback. ``is_negated`` says that a negator turned the evidence ("not one order").
    A tuple, for an import makes millions of them: it is made several times as fast as a frozen
    dataclass.
    """

    span: Span
    kind: Kind
    ownership: Ownership
    time: Time
    sensitivity: Sensitivity | None
    is_negated: bool
    evidence: Span | None
    language: Language
    confidence: float


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a text tells as a whole, and each of its sentences in order.

    ``sensitivity`` is that of its heaviest own, unsolved setback, None when it has none.
    """

    kind: Kind
    sensitivity: Sensitivity | None
    sentences: tuple[SentenceDisclosure, ...]
    language: Language


def read_disclosure(text: str) -> Disclosure:
    """Return what ``text`` tells. Text in a language we do not read is neutral throughout."""
    return read_disclosures([text])[0]


def read_disclosures(texts: Sequence[str]) -> list[Disclosure]:
    """Return what each of ``texts`` tells, in order, as :func:`read_disclosure` would.

    Many texts together are read many times faster than one by one. How sure the reading is may
    differ in its seventh digit.
    """
    read: list[Disclosure] = []
    for chosen in portions(texts):
        read += _read_together(chosen)
    return read


def propose_kind(line: str) -> Kind:
    """Return the kind a one-line capture tells; the line is about its writer.

    A capture is a note ("loan refused"), no sentence of a post: what the phrase banks find
    counts before the model, which knows sentences.
    """
    scanned = scan([line])
    signals = find_signals(scanned)
    found = set(vote(scanned, signals, find_events(scanned, signals)).kinds.tolist())
    for kind in (SETBACK, WIN, LESSON):
        if kind in found:
            return KINDS[kind]
    told = read_disclosure(line).sentences
    for wanted in (Kind.SETBACK, Kind.WIN, Kind.LESSON):
        if any(one.kind is wanted for one in told):
            return wanted
    return Kind.NEUTRAL


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, as numbers, an entry a sentence; ``events`` is that of the evidence, or -1."""

    kinds: NDArray[np.intp]
    ownerships: NDArray[np.intp]
    times: NDArray[np.intp]
    sensitivities: NDArray[np.intp]
    is_negated: NDArray[np.bool_]
    shares: NDArray[np.float64]
    evidence: list[Span | None]


def _read_together(texts: Sequence[str]) -> list[Disclosure]:
    scanned = scan(texts)
    read = _read(scanned)
    sentences = _sentences(scanned, read)
    ends = scanned.texts.searchsorted(np.arange(len(texts)), "right").tolist()
    kinds, heaviest = _of_texts(scanned, read)
    return [
        Disclosure(KINDS[kind], _WEIGHTS[weight], tuple(sentences[start:end]), ORDER[language])
        for start, end, kind, weight, language in zip(
            [0, *ends[:-1]], ends, kinds.tolist(), heaviest.tolist(),
            scanned.text_languages.tolist(), strict=True,
        )
    ]  # fmt: skip


def _read(scanned: Scan) -> _Read:
    """Return what each sentence tells; one in a language we do not read tells nothing."""
    count = scanned.starts.size
    kinds, ownerships, times, sensitivities = np.zeros((4, count), np.intp)
    kinds[:], sensitivities[:] = NEUTRAL, NONE
    shares, is_negated = np.zeros(count), np.zeros(count, np.bool_)
    evidence: list[Span | None] = [None] * count
    read = _Read(kinds, ownerships, times, sensitivities, is_negated, shares, evidence)
    if not count:
        return read
    signals = find_signals(scanned)
    events = find_events(scanned, signals)
    votes = vote(scanned, signals, events)
    features = extract(scanned, signals, events, votes)
    places = features.sentences
    if not places.size:
        return read
    answers = score(features, weights(), votes)
    kinds[places], ownerships[places], times[places] = answers[:3]
    shares[places] = answers.shares
    sensitivities[places] = np.where(answers.kinds == SETBACK, answers.sensitivities, NONE)
    event = told_by(events, answers.kinds, places)
    told = nonzero(event >= 0)
    is_negated[places[told]] = events.is_turned[event[told]]
    for place, span in zip(
        places[told].tolist(), _spans(scanned, events, event[told]), strict=True
    ):
        evidence[place] = span
    return read


_WEIGHTS: tuple[Sensitivity | None, ...] = (*SENSITIVITIES, None)
"""Sensitivities by their number; the last, which is also number -1, is none."""


def _sentences(scanned: Scan, read: _Read) -> list[SentenceDisclosure]:
    offsets = scanned.joined.starts[scanned.texts]
    starts, ends = (scanned.starts - offsets).tolist(), (scanned.ends - offsets).tolist()
    return list(
        map(
            SentenceDisclosure,
            map(Span, starts, ends),
            map(KINDS.__getitem__, read.kinds.tolist()),
            map(OWNERSHIPS.__getitem__, read.ownerships.tolist()),
            map(TIMES.__getitem__, read.times.tolist()),
            map(_WEIGHTS.__getitem__, read.sensitivities.tolist()),
            read.is_negated.tolist(),
            read.evidence,
            map(ORDER.__getitem__, scanned.languages.tolist()),
            read.shares.tolist(),
        )
    )


def _of_texts(scanned: Scan, read: _Read) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the kind each text tells, from its own sentences only, and its heaviest setback.

    A setback when one of them is not solved; else a win when there is a win or a solved
    setback; else a lesson; else neutral. The weight is that of own, unsolved setbacks.
    """
    count = len(scanned.joined.starts)
    own = read.ownerships == OWN
    has = {
        kind: np.bincount(scanned.texts[own & (read.kinds == kind)], minlength=count) > 0
        for kind in (WIN, SETBACK, LESSON)
    }
    heavy = own & (read.kinds == SETBACK) & (read.times != SOLVED)
    heaviest = np.full(count, NONE, np.intp)
    np.maximum.at(heaviest, scanned.texts[heavy], read.sensitivities[heavy])
    kinds = np.select(
        [heaviest != NONE, has[WIN] | has[SETBACK], has[LESSON]],
        [SETBACK, WIN, LESSON],
        NEUTRAL,
    )
    return kinds, heaviest


def _spans(scanned: Scan, events: Events, chosen: NDArray[np.intp]) -> list[Span]:
    """Return where events stand in their texts, to the end of their last word."""
    words = scanned.joined.words.ends
    sentences = events.sentences[chosen]
    # A phrase may be the beginning of a word only ("bankrupt*").
    last = words[words.searchsorted(events.ends[chosen])]
    offsets = scanned.joined.starts[scanned.texts[sentences]]
    starts = events.starts[chosen] - offsets
    ends = np.minimum(last, scanned.ends[sentences]) - offsets
    return list(map(Span, starts.tolist(), ends.tolist()))
