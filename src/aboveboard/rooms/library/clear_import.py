"""Take out of the library what only one import holds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import OuterRef, Subquery

from aboveboard.rooms.library.enrich import take_out
from aboveboard.rooms.library.models import (
    Comment,
    Connection,
    Import,
    Media,
    Message,
    Metric,
    Post,
    Sighting,
    SkippedRow,
)
from aboveboard.rooms.library.shelves import SHELVES
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.rooms.library.shelves import Shelf

    type ItemModel = type[Post | Comment | Connection | Message | Metric]

TABLES: Final[tuple[ItemModel, ...]] = (Post, Comment, Connection, Message, Metric)
_AT_ONCE: Final = 5_000


def clear_import(
    source: Import, *, now: datetime, between: Callable[[], None] = lambda: None
) -> None:
    """Remove every item that no other import holds, and all this one told of the others.

    What another import holds as well stays as the imports left tell it, and belongs to one of
    them from then on. Goes in steps, so that it may be broken off and called again; ``between``
    is called between two of them.
    """
    steps: list[Callable[[], int]] = []
    for model in TABLES:
        steps += [partial(_hand_over, source, model), partial(_remove, source, model)]
    steps += [partial(_forget, model, source) for model in (Sighting, Media, SkippedRow)]
    steps += [_TakingOut(source, shelf, now) for shelf in SHELVES.values()]
    for step in steps:
        while _is_left(step, source):
            between()


def _is_left(step: Callable[[], int], source: Import) -> bool:
    with transaction.atomic():
        Workspace.objects.select_for_update(no_key=True).get(pk=source.workspace_id)
        return step() > 0


def _hand_over(source: Import, model: ItemModel) -> int:
    """Give items that another import saw to the first that did; return how many."""
    seen = (
        Sighting.objects.filter(table=model._meta.model_name, item_id=OuterRef("pk"))
        .exclude(seen_in=source)
        .order_by("pk")
    )
    shared = list(
        model._default_manager.filter(source=source)
        .annotate(sighting=Subquery(seen.values("pk")[:1]))
        .exclude(sighting=None)
        .values_list("pk", "sighting")[:_AT_ONCE]
    )
    sightings = Sighting.objects.in_bulk([sighting for _, sighting in shared])
    for pk, sighting in shared:
        seen_there = sightings[sighting]
        model._default_manager.filter(pk=pk).update(
            source_id=seen_there.seen_in_id, where=seen_there.where
        )
    Sighting.objects.filter(pk__in=sightings).delete()
    return len(shared)


def _remove(source: Import, model: ItemModel) -> int:
    items = model._default_manager.filter(source=source)
    ids = list(items.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    model._default_manager.filter(pk__in=ids).delete()
    return len(ids)


def _forget(model: type[Sighting | Media | SkippedRow], source: Import) -> int:
    field = "seen_in" if model is Sighting else "source"
    rows = model._default_manager.filter(**{field: source})
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    model._default_manager.filter(pk__in=ids).delete()
    return len(ids)


class _TakingOut:
    """Takes out what an import told of the items on one shelf, a step a call; 0 at the end."""

    def __init__(self, source: Import, shelf: Shelf, now: datetime) -> None:
        self._source, self._shelf, self._now = source, shelf, now
        self._last = 0

    def __call__(self) -> int:
        self._last = take_out(self._source, self._shelf, after=self._last, now=self._now)
        return self._last
