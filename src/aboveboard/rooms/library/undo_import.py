"""Take an import back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Conflict, NotAllowed
from aboveboard.rooms.library.clear_import import clear_import
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.take_in import Stopped
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def undo_import(
    source: Import, *, by: Member, now: datetime, enqueue: Callable[[int], object]
) -> None:
    """Mark a finished import as being undone, and let ``enqueue`` see to :func:`undo`.

    Raises:
        NotAllowed: ``by`` only reads here.
        Conflict: the import is not done, or is undone already.
    """
    if not by.may_write:
        raise NotAllowed
    moved = Import.objects.filter(pk=source.pk, state=Import.State.DONE).update(
        state=Import.State.UNDOING
    )
    if not moved:
        raise Conflict
    source.state = Import.State.UNDOING
    note(by, "undo import", "import", source.pk, now=now)
    enqueue(source.pk)


def undo(
    import_id: int, *, now: datetime, is_stopping: Callable[[], bool] = lambda: False
) -> Import:
    """Remove what only this import told and return it; goes on where it was left when called again.

    Raises:
        Stopped: ``is_stopping`` said so between two steps.
    """
    source = Import.objects.get(pk=import_id)
    if source.state != Import.State.UNDOING:
        return source

    def between() -> None:
        if is_stopping():
            raise Stopped

    clear_import(source, now=now, between=between)
    Import.objects.filter(pk=import_id, state=Import.State.UNDOING).update(
        state=Import.State.UNDONE, ended_at=now
    )
    source.refresh_from_db()
    return source
