"""The key that seals accounts is made once, changed without a loss, and missed out loud."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from aboveboard.project import rotate_key
from aboveboard.project.diagnosis import signs
from aboveboard.project.environment import BadSetting, Environment, write_keys
from aboveboard.project.rotate_key import rotate
from aboveboard.rooms.accounts.models import Credential
from aboveboard.rooms.accounts.tests.made import account_of, kept, tokens
from aboveboard.rooms.accounts.tokens import grant_in

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

    from conftest import Cast

FIRST, SECOND = "first-key-" * 4, "second-key-" * 4


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper) -> Path:
    """Return the data folder of an installation of its own."""
    monkeypatch.setenv("ABOVEBOARD_DATA_DIR", str(tmp_path))
    _read(settings)
    return tmp_path


def _read(settings: SettingsWrapper) -> Environment:
    environment = Environment.read()
    settings.ENVIRONMENT, settings.SEALING_KEYS = environment, environment.sealing_keys
    return environment


def test_a_key_is_made_once_for_its_owner_alone(folder: Path) -> None:
    made = Environment.read().sealing_keys()
    assert Environment.read().sealing_keys() == made
    assert stat.S_IMODE((folder / "sealing-key").stat().st_mode) == 0o600
    assert [one.name for one in folder.iterdir()] == ["sealing-key"]


def test_keys_come_out_of_the_setting_or_a_file_that_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABOVEBOARD_SEALING_KEY", f"{SECOND}, {FIRST}")
    assert Environment.read().sealing_keys() == (SECOND, FIRST)
    monkeypatch.delenv("ABOVEBOARD_SEALING_KEY")
    (folder / "elsewhere").write_text(f"{FIRST}\n\n", encoding="utf-8")
    monkeypatch.setenv("ABOVEBOARD_SEALING_KEY_FILE", str(folder / "elsewhere"))
    assert Environment.read().sealing_keys() == (FIRST,)
    assert not (folder / "sealing-key").exists()


def test_a_short_or_missing_key_is_refused_with_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABOVEBOARD_SEALING_KEY", f"{FIRST},short")
    with pytest.raises(BadSetting, match=r"ABOVEBOARD_SEALING_KEY.*32"):
        Environment.read()
    monkeypatch.delenv("ABOVEBOARD_SEALING_KEY")
    monkeypatch.setenv("ABOVEBOARD_SEALING_KEY_FILE", str(folder / "gone"))
    with pytest.raises(BadSetting, match="gone cannot be read"):
        Environment.read().sealing_keys()
    (folder / "gone").touch()
    with pytest.raises(BadSetting, match="32 characters"):
        Environment.read().sealing_keys()


def test_a_change_of_key_loses_nothing_and_drops_the_old_one(cast: Cast, folder: Path) -> None:
    account = account_of(cast.workspace)
    kept(account)
    before = (folder / "sealing-key").read_text()
    outcome = rotate(pause_seconds=0)
    assert outcome.is_done
    assert outcome.words.startswith("1 values are sealed")
    after = (folder / "sealing-key").read_text()
    assert after != before
    assert len(after.split()) == 1
    assert grant_in(account, Credential.objects.get()).tokens == tokens()


def test_a_change_that_was_broken_off_goes_on_with_the_same_key(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = account_of(cast.workspace)
    kept(account)

    def broken() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rotate_key, "reseal", broken)
        with pytest.raises(KeyboardInterrupt):
            rotate(pause_seconds=0)
    half = (folder / "sealing-key").read_text().split()
    assert len(half) == 2
    assert grant_in(account, Credential.objects.get()).tokens == tokens()
    found = {sign.name: sign for sign in signs()}
    assert "rotate-key" in found["sealing_key"].words
    rotate(pause_seconds=0)
    assert (folder / "sealing-key").read_text().split() == half[:1]
    assert grant_in(account, Credential.objects.get()).tokens == tokens()


def test_a_key_in_the_setting_is_changed_by_whoever_sets_it(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper
) -> None:
    monkeypatch.setenv("ABOVEBOARD_SEALING_KEY", FIRST)
    _read(settings)
    account = account_of(cast.workspace)
    kept(account)
    alone = rotate(pause_seconds=0)
    assert not alone.is_done
    assert "Write a new one before it" in alone.words
    monkeypatch.setenv("ABOVEBOARD_SEALING_KEY", f"{SECOND},{FIRST}")
    _read(settings)
    assert rotate(pause_seconds=0).is_done
    monkeypatch.setenv("ABOVEBOARD_SEALING_KEY", SECOND)
    _read(settings)
    assert grant_in(account, Credential.objects.get()).tokens == tokens()


def test_a_lost_key_is_told_with_the_next_step(cast: Cast, folder: Path) -> None:
    kept(account_of(cast.workspace))
    assert "sealed" not in {sign.name for sign in signs()}
    write_keys(folder / "sealing-key", (SECOND,))
    found = {sign.name: sign for sign in signs()}
    assert not found["sealed"].is_well
    assert found["sealed"].words.startswith("1 sealed values of accounts cannot be opened.")
    assert "connect their accounts again" in rotate(pause_seconds=0).words
