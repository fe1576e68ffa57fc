"""Two small pieces of SQL that both databases say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Func, TextField

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Combinable
    from django.db.models.sql.compiler import SQLCompiler

_AsSql = tuple[str, Any]


class Column(Aggregate):
    """The values of all rows in one text, with commas between; for values that hold none.

    Columns of one query keep one order, so that what stands at a place in each is of one row.
    None may be null: nulls are left out, and the places would no longer agree.
    """

    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Join with commas, which is what it does unasked."""
        template = "group_concat(%(expressions)s)%(filter)s"
        return super().as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Join texts."""
        template = "string_agg((%(expressions)s)::text, ',')%(filter)s"
        return super().as_sql(compiler, connection, template=template, **extra)


class Written(Func):
    """A day or a time in UTC as text, ``2026-03-02`` or ``2026-03-02 11:30:00``; ordered as it is."""

    arity = 1
    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Take it as it is kept; cutting off parts of a second would cost more than all the rest."""
        return super().as_sql(compiler, connection, template="%(expressions)s", **extra)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Write it; the session is in UTC."""
        pattern = "YYYY-MM-DD HH24:MI:SS" if self.is_time else "YYYY-MM-DD"
        template = f"to_char(%(expressions)s, '{pattern}')"
        return super().as_sql(compiler, connection, template=template, **extra)

    def __init__(self, what: str | Combinable, *, is_time: bool = False) -> None:
        """Take a column of days, or of times."""
        super().__init__(what)
        self.is_time = is_time
