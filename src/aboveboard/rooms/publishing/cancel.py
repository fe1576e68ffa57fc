"""Take a promise back before anything of it left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from aboveboard.core.errors import Conflict, NotAllowed
from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.move import MOVABLE
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def cancel(publication: Publication, *, by: Member, now: datetime) -> Publication:
    """Return the publication, which will not go out.

    Whoever is preparing it finds the token raised, and sends nothing.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Conflict: it is being sent, or was sent meanwhile; then it can be withdrawn.
    """
    if not by.may_write:
        raise NotAllowed
    done = (
        Publication.objects.filter(
            pk=publication.pk,
            state__in=MOVABLE,
        )
        .exclude(parts__published_at__isnull=False)
        .update(
            state=State.CANCELLED,
            token=F("token") + 1,
            lease_until=None,
            changed_at=now,
        )
    )
    if not done:
        publication.refresh_from_db()
        raise Conflict(what="publication", state=publication.state)
    note(by, "cancel", "publication", publication.pk, now=now)
    publication.refresh_from_db()
    return publication
