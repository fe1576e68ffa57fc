"""Take a thing out of the record, for a day with a way back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record.attachments import drop_unused_files
from aboveboard.rooms.record.models import Attachment, Moment, PerceptionNote, Target
from aboveboard.rooms.record.topics import drop_unused
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member

UNDO_FOR: Final = timedelta(days=1)
"""How long a removal can be undone; afterwards the next removal wipes it out for good."""

type Removable = Moment | Target | PerceptionNote

_NAMES: Final[dict[type[Removable], str]] = {
    Moment: "moment",
    Target: "target",
    PerceptionNote: "perception note",
}


@transaction.atomic
def remove(thing: Removable, *, by: Member, now: datetime) -> None:
    """Take ``thing`` out of every page; what was removed more than a day ago is wiped out.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    _move(thing, now, "remove", by=by, now=now)
    wipe_out(by.workspace_id, removed_before=now - UNDO_FOR)


@transaction.atomic
def restore(thing: Removable, *, by: Member, now: datetime) -> None:
    """Put ``thing`` back as it was.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    _move(thing, None, "restore", by=by, now=now)
    if isinstance(thing, Moment):
        # What came back is new to whoever looks for changes.
        Moment.objects.filter(pk=thing.pk).update(updated_at=now)


def _move(
    thing: Removable, deleted_at: datetime | None, deed: str, *, by: Member, now: datetime
) -> None:
    if not by.may_write:
        raise NotAllowed
    thing.deleted_at = deleted_at
    thing.save(update_fields=["deleted_at"])
    note(by, deed, _NAMES[type(thing)], thing.pk, now=now)


@transaction.atomic
def wipe_out(workspace_id: int, *, removed_before: datetime) -> None:
    """Delete what was removed before then, and the files that nothing refers to any more."""
    old = Moment.objects.filter(workspace=workspace_id, deleted_at__lt=removed_before)
    hashes = list(
        Attachment.objects.filter(moment__in=old).values_list("sha256", flat=True).distinct()
    )
    if old.delete()[0]:
        drop_unused(workspace_id)
    for model in (Target, PerceptionNote):
        model.objects.filter(workspace=workspace_id, deleted_at__lt=removed_before).delete()
    drop_unused_files(hashes)
