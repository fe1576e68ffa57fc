"""What a text tells: wins, setbacks and lessons, whose they are, when, and how heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import Language
from aboveboard.core.text import Span
from aboveboard.reading.folding import fold
from aboveboard.reading.lexicon import SENSITIVITIES, bank
from aboveboard.reading.paragraphs import paragraphs
from aboveboard.reading.rules import Ownership, Sensitivity, Time, told_kind, vote
from aboveboard.reading.sentences import sentences
from aboveboard.reading.signals import Signals, find_signals

if TYPE_CHECKING:
    from aboveboard.reading.rules import Vote
    from aboveboard.reading.signals import Event


@dataclass(frozen=True, slots=True)
class SentenceDisclosure:
    """What one sentence tells. ``span`` and ``evidence`` point into the text that was read.

    ``confidence`` is the share (0 to 1) the reading gives to ``kind``; ``evidence`` the words
    that tell it, or None when no phrase of the bank does. ``sensitivity`` is None for anything
    but a setback. ``is_negated`` says that a negator turned the evidence ("not one order").
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
    parts = paragraphs(text)
    folded = fold(text)
    read: list[SentenceDisclosure] = []
    spans = sentences(text)
    for group, language in _by_language(parts, spans):
        read.extend(_read_group(text, folded, group, language))
    told = tuple(read)
    kind = post_kind(told)
    return Disclosure(kind, _heaviest(told, kind), told, _main_language(told))


def propose_kind(line: str) -> Kind:
    """Return the kind a one-line capture tells; the line is about its writer."""
    told = read_disclosure(line).sentences
    for kind in (Kind.SETBACK, Kind.WIN, Kind.LESSON):
        if any(one.kind is kind for one in told):
            return kind
    return Kind.NEUTRAL


def post_kind(told: tuple[SentenceDisclosure, ...]) -> Kind:
    """Return what a text tells from its own sentences only.

    A setback when one of them is not solved; else a win when there is a win or a solved
    setback; else a lesson; else neutral.
    """
    own = [one for one in told if one.ownership == "own"]
    if any(one.kind is Kind.SETBACK and one.time != "solved" for one in own):
        return Kind.SETBACK
    if any(one.kind in {Kind.WIN, Kind.SETBACK} for one in own):
        return Kind.WIN
    return Kind.LESSON if any(one.kind is Kind.LESSON for one in own) else Kind.NEUTRAL


def _heaviest(told: tuple[SentenceDisclosure, ...], kind: Kind) -> Sensitivity | None:
    if kind is not Kind.SETBACK:
        return None
    weights = [
        SENSITIVITIES.index(one.sensitivity)
        for one in told
        if one.sensitivity and one.ownership == "own" and one.time != "solved"
    ]
    return _sensitivity_named(max(weights, default=-1))


def _sensitivity_named(weight: int) -> Sensitivity | None:
    names: tuple[Sensitivity, ...] = ("mild", "moderate", "severe")
    return names[weight] if weight >= 0 else None


def _main_language(told: tuple[SentenceDisclosure, ...]) -> Language:
    if not told:
        return Language.OTHER
    lengths: dict[Language, int] = {}
    for one in told:
        length = one.span.end - one.span.start
        lengths[one.language] = lengths.get(one.language, 0) + length
    return max(lengths, key=lengths.__getitem__)


def _by_language(
    parts: list[tuple[Span, Language]], spans: list[Span]
) -> list[tuple[list[Span], Language]]:
    """Return runs of sentences in one language, in order."""
    groups: list[tuple[list[Span], Language]] = []
    place = 0
    for span in spans:
        while span.start >= parts[place][0].end:
            place += 1
        language = parts[place][1]
        if groups and groups[-1][1] is language:
            groups[-1][0].append(span)
        else:
            groups.append(([span], language))
    return groups


def _read_group(
    text: str, folded: str, spans: list[Span], language: Language
) -> list[SentenceDisclosure]:
    if language is Language.OTHER:
        return [
            SentenceDisclosure(
                span, Kind.NEUTRAL, "own", "now", None, False, None, language, 0.0
            )
            for span in spans
        ]
    found = find_signals(
        text, folded, spans, bank(language), negates_after=language is Language.NL
    )
    return [
        _told(text, span, signals, vote(signals, asks=text[span.end - 1] == "?"), language)
        for span, signals in zip(spans, found, strict=True)
    ]


def _told(
    text: str, span: Span, signals: Signals, read: Vote, language: Language
) -> SentenceDisclosure:
    event = _evidence(signals, read.kind)
    return SentenceDisclosure(
        span=span,
        kind=read.kind,
        ownership=read.ownership,
        time=read.time,
        sensitivity=_sensitivity_named(read.sensitivity),
        is_negated=event is not None and event.turned,
        evidence=None if event is None else _whole_words(text, event.start, event.end, span.end),
        language=language,
        confidence=0.6,
    )


def _evidence(signals: Signals, kind: Kind) -> Event | None:
    """Return the longest event that tells ``kind``."""
    if kind is Kind.NEUTRAL:
        return None
    telling = [event for event in signals.events if told_kind(event) is kind]
    return max(telling, key=lambda event: event.end - event.start, default=None)


def _whole_words(text: str, start: int, end: int, limit: int) -> Span:
    while end < limit and text[end].isalnum():
        end += 1
    return Span(start, end)
