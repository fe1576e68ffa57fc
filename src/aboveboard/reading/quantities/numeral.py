"""A number as it was read, and what multiplies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.quantities.roles import MONEY_WORD, SCALE

if TYPE_CHECKING:
    from decimal import Decimal

    from aboveboard.reading.quantities.line import Line

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


def scaled(line: Line, found: Numeral) -> Numeral:
    """Return the number multiplied by what follows: "mln", "k", "M€", "thousand"."""
    at, tables = found.last, line.tables
    if found.suffix:
        power = _SCALE_SIGNS.get(found.suffix, tables.scales.get(found.suffix, 0))
        if not power or (
            found.suffix in _LETTERS and not _is_money_letter(line, found, at - 1)
        ):
            return found
        return _times(found, power, found.end + len(found.suffix), at)._replace(suffix="")
    if not line.role(at) & SCALE:
        return found
    word = line.words[at]
    power = tables.scales.get(word, 0) or (
        _SCALE_SIGNS.get(word, 0) if word in {"k", "m"} else 0
    )
    if not power or not line.is_near(at - 1):
        return found
    if word in _LETTERS and not _is_money_letter(line, found, at):
        return found
    return scaled(line, _times(found, power, line.ends[at], at + 1))


_LETTERS = ("m", "b", "md", "mm")


def _is_money_letter(line: Line, found: Numeral, at: int) -> bool:
    """Return whether a letter that could be metres stands for millions: "3.5M", "3,5 M€"."""
    before = line.gap(found.first - 1)
    behind = line.gap(at)
    is_money = before.rstrip()[-1:] in {"€", "$", "£"} or behind.lstrip()[:1] in {"€", "$", "£"}
    return (
        is_money
        or line.word(at + 1) in line.tables.currencies
        or line.word(found.first - 1) in line.tables.currencies
        or line.kinds & MONEY_WORD != 0
    )


def _times(found: Numeral, power: int, end: int, last: int) -> Numeral:
    return found._replace(
        value=found.value.scaleb(power) if found.value else found.value,
        step=found.step.scaleb(power),
        end=end,
        last=last,
        scaled=True,
    )


def percent_end(line: Line, place: int) -> int:
    """Return the place behind a word for per cent that stands at ``place``, or 0."""
    word = line.word(place)
    if word in line.tables.sets["percent"]:
        return place + 1
    said = (word, line.word(place + 1))
    return place + 2 if said in _TWO_WORDS else 0


_TWO_WORDS = {("per", "cent"), ("pour", "cent"), ("ten", "honderd")}
"""Words for per cent of which the second is a number by itself."""
