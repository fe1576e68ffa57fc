"""Take up what is due: one publication an account, each with a lease and a token of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import F

from aboveboard.rooms.publishing.held import LEASE, Claim
from aboveboard.rooms.publishing.models import Lane, Publication, State
from aboveboard.rooms.publishing.statements import due
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime

_AHEAD: Final = 8
"""Rows looked at for each one taken: those of an account wait for each other."""


@writing
def claim(now: datetime, *, limit: int) -> list[Claim]:
    """Return at most ``limit`` claims, no two of one account.

    Safe among any number of workers: on PostgreSQL rows that another is taking are passed over, on
    SQLite the transaction itself is the only one that writes.
    """
    first: dict[int, tuple[int, str, int]] = {}
    for pk, lane, state, token in due(now, limit=limit * _AHEAD):
        if len(first) < limit:
            first.setdefault(lane, (pk, state, token))
    if not first:
        return []
    until = now + LEASE
    Lane.objects.filter(pk__in=list(first)).update(holder_until=until)
    taken = Publication.objects.filter(pk__in=[pk for pk, _, _ in first.values()])
    taken.filter(state=State.SCHEDULED).update(
        token=F("token") + 1, lease_until=until, state=State.PREPARING
    )
    others = [pk for pk, state, _ in first.values() if state != State.SCHEDULED]
    if others:
        taken.filter(pk__in=others).update(token=F("token") + 1, lease_until=until)
    return [Claim(pk, token + 1, lane, until) for lane, (pk, _, token) in first.items()]
