"""The numbers of drafts beside what the record knows of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from aboveboard.reading.agreement import agrees
from aboveboard.reading.fact import FactKind, subject_of_fact
from aboveboard.reading.fits import Fit, fits_of, is_rival
from aboveboard.reading.quantities.context import Context
from aboveboard.reading.quantities.periods import period_of
from aboveboard.reading.quantities.quantity import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.core.text import Span
    from aboveboard.reading.draft import Known
    from aboveboard.reading.fact import Entry, Fact, Record
    from aboveboard.reading.pages import Pages
    from aboveboard.reading.quantities.find import Quantities
    from aboveboard.reading.quantities.periods import Period
    from aboveboard.reading.quantities.quantity import Quantity


class State(StrEnum):
    """How a number stands to the record."""

    SUPPORTED = "supported"
    DIFFERS = "differs"
    ABSENT = "not_in_record"
    UNCLEAR = "unclear"


@dataclass(slots=True)
class Claim:
    """A number of a draft; ``state`` is None when there is no record to compare it with.

    ``fact`` is the entry that supports it or differs, ``recorded`` the number there as it is
    shown. What stands beside it in its sentence is looked at only when it is asked for. Nobody
    changes one; it is not frozen, for a reading makes many and each would take thrice as long.
    """

    span: Span
    part: str
    quantity: Quantity
    beside: Context = field(repr=False, compare=False)
    state: State | None = None
    fact: Fact | None = None
    recorded: str = ""

    @property
    def start(self) -> int:
        """Where it starts in the joined text."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where it ends in the joined text."""
        return self.quantity.end

    @property
    def period(self) -> Period | None:
        """When it holds, by its sentence."""
        return self.beside.period

    @property
    def told(self) -> str:
        """How its period is written."""
        return self.beside.told

    @property
    def is_own(self) -> bool:
        """Whether the sentence tells of the writer, not of others or of something imagined."""
        return not (self.beside.is_other or self.beside.is_goal)


def claims_of(pages: Pages, known: Known) -> dict[int, list[Claim]]:
    """Return the numbers of each draft with how they stand to the record, by draft."""
    claims: dict[int, list[Claim]] = defaultdict(list)
    if known.record is None:
        return claims
    remembered = None if pages.memory is None else pages.memory.claims(pages, known)
    every = claims_in(pages.quantities, pages, known) if remembered is None else remembered
    for draft, claim in every:
        claims[draft].append(claim)
    return claims


def claims_in(
    quantities: Quantities, pages: Pages, known: Known
) -> Iterator[tuple[int, Claim]]:
    """Yield ``quantities`` with how they stand to the record, and the draft of each."""
    record = known.record
    for quantity in quantities.found:
        place = pages.place(quantity.start, quantity.end)
        beside = Context(quantities.lines[quantity.line], quantity, known.today)
        state: State | None = None
        entry: Entry | None = None
        fact: Fact | None = None
        if record is not None and record.size:
            if quantity.kind is Measure.DATE:
                state, fact = _compared_date(quantity, beside, record, known)
            else:
                state, entry = _compared(quantity, beside, record)
        yield (
            place.draft,
            Claim(
                place.span, place.part, quantity, beside, state,
                entry.fact if entry else fact, entry.written if entry else "",
            ),
        )  # fmt: skip


def _compared(
    quantity: Quantity, beside: Context, record: Record
) -> tuple[State, Entry | None]:
    """Return how a number stands to the record, and the entry that says so."""
    fits = fits_of(quantity, beside, record)
    if not fits:
        return State.ABSENT, None
    agreeing = [one for one in fits if agrees(quantity, one.entry)]
    if agreeing:
        best = max(agreeing, key=lambda one: (one.same_period, one.shared))
        if not (beside.is_goal is False and best.entry.fact.kind is FactKind.TARGET):
            return State.SUPPORTED, best.entry
        return State.UNCLEAR, best.entry
    rivals = [] if beside.is_other else [one for one in fits if is_rival(quantity, beside, one)]
    return _differing(rivals) if rivals else (State.ABSENT, None)


def _differing(rivals: list[Fit]) -> tuple[State, Entry]:
    """Return that a number differs from the nearest of ``rivals``, or that several are meant."""
    top = max(_rank(one) for one in rivals)
    best_ones = [one for one in rivals if _rank(one) == top]
    values = {one.entry.value for one in best_ones}
    return State.UNCLEAR if len(values) > 1 else State.DIFFERS, best_ones[0].entry


def _rank(fit: Fit) -> tuple[bool, int]:
    return fit.same_period, fit.shared


def _compared_date(
    quantity: Quantity, beside: Context, record: Record, known: Known
) -> tuple[State, Fact | None]:
    """Return whether the record has something on that day about the same."""
    period = period_of(quantity.day, known.today) if record.moments else None
    if period is None or period.days > _MONTH:
        return State.ABSENT, None
    for fact in record.moments.get((period.first.year, period.first.month), ()):
        if fact.period is None or not period.overlaps(fact.period):
            continue
        if len(subject_of_fact(fact).keys & beside.subject.keys) >= 2:
            return State.SUPPORTED, fact
    return State.ABSENT, None


_MONTH = 31
"""Days of the longest period in which something happened; a year says too little."""
