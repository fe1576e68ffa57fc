"""The database from one setting: SQLite in the data folder, or PostgreSQL by address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from aboveboard.project.environment import BadSetting

if TYPE_CHECKING:
    from pathlib import Path

# Readers never wait in WAL; a write takes its lock at the start, so it cannot fail half-way;
# FULL keeps the last commit through a power cut (design: dependencies.md, section 1).
_SQLITE_START = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA cache_size=-16000;"
    "PRAGMA mmap_size=134217728;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA journal_size_limit=67108864;"
)


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Return Django's description of the database.

    Raises:
        BadSetting: the address is not one of PostgreSQL.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "aboveboard.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": _SQLITE_START,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise BadSetting(
            "ABOVEBOARD_DATABASE_URL: write postgresql://user:password@host:port/name, "
            "or leave it empty for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
