"""Rows written by statements that are put together once.

Putting an update together from parts takes Django ten times as long as a database needs to run it;
on the way of a publication that was nearly all of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

type _Sets = tuple[tuple[str, str | None], ...]
type _Conditions = tuple[tuple[str, int | None], ...]
_EQUAL: Final = -1
"""Stands in the shape of a condition for a column that has to be one value."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What the database works out of a row's own columns, in SQL that both databases take."""

    text: str
    values: tuple[Any, ...] = ()


def update(model: type[Model], where: Mapping[str, Any], cells: Mapping[str, Any]) -> int:
    """Write ``cells`` into the rows in which each field of ``where`` has its value; return how many.

    A tuple stands for any of its values, None for no value.
    """
    here = connections[DEFAULT_DB_ALIAS]
    values: list[Any] = []
    for name, value in cells.items():
        if isinstance(value, Formula):
            values += [_bare(one, here) for one in value.values]
        else:
            values.append(_field(model, name).get_db_prep_save(value, here))
    conditions, asked = _conditions(model, where)
    sets = tuple(
        (name, value.text if isinstance(value, Formula) else None)
        for name, value in cells.items()
    )
    with here.cursor() as cursor:
        cursor.execute(_update(model, sets, conditions), values + asked)
        count: int = cursor.rowcount
    return count


def exists(model: type[Model], where: Mapping[str, Any]) -> bool:
    """Return whether there is a row in which each field of ``where`` has its value, as above."""
    conditions, values = _conditions(model, where)
    with connection.cursor() as cursor:
        cursor.execute(_exists(model, conditions), values)
        return cursor.fetchone() is not None


def insert(row: Model) -> None:
    """Keep a new row and give it its id."""
    here = connections[DEFAULT_DB_ALIAS]
    fields = _own_fields(type(row))
    values = [field.get_db_prep_save(getattr(row, field.attname), here) for field in fields]
    with here.cursor() as cursor:
        cursor.execute(_insert(type(row)), values)
        row.pk = cursor.fetchone()[0]
    row._state.adding = False
    row._state.db = here.alias


def _conditions(model: type[Model], where: Mapping[str, Any]) -> tuple[_Conditions, list[Any]]:
    """Return what a condition looks like, and the values it asks for."""
    here = connections[DEFAULT_DB_ALIAS]
    shape: list[tuple[str, int | None]] = []
    values: list[Any] = []
    for name, value in where.items():
        if value is None:
            shape.append((name, None))
        elif isinstance(value, tuple):
            shape.append((name, len(value)))
            field = _field(model, name)
            values += [field.get_db_prep_save(one, here) for one in value]
        else:
            shape.append((name, _EQUAL))
            values.append(_field(model, name).get_db_prep_save(value, here))
    return tuple(shape), values


@cache
def _update(model: type[Model], sets: _Sets, conditions: _Conditions) -> str:
    quote = connection.ops.quote_name
    column = _columns(model)
    written = ", ".join(f"{column[name]} = {formula or '%s'}" for name, formula in sets)
    # Every name is one of a model's own columns.
    return (
        f"UPDATE {quote(model._meta.db_table)} SET {written} WHERE {_asked(model, conditions)}"  # noqa: S608
    )


@cache
def _exists(model: type[Model], conditions: _Conditions) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    return f"SELECT 1 FROM {table} WHERE {_asked(model, conditions)} LIMIT 1"  # noqa: S608


def _asked(model: type[Model], conditions: _Conditions) -> str:
    column = _columns(model)
    asked = []
    for name, count in conditions:
        if count is None:
            asked.append(f"{column[name]} IS NULL")
        elif count == _EQUAL:
            asked.append(f"{column[name]} = %s")
        else:
            asked.append(f"{column[name]} IN ({', '.join(['%s'] * count)})")
    return " AND ".join(asked)


def _columns(model: type[Model]) -> dict[str, str]:
    quote = connection.ops.quote_name
    return {one.name: quote(str(one.column)) for one in model._meta.concrete_fields}


@cache
def _insert(model: type[Model]) -> str:
    quote = connection.ops.quote_name
    fields = _own_fields(model)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, key = quote(model._meta.db_table), quote(_key(model))
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {key}"  # noqa: S608


def _key(model: type[Model]) -> str:
    [key] = [field.column for field in model._meta.concrete_fields if field.primary_key]
    return str(key)


@cache
def _own_fields(model: type[Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


def _bare(value: Any, here: Any) -> Any:
    if isinstance(value, datetime):
        return here.ops.adapt_datetimefield_value(value)
    return value
