"""Whether a written number and a recorded one can be the same."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from aboveboard.reading.quantities.quantity import Hedge, Measure, seconds_in

if TYPE_CHECKING:
    from aboveboard.reading.fact import Entry
    from aboveboard.reading.quantities.quantity import Quantity


def reach_of(quantity: Quantity) -> tuple[float, float]:
    """Return between which amounts those lie that may agree with a number, and some more."""
    per = float(_per(quantity))
    value, step = abs(float(quantity.value or 0)) * per, float(quantity.step or 1) * per
    upper = value if quantity.to is None else max(value, abs(float(quantity.to)) * per)
    return min(value * 0.7, value - step), max(upper * 1.6, upper + step)


def agrees(quantity: Quantity, entry: Entry) -> bool:
    """Return whether a written number and a recorded one can be the same.

    A number may be rounded to the places it is written in, and down to them; not up past the
    half. Words before it ("nearly", "about", "over") widen what agrees.
    """
    is_time = quantity.kind is Measure.DURATION
    if is_time and entry.kind is not Measure.DURATION:
        return False
    per = _per(quantity)
    value, recorded = amount_of(quantity), amount_of(entry)
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


def amount_of(one: Quantity | Entry) -> Decimal:
    """Return how much a number says; a length of time in seconds."""
    return (one.value or Decimal(0)) * _per(one)


def _per(one: Quantity | Entry) -> Decimal:
    """Return how many seconds its unit has when it is a time, else 1."""
    return Decimal(seconds_in(one.unit)) if one.kind is Measure.DURATION else Decimal(1)


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
