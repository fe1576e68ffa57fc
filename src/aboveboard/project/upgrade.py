"""Bring the tables up to date, keeping the database as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

if TYPE_CHECKING:
    from pathlib import Path


def upgrade() -> Path | None:
    """Apply what is missing; return the copy of the database made before, if one was needed."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    kept = _keep() if executor.loader.applied_migrations else None
    call_command("migrate", interactive=False, verbosity=0)
    return kept


def _keep() -> Path | None:
    """Return a whole copy of an SQLite database; other databases are kept by their own tools."""
    if connection.vendor != "sqlite":
        return None
    folder: Path = settings.DATA_DIR / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    copy = folder / f"before-upgrade-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    return copy
