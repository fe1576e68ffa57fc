"""Fill the gaps of items that are there already, and keep who told what.

Where imports tell different things of an item, what each told is kept (:class:`.models.Told`), so
that an import can be taken back without a trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

from django.db import connection

from aboveboard.rooms.library.models import Sighting, Told
from aboveboard.rooms.library.shelves import POSTS, instant, merged, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from aboveboard.rooms.library.models import Import
    from aboveboard.rooms.library.shelves import Row, Shelf

    type Stories = dict[int | None, Row]

_AT_ONCE: Final = 5_000


@dataclass(slots=True)
class Known:
    """An item that is there already: its id, the first import that holds it, and its cells."""

    item_id: int
    source_id: int | None
    cells: Row


def enrich(
    source: Import,
    shelf: Shelf,
    repeats: Sequence[tuple[Row, Row]],
    known: dict[Row, Known],
    *,
    now: datetime,
) -> None:
    """Fill gaps of known items from ``repeats``, rows with their keys; what a person chose stays."""
    told = _told(source.workspace_id, shelf, [known[key].item_id for key, _ in repeats])
    odd = {
        key
        for key, row in repeats
        if shelf.cells(row) != known[key].cells or known[key].item_id in told
    }
    if not odd:
        return
    holders = _holders(shelf, [known[key] for key in odd])
    before = {known[key].item_id: known[key].cells for key in odd}
    after = dict(before)
    for key, row in repeats:
        if key in odd:
            item_id, cells = known[key].item_id, shelf.cells(row)
            if holders[item_id] - {source.pk}:
                stories = told.setdefault(item_id, {None: before[item_id]})
                _tell(stories, source.pk, shelf, cells, is_holder=source.pk in holders[item_id])
            after[item_id] = merged(shelf, after[item_id], cells)
    _keep(source, shelf, {item_id: told[item_id] for item_id in before if item_id in told})
    change(shelf, {pk: cells for pk, cells in after.items() if cells != before[pk]}, now=now)


def _tell(stories: Stories, teller: int, shelf: Shelf, cells: Row, *, is_holder: bool) -> None:
    """Add to ``stories`` what ``teller`` tells, on top of what it told before."""
    own = stories.get(teller) or (stories.get(None) if is_holder else None)
    stories[teller] = merged(shelf, own, cells) if own else cells


def take_out(source: Import, shelf: Shelf, *, after: int, now: datetime) -> int:
    """Let items of which imports told different things show what those left told.

    For when ``source`` no longer holds anything. Looks at the next items with an id beyond
    ``after`` and returns the id of the last one, or 0 when there are none left.
    """
    odd = Told.objects.filter(
        workspace_id=source.workspace_id, table=shelf.name, item_id__gt=after
    )
    ids = list(odd.order_by("item_id").values_list("item_id", flat=True).distinct()[:_AT_ONCE])
    if not ids:
        return 0
    told = _told(source.workspace_id, shelf, ids)
    items = _items(shelf, ids)
    holders = _holders(shelf, items)
    changed: dict[int, Row] = {}
    left: dict[int, Stories] = {}
    for item in items:
        here = holders[item.item_id]
        stories = {who: cells for who, cells in told[item.item_id].items() if who in here}
        if len(stories) < len(here):
            stories[None] = told[item.item_id].get(None, item.cells)
        cells = reduce(lambda one, other: merged(shelf, one, other), stories.values())
        if cells != item.cells:
            changed[item.item_id] = cells
        if len(here) > 1 and set(stories) != {None}:
            left[item.item_id] = stories
    Told.objects.filter(
        workspace_id=source.workspace_id, table=shelf.name, item_id__in=ids
    ).delete()
    _write_told(source.workspace_id, shelf, left)
    change(shelf, changed, now=now)
    return ids[-1]


def change(shelf: Shelf, cells_of: dict[int, Row], *, now: datetime) -> None:
    """Write other cells into items. The kind of a post follows from its text: it is read anew."""
    sets = ", ".join(f"{shelf.columns[place]} = %s" for place in shelf.filled)
    rows = [(*cells, pk) for pk, cells in cells_of.items()]
    if shelf is POSTS:
        sets += (
            ", is_read = (is_read AND text = %s)"
            ", changed_at = CASE WHEN text = %s THEN changed_at ELSE %s END"
        )
        text = shelf.filled.index(shelf.columns.index("text"))
        moment = instant(now)
        rows = [(*row[:-1], row[text], row[text], moment, row[-1]) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {shelf.table} SET {sets} WHERE id = %s", rows)  # noqa: S608  (our own names)


def _told(workspace_id: int, shelf: Shelf, ids: Collection[int]) -> dict[int, Stories]:
    """Return what is told of those of the items of which different things are told."""
    rows = Told.objects.filter(workspace_id=workspace_id, table=shelf.name)
    near = rows.filter(item_id__gte=min(ids), item_id__lte=max(ids))
    wanted = set(ids)
    told: dict[int, Stories] = {}
    for item_id, told_in, cells in near.values_list("item_id", "told_in", "cells").iterator():
        if item_id in wanted:
            told.setdefault(item_id, {})[told_in] = tuple(cells)
    return told


def _items(shelf: Shelf, ids: Sequence[int]) -> list[Known]:
    columns = ", ".join(shelf.columns[place] for place in shelf.filled)
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, source_id, {columns} FROM {shelf.table} WHERE id IN ({marks})",  # noqa: S608  (our own names)
            ids,
        )
        return [Known(pk, by, tuple(map(plain, cells))) for pk, by, *cells in cursor.fetchall()]


def _holders(shelf: Shelf, items: Sequence[Known]) -> dict[int, set[int | None]]:
    """Return the imports that hold each item."""
    holders: dict[int, set[int | None]] = {one.item_id: {one.source_id} for one in items}
    ids = list(holders)
    for start in range(0, len(ids), _AT_ONCE):
        seen = Sighting.objects.filter(
            table=shelf.name, item_id__in=ids[start : start + _AT_ONCE]
        )
        for item_id, seen_in in seen.values_list("item_id", "seen_in"):
            holders[item_id].add(seen_in)
    return holders


def _keep(source: Import, shelf: Shelf, told: dict[int, Stories]) -> None:
    ids = list(told)
    for start in range(0, len(ids), _AT_ONCE):
        Told.objects.filter(
            workspace_id=source.workspace_id,
            table=shelf.name,
            item_id__in=ids[start : start + _AT_ONCE],
        ).delete()
    _write_told(source.workspace_id, shelf, told)


def _write_told(workspace_id: int, shelf: Shelf, told: dict[int, Stories]) -> None:
    rows: Iterable[Told] = (
        Told(
            workspace_id=workspace_id,
            told_in_id=told_in,
            table=shelf.name,
            item_id=item_id,
            cells=list(cells),
        )
        for item_id, stories in told.items()
        for told_in, cells in stories.items()
    )
    Told.objects.bulk_create(rows, batch_size=_AT_ONCE)
