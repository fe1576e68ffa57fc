"""Two numbers of one thing: "between 60 and 90", "from 18 to 22 per cent"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import CHANGE, JOIN, NUMBER, OF_MANY, RANGE
from aboveboard.reading.quantities.single import is_named
from aboveboard.reading.quantities.units import is_clock

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.sheet import Sheet
    from aboveboard.reading.quantities.unit import Unit

_ALSO_AND = frozenset({"en", "and", "et", "a", "or", "ou", "of"})
"""Words that part the ends of a range only behind a word such as "between"."""
_DASHES = frozenset({"-", "–", "—", "à"})


def read_range(sheet: Sheet, number: Numeral) -> int:
    """Add both ends of a range or of a change; return the word behind it, or 0."""
    line = sheet.line
    first = sheet.unit(number)
    if first:
        return _read_dashed(sheet, number, first) or _read_mixed(sheet, number, first)
    at, is_change = _upper_end(line, number)
    if not number.last <= at < len(line.words):
        return 0
    if is_change:
        return _read_change(sheet, number, at)
    upper = sheet.numeral(at)
    unit = sheet.unit(upper) if upper else None
    if upper is None or unit is None or is_named(line, number, unit):
        return 0
    return _add_range(sheet, number, upper, unit, number.start)


def _read_dashed(sheet: Sheet, number: Numeral, first: Unit) -> int:
    """Add "€2-3 million", whose sign stands before the lower end."""
    line, at = sheet.line, number.last
    if first.kind is not Measure.MONEY or first.end != number.end:
        return 0
    if line.gap(at - 1).strip() not in _DASHES or not line.word(at)[:1].isdecimal():
        return 0
    upper = sheet.numeral(at)
    if upper is None or upper.value <= number.value or upper.groups + upper.decimals > 3:
        return 0
    unit = first._replace(end=upper.end, last=upper.last)
    return _add_range(sheet, number, upper, unit, first.start)


def _upper_end(line: Line, number: Numeral) -> tuple[int, bool]:
    """Return where the other end of a range may stand, or -1, and if it is a change instead."""
    at = number.last
    word, role = line.word(at), line.role(at)
    joint = line.gap(at - 1)
    if joint == " " and not role & (RANGE | CHANGE | JOIN | OF_MANY):
        return -1, False
    joint = joint.strip()
    if joint in _DASHES and word[:1].isdecimal():
        return at, False
    if _is_next(line, number, joint):
        return (at if joint == "," else at + 1), False
    if role & RANGE and not joint and (word not in _ALSO_AND or _is_between(line, number)):
        is_change = word == "to" and line.word(number.first - 1) == "from"
        return at + 1, is_change and not _varies(line, number)
    if role & CHANGE:
        return at + 1, True
    return -1, False


def _is_next(line: Line, number: Numeral, joint: str) -> bool:
    """Return whether the next number is said beside a number: "two, three hours", "vijf of zes"."""
    at = number.last if joint == "," else number.last + 1
    if joint not in {"", ","} or (not joint and line.word(number.last) not in _OR):
        return False
    if number.is_digits or number.scaled or not line.role(at) & NUMBER:
        return False
    numbers = line.tables.numbers
    return 0 < numbers[line.words[at]] - number.value <= 1 and number.value >= 2


_OR = frozenset({"or", "ou", "of"})


def _varies(line: Line, number: Numeral) -> bool:
    """Return whether "from 4 to 11" tells between what something lies, not how it changed."""
    return line.tables.has("varies", line.word(number.first - 2))


def _is_between(line: Line, number: Numeral) -> bool:
    words = line.words[max(0, number.first - 2) : number.first]
    return any(word in line.tables.sets["between"] for word in words)


def _read_mixed(sheet: Sheet, number: Numeral, first: Unit) -> int:
    """Add "£60 and £90" between which something lies; else the first end stands alone."""
    line = sheet.line
    if not line.role(first.last) & RANGE or first.kind is Measure.COUNT:
        return 0
    is_between = _is_between(line, number)
    if line.words[first.last] not in {"tot", "to", "à"} and not is_between:
        return 0
    upper = sheet.numeral(first.last + 1)
    unit = sheet.unit(upper) if upper else None
    if upper and not unit and first.kind is Measure.MONEY and first.end == number.end:
        unit = first._replace(end=upper.end, last=upper.last)
    if upper is None or unit is None or (unit.kind, unit.name) != (first.kind, first.name):
        return 0
    is_from = line.word(number.first - 1) in line.tables.sets["from"]
    if not is_between and is_from and not _varies(line, number):
        return 0
    return _add_range(sheet, number, upper, unit, first.start)


def _add_range(sheet: Sheet, number: Numeral, upper: Numeral, unit: Unit, start: int) -> int:
    low = number.value
    if upper.scaled and not number.scaled and low < 1000 and low < upper.value:
        low *= _power(upper)
    if unit.kind is Measure.DURATION and is_clock(sheet.line, upper, unit.last - 1):
        return unit.last
    sheet.add(
        unit.kind, low * unit.per, unit.name, start, unit.end, upper.step * unit.per,
        upper.value * unit.per,
    )  # fmt: skip
    return unit.last


def _read_change(sheet: Sheet, number: Numeral, at: int) -> int:
    """Add both numbers of "van 18 naar 22 procent"."""
    upper = sheet.numeral(at)
    unit = sheet.unit(upper) if upper else None
    if upper is None or unit is None:
        return 0
    low = number
    if upper.scaled and not number.scaled and number.value < 1000:
        # "Van 0,8 naar 2,1 miljoen": both are millions.
        power = _power(upper)
        low = number._replace(value=number.value * power, step=number.step * power)
    for one, start, end in ((low, number.start, number.end), (upper, unit.start, unit.end)):
        sheet.add(unit.kind, one.value * unit.per, unit.name, start, end, one.step * unit.per)
    return unit.last


def _power(number: Numeral) -> Decimal:
    """Return by how much a word multiplied a number."""
    decimals = Decimal(1).scaleb(-number.decimals)
    return number.step / decimals
