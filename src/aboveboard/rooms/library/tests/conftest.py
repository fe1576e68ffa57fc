"""Archives and imports for the tests of the library."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from aboveboard.archives.generator.linkedin import write_linkedin_archive
from aboveboard.rooms.library.import_file import import_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aboveboard.rooms.library.models import Import
    from conftest import Cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def uploads_of_their_own(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.UPLOAD_DIR = tmp_path / "uploads"  # type: ignore[attr-defined]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a LinkedIn archive of 20 posts, 20 comments, 30 connections and 50 messages."""
    path = tmp_path / "linkedin.zip"
    write_linkedin_archive(path, seed=1)
    return path


@pytest.fixture
def bring(cast: Cast) -> Callable[[Path], Import]:
    """Return a way to bring in a file as Noor."""

    def brought(path: Path) -> Import:
        return import_file(path, by=cast.noor, clock=lambda: NOON)

    return brought
