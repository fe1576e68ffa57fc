"""The workbook LinkedIn gives under "Analytics", "Export": counts for the posts of some weeks.

Sheets are told by how they are built, not by their names, since names and headings come in the
member's language: addresses of posts beside days and counts are a ranking, days beside counts a
series, one address beside a label a post alone, a stretch of days above two counts the totals.
A workbook is about a window of time, so every count is one "until" its last day; counts of
single days have names that start with ``daily_``. What a ranking does not list stays unknown.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.archives import linkedin_headings as headings
from aboveboard.archives.bundle import open_stream
from aboveboard.archives.linkedin_words import (
    NETWORK,
    digest_of_row,
    moment_of_number,
    numbers_of,
)
from aboveboard.archives.values import ArchivedMetric, Item, Skipped, UnreadableArchive
from aboveboard.archives.workbook import (
    WORKBOOK_BYTES,
    Cell,
    Sheet,
    Workbook,
    is_workbook,
    read_workbook,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from aboveboard.archives.bundle import Bundle
    from aboveboard.archives.linkedin_headings import DayOrder

NAME: Final = "linkedin_analytics"

_XLSX: Final = re.compile(r".+\.xlsx", re.IGNORECASE)
_LINKEDIN_HOST: Final = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*linkedin\.com/\S+", re.IGNORECASE
)
_ZIP_MAGIC: Final = b"PK\x03\x04"
_FILES: Final = 200


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the whole workbook tells: its name, how days are written, and its last day."""

    file: str
    order: DayOrder
    until: date | None

    def where(self, sheet: Sheet, row: int) -> str:
        return f"{self.file}!{sheet.name}:{row + 1}"

    def skipped(self, sheet: Sheet, row: int, reason: str, detail: str = "") -> Skipped:
        raw = ",".join("" if cell is None else str(cell) for cell in sheet.rows[row])
        where = self.where(sheet, row)
        return Skipped(where=where, reason=reason, detail=detail, raw=raw[:2000])


