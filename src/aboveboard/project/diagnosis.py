"""What is wrong with this installation, in sentences that say the next step."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from aboveboard.project.environment import BadSetting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOW_SPACE = 1024**3
"""Bytes free under which an import of a large archive may not fit."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing looked at. ``name`` is stable; ``is_well`` tells whether it needs anything."""

    name: str
    is_well: bool
    words: str


def signs() -> list[Sign]:
    """Return everything looked at, in the order it was looked at; changes nothing."""
    return [sign for look in _LOOKS for sign in look()]


def _python() -> Iterator[Sign]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Sign("python", is_well=True, words=f"Python {version}.")


def _folder() -> Iterator[Sign]:
    folder = settings.DATA_DIR
    if not folder.is_dir():
        yield Sign(
            "data_folder",
            is_well=False,
            words=f"{folder} does not exist. Start with ./run once.",
        )
        return
    if not os.access(folder, os.W_OK):
        yield Sign(
            "data_folder",
            is_well=False,
            words=f"{folder} cannot be written. Give this user the right to.",
        )
        return
    yield Sign("data_folder", is_well=True, words=f"Your data is in {folder}.")
    free = shutil.disk_usage(folder).free
    words = f"{free / 1024**3:.1f} GB is free there."
    if free < LOW_SPACE:
        words += " Make room before a large import."
    yield Sign("space", is_well=free >= LOW_SPACE, words=words)
    for name in ("secret-key", "sealing-key"):
        key = folder / name
        if key.exists() and key.stat().st_mode & 0o077:
            yield Sign(
                name.replace("-", "_"),
                is_well=False,
                words=f"Others on this machine can read {key}. Run: chmod 600 {key}",
            )


def _database() -> Iterator[Sign]:
    try:
        connection.ensure_connection()
    except DatabaseError as bad:
        yield Sign(
            "database",
            is_well=False,
            words=f"The database does not answer: {bad}. Check ABOVEBOARD_DATABASE_URL.",
        )
        return
    yield Sign("database", is_well=True, words=f"The database answers ({connection.vendor}).")
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    words = "The tables are up to date."
    if missing:
        words = f"{missing} changes of the tables wait. They are made at the next start, with a copy kept."
    yield Sign("tables", is_well=not missing, words=words)
    if connection.vendor == "sqlite":
        yield from _sqlite()


def _sqlite() -> Iterator[Sign]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    words = (
        "The database file is whole."
        if answer == "ok"
        else (
            f"The database file is damaged: {answer}. Stop, and put a copy from the folder backups back."
        )
    )
    yield Sign("integrity", is_well=answer == "ok", words=words)
    words = (
        "Readers and writers do not wait for each other (WAL)."
        if mode == "wal"
        else (f"The journal is {mode} instead of WAL. Keep the data folder on a local disk.")
    )
    yield Sign("journal", is_well=mode == "wal", words=words)


def _address() -> Iterator[Sign]:
    environment = settings.ENVIRONMENT
    is_open = environment.is_open
    if is_open and not environment.base_url.startswith("https://"):
        yield Sign(
            "address",
            is_well=False,
            words="Others can reach this address without encryption. Put a proxy with TLS before it and set ABOVEBOARD_BASE_URL=https://…",
        )
    if is_open and environment.debug:
        yield Sign(
            "debug",
            is_well=False,
            words="ABOVEBOARD_DEBUG shows private data in error pages. Set it to false.",
        )


def _work() -> Iterator[Sign]:
    from aboveboard.rooms.library.models import Import  # noqa: PLC0415  (tables may be missing)

    try:
        waiting = Import.objects.filter(state__in=["waiting", "running"]).count()
    except DatabaseError:
        return
    words = (
        "No import waits."
        if not waiting
        else f"{waiting} imports wait or run. They go on while Aboveboard runs."
    )
    yield Sign("imports", is_well=True, words=words)


def _sealed() -> Iterator[Sign]:
    from aboveboard.rooms.accounts.reseal import unopened  # noqa: PLC0415  (tables may be missing)

    try:
        closed = unopened()
        is_changing = len(settings.SEALING_KEYS()) > 1
    except DatabaseError:
        return
    except BadSetting as bad:
        yield Sign("sealed", is_well=False, words=str(bad))
        return
    if closed:
        yield Sign(
            "sealed",
            is_well=False,
            words=f"{closed} sealed values of accounts cannot be opened. Put the sealing key back "
            "(ABOVEBOARD_SEALING_KEY, or the file sealing-key of the data folder), "
            "or connect the accounts again.",
        )
    if is_changing:
        yield Sign(
            "sealing_key",
            is_well=False,
            words="The sealing key is being changed. Run: aboveboard config rotate-key",
        )


_LOOKS: tuple[Callable[[], Iterator[Sign]], ...] = (
    _python,
    _folder,
    _database,
    _address,
    _work,
    _sealed,
)
