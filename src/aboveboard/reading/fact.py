"""What the record knows, as plain values a draft can be compared with."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.languages import READ, Language
from aboveboard.reading.agreement import amount_of
from aboveboard.reading.draft import DraftText
from aboveboard.reading.folding import fold
from aboveboard.reading.pages import Pages
from aboveboard.reading.quantities.context import Context
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.subjects import key_of, subject_of
from aboveboard.reading.scan import portions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


class Shelf(NamedTuple):
    """Entries of one kind and unit, each with roughly how much it says and if it is a target.

    ``keys`` is all that they are about, ``values`` are all their numbers.
    """

    entries: Sequence[tuple[Entry, float, bool]]
    keys: frozenset[str]
    values: frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Record:
    """The facts of a record by what they count, made once by :func:`record_of`.

    ``shelves`` are by kind and unit, counts by the key of their noun and lengths of time all
    together; ``moments`` by year and month.
    """

    shelves: Mapping[tuple[Measure | None, str], Shelf]
    moments: Mapping[tuple[int, int], Sequence[Fact]]
    size: int


def record_of(facts: Iterable[Fact], *, beside: Record | None = None) -> Record:
    """Return ``facts``, and those of ``beside``, ready to be compared with drafts."""
    given = list(facts)
    told = [fact for fact in given if fact.number is None]
    counted = [_of_number(fact, fact.number) for fact in given if fact.number is not None]
    entries: dict[tuple[Measure | None, str], list[Entry]] = defaultdict(list)
    for entry in (*counted, *_numbers_of(told)):
        entries[place_of(entry.kind, entry.unit, entry.key)].append(entry)
    moments: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in told:
        if fact.period is not None:
            moments[fact.period.first.year, fact.period.first.month].append(fact)
    if beside is not None:
        for place, others in beside.shelves.items():
            entries[place] = [*entries[place], *(one for one, *_ in others.entries)]
        for month, more in beside.moments.items():
            moments[month] = [*moments[month], *more]
    size = len(given) + (beside.size if beside else 0)
    return Record({place: _shelf(some) for place, some in entries.items()}, dict(moments), size)


def _shelf(entries: Sequence[Entry]) -> Shelf:
    keys = frozenset(key for one in entries for key in one.subject.keys)
    ready = [
        (one, abs(float(amount_of(one))), one.fact.kind is FactKind.TARGET) for one in entries
    ]
    return Shelf(ready, keys, frozenset(one.value for one in entries))


def place_of(kind: Measure | None, unit: str, key: str) -> tuple[Measure | None, str]:
    """Return where in a record numbers of a kind stand."""
    if kind is Measure.COUNT:
        return kind, key
    return kind, "" if kind is None or kind is Measure.DURATION else unit


def _of_number(fact: Fact, number: Decimal) -> Entry:
    measure = _measure_of(fact.unit.strip())
    subject = subject_of_fact(fact)
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


def _numbers_of(facts: Sequence[Fact]) -> Iterator[Entry]:
    """Yield the numbers in the texts of facts, many texts read together."""
    first = 0
    for texts in portions([fact.text for fact in facts]):
        yield from _numbers_together(facts[first : first + len(texts)])
        first += len(texts)


def _numbers_together(facts: Sequence[Fact]) -> Iterator[Entry]:
    pages = Pages([DraftText(fact.text, fact.language) for fact in facts])
    found = [one for one in pages.quantities.found if one.value is not None]
    places = [pages.place(one.start, one.end) for one in found]
    counted = Counter(place.draft for place in places)
    for quantity, place in zip(found, places, strict=True):
        fact = facts[place.draft]
        # A single number is about all the text says; of several each has its own clause.
        is_single = counted[place.draft] == 1
        sentence = pages.quantities.lines[quantity.line]
        beside = Context(sentence, quantity, is_whole=is_single)
        subject = _with_topics(beside.subject, fact)
        entry = _of_quantity(fact, quantity, subject, place.span.of(fact.text))
        if entry is not None:
            yield entry


def _of_quantity(
    fact: Fact, quantity: Quantity, subject: Subject, written: str
) -> Entry | None:
    if quantity.value is None or quantity.to is not None:
        return None
    key = key_of(quantity.unit, quantity.language) if quantity.kind is Measure.COUNT else ""
    keys = subject.keys | {key} if key else subject.keys
    return Entry(
        fact, quantity.kind, quantity.value, quantity.unit, key, quantity.step or Decimal(1),
        subject._replace(keys=keys), written,
    )  # fmt: skip


def subject_of_fact(fact: Fact) -> Subject:
    """Return what a fact is about, by its words and topics."""
    subject = subject_of(fold(fact.text).split(), fact.language or Language.OTHER)
    return _with_topics(subject, fact)


def _with_topics(subject: Subject, fact: Fact) -> Subject:
    if not fact.topics:
        return subject
    more = subject_of(fold(" ".join(fact.topics)).split(), fact.language or Language.OTHER)
    return subject._replace(keys=subject.keys | more.keys)
