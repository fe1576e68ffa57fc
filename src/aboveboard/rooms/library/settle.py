"""Write one batch of values, and how far the import came, in one transaction.

The one place with hand-written SQL for imports; it runs on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from aboveboard.rooms.library.enrich import Known, enrich
from aboveboard.rooms.library.models import Import, Media, Post, Sighting, SkippedRow
from aboveboard.rooms.library.search_index import added_at_once
from aboveboard.rooms.library.shelves import plain, weight_of
from aboveboard.rooms.library.write_rows import write_rows
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from aboveboard.rooms.library.batch import Batch
    from aboveboard.rooms.library.shelves import Row, Shelf

_ASKED_AT_ONCE: Final = 5_000
"""Parameters in one statement; both databases take more than 30,000."""


class Overtaken(Exception):
    """Another process works on this import; nothing of the batch was written."""


def settle(source: Import, batch: Batch, *, now: datetime) -> None:
    """Write ``batch`` and move ``source`` on by as many rows; all of it or nothing.

    ``source`` is changed in memory only after the transaction stood.

    Raises:
        Overtaken: the import is no longer where ``source`` says it is.
    """
    taken: Counter[str] = Counter()
    known = 0
    with transaction.atomic():
        # Imports of one workspace go one after the other, so that looking and writing are one.
        Workspace.objects.select_for_update(no_key=True).get(pk=source.workspace_id)
        for shelf, rows in batch.rows:
            taken[shelf.name], repeated = _settle_shelf(source, shelf, rows, now)
            known += repeated
        _keep_media(source, batch.media)
        _keep_skipped(source, batch.skipped)
        moved = _moved_on(source, batch.count, taken, known, len(batch.skipped))
    for name, value in moved.items():
        setattr(source, name, value)


def _moved_on(
    source: Import, rows: int, taken: Counter[str], known: int, skipped: int
) -> dict[str, Any]:
    by_table = Counter(source.taken_by_table) + taken
    moved = {
        "rows_done": source.rows_done + rows,
        "rows_all": source.rows_all,
        "taken": source.taken + taken.total(),
        "taken_by_table": dict(by_table),
        "known": source.known + known,
        "skipped": source.skipped + skipped,
    }
    here = Import.objects.filter(
        pk=source.pk, state=Import.State.RUNNING, rows_done=source.rows_done
    )
    if not here.update(**moved):
        raise Overtaken(source.pk)
    return moved


def _settle_shelf(
    source: Import, shelf: Shelf, rows: list[Row], now: datetime
) -> tuple[int, int]:
    """Return how many rows were new, and how many already known."""
    ordered = sorted(rows, key=shelf.when)
    last, count = _insert(source, shelf, ordered)
    if count < len(rows):
        known = _known(source.workspace_id, shelf, ordered)
        repeats = _repeats(shelf, ordered, known, last)
        enrich(source, shelf, repeats, known, now=now)
        _see_again(source, shelf, repeats, known)
    return count, len(rows) - count


def _repeats(
    shelf: Shelf, rows: Iterable[Row], known: dict[Row, Known], last: int
) -> list[tuple[Row, Row]]:
    """Return the rows that were not inserted, with their keys.

    A row with an id after ``last`` is new, but only the first time it comes.
    """
    seen: set[Row] = set()
    found: list[tuple[Row, Row]] = []
    for row in rows:
        key = shelf.key(row)
        if key in seen or known[key].item_id <= last:
            found.append((key, row))
        seen.add(key)
    return found


def _known(workspace_id: int, shelf: Shelf, rows: Sequence[Row]) -> dict[Row, Known]:
    """Return the items among ``rows`` that are there already, by key."""
    by_network: dict[str, set[str]] = {}
    for row in rows:
        by_network.setdefault(row[0], set()).add(row[1])
    columns = ", ".join(shelf.compared)
    known: dict[Row, Known] = {}
    with connection.cursor() as cursor:
        for network, ids in by_network.items():
            ordered = sorted(ids)
            for start in range(0, len(ordered), _ASKED_AT_ONCE):
                asked = ordered[start : start + _ASKED_AT_ONCE]
                marks = ", ".join(["%s"] * len(asked))
                cursor.execute(
                    f"SELECT id, source_id, {columns} FROM {shelf.table} WHERE workspace_id = %s "  # noqa: S608  (our own names)
                    f"AND network = %s AND remote_id IN ({marks})",
                    [workspace_id, network, *asked],
                )
                for item_id, source_id, *found in cursor.fetchall():
                    row = tuple(map(plain, found)) if shelf.has_dates else tuple(found)
                    known[shelf.key(row)] = Known(item_id, source_id, shelf.cells(row))
    return known


def _insert(source: Import, shelf: Shelf, rows: Sequence[Row]) -> tuple[int, int]:
    """Insert the rows that are not there yet; return the last id before, and how many they were.

    ``rows`` come in the order of their time, which is the order their indexes are fastest in.
    """
    with added_at_once(shelf.table) as last:
        origin = {"workspace_id": source.workspace_id, "source_id": source.pk}
        count = write_rows(shelf.table, shelf.columns, rows, constants=origin, or_leave=True)
    return last, count


def _see_again(
    source: Import, shelf: Shelf, repeats: Sequence[tuple[Row, Row]], known: dict[Row, Known]
) -> None:
    rows = [(source.pk, shelf.name, known[key].item_id, row[2]) for key, row in repeats]
    write_rows(Sighting._meta.db_table, ("seen_in_id", '"table"', "item_id", '"where"'), rows)


def _keep_media(source: Import, told: dict[tuple[str, str], list[Row]]) -> None:
    """Keep what this import tells of the media of posts; told twice, the weightier of the two."""
    if not told:
        return
    posts = {
        (network, remote_id): pk
        for pk, network, remote_id in Post.objects.filter(
            workspace_id=source.workspace_id, remote_id__in=[one for _, one in told]
        ).values_list("pk", "network", "remote_id")
    }
    before: dict[int, list[Row]] = {}
    kept = Media.objects.filter(post_id__in=posts.values(), source=source).order_by("pk")
    for post_id, *row in kept.values_list("post_id", "path", "url", "alt"):
        before.setdefault(post_id, []).append(tuple(row))
    better = {
        posts[key]: rows
        for key, rows in told.items()
        if weight_of(rows) > weight_of(before.get(posts[key], []))
    }
    if before:
        kept.filter(post_id__in=list(better)).delete()
    rows = [(post_id, *row) for post_id, media in better.items() for row in media]
    columns = ("post_id", "path", "url", "alt")
    write_rows(Media._meta.db_table, columns, rows, constants={"source_id": source.pk})


def _keep_skipped(source: Import, rows: Sequence[Row]) -> None:
    columns = ("source_id", '"where"', "reason", "detail", "raw")
    write_rows(SkippedRow._meta.db_table, columns, [(source.pk, *row) for row in rows])
