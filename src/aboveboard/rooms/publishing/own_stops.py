"""Let a text go out though boundaries say stop: an owner's word, with a reason, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.publishing.models import Owned
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.publishing.stops import Stop
    from aboveboard.rooms.workspaces.models import Member

LONGEST: Final = 300


@transaction.atomic
def own_stops(
    publication: Publication,
    stops: Sequence[Stop],
    reason: str,
    *,
    by: Member,
    now: datetime,
) -> Owned:
    """Return what was taken upon them: these stops of this publication, and no others.

    Raises:
        NotAllowed: ``by`` does not own the workspace.
        Invalid: no reason, or one that is too long.
    """
    if not by.is_owner:
        raise NotAllowed
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid(field="why", rule="required")
    if len(reason) > LONGEST:
        raise Invalid(field="why", rule="too_long")
    owned = Owned.objects.create(
        publication=publication,
        member=by,
        keys=[stop.key for stop in stops],
        reason=reason,
        at=now,
    )
    note(by, "own stops", "publication", publication.pk, now=now)
    return owned
