"""Where uploads lie until they are taken in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def part_of(import_id: int) -> Path:
    """Return the file of an upload; its folder is made, for the owner's eyes only."""
    folder = Path(settings.UPLOAD_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{import_id}.part"


def size_of(import_id: int) -> int:
    """Return how many bytes have come; the file itself knows best after a crash."""
    try:
        return part_of(import_id).stat().st_size
    except FileNotFoundError:
        return 0


def last_piece_at(import_id: int, *, otherwise: datetime) -> datetime:
    """Return when the last piece came, or ``otherwise`` when none did."""
    try:
        return datetime.fromtimestamp(part_of(import_id).stat().st_mtime, UTC)
    except FileNotFoundError:
        return otherwise


def drop_file(import_id: int) -> None:
    """Remove the uploaded file, if it is there."""
    part_of(import_id).unlink(missing_ok=True)
