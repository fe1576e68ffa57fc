"""Take out of the library what only one import holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

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
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    type ItemModel = type[Post | Comment | Connection | Message | Metric]

TABLES: Final[tuple[ItemModel, ...]] = (Post, Comment, Connection, Message, Metric)
_AT_ONCE: Final = 5_000


def clear_import(source: Import, *, between: Callable[[], None] = lambda: None) -> None:
    """Remove every item that no other import holds, its sightings and its skipped rows.

    What another import holds as well stays, and is that import's from then on. Goes in steps, so
    that it may be broken off and called again; ``between`` is called between two of them.
    """
    for model in TABLES:
        _in_steps(lambda model=model: _hand_over(source, model), source, between)
        _in_steps(lambda model=model: _remove(source, model), source, between)
    for left in (Sighting.objects.filter(seen_in=source), SkippedRow.objects.filter(source=source)):
        _in_steps(lambda left=left: _delete(left.model, left), source, between)


def _in_steps(step: Callable[[], int], source: Import, between: Callable[[], None]) -> None:
    while True:
        with transaction.atomic():
            Workspace.objects.select_for_update(no_key=True).get(pk=source.workspace_id)
            if not step():
                return
        between()


def _elsewhere(source: Import, model: ItemModel) -> object:
    return Sighting.objects.filter(
        table=model._meta.model_name, item_id=OuterRef("pk")
    ).exclude(seen_in=source)


def _hand_over(source: Import, model: ItemModel) -> int:
    """Give items that another import saw to the first that did; return how many."""
    seen = _elsewhere(source, model).order_by("pk")
    shared = list(
        model.objects.filter(source=source)
        .annotate(sighting=Subquery(seen.values("pk")[:1]))
        .exclude(sighting=None)
        .values_list("pk", "sighting")[:_AT_ONCE]
    )
    sightings = Sighting.objects.in_bulk([sighting for _, sighting in shared])
    moved = [
        model(pk=pk, source_id=sightings[sighting].seen_in_id, where=sightings[sighting].where)
        for pk, sighting in shared
    ]
    model.objects.bulk_update(moved, ["source", "where"], batch_size=500)
    Sighting.objects.filter(pk__in=sightings).delete()
    return len(shared)


def _remove(source: Import, model: ItemModel) -> int:
    return _delete(model, model.objects.filter(source=source))


def _delete(model: type[Model], rows: object) -> int:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    model._default_manager.filter(pk__in=ids).delete()
    return len(ids)
