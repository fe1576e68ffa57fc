"""What a text tells: wins, setbacks and lessons, whose they are, when, and how heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import Language
from aboveboard.core.text import Span
from aboveboard.reading.answers import (
    KINDS,
    LESSON,
    NEUTRAL,
    OWNERSHIPS,
    SENSITIVITIES,
    SETBACK,
    TIMES,
    WIN,
    Ownership,
    Sensitivity,
    Time,
)
from aboveboard.reading.features import extract
from aboveboard.reading.model import score, weights
from aboveboard.reading.passages import passages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aboveboard.reading.model import Answer
    from aboveboard.reading.passages import Passage
    from aboveboard.reading.signals import Event, Signals


_TOGETHER = 16
"""Texts weighed in one go: enough to spread the cost of a call, few enough for the cache."""


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

    Many texts together are read faster than one by one: the model weighs them in one go. How
    sure the reading is may differ in its seventh digit.
    """
    read: list[Disclosure] = []
    for first in range(0, len(texts), _TOGETHER):
        read += _read_together([passages_of(text) for text in texts[first : first + _TOGETHER]])
    return read


def _read_together(texts: list[list[Passage]]) -> list[Disclosure]:
    known = [
        passage
        for passages in texts
        for passage in passages
        if passage.language is not Language.OTHER
    ]
    answers: Iterator[Answer] = iter(())
    if known:
        votes = [vote for passage in known for vote in passage.votes]
        answers = iter(score(extract(known), weights(), votes))
    read: list[Disclosure] = []
    for passages in texts:
        sentences: list[SentenceDisclosure] = []
        for passage in passages:
            _read_passage(passage, answers, sentences)
        told = tuple(sentences)
        kind = post_kind(told)
        read.append(Disclosure(kind, _heaviest(told, kind), told, _main_language(told)))
    return read


def propose_kind(line: str) -> Kind:
    """Return the kind a one-line capture tells; the line is about its writer.

    A capture is a note ("loan refused"), no sentence of a post: what the phrase banks find
    counts before the model, which knows sentences.
    """
    for passage in passages_of(line):
        found = {one.kind for one in passage.votes}
        for kind in (SETBACK, WIN, LESSON):
            if kind in found:
                return KINDS[kind]
    told = read_disclosure(line).sentences
    for wanted in (Kind.SETBACK, Kind.WIN, Kind.LESSON):
        if any(one.kind is wanted for one in told):
            return wanted
    return Kind.NEUTRAL


def post_kind(told: tuple[SentenceDisclosure, ...]) -> Kind:
    """Return what a text tells from its own sentences only.

    A setback when one of them is not solved; else a win when there is a win or a solved
    setback; else a lesson; else neutral.
    """
    own = [one for one in told if one.ownership == "own"]
    if any(one.kind is Kind.SETBACK and one.time != "solved" for one in own):
        return Kind.SETBACK
    if any(one.kind is Kind.WIN or one.kind is Kind.SETBACK for one in own):
        return Kind.WIN
    return Kind.LESSON if any(one.kind is Kind.LESSON for one in own) else Kind.NEUTRAL


def _heaviest(told: tuple[SentenceDisclosure, ...], kind: Kind) -> Sensitivity | None:
    if kind is not Kind.SETBACK:
        return None
    heavy = [
        SENSITIVITIES.index(one.sensitivity)
        for one in told
        if one.sensitivity and one.ownership == "own" and one.time != "solved"
    ]
    return SENSITIVITIES[max(heavy)] if heavy else None


def _main_language(told: tuple[SentenceDisclosure, ...]) -> Language:
    if not told:
        return Language.OTHER
    first = told[0].language
    if all(one.language is first for one in told):
        return first
    lengths: dict[Language, int] = {}
    for one in told:
        length = one.span.end - one.span.start
        lengths[one.language] = lengths.get(one.language, 0) + length
    return max(lengths, key=lengths.__getitem__)


def _read_passage(
    passage: Passage, answers: Iterator[Answer], read: list[SentenceDisclosure]
) -> None:
    """Add the sentences of ``passage``, which take their answers from ``answers``."""
    if passage.language is Language.OTHER:
        read += [_unread(Span(start, end)) for start, end in passage.bounds]
        return
    text, language = passage.text, passage.language
    for signals, answer in zip(passage.signals, answers, strict=False):
        read.append(_told(text, language, signals, answer))


def _unread(span: Span) -> SentenceDisclosure:
    return SentenceDisclosure(
        span=span,
        kind=Kind.NEUTRAL,
        ownership="own",
        time="now",
        sensitivity=None,
        is_negated=False,
        evidence=None,
        language=Language.OTHER,
        confidence=0.0,
    )


def _told(
    text: str, language: Language, signals: Signals, answer: Answer
) -> SentenceDisclosure:
    kind, ownership, time, sensitivity, confidence = answer
    evidence: Span | None = None
    is_negated = False
    if kind != NEUTRAL and signals.events:
        event = _evidence(signals, kind)
        if event is not None:
            evidence = _whole_words(text, event.start, event.end, signals.end)
            is_negated = event.turned
    return SentenceDisclosure(
        Span(signals.start, signals.end),
        KINDS[kind],
        OWNERSHIPS[ownership],
        TIMES[time],
        SENSITIVITIES[sensitivity] if kind == SETBACK else None,
        is_negated,
        evidence,
        language,
        confidence,
    )


def _evidence(signals: Signals, kind: int) -> Event | None:
    """Return the longest event that tells ``kind``."""
    found: Event | None = None
    longest = 0
    for event in signals.events:
        length = event.end - event.start
        if length > longest and event.kind() == kind:
            found, longest = event, length
    return found


def _whole_words(text: str, start: int, end: int, limit: int) -> Span:
    while end < limit and text[end].isalnum():
        end += 1
    return Span(start, end)
