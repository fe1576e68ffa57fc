"""Checks and rules that are switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.readings.models import SwitchedOff
from aboveboard.rooms.workspaces.audit import note
from aboveboard.web.remarks import CHECKS

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


def switched_off(workspace_id: int) -> frozenset[str]:
    """Return the names of checks and rules that are off."""
    return frozenset(
        SwitchedOff.objects.filter(workspace=workspace_id).values_list("name", flat=True)
    )


@transaction.atomic
def switch(name: str, *, is_on: bool, by: Member, now: datetime) -> None:
    """Switch a check or a rule on or off.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: there is no check and no rule of that name.
    """
    if not by.may_write:
        raise NotAllowed
    if name not in CHECKS and not is_rule(name):
        raise Invalid(field="name", rule="choice")
    if is_on:
        changed, _ = SwitchedOff.objects.filter(workspace=by.workspace_id, name=name).delete()
    else:
        _row, changed = SwitchedOff.objects.get_or_create(
            workspace_id=by.workspace_id, name=name, defaults={"on": now.date()}
        )
    if changed:
        note(by, "switch on" if is_on else "switch off", name[:40], now=now)


def is_rule(name: str) -> bool:
    """Return whether there is a rule of that name."""
    check = name.partition(".")[0]
    return check in CHECKS and name in CHECKS[check].NAMES
