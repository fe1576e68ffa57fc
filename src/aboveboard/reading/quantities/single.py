"""A number that stands alone with what it counts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.dates import is_year
from aboveboard.reading.quantities.nouns import noun_at
from aboveboard.reading.quantities.quantity import Hedge, Measure
from aboveboard.reading.quantities.roles import FROM, OF_MANY
from aboveboard.reading.quantities.unit import Unit

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.sheet import Sheet

FRENCH_DONE = ("és", "ées")
FEW = frozenset({"paar", "few", "couple", "quelques", "plusieurs"})


def read_single(sheet: Sheet, number: Numeral) -> int:
    """Add the number with what it counts, if anything says so; return the word behind it."""
    line = sheet.line
    unit = (_inherited(sheet, number) if sheet.found else None) or sheet.unit(number)
    unit = unit or _of_many(sheet, number) or _of_people(line, number) or _factor(line, number)
    if number.first and line.words[number.first - 1] in FEW:
        return number.last
    if unit is None:
        if number.scaled and (number.is_digits or line.words[number.last - 1] == "grand"):
            sheet.bare.append(number)
        return number.last
    if is_named(line, number, unit):
        return number.last
    if not _says_nothing(line, number, unit):
        _add(sheet, number, unit)
    return unit.last


def _says_nothing(line: Line, number: Numeral, unit: Unit) -> bool:
    """Return whether a number is only a manner of speaking: "one time", "99 % sure"."""
    if unit.kind is Measure.MULTIPLE:
        return number.value == 1
    if unit.kind is not Measure.PERCENT:
        return False
    before = line.words[max(0, number.first - 4) : number.first]
    gives_all = number.value >= 100 and any(line.tables.has("giving", word) for word in before)
    return gives_all or line.tables.has("sure", line.word(unit.last))


def _add(sheet: Sheet, number: Numeral, unit: Unit) -> None:
    value, step = number.value, number.step
    if unit.per != 1:
        value, step = round(value * unit.per, 6).normalize(), step * unit.per
    hedge = Hedge.ABOUT if number.is_rough else Hedge.NONE
    if sheet.line.text[number.end] == "+":
        hedge = Hedge.OVER
    if number.is_digits and _is_less(sheet.line, number):
        value = -value
    start = min(unit.start, number.start)
    sheet.add(unit.kind, value, unit.name, start, unit.end, step, hedge=hedge)


def _is_less(line: Line, number: Numeral) -> bool:
    """Return whether a minus stands before a number."""
    before = line.text[max(line.start, number.start - 2) : number.start]
    return before[-1:] in {"-", "−"} and not before[:-1].strip()


def _of_many(sheet: Sheet, number: Numeral) -> Unit | None:
    """Return the unit of "3 van de 8 mensen", which the first number shares."""
    line, at = sheet.line, number.last
    if not line.role(at) & OF_MANY or number.suffix:
        return None
    at += 1
    owners = line.tables.sets["own"]
    is_owned = line.word(at) in owners or (
        line.word(at) == "de" and line.word(at + 1) in owners
    )
    at += (line.word(at) == "de") + (line.word(at + (line.word(at) == "de")) in owners)
    whole = sheet.numeral(at)
    unit = sheet.unit(whole) if whole else None
    if whole is None and is_owned and number.value >= 2:
        unit = noun_at(line, number, at)
    if unit is None or unit.kind is not Measure.COUNT:
        return None
    return Unit(Measure.COUNT, unit.name, number.start, number.end, number.last)


def _factor(line: Line, number: Numeral) -> Unit | None:
    """Return by how much something was multiplied: "divisé nos déchets par deux"."""
    at = number.first - 1
    if at < 0 or line.words[at] not in _BY or not line.is_blank(at) or number.value < 2:
        return None
    for word in line.words[max(0, at - 5) : at]:
        if word.startswith(_DIVIDED):
            return _times(number, 1 / number.value**2)
        if word.startswith(_MULTIPLIED):
            return _times(number, Decimal(1))
    return None


def _times(number: Numeral, per: Decimal) -> Unit:
    return Unit(Measure.MULTIPLE, "x", number.start, number.end, number.last, per)


_BY = frozenset({"par", "by", "door", "met"})
_DIVIDED = ("divis", "divid", "gedeeld")
_MULTIPLIED = ("multipli", "vermenigvuldig")


def _of_people(line: Line, number: Numeral) -> Unit | None:
    """Return no unit for "a team of seven" and "nineteen strong", which count people."""
    if number.suffix or number.scaled or number.decimals or number.value < 2:
        return None
    before, at = number.first - 1, number.last
    is_strong = line.word(at) == "strong" and line.is_near(at - 1)
    is_group = (
        line.tables.has("groups_of", line.word(before - 1)) and line.role(before) & OF_MANY
    )
    if not is_strong and not (is_group and before and line.is_blank(before)):
        return None
    return Unit(Measure.COUNT, "", number.start, number.end, number.last)


def is_named(line: Line, number: Numeral, unit: Unit) -> bool:
    """Return whether a number belongs to the name or the label before it: "Windows 11"."""
    before = number.first - 1
    if not number.is_digits or before < 0:
        return False
    if unit.kind is not Measure.COUNT and unit.kind is not Measure.DURATION:
        return False
    word, gap = line.words[before], line.gap(before).strip()
    if line.tables.has("labels", word) and gap in {"", "-", "."}:
        return True
    if gap not in {"", "-"}:
        return False
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
    if number.suffix or is_year(line.words[number.first]):
        return None
    after = number.last + (line.word(number.last) == "de")
    if line.tables.has("more", line.word(after)) and not sheet.unit(number):
        return _of_last(sheet, number)
    counts = [one for one in sheet.found if one.kind is Measure.COUNT and one.to is None]
    if not counts:
        return None
    before = line.word(number.first - 1)
    goes_on = (
        (before == "er" and line.tables.language == Language.NL)
        or (before in {"to", "naar", "à"} and line.kinds & FROM)
        or line.words[0] in {"sur", "van", "of", "out", "uit"}
        or _tells_now(line, number)
        or _is_part_done(line, number)
    )
    if not goes_on:
        return None
    unit = sheet.unit(number)
    is_participle = unit is not None and unit.name.endswith(FRENCH_DONE)
    if unit and not is_participle:
        return None
    return Unit(Measure.COUNT, counts[-1].unit, number.start, number.end, number.last)


def _is_part_done(line: Line, number: Numeral) -> bool:
    """Return whether a number tells of how many something was done: "six devis, deux signés"."""
    word = line.word(number.last)
    is_apart = "," in line.gap(number.first - 1)
    return is_apart and word.endswith(FRENCH_DONE) and word not in _PEOPLE


_PEOPLE = frozenset({
    "salariés", "salariées", "employés", "employées", "retraités", "retraitées", "abonnés", "abonnées",
    "associés", "associées", "invités", "invitées", "habitués", "diplômés", "diplômées", "réfugiés",
    "députés", "délégués", "alliés", "blessés", "passionnés", "initiés", "marchés", "côtés",
    "clés", "beautés", "cités", "sociétés", "activités",
})  # fmt: skip
"""Nouns that end as participles do."""


def _of_last(sheet: Sheet, number: Numeral) -> Unit | None:
    """Return the unit of the number before: "huit mois, trois de plus"."""
    last = sheet.found[-1]
    if last.kind not in {Measure.COUNT, Measure.DURATION, Measure.MONEY}:
        return None
    return Unit(last.kind, last.unit, number.start, number.end, number.last)


def _tells_now(line: Line, number: Numeral) -> bool:
    """Return whether a number ends its clause and says how many there are now: "today we have 31"."""
    behind = line.gap(number.last - 1).strip()
    if behind[:1] not in {".", "!", "?", ";", ",", ""} or (
        not behind and number.last < len(line.words)
    ):
        return False
    return any(
        line.tables.has("now", word)
        for word in line.words[max(0, number.first - 5) : number.first]
    )
