"""The numbers one sentence claims."""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.codes import past_code
from aboveboard.reading.quantities.dates import date_at, quarter_at
from aboveboard.reading.quantities.dutch import dutch_compound
from aboveboard.reading.quantities.numeral import Numeral
from aboveboard.reading.quantities.numerals import read_numeral
from aboveboard.reading.quantities.ones import add_ones
from aboveboard.reading.quantities.plain import read_plain
from aboveboard.reading.quantities.quantity import Measure, Quantity
from aboveboard.reading.quantities.ranges import read_range
from aboveboard.reading.quantities.roles import (
    COLLECTIVE,
    DURATION,
    MULTIPLE,
    NUMBER,
    QUARTER,
    SCALE,
    SHARE_APART,
    SINGLE,
    STARTS,
    UNSAID,
    WHOLE,
)
from aboveboard.reading.quantities.shares import read_one_in, read_share
from aboveboard.reading.quantities.sheet import Said, Sheet
from aboveboard.reading.quantities.single import read_single
from aboveboard.reading.quantities.tables import hedge_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.reading.quantities.line import Line

_LINK = 40
"""Characters of a link before a word by which it is known to be part of it."""
_REACH = 3
"""Characters between a word that bends a number and the number: a blank, a sign of money."""
_ONE = Decimal(1)
_SINGLE_OR_TIME = DURATION | SINGLE
"""Of these a Dutch or English sentence has one in which "a" or "one" counts."""


class Numbers(NamedTuple):
    """What a line claims, and numbers such as "35k" of which it does not say what they count."""

    found: list[Quantity]
    bare: list[Numeral]


def read_line(
    line: Line, said: Sequence[Said], places: Sequence[int], *, has_links: bool = True
) -> Numbers:
    """Return the numbers of a line; ``places`` are the words at which one may stand."""
    sheet = Sheet(line, said)
    has_link = has_links and line.text.find("://", max(0, line.start - _LINK), line.end) >= 0
    at = 0
    for place in places:
        start, end = line.starts[place], line.ends[place]
        if place < at or sheet.is_taken(start, end):
            continue
        if line.text[start - 1] in "#@_=&?~" or (has_link and _is_in_address(line, start)):
            continue
        at = max(_read(sheet, place), place + 1)
    may_be_one = line.kinds & _SINGLE_OR_TIME or line.tables.language == Language.FR
    if sheet.found and may_be_one and line.kinds & UNSAID:
        add_ones(sheet)
    found = sheet.found
    if len(found) > 1:
        found.sort(key=itemgetter(0))
    return Numbers(_hedged(line, found, said) if said and found else found, sheet.bare)


def in_currency(number: Numeral, unit: str, line: Line) -> Quantity:
    """Return a bare number as money: "35k" beside "12k euro"."""
    return Quantity(
        number.start, number.end, Measure.MONEY, number.value, unit, line.number,
        line.tables.language, number.step,
    )  # fmt: skip


def _is_in_address(line: Line, start: int) -> bool:
    """Return whether a word is part of a link."""
    before = line.text[max(0, start - _LINK) : start]
    return "://" in before and "://" in before.rpartition(" ")[2]


def _read(sheet: Sheet, place: int) -> int:
    """Add the number that stands at a word, if any; return the word to go on at."""
    if last := read_plain(sheet, place):
        return last
    line = sheet.line
    if line.kinds & SHARE_APART and (last := read_one_in(sheet, place)):
        return last
    word, role = line.words[place], line.roles[place]
    if word[0].isdecimal() or line.starts[place] in sheet.numbers:
        return _read_numeral(sheet, place)
    if role & QUARTER and (dated := quarter_at(line, place)):
        return sheet.add_date(dated)
    if role & MULTIPLE:
        _add_alone(sheet, line.tables.multiples[word], place)
    elif role & WHOLE and not role & NUMBER and word in line.tables.wholes:
        _read_whole(sheet, place)
    elif role & (STARTS | DURATION) or _may_start(line, word):
        return _read_numeral(sheet, _with_article(sheet, place))
    elif word[0] == "x" and word[1:].isdecimal() and len(word) <= 4:
        _add_alone(sheet, Decimal(word[1:]), place)
    return place + 1


