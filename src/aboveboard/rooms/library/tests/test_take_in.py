from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from aboveboard.archives.bundle import Limits
from aboveboard.archives.generator.linkedin import write_linkedin_archive
from aboveboard.rooms.library.import_file import import_file
from aboveboard.rooms.library.models import (
    Comment,
    Connection,
    Import,
    Message,
    Metric,
    Post,
    Sighting,
    SkippedRow,
)
from aboveboard.rooms.library.take_in import Stopped, take_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Cast

    type Bring = Callable[[Path], Import]

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TABLES = (Post, Comment, Connection, Message, Metric)


def clock() -> datetime:
    return NOON


def contents() -> dict[str, list[dict[str, object]]]:
    """Return every item, without the numbers and places that differ from import to import."""
    return {
        model.__name__: sorted(
            (
                {
                    name: value
                    for name, value in row.items()
                    if name not in {"id", "source_id", "where"}
                }
                for row in model._default_manager.values()
            ),
            key=repr,
        )
        for model in TABLES
    }


def waiting(cast: Cast, path: Path) -> Import:
    return Import.objects.create(
        workspace=cast.workspace,
        file_name=path.name,
        size=path.stat().st_size,
        state=Import.State.WAITING,
        created_at=NOON,
    )


def test_every_row_is_taken_known_or_skipped(bring: Bring, archive: Path) -> None:
    source = bring(archive)
    assert source.state == Import.State.DONE
    assert source.format == "linkedin"
    assert source.rows_done == source.taken + source.known + source.skipped
    assert source.skipped == SkippedRow.objects.filter(source=source).count() > 0
    assert source.taken == sum(model._default_manager.count() for model in TABLES)
    assert source.taken_by_table["post"] == Post.objects.count() == 20


def test_an_item_knows_its_archive_file_and_row(bring: Bring, archive: Path) -> None:
    source = bring(archive)
    message = Message.objects.order_by("pk").first()
    assert message is not None
    assert message.source_id == source.pk
    assert message.where.startswith("messages.csv:")


def test_bringing_it_in_twice_changes_nothing_twice(bring: Bring, archive: Path) -> None:
    first = bring(archive)
    before = contents()
    second = bring(archive)
    assert contents() == before
    assert (second.taken, second.known) == (0, first.taken)
    assert second.skipped == first.skipped
    assert Sighting.objects.filter(seen_in=second).count() == first.taken


@pytest.mark.parametrize("is_older_first", [True, False])
def test_older_and_newer_give_the_same_in_either_order(
    bring: Bring, tmp_path: Path, cast: Cast, *, is_older_first: bool
) -> None:
    older, newer = tmp_path / "older.zip", tmp_path / "newer.zip"
    write_linkedin_archive(older, seed=3, posts=8, comments=5, messages=20, era="2021")
    write_linkedin_archive(newer, seed=3, posts=14, comments=9, messages=31, era="2026")
    order = (older, newer) if is_older_first else (newer, older)
    for path in order:
        assert bring(path).state == Import.State.DONE
    both = contents()
    for model in TABLES:
        model._default_manager.all().delete()
    for path in reversed(order):
        bring(path)
    assert contents() == both


@pytest.mark.parametrize("after", [1, 2, 5])
def test_an_import_that_is_stopped_goes_on_without_doubles(
    cast: Cast, archive: Path, after: int
) -> None:
    source = waiting(cast, archive)
    beats = iter(range(1000))
    with pytest.raises(Stopped):
        take_in(
            source.pk,
            archive,
            clock=clock,
            is_stopping=lambda: next(beats) >= after,
            batch_rows=7,
        )
    source.refresh_from_db()
    assert source.rows_done == 7 * after
    take_in(source.pk, archive, clock=clock, batch_rows=7)
    broken = contents()
    source.refresh_from_db()
    assert (source.state, source.known) == (Import.State.DONE, 0)
    for model in TABLES:
        model._default_manager.all().delete()
    whole = waiting(cast, archive)
    take_in(whole.pk, archive, clock=clock)
    whole.refresh_from_db()
    assert contents() == broken
    assert (whole.rows_done, whole.taken, whole.skipped) == (
        source.rows_done,
        source.taken,
        source.skipped,
    )


