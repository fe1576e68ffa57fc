"""Write one batch of values, and how far the import came, in one transaction.

The one place with hand-written SQL for imports; it runs on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from aboveboard.rooms.library.models import Import, Media, Post, Sighting, SkippedRow
from aboveboard.rooms.library.search_index import added_at_once
from aboveboard.rooms.library.shelves import POSTS, merged, plain
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aboveboard.rooms.library.batch import Batch
    from aboveboard.rooms.library.shelves import Row, Shelf

_ASKED_AT_ONCE: Final = 5_000
"""Parameters in one statement; both databases take more than 30,000."""

_WRITTEN_AT_ONCE: Final = 2_048
"""Rows in one statement at most, a power of two. Every statement costs a wait for the thread that
reads ahead; SQLite takes 32,766 parameters in one, and a row has at most 14."""


class Overtaken(Exception):
    """Another process works on this import; nothing of the batch was written."""


@dataclass(slots=True)
class _Known:
    """An item that is there already: its id, and the row as it stands."""

    item_id: int
    row: Row


def settle(source: Import, batch: Batch) -> None:
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
            taken[shelf.name], repeated = _settle_shelf(source, shelf, rows)
            known += repeated
        _keep_media(source.workspace_id, batch.media)
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


def _settle_shelf(source: Import, shelf: Shelf, rows: list[Row]) -> tuple[int, int]:
    """Return how many rows were new, and how many already known."""
    ordered = sorted(rows, key=shelf.when)
    last, count = _insert(source, shelf, ordered)
    if count < len(rows):
        known = _known(source.workspace_id, shelf, ordered)
        repeats = _repeats(shelf, ordered, known, last)
        _enrich(shelf, repeats, known)
        _see_again(source, shelf, repeats, known)
    return count, len(rows) - count


def _repeats(
    shelf: Shelf, rows: Iterable[Row], known: dict[Row, _Known], last: int
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


def _known(workspace_id: int, shelf: Shelf, rows: Sequence[Row]) -> dict[Row, _Known]:
    """Return the items among ``rows`` that are there already, by key.

    Of their rows only what is compared is filled in.
    """
    by_network: dict[str, set[str]] = {}
    for row in rows:
        by_network.setdefault(row[0], set()).add(row[1])
    columns = ", ".join(shelf.compared)
    known: dict[Row, _Known] = {}
    with connection.cursor() as cursor:
        for network, ids in by_network.items():
            ordered = sorted(ids)
            for start in range(0, len(ordered), _ASKED_AT_ONCE):
                asked = ordered[start : start + _ASKED_AT_ONCE]
                marks = ", ".join(["%s"] * len(asked))
                cursor.execute(
                    f"SELECT id, {columns} FROM {shelf.table} WHERE workspace_id = %s "  # noqa: S608  (our own names)
                    f"AND network = %s AND remote_id IN ({marks})",
                    [workspace_id, network, *asked],
                )
                for item_id, *cells in cursor.fetchall():
                    row = tuple(map(plain, cells)) if shelf.has_dates else tuple(cells)
                    known[shelf.key(row)] = _Known(item_id, row)
    return known


def _insert(source: Import, shelf: Shelf, rows: Sequence[Row]) -> tuple[int, int]:
    """Insert the rows that are not there yet; return the last id before, and how many they were.

    ``rows`` come in the order of their time, which is the order their indexes are fastest in.
    """
    with added_at_once(shelf.table) as last:
        origin = {"workspace_id": source.workspace_id, "source_id": source.pk}
        count = _write(shelf.table, shelf.columns, rows, constants=origin, or_leave=True)
    return last, count


def _write(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    *,
    constants: Mapping[str, int] | None = None,
    or_leave: bool = False,
) -> int:
    """Insert ``rows``, each with ``constants``, and return how many; many go in one statement.

    A statement a row would give the interpreter back and take it again for every row, and wait
    each time for the thread that reads ahead. Conflicting rows are left out with ``or_leave``.
    """
    fixed = dict(constants or {})
    marks = ", ".join([*[_mark()] * len(columns), *(str(int(one)) for one in fixed.values())])
    begin = f"INSERT INTO {table} ({', '.join([*columns, *fixed])}) VALUES "  # noqa: S608  (our own names)
    end = " ON CONFLICT DO NOTHING" if or_leave else ""
    count = 0
    with connection.cursor() as cursor:
        for some in _pieces(rows):
            statement = begin + ", ".join([f"({marks})"] * len(some)) + end
            cursor.execute(statement, list(chain.from_iterable(some)))
            count += cursor.rowcount
    return count


def _mark() -> str:
    """Return SQLite's own mark for a parameter, for Django need not make it from its own then.

    A query that is logged must have Django's.
    """
    return "?" if connection.vendor == "sqlite" and not connection.queries_logged else "%s"


def _pieces(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Give ``rows`` in pieces of so few sizes that their statements stay prepared."""
    start, size = 0, _WRITTEN_AT_ONCE
    while start < len(rows):
        while size > len(rows) - start:
            size //= 2
        yield rows[start : start + size]
        start += size


