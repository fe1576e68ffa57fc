"""Find posts and messages by their words, newest first, however common the words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from aboveboard.rooms.library.search_index import SEARCHED
from aboveboard.web.search import fts5_query, search_words, ts_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.rooms.library.cursor import Cursor

ENOUGH: Final = 51
"""So many hits of whole words are enough; one page and one more."""

SHORTEST_BEGINNING: Final = 3
"""Letters a word must have to be looked for as a beginning."""

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

    The last word may be the beginning of one, when it has SHORTEST_BEGINNING letters and is not
    found ENOUGH times as it stands: gathering all words that begin so takes long for common ones.

    ``where`` are further conditions, each on one column of the table with one value; ``after``
    is the row the list goes on below. Nothing is found when there is no word in ``words``.

    Raises:
        ValueError: ``table`` has no search index.
    """
    if table not in SEARCHED:
        raise ValueError(table)
    whole, begun = _matches(words)
    if not whole:
        return []
    if begun:
        hits = _ids(
            table, whole, workspace_id=workspace_id, limit=ENOUGH, after=None, where=where
        )
        begun = "" if len(hits) == ENOUGH else begun
    return _ids(
        table,
        begun or whole,
        workspace_id=workspace_id,
        limit=limit,
        after=after,
        where=where,
    )


def _matches(words: str) -> tuple[str, str]:
    """Return the expression for whole words, and the one whose last word may go on, or nothing."""
    is_sqlite = connection.vendor == "sqlite"
    begun = fts5_query(words) if is_sqlite else ts_query(words)
    whole = begun.removesuffix("*" if is_sqlite else ":*")
    found = search_words(words)
    return whole, begun if found and len(found[-1]) >= SHORTEST_BEGINNING else ""


def _ids(
    table: str,
    match: str,
    *,
    workspace_id: int,
    limit: int,
    after: Cursor | None,
    where: Sequence[tuple[str, Any]],
) -> list[int]:
    is_sqlite = connection.vendor == "sqlite"
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
