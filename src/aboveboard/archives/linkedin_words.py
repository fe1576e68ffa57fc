"""The small print of LinkedIn exports: dates, numbers inside addresses, quotes around
breaks.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final

NETWORK: Final = "linkedin"

_EARLIEST: Final = "2003"
"""LinkedIn opened in 2003; an earlier year is no time of anything on it."""

_LATEST: Final = "2100"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER: Final = re.compile(
    r"(?:activity|ugcPost|share)(?::|-|%3A)(\d{15,20})(?!\d)", re.IGNORECASE
)
_COMMENT_NUMBER: Final = re.compile(
    r"comment(?::|%3A)(?:\(|%28)[^,%]{0,80}(?:%3A[^,%]{0,40}){0,6}(?:,|%2C)(\d{15,20})(?!\d)",
    re.IGNORECASE,
)
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAY: Final = re.compile(
    r"(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]{3})[a-z]*[ -](?P<year>\d{4}|\d{2})"
    r"|(?P<iso_year>\d{4})[-/](?P<iso_month>\d{1,2})[-/](?P<iso_day>\d{1,2})"
    r"|(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<slash_year>\d{4}|\d{2})"
)
_CLOCK: Final = re.compile(
    r"[ T,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:[\s\u202f]?(?P<half>[AaPp][Mm]))?(?: ?(?:UTC|GMT|Z))?"
)
_UPLOADED: Final = re.compile(
    r"\bon (?P<name>[A-Z][a-z]{2})[a-z]* (?P<day>\d{1,2}), (?P<year>\d{4}) at "
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?[\s\u202f]?(?:[AP]M)?) ?\((?:GMT|UTC)\)"
)


def moment_of(text: str) -> datetime | None:
    """Return the time in a cell, in UTC, or None if it cannot be read for certain.

    The export writes ``2024-03-05 12:34:56`` with or without `` UTC``; spreadsheets that saved
    the file anew write it their own way. ``3/4/2024`` could be March or April: it is not read.
    """
    if len(text) in (19, 23) and text[4] == "-" and text[10] == " ":
        try:
            moment = datetime.fromisoformat(text[:19] + "+00:00")
        except ValueError:
            return None
        is_utc = text[19:] in ("", " UTC")
        return moment if is_utc and _EARLIEST <= text < _LATEST else None
    return _moment_written_otherwise(text.strip())


def _moment_written_otherwise(text: str) -> datetime | None:
    found = _DAY.match(text[:60])
    if found is None:
        return None
    day = _day_of(found)
    clock = _CLOCK.fullmatch(text, found.end())
    if day is None or clock is None:
        return None
    return _moment_at(day, clock)


def _moment_at(day: date, clock: re.Match[str]) -> datetime | None:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return datetime(
            day.year,
            day.month,
            day.day,
            hour,
            int(clock["minute"]),
            int(clock["second"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None


@lru_cache(maxsize=16_384)
def day_of(text: str) -> date | None:
    """Return the day in a cell such as ``07 Jun 2022``, or None if it is not certain."""
    found = _DAY.fullmatch(text.strip()[:40])
    return None if found is None else _day_of(found)


def _day_of(found: re.Match[str]) -> date | None:
    if found["name"]:
        year, day = found["year"], found["day"]
        month = _MONTHS.get(found["name"].lower(), 0)
        return made_day(int(year), month, int(day))
    if found["iso_year"]:
        return made_day(int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"]))
    first, second = int(found["first"]), int(found["second"])
    year_number = int(found["slash_year"])
    if second > 12 or first == second:
        return made_day(year_number, first, second)
    return made_day(year_number, second, first) if first > 12 else None


def made_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None if there is none such or it is before 2003 or after 2099.

    A year below 100 is one of this century.
    """
    try:
        made = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return made if _EARLIEST <= f"{made.year:04}" < _LATEST else None


def uploaded_at(sentence: str) -> datetime | None:
    """Return the time in ``You uploaded a feed photo on April 12, 2026 at 8:03 AM (GMT)``."""
    found = _UPLOADED.search(sentence[:400])
    if found is None:
        return None
    day = made_day(int(found["year"]), _MONTHS.get(found["name"].lower(), 0), int(found["day"]))
    clock = _CLOCK.fullmatch(" " + found["clock"].strip())
    return None if day is None or clock is None else _moment_at(day, clock)


def numbers_of(address: str) -> tuple[str, ...]:
    """Return the numbers of posts in an address, in order, each once.

    One post may have an activity, a share and a ugcPost number, usually unequal.
    """
    return tuple(dict.fromkeys(_NUMBER.findall(address[:4000])))


def comment_number_of(address: str) -> str:
    """Return the number of a comment in an address such as ``...comment:(activity:1,2)``, or
    ``""``.
    """
    if "omment" not in address:
        return ""
    found = _COMMENT_NUMBER.search(address[:4000])
    return found[1] if found else ""


def moment_of_number(number: str) -> datetime | None:
    """Return the time a post's number holds: its top bits are milliseconds since 1970.

    Checked on six posts with known dates, all within their day. None for a number whose time is
    before 2003 or after 2100.
    """
    milliseconds = int(number) >> 22
    if not 1_041_379_200_000 <= milliseconds < 4_102_444_800_000:
        return None
    return _EPOCH + timedelta(milliseconds=milliseconds)


def unflanked(text: str) -> str:
    """Return the text of a post with plain line breaks.

    Older exports put a quote before and after every break inside a cell. They are taken away
    only if all breaks have them; otherwise they are the author's own.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    breaks = text.count("\n")
    if breaks and text.count('"\n"') == breaks:
        text = text.replace('"\n"', "\n")
    return text


def seconds_of(moment: datetime) -> str:
    """Return the whole seconds since 1970, for a digest; five times as fast as ISO words."""
    return str(int(moment.timestamp()))


def digest_of_row(*parts: str) -> str:
    """Return 32 hexadecimal digits that stand for ``parts``, the same on every machine."""
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
