"""Rows of a CSV file as people's exports really are: quoted oddly, re-saved, broken off.

Every record after the header comes out, as cells or as :class:`Skipped`; none stops the reading.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, BinaryIO, Final

from aboveboard.archives.lines import BadEncodingError, Lines, RecordTooLargeError
from aboveboard.archives.values import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADER_WITHIN: Final = 10
"""A header stands among the first ten records; some files have a note before it."""

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

    After :meth:`find_header` gave a header, :meth:`rows` gives each record below it, and
    ``number`` is the record's number in the file, counted from 1, as a spreadsheet shows it.
    """

    def __init__(self, stream: BinaryIO, name: str, starts: re.Pattern[str] | None = None) -> None:
        self.name = name
        self.number = 0
        self.header: tuple[str, ...] = ()
        self._delimiter = ","
        self._starts = starts
        self._lines = Lines(stream)
        self._second_looks = 0
        csv.field_size_limit(max(csv.field_size_limit(), _FIELD_LIMIT))

    @property
    def where(self) -> str:
        """The place of the record given last."""
        return f"{self.name}:{self.number}"

    def shown(self) -> str:
        """Return the record given last as it stands in the file, at most 2,000 characters."""
        return self._lines.shown()

    def skipped(self, reason: str, detail: str = "") -> Skipped:
        """Return the record given last as skipped for ``reason``."""
        return Skipped(where=self.where, reason=reason, detail=detail, raw=self.shown())

    def column(self, *names: str) -> int:
        """Return the position of the first of ``names`` in the header, or -1."""
        for name in names:
            if name in self.header:
                return self.header.index(name)
        return -1

    def find_header(self, is_header: _HeaderTest) -> bool:
        """Look for a header among the first records; return whether one was found.

        Nothing is consumed when there is none: :meth:`rows` then gives every record.
        """
        drawn: list[str] = []
        found = 0
        try:
            for line in self._lines:
                drawn.append(line)
                self._lines.done()
                found = self._header_in(drawn, is_header)
                if found or len(drawn) >= 4 * HEADER_WITHIN:
                    break
        except (RecordTooLargeError, BadEncodingError):
            drawn.extend(self._lines.record[len(drawn) and 0 :])
        self._lines.give_back([] if found else drawn)
        self.number = found
        return bool(found)

    def rows(self) -> Iterator[list[str] | Skipped]:
        """Give each record below the header: its cells, one for each column, or Skipped."""
        reader = self._reader()
        lines, columns = self._lines, len(self.header)
        done = lines.done
        while True:
            try:
                for cells in reader:
                    self.number += 1
                    if len(cells) != columns:
                        entry = self._of_other_width(cells)
                        if entry is not None:
                            yield entry
                    elif lines.has_bad_bytes:
                        yield self.skipped("bad_encoding")
                    else:
                        yield cells
                    done()
                return
            except RecordTooLargeError:
                self.number += 1
                yield self.skipped("too_large")
                lines.skip_record(self._starts)
            except csv.Error:
                yield from self._second_look()
            except BadEncodingError as error:
                self.number += 1
                yield self.skipped("bad_encoding", str(error))
                return
            reader = self._reader()
