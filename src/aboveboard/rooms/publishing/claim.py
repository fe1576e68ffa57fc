"""Take up what is due: one publication an account, each with a lease and a token of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Exists, F, OuterRef, Q

from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.budget import has_budget
from aboveboard.rooms.publishing.held import LEASE, Claim
from aboveboard.rooms.publishing.models import Lane, Pause, Publication, State
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

TAKEN_UP: Final = (State.SCHEDULED, State.UNCLEAR, State.WITHDRAWING, State.EDITING)
"""States in which the worker has something to do."""
_AHEAD: Final = 8
"""Rows looked at for each one taken: those of an account wait for each other."""


def due(now: datetime) -> QuerySet[Publication]:
    """Return what can be taken up now, soonest first."""
    paused = Exists(Pause.objects.filter(workspace=OuterRef("workspace")))
    return Publication.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=now),
        Q(lane__holder_until=None) | Q(lane__holder_until__lt=now),
        Q(lane__not_before=None) | Q(lane__not_before__lte=now) | ~Q(state=State.SCHEDULED),
        ~Q(state=State.SCHEDULED) | ~paused,
        state__in=TAKEN_UP,
        try_at__lte=now,
        account__state=Account.State.CONNECTED,
    ).order_by("try_at", "pk")


def next_due() -> datetime | None:
    """Return when the next row is to be taken up, as far as its account is free; None: nothing waits.

    What waits for an account that is busy, or for a pause, is not looked for: its end wakes the
    publisher, or its next poll.
    """
    return (
        Publication.objects.filter(
            state__in=TAKEN_UP,
            lease_until=None,
            lane__holder_until=None,
            account__state=Account.State.CONNECTED,
        )
        .order_by("try_at")
        .values_list("try_at", flat=True)
        .first()
    )


@writing
def claim(now: datetime, *, limit: int) -> list[Claim]:
    """Return at most ``limit`` claims, no two of one account.

    Safe among any number of workers: on PostgreSQL rows that another is taking are passed over, on
    SQLite the transaction itself is the only one that writes.
    """
    first: dict[int, int] = {}
    for pk, lane in due(now).values_list("pk", "lane_id")[: limit * _AHEAD]:
        first.setdefault(lane, pk)
    chosen = (
        due(now)
        .filter(pk__in=list(first.values())[:limit])
        .select_for_update(skip_locked=True, of=("self", "lane"))
        .select_related("lane", "account")
    )
    rows = [
        row
        for row in chosen
        if row.state != State.SCHEDULED or has_budget(row.lane, row.account.network, now=now)
    ]
    return _take(rows, until=now + LEASE)


def _take(rows: list[Publication], *, until: datetime) -> list[Claim]:
    if not rows:
        return []
    Lane.objects.filter(pk__in=[row.lane_id for row in rows]).update(holder_until=until)
    scheduled = [row.pk for row in rows if row.state == State.SCHEDULED]
    taken = Publication.objects.filter(pk__in=[row.pk for row in rows])
    taken.update(token=F("token") + 1, lease_until=until)
    taken.filter(pk__in=scheduled).update(state=State.PREPARING)
    return [Claim(row.pk, row.token + 1, row.lane_id, until) for row in rows]
