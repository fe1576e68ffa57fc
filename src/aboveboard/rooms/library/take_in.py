"""Take in an archive: read it, settle it batch by batch, go on where it was left."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db import connection

from aboveboard.archives.bundle import LIMITS, Bundle, Limits, open_bundle, open_stream
from aboveboard.archives.formats import read, recognise
from aboveboard.archives.values import UnreadableArchive
from aboveboard.rooms.library.ahead import read_ahead
from aboveboard.rooms.library.batch import BATCH_ROWS, batches
from aboveboard.rooms.library.fail import fail
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from aboveboard.rooms.library.batch import Batch

_READABLE: Final = (".csv", ".json", ".js", ".html", ".txt", ".car", ".xlsx", ".tsv")
_SQLITE_WHILE_IMPORTING: Final = (
    "PRAGMA cache_size=-40000",
    "PRAGMA wal_autocheckpoint=48000",
    "PRAGMA mmap_size=0",
)
_SQLITE_AFTERWARDS: Final = (
    "PRAGMA cache_size=-16000",
    "PRAGMA wal_autocheckpoint=1000",
    "PRAGMA mmap_size=134217728",
)


class Stopped(Exception):
    """The process is about to stop; the import goes on later, after ``rows_done``."""


def _never() -> bool:
    return False


def no_progress(source: Import) -> None:
    """Tell nobody."""


def take_in(
    import_id: int,
    path: Path,
    *,
    clock: Callable[[], datetime],
    is_stopping: Callable[[], bool] = _never,
    progress: Callable[[Import], None] = no_progress,
    batch_rows: int = BATCH_ROWS,
    limits: Limits = LIMITS,
) -> Import:
    """Take in the archive at ``path`` and return the import as it stands afterwards.

    Safe to call again after a crash: each batch and ``rows_done`` are one transaction, and an
    archive always reads in the same order. An archive that turns out to be unreadable leaves
    nothing behind and the import ``failed``. ``progress`` is called after every batch.

    Raises:
        Stopped: ``is_stopping`` said so between two batches.
        Overtaken: another process works on the same import.
    """
    source = Import.objects.get(pk=import_id)
    if source.state not in {Import.State.WAITING, Import.State.RUNNING}:
        return source
    _begin(source, now=clock())
    try:
        with _opened(path, source, limits) as bundle, _generous_database():
            refuse_bombs(bundle)
            source.format = recognise(bundle)
            source.save(update_fields=["format"])
            made = partial(_made_ready, bundle, source.rows_done, batch_rows)
            with read_ahead(made) as coming:
                for batch, rows_all in coming:
                    if is_stopping():
                        raise Stopped
                    source.rows_all = rows_all
                    settle(source, batch, now=clock())
                    progress(source)
    except UnreadableArchive as error:
        fail(source.pk, reason=error.reason, detail=error.detail, now=clock())
    except FileNotFoundError:
        fail(source.pk, reason="file_gone", now=clock())
    else:
        _end(source, now=clock())
    source.refresh_from_db()
    return source


def _made_ready(bundle: Bundle, begin: int, rows: int) -> Iterator[tuple[Batch, int]]:
    """Give batches from row ``begin`` on, each with an estimate of how many rows there are."""
    done = begin
    for batch in batches(islice(read(bundle), begin, None), rows):
        done += batch.count
        yield batch, _estimate(bundle, done)


def _begin(source: Import, *, now: datetime) -> None:
    source.state = Import.State.RUNNING
    source.began_at = now
    source.rows_before = source.rows_done
    source.save(update_fields=["state", "began_at", "rows_before"])


def _end(source: Import, *, now: datetime) -> None:
    Import.objects.filter(pk=source.pk, state=Import.State.RUNNING).update(
        state=Import.State.DONE, ended_at=now, rows_all=source.rows_done
    )


def _opened(path: Path, source: Import, limits: Limits) -> Bundle:
    """Return the bundle, under the name the person knows it by."""
    if path.is_dir():
        return open_bundle(path, limits)
    return open_stream(path.open("rb", buffering=0), Path(source.file_name), limits)


def refuse_bombs(bundle: Bundle) -> None:
    """Refuse at once what would be refused half-way, after much had been taken.

    Only members that may be read count; a long film in the archive does no harm.

    Raises:
        UnreadableArchive: ``too_large``, by the sizes the archive states.
    """
    limits = bundle.limits
    for name in _readable(bundle):
        member = bundle.members[name]
        is_packed = member.stated_size > limits.ratio * max(1, member.bytes_in)
        if member.stated_size > limits.ratio_from and is_packed:
            raise UnreadableArchive("too_large", name)


def _readable(bundle: Bundle) -> list[str]:
    return [name for name in bundle.members if name.lower().endswith(_READABLE)]


def _estimate(bundle: Bundle, rows: int) -> int:
    """Return about how many rows there are, by the share of bytes that gave ``rows``."""
    total = sum(bundle.size(name) for name in _readable(bundle) or bundle.members)
    read_so_far = min(bundle.bytes_out, total)
    return max(rows, rows * total // read_so_far) if read_so_far else rows


@contextmanager
def _generous_database() -> Iterator[None]:
    """Let SQLite keep more pages in memory and write them back less often, for the time being."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _pragmas(_SQLITE_WHILE_IMPORTING)
    try:
        yield
    finally:
        _pragmas(_SQLITE_AFTERWARDS)


def _pragmas(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
