"""A number that stands alone with what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.dates import is_year
from aboveboard.reading.quantities.quantity import Hedge, Measure
from aboveboard.reading.quantities.roles import FROM, OF_MANY
from aboveboard.reading.quantities.units import Unit

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.sheet import Sheet

_FEW = frozenset({"paar", "few", "couple", "quelques", "plusieurs"})


def read_single(sheet: Sheet, number: Numeral) -> int:
    """Add the number with what it counts, if anything says so; return the word behind it."""
    line = sheet.line
    unit = (_inherited(sheet, number) if sheet.found else None) or sheet.unit(number)
    unit = unit or _of_many(sheet, number)
    if number.first and line.words[number.first - 1] in _FEW:
        return number.last
    if unit is None:
        if number.scaled and number.is_digits:
            sheet.bare.append(number)
        return number.last
    if is_named(line, number, unit):
        return number.last
    if unit.kind is Measure.MULTIPLE and number.value == 1:
        return unit.last
    value, step = number.value, number.step
    if unit.per != 1:
        value, step = value * unit.per, step * unit.per
    hedge = Hedge.ABOUT if number.is_rough else Hedge.NONE
    if line.text[number.end] == "+":
        hedge = Hedge.OVER
    if number.is_digits and _is_less(line, number):
        value = -value
    start = min(unit.start, number.start)
    sheet.add(unit.kind, value, unit.name, start, unit.end, step, hedge=hedge)
    return unit.last


def _is_less(line: Line, number: Numeral) -> bool:
    """Return whether a minus stands before a number."""
    before = line.text[max(line.start, number.start - 2) : number.start]
    return before[-1:] in {"-", "−"} and not before[:-1].strip()


def _of_many(sheet: Sheet, number: Numeral) -> Unit | None:
    """Return the unit of "3 van de 8 mensen", which the first number shares."""
    line, at = sheet.line, number.last
    if not line.role(at) & OF_MANY or number.suffix:
        return None
    at += 1 + (line.word(at + 1) in {"de", "onze", "the", "our", "les", "nos"})
    whole = sheet.numeral(at)
    unit = sheet.unit(whole) if whole else None
    if unit is None or unit.kind is not Measure.COUNT:
        return None
    return Unit(Measure.COUNT, unit.name, number.start, number.end, number.last)


def is_named(line: Line, number: Numeral, unit: Unit) -> bool:
    """Return whether a number belongs to the name or the label before it: "Windows 11"."""
    before = number.first - 1
    if not number.is_digits or before < 0:
        return False
    if unit.kind is not Measure.COUNT and unit.kind is not Measure.DURATION:
        return False
    if not line.is_blank(before) and line.gap(before).strip() != "-":
        return False
    word = line.words[before]
    if line.tables.has("labels", word):
        return True
    return (
        before > 0
        and line.text[line.starts[before]].isupper()
        and not is_year(word)
        and word not in line.tables.months
        and not line.tables.has("day_words", word)
    )


def _inherited(sheet: Sheet, number: Numeral) -> Unit | None:
    """Return the unit of the count before, for a bare number that goes on with it."""
    line = sheet.line
    counts = [one for one in sheet.found if one.kind is Measure.COUNT and one.to is None]
    if not counts or number.suffix or is_year(line.words[number.first]):
        return None
    before = line.word(number.first - 1)
    goes_on = (
        (before == "er" and line.tables.language == Language.NL)
        or (before in {"to", "naar", "à"} and line.kinds & FROM)
        or line.words[0] in {"sur", "van", "of", "out", "uit"}
    )
    if not goes_on:
        return None
    unit = sheet.unit(number)
    is_participle = unit is not None and unit.name.endswith(("és", "ées"))
    if unit and not is_participle:
        return None
    return Unit(Measure.COUNT, counts[-1].unit, number.start, number.end, number.last)
