"""Days, months, quarters and years as they are written."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.roles import MONTH
from aboveboard.reading.quantities.units import unit_of

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_QUARTER = re.compile(r"([a-z])([1-4])")
_ORDINALS = frozenset({"", "e", "er", "st", "nd", "rd", "th", "ste", "de"})


class Dated(NamedTuple):
    """A date over a stretch of text; ``last`` is the place of the word behind it."""

    day: str
    start: int
    end: int
    last: int


def is_year(word: str) -> bool:
    """Return whether a word is four digits that can be a year."""
    return len(word) == 4 and _YEAR.fullmatch(word) is not None


def date_at(line: Line, number: Numeral) -> Dated | None:
    """Return the date whose number stands here, or None."""
    is_digits = line.words[number.first][0].isdecimal()
    dated = _in_numbers(line, number) if is_digits else None
    if not dated and line.kinds & MONTH:
        dated = _day_and_month(line, number) or _month_before(line, number)
    return dated or (_year(line, number) if is_digits else None)


def _in_numbers(line: Line, number: Numeral) -> Dated | None:
    """Return 31/12/2027, 31.12.2027, 31-12-2027 or 2027-12-31; days come before months."""
    at = number.first
    sign = line.text[line.ends[at]]
    pieces = line.words[at : at + 3] if sign in "/.-" else []
    if len(pieces) < 3 or not "".join(pieces).isdecimal():
        return None
    if line.gap(at) != sign or line.gap(at + 1) != sign:
        return None
    if is_year(pieces[0]) and sign == "-":
        year, month, day = pieces
    elif is_year(pieces[2]):
        day, month, year = pieces
    else:
        return None
    if len(day) > 2 or len(month) > 2:
        return None
    written = _day(int(year), int(month), int(day))
    return Dated(written, line.starts[at], line.ends[at + 2], at + 3) if written else None


def _day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}"


def _month(line: Line, place: int) -> int:
    """Return the number of the month a word names, or 0; May and March are names in English."""
    month = line.tables.months.get(line.word(place), 0)
    if month and line.tables.language == Language.EN and not line.is_name(place):
        return 0
    return month


def _day_and_month(line: Line, number: Numeral) -> Dated | None:
    """Return "3 maart 2024", "1er avril", "3rd of March, 2024"."""
    at = number.last + (line.word(number.last) == "of")
    month = _month(line, at)
    if not month or not _is_day(number) or not line.is_blank(number.last - 1):
        return None
    return _with_year(line, number.start, at, f"{month:02d}-{int(number.value):02d}")


def _is_day(number: Numeral) -> bool:
    is_whole = not number.decimals and not number.groups and not number.scaled
    return is_whole and 1 <= number.value <= 31 and number.suffix in _ORDINALS


def _month_before(line: Line, number: Numeral) -> Dated | None:
    """Return "maart 2024" and "January 31st, 2022"."""
    at = number.first
    month = _month(line, at - 1)
    if not month or line.gap(at - 1).strip(" .\u00a0"):
        return None
    if is_year(line.words[at]):
        day = f"{line.words[at]}-{month:02d}"
        return Dated(day, line.starts[at - 1], line.ends[at], at + 1)
    if line.tables.language == Language.EN and _is_day(number) and number.is_digits:
        day = f"{month:02d}-{int(number.value):02d}"
        return _with_year(line, line.starts[at - 1], number.last - 1, day)
    return None


def _with_year(line: Line, start: int, at: int, day: str) -> Dated | None:
    following = line.word(at + 1)
    month, _, number = day.partition("-")
    if is_year(following) and line.gap(at).strip(" .\u00a0") in {"", ","}:
        written = _day(int(following), int(month), int(number))
        return Dated(written, start, line.ends[at + 1], at + 2) if written else None
    if not _day(2024, int(month), int(number)):
        return None
    return Dated(f"--{day}", start, line.ends[at], at + 1)


def _year(line: Line, number: Numeral) -> Dated | None:
    """Return a year where one may stand: "in 2024", "omzet 2023", at the start of a sentence."""
    at = number.first
    if not is_year(line.words[at]):
        return None
    is_plain = not (number.groups or number.decimals or number.scaled)
    if not is_plain or number.last != at + 1:
        return None
    if line.gap(at)[:1] in {"/", "'", "’"} or _is_quoted(line, at):
        return None
    following = line.word(at + 1)
    if line.gap(at) == "-" and following.isdecimal() and len(following) not in {2, 4}:
        return None
    found = Dated(line.words[at], line.starts[at], line.ends[at], at + 1)
    quarter = _QUARTER.fullmatch(line.word(at + 1))
    if quarter and line.tables.has("quarter_letters", quarter[1]):
        return Dated(f"{found.day}-Q{quarter[2]}", found.start, line.ends[at + 1], at + 2)
    return found if _may_be_year(line, at, number) else None


def _is_quoted(line: Line, at: int) -> bool:
    """Return whether a title or a code holds the number: "1984", 12/2024."""
    last = line.gap(at - 1)[-1:]
    is_code = at > 0 and last in {"/", "-", "#"} and not is_year(line.word(at - 1))
    return is_code or (last != "" and last in "'\"«“‘’")


def _may_be_year(line: Line, at: int, number: Numeral) -> bool:
    before = line.word(at - 1)
    if line.tables.has("year_before", before):
        return True
    if unit_of(line, number) is not None:
        return False
    if line.gap(at - 1).strip() in _PARTS:
        return True
    if not 1990 <= number.value <= 2039:
        return False
    is_name = line.is_name(at - 1) and at > 1
    is_label = line.tables.has("labels", before) or not before.isalpha()
    return at == 0 or not (is_name or is_label)


_PARTS = frozenset({"(", ":", "–", ","})


_QUARTER_AT = frozenset(
    {
        "in",
        "van",
        "voor",
        "na",
        "sinds",
        "tegen",
        "eind",
        "begin",
        "vanaf",
        "tot",
        "het",
        "dit",
        "en",
        "over",
    }
)
"""What stands before K3 when it is a quarter, not a name."""


def quarter_at(line: Line, place: int) -> Dated | None:
    """Return "Q3 2026", "T3", or "derde kwartaal van 2024", whose word stands at ``place``."""
    word = line.words[place]
    start = line.starts[place]
    if found := _QUARTER.fullmatch(word):
        if (
            not line.tables.has("quarter_letters", found[1])
            or not line.written(place)[0].isupper()
        ):
            return None
        quarter = int(found[2])
        if found[1] == "k" and not (
            _QUARTER_AT & {line.word(place - 1)} or is_year(line.word(place + 1))
        ):
            return None
    elif line.tables.has("quarter", word):
        quarter = line.tables.ordinals.get(line.word(place - 1), 0)
        if not quarter or line.word(place - 1) in {"laatste", "last", "dernier"}:
            return None
        start = line.starts[place - 1]
    else:
        return None
    at = place + 1
    if line.word(at) in {"van", "of", "de", "in"}:
        at += 1
    if is_year(line.word(at)) and line.is_near(place):
        return Dated(f"{line.words[at]}-Q{quarter}", start, line.ends[at], at + 1)
    return Dated(f"Q{quarter}", start, line.ends[place], place + 1)
