"""Shares told by two numbers: "one in five", "un client sur trois"."""

from __future__ import annotations

from bisect import bisect_left
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


_TENS = frozenset({10, 100, 1000})


def read_share(sheet: Sheet, number: Numeral) -> int:
    """Add "één op de vijf" or "3 sur 4"; return the word behind it, or 0."""
    line, at = sheet.line, number.last
    if not line.role(at) & SHARE_JOIN or not line.is_blank(at - 1):
        return 0
    at += 1 + (line.word(at + 1) in {"de", "of"})
    whole = sheet.numeral(at) if line.is_blank(at - 1) else None
    if whole is None or whole.value not in _SHARED or not 0 < number.value < whole.value:
        return 0
    if line.word(number.last) == "in" and number.value != 1 and (unit := sheet.unit(whole)):
        # "Three in ten customers" is a share, "two in five days" is none.
        is_share = unit.kind is Measure.COUNT and (whole.value in _TENS or number.first == 0)
        if not is_share:
            return 0
    if line.word(whole.last) in _STARS:
        name, end = line.words[whole.last], line.ends[whole.last]
        sheet.add(Measure.COUNT, number.value, name, number.start, end, number.step)
        return whole.last + 1
    if number.decimals:
        return 0
    value = _share(number.value, whole.value)
    sheet.add(Measure.PERCENT, value, "%", number.start, whole.end, _ONE)
    return whole.last


_STARS = frozenset({"sterren", "stars", "étoiles"})
"""What is given out of five, and is no share."""


def read_one_in(sheet: Sheet, place: int) -> int:
    """Add "een op de drie" or "un client sur trois", whose second number stands at ``place``."""
    line = sheet.line
    at = place - 1 - (line.word(place - 1) in {"de", "of"})
    if not line.role(at) & SHARE_APART:
        return 0
    ones = line.tables.sets["unsaid"] | {"1"}
    first = next((one for one in (at - 1, at - 2) if line.word(one) in ones), -1)
    part = _ONE
    if first < 0 and sheet.found and sheet.found[-1].kind is Measure.COUNT:
        # "Neuf clients sur dix": the clients were found, and are a share.
        part, first = _counted_before(sheet, at)
    whole = sheet.numeral(place) if first >= 0 else None
    if whole is None or whole.value not in _SHARED or not part < whole.value:
        return 0
    start = line.starts[first]
    sheet.drop_from(start)
    sheet.add(Measure.PERCENT, _share(part, whole.value), "%", start, whole.end, _ONE)
    return whole.last


def _counted_before(sheet: Sheet, at: int) -> tuple[Decimal, int]:
    """Return how many of something were counted just before a word, and at which word, or -1."""
    last, line = sheet.found[-1], sheet.line
    is_small = last.value is not None and last.to is None and 1 < last.value < 100
    if (
        not is_small
        or last.value is None
        or last.end != line.ends[at - 1]
        or last.unit in _STARS
    ):
        return _ONE, -1
    return last.value, bisect_left(line.starts, last.start)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """Return a part of a whole in per cent, to two decimals at most."""
    share = round(part * 100 / whole, 2)
    return share.to_integral_value() if share == share.to_integral_value() else share
