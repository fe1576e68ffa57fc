"""Repair what dead processes left, and give back what came too late. Safe to run at any time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import F

from aboveboard.rooms.publishing.attempts import close_lost
from aboveboard.rooms.publishing.models import Attempt, Deed, Outcome, Publication, State
from aboveboard.rooms.publishing.statements import (
    broken_off,
    late,
    with_account_again,
    without_account,
)
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime

EVERY: Final = timedelta(seconds=30)
"""How often it runs."""
ACCOUNT: Final = "account"
"""The reason of what is asked because its account cannot be used."""


def sweep(now: datetime) -> int:
    """Return how many publications were put right."""
    return take_over(now, ended_before=now) + _give_back_late(now) + _ask_without_account(now)


def take_over(now: datetime, *, ended_before: datetime) -> int:
    """Return how many leases had ended: what was prepared is done again, what was sent is unclear."""
    return sum(
        _release(pk, State(state), token, now, ended_before)
        for pk, state, token in broken_off(ended_before)
    )


@writing
def _release(pk: int, state: State, token: int, now: datetime, ended_before: datetime) -> int:
    is_out = state is State.SENDING
    cells: dict[str, object] = {"unclear_since": now, "tries": 0} if is_out else {}
    # A renewed lease has another end, not another token: the state and the end are looked at again.
    done = Publication.objects.filter(
        pk=pk, state=state, token=token, lease_until__lt=ended_before
    ).update(
        state=State.UNCLEAR if is_out else State.SCHEDULED,
        token=F("token") + 1,
        lease_until=None,
        try_at=now,
        changed_at=now,
        reason="broken_off" if is_out else "",
        **cells,
    )
    if done:
        close_lost(pk, now=now)
    return done


def _give_back_late(now: datetime) -> int:
    """What could not go out in time goes back to its writer, whatever held it up."""
    return sum(_return(pk, token, now) for pk, token in late(now))


@writing
def _return(pk: int, token: int, now: datetime) -> int:
    done = Publication.objects.filter(pk=pk, state=State.SCHEDULED, token=token).update(
        state=State.RETURNED, token=F("token") + 1, reason="late", changed_at=now
    )
    if done:
        Attempt.objects.create(
            publication_id=pk,
            token=token + 1,
            deed=Deed.RETURN,
            outcome=Outcome.DONE,
            reason="late",
            began_at=now,
            ended_at=now,
        )
    return done


def _ask_without_account(now: datetime) -> int:
    """Nobody can look with an account that is not connected: a person can. Later we can again."""
    done = 0
    if lost := without_account(now):
        done += Publication.objects.filter(
            pk__in=lost, state=State.UNCLEAR, lease_until=None
        ).update(state=State.ASKED, reason=ACCOUNT, changed_at=now)
    if back := with_account_again(now):
        done += Publication.objects.filter(
            pk__in=back, state=State.ASKED, reason=ACCOUNT
        ).update(state=State.UNCLEAR, reason="", tries=0, try_at=now, changed_at=now)
    return done
