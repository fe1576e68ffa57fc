"""Take a boundary or a consent out, for a day with a way back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.boundaries.models import Boundary, Consent
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member

UNDO_FOR: Final = timedelta(days=1)
"""How long a removal can be undone; afterwards the next removal wipes it out for good."""


@transaction.atomic
def remove(thing: Boundary | Consent, *, by: Member, now: datetime) -> None:
    """Take ``thing`` out; what was removed more than a day ago is wiped out.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    _move(thing, now, "remove", by=by, now=now)
    for model in (Boundary, Consent):
        model.objects.filter(workspace=by.workspace_id, deleted_at__lt=now - UNDO_FOR).delete()


@transaction.atomic
def restore(thing: Boundary | Consent, *, by: Member, now: datetime) -> None:
    """Put ``thing`` back as it was.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: somebody with the same name came in meanwhile; rule ``is_there``.
    """
    if isinstance(thing, Consent):
        same = Consent.objects.filter(
            workspace=by.workspace_id, folded=thing.folded, deleted_at=None
        )
        if same.exists():
            raise Invalid(field="name", rule="is_there")
    _move(thing, None, "restore", by=by, now=now)


def _move(
    thing: Boundary | Consent,
    deleted_at: datetime | None,
    deed: str,
    *,
    by: Member,
    now: datetime,
) -> None:
    if not by.may_write:
        raise NotAllowed
    thing.deleted_at, thing.updated_at = deleted_at, now
    thing.save(update_fields=["deleted_at", "updated_at"])
    note(by, deed, "boundary" if isinstance(thing, Boundary) else "consent", thing.pk, now=now)
