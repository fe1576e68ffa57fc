"""Keep what people think beside how it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record.models import PerceptionNote
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def perceive(people_think: str, it_is_so: str, *, by: Member, now: datetime) -> PerceptionNote:
    """Return the new perception note.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    if not by.may_write:
        raise NotAllowed
    kept = PerceptionNote.objects.create(
        workspace_id=by.workspace_id,
        people_think=people_think,
        it_is_so=it_is_so,
        created_at=now,
    )
    note(by, "perceive", "perception note", kept.pk, now=now)
    return kept
