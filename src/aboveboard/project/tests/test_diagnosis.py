from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.project.diagnosis import signs

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper


def test_a_well_installation_has_nothing_to_say(db: None) -> None:
    assert [sign.words for sign in signs() if not sign.is_well and sign.name != "journal"] == []


def test_a_missing_data_folder_is_told_with_the_next_step(
    db: None, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "gone"
    found = {sign.name: sign for sign in signs()}
    assert not found["data_folder"].is_well
    assert "./run" in found["data_folder"].words


def test_a_key_that_others_can_read_is_told(
    db: None, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret-key").write_text("key", encoding="utf-8")
    (tmp_path / "secret-key").chmod(0o644)
    assert "chmod 600" in {sign.name: sign for sign in signs()}["secret_key"].words
