"""Numbers that count nothing: of phones, orders, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.sheet import Sheet

_BETWEEN = " \u00a0\u202f-./()"
"""Signs between the groups of a phone number."""
_GLUE = frozenset({"-", "/", "+", ".", "--"})


def past_code(sheet: Sheet, number: Numeral) -> int:
    """Return the word behind a phone, order or version number, or 0 when it is none."""
    line, at = sheet.line, number.first
    if not number.is_digits and line.text[number.start - 1] + line.text[number.end] == "  ":
        return 0
    behind, before = line.gap(number.last - 1), line.gap(at - 1)
    if at > 0 and before in _GLUE and not (before == "-" and line.words[at - 1].isdecimal()):
        return number.last
    is_parted = behind[:1] in {"/", "\\", "_"} or (
        behind == "." and number.last < len(line.words)
    )
    if is_parted or (number.is_digits and _is_code(sheet, number, before, behind)):
        return _past_digits(line, number.last)
    return 0


def _is_code(sheet: Sheet, number: Numeral, before: str, behind: str) -> bool:
    line = sheet.line
    word, following = line.words[number.first], line.written(number.last)
    if behind == "-" and not following[:1].isdecimal():
        return following.isupper() or not sheet.unit(number)
    leads_zero = word[0] == "0" and len(word) > 1 and not number.suffix
    if leads_zero or not following[:1].isdecimal():
        return leads_zero
    follows = bool(behind) and not behind.strip(_BETWEEN)
    is_row = follows and behind == " " and line.word(number.last + 1)[:1].isdecimal()
    return is_row or (follows and before.rstrip()[-1:] == "+")


def _past_digits(line: Line, place: int) -> int:
    while (
        place < len(line.words)
        and line.words[place][0].isdecimal()
        and not line.gap(place - 1).strip(_BETWEEN)
    ):
        place += 1
    return place
