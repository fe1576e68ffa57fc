"""How much a number says, in digits or in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.reading.quantities.line import Line

_ONE = Decimal(1)
_SPACES = (" ", "\u00a0", "\u202f", "\u2009")
_GROUPING = (".", ",", "'", "’", *_SPACES)
_DIGITS = re.compile(r"(\d{1,15})(\D*)(.*)", re.DOTALL)
_SCALE_SIGNS = {
    "k": 3,
    "mln": 6,
    "mio": 6,
    "m": 6,
    "mn": 6,
    "bn": 9,
    "mrd": 9,
    "mld": 9,
    "md": 9,
}
_DUTCH_JOINED = re.compile(
    r"(.+?)(?:en|ën)(twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
)
_DUTCH_HALF = re.compile(r"(.+?)(?:en|ën)(?:een)?hal(?:f|ve)")


class Numeral(NamedTuple):
    """A number over the words ``first`` up to ``last``, and where it starts and ends.

    ``step`` is the least it could be changed by as it is written; ``suffix`` what is glued behind
    its digits ("x" in "3x"). ``scaled`` says that a word or letter multiplies it ("mln"),
    ``is_rough`` that the word itself says about ("une trentaine").
    """

    value: Decimal
    step: Decimal
    first: int
    last: int
    start: int
    end: int
    is_digits: bool
    scaled: bool = False
    is_rough: bool = False
    suffix: str = ""
    groups: int = 0
    decimals: int = 0


def read_numeral(line: Line, place: int) -> Numeral | None:
    """Return the number that begins with a word of the line, or None."""
    word = line.words[place]
    if word[0].isdecimal():
        return _in_digits(line, place)
    return _in_words(line, place)


def _in_digits(line: Line, place: int) -> Numeral | None:
    head = _DIGITS.fullmatch(line.words[place])
    if head is None or not head[1].isascii():
        return None
    digits, suffix = head[1], head[2] + head[3]
    decimals, at, groups = "", place, 0
    if not suffix:
        digits, decimals, at, suffix, groups = _grouped(line, place, digits)
    value = Decimal(f"{digits}.{decimals}" if decimals else digits)
    step = _ONE.scaleb(-len(decimals)) if decimals else _ONE
    found = Numeral(
        value, step, place, at + 1, line.starts[place], line.ends[at] - len(suffix),
        is_digits=True, suffix=suffix, groups=groups, decimals=len(decimals),
    )  # fmt: skip
    return _scaled(line, found)


def _grouped(line: Line, place: int, digits: str) -> tuple[str, str, int, str, int]:
    """Return digits, decimals, the last word, what is glued to it, and how many groups of three."""
    at, decimals, suffix, sign, groups = place, "", "", "", 0
    pieces = [digits]
    while not suffix and at + 1 < len(line.words):
        gap = line.gap(at)
        following = _DIGITS.fullmatch(line.words[at + 1])
        if gap not in _GROUPING or following is None:
            break
        more, glued = following[1], following[2] + following[3]
        is_group = (
            len(more) == 3 and len(digits) <= 3 and digits[0] != "0" and sign in {"", gap}
        )
        if is_group and (sign or not _parts_decimals(line, place, at, gap)):
            pieces.append(more)
            sign, at, suffix, groups = gap, at + 1, glued, groups + 1
            continue
        if gap in {".", ","} and gap != sign:
            decimals, at, suffix = more, at + 1, glued
        break
    return "".join(pieces), decimals, at, suffix, groups


def _parts_decimals(line: Line, place: int, at: int, gap: str) -> bool:
    """Return whether a sign before three digits, the first of its number, parts decimals.

    It does when the language writes its decimals so; but no price has three, and another group
    after it says that it parts thousands.
    """
    if gap != line.tables.decimal:
        return False
    if gap == "." and line.words[at + 1] == "000":
        return False
    if at + 2 < len(line.words) and line.gap(at + 1) == gap:
        return False
    before, behind = line.gap(place - 1), line.gap(at + 1)
    is_money = any(sign in before[-2:] + behind[:2] for sign in "€$£")
    return not is_money and line.word(at + 2) not in line.tables.currencies


def _scaled(line: Line, found: Numeral) -> Numeral:
    """Return the number multiplied by what follows: "mln", "k", "M€", "thousand"."""
    at, tables = found.last, line.tables
    if found.suffix:
        power = _SCALE_SIGNS.get(found.suffix, tables.scales.get(found.suffix, 0))
        if not power or (
            found.suffix in _LETTERS and not _is_money_letter(line, found, at - 1)
        ):
            return found
        return _times(found, power, found.end + len(found.suffix), at)._replace(suffix="")
    word = line.word(at)
    power = tables.scales.get(word, 0) or (
        _SCALE_SIGNS.get(word, 0) if word in {"k", "m"} else 0
    )
    if not power or not line.is_near(at - 1):
        return found
    if word in _LETTERS and not _is_money_letter(line, found, at):
        return found
    return _scaled(line, _times(found, power, line.ends[at], at + 1))


_LETTERS = ("m", "b", "md", "mm")


def _is_money_letter(line: Line, found: Numeral, at: int) -> bool:
    """Return whether a letter that could be metres stands for millions: "3.5M", "3,5 M€"."""
    before = line.gap(found.first - 1)
    behind = line.gap(at)
    is_money = before.rstrip()[-1:] in {"€", "$", "£"} or behind.lstrip()[:1] in {"€", "$", "£"}
    return (
        is_money
        or line.word(at + 1) in line.tables.currencies
        or not line.vocabulary.isdisjoint(line.tables.sets["money_words"])
    )


def _times(found: Numeral, power: int, end: int, last: int) -> Numeral:
    return found._replace(
        value=found.value.scaleb(power) if found.value else found.value,
        step=found.step.scaleb(power),
        end=end,
        last=last,
        scaled=True,
    )


def _in_words(line: Line, place: int) -> Numeral | None:
    """Return the number said in words from ``place`` on."""
    tables = line.tables
    word = line.words[place]
    if word in tables.sets["unsaid"] and not _is_said(line, place):
        return None
    if word in _NEVER_FIRST:
        return None
    if word in tables.halves:
        return _half(line, place)
    may_half = tables.language == Language.NL and word.endswith(("half", "halve"))
    if may_half and (halved := _DUTCH_HALF.fullmatch(word)):
        whole = tables.numbers.get(halved[1])
        if whole is not None:
            value = whole + Decimal("0.5")
            start, end = line.starts[place], line.ends[place]
            return _scaled(
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
    scaled = _scaled(line, number)
    whole_or_half = _and_half(line, scaled)
    return scaled if whole_or_half is scaled else _scaled(line, whole_or_half)


_NEVER_FIRST = frozenset({"cents", "vingts", "dozen", "score"})


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


def percent_end(line: Line, place: int) -> int:
    """Return the place behind a word for per cent that stands at ``place``, or 0."""
    word = line.word(place)
    if word in line.tables.sets["percent"]:
        return place + 1
    said = (word, line.word(place + 1))
    return place + 2 if said in {("per", "cent"), ("pour", "cent")} else 0


def _half(line: Line, place: int) -> Numeral | None:
    """Return "half a million", "anderhalf miljoen", "demi-million"."""
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
    elif following in tables.durations:
        value = tables.halves[line.words[place]]
    elif back := _after_unit(line, place):
        return back
    else:
        return None
    start = place - 1 if place and line.word(place - 1) in {"un", "une"} else place
    return Numeral(
        value, value / 10, start, at, line.starts[start], line.ends[at - 1],
        is_digits=False, scaled=power > 0,
    )  # fmt: skip


def _after_unit(line: Line, place: int) -> Numeral | None:
    """Return "a year and a half", whose last word stands at ``place``, as the number of its unit."""
    for joint in (["and", "a"], ["en", "een"]):
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
    if word in line.tables.numbers and word not in _NEVER_FIRST:
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


@lru_cache(4096)
def dutch_compound(word: str) -> int | None:
    """Return how much a Dutch number written in one word says, or None."""
    numbers = tables_of(Language.NL).numbers
    if word in numbers:
        return numbers[word]
    for name, power in (("duizend", 1000), ("honderd", 100)):
        before, found, behind = word.partition(name)
        if found:
            first = dutch_compound(before) if before else 1
            rest = dutch_compound(behind.removeprefix("en")) if behind else 0
            if first is None or rest is None or rest >= power:
                return None
            return first * power + rest
    joined = _DUTCH_JOINED.fullmatch(word)
    if joined is None or numbers.get(joined[1], 10) > 9:
        return None
    return numbers[joined[1]] + numbers[joined[2]]
