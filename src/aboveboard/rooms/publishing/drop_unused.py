"""Drop the pictures that nothing needs, from the tables and from the disk."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.publishing.media_files import folder
from aboveboard.rooms.publishing.models import Picture, PublicationMedia

if TYPE_CHECKING:
    from pathlib import Path

KEPT: Final = timedelta(days=30)
"""How long a picture waits for the text it was brought in for."""


def drop_unused(now: datetime) -> int:
    """Return how many files were dropped: of no picture and no publication, and older than that."""
    since = now - KEPT
    Picture.objects.filter(created_at__lt=since).exclude(
        pk__in=PublicationMedia.objects.values("picture")
    ).delete()
    # Files last: a crash in between leaves a file too many, never a row without its file.
    needed = set(Picture.objects.values_list("sha256", flat=True).iterator())
    needed |= set(PublicationMedia.objects.values_list("sha256", flat=True).iterator())
    dropped = 0
    for place in _files():
        if place.name not in needed and _written_at(place) < since:
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
            dropped += 1
    return dropped


def _files() -> list[Path]:
    """Return every file of a picture, and what a broken-off write or fitting left."""
    if not folder().is_dir():
        return []
    left = [one for one in folder().iterdir() if one.name.startswith(".")]
    return left + [
        file for one in folder().iterdir() if one not in left for file in one.iterdir()
    ]


def _written_at(place: Path) -> datetime:
    return datetime.fromtimestamp(place.stat().st_mtime, UTC)
