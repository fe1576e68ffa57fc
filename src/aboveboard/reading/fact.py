"""What the record knows, as plain values a draft can be compared with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from aboveboard.core.languages import READ, Language
from aboveboard.reading.draft import DraftText
from aboveboard.reading.folding import fold
from aboveboard.reading.pages import Pages
from aboveboard.reading.quantities.context import context_of
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.subjects import key_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aboveboard.reading.quantities.periods import Period
    from aboveboard.reading.quantities.quantity import Quantity
    from aboveboard.reading.quantities.subjects import Subject


class FactKind(StrEnum):
    """What a fact of the record is."""

    MOMENT = "moment"
    TARGET = "target"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Fact:
    """A number the record knows, or a moment without one.

    ``unit`` is as somebody wrote it ("€", "k€", "klanten") when ``number`` is given; without a
    number those in ``text`` count. ``period`` is when it holds or happened, ``link`` leads to its
    entry, ``direction`` is "at_least", "at_most" or empty.
    """

    id: str
    kind: FactKind
    text: str
    number: Decimal | None = None
    unit: str = ""
    period: Period | None = None
    topics: tuple[str, ...] = ()
    direction: str = ""
    link: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of a fact, ready to be compared; ``unit`` is empty when it was not written.

    ``key`` is that of the noun it counts, ``written`` how the record shows it.
    """

    fact: Fact
    kind: Measure | None
    value: Decimal
    unit: str
    key: str
    step: Decimal
    subject: Subject
    written: str


@dataclass(frozen=True, slots=True)
class Record:
    """The facts of a record by what they count, made once by :func:`record_of`."""

    entries: Mapping[Measure | None, Sequence[Entry]]
    moments: Sequence[tuple[Fact, Subject]]
    size: int


def record_of(facts: Iterable[Fact]) -> Record:
    """Return ``facts`` ready to be compared with drafts."""
    given = list(facts)
    entries: dict[Measure | None, list[Entry]] = defaultdict(list)
    moments: list[tuple[Fact, Subject]] = []
    told = [one for one in given if one.number is None]
    for fact in given:
        if fact.number is not None:
            entry = _of_number(fact, fact.number)
            entries[entry.kind].append(entry)
    for fact, numbers, subject in _numbers_of(told):
        moments.append((fact, subject))
        for entry in numbers:
            entries[entry.kind].append(entry)
    return Record(dict(entries), moments, len(given))


def _of_number(fact: Fact, number: Decimal) -> Entry:
    measure = _measure_of(fact.unit.strip())
    subject = _subject_of_text(fact)
    kind, per, unit = measure or (None, Decimal(1), "")
    language = fact.language or Language.OTHER
    key = key_of(unit.lower(), language) if kind is Measure.COUNT else ""
    if kind is Measure.COUNT and not key:
        kind = None
    keys = subject.keys | {key} if key else subject.keys
    written = f"{_plain(number)} {fact.unit}".strip()
    value = number * per
    return Entry(
        fact, kind, value, unit, key, Decimal(1).scaleb(number.normalize().as_tuple().exponent)  # type: ignore[arg-type]
        if number else Decimal(1), subject._replace(keys=keys), written,
    )  # fmt: skip


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


@lru_cache(2_000)
def _measure_of(unit: str) -> tuple[Measure, Decimal, str] | None:
    """Return what a written unit stands for: how many of which unit, or None for no unit."""
    if not unit:
        return None
    if unit.lower() in {"x", "×"}:
        return Measure.MULTIPLE, Decimal(1), "x"
    drafts = [DraftText(f"Dus 2 {unit}", language) for language in READ]
    for quantity in Pages(drafts).quantities.found:
        if quantity.value is not None and quantity.kind is not Measure.COUNT:
            return quantity.kind, quantity.value / 2, quantity.unit
    return Measure.COUNT, Decimal(1), unit


def _numbers_of(facts: Sequence[Fact]) -> list[tuple[Fact, list[Entry], Subject]]:
    """Return each fact with the numbers in its text, all texts read together."""
    pages = Pages([DraftText(fact.text, fact.language) for fact in facts])
    numbers: dict[int, list[Entry]] = defaultdict(list)
    for quantity in pages.quantities.found:
        place = pages.place(quantity.start, quantity.end)
        fact = facts[place.draft]
        language = quantity.language
        beside = context_of(pages.quantities, quantity, pages.text).subject
        subject = _with_topics(beside, fact)
        entry = _of_quantity(fact, quantity, subject, place.span.of(fact.text), language)
        if entry is not None:
            numbers[place.draft].append(entry)
    return [
        (
            replace(fact, language=pages.language_of(number)),
            numbers[number],
            _subject_of_text(replace(fact, language=pages.language_of(number))),
        )
        for number, fact in enumerate(facts)
    ]


def _of_quantity(
    fact: Fact, quantity: Quantity, subject: Subject, written: str, language: Language
) -> Entry | None:
    if quantity.value is None or quantity.to is not None:
        return None
    key = key_of(quantity.unit, language) if quantity.kind is Measure.COUNT else ""
    keys = subject.keys | {key} if key else subject.keys
    return Entry(
        fact, quantity.kind, quantity.value, quantity.unit, key, quantity.step or Decimal(1),
        subject._replace(keys=keys), written,
    )  # fmt: skip


def _subject_of_text(fact: Fact) -> Subject:
    subject = subject_of(fold(fact.text).split(), fact.language or Language.OTHER)
    return _with_topics(subject, fact)


def _with_topics(subject: Subject, fact: Fact) -> Subject:
    if not fact.topics:
        return subject
    more = subject_of(fold(" ".join(fact.topics)).split(), fact.language or Language.OTHER)
    return subject._replace(keys=subject.keys | more.keys)
