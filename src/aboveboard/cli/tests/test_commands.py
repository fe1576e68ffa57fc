"""The command as a process of its own, on a data folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aboveboard.archives.generator.mastodon import write_mastodon_archive
from aboveboard.cli.main import VERBS

SOURCE = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "ABOVEBOARD_DATA_DIR": str(folder),
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", "aboveboard", *words],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb: str, folder: Path) -> None:
    answer = run(folder, verb, "--help")
    assert answer.returncode == 0, answer.stderr
    assert "Example" in answer.stdout


def test_a_line_is_kept_from_a_terminal(folder: Path) -> None:
    answer = run(
        folder, "record", "Gisteren verloren we onze grootste klant #winkels !", "--json"
    )
    assert answer.returncode == 0, answer.stderr
    kept: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    assert kept["kind"] == "setback"
    assert kept["topics"] == ["winkels"]
    assert kept["weight"] == 4


def test_a_bad_setting_ends_with_its_own_code(folder: Path) -> None:
    answer = run(folder, "config", "check", ABOVEBOARD_PORT="many")
    assert answer.returncode == 4
    assert "ABOVEBOARD_PORT" in answer.stderr


def test_settings_are_shown_without_secrets(folder: Path) -> None:
    answer = run(folder, "config", "show", ABOVEBOARD_SECRET_KEY="very-secret")
    assert "very-secret" not in answer.stdout
    assert f"ABOVEBOARD_DATA_DIR={folder}" in answer.stdout


def test_a_file_that_is_no_archive_is_refused_with_its_own_code(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no archive", encoding="utf-8")
    answer = run(folder, "import", str(tmp_path / "notes.txt"))
    assert answer.returncode == 3
    assert "notes.txt" in answer.stderr


def test_everything_can_be_taken_out(folder: Path, tmp_path: Path) -> None:
    run(folder, "record", "Een eerste regel")
    target = tmp_path / "all.zip"
    answer = run(folder, "export", str(target), "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout.splitlines()[-1])["rows"]["record.moment.jsonl"] >= 1
    assert run(folder, "export", str(target)).returncode == 3


def test_the_doctor_finds_a_new_installation_well(folder: Path) -> None:
    run(folder, "record", "Nog een regel")
    answer = run(folder, "doctor", "--json")
    assert answer.returncode == 0, answer.stdout
    assert {sign["name"] for sign in json.loads(answer.stdout)} >= {
        "database",
        "tables",
        "integrity",
    }


def test_a_link_is_printed(folder: Path) -> None:
    answer = run(folder, "link", "--json")
    assert "/sign-in/" in json.loads(answer.stdout.splitlines()[-1])["link"]


def test_own_posts_are_read_and_summed_up(folder: Path, tmp_path: Path) -> None:
    answer = run(folder, "read", "--archive")
    assert answer.returncode == 0, answer.stderr
    assert "There are no posts of your own here." in answer.stdout
    archive = tmp_path / "archive.tar.gz"
    write_mastodon_archive(archive, seed=2, posts=15)
    assert run(folder, "import", str(archive)).returncode == 0
    told = json.loads(run(folder, "read", "--archive", "--json").stdout)
    assert told["posts"] > 0
    assert set(told) >= {"characters", "per_1000_median", "languages", "rules"}
    assert f"{told['posts']:,} posts" in run(folder, "read", "--archive").stdout
