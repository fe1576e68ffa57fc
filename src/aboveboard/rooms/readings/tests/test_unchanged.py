"""What is kept between two keys is asked for anew as soon as anything is written, by anybody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.db.utils import ConnectionHandler

from aboveboard.rooms.readings import unchanged
from aboveboard.rooms.readings.models import SwitchedOff
from aboveboard.rooms.readings.switches import switched_off
from aboveboard.rooms.readings.unchanged import while_unchanged
from conftest import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def _write(workspace_id: int, name: str) -> None:
    SwitchedOff.objects.create(workspace_id=workspace_id, name=name, on=NOON.date())


def _off(workspace_id: int) -> frozenset[str]:
    return while_unchanged(("off", workspace_id), lambda: switched_off(workspace_id))


def test_nothing_is_asked_twice_while_nothing_is_written(
    cast: Cast, django_assert_num_queries: object
) -> None:
    _off(cast.workspace.pk)
    expected = 0 if connection.vendor == "sqlite" else 1
    with django_assert_num_queries(expected):  # type: ignore[operator]  # pytest-django's fixture
        _off(cast.workspace.pk)


def test_a_write_of_ones_own_is_seen(cast: Cast) -> None:
    assert _off(cast.workspace.pk) == frozenset()
    _write(cast.workspace.pk, "tone")
    assert _off(cast.workspace.pk) == {"tone"}


def test_a_write_of_another_connection_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "two.sqlite3"
    ours = ConnectionHandler(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path}}
    )["default"]
    monkeypatch.setattr(unchanged, "connection", ours)

    def count() -> int:
        with ours.cursor() as cursor:
            found: int = cursor.execute("SELECT count(*) FROM one").fetchone()[0]
            return found

    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE one (n)")
        assert while_unchanged("count", count) == 0
        theirs.execute("INSERT INTO one VALUES (1)")
        assert while_unchanged("count", count) == 0, "it is not written yet"
        theirs.commit()
        assert while_unchanged("count", count) == 1
    ours.close()


@pytest.mark.parametrize("path", ["", "?example=1"])
def test_the_page_opens_with_what_is_kept(browser: Client, cast: Cast, path: str) -> None:
    for _twice in range(2):
        assert browser.get(f"/w/{cast.workspace.pk}/read/{path}").status_code == 200


def test_what_is_taken_back_is_not_kept(cast: Cast) -> None:
    class Back(Exception):
        pass

    def try_it() -> None:
        with transaction.atomic():
            _write(cast.workspace.pk, "tone")
            assert _off(cast.workspace.pk) == {"tone"}
            raise Back

    with pytest.raises(Back):
        try_it()
    assert _off(cast.workspace.pk) == frozenset()


def test_workspaces_are_kept_apart(cast: Cast) -> None:
    _write(cast.workspace.pk, "tone")
    assert _off(cast.workspace.pk) == {"tone"}
    assert _off(cast.stranger.workspace_id) == frozenset()
