"""Two small pieces of SQL that both databases say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Func, IntegerField

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

_AsSql = tuple[str, Any]


class MonthOf(Func):
    """The month of a day or of a time in UTC, as ``2026-03``."""

    arity = 1
    output_field = CharField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Cut it from the text, which is in UTC."""
        return super().as_sql(
            compiler, connection, template="substr(%(expressions)s, 1, 7)", **extra
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Write it; the session is in UTC."""
        return super().as_sql(
            compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM')", **extra
        )


class DaysFrom(Func):
    """Whole days from a day to a time in UTC: ``DaysFrom(day, time)``, below zero when before."""

    arity = 2
    output_field = IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Subtract Julian days of the two dates."""
        return super().as_sql(
            compiler,
            connection,
            template="-CAST(julianday(%(expressions)s, 1, 10)) AS INTEGER)",
            arg_joiner=") - julianday(substr(",
            **extra,
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> _AsSql:
        """Subtract dates; the session is in UTC."""
        return super().as_sql(
            compiler,
            connection,
            template="-((%(expressions)s)::date)",
            arg_joiner=")::date - (",
            **extra,
        )
