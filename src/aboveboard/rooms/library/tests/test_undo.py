from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from aboveboard.archives.generator.linkedin import write_linkedin_archive
from aboveboard.core.errors import Conflict, NotAllowed
from aboveboard.rooms.library import queries
from aboveboard.rooms.library.models import (
    Comment,
    Connection,
    Import,
    Message,
    Post,
    Sighting,
    SkippedRow,
)
from aboveboard.rooms.library.take_in import Stopped
from aboveboard.rooms.library.undo_import import undo, undo_import
from aboveboard.rooms.workspaces.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Cast

    type Bring = Callable[[Path], Import]

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def nothing(import_id: int) -> None:
    """Enqueue nothing: the test does the work itself."""


def undone(source: Import, cast: Cast) -> None:
    undo_import(source, by=cast.noor, now=NOON, enqueue=nothing)
    undo(source.pk, now=NOON)


def test_undoing_the_only_import_leaves_nothing(
    bring: Bring, cast: Cast, archive: Path
) -> None:
    source = bring(archive)
    undone(source, cast)
    source.refresh_from_db()
    assert source.state == Import.State.UNDONE
    for model in (Post, Comment, Connection, Message, Sighting, SkippedRow):
        assert not model._default_manager.exists()
    assert AuditEntry.objects.filter(deed="undo import", subject_id=source.pk).exists()


def test_undoing_keeps_what_another_import_holds(
    bring: Bring, cast: Cast, tmp_path: Path
) -> None:
    small, large = tmp_path / "small.zip", tmp_path / "large.zip"
    write_linkedin_archive(small, seed=5, posts=6, comments=0, messages=10, connections=5)
    write_linkedin_archive(large, seed=5, posts=9, comments=0, messages=16, connections=5)
    first, second = bring(large), bring(small)
    shared = second.known
    assert shared > 0
    undone(first, cast)
    kept = [*Post.objects.all(), *Message.objects.all(), *Connection.objects.all()]
    assert len(kept) == shared + second.taken
    assert {item.source_id for item in kept} == {second.pk}
    undone(second, cast)
    assert not Post.objects.exists()
    assert not Message.objects.exists()


def test_undoing_the_later_import_takes_nothing_from_the_earlier(
    bring: Bring, cast: Cast, archive: Path
) -> None:
    first, second = bring(archive), bring(archive)
    undone(second, cast)
    assert Post.objects.filter(source=first).count() == 20
    assert not Sighting.objects.exists()


def test_an_undo_that_is_stopped_goes_on(bring: Bring, cast: Cast, archive: Path) -> None:
    source = bring(archive)
    undo_import(source, by=cast.noor, now=NOON, enqueue=nothing)
    with pytest.raises(Stopped):
        undo(source.pk, now=NOON, is_stopping=lambda: True)
    undo(source.pk, now=NOON)
    source.refresh_from_db()
    assert source.state == Import.State.UNDONE


def test_what_is_undone_is_no_longer_found(bring: Bring, cast: Cast, archive: Path) -> None:
    source = bring(archive)
    message = Message.objects.exclude(text="").first()
    assert message is not None
    word = max(message.text.split(), key=len)
    assert queries.search_messages(cast.workspace.pk, word).rows
    undone(source, cast)
    assert not queries.search_messages(cast.workspace.pk, word).rows


def test_an_import_is_undone_once_and_by_who_may_write(
    bring: Bring, cast: Cast, archive: Path
) -> None:
    source = bring(archive)
    with pytest.raises(NotAllowed):
        undo_import(source, by=cast.rik, now=NOON, enqueue=nothing)
    undo_import(source, by=cast.sam, now=NOON, enqueue=nothing)
    with pytest.raises(Conflict):
        undo_import(source, by=cast.noor, now=NOON, enqueue=nothing)


def test_what_was_undone_can_be_brought_in_again(
    bring: Bring, cast: Cast, archive: Path
) -> None:
    undone(bring(archive), cast)
    again = bring(archive)
    assert (again.known, again.taken_by_table["post"]) == (0, 20)
