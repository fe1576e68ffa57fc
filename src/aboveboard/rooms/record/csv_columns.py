"""The columns of a record as CSV, and how a moment is written in them and read back.

Source: RFC 4180 for the quoting; the apostrophe before signs that start a formula follows
https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.record.capture_line import MAX_LINE, USUAL_WEIGHT, tidy_topics
from aboveboard.rooms.record.models import Kind, Openness

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final = (
    "date",
    "until",
    "kind",
    "weight",
    "text",
    "topics",
    "note",
    "openness",
    "open_from",
)
"""In this order; only ``date`` and ``text`` must be there when reading."""
NEEDED: Final = frozenset({"date", "text"})
MAX_NOTE: Final = 20_000
"""Longest private note, in code points."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_BAD: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class BadRow(Exception):
    """A row that cannot be a moment; the message is a reason from :data:`REASONS`."""


REASONS: Final = (
    "no_date",
    "bad_date",
    "in_the_future",
    "ends_before_start",
    "no_text",
    "text_too_long",
    "note_too_long",
    "bad_kind",
    "bad_weight",
    "bad_openness",
    "no_open_from",
)
"""Why a row was not taken; the words for each stand with the page that shows them."""


@dataclass(frozen=True, slots=True)
class CsvMoment:
    """A moment as a row of CSV. ``kind`` is empty when reading should propose it."""

    text: str
    happened_on: date
    until: date | None
    kind: str
    weight: int
    topics: tuple[str, ...]
    note: str
    openness: str
    open_from: date | None


def written(moment: CsvMoment) -> list[str]:
    """Return the cells, in the order of :data:`COLUMNS`."""
    return [
        moment.happened_on.isoformat(),
        moment.until.isoformat() if moment.until else "",
        moment.kind,
        str(moment.weight),
        _harmless(moment.text),
        _harmless("; ".join(topic.replace(";", ",") for topic in moment.topics)),
        _harmless(moment.note),
        moment.openness,
        moment.open_from.isoformat() if moment.open_from else "",
    ]


def read(cells: Mapping[str, str], *, today: date) -> CsvMoment:
    """Return the moment of a row, by the names of its columns.

    Raises:
        BadRow: it cannot be one; says why.
    """
    happened_on = _day(cells.get("date", ""), today)
    if happened_on is None:
        raise BadRow("no_date")
    until = _day(cells.get("until", ""), today)
    if until is not None and until < happened_on:
        raise BadRow("ends_before_start")
    openness, open_from = _openness(cells)
    return CsvMoment(
        text=_words(cells["text"], longest=MAX_LINE, need="no_text", reason="text_too_long"),
        happened_on=happened_on,
        until=until if until and until > happened_on else None,
        kind=_choice(cells.get("kind", ""), Kind.values, "bad_kind"),
        weight=_weight(cells.get("weight", "")),
        topics=tidy_topics(_plain(cells.get("topics", "")).split(";")),
        note=_words(cells.get("note", ""), longest=MAX_NOTE, reason="note_too_long"),
        openness=openness,
        open_from=open_from,
    )


def clean_text(text: str) -> str:
    """Return the text as kept: line ends as ``\\n``, no control characters, no blanks around it."""
    return _BAD.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _words(cell: str, *, longest: int, reason: str, need: str = "") -> str:
    words = clean_text(_plain(cell))
    if need and not words:
        raise BadRow(need)
    if len(words) > longest:
        raise BadRow(reason)
    return words


_FIRST_YEAR: Final = 1900


def _day(cell: str, today: date | None) -> date | None:
    wish = cell.strip()
    if not wish:
        return None
    try:
        if parts := _DAY_FIRST.fullmatch(wish):
            day = date(int(parts[3]), int(parts[2]), int(parts[1]))
        else:
            day = date.fromisoformat(wish[:10])
    except ValueError as bad:
        raise BadRow("bad_date") from bad
    if day.year < _FIRST_YEAR:
        raise BadRow("bad_date")
    if today is not None and day > today:
        raise BadRow("in_the_future")
    return day


def _choice(cell: str, choices: list[str], reason: str) -> str:
    wish = cell.strip().casefold()
    if wish and wish not in choices:
        raise BadRow(reason)
    return wish


def _weight(cell: str) -> int:
    wish = cell.strip()
    if not wish:
        return USUAL_WEIGHT
    if wish not in {"1", "2", "3", "4", "5"}:
        raise BadRow("bad_weight")
    return int(wish)


def _openness(cells: Mapping[str, str]) -> tuple[str, date | None]:
    wish = _choice(cells.get("openness", ""), Openness.values, "bad_openness")
    if wish != Openness.NOT_BEFORE:
        return wish or Openness.ASK.value, None
    day = _day(cells.get("open_from", ""), None)
    if day is None:
        raise BadRow("no_open_from")
    return wish, day
