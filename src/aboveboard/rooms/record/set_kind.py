"""Say of a moment what kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.record.models import Kind, Moment
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def set_kind(moment: Moment, *, kind: str, by: Member, now: datetime) -> None:
    """Keep the kind; a person's word wins over the reading from then on.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: there is no such kind.
    """
    if not by.may_write:
        raise NotAllowed
    if kind not in Kind.values:
        raise Invalid(field="kind", rule="choice")
    moment.kind, moment.is_kind_chosen, moment.updated_at = kind, True, now
    moment.save(update_fields=["kind", "is_kind_chosen", "updated_at"])
    note(by, "set kind", "moment", moment.pk, now=now)
