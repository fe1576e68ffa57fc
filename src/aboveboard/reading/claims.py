"""The numbers of drafts beside what the record knows of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.fact import FactKind
from aboveboard.reading.quantities.context import context_of
from aboveboard.reading.quantities.periods import period_of
from aboveboard.reading.quantities.quantity import Hedge, Measure
from aboveboard.reading.quantities.subjects import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.core.text import Span
    from aboveboard.reading.draft import Known
    from aboveboard.reading.fact import Entry, Fact, Record
    from aboveboard.reading.pages import Pages
    from aboveboard.reading.quantities.context import Context
    from aboveboard.reading.quantities.periods import Period
    from aboveboard.reading.quantities.quantity import Quantity


class State(StrEnum):
    """How a number stands to the record."""

    SUPPORTED = "supported"
    DIFFERS = "differs"
    ABSENT = "not_in_record"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a draft; ``state`` is None when there is no record to compare it with.

    ``fact`` is the entry that supports it or differs, ``recorded`` the number there as it is
    shown. ``is_own`` is False when the sentence tells of others or of something imagined.
    """

    span: Span
    part: str
    quantity: Quantity
    period: Period | None
    told: str
    state: State | None = None
    fact: Fact | None = None
    recorded: str = ""
    is_own: bool = True
    start: int = 0
    end: int = 0


class _Fit(NamedTuple):
    """An entry that may tell of the same thing; ``shared`` is how many keys speak for it."""

    entry: Entry
    shared: int
    same_period: bool


_SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604_800,
    "month": 2_629_800, "quarter": 7_889_400, "year": 31_557_600,
}  # fmt: skip


def claims_of(pages: Pages, known: Known) -> dict[int, list[Claim]]:
    """Return the numbers of each draft with how they stand to the record, by draft."""
    record = known.record
    claims: dict[int, list[Claim]] = defaultdict(list)
    if record is None:
        return claims
    quantities = pages.quantities
    for quantity in quantities.found:
        place = pages.place(quantity.start, quantity.end)
        beside = context_of(quantities, quantity, pages.text, known.today)
        state: State | None = None
        entry: Entry | None = None
        fact: Fact | None = None
        if record.size:
            if quantity.kind is Measure.DATE:
                state, fact = _compared_date(quantity, beside, record, known)
            else:
                state, entry = _compared(quantity, beside, record)
        claims[place.draft].append(
            Claim(
                place.span, place.part, quantity, beside.period, beside.told, state,
                entry.fact if entry else fact, entry.written if entry else "",
                not (beside.is_other or beside.is_goal), quantity.start, quantity.end,
            )
        )  # fmt: skip
    return claims


def _compared(
    quantity: Quantity, beside: Context, record: Record
) -> tuple[State, Entry | None]:
    """Return how a number stands to the record, and the entry that says so."""
    fits = list(_fits(quantity, beside, record))
    agreeing = [one for one in fits if agrees(quantity, one.entry)]
    sure = [one for one in agreeing if one.shared or _is_telling(quantity)]
    if sure:
        best = max(sure, key=lambda one: (one.same_period, one.shared))
        if not (beside.is_goal is False and best.entry.fact.kind is FactKind.TARGET):
            return State.SUPPORTED, best.entry
        return State.UNCLEAR, best.entry
    rivals = [one for one in fits if _is_rival(quantity, beside, one)]
    if not rivals or beside.is_other:
        return State.ABSENT, None
    top = max(_rank(one) for one in rivals)
    best_ones = [one for one in rivals if _rank(one) == top]
    values = {one.entry.value for one in best_ones}
    if len(values) > 1 or beside.is_goal != (best_ones[0].entry.fact.kind is FactKind.TARGET):
        return State.UNCLEAR, best_ones[0].entry
    return State.DIFFERS, best_ones[0].entry


def _rank(fit: _Fit) -> tuple[bool, int]:
    return fit.same_period, fit.shared


def _fits(quantity: Quantity, beside: Context, record: Record) -> Iterable[_Fit]:
    """Yield the entries of the same unit whose period does not speak against them."""
    key = key_of(quantity.unit, quantity.language) if quantity.kind is Measure.COUNT else ""
    keys = beside.subject.keys | {key} if key else beside.subject.keys
    unnamed = record.entries.get(None, ())
    for entry in (*record.entries.get(quantity.kind, ()), *unnamed):
        if entry.kind is None:
            if quantity.kind is not Measure.COUNT or key not in entry.subject.keys:
                continue
        elif not _same_unit(quantity, key, entry):
            continue
        period = entry.fact.period
        if beside.period and period and not beside.period.overlaps(period):
            continue
        shared = len(keys & entry.subject.keys)
        yield _Fit(entry, shared, _is_same(beside.period, period))


def _same_unit(quantity: Quantity, key: str, entry: Entry) -> bool:
    if quantity.kind is Measure.COUNT:
        return bool(key) and key == entry.key
    if quantity.kind is Measure.DURATION:
        return True
    return quantity.unit == entry.unit


def _is_same(first: Period | None, second: Period | None) -> bool:
    """Return whether two periods are alike, or one is a day within the other."""
    if first is None or second is None:
        return False
    if first.holds(second) and second.days <= 1:
        return True
    return first.overlaps(second) and max(first.days, second.days) <= 1.6 * min(
        first.days, second.days
    )


