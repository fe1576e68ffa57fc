"""Values that are asked for at every key, kept for as long as nothing in the database changes."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, Final

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_MOST: Final = 16
_held = local()


def while_unchanged[Value](name: Hashable, find: Callable[[], Value]) -> Value:
    """Return what ``find`` returns; what it returned before, when nothing was written since.

    On SQLite that is known exactly and at once: ``data_version`` moves with every write of others,
    ``total_changes`` with every one of this connection. Elsewhere, and inside a transaction that
    may be taken back, ``find`` is called each time.

    Source: https://www.sqlite.org/pragma.html#pragma_data_version
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return find()
    connection.ensure_connection()
    raw = connection.connection
    mark = (raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes)
    kept: dict[Hashable, tuple[object, object, Value]] = _held.__dict__.setdefault("kept", {})
    found = kept.get(name)
    # Both numbers mean something for one connection only.
    if found is not None and found[0] is raw and found[1] == mark:
        return found[2]
    value = find()
    kept.pop(name, None)
    while len(kept) >= _MOST:
        del kept[next(iter(kept))]
    kept[name] = (raw, mark, value)
    return value
