"""The ways to write a date in Dutch, English and French, each with how it is read.

A day without a year is the latest one that has been. Days come before months: ``3/4`` is 3 April.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.record.calendar_words import DAY_WORDS, MONTHS, NUMBERS, UNITS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIRST_YEAR: Final = 1900
"""Earlier years are numbers, not dates."""


@dataclass(frozen=True, slots=True)
class When:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


type Reader = Callable[[re.Match[str], date], When | None]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a date.

    ``is_sure``: also a date in the middle of a sentence. ``keeps_words``: says more than the day.
    """

    pattern: re.Pattern[str]
    read: Reader
    is_sure: bool = True
    keeps_words: bool = False


def _day(day: date) -> When | None:
    return When(day, day) if day.year >= FIRST_YEAR else None


def _stretch(start: tuple[int, int, int], end: tuple[int, int, int]) -> When | None:
    try:
        first, last = date(*start), date(*end)
    except ValueError:
        return None
    return When(first, last) if first <= last and first.year >= FIRST_YEAR else None


def _months_back(today: date, months: int) -> date:
    number = max(today.year * 12 + today.month - 1 - months, 12)
    year, month = divmod(number, 12)
    return date(year, month + 1, min(today.day, _last_of(year, month + 1).day))


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _back(days: int) -> Reader:
    return lambda _match, today: _day(today - timedelta(days=days))


def _read_day_word(match: re.Match[str], today: date) -> When | None:
    word = re.sub(r"\s+", " ", match["day"].casefold().replace("’", "'"))
    if word == "hier" and not _is_french(match.string):
        return None
    return _day(today - timedelta(days=DAY_WORDS[word]))


_FRENCH: Final = re.compile(
    r"\b(?:nous|je|j['’]\w+|le|la|les|l['’]\w+|un|une|des|du|au|on|est|pas|et|avec|pour|notre|nos|mon|"
    r"ma|mes|que|qu['’]\w+|d['’]\w+|sur|dans|ont|avons|ai|client|perdu|perdue)\b|[éèêàçù]",
    re.IGNORECASE,
)
_DUTCH: Final = re.compile(
    r"\b(?:de|het|een|we|wij|ik|is|zijn|niet|niets|ons|onze|van|op|dat|dit|heb|hebben|heeft|met|voor|"
    r"aan|bij|naar|geen|ook|nog|maar|staat|gaat|mijn|te|er|wordt|werd|waren|alles|iedereen)\b",
    re.IGNORECASE,
)


def _is_french(text: str) -> bool:
    """Tell French ``hier`` (yesterday) from Dutch ``hier`` (here), by the words around it."""
    return len(_FRENCH.findall(text)) >= len(_DUTCH.findall(text))


def _read_weekday(match: re.Match[str], today: date) -> When | None:
    number = WEEKDAYS[match["weekday"].casefold()]
    return _day(today - timedelta(days=(today.weekday() - number - 1) % 7 + 1))


def _read_weekday_of_last_week(match: re.Match[str], today: date) -> When | None:
    number = WEEKDAYS[match["weekday"].casefold()]
    return _day(today - timedelta(days=today.weekday() + 7 - number))


def _month_of(match: re.Match[str], group: str = "month") -> int:
    return MONTHS[match[group].casefold()]


def _read_day_month(match: re.Match[str], today: date) -> When | None:
    groups = match.groupdict()
    month = int(match["month"]) if match["month"].isdecimal() else _month_of(match)
    first = int(match["first"])
    last = int(groups.get("last") or first)
    last_month = _month_of(match, "last_month") if groups.get("last_month") else month
    return _in_year((month, first), (last_month, last), groups["year"], today)


