"""The numbers of drafts beside what the record knows of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.fact import FactKind, place_of, subject_of_fact
from aboveboard.reading.quantities.context import context_of
from aboveboard.reading.quantities.periods import period_of
from aboveboard.reading.quantities.quantity import Hedge, Measure
from aboveboard.reading.quantities.subjects import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    keys: frozenset[str]


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
    if agreeing:
        best = max(agreeing, key=lambda one: (one.same_period, one.shared))
        if not (beside.is_goal is False and best.entry.fact.kind is FactKind.TARGET):
            return State.SUPPORTED, best.entry
        return State.UNCLEAR, best.entry
    rivals = [one for one in fits if _is_rival(quantity, beside, one)]
    if not rivals or beside.is_other:
        return State.ABSENT, None
    top = max(_rank(one) for one in rivals)
    best_ones = [one for one in rivals if _rank(one) == top]
    values = {one.entry.value for one in best_ones}
    if len(values) > 1:
        return State.UNCLEAR, best_ones[0].entry
    return State.DIFFERS, best_ones[0].entry


def _rank(fit: _Fit) -> tuple[bool, int]:
    return fit.same_period, fit.shared


def _fits(quantity: Quantity, beside: Context, record: Record) -> Iterable[_Fit]:
    """Yield the entries of the same unit whose period does not speak against them."""
    key = key_of(quantity.unit, quantity.language) if quantity.kind is Measure.COUNT else ""
    keys = beside.subject.keys | {key} if key else beside.subject.keys
    place = place_of(quantity.kind, quantity.unit, key)
    unnamed: Sequence[Entry] = ()
    if quantity.kind is Measure.COUNT:
        # A target may name what it counts, and no unit: "Shops", 240.
        of_none = record.entries.get((None, ""), ())
        unnamed = [one for one in of_none if key in one.subject.keys]
    is_telling = _is_telling(quantity)
    for entry in (*record.entries.get(place, ()), *unnamed):
        is_apart = keys.isdisjoint(entry.subject.keys)
        if is_apart and not (is_telling and entry.value == quantity.value):
            continue
        period = entry.fact.period
        if beside.period and period and not beside.period.overlaps(period):
            continue
        shared = 0 if is_apart else len(keys & entry.subject.keys)
        yield _Fit(entry, shared, _is_same(beside.period, period), keys)


def _is_same(first: Period | None, second: Period | None) -> bool:
    """Return whether two periods are alike, or one is a day within the other."""
    if first is None or second is None:
        return False
    if first.holds(second) and second.days <= 1:
        return True
    return first.overlaps(second) and max(first.days, second.days) <= 1.6 * min(
        first.days, second.days
    )


_ALWAYS = frozenset(
    {"per_day", "per_week", "per_month", "each", "delta", "back", "other", "early"}
)
"""Words that make another thing of any number; others ("new", "lost") only of a count."""
_REACH = {2: Decimal(3), 3: Decimal(6)}
"""How many times as much two numbers of the same may be, by how much speaks for it."""


def _is_rival(quantity: Quantity, beside: Context, fit: _Fit) -> bool:
    """Return whether an entry tells of the same thing, so that its other number counts."""
    entry = fit.entry
    is_target = entry.fact.kind is FactKind.TARGET
    if not fit.shared or is_target != beside.is_goal or not entry.value:
        return False
    is_apart = beside.period and entry.fact.period and not fit.same_period
    changed = entry.subject.modifiers ^ beside.subject.modifiers
    is_count = quantity.kind is Measure.COUNT
    if is_apart or changed & _ALWAYS or (is_count and changed):
        return False
    further = fit.keys - entry.subject.keys
    if quantity.kind is Measure.MONEY:
        further -= {"#cost", "#price"}
    if beside.names - entry.subject.keys or not _is_about(fit, further):
        return False
    is_covered = beside.is_state and entry.subject.keys <= fit.keys and len(further) <= 1
    strength = fit.shared + fit.same_period + (is_covered if is_count else 1)
    strength -= any(key.startswith("#") for key in further) + (len(further) > 3)
    reach = _REACH.get(strength, Decimal(100))
    return strength >= 2 and 1 / reach <= _in_unit(quantity) / entry_value(entry) <= reach


def _is_about(fit: _Fit, further: frozenset[str]) -> bool:
    """Return whether the words of an entry and those beside a number tell of one thing.

    "A customer good for half a million of revenue" is not about revenue as a whole.
    """
    keys = fit.entry.subject.keys
    if fit.entry.fact.kind is FactKind.MOMENT:
        return fit.shared * 2 >= len(keys)
    missing = len(keys - fit.keys)
    is_other_thing = any(key.startswith("#") for key in further)
    return not is_other_thing and missing <= 1 and not (missing and len(further) > 1)


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
    if recorded == value:
        return True
    low, high = _rounded(quantity.value or Decimal(0), quantity.step or Decimal(1), value, per)
    return low <= recorded < high


@lru_cache(4_000)
def _rounded(
    written: Decimal, step: Decimal, value: Decimal, per: Decimal
) -> tuple[Decimal, Decimal]:
    """Return between which numbers those lie that may be rounded, or cut, to a written one."""
    near = _rounding(written, step) * per / 2
    cut = min(value + _zeros(written, step) * per, value * Decimal("1.05"))
    return value - near, max(value + near, cut)


def _per(entry: Entry) -> Decimal:
    return Decimal(_SECONDS[entry.unit]) if entry.kind is Measure.DURATION else Decimal(1)


@lru_cache(4_000)
def _zeros(value: Decimal, least: Decimal) -> Decimal:
    """Return the place of the last digit that is no zero: 10,000 for 480,000."""
    exponent = value.normalize().as_tuple().exponent
    return max(Decimal(1).scaleb(int(exponent)) if value else least, least)


@lru_cache(4_000)
def _rounding(value: Decimal, least: Decimal) -> Decimal:
    """Return to what a number may be rounded: its decimals, or its zeros up to a twentieth."""
    zeros = _zeros(value, least)
    while zeros > least and zeros * 20 > abs(value):
        zeros /= 10
    # "1 miljoen" is not half a million: whole millions are still precise to a tenth.
    return least / 10 if least >= 1000 and least * 10 > abs(value) and zeros <= least else zeros


def _compared_date(
    quantity: Quantity, beside: Context, record: Record, known: Known
) -> tuple[State, Fact | None]:
    """Return whether the record has something on that day about the same."""
    period = period_of(quantity.day, known.today)
    if period is None:
        return State.ABSENT, None
    if period.days > _MONTH:
        return State.ABSENT, None
    for fact in record.moments.get((period.first.year, period.first.month), ()):
        if fact.period is None or not period.overlaps(fact.period):
            continue
        if len(subject_of_fact(fact).keys & beside.subject.keys) >= 2:
            return State.SUPPORTED, fact
    return State.ABSENT, None


_MONTH = 31
"""Days of the longest period in which something happened; a year says too little."""
