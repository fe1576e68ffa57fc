"""Repair what dead processes left, and give back what came too late. Safe to run at any time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import F

from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.attempts import close_lost
from aboveboard.rooms.publishing.models import Attempt, Deed, Outcome, Part, Publication, State
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime

EVERY: Final = timedelta(seconds=30)
"""How often it runs."""
_AT_ONCE: Final = 500
ACCOUNT: Final = "account"
"""The reason of what is asked because its account cannot be used."""


def sweep(now: datetime) -> int:
    """Return how many publications were put right."""
    return _take_over(now) + _give_back_late(now) + _ask_without_account(now)


def _take_over(now: datetime) -> int:
    """What was being prepared can be done again; what was being sent is unclear."""
    done = 0
    ended = Publication.objects.filter(
        state__in=[State.PREPARING, State.SENDING], lease_until__lt=now
    )
    for pk, state, token in ended.values_list("pk", "state", "token")[:_AT_ONCE]:
        done += _release(pk, State(state), token, now)
    return done


@writing
def _release(pk: int, state: State, token: int, now: datetime) -> int:
    is_out = state is State.SENDING
    cells: dict[str, object] = {"unclear_since": now, "tries": 0} if is_out else {}
    done = Publication.objects.filter(
        pk=pk, state=state, token=token, lease_until__lt=now
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
    begun = Part.objects.filter(published_at__isnull=False).values("publication")
    late = Publication.objects.filter(
        state=State.SCHEDULED, late_at__lt=now, lease_until=None
    ).exclude(pk__in=begun)
    done = 0
    for pk, token in late.values_list("pk", "token")[:_AT_ONCE]:
        done += _return(pk, token, now)
    return done


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
    unusable = Publication.objects.filter(state=State.UNCLEAR, lease_until=None).exclude(
        account__state=Account.State.CONNECTED
    )
    usable = Publication.objects.filter(
        state=State.ASKED, reason=ACCOUNT, account__state=Account.State.CONNECTED
    )
    return unusable.update(state=State.ASKED, reason=ACCOUNT, changed_at=now) + usable.update(
        state=State.UNCLEAR, reason="", tries=0, try_at=now, changed_at=now
    )
