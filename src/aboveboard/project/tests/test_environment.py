from __future__ import annotations

import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from aboveboard.channels.http.door import Door
from aboveboard.channels.port import Refused
from aboveboard.project.databases import database
from aboveboard.project.environment import BadSetting, Environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ABOVEBOARD_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ABOVEBOARD_SECRET_KEY", raising=False)
    monkeypatch.delenv("ABOVEBOARD_DATABASE_URL", raising=False)
    return tmp_path


def test_a_wrong_setting_is_named_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABOVEBOARD_PORT", "many")
    with pytest.raises(BadSetting, match="ABOVEBOARD_PORT"):
        Environment.read()


def test_the_environment_wins_over_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "aboveboard.toml").write_text('port = 9000\nhost = "::1"\n', encoding="utf-8")
    monkeypatch.setenv("ABOVEBOARD_PORT", "9100")
    read = Environment.read()
    assert (read.port, read.host) == (9100, "::1")


def test_an_unknown_name_in_the_file_is_refused(folder: Path) -> None:
    (folder / "aboveboard.toml").write_text("prt = 9000\n", encoding="utf-8")
    with pytest.raises(BadSetting, match="PRT"):
        Environment.read()


def test_requests_reach_no_network_of_ones_own_unless_it_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Environment.read().own == ()
    monkeypatch.setenv("ABOVEBOARD_OWN_NETWORKS", "10.1.2.0/24,fd00:1::/64")
    assert [str(one) for one in Environment.read().own] == ["10.1.2.0/24", "fd00:1::/64"]


@pytest.mark.parametrize(
    ("name", "wish"),
    [
        ("OWN_NETWORKS", "10.1.2.3/24"),
        ("OWN_NETWORKS", "home"),
        ("PROXY", "proxy.example:3128"),
        ("PROXY", "socks5://proxy.example"),
    ],
)
def test_a_wrong_way_to_the_outside_stops_the_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, wish: str
) -> None:
    monkeypatch.setenv(f"ABOVEBOARD_{name}", wish)
    with pytest.raises(BadSetting, match=name):
        Environment.read()


def test_a_door_is_made_of_the_settings(folder: Path) -> None:
    door = Door(
        now=lambda: datetime.now(UTC),
        proxy=settings.OUTGOING_PROXY,
        own=settings.OUTGOING_OWN_NETWORKS,
    )
    with pytest.raises(Refused):
        door.send("GET", "http://127.0.0.1/")


def test_a_secret_key_is_made_once_for_its_owner_only(folder: Path) -> None:
    key = Environment.read().signing_key()
    assert len(key) >= 64
    assert Environment.read().signing_key() == key
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600


def test_a_secret_key_can_come_in_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "key").write_text("from-a-file\n", encoding="utf-8")
    monkeypatch.setenv("ABOVEBOARD_SECRET_KEY_FILE", str(folder / "key"))
    assert Environment.read().signing_key() == "from-a-file"


def test_sqlite_is_the_default_and_takes_its_lock_at_the_start(folder: Path) -> None:
    chosen = database("", folder)
    assert chosen["ENGINE"].endswith("sqlite3")
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_one_setting(folder: Path) -> None:
    chosen = database("postgresql://noor:p%40ss@db.example:5433/above", folder)
    assert (chosen["USER"], chosen["PASSWORD"], chosen["PORT"], chosen["NAME"]) == (
        "noor",
        "p@ss",
        "5433",
        "above",
    )


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "nonsense"])
def test_another_database_is_refused_with_what_to_write(url: str, folder: Path) -> None:
    with pytest.raises(BadSetting, match="postgresql://"):
        database(url, folder)


@pytest.mark.parametrize("wish", ["https://above.example/", "https://above.example"])
def test_a_base_url_is_kept_without_its_slash(
    wish: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABOVEBOARD_BASE_URL", wish)
    assert Environment.read().base_url == "https://above.example"


@pytest.mark.parametrize("wish", ["above.example", "https://above.example/path", "ftp://a"])
def test_a_base_url_that_is_none_is_refused(
    wish: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABOVEBOARD_BASE_URL", wish)
    with pytest.raises(BadSetting, match="ABOVEBOARD_BASE_URL"):
        Environment.read()
