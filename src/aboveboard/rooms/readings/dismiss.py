"""Dismiss a finding, and take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.reading.dismissal import Reason, reasons_for
from aboveboard.rooms.readings.models import Dismissal
from aboveboard.rooms.readings.switches import switch
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.reading.dismissal import Keyed
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def dismiss(found: Keyed, reason: str, *, by: Member, now: datetime) -> Dismissal:
    """Return the dismissal; only the rule, the key, the reason and the day are kept.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: such a finding is not dismissed for that reason.
    """
    if not by.may_write:
        raise NotAllowed
    if reason not in reasons_for(found.finding.weight):
        raise Invalid(field="reason", rule="choice")
    kept, _ = Dismissal.objects.update_or_create(
        workspace_id=by.workspace_id,
        key=found.key,
        defaults={"rule": found.finding.rule, "reason": reason, "on": now.date()},
    )
    if reason == Reason.NOT_AGAIN:
        switch(found.finding.rule, is_on=False, by=by, now=now)
    note(by, "dismiss", "finding", kept.pk, now=now)
    return kept


@transaction.atomic
def bring_back(dismissal: Dismissal, *, by: Member, now: datetime) -> None:
    """Show the finding again, and its rule when it was switched off with it.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    if not by.may_write:
        raise NotAllowed
    number, rule, reason = dismissal.pk, dismissal.rule, dismissal.reason
    dismissal.delete()
    if reason == Reason.NOT_AGAIN:
        switch(rule, is_on=True, by=by, now=now)
    note(by, "bring back", "finding", number, now=now)
