"""Change what a publication says, before or after it is public."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.publishing.models import Part, Publication, State
from aboveboard.rooms.publishing.move import MOVABLE
from aboveboard.rooms.publishing.wakening import wake
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def edit(publication: Publication, text: str, *, by: Member, now: datetime) -> Publication:
    """Return the publication with other words.

    Before it is sent they are simply those; other words get another key, for a network may keep
    the first by it. What is public the worker changes there.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Invalid: no words.
        Conflict: it is being sent, unclear, a thread that has begun, or gone.
    """
    if not by.may_write:
        raise NotAllowed
    if not text.strip():
        raise Invalid(field="text", rule="required")
    mine = Publication.objects.filter(pk=publication.pk)
    parts = Part.objects.filter(publication=publication)
    is_done = mine.filter(state=State.PUBLIC).update(
        state=State.EDITING, new_text=text, try_at=now, tries=0, changed_at=now
    )
    if not is_done and not parts.filter(published_at__isnull=False).exists():
        # The token stays behind whoever prepares the former words.
        is_done = mine.filter(state__in=MOVABLE).update(
            text=text, key=uuid.uuid4(), token=F("token") + 1, changed_at=now
        )
        if is_done:
            mine.filter(state=State.PREPARING).update(state=State.SCHEDULED, lease_until=None)
            parts.delete()
    if not is_done:
        publication.refresh_from_db()
        raise Conflict(what="publication", state=publication.state)
    note(by, "edit", "publication", publication.pk, now=now)
    wake()
    publication.refresh_from_db()
    return publication
