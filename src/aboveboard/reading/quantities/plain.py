"""The plainest numbers: in one word or a few digits, what they count behind it, nothing else beside it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.dutch import dutch_compound
from aboveboard.reading.quantities.nouns import is_plural, may_be_adjective
from aboveboard.reading.quantities.numerals import NEVER_FIRST
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import (
    COLLECTIVE,
    CURRENCY,
    DURATION,
    FROM,
    HALF,
    JOIN,
    MONEY_WORD,
    MONTH,
    MULTIPLE,
    NUMBER,
    PERCENT,
    PHRASE,
    QUARTER,
    RANGE,
    SCALE,
    SHARE_APART,
    SHARE_JOIN,
    STATE,
    UNSAID,
    WHOLE,
)
from aboveboard.reading.quantities.single import FEW, FRENCH_DONE
from aboveboard.reading.quantities.tables import tables_of

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.sheet import Sheet
    from aboveboard.reading.quantities.tables import Tables

_OTHERWISE = HALF | COLLECTIVE | SCALE | DURATION | MULTIPLE | QUARTER | WHOLE
"""What a plain number can be nothing of."""
_ELSEWHERE = SHARE_APART | MONTH
"""What nothing in its sentence may be: else it may be part of a share or a date."""
_HARMLESS = PHRASE | STATE | MONEY_WORD | FROM
"""What a word may be and still be counted like any other."""
_SAID_WITH_ONE = NUMBER | SCALE | COLLECTIVE | SHARE_JOIN | JOIN | DURATION | PERCENT
_TO = frozenset({"tot", "to", "à"})
_HALF = frozenset({"a", "demi", "demie"})
_SINGULAR = frozenset({"0", "1"})
"""Digits behind which any noun counts, not only a plural."""
_SIGNS = frozenset("€$£")
_GLUE = frozenset("-'’")
_FEW_DIGITS = 3
_ONE = Decimal(1)
_MOST = 20_000
"""Words of a language of which is kept what they say behind a number."""

type _Said = tuple[Measure, str] | None
_LEADS: Final = (Measure.COUNT, "")
"""What an adjective says: what is counted may follow it."""


def read_plain(sheet: Sheet, place: int) -> int:
    """Add the number at a word if it is a plain one; return the word to go on at, or 0.

    It finds what the longer way finds; most numbers are plain, and most articles are no numbers.
    """
    line = sheet.line
    role, word = line.roles[place], line.words[place]
    if role & _OTHERWISE or line.kinds & _ELSEWHERE or sheet.numbers:
        return 0
    if role & UNSAID:
        # An article, unless it is said before a number, a share or a time.
        return 0 if line.role(place + 1) & _SAID_WITH_ONE else place + 1
    if role & NUMBER:
        return 0 if word in NEVER_FIRST else _add(sheet, place, line.tables.exact[word])
    is_digits = word.isdecimal() and word.isascii() and _counts(line, place)
    return _add(sheet, place, Decimal(word)) if is_digits else 0


def _add(sheet: Sheet, place: int, value: Decimal) -> int:
    """Add a number with what it counts, if that stands plainly behind it; return as above."""
    line, at = sheet.line, place + 1
    words = line.words
    behind = _behind(line.tables.language)
    said = behind[words[at]] if at < len(words) else None
    if said is _LEADS and at + 1 < len(words) and words[place] not in _SINGULAR:
        at += 1
        # Behind an adjective a time may be none.
        said = (
            counted if (counted := behind[words[at]]) and counted[0] is Measure.COUNT else None
        )
    start = line.starts[place]
    if said is None or said is _LEADS or not _stands_apart(line, place, at):
        return 0
    if sheet.is_idle(start, line.ends[place]):
        return 0
    kind, name = said
    sheet.add(kind, value, name, start, line.ends[at], _ONE)
    return at + 1


def _stands_apart(line: Line, place: int, last: int) -> bool:
    """Return whether blanks part a number from the words around it, which leave it as it is.

    ``last`` is the word it counts, in small letters, behind at most one other.
    """
    text, start, end = line.text, line.starts[place], line.ends[place]
    if start != line.start and text[start - 1] != " ":
        return False
    closes = line.ends[last]
    if (
        text[closes] in _GLUE
        or text[end:closes] != f" {' '.join(line.words[place + 1 : last + 1])}"
    ):
        return False
    if not _SIGNS.isdisjoint(text[max(0, start - 3) : start]):
        return False
    if line.role(last + 1) & (RANGE | JOIN) and _goes_on(line, place, last + 1):
        return False
    return not place or not (line.roles[place - 1] & CURRENCY or line.words[place - 1] in FEW)


def _goes_on(line: Line, place: int, at: int) -> bool:
    """Return whether a word behind what is counted may lead to a half more or to another end."""
    if line.words[at] in _TO or line.word(at + 1) in _HALF:
        return True
    between = line.tables.sets["between"]
    return any(word in between for word in line.words[max(0, place - 2) : place])


def _counts(line: Line, place: int) -> bool:
    """Return whether digits are a small number and no part of a name: "Windows 11"."""
    word = line.words[place]
    if len(word) > _FEW_DIGITS or word[0] == "0":
        return False
    if not place:
        return True
    before = line.words[place - 1]
    is_name = line.text[line.starts[place - 1]].isupper()
    return not is_name and not line.tables.has("labels", before)


class _Behind(dict[str, _Said]):
    """What words of a language say behind any number, told when one is first asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> _Said:
        if len(self) >= _MOST:
            self.clear()
        self[word] = said = _said(word, self._language)
        return said


@cache
def _behind(language: Language) -> _Behind:
    return _Behind(language)


def _said(word: str, language: Language) -> _Said:
    """Return the time or the noun that a word in small letters says, or None if that depends."""
    tables = tables_of(language)
    role = tables.roles.get(word, 0) & ~_HARMLESS
    if not word.isalpha() or any(tables.has(name, word) for name in ("of", "untold")):
        return None
    if role == DURATION:
        is_hour = word == "min" or tables.has("clock", word)
        return None if is_hour else (Measure.DURATION, tables.durations[word])
    if role or word.endswith(FRENCH_DONE) or len(word) < 2 or _ends(word, tables):
        return None
    is_adjective = tables.has("adjectives", word)
    if tables.has("nouns_any", word) or (not is_adjective and is_plural(word, language)):
        return Measure.COUNT, word
    return _LEADS if may_be_adjective(word, tables) else None


def _ends(word: str, tables: Tables) -> bool:
    """Return whether a word tells that nothing is counted, or may go on with the number itself."""
    if tables.has("not_nouns", word) or tables.has("range", word):
        return True
    is_dutch = tables.language == Language.NL and len(word) >= 6
    return is_dutch and dutch_compound(word) is not None
