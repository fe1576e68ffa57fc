"""The import contracts bite: a wrong import is put in, and seen refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRONG = [
    ("core/kinds.py", "import aboveboard.reading", "Floors"),
    ("reading/__init__.py", "import django", "Engines know no framework"),
    ("rooms/record/models.py", "import aboveboard.rooms.mirror.models", "Rooms"),
    ("rooms/record/apps.py", "import aboveboard.rooms.library.models", "Rooms"),
    ("rooms/library/apps.py", "import smtplib", "Nothing goes out by itself"),
    ("channels/answer.py", "import socket", "Nothing goes out by itself"),
    ("channels/answer.py", "import httpx2", "One door to the outside"),
    ("rooms/library/apps.py", "import httpcore2", "One door to the outside"),
    ("cli/main.py", "import httpx2", "One door to the outside"),
    ("channels/port.py", "import django", "Engines know no framework"),
    ("channels/port.py", "import aboveboard.reading", "Floors"),
    ("archives/x.py", "import aboveboard.archives.linkedin", "Formats do not know each other"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the house that may be spoilt."""
    leave = shutil.ignore_patterns("__pycache__", "locale", "static", "templates", "tests")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _lint(house: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-cache"],
        cwd=house,
        env={"PYTHONPATH": str(house / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_as_it_is_keeps_its_contracts(house: Path) -> None:
    answer = _lint(house)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(("file", "line", "contract"), WRONG)
def test_a_wrong_import_is_refused(house: Path, file: str, line: str, contract: str) -> None:
    target = house / "src" / "aboveboard" / file
    target.write_text(target.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    answer = _lint(house)
    assert answer.returncode != 0
    assert f"{contract} BROKEN" in answer.stdout


def test_a_room_without_a_place_is_refused(house: Path) -> None:
    room = house / "src" / "aboveboard" / "rooms" / "newroom"
    room.mkdir()
    (room / "__init__.py").write_text("", encoding="utf-8")
    answer = _lint(house)
    assert answer.returncode != 0
    assert "newroom" in answer.stdout
