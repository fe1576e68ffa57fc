"""One thing or one stretch of time, told beside other numbers of its sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.nouns import hyphened
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import DURATION, SINGLE, UNSAID

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.sheet import Sheet

_ONE = Decimal(1)
_SHORTEST = 4
_STRESSED = frozenset({"één", "eén", "one"})
_SINGLE = frozenset({"seul", "seule"})


def add_ones(sheet: Sheet) -> None:
    """Add "één oven", "un kiné" and "in a week", which count only beside other numbers.

    Alone, "one" and "a" are articles, or stand in a saying.
    """
    line = sheet.line
    may_follow = DURATION | SINGLE
    is_french = line.tables.language == Language.FR
    for place in [place for place, role in enumerate(line.roles[:-1]) if role & UNSAID]:
        around = line.roles[place] | line.roles[place + 1]
        is_likely = around & may_follow or (is_french and line.word(place - 1) == "et")
        if not is_likely or not line.is_blank(place):
            continue
        start, end = line.starts[place], line.ends[place + 1]
        if sheet.is_idle(start, end) or sheet.is_taken(start, end):
            continue
        is_lasting = line.tables.has("lasting", line.word(place - 1))
        if is_lasting and line.roles[place + 1] & DURATION:
            unit = line.tables.durations[line.words[place + 1]]
            sheet.add(Measure.DURATION, _ONE, unit, start, end, _ONE)
        elif noun := _noun(sheet, place):
            last = hyphened(line, noun) or noun
            name = line.text[line.starts[noun] : line.ends[last]].lower()
            sheet.add(Measure.COUNT, _ONE, name, start, line.ends[last], _ONE)


def _noun(sheet: Sheet, place: int) -> int:
    """Return the word that is counted, or 0."""
    line, tables = sheet.line, sheet.line.tables
    at = place + 1
    if line.tables.language == Language.FR:
        follows = line.word(place - 1) == "et" and _ends_count(sheet, line.ends[place - 2])
        if not follows and not (line.words[at] in _SINGLE and line.word(place - 1) != "plus"):
            return 0
        at += line.words[at] in _SINGLE
    elif not _is_stressed(line, place):
        return 0
    if line.word(at) in tables.sets["joins_one"] and line.is_blank(at):
        at += 1
    noun = line.word(at)
    is_noun = len(noun) >= _SHORTEST and line.written(at).islower() and noun.isalpha()
    if not is_noun or tables.has("one_of_it", noun) or tables.has("not_nouns", noun):
        return 0
    return at if line.is_blank(at - 1) and not line.roles[at] & DURATION else 0


def _is_stressed(line: Line, place: int) -> bool:
    """Return whether "één" or "one" stands where it says how many."""
    word, before = line.words[place], line.word(place - 1)
    if word not in _STRESSED or line.tables.has("one_of_it", before):
        return False
    return word != "one" or before in {"and", "plus", "only", "just"}


def _ends_count(sheet: Sheet, end: int) -> bool:
    """Return whether a count ends just before."""
    return any(one.kind is Measure.COUNT and one.end == end for one in sheet.found)
