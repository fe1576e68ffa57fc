"""Numbers in words, and which of both ways a number is written in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.digits import in_digits
from aboveboard.reading.quantities.dutch import dutch_compound
from aboveboard.reading.quantities.numeral import Numeral, percent_end, scaled
from aboveboard.reading.quantities.roles import (
    COLLECTIVE,
    GOES_ON,
    HALF,
    NUMBER,
    UNSAID,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.reading.quantities.line import Line

_ONE = Decimal(1)
_DUTCH_HALF = re.compile(r"(.+?)(?:en|ën)(?:een)?hal(?:f|ve)")


def read_numeral(line: Line, place: int) -> Numeral | None:
    """Return the number that begins with a word of the line, or None."""
    word = line.words[place]
    if word[0].isdecimal():
        return in_digits(line, place)
    return _in_words(line, place)


def _in_words(line: Line, place: int) -> Numeral | None:
    """Return the number said in words from ``place`` on."""
    tables = line.tables
    word, role = line.words[place], line.roles[place]
    if (role & UNSAID and not _is_said(line, place)) or word in NEVER_FIRST:
        return None
    if role & _ROLES_OF_ONE == NUMBER and not goes_on(line, place + 1):
        value, start, end = tables.exact[word], line.starts[place], line.ends[place]
        return Numeral(value, _ONE, place, place + 1, start, end, is_digits=False)
    if word in tables.halves:
        return _half(line, place)
    may_half = tables.language == Language.NL and word.endswith(("half", "halve"))
    if may_half and (halved := _DUTCH_HALF.fullmatch(word)):
        whole = tables.numbers.get(halved[1])
        if whole is not None:
            value = whole + Decimal("0.5")
            start, end = line.starts[place], line.ends[place]
            return scaled(
                line,
                Numeral(value, value / 10, place, place + 1, start, end, is_digits=False),
            )
    amount, last, is_rough = _said(line, place)
    if last == place:
        return None
    number = Numeral(
        Decimal(amount), _ONE, place, last, line.starts[place], line.ends[last - 1],
        is_digits=False, is_rough=is_rough,
    )  # fmt: skip
    much = scaled(line, _with_decimals(line, number))
    with_half = _and_half(line, much)
    return much if with_half is much else scaled(line, with_half)


_ROLES_OF_ONE = NUMBER | UNSAID | HALF | COLLECTIVE
"""Of these a word has only the first when it can be nothing but a number."""


def _with_decimals(line: Line, number: Numeral) -> Numeral:
    """Return the number with the decimals said behind it: "two point five", "zéro virgule huit"."""
    at = number.last
    if line.word(at) not in _POINTS or not (line.is_blank(at - 1) and line.is_blank(at)):
        return number
    digits, at = "", at + 1
    while (
        at < len(line.words) and (value := line.tables.numbers.get(line.words[at])) is not None
    ):
        if value > 99 or not line.is_blank(at - 1):
            break
        digits += str(value)
        at += 1
    if not digits:
        return number
    step = Decimal(1).scaleb(-len(digits))
    return number._replace(
        value=number.value + int(digits) * step, step=step, end=line.ends[at - 1], last=at
    )


_POINTS = frozenset({"point", "virgule", "komma"})
"""What is said for the sign before decimals."""


def goes_on(line: Line, place: int) -> bool:
    """Return whether a word can be part of the number said before it."""
    if place >= len(line.words):
        return False
    if line.roles[place] & GOES_ON:
        return True
    word = line.words[place]
    return len(word) >= 6 and line.tables.language == Language.NL and bool(dutch_compound(word))


NEVER_FIRST = frozenset({"cents", "vingts", "dozen", "score"})


def _is_said(line: Line, place: int) -> bool:
    """Return whether "one" or "a" is a number here: before a hundred, a million, a dozen."""
    tables = line.tables
    following = line.word(place + 1)
    if not line.is_near(place):
        return False
    is_large = tables.numbers.get(following, 0) >= 100 or following in tables.scales
    if is_large and following not in {"k", "m", "b", "cents"}:
        return True
    if following in tables.collectives or following in tables.sets["share_joins"]:
        return True
    if line.words[place + 1 : place + 4] == ["and", "a", "half"]:
        return True
    # "One month" and "un an" tell how long; "one day you will" does not.
    is_one = line.words[place] in {"one", "één", "eén"}
    is_long = is_one and tables.durations.get(following, "day") != "day"
    is_french = tables.language == Language.FR and following in {"an", "mois"}
    return is_long or is_french or (is_one and percent_end(line, place + 1) > 0)


def _half(line: Line, place: int) -> Numeral | None:
    """Return "half a million", "anderhalf miljoen", "demi-million"."""
    if back := _after_unit(line, place):
        return back
    tables = line.tables
    at = place + 1
    if line.words[place] == "half" and line.word(at) in {"a", "an"}:
        at += 1
    following = line.word(at)
    power = tables.scales.get(following, 0)
    if following in tables.collectives and following not in tables.scales:
        value = tables.halves[line.words[place]] * tables.collectives[following]
        at += 1
    elif power >= 2 and len(following) > 2:
        value = tables.halves[line.words[place]].scaleb(power)
        at += 1
    elif following in tables.durations or percent_end(line, at):
        value = tables.halves[line.words[place]]
    else:
        return None
    start = place - 1 if place and line.word(place - 1) in {"un", "une"} else place
    return Numeral(
        value, value / 10, start, at, line.starts[start], line.ends[at - 1],
        is_digits=False, scaled=power > 0,
    )  # fmt: skip


def _after_unit(line: Line, place: int) -> Numeral | None:
    """Return "a year and a half", whose last word stands at ``place``, as the number of its unit."""
    for joint in (["and", "a"], ["en", "een"], ["et"]):
        at = place - len(joint) - 2
        if at >= 0 and line.words[at + 2 : place] == joint:
            unit = line.words[at + 1]
            if line.words[at] in line.tables.sets["unsaid"] and unit in line.tables.durations:
                value = Decimal("1.5")
                return Numeral(
                    value, value / 10, at, at + 1, line.starts[at], line.ends[place],
                    is_digits=False,
                )  # fmt: skip
    return None


_AND = frozenset({"and", "en", "et"})
_AND_HALF = (
    ["and", "a", "half"],
    ["en", "een", "half"],
    ["en", "een", "halve"],
    ["et", "demi"],
)


def _and_half(line: Line, found: Numeral) -> Numeral:
    """Return the number with its half: "two and a half", "un million et demi"."""
    at = found.last
    if line.word(at) not in _AND:
        return found
    words = line.words[at : at + 3]
    for said in _AND_HALF:
        if words[: len(said)] == said:
            unit = Decimal(1)
            if found.scaled and found.value:
                unit = found.step
            end = line.ends[at + len(said) - 1]
            return found._replace(
                value=found.value + unit / 2, step=unit / 10, end=end, last=at + len(said)
            )
    return found


def _said(line: Line, place: int) -> tuple[int, int, bool]:
    """Return the value of the words from ``place`` on, the word behind, and whether it is rough."""
    tables = line.tables
    total, current, at = 0, 0, place
    if line.words[place] in tables.sets["unsaid"]:
        current, at = 1, place + 1
    while at < len(line.words) and (at == place or line.is_near(at - 1)):
        word = line.words[at]
        if at > place:
            if word in tables.sets["joins"] and _joins(line, at, current):
                at += 1
                continue
            if word in tables.sets["unsaid"] and current % 10 != 0:
                break
        if rough := _rough(line, word, current):
            return (current or 1) * rough, at + 1, True
        value = _value_of(word, tables.language, tables.numbers)
        following = None if value is None else _with(current, value, tables.language)
        if following is None:
            break
        is_thousand = value == 1000
        total += max(current, 1) * 1000 if is_thousand else 0
        current = 0 if is_thousand else following
        at += 1
    while at > place and line.words[at - 1] in tables.sets["joins"]:
        at -= 1
    return total + current, at, False


def _rough(line: Line, word: str, current: int) -> int:
    """Return how many a dozen, a "twintigtal" or, after a number, "douzaines" are; 0 for others."""
    collectives = line.tables.collectives
    if word in line.tables.numbers and word not in NEVER_FIRST:
        return 0
    if word in collectives:
        return collectives[word]
    return collectives.get(word[:-1], 0) if current and word.endswith("s") else 0


def _joins(line: Line, at: int, current: int) -> bool:
    """Return whether "and" goes on with the number: "a hundred and twenty", "vingt et un"."""
    following = _value_of(line.word(at + 1), line.tables.language, line.tables.numbers)
    if following is None or following >= 100 or not line.is_near(at):
        return False
    if line.tables.language == Language.FR:
        return current % 100 in {20, 30, 40, 50, 60, 70} and following in {1, 11}
    return current >= 100 and current % 100 == 0


def _with(current: int, value: int, language: Language) -> int | None:
    """Return what a number said so far makes with the next word, or None when nothing."""
    if value == 1000:
        return current
    if value == 100:
        return max(current, 1) * 100 if current < 100 else None
    if language == Language.FR and current % 100 == 4 and value == 20:
        return current - 4 + 80
    ends = current % 100
    goes_on = ends == 0 or (ends >= 20 and ends % 10 == 0 and value < 10)
    if language == Language.FR and not goes_on:
        goes_on = (ends in {60, 80} and value < 20) or (
            ends in {10, 70, 90} and 7 <= value <= 9
        )
    return current + value if goes_on else None


def _value_of(word: str, language: Language, numbers: Mapping[str, int]) -> int | None:
    """Return how much one word says, compounds of Dutch among them."""
    value = numbers.get(word)
    if value is not None or language != Language.NL or len(word) < 6:
        return value
    return dutch_compound(word)
