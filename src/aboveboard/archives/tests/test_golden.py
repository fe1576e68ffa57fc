"""What a reader makes of an archive changes only where the change shows in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.archives.formats import FORMATS
from aboveboard.archives.tests.golden_pairs import (
    archives,
    values_of,
    values_path,
    write_archives,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", archives(), ids=lambda path: path.name)
def test_an_archive_of_every_era_gives_the_values_written_down(path: Path) -> None:
    assert values_of(path) == values_path(path).read_text(encoding="utf-8")


def test_every_format_has_a_pair() -> None:
    heads = {values_path(path).read_text("utf-8").split('"')[3] for path in archives()}
    assert heads == set(FORMATS)


def test_archives_made_today_give_the_same_values(tmp_path: Path) -> None:
    write_archives(tmp_path)
    made = sorted(tmp_path.iterdir())
    assert [path.name for path in made] == [path.name for path in archives()]
    for path, kept in zip(made, archives(), strict=True):
        assert values_of(path) == values_path(kept).read_text("utf-8"), path.name
