"""Full-text search on both databases, from the words a person typed.

Every searchable table has an index kept by its own migration. On SQLite that is an FTS5 table named
``<table>_search`` over the columns searched; on PostgreSQL a stored ``tsvector`` column named
``search`` in the table itself, over folded text. Both find the same words: capitals and accents make
no difference, and the last word may be unfinished.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from django.db.models.expressions import Expression

MAX_WORDS: Final = 12
"""More words than this in one search are left out; nobody types them, and each costs time."""

_WORD: Final = re.compile(r"\w+")
_TABLE: Final = re.compile(r"[a-z_]+")


def search_words(words: str) -> list[str]:
    """Return the words to look for: folded, in order, at most :data:`MAX_WORDS`.

    Folded is: without accents and capitals, as both indexes keep them. Signs part words and are
    never searched, so nothing typed can be read as an operator.
    """
    parted = unicodedata.normalize("NFD", words.lower())
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return [word.replace("_", " ") for word in _WORD.findall(plain) if word.strip("_")][
        :MAX_WORDS
    ]


def fts5_query(words: str) -> str:
    """Return the MATCH expression for FTS5, or an empty string when there is no word in ``words``.

    Every word must occur; the last one may be the start of a word. Each stands between quotes,
    in which FTS5 knows no operators.

    Source: https://www.sqlite.org/fts5.html, section 3.
    """
    found = search_words(words)
    quoted = [f'"{word}"' for word in found]
    return " ".join(quoted) + "*" if quoted else ""


def ts_query(words: str) -> str:
    """Return the expression for PostgreSQL's ``to_tsquery``, or an empty string for no word.

    Same meaning as :func:`fts5_query`. Words hold letters and digits only, so the quotes cannot
    be left.

    Source: https://www.postgresql.org/docs/current/textsearch-controls.html
    """
    found = [part for word in search_words(words) for part in word.split()]
    quoted = [f"'{word}'" for word in found]
    return " & ".join(quoted) + ":*" if quoted else ""


def ids_matching(words: str, *, table: str) -> Expression | None:
    """Return a subquery of the ids of ``table`` that hold ``words``; None for no word at all.

    For ``queryset.filter(pk__in=...)``.

    Raises:
        ValueError: ``table`` is not the plain name of a table.
    """
    sql, match = _search(words, table)
    return RawSQL(sql, (match,)) if match else None  # noqa: S611  (words are a parameter)


def first_matching(words: str, *, table: str, most: int) -> list[int]:
    """Return ids of ``table`` that hold ``words``, in no order, at most so many. One query.

    Raises:
        ValueError: ``table`` is not the plain name of a table.
    """
    sql, match = _search(words, table)
    if not match:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT %s", (match, most))
        return [number for (number,) in cursor.fetchall()]


def _search(words: str, table: str) -> tuple[str, str]:
    if not _TABLE.fullmatch(table):
        raise ValueError(table)
    if connection.vendor == "sqlite":
        sql = f"SELECT rowid FROM {table}_search WHERE {table}_search MATCH %s"  # noqa: S608  (checked name)
        return sql, fts5_query(words)
    sql = f"SELECT id FROM {table} WHERE search @@ to_tsquery('simple', %s)"  # noqa: S608  (checked name)
    return sql, ts_query(words)
