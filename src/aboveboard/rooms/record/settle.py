"""Say what a target came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record.models import Target
from aboveboard.rooms.record.targets import judged
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from aboveboard.rooms.workspaces.models import Member


def settle(target: Target, *, outcome: Decimal, by: Member, now: datetime) -> None:
    """Keep what it came to; the numbers say whether it was met or missed.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    state = judged(target.value, outcome, direction=target.direction)
    _move(target, state, outcome, "settle", by=by, now=now)


def drop(target: Target, *, by: Member, now: datetime) -> None:
    """Give the target up: neither met nor missed.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    _move(target, Target.State.DROPPED, None, "drop", by=by, now=now)


def reopen(target: Target, *, by: Member, now: datetime) -> None:
    """Open the target again, without an outcome.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    _move(target, Target.State.OPEN, None, "reopen", by=by, now=now)


@transaction.atomic
def _move(
    target: Target,
    state: str,
    outcome: Decimal | None,
    deed: str,
    *,
    by: Member,
    now: datetime,
) -> None:
    if not by.may_write:
        raise NotAllowed
    target.state, target.outcome = state, outcome
    target.settled_on = None if state == Target.State.OPEN else timezone.localdate(now)
    target.save(update_fields=["state", "outcome", "settled_on"])
    note(by, deed, "target", target.pk, now=now)