def _is_rival(quantity: Quantity, beside: Context, fit: _Fit) -> bool:
    """Return whether an entry tells of the same thing, so that its other number counts."""
    entry = fit.entry
    if entry.subject.modifiers != beside.subject.modifiers or not fit.shared:
        return False
    if entry.fact.kind is FactKind.TARGET and not beside.is_goal:
        return False
    if beside.period and entry.fact.period and not fit.same_period:
        return False
    own = _in_unit(quantity)
    ratio = own / entry_value(entry) if entry_value(entry) else Decimal(0)
    strength = fit.shared + fit.same_period
    if quantity.kind is not Measure.COUNT:
        strength += 1
    if strength < 2:
        return False
    reach = {2: Decimal(2), 3: Decimal(5)}.get(strength, Decimal(100))
    return 1 / reach <= ratio <= reach


def _is_telling(quantity: Quantity) -> bool:
    """Return whether a number is so precise that an equal one is the same by itself."""
    if quantity.value is None:
        return False
    digits = str(abs(quantity.value).normalize().as_tuple().digits)
    return len(digits.strip("(),").split(",")) >= 3


def _in_unit(quantity: Quantity) -> Decimal:
    value = quantity.value or Decimal(0)
    if quantity.kind is Measure.DURATION:
        return value * _SECONDS[quantity.unit]
    return value


def entry_value(entry: Entry) -> Decimal:
    """Return the number of an entry; a length of time in seconds."""
    if entry.kind is Measure.DURATION:
        return entry.value * _SECONDS[entry.unit]
    return entry.value


def agrees(quantity: Quantity, entry: Entry) -> bool:
    """Return whether a written number and a recorded one can be the same.

    A number may be rounded to the places it is written in, and down to them; not up past the
    half. Words before it ("nearly", "about", "over") widen what agrees.
    """
    is_time = quantity.kind is Measure.DURATION
    if is_time and entry.kind is not Measure.DURATION:
        return False
    per = Decimal(_SECONDS[quantity.unit]) if is_time else Decimal(1)
    value, recorded = _in_unit(quantity), entry_value(entry)
    step = (quantity.step or Decimal(1)) * per
    if quantity.to is not None:
        return value - step / 2 <= recorded <= quantity.to * per + step / 2
    if quantity.kind is Measure.PERCENT and (value < 0) != (recorded < 0):
        value, recorded = abs(value), abs(recorded)
    if quantity.hedge:
        return _agrees_about(quantity.hedge, value, recorded, step)
    if is_time and quantity.unit != entry.unit:
        return abs(recorded - value) <= max(step / 2, abs(value) / 50)
    return _agrees_exactly(quantity, entry, value, recorded, per)


def _agrees_about(hedge: Hedge, value: Decimal, recorded: Decimal, step: Decimal) -> bool:
    if hedge is Hedge.ABOUT:
        return abs(recorded - value) <= max(step / 2, abs(value) / 10)
    if hedge is Hedge.UNDER:
        return value * Decimal("0.75") <= recorded <= value
    return value <= recorded <= value * Decimal("1.5")


def _agrees_exactly(
    quantity: Quantity, entry: Entry, value: Decimal, recorded: Decimal, per: Decimal
) -> bool:
    # The record itself may be rounded: "1,2 miljoen" there is right for 1.230.000.
    is_rounded = entry.step > 1 and entry.step * 20 <= abs(entry.value)
    if is_rounded and abs(recorded - value) * 2 <= entry.step * _per(entry):
        return True
    near = _rounding(quantity) * per / 2
    if value - near <= recorded < value + near or recorded == value:
        return True
    return value <= recorded < min(value + _zeros(quantity) * per, value * Decimal("1.05"))


def _per(entry: Entry) -> Decimal:
    return Decimal(_SECONDS[entry.unit]) if entry.kind is Measure.DURATION else Decimal(1)


def _zeros(quantity: Quantity) -> Decimal:
    """Return the place of the last digit that is no zero: 10,000 for 480,000."""
    value = (quantity.value or Decimal(0)).normalize()
    exponent = value.as_tuple().exponent
    least = quantity.step or Decimal(1)
    return max(Decimal(1).scaleb(int(exponent)) if value else least, least)


def _rounding(quantity: Quantity) -> Decimal:
    """Return to what a number may be rounded: its decimals, or its zeros up to a twentieth."""
    least = quantity.step or Decimal(1)
    zeros = _zeros(quantity)
    while zeros > least and zeros * 20 > abs(quantity.value or Decimal(0)):
        zeros /= 10
    if least * 10 > abs(quantity.value or Decimal(0)) and least >= 1000:
        return least / 10 if zeros <= least else zeros
    return zeros


def _compared_date(
    quantity: Quantity, beside: Context, record: Record, known: Known
) -> tuple[State, Fact | None]:
    """Return whether the record has something on that day about the same."""
    period = period_of(quantity.day, known.today)
    if period is None:
        return State.ABSENT, None
    for fact, subject in record.moments:
        shared = len(subject.keys & beside.subject.keys)
        if fact.period and period.overlaps(fact.period) and shared >= 2:
            return State.SUPPORTED, fact
    return State.ABSENT, None
