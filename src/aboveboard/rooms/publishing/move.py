"""Give a publication another time, and its account another chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.publishing.models import Part, Publication, State
from aboveboard.rooms.publishing.schedule import GRACE
from aboveboard.rooms.publishing.wakening import wake
from aboveboard.rooms.publishing.wish import moment_of
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.publishing.wish import Wish
    from aboveboard.rooms.workspaces.models import Member

MOVABLE: Final = (State.SCHEDULED, State.PREPARING, State.RETURNED, State.REFUSED)
"""Nothing of it is under way, or nothing that anybody can see."""


@transaction.atomic
def move(publication: Publication, *, by: Member, wish: Wish, now: datetime) -> Publication:
    """Return the publication, promised for the moment of ``wish``.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Invalid: the moment has passed.
        Conflict: it is being sent, or was sent meanwhile.
    """
    if not by.may_write:
        raise NotAllowed
    due = moment_of(wish).at
    if due < now.replace(second=0, microsecond=0):
        raise Invalid(field="due", rule="has_passed")
    due = max(due, now)
    done = Publication.objects.filter(pk=publication.pk, state__in=MOVABLE).update(
        state=State.SCHEDULED,
        token=F("token") + 1,
        lease_until=None,
        due_at=due,
        wish=wish.text,
        zone=wish.zone,
        late_at=due + GRACE,
        try_at=due,
        tries=0,
        member=by,
        reason="",
        said="",
        changed_at=now,
    )
    if not done:
        publication.refresh_from_db()
        raise Conflict(what="publication", state=publication.state)
    # What was composed for another time is composed anew; a thread that has begun goes on as it is.
    Part.objects.filter(publication=publication, intent_at=None).exclude(
        publication__parts__published_at__isnull=False
    ).delete()
    note(by, "move", "publication", publication.pk, now=now)
    wake()
    publication.refresh_from_db()
    return publication
