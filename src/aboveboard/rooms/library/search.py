"""Find posts and messages by their words, newest first, however common the words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from aboveboard.rooms.library.search_index import SEARCHED
from aboveboard.web.search import fts5_query, ts_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.rooms.library.cursor import Cursor

_ID_BITS: Final = 30
_ID_MASK: Final = (1 << _ID_BITS) - 1


def ids_found(
    table: str,
    words: str,
    *,
    workspace_id: int,
    limit: int,
    after: Cursor | None = None,
    where: Sequence[tuple[str, Any]] = (),
) -> list[int]:
    """Return the ids of rows of ``table`` that hold ``words``, newest first, at most ``limit``.

    ``where`` are further conditions, each on one column of the table with one value; ``after``
    is the row the list goes on below. Nothing is found when there is no word in ``words``.

    Raises:
        ValueError: ``table`` has no search index.
    """
    if table not in SEARCHED:
        raise ValueError(table)
    is_sqlite = connection.vendor == "sqlite"
    match = fts5_query(words) if is_sqlite else ts_query(words)
    if not match:
        return []
    sql, values = (_sqlite if is_sqlite else _postgresql)(table, match, after)
    sql += "".join(f" AND {table}.{condition}" for condition, _ in where)
    order = (
        f"{table}_search.rowid DESC"
        if is_sqlite
        else f"{table}.written_at DESC, {table}.id DESC"
    )
    sql += f" AND {table}.workspace_id = %s ORDER BY {order} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *(value for _, value in where), workspace_id, limit])
        return [row[0] for row in cursor.fetchall()]


def _sqlite(table: str, match: str, after: Cursor | None) -> tuple[str, list[Any]]:
    """The rowid of the index is time and id in one, so its own order is the order asked for."""
    sql = (
        f"SELECT {table}.id FROM {table}_search "  # noqa: S608  (our own names)
        f"CROSS JOIN {table} ON {table}.id = ({table}_search.rowid & {_ID_MASK}) "
        f"WHERE {table}_search MATCH %s"
    )
    if after is None:
        return sql, [match]
    key = (int(after.at.timestamp()) << _ID_BITS) | after.id
    return f"{sql} AND {table}_search.rowid < %s", [match, key]


def _postgresql(table: str, match: str, after: Cursor | None) -> tuple[str, list[Any]]:
    sql = f"SELECT {table}.id FROM {table} WHERE {table}.search @@ to_tsquery('simple', %s)"  # noqa: S608  (our own names)
    if after is None:
        return sql, [match]
    return f"{sql} AND ({table}.written_at, {table}.id) < (%s, %s)", [match, after.at, after.id]