def _in_year(
    start: tuple[int, int], end: tuple[int, int], year: str | None, today: date
) -> When | None:
    if year is not None:
        full = int(year) + (today.year // 100 * 100 if len(year) == 2 else 0)
        return _stretch((full, *start), (full, *end))
    # Nine years hold a 29 February, whatever today is.
    stretches = (
        _stretch((today.year - back, *start), (today.year - back, *end)) for back in range(9)
    )
    return next((when for when in stretches if when is not None and when.last <= today), None)


def _read_iso(match: re.Match[str], today: date) -> When | None:
    try:
        first = date.fromisoformat(match["from"])
        last = date.fromisoformat(match["to"] or match["from"])
    except ValueError:
        return None
    return When(first, last) if first.year >= FIRST_YEAR and first <= last else None


def _read_ago(match: re.Match[str], today: date) -> When | None:
    word = match["count"].casefold()
    count = int(word) if word.isdecimal() else NUMBERS[word]
    unit = UNITS[match["unit"].casefold()]
    if unit in {"day", "week"}:
        return _day(today - timedelta(days=count * (7 if unit == "week" else 1)))
    return _day(_months_back(today, count * (12 if unit == "year" else 1)))


def _period(name: str) -> Reader:
    def read(_match: re.Match[str], today: date) -> When | None:
        monday = today - timedelta(days=today.weekday())
        month = today.replace(day=1)
        sunday = monday - timedelta(days=1)
        return {
            "week": When(monday - timedelta(days=7), sunday),
            "weekend": When(sunday - timedelta(days=1), sunday),
            "month": When(_months_back(month, 1), month - timedelta(days=1)),
            "year": When(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
            "this week": When(monday, today),
            "this month": When(month, today),
        }[name]

    return read


def _read_month(match: re.Match[str], today: date) -> When | None:
    month = _month_of(match)
    year = int(match["year"]) if match["year"] else today.year - (month > today.month)
    if year < FIRST_YEAR:
        return None
    last = _last_of(year, month)
    is_running = (year, month) == (today.year, today.month)
    return When(date(year, month, 1), today if is_running else last)


def _either(words: Iterable[str]) -> str:
    """Return a group of alternatives, longest first, with any apostrophe and any blank."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(word.replace("'", "['’]").replace(" ", r"\s+") for word in longest_first)


def _form(
    pattern: str, read: Reader, *, is_sure: bool = True, keeps_words: bool = False
) -> Form:
    whole = re.compile(rf"(?<![\w\#@])(?:{pattern})", re.IGNORECASE)
    return Form(whole, read, is_sure, keeps_words)


_DAYS = _either(WEEKDAYS)
_MONTHS = _either(MONTHS)
_ON = r"(?:(?:on|op|le|in|en)\s+)?"
_WEEKDAY = rf"(?P<weekday>{_DAYS})"
_NAMED = rf"(?:(?:{_DAYS}),?\s+)?"
_NTH = r"(?:st|nd|rd|th|er|e|de|ste)?"
_TO = r"\s*(?:[-–]|to|till|until|tot\s+en\s+met|tot|t/m|au|à)\s*"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_MONTH = rf"\s+(?:of\s+)?(?P<month>{_MONTHS})\b\.?"
_FIRST = rf"(?P<first>\d{{1,2}}){_NTH}"
_LAST = rf"(?P<last>\d{{1,2}}){_NTH}"
_PAST = r"(?:last|past|vorige|vorig|afgelopen|voorbije|verleden)"
_LAST_WEEK = r"(?:last\s+week|vorige\s+week|(?:de\s+)?la\s+semaine\s+(?:dernière|passée))"
_COUNT = rf"(?P<count>\d{{1,4}}|{_either(NUMBERS)})\s+(?P<unit>{_either(UNITS)})"
_ISO = r"\d{4}-\d\d-\d\d"

FORMS: Final[tuple[Form, ...]] = (
    _form(rf"(?P<day>{_either(DAY_WORDS)})", _read_day_word),
    _form(
        r"gister(?:en)?[-\s]?(?:ochtend|morgen|middag|avond|nacht)", _back(1), keeps_words=True
    ),
    _form(r"yesterday\s+(?:morning|afternoon|evening|night)", _back(1), keeps_words=True),
    _form(r"last\s+night|hier\s+(?:matin|midi|après-midi|soir)", _back(1), keeps_words=True),
    _form(r"van(?:morgen|ochtend|middag|avond)|tonight", _back(0), keeps_words=True),
    _form(r"this\s+(?:morning|afternoon|evening)", _back(0), keeps_words=True),
    _form(r"ce\s+(?:matin|midi|soir)|cet\s+après-midi", _back(0), keeps_words=True),
    _form(rf"{_ON}{_PAST}\s+{_WEEKDAY}", _read_weekday),
    _form(rf"{_ON}{_WEEKDAY}\s+(?:dernier|passé)", _read_weekday),
    _form(rf"{_ON}{_WEEKDAY}", _read_weekday, is_sure=False),
    _form(rf"{_LAST_WEEK}\s+(?:on\s+|op\s+)?{_WEEKDAY}", _read_weekday_of_last_week),
    _form(rf"{_ON}{_WEEKDAY}\s+{_LAST_WEEK}", _read_weekday_of_last_week),
    _form(rf"{_ON}{_NAMED}(?:the\s+)?{_FIRST}{_MONTH}{_YEAR}", _read_day_month),
    _form(rf"(?:(?:from|van|du)\s+)?{_FIRST}{_TO}{_LAST}{_MONTH}{_YEAR}", _read_day_month),
    _form(
        rf"(?:(?:from|van|du)\s+)?{_FIRST}{_MONTH}{_TO}{_LAST}\s+(?P<last_month>{_MONTHS})\b{_YEAR}",
        _read_day_month,
    ),
    _form(
        rf"{_ON}{_NAMED}(?P<month>{_MONTHS})\b\.?\s+(?:the\s+)?{_FIRST}{_YEAR}", _read_day_month
    ),
    _form(rf"(?P<month>{_MONTHS})\s+{_FIRST}{_TO}{_LAST}{_YEAR}", _read_day_month),
    _form(
        rf"{_ON}(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)"
        r"(?P<year>(?:(?:19|20)\d\d|\d\d))",
        _read_day_month,
    ),
    _form(
        rf"{_ON}(?P<first>\d{{1,2}})/(?P<month>\d{{1,2}})(?P<year>(?!))?(?!\s+(?:of|van|des?|du|d['’]))",
        _read_day_month,
        is_sure=False,
    ),
    _form(rf"{_ON}(?P<from>{_ISO})(?:\s*(?:\.\.|–|to|tot|au|à)\s*(?P<to>{_ISO}))?", _read_iso),
    _form(rf"{_COUNT}\s+(?:ago|geleden)", _read_ago),
    _form(rf"il\s+y\s+a\s+{_COUNT}", _read_ago),
    _form(rf"{_PAST}\s+week|(?:la\s+)?semaine\s+(?:dernière|passée)", _period("week")),
    _form(rf"{_PAST}\s+weekend|(?:le\s+)?week-?end\s+(?:dernier|passé)", _period("weekend")),
    _form(rf"{_PAST}\s+(?:month|maand)|(?:le\s+)?mois\s+(?:dernier|passé)", _period("month")),
    _form(
        rf"{_PAST}\s+(?:year|jaar)|l['’]an(?:née)?\s+(?:dernier|dernière|passée?)",
        _period("year"),
        is_sure=False,
    ),
    _form(r"this\s+week|deze\s+week|cette\s+semaine", _period("this week")),
    _form(r"this\s+month|deze\s+maand|ce\s+mois(?:-ci)?", _period("this month")),
    _form(rf"(?:in|en)\s+(?P<month>{_MONTHS})\b{_YEAR}", _read_month, is_sure=False),
)
"""Every form; where two fit, the longer one is meant."""
