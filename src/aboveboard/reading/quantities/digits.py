"""Numbers in digits, grouped and parted as each language does."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.reading.quantities.numeral import Numeral, scaled

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line

_ONE = Decimal(1)
_SPACES = (" ", "\u00a0", "\u202f", "\u2009")
_GROUPING = (".", ",", "'", "’", *_SPACES)
_LONG = 15
_DIGITS = re.compile(r"(\d{1,15})(\D*)(.*)", re.DOTALL)


def in_digits(line: Line, place: int) -> Numeral | None:
    """Return the number that begins at a word in digits, with its marks and magnitude, or None."""
    word = line.words[place]
    if len(word) < _LONG and word.isascii() and word.isdecimal():
        digits, suffix = word, ""
    else:
        head = _DIGITS.fullmatch(word)
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
    return scaled(line, found)


def _grouped(line: Line, place: int, digits: str) -> tuple[str, str, int, str, int]:
    """Return digits, decimals, the last word, what is glued to it, and how many groups of three."""
    at, decimals, suffix, sign, groups = place, "", "", "", 0
    if at + 1 >= len(line.words) or not line.words[at + 1][0].isdecimal():
        return digits, decimals, at, suffix, groups
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
