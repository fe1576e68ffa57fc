"""The plainest numbers: one word, with what it counts right behind it, and nothing else beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.reading.quantities.numeral import Numeral
from aboveboard.reading.quantities.numerals import NEVER_FIRST, goes_on
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import (
    CHANGE,
    COLLECTIVE,
    CURRENCY,
    DURATION,
    HALF,
    JOIN,
    MEASURES,
    MONTH,
    MULTIPLE,
    NUMBER,
    OF_MANY,
    QUARTER,
    RANGE,
    SCALE,
    SHARE_APART,
    SHARE_JOIN,
    UNSAID,
)
from aboveboard.reading.quantities.single import FEW, FRENCH_DONE
from aboveboard.reading.quantities.unit import Unit
from aboveboard.reading.quantities.units import by_word

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.sheet import Sheet

_OTHERWISE = UNSAID | HALF | COLLECTIVE | SCALE | DURATION | MULTIPLE | QUARTER
"""What a plain number can be nothing of."""
_ELSEWHERE = SHARE_APART | MONTH
"""What nothing in its sentence may be: else it may be part of a share or a date."""
_BEHIND = RANGE | CHANGE | JOIN | OF_MANY | SHARE_JOIN
_KINDS = frozenset({Measure.COUNT, Measure.DURATION})
_SIGNS = frozenset("€$£")
_ONE = Decimal(1)


def read_plain(sheet: Sheet, place: int) -> int:
    """Add the number at a word if it is a plain one; return the word behind what it counts, or 0.

    It finds what the longer way finds; most numbers in words are plain.
    """
    line = sheet.line
    role = line.roles[place]
    if role & NUMBER == 0 or role & _OTHERWISE or line.kinds & _ELSEWHERE or sheet.numbers:
        return 0
    at = place + 1
    if not _stands_alone(line, place, at):
        return 0
    start, end, word = line.starts[place], line.ends[place], line.words[place]
    if word in NEVER_FIRST or goes_on(line, at) or sheet.is_idle(start, end):
        return 0
    value = line.tables.exact[word]
    unit = _lasting(line, start, at)
    if unit is None:
        number = Numeral(value, _ONE, place, at, start, end, is_digits=False)
        unit = by_word(line, number)
    if unit is None or unit.kind not in _KINDS or unit.per != 1:
        return 0
    if line.role(unit.last) & RANGE or unit.name.endswith(FRENCH_DONE):
        return 0
    sheet.add(unit.kind, value, unit.name, start, unit.end, _ONE)
    return unit.last


def _lasting(line: Line, start: int, at: int) -> Unit | None:
    """Return the time that a word says by itself: no hour of the day, and no half behind it."""
    if line.roles[at] & MEASURES != DURATION:
        return None
    word, sets = line.words[at], line.tables.sets
    if word in sets["clock"] or word in sets["of"] or word == "min":
        return None
    if line.word(at + 1) in _HALF_BEHIND:
        return None
    return Unit(Measure.DURATION, line.tables.durations[word], start, line.ends[at], at + 1)


_HALF_BEHIND = frozenset({"and", "et"})


def _stands_alone(line: Line, place: int, at: int) -> bool:
    """Return whether blanks part a word from the ones around it, which leave it as it is."""
    if at >= len(line.words) or line.roles[at] & _BEHIND:
        return False
    text, start, end = line.text, line.starts[place], line.ends[place]
    if text[end] != " " or line.starts[at] != end + 1 or not text[end + 1].isalpha():
        return False
    if text[start - 1] != " " or not _SIGNS.isdisjoint(text[max(0, start - 3) : start]):
        return False
    if line.words[at] in line.tables.sets["untold"]:
        return False
    return not place or not (line.roles[place - 1] & CURRENCY or line.words[place - 1] in FEW)
