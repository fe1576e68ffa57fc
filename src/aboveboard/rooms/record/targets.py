"""Promise something in a number, and say later what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record.models import Target
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from aboveboard.rooms.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class TargetWords:
    """What a person says of a target; ``value`` in ``unit``."""

    what: str
    value: Decimal
    unit: str
    direction: str
    due_on: date
    note: str


@transaction.atomic
def set_target(words: TargetWords, *, by: Member, now: datetime) -> Target:
    """Return a new target, open.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    return _keep(Target(workspace_id=by.workspace_id, created_at=now), words, by, now)


@transaction.atomic
def edit_target(target: Target, words: TargetWords, *, by: Member, now: datetime) -> Target:
    """Return the target with ``words``; one that is settled is judged anew by its outcome.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    return _keep(target, words, by, now)


def _keep(target: Target, words: TargetWords, by: Member, now: datetime) -> Target:
    if not by.may_write:
        raise NotAllowed
    target.what, target.value, target.unit = words.what, words.value, words.unit
    target.direction, target.due_on, target.note = words.direction, words.due_on, words.note
    if target.outcome is not None and target.state != Target.State.DROPPED:
        target.state = judged(target.value, target.outcome, direction=target.direction)
    target.save()
    note(by, "set target", "target", target.pk, now=now)
    return target


def judged(value: Decimal, outcome: Decimal, *, direction: str) -> str:
    """Return ``met`` or ``missed``."""
    is_met = outcome >= value if direction == Target.Direction.AT_LEAST else outcome <= value
    return Target.State.MET.value if is_met else Target.State.MISSED.value
