"""Write one batch of values, and how far the import came, in one transaction.

The one place with hand-written SQL for imports; it runs on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from aboveboard.archives.values import ArchivedPost, Skipped
from aboveboard.rooms.library.models import Import, Media, Post, Sighting, SkippedRow
from aboveboard.rooms.library.search_index import added_at_once
from aboveboard.rooms.library.shelves import POSTS, SHELVES, Row, Shelf, fit, merged, plain
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aboveboard.archives.values import Item

_ASKED_AT_ONCE: Final = 5_000
"""Parameters in one statement; both databases take more than 30,000."""

_WRITTEN_AT_ONCE: Final = 500
"""Rows in one statement; a row has at most 17 columns."""


class Overtaken(Exception):
    """Another process works on this import; nothing of the batch was written."""


@dataclass(slots=True)
class _Known:
    """An item that is there already: its id, and the row as it stands."""

    item_id: int
    row: Row


@dataclass(slots=True)
class _Sorted:
    """The rows of one shelf in one batch: new ones by key, and repeats with their place."""

    new: dict[Row, Row] = field(default_factory=dict)
    repeats: list[tuple[Row, Row]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Values made ready for the database: rows by shelf, media of posts, skipped rows."""

    count: int
    rows: tuple[tuple[Shelf, list[Row]], ...]
    media: dict[tuple[str, str], list[Row]]
    skipped: list[Row]


def ready(values: Sequence[Item | Skipped]) -> Batch:
    """Return ``values`` as rows that any database takes. Needs no database itself."""
    items: dict[type[Item], list[Item]] = {}
    skipped: list[Skipped] = []
    for value in values:
        if isinstance(value, Skipped):
            skipped.append(value)
        else:
            items.setdefault(type(value), []).append(value)
    return Batch(
        count=len(values),
        rows=tuple(
            (SHELVES[kind], _storable([SHELVES[kind].row(value) for value in found]))
            for kind, found in items.items()
        ),
        media=_media_of(items.get(ArchivedPost, [])),
        skipped=_storable(
            [
                (fit(one.where, 255), fit(one.reason, 20), one.detail[:2000], one.raw[:2000])
                for one in skipped
            ]
        ),
    )


def _media_of(posts: Iterable[Item]) -> dict[tuple[str, str], list[Row]]:
    return {
        (post.network, fit(post.remote_id, 255)): _storable(
            [(one.path, one.url, one.alt) for one in post.media]
        )
        for post in posts
        if isinstance(post, ArchivedPost) and post.media
    }


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
    known = _known(source.workspace_id, shelf, rows)
    sorted_rows = _sort(shelf, rows, known)
    _insert(source, shelf, sorted_rows.new.values())
    if sorted_rows.repeats:
        twice = [row for key, row in sorted_rows.repeats if key in sorted_rows.new]
        known.update(_known(source.workspace_id, shelf, twice))
        _enrich(shelf, sorted_rows.repeats, known)
        _see_again(source, shelf, sorted_rows.repeats, known)
    return len(sorted_rows.new), len(sorted_rows.repeats)


def _storable(rows: list[Row]) -> list[Row]:
    """Return rows without what no database takes: NUL, and halves of surrogate pairs."""
    everything = "".join(cell for row in rows for cell in row if type(cell) is str)
    try:
        everything.encode()
    except UnicodeEncodeError:
        pass
    else:
        if "\0" not in everything:
            return rows
    return [tuple(_clean(cell) for cell in row) for row in rows]


def _clean(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return cell.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _sort(shelf: Shelf, rows: Iterable[Row], known: dict[Row, _Known]) -> _Sorted:
    """Part new rows from repeats; a row that comes twice in a batch fills the first."""
    found = _Sorted()
    for row in rows:
        key = shelf.key(row)
        if key in known or key in found.new:
            found.repeats.append((key, row))
        else:
            found.new[key] = row
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


def _insert(source: Import, shelf: Shelf, rows: Iterable[Row]) -> None:
    """Insert rows in the order of their time, which is the order their index is fastest in."""
    when = shelf.columns.index("written_at") if "written_at" in shelf.columns else 1
    origin = (source.workspace_id, source.pk)
    ordered = [row + origin for row in sorted(rows, key=lambda row: row[when])]
    if ordered:
        with added_at_once(shelf.table):
            _write(shelf.table, (*shelf.columns, "workspace_id", "source_id"), ordered)


def _write(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert ``rows``, many in one statement.

    A statement a row would give the interpreter back and take it again for every row, and wait
    each time for the thread that reads ahead.
    """
    marks = f"({', '.join(['%s'] * len(columns))})"
    begin = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608  (our own names)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _WRITTEN_AT_ONCE):
            some = rows[start : start + _WRITTEN_AT_ONCE]
            cursor.execute(
                begin + ", ".join([marks] * len(some)), list(chain.from_iterable(some))
            )


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
