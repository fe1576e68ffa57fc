"""What a number counts: the words and signs around it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.nouns import noun_at
from aboveboard.reading.quantities.numeral import percent_end
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import (
    CENT,
    CURRENCY,
    DURATION,
    MEASURES,
    NUMBER,
    PERCENT,
    POINTS,
    WHOLE,
)
from aboveboard.reading.quantities.subjects import group_of
from aboveboard.reading.quantities.unit import Unit, duration_at

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_SHORT_UNITS = "ha ml cl dl mg gr g l m w v pk cv"
_GLUED_UNITS = frozenset(
    (*"kg km cm mm m2 m² m³ m3 gb mb tb kw mw kwh mwh".split(), *_SHORT_UNITS.split())  # noqa: SIM905
)
_CURRENCY_BEFORE = re.compile(r"[€$£]\s?[-+−]?$")


def unit_of(line: Line, number: Numeral) -> Unit | None:
    """Return what ``number`` counts, or None when nothing beside it says so."""
    if number.suffix:
        return _by_suffix(line, number)
    if _has_sign(line, number) and (unit := _by_sign(line, number)):
        return unit
    return by_word(line, number)


def _has_sign(line: Line, number: Numeral) -> bool:
    """Return whether anything but letters stands beside a number, or a currency before it."""
    text, end = line.text, number.end
    if text[end] != " " or not text[end + 1].isalpha():
        return True
    before = text[max(0, number.start - 3) : number.start]
    is_signed = "€" in before or "$" in before or "£" in before
    return is_signed or (number.first > 0 and line.roles[number.first - 1] & CURRENCY != 0)


def _by_sign(line: Line, number: Numeral) -> Unit | None:
    """Return what a sign beside the number says: "%", "€ 12", "EUR 12"."""
    at = number.last
    behind = line.text[number.end : line.starts[at] if at < len(line.starts) else line.end]
    told = behind.lstrip()
    end = number.end + len(behind) - len(told) + 1
    if told[:1] == "%":
        return _percent(line, number, told, end)
    first = max(line.start, number.start - 3)
    before = None
    if not SIGNS.keys().isdisjoint(line.text[first : number.start]):
        before = _CURRENCY_BEFORE.search(line.text, first, number.start)
    role = line.roles[number.first - 1] if number.first else 0
    word = line.words[number.first - 1] if role & CURRENCY else ""
    unit = None
    if before:
        unit = Unit(Measure.MONEY, SIGNS[before[0][0]], before.start(), number.end, at)
    elif told[:1] in SIGNS:
        unit = Unit(Measure.MONEY, SIGNS[told[0]], number.start, end, at)
    elif len(word) == 3 and line.is_blank(number.first - 1):
        start = line.starts[number.first - 1]
        unit = Unit(Measure.MONEY, line.tables.currencies[word], start, number.end, at)
    return unit


def _percent(line: Line, number: Numeral, told: str, end: int) -> Unit:
    at = number.last
    if line.word(at) in {"punt", "punten", "points", "point"} and len(told.strip()) <= 2:
        return Unit(Measure.PERCENT, "pp", number.start, line.ends[at], at + 1)
    return Unit(Measure.PERCENT, "%", number.start, end, at)


def _by_suffix(line: Line, number: Numeral) -> Unit | None:
    """Return what letters glued to the digits say: "3x", "38p", "12kg", "48h"."""
    suffix = number.suffix
    end, at = number.end + len(suffix), number.last
    written = line.text[number.end : end]
    if suffix == "x":
        return Unit(Measure.MULTIPLE, "x", number.start, end, at)
    if suffix == "p" and line.tables.language == Language.EN:
        return Unit(Measure.MONEY, "GBP", number.start, end, at, Decimal("0.01"))
    if suffix in {"h", "u", "min"} and (suffix == "min" or _lasts(line, number)):
        name = "minute" if suffix == "min" else "hour"
        return Unit(Measure.DURATION, name, number.start, end, at)
    if suffix in _GLUED_UNITS and not (len(suffix) == 1 and written.isupper()):
        return Unit(Measure.COUNT, suffix, number.start, end, at)
    return None


def _lasts(line: Line, number: Numeral) -> bool:
    return number.value > 24 or line.tables.has("lasting", line.word(number.first - 1))


def by_word(line: Line, number: Numeral) -> Unit | None:
    """Return what the word behind ``number`` says that it counts."""
    at = number.last
    if not line.is_near(at - 1):
        return None
    if line.words[at] in line.tables.sets["of"] and line.is_near(at):
        at += 1
    role = line.role(at) & MEASURES
    if not role:
        return noun_at(line, number, at)
    unit = None
    if role & (PERCENT | POINTS):
        unit = _percent_word(line, number, at)
    if not unit and role & (CURRENCY | CENT):
        unit = _money_word(line, number, at)
    if not unit and role & (DURATION | WHOLE):
        unit = _time_word(line, number, at)
    return unit or _counted(line, number, at)


def _percent_word(line: Line, number: Numeral, at: int) -> Unit | None:
    behind = percent_end(line, at)
    if behind > 0:
        is_points = line.word(behind) in line.tables.sets["loose_points"]
        last = behind + is_points
        name = "pp" if is_points else "%"
        return Unit(Measure.PERCENT, name, number.start, line.ends[last - 1], last)
    if points := _points_end(line, at):
        return Unit(Measure.PERCENT, "pp", number.start, line.ends[points - 1], points)
    return None


def _money_word(line: Line, number: Numeral, at: int) -> Unit | None:
    word, tables = line.word(at), line.tables
    if word in tables.currencies:
        name, per = tables.currencies[word], Decimal(1)
        at += line.word(at + 1) in {"sterling", "américains", "canadiens", "suisses"}
    elif word in _WRITTEN_TOGETHER:
        name, per = "EUR", _WRITTEN_TOGETHER[word]
    elif (word, line.word(at + 1)) == ("livres", "sterling"):
        return Unit(Measure.MONEY, "GBP", number.start, line.ends[at + 1], at + 2)
    elif word in tables.cents:
        name, per = tables.cents[word], Decimal("0.01")
    else:
        return None
    return Unit(Measure.MONEY, name, number.start, line.ends[at], at + 1, per)


_WRITTEN_TOGETHER = {"keur": Decimal(1000), "meur": Decimal(1_000_000)}


def _time_word(line: Line, number: Numeral, at: int) -> Unit | None:
    word, tables = line.word(at), line.tables
    if word == "min" and not number.is_digits:
        return None
    if word in tables.durations:
        return None if is_clock(line, number, at) else duration_at(line, number, at)
    if word in tables.wholes:
        per, name = tables.wholes[word]
        return Unit(Measure.DURATION, name, number.start, line.ends[at], at + 1, per)
    if word in {"quart", "quarts"} and line.words[at + 1 : at + 3] == ["d", "heure"]:
        end = line.ends[at + 2]
        return Unit(Measure.DURATION, "minute", number.start, end, at + 3, Decimal(15))
    return None


def _counted(line: Line, number: Numeral, at: int) -> Unit | None:
    word, tables = line.word(at), line.tables
    if word in tables.durations:
        return None
    if tables.has("times", word) or word in {"x", "fold"}:
        return _times(line, number, at)
    return noun_at(line, number, at)


_POINTS = frozenset({"percentage", "points", "point"})


def _points_end(line: Line, at: int) -> int:
    """Return the place behind words for percentage points, or 0."""
    tables, word = line.tables, line.word(at)
    if word in tables.sets["points"]:
        return at + 1
    if word not in _POINTS and word not in tables.sets["loose_points"]:
        return 0
    said = line.words[at : at + 3]
    if said[:2] in (["percentage", "points"], ["percentage", "point"]):
        return at + 2
    if said in (["points", "de", "pourcentage"], ["point", "de", "pourcentage"]):
        return at + 3
    if word not in tables.sets["loose_points"] or tables.has("labels", line.word(at + 1)):
        return 0
    # Points of what is told in per cent, or by which something rose or fell.
    is_share = "%" in line.text[line.start : line.end]
    is_change = any(
        tables.has("moves", one) or group_of(one, tables.modifiers) == "change"
        for one in line.words
    )
    return at + 1 if is_share or is_change else 0


def is_clock(line: Line, number: Numeral, at: int) -> bool:
    """Return whether a number of hours is a time of day."""
    tables = line.tables
    if not tables.has("clock", line.word(at)) or number.value > 24:
        return False
    if number.decimals == 2 or number.value != number.value.to_integral_value() > 0:
        return number.decimals == 2
    if number.value > 12 and tables.has("clock_after", line.word(number.first - 1)):
        return True
    if line.word(at) in {"h", "u"}:
        # "4 h" alone is a time of day; how long it takes is told by the words before.
        before = (line.word(number.first - 1), line.word(number.first - 2))
        return not any(tables.has("lasting", word) for word in before)
    if line.word(at) in {"heures", "heure"} and _goes_on_as_clock(line, at + 1):
        return True
    around = (line.word(number.first - 2), line.word(number.first - 1), line.word(at + 1))
    return tables.has("clock_before", around[1]) or any(
        tables.has("day_words", word) for word in around
    )


def _goes_on_as_clock(line: Line, at: int) -> bool:
    """Return whether minutes follow the hours: "huit heures cinq", "neuf heures moins dix"."""
    if line.word(at) == "moins" and line.is_blank(at - 1):
        return line.word(at + 1) in {"le", "dix", "cinq", "vingt", "quart"}
    is_number = line.role(at) & NUMBER and line.is_blank(at - 1) and line.word(at) != "un"
    return bool(is_number) and line.gap(at)[:1] in {".", ",", "!", "?", ""}


def _times(line: Line, number: Numeral, at: int) -> Unit | None:
    """Return "three times as many"; "three times a week" counts how often."""
    word, following = line.words[at], line.word(at + 1)
    start, end = number.start, line.ends[at]
    if word in {"x", "fold"} or line.tables.has("comparing", following) or _compares(line, at):
        return Unit(Measure.MULTIPLE, "x", start, end, at + 1)
    if number.value <= 1:
        return None
    return Unit(Measure.COUNT, word, start, end, at + 1)


def _compares(line: Line, at: int) -> bool:
    following = line.word(at + 1)
    is_dutch = line.tables.language == Language.NL
    return is_dutch and len(following) > 4 and following.endswith("er")