def _may_start(line: Line, word: str) -> bool:
    """Return whether a Dutch word is a number written as one: "vijfentwintig"."""
    if line.tables.language != Language.NL:
        return False
    return word.endswith(("half", "halve")) or dutch_compound(word) is not None


def _add_alone(sheet: Sheet, value: Decimal, place: int) -> None:
    start, end = sheet.line.starts[place], sheet.line.ends[place]
    if not sheet.is_idle(start, end):
        sheet.add(Measure.MULTIPLE, value, "x", start, end)


def _with_article(sheet: Sheet, place: int) -> int:
    """Return where "a hundred" or "une trentaine" begins, whose number stands at ``place``."""
    line, tables = sheet.line, sheet.line.tables
    for back in (2, 1) if sheet.numbers else ():
        if place >= back and line.starts[place - back] in sheet.numbers:
            return place - back
    role = line.roles[place]
    is_one = role & DURATION and tables.language == Language.FR
    if is_one and line.word(place - 1) == "un" and line.is_near(place - 1):
        return place - 1
    if not role & (COLLECTIVE | SCALE) or line.word(place - 1) not in tables.sets["unsaid"]:
        return place
    word = line.words[place]
    counts = word in tables.collectives or word in tables.scales or word == "hundred"
    if not counts or not line.is_near(place - 1):
        return place
    is_dutch = tables.language == Language.NL
    return place if is_dutch and word not in tables.scales else place - 1


def _read_whole(sheet: Sheet, place: int) -> None:
    """Add "a decade" or "kwartier", which tell how long without a number."""
    line, tables = sheet.line, sheet.line.tables
    word, before = line.words[place], line.word(place - 1)
    if before != "une" and before not in tables.sets["unsaid"] and word != "kwartier":
        return
    much, unit = tables.wholes[word]
    is_dutch = tables.language == Language.NL
    start, end = line.starts[place if is_dutch else place - 1], line.ends[place]
    if not sheet.is_idle(start, end):
        sheet.add(Measure.DURATION, much, unit, start, end, _ONE)


def _read_numeral(sheet: Sheet, place: int) -> int:
    told = sheet.numbers.get(sheet.line.starts[place]) if sheet.numbers else None
    number = _of_phrase(sheet.line, place, told) if told else read_numeral(sheet.line, place)
    if number is None:
        return place + 1
    if dated := date_at(sheet.line, number):
        return sheet.add_date(dated)
    if (after := past_code(sheet, number)) > 0:
        return after
    if sheet.is_idle(number.start, number.end) or _is_untold(sheet.line, number):
        return number.last
    return read_share(sheet, number) or read_range(sheet, number) or read_single(sheet, number)


def _is_untold(line: Line, number: Numeral) -> bool:
    """Return whether a round number in words only says many: "a hundred and one things"."""
    if number.is_digits or line.word(number.last) not in line.tables.sets["untold"]:
        return False
    return number.value in _MANY


_MANY = frozenset({36, 100, 101, 1000, 1001, 1_000_000})


def _of_phrase(line: Line, place: int, told: Said) -> Numeral | None:
    """Return the number a phrase says: "a quarter of a million"."""
    if told.value is None:
        return None
    last = place
    while last < len(line.ends) and line.ends[last] <= told.end:
        last += 1
    return Numeral(
        told.value, told.value / 10, place, last, told.start, told.end,
        is_digits=False, scaled=True,
    )  # fmt: skip


def _hedged(line: Line, found: list[Quantity], said: Sequence[Said]) -> list[Quantity]:
    """Return the numbers with what the words before them say: nearly, over, about."""
    bending = [(one.end, hedge) for one in said if (hedge := hedge_of(one.name))]
    if not bending:
        return found
    hedged: list[Quantity] = []
    for number in found:
        for end, hedge in bending:
            is_near = 0 <= number.start - end <= _REACH
            if is_near and line.text[end : number.start].strip() in _BEFORE_NUMBERS:
                hedged.append(number._replace(hedge=hedge))
                break
        else:
            hedged.append(number)
    return hedged


_BEFORE_NUMBERS = frozenset({"", "€", "$", "£", "de", "a", "un"})
"""What may stand between a word that bends a number and the number."""