def _enrich(shelf: Shelf, repeats: Sequence[tuple[Row, Row]], known: dict[Row, _Known]) -> None:
    """Fill gaps of known items; what a person chose stays."""
    changed: dict[Row, Row] = {}
    for key, row in repeats:
        before = changed.get(key, known[key].row)
        after = merged(shelf, before, row)
        if after != before:
            changed[key] = after
    if not changed:
        return
    places = shelf.filled
    sets = ", ".join(f"{shelf.columns[place]} = %s" for place in places)
    if shelf is POSTS:
        sets += ", is_read = false"  # the kind follows from the text; it is read anew
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {shelf.table} SET {sets} WHERE id = %s",  # noqa: S608  (our own names)
            [
                [*(row[place] for place in places), known[key].item_id]
                for key, row in changed.items()
            ],
        )


def _see_again(
    source: Import, shelf: Shelf, repeats: Sequence[tuple[Row, Row]], known: dict[Row, _Known]
) -> None:
    rows = [(source.pk, shelf.name, known[key].item_id, row[2]) for key, row in repeats]
    _write(Sighting._meta.db_table, ("seen_in_id", '"table"', "item_id", '"where"'), rows)


def _keep_media(workspace_id: int, told: dict[tuple[str, str], list[Row]]) -> None:
    """Keep the media of posts; of two archives the one that tells more of a post's media wins."""
    if not told:
        return
    posts = {
        (network, remote_id): pk
        for pk, network, remote_id in Post.objects.filter(
            workspace_id=workspace_id, remote_id__in=[remote_id for _, remote_id in told]
        ).values_list("pk", "network", "remote_id")
    }
    kept: dict[int, list[Row]] = {}
    media = Media.objects.filter(post_id__in=posts.values()).order_by("pk")
    for post_id, *row in media.values_list("post_id", "path", "url", "alt"):
        kept.setdefault(post_id, []).append(tuple(row))
    better = {
        posts[key]: rows
        for key, rows in told.items()
        if key in posts and _weight(rows) > _weight(kept.get(posts[key], []))
    }
    if kept:
        Media.objects.filter(post_id__in=list(better)).delete()
    Media.objects.bulk_create(
        (
            Media(post_id=post_id, path=path, url=url, alt=alt)
            for post_id, rows in better.items()
            for path, url, alt in rows
        ),
        batch_size=500,
    )


def _weight(media: list[Row]) -> tuple[int, list[Row]]:
    return len(media), sorted(media)


def _keep_skipped(source: Import, rows: Sequence[Row]) -> None:
    columns = ("source_id", '"where"', "reason", "detail", "raw")
    _write(SkippedRow._meta.db_table, columns, [(source.pk, *row) for row in rows])
