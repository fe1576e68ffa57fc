"""Ask for what is public, or may be, to be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from aboveboard.core.errors import Conflict, NotAllowed
from aboveboard.rooms.publishing.cancel import cancel
from aboveboard.rooms.publishing.models import Part, Publication, State
from aboveboard.rooms.publishing.move import MOVABLE
from aboveboard.rooms.publishing.wakening import wake
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from aboveboard.rooms.publishing.models import Release
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def withdraw(publication: Publication, *, by: Member, now: datetime) -> Publication:
    """Return the publication, which the worker withdraws as soon as it can.

    What is being sent, or is unclear, is withdrawn once it is known to be there; what waits is
    cancelled.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Conflict: nothing of it is public, or may be.
    """
    if not by.may_write:
        raise NotAllowed
    mine = Publication.objects.filter(pk=publication.pk)
    has_begun = Part.objects.filter(
        publication=publication, published_at__isnull=False
    ).exists()
    if _start(mine, has_begun=has_begun, now=now) or mine.filter(
        state__in=[State.SENDING, State.UNCLEAR, State.ASKED]
    ).update(wants_withdrawal=True, changed_at=now):
        note(by, "withdraw", "publication", publication.pk, now=now)
        wake()
        publication.refresh_from_db()
        return publication
    publication.refresh_from_db()
    if publication.state in {State.SCHEDULED, State.PREPARING}:
        return cancel(publication, by=by, now=now)
    raise Conflict(what="publication", state=publication.state)


def _start(mine: QuerySet[Publication], *, has_begun: bool, now: datetime) -> int:
    states = (State.PUBLIC, State.EDITING, *(MOVABLE if has_begun else ()))
    return mine.filter(state__in=states).update(
        state=State.WITHDRAWING,
        token=F("token") + 1,
        lease_until=None,
        try_at=now,
        tries=0,
        new_text="",
        changed_at=now,
    )


@transaction.atomic
def withdraw_all(release: Release, *, by: Member, now: datetime) -> int:
    """Withdraw or cancel every publication of a release; return how many."""
    done = 0
    for publication in release.publications.select_related("account"):
        try:
            withdraw(publication, by=by, now=now)
        except Conflict:
            continue
        done += 1
    return done
