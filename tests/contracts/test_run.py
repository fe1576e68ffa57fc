"""The one door for people opens on odd machines too, and otherwise says in a sentence why not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "cat", "cksum", "dirname", "mkdir", "rm", "rmdir", "sleep")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no packages, at a place with a blank and a quote in its name."""
    folder = tmp_path / "it's a place"
    source = folder / "src/aboveboard"
    source.mkdir(parents=True)
    (source / "__init__.py").touch()
    (source / "__main__.py").write_text("import sys; print('started', *sys.argv[1:])\n")
    (folder / "requirements").mkdir()
    (folder / "requirements/base.txt").write_text("# nothing\n")
    shutil.copy(ROOT / "run", folder)
    _hurry(tmp_path)
    return folder


def _hurry(tmp_path: Path) -> None:
    """Lay down a Python that makes environments without pip, and a pip with nothing to do."""
    words = 'if [ "$1$2" = -mvenv ]; then shift 2; set -- -m venv --without-pip "$@"; fi\n'
    _script(tmp_path / "python", f'{words}exec "{sys.executable}" "$@"')
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules/pip.py").touch()


def run(
    checkout: Path, *words: str, without: tuple[str, ...] = (), **more: str
) -> subprocess.CompletedProcess[str]:
    surroundings = {key: value for key, value in os.environ.items() if key not in without}
    surroundings.pop("ABOVEBOARD_VENV", None)
    python = {"PYTHON": str(checkout.parent / "python")} if "PYTHON" not in without else {}
    surroundings |= {**python, "PYTHONPATH": str(checkout.parent / "modules"), **more}
    return subprocess.run(
        ["sh", checkout / "run", *words],
        env=surroundings,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_first_start_installs_and_the_second_only_starts_without_a_home_too(
    checkout: Path,
) -> None:
    first = run(checkout, "record", "two words", without=("HOME",))
    assert (first.returncode, first.stdout) == (0, "started record two words\n"), first.stderr
    assert "Installing" in first.stderr
    second = run(checkout)
    assert (second.stdout, second.stderr) == ("started\n", "")


def test_an_environment_that_was_broken_off_or_moved_is_made_again(checkout: Path) -> None:
    broken = checkout / ".venv"
    (broken / "bin").mkdir(parents=True)
    (broken / "pyvenv.cfg").touch()
    (broken / "bin/python").symlink_to(sys.executable)
    (broken / "installing").write_text(str(_number_of_no_process()))
    assert run(checkout).stdout == "started\n"
    moved = checkout.rename(checkout.with_name("moved"))
    again = run(moved)
    assert (again.returncode, again.stdout) == (0, "started\n")
    assert "Installing" in again.stderr
    paths = [one.read_text() for one in (moved / ".venv").rglob("aboveboard-source.pth")]
    assert paths == [f"{moved}/src\n"]


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/letter.txt").write_text("dear")
    answer = run(checkout, ABOVEBOARD_VENV=str(tmp_path / "precious"))
    assert answer.returncode == 1
    assert "is not an environment" in answer.stderr
    assert (tmp_path / "precious/letter.txt").read_text() == "dear"


def test_a_place_where_nothing_can_be_written_is_said(checkout: Path) -> None:
    answer = run(checkout, ABOVEBOARD_VENV="/proc/nothing/environment")
    assert answer.returncode == 1
    assert "Set ABOVEBOARD_VENV" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_python_that_is_too_old_is_refused_by_name(checkout: Path, tmp_path: Path) -> None:
    old = _script(tmp_path / "python3.11", "exit 1")
    answer = run(checkout, PYTHON=str(old))
    assert answer.returncode == 1
    assert answer.stderr == f"PYTHON={old} is not Python 3.12 or later.\n"


@pytest.mark.skipif(
    any(Path(one).exists() for one in ("/opt/homebrew/bin/python3", "/usr/local/bin/python3")),
    reason="this machine has a Python that is found without being named",
)
def test_with_an_old_python_only_uv_is_asked_for_a_newer_one(
    checkout: Path, tmp_path: Path
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    _script(tools / "python3", "exit 1")
    _script(tools / "uv", f'echo "$@" > "{tmp_path}/asked"; exit 1')
    answer = run(checkout, without=("PYTHON",), PATH=str(tools), HOME=str(tmp_path))
    assert answer.returncode == 1
    assert (tmp_path / "asked").read_text().startswith("venv ")
    assert "Install Python 3.12 or later" in answer.stderr


def _script(path: Path, words: str) -> Path:
    path.write_text(f"#!/bin/sh\n{words}\n")
    path.chmod(0o755)
    return path


def _number_of_no_process() -> int:
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    return ended.pid
