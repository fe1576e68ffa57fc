"""Rows of a CSV file as people's exports really are: quoted oddly, re-saved, broken off.

Every record after the header comes out, as cells or as :class:`Skipped`; none stops the
reading.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, BinaryIO, Final

from aboveboard.archives.lines import Lines, RecordTooLargeError
from aboveboard.archives.values import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

HEADER_WITHIN: Final = 10
"""A header stands among the first ten lines; some files have a note before it."""

_DELIMITERS: Final = (",", ";", "\t")
_SECOND_LOOKS: Final = 64_000_000
"""How many characters of one file may be read a second time for the sake of broken quotes."""

_BLANKS: Final = re.compile(r"\s+")
_FIELD_LIMIT: Final = 16_000_000


def header_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Return column names in lower case with single blanks, without trailing empty ones."""
    names = [_BLANKS.sub(" ", cell.strip().strip("\ufeff")).casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


class Table:
    """A CSV file, read once from the front.

    After :meth:`find_header` gave a kind, :meth:`rows` gives each record below the header, and
    ``number`` is the record's number in the file, counted from 1, as a spreadsheet shows it.
    ``starts`` matches a line with which a record may start; it helps to find the way back after
    broken quotes.
    """

    def __init__(
        self, stream: BinaryIO, name: str, starts: re.Pattern[str] | None = None
    ) -> None:
        self.name = name
        self.number = 0
        self.header: tuple[str, ...] = ()
        self.starts = starts
        self._delimiter = ","
        self._lines = Lines(stream)
        self._second_looks = 0
        # The limit is one for the whole process; Lines holds the real one.
        csv.field_size_limit(max(csv.field_size_limit(), _FIELD_LIMIT))

    @property
    def where(self) -> str:
        """The place of the record given last."""
        return f"{self.name}:{self.number}"

    @property
    def trouble(self) -> Skipped | None:
        """Why the file ended early, if it did."""
        if self._lines.trouble is None:
            return None
        reason, detail = self._lines.trouble
        return Skipped(where=self.where, reason=reason, detail=detail)

    def skipped(self, reason: str, detail: str = "") -> Skipped:
        """Return the record given last as skipped for ``reason``, with how it stands there."""
        raw = self._lines.shown()
        return Skipped(where=self.where, reason=reason, detail=detail, raw=raw)

    def column(self, *names: str) -> int:
        """Return the position of the first of ``names`` in the header, or -1."""
        return next((self.header.index(name) for name in names if name in self.header), -1)

    def find_header(self, kind_of: Callable[[tuple[str, ...]], str]) -> str:
        """Return what ``kind_of`` says of the first header it knows, or nothing if there is
        none.

        The header is looked for in the first ten lines, parted by commas, semicolons or tabs.
        """
        try:
            for line in self._lines:
                self.number += 1
                for delimiter in _DELIMITERS:
                    header = header_of(_cells_of_line(line, delimiter))
                    kind = kind_of(header)
                    if kind:
                        self.header, self._delimiter = header, delimiter
                        self._lines.done()
                        return kind
                self._lines.done()
                if self.number >= HEADER_WITHIN:
                    break
        except RecordTooLargeError:
            pass
        return ""

    def rows(self) -> Iterator[list[str] | Skipped]:
        """Give each record below the header: its cells, one for each column, or Skipped."""
        lines, columns = self._lines, len(self.header)
        done = lines.done
        reader = self._reader(lines)
        is_more = True
        while is_more:
            entry: list[str] | Skipped | None = None
            try:
                for cells in reader:
                    self.number += 1
                    if len(cells) != columns or lines.has_bad_bytes:
                        entry = self._odd_row(cells)
                        break
                    yield cells
                    done()
                else:
                    is_more = False
            except RecordTooLargeError:
                self.number += 1
                entry = self.skipped("too_large")
                lines.skip_record(self.starts)
            except csv.Error:
                self.number += 1
                entry = self._second_look()
            if entry is not None:
                yield entry
            done()
            # Lines may have been given back, which only a reader made anew draws first.
            reader = self._reader(lines)
        if self.trouble is not None:
            yield self.trouble

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, strict=True)

    def _odd_row(self, cells: list[str]) -> list[str] | Skipped | None:
        """Return a record with too few or too many cells, or with unreadable bytes, made
        fit.
        """
        columns = len(self.header)
        if self._lines.has_bad_bytes:
            return self.skipped("bad_encoding")
        if not cells:
            return None
        if len(cells) < columns:
            return cells + [""] * (columns - len(cells))
        if not any(cell.strip() for cell in cells[columns:]):
            return cells[:columns]
        return self._second_look()

    def _second_look(self) -> list[str] | Skipped:
        r"""Return the record once more, with ``\\"`` read as a quote inside the cell.

        If that does not help either, the record ends at the next line that may start one, and
        is skipped; what follows is read as if nothing had been.
        """
        lines = self._lines
        drawn = list(lines.record)
        self._second_looks += sum(map(len, drawn))
        if self._second_looks > _SECOND_LOOKS:
            return self.skipped("bad_row")
        lines.give_back(drawn)
        try:
            cells = next(self._reader(line.replace('\\"', '""') for line in lines))
            if len(cells) == len(self.header):
                return cells
        except RecordTooLargeError:
            entry = self.skipped("too_large")
            lines.skip_record(self.starts)
            return entry
        except (csv.Error, StopIteration):
            pass
        return self._drop_line()

    def _drop_line(self) -> Skipped:
        """Skip the first line drawn and those after it that cannot start a record."""
        drawn = list(self._lines.record)
        end = 1
        if self.starts is not None:
            while end < len(drawn) and not self.starts.match(drawn[end]):
                end += 1
        self._lines.give_back(drawn)
        self._lines.draw(end)
        return self.skipped("bad_row")


def _cells_of_line(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
