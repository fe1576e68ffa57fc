"""Insert very many rows quickly, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aboveboard.rooms.library.shelves import Row

_WRITTEN_AT_ONCE: Final = 2_048
"""Rows in one statement at most, a power of two. Every statement costs a wait for the thread that
reads ahead; SQLite takes 32,766 parameters in one, and a row has at most 14."""


def write_rows(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    *,
    constants: Mapping[str, int] | None = None,
    or_leave: bool = False,
) -> int:
    """Insert ``rows``, each with ``constants``, and return how many; many go in one statement.

    A statement a row would give the interpreter back and take it again for every row, and wait
    each time for the thread that reads ahead. Conflicting rows are left out with ``or_leave``.
    """
    fixed = dict(constants or {})
    marks = ", ".join([*[_mark()] * len(columns), *(str(int(one)) for one in fixed.values())])
    begin = f"INSERT INTO {table} ({', '.join([*columns, *fixed])}) VALUES "  # noqa: S608  (our own names)
    end = " ON CONFLICT DO NOTHING" if or_leave else ""
    count = 0
    with connection.cursor() as cursor:
        for some in _pieces(rows):
            statement = begin + ", ".join([f"({marks})"] * len(some)) + end
            cursor.execute(statement, list(chain.from_iterable(some)))
            count += cursor.rowcount
    return count


def _mark() -> str:
    """Return SQLite's own mark for a parameter, for Django need not make it from its own then.

    A query that is logged must have Django's.
    """
    return "?" if connection.vendor == "sqlite" and not connection.queries_logged else "%s"


def _pieces(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Give ``rows`` in pieces of so few sizes that their statements stay prepared."""
    start, size = 0, _WRITTEN_AT_ONCE
    while start < len(rows):
        while size > len(rows) - start:
            size //= 2
        yield rows[start : start + size]
        start += size
