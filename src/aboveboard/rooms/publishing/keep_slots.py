"""Keep weekly hours at which an account likes to publish, and let them go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.publishing.models import Slot
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, time

    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.workspaces.models import Member

AT_MOST: Final = 70
"""Slots of one account: ten a day."""


@transaction.atomic
def keep_slots(
    account: Account,
    weekdays: Iterable[int],
    at: time,
    zone: str,
    *,
    by: Member,
    now: datetime,
) -> list[Slot]:
    """Return the slots, one a weekday; those that are there already stay, on the clock of ``zone``.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Invalid: no weekday, or more slots than :data:`AT_MOST`.
    """
    if not by.may_write or account.workspace_id != by.workspace_id:
        raise NotAllowed
    days = sorted(set(weekdays))
    if not days:
        raise Invalid(field="weekday", rule="choice")
    kept = [
        Slot.objects.update_or_create(
            account=account, weekday=day, at=at, defaults={"zone": zone}
        )[0]
        for day in days
    ]
    if Slot.objects.filter(account=account).count() > AT_MOST:
        raise Invalid(field="weekday", rule="too_many", limit=AT_MOST)
    note(by, "keep slots", "account", account.pk, now=now)
    return kept


@transaction.atomic
def remove_slot(slot: Slot, *, by: Member, now: datetime) -> None:
    """Take a slot out; what is planned stays where it is.

    Raises:
        NotAllowed: ``by`` may not publish here.
    """
    if not by.may_write:
        raise NotAllowed
    slot.delete()
    note(by, "remove slot", "account", slot.account_id, now=now)
