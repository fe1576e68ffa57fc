"""Sheets of an XLSX workbook as plain rows, read within bounds.

``python-calamine`` is fast and does not resolve entities, neither nested ones nor ones from
files. But it lays a sheet out as a full rectangle, so one cell said to stand in the last row
and column makes it ask for 512 GiB and end the whole process, which nothing can catch. Hence
every member is first read with expat, which counts what the sheet would span; anything with a
document type or that is no XML is refused; and calamine is handed a workbook made anew of
exactly the bytes looked at, so that both cannot see different members under one name.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import python_calamine

from aboveboard.archives.values import UnreadableArchive
from aboveboard.archives.view import MIB

if TYPE_CHECKING:
    from aboveboard.archives.bundle import Bundle

type Cell = str | float | date | None
"""A cell: words, a number, a day, or nothing."""

WORKBOOK_BYTES: Final = 32 * MIB
_MEMBERS: Final = 500
_ROWS: Final = 20_000
_COLUMNS: Final = 256
_CELL_CHARACTERS: Final = 40_000
"""Excel lets a cell have 32,767 characters."""

_DEPTH: Final = 64
_SHEETS: Final = 50
_CELL_NAME: Final = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})")
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_SAVED: Final = re.compile(rb"<dcterms:created[^>]{0,200}>(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows, counted from 1 in the workbook; row 1 is
    ``rows[0]``.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook in order, and the day it was made, if it says so."""

    sheets: tuple[Sheet, ...]
    made_on: date | None


def is_workbook(bundle: Bundle) -> bool:
    """Return whether the members are those of an XLSX workbook."""
    return {"[Content_Types].xml", "xl/workbook.xml"} <= set(bundle.names())


def read_workbook(bundle: Bundle) -> Workbook:
    """Return the sheets of the workbook ``bundle`` is.

    Raises UnreadableArchive: ``too_large`` past 32 MiB, 20,000 rows, 256 columns or 40,000
    characters a cell; ``damaged`` when it is no workbook or has a document type.
    """
    members = _members(bundle)
    for name, data in members.items():
        _look_through(name, data)
    found = _SAVED.search(members.get("docProps/core.xml", b""))
    return Workbook(_sheets(_made_anew(members)), _day(found[1].decode()) if found else None)


def _members(bundle: Bundle) -> dict[str, bytes]:
    names = bundle.names()
    if len(names) > _MEMBERS:
        raise UnreadableArchive("too_many_files", str(_MEMBERS))
    members: dict[str, bytes] = {}
    left = WORKBOOK_BYTES
    for name in names:
        with bundle.open(name) as stream:
            members[name] = stream.read(left + 1)
        left -= len(members[name])
        if left < 0:
            raise UnreadableArchive("too_large", name)
    return members


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _made_anew(members: dict[str, bytes]) -> io.BytesIO:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    whole.seek(0)
    return whole


def _sheets(whole: io.BytesIO) -> tuple[Sheet, ...]:
    try:
        with python_calamine.load_workbook(whole) as workbook:
            names = workbook.sheet_names[:_SHEETS]
            return tuple(_sheet(workbook, name) for name in names)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A panic in the Rust part comes as a BaseException of its own.
        raise UnreadableArchive("damaged", str(error)[:300]) from error


def _sheet(workbook: python_calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    return Sheet(name[:100], tuple(tuple(_cell(value) for value in row) for row in rows))


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, (int, float, date)) else None


@dataclass(slots=True)
class _Extent:
    """How far a sheet would reach, counted so that it errs on the large side."""

    name: str
    row: int = 0
    column: int = 0
    rows: int = 0
    cells_in_row: int = 0
    most_in_row: int = 0
    depth: int = 0
    text: list[int] = field(default_factory=lambda: [0])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count an element; raise when the sheet grows too far."""
        self.depth += 1
        local = tag.rpartition(":")[2]
        if local in ("si", "is", "c"):
            self.text[0] = 0
        if local == "row":
            self.rows += 1
            self.cells_in_row = 0
        elif local == "c":
            self.cells_in_row += 1
            self.most_in_row = max(self.most_in_row, self.cells_in_row)
        for attribute, value in attributes.items():
            if attribute.rpartition(":")[2] == "r" and local in ("row", "c"):
                self._place(value)
        if (
            self.depth > _DEPTH
            or self.row + self.rows > _ROWS
            or self.column + self.most_in_row > _COLUMNS
        ):
            raise UnreadableArchive("too_large", self.name)

    def _place(self, value: str) -> None:
        if value.isdecimal():
            self.row = max(self.row, int(value[:9]))
            return
        found = _CELL_NAME.fullmatch(value)
        if found is None:
            raise UnreadableArchive("damaged", f"{self.name}: no place of a cell")
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - 64
        self.column, self.row = max(self.column, column), max(self.row, int(found[2]))

    def end(self, _tag: str) -> None:
        """Leave an element."""
        self.depth -= 1

    def words(self, data: str) -> None:
        """Count the characters of a cell."""
        self.text[0] += len(data)
        if self.text[0] > _CELL_CHARACTERS and self.depth > 2:
            raise UnreadableArchive("too_large", self.name)


def _look_through(name: str, data: bytes) -> None:
    """Raise UnreadableArchive if ``data`` is not XML that calamine can read within bounds."""
    if data.startswith(_PICTURES) and b"sheetData" not in data:
        return
    extent = _Extent(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    parser.CharacterDataHandler = extent.words
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - it takes no names
    except expat.ExpatError as error:
        raise UnreadableArchive("damaged", f"{name}: {error}") from error


def _no_doctype(*_: object) -> None:
    raise UnreadableArchive("damaged", "a document type in a workbook")
