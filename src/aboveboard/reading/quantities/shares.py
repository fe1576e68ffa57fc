"""Shares told by two numbers: "one in five", "un client sur trois"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import SHARE_APART, SHARE_JOIN

if TYPE_CHECKING:
    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.sheet import Sheet

_ONE = Decimal(1)
_SHARED = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000})
"""How many "one in …" is said of."""


def read_share(sheet: Sheet, number: Numeral) -> int:
    """Add "één op de vijf" or "3 sur 4"; return the word behind it, or 0."""
    line, at = sheet.line, number.last
    if not line.role(at) & SHARE_JOIN or not line.is_blank(at - 1):
        return 0
    at += 1 + (line.word(at + 1) in {"de", "of"})
    whole = sheet.numeral(at) if line.is_blank(at - 1) else None
    if whole is None or whole.value not in _SHARED or not 0 < number.value < whole.value:
        return 0
    if number.decimals:
        return 0
    if line.word(number.last) == "in" and sheet.unit(whole) and number.value != 1:
        return 0
    value = _share(number.value, whole.value)
    sheet.add(Measure.PERCENT, value, "%", number.start, whole.end, _ONE)
    return whole.last


def read_one_in(sheet: Sheet, place: int) -> int:
    """Add "een op de drie" or "un client sur trois", whose second number stands at ``place``."""
    line = sheet.line
    at = place - 1 - (line.word(place - 1) == "de")
    if not line.role(at) & SHARE_APART:
        return 0
    ones = line.tables.sets["unsaid"] | {"1"}
    first = next((one for one in (at - 1, at - 2) if line.word(one) in ones), -1)
    whole = sheet.numeral(place) if first >= 0 else None
    if whole is None or whole.value not in _SHARED or whole.value == 1:
        return 0
    start = line.starts[first]
    sheet.add(Measure.PERCENT, _share(_ONE, whole.value), "%", start, whole.end, _ONE)
    return whole.last


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """Return a part of a whole in per cent, to two decimals at most."""
    share = round(part * 100 / whole, 2)
    return share.to_integral_value() if share == share.to_integral_value() else share