def recognises(bundle: Bundle) -> bool:
    """Return whether a workbook among the members is built like LinkedIn's."""
    for _, workbook in _workbooks(bundle):
        if isinstance(workbook, Workbook) and _is_analytics(workbook):
            return True
    return False


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Give every count of every workbook, sheet by sheet and row by row.

    A workbook that cannot be read is skipped. Raises UnreadableArchive only with ``too_large``.
    """
    taken: set[str] = set()
    for name, workbook in _workbooks(bundle):
        taken.add(name)
        if isinstance(workbook, Workbook):
            yield from _read_workbook(name, workbook)
        else:
            yield workbook
    if not is_workbook(bundle):
        for name in bundle.names():
            if name not in taken:
                yield Skipped(where=name, reason="unknown_file")


def _workbooks(bundle: Bundle) -> Iterator[tuple[str, Workbook | Skipped]]:
    if is_workbook(bundle):
        yield bundle.path.name, read_workbook(bundle)
        return
    for name in bundle.matching(_XLSX)[:_FILES]:
        try:
            with bundle.open(name) as stream:
                data = stream.read(WORKBOOK_BYTES + 1)
            if len(data) > WORKBOOK_BYTES:
                yield name, Skipped(where=name, reason="too_large")
            elif data.startswith(_ZIP_MAGIC):
                with open_stream(io.BytesIO(data), bundle.path, bundle.limits) as inner:
                    yield name, read_workbook(inner)
        except UnreadableArchive as error:
            reason = "too_large" if error.reason.startswith("too_") else "damaged"
            yield name, Skipped(where=name, reason=reason, detail=error.detail)


def _is_analytics(workbook: Workbook) -> bool:
    has_posts = any(_address_columns(sheet) for sheet in workbook.sheets)
    has_window = any(headings.window_text(sheet) for sheet in workbook.sheets)
    return has_posts or (has_window and any(_series(sheet) for sheet in workbook.sheets))


def _read_workbook(file: str, workbook: Workbook) -> Iterator[Item | Skipped]:
    order = headings.day_order(workbook.sheets)
    reading = _Reading(file, order, headings.last_day(workbook, order))
    for sheet in workbook.sheets:
        if columns := _address_columns(sheet):
            is_alone = len(columns) == 1 and _is_post_alone(sheet, columns[0])
            yield from (_post_alone if is_alone else _rankings)(reading, sheet, columns)
        elif first := _series(sheet):
            yield from _days(reading, sheet, first - 1)
        elif headings.window_text(sheet):
            yield from _totals(reading, sheet)
        elif any(any(cell is not None for cell in row) for row in sheet.rows):
            is_share = headings.has_shares(sheet)
            reason, detail = ("not_ours", "who reads") if is_share else ("unknown_file", "")
            yield Skipped(where=f"{file}!{sheet.name}", reason=reason, detail=detail)


def _is_address(cell: Cell) -> bool:
    return isinstance(cell, str) and _LINKEDIN_HOST.fullmatch(cell) is not None


def _address_columns(sheet: Sheet) -> list[int]:
    """Return the columns that hold addresses on LinkedIn. A heap of digits there is junk."""
    found = {
        column for row in sheet.rows for column, cell in enumerate(row) if _is_address(cell)
    }
    return sorted(found)


def _is_post_alone(sheet: Sheet, column: int) -> bool:
    """Return whether the one address stands beside a label, with nothing after it."""
    rows = [row for row in sheet.rows if column < len(row) and _is_address(row[column])]
    return (
        column == 1
        and len(rows) == 1
        and isinstance(rows[0][0], str)
        and all(cell is None for cell in rows[0][2:])
    )


def _metric(
    reading: _Reading, sheet: Sheet, row: int, name: str, value: int, *, address: str = ""
) -> ArchivedMetric | Skipped:
    if reading.until is None:
        return reading.skipped(sheet, row, "no_date", "the workbook does not say until when")
    numbers = numbers_of(address)
    post_id = numbers[0] if numbers else digest_of_row("post", address) if address else ""
    return ArchivedMetric(
        network=NETWORK,
        where=reading.where(sheet, row),
        name=name,
        value=value,
        until=reading.until,
        post_id=post_id,
        post_url=address,
        posted_at=moment_of_number(numbers[0]) if numbers else None,
    )


def _rankings(
    reading: _Reading, sheet: Sheet, columns: list[int]
) -> Iterator[ArchivedMetric | Skipped]:
    """Give the counts of one or two lists of posts side by side."""
    names = headings.ranking_names(sheet, columns, _is_address)
    first = next(
        index for index, row in enumerate(sheet.rows) if any(_is_address(cell) for cell in row)
    )
    for index, row in enumerate(sheet.rows[first:], first):
        taken = False
        for place, column in enumerate(columns):
            end = columns[place + 1] if place + 1 < len(columns) else len(row)
            if column < len(row) and _is_address(row[column]):
                taken = True
                yield _ranked(reading, sheet, index, names[place], row[column:end])
        if not taken and any(cell is not None for cell in row):
            yield reading.skipped(sheet, index, "bad_row", "no address of a post")


def _ranked(
    reading: _Reading, sheet: Sheet, row: int, name: str, cells: tuple[Cell, ...]
) -> ArchivedMetric | Skipped:
    address = str(cells[0])
    day = headings.day_in(cells[1], reading.order) if len(cells) > 1 else None
    value = headings.count_in(cells[2]) if len(cells) > 2 else None
    if value is None:
        return reading.skipped(sheet, row, "bad_row", f"no count of {name}")
    metric = _metric(reading, sheet, row, name, value, address=address)
    if isinstance(metric, Skipped) or day is None or metric.posted_at is None:
        return metric
    # The day is the reader's, the number's time is exact: they may differ by one.
    if abs(metric.posted_at.date() - day) > timedelta(days=1):
        return _without_time(metric)
    return metric


def _without_time(metric: ArchivedMetric) -> ArchivedMetric:
    return ArchivedMetric(
        network=metric.network,
        where=metric.where,
        name=metric.name,
        value=metric.value,
        until=metric.until,
        post_id=metric.post_id,
        post_url=metric.post_url,
    )


def _series(sheet: Sheet) -> int:
    """Return 1 plus the first of at least two rows of a day and one or two counts, or 0."""
    run = 0
    for index, row in enumerate(sheet.rows):
        counts = [headings.count_in(cell) for cell in row[1:] if cell is not None]
        is_day = bool(row) and headings.could_be_day(row[0])
        if is_day and 1 <= len(counts) <= 2 and None not in counts:
            run += 1
            if run == 2:
                return index
        else:
            run = 0
    return 0


def _days(reading: _Reading, sheet: Sheet, first: int) -> Iterator[ArchivedMetric | Skipped]:
    """Give the counts of each day, and the number of followers above them if it is there."""
    for index, row in enumerate(sheet.rows[:first]):
        day = headings.day_inside(row[0], reading.order) if row else None
        value = next((c for c in map(headings.count_in, row[1:]) if c is not None), None)
        if day is not None and value is not None:
            total = _Reading(reading.file, reading.order, day)
            yield _metric(total, sheet, index, "followers", value)
    names = headings.series_names(sheet, first)
    for index, row in enumerate(sheet.rows[first:], first):
        if all(cell is None for cell in row):
            continue
        day = headings.day_in(row[0], reading.order)
        of_day = _Reading(reading.file, reading.order, day)
        if day is None:
            yield reading.skipped(sheet, index, "no_date")
            continue
        for name, cell in zip(names, row[1:], strict=False):
            value = headings.count_in(cell)
            if value is not None:
                yield _metric(of_day, sheet, index, name, value)
            elif cell is not None:
                yield reading.skipped(sheet, index, "bad_row", f"no count of {name}")


def _totals(reading: _Reading, sheet: Sheet) -> Iterator[ArchivedMetric | Skipped]:
    """Give the counts of the whole window: impressions, then members reached."""
    place = 0
    for index, row in enumerate(sheet.rows):
        label = row[0] if row else None
        value = next((c for c in map(headings.count_in, row[1:]) if c is not None), None)
        if label is None or headings.is_window(row):
            continue
        if value is None:
            yield reading.skipped(sheet, index, "bad_row", "no count")
            continue
        yield _metric(reading, sheet, index, headings.total_name(str(label), place), value)
        place += 1


def _post_alone(
    reading: _Reading, sheet: Sheet, columns: list[int]
) -> Iterator[ArchivedMetric | Skipped]:
    """Give the counts of one post, each beside its label."""
    address = next(str(row[columns[0]]) for row in sheet.rows if _is_address(row[columns[0]]))
    for index, row in enumerate(sheet.rows):
        label, cell = row[0], row[columns[0]]
        if label is None or cell is None or _is_address(cell):
            continue
        name, value = headings.post_name(str(label)), headings.count_in(cell)
        if name and value is not None:
            yield _metric(reading, sheet, index, name, value, address=address)
        elif not headings.is_day_label(str(label)) and not headings.could_be_day(cell):
            yield reading.skipped(sheet, index, "bad_row", "a label we do not know")
