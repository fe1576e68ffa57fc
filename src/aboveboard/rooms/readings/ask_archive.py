"""Ask for a reading of all own posts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.readings.jobs import read_posts_again
from aboveboard.rooms.readings.models import ArchiveReading

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member

PATIENCE: Final = timedelta(minutes=10)
"""A job asked for longer ago than this is taken to be lost, and asked for again."""


@transaction.atomic
def ask_archive(*, by: Member, now: datetime) -> None:
    """Put a reading of all posts on the queue, unless one waits or runs.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    if not by.may_write:
        raise NotAllowed
    row, made = ArchiveReading.objects.get_or_create(
        workspace_id=by.workspace_id, defaults={"asked_at": now}
    )
    is_going_on = row.state != ArchiveReading.State.DONE and row.asked_at > now - PATIENCE
    if is_going_on and not made:
        return
    ArchiveReading.objects.filter(pk=row.pk).update(
        state=ArchiveReading.State.WAITING, asked_at=now, posts_done=0
    )
    read_posts_again.enqueue(by.workspace_id)
