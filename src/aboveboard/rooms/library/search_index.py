"""Add many new rows to the search index of SQLite in one go; PostgreSQL keeps its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

SEARCHED: Final = frozenset({"library_post", "library_message"})
"""Tables with a search index."""

_KEY: Final = "((CAST(strftime('%s', {row}.written_at) AS INTEGER) << 30) | {row}.id)"


@contextmanager
def added_at_once(table: str) -> Iterator[int]:
    """Index the rows inserted into ``table`` inside the block when it ends, not one by one.

    Gives the highest id before. The trigger is set aside and made again in the transaction around
    the block, so no other connection ever sees the table without it. Insert rows in the order of
    their time: the index takes any order, but is much faster in its own.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the trigger may only be away inside a transaction")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608  (our own names)
        last = int(cursor.fetchone()[0])
        if connection.vendor != "sqlite" or table not in SEARCHED:
            yield last
            return
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s",
            (f"{table}_search_in",),
        )
        made = cursor.fetchone()[0]
        cursor.execute(f"DROP TRIGGER {table}_search_in")
        yield last
        cursor.execute(
            f"INSERT INTO {table}_search(rowid, text) SELECT {_KEY.format(row=table)}, text "  # noqa: S608  (our own names)
            f"FROM {table} WHERE id > {last} ORDER BY id"
        )
        cursor.execute(made)
