"""Accounts that end soon or have to be connected again, and who was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from aboveboard.rooms.accounts.models import Account, EndTold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

STEPS: Final = (2, 7, 14)
"""Days ahead at which an end is told, the nearest first."""
ENDED: Final = 0
_DRIFT: Final = timedelta(days=3)
"""An end that moves less than this is the same end, told already."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An account that needs the person: it ends on a day, or has lapsed for a reason.

    ``days`` is the step: 14, 7 or 2 ahead, 0 when it has lapsed.
    """

    id: int
    network: str
    network_name: str
    name: str
    handle: str
    ends_at: datetime
    days: int
    reason: str

    @property
    def ends_on(self) -> date:
        """The day of it, here."""
        return timezone.localdate(self.ends_at)


def endings(workspace_id: int, *, now: datetime) -> list[Ending]:
    """Return the accounts that need the person, lapsed ones first, then the soonest. One query."""
    rows = _needing(now).filter(workspace=workspace_id)
    found = [ending_of(row, now=now) for row in rows.order_by("pk")]
    return sorted(found, key=lambda one: (one.days != ENDED, one.ends_at))


def untold(*, now: datetime) -> Iterator[tuple[Account, Ending]]:
    """Yield accounts of every workspace whose present step nobody was told of."""
    real = _needing(now).filter(workspace__is_demo=False)
    for account in real.select_related("workspace").order_by("pk"):
        ending = ending_of(account, now=now)
        told = EndTold.objects.filter(
            account=account, days=ending.days, ends_at__gte=ending.ends_at - _DRIFT
        )
        if not told.exists():
            yield account, ending


def tell(account: Account, ending: Ending, *, now: datetime) -> EndTold | None:
    """Write down that a step is told now; None when it was already."""
    row, is_new = EndTold.objects.get_or_create(
        account=account, ends_at=ending.ends_at, days=ending.days, defaults={"told_at": now}
    )
    return row if is_new else None


def ending_of(account: Account, *, now: datetime) -> Ending:
    """Return what is to be told about an account that needs the person."""
    has_lapsed = account.state == Account.State.LAPSED or account.expires_at is None
    ends_at = account.changed_at if has_lapsed else account.expires_at
    return Ending(
        account.pk,
        account.network,
        account.get_network_display(),
        account.name,
        account.handle,
        ends_at or account.changed_at,
        ENDED if has_lapsed else _step((ends_at or now) - now),
        account.reason,
    )


def _step(left: timedelta) -> int:
    return next((days for days in STEPS if left <= timedelta(days=days)), STEPS[-1])


def _needing(now: datetime) -> QuerySet[Account]:
    soon = Q(state=Account.State.CONNECTED, expires_at__lte=now + timedelta(days=STEPS[-1]))
    return Account.objects.filter(soon | Q(state=Account.State.LAPSED))
