"""The noun that a number counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import DURATION
from aboveboard.reading.quantities.unit import Unit, duration_at

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.tables import Tables


def noun_at(line: Line, number: Numeral, at: int) -> Unit | None:
    """Return the noun that is counted, with adjectives before it, or the time that passes."""
    if _is_glued(line, at) and line.gap(at) == "-" and not hyphened(line, at):
        # "46 full-time staff"
        at += 2
    for place in range(at, min(at + 3, len(line.words))):
        last = hyphened(line, place)
        if not last and _ends(line, number, place):
            return None
        if place > at and not line.is_blank(place - 1):
            return None
        if place > at and line.roles[place] & DURATION:
            return duration_at(line, number, place)
        if last or is_noun(line, place, number):
            last = last or place
            name = (
                line.text[line.starts[place] : line.ends[last]].lower()
                if last > place
                else line.words[place]
            )
            return Unit(Measure.COUNT, name, number.start, line.ends[last], last + 1)
        if not _may_be_adjective(line, place):
            return None
    return None


def _ends(line: Line, number: Numeral, place: int) -> bool:
    """Return whether a word tells that nothing is counted: a preposition, a verb, "omzet"."""
    tables, word = line.tables, line.words[place]
    is_money = number.scaled and tables.has("money_words", word)
    return is_money or tables.has("not_nouns", word) or tables.has("range", word)


def hyphened(line: Line, place: int) -> int:
    """Return the last word of a noun with hyphens, "follow-ups" or "lave-vaisselle", or 0."""
    if not _is_glued(line, place):
        return 0
    last = place
    if line.tables.language == Language.NL and line.word(place + 1) == "s":
        # "Collega's", "foto's"
        return place + 1 if line.gap(place) in {"'", "’"} else 0
    while last + 1 < len(line.words) and line.gap(last) == "-" and last < place + 3:
        last += 1
    if last == place or not line.words[last].isalpha() or line.is_name(place):
        return 0
    plural = any(is_plural(word, line.tables.language) for word in line.words[place : last + 1])
    return last if plural or line.tables.language == Language.FR else 0


def _is_glued(line: Line, place: int) -> bool:
    """Return whether a hyphen or an apostrophe ties a word to the next one."""
    return place + 1 < len(line.words) and line.text[line.ends[place]] in "-'’"


def is_noun(line: Line, place: int, number: Numeral) -> bool:
    """Return whether a word can be what is counted: a plural, a unit, or one thing."""
    tables, word = line.tables, line.words[place]
    if word in tables.sets["nouns_any"]:
        return True
    written = line.written(place)
    if len(written) > 1 and written.isupper():
        return len(written) <= 5 and written.isalpha()
    if (
        line.is_name(place)
        or len(word) < 2
        or not word.isalpha()
        or tables.has("adjectives", word)
    ):
        return False
    if number.value < 2 and number.is_digits and not (word[:2] == "ge" and word[-1:] in "td"):
        return True
    return is_plural(word, tables.language)


def is_plural(word: str, language: Language) -> bool:
    """Return whether a word ends as plurals of a language do."""
    if language == Language.NL:
        return len(word) > 3 and word.endswith(("en", "s", "ën"))
    if language == Language.EN:
        return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    if language == Language.FR:
        return len(word) > 2 and word.endswith(("s", "x", "z"))
    return False


def _may_be_adjective(line: Line, place: int) -> bool:
    if line.is_name(place) and not line.written(place).isupper():
        return False
    return may_be_adjective(line.words[place], line.tables)


def may_be_adjective(word: str, tables: Tables) -> bool:
    """Return whether a word that is no name can stand between a number and what it counts."""
    language = tables.language
    if language == Language.FR:
        return tables.has("adjectives", word)
    if language == Language.NL:
        return (word.endswith("e") and len(word) > 3) or word in {"eigen", "tevreden", "open"}
    return language == Language.EN and word.isalpha()