def test_a_fault_between_two_batches_loses_nothing_that_was_settled(
    cast: Cast, archive: Path
) -> None:
    source = waiting(cast, archive)

    def fall_over(one: Import) -> None:
        if one.rows_done >= 30:
            raise RuntimeError("the power is gone")

    with pytest.raises(RuntimeError):
        take_in(source.pk, archive, clock=clock, progress=fall_over, batch_rows=10)
    source.refresh_from_db()
    there = sum(model._default_manager.count() for model in TABLES)
    assert source.rows_done == 30
    assert there + SkippedRow.objects.count() == 30
    take_in(source.pk, archive, clock=clock, batch_rows=10)
    assert Message.objects.values("remote_id").distinct().count() == Message.objects.count()


def test_a_finished_import_is_not_taken_in_again(bring: Bring, archive: Path) -> None:
    source = bring(archive)
    assert take_in(source.pk, archive, clock=clock).rows_done == source.rows_done
    assert Sighting.objects.count() == source.known


def test_the_command_line_goes_on_with_what_broke_off(cast: Cast, archive: Path) -> None:
    def fall_over(one: Import) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(archive, by=cast.noor, clock=clock, progress=fall_over)
    source = import_file(archive, by=cast.noor, clock=clock)
    assert Import.objects.get() == source
    assert source.state == Import.State.DONE


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.zip", b"", "unknown_kind"),
        ("letter.docx", b"Dear all,", "unknown_kind"),
        ("rar.zip", b"Rar!\x1a\x07" + b"0" * 600, "not_an_archive"),
        ("broken.zip", b"PK\x03\x04" + b"\0" * 900, "damaged"),
    ],
)
def test_what_is_no_archive_fails_with_its_reason(
    cast: Cast, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    source = take_in(waiting(cast, path).pk, path, clock=clock)
    assert (source.state, source.failure) == (Import.State.FAILED, reason)


def test_an_archive_that_turns_out_too_large_leaves_nothing_behind(
    cast: Cast, tmp_path: Path
) -> None:
    archive = tmp_path / "long.zip"
    write_linkedin_archive(archive, seed=4, messages=5000)
    seen: list[int] = []
    source = take_in(
        waiting(cast, archive).pk,
        archive,
        clock=clock,
        batch_rows=50,
        progress=lambda one: seen.append(one.taken),
        limits=Limits(total_bytes=600_000),
    )
    assert seen[-1] > 0
    assert (source.state, source.failure) == (Import.State.FAILED, "too_large")
    assert (source.taken, source.known, source.skipped) == (0, 0, 0)
    assert not any(model._default_manager.exists() for model in TABLES)
    assert not Sighting.objects.exists()
    assert not SkippedRow.objects.exists()


def test_a_bomb_is_refused_before_anything_is_taken(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    write_linkedin_archive(path, seed=4)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zz_messages.csv", b"a" * 60_000_000)
    seen: list[int] = []
    source = take_in(
        waiting(cast, path).pk,
        path,
        clock=clock,
        batch_rows=5,
        progress=lambda one: seen.append(one.taken),
    )
    assert (source.state, source.failure, seen) == (Import.State.FAILED, "too_large", [])


def test_a_missing_file_fails_in_words(cast: Cast, tmp_path: Path, archive: Path) -> None:
    source = take_in(waiting(cast, archive).pk, tmp_path / "gone.zip", clock=clock)
    assert (source.state, source.failure) == (Import.State.FAILED, "file_gone")


def test_the_same_item_in_two_workspaces_is_two_items(
    cast: Cast, bring: Bring, archive: Path
) -> None:
    bring(archive)
    there = import_file(archive, by=cast.stranger, clock=clock)
    assert there.known == 0
    assert Post.objects.filter(workspace=cast.stranger.workspace).count() == 20
