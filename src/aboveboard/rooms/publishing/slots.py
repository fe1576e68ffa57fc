"""Weekly hours at which an account likes to publish, and which of them are free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.dates import WEEKDAYS

from aboveboard.rooms.accounts.models import Account, Network
from aboveboard.rooms.publishing.models import Publication, Slot, State
from aboveboard.rooms.publishing.wish import Wish, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.utils.functional import _StrPromise

NEAR: Final = timedelta(minutes=15)
"""A slot is taken by what its account publishes this near to it."""
AHEAD: Final = timedelta(weeks=26)
"""How far ahead a free slot is looked for."""
_GONE: Final = (State.CANCELLED, State.RETURNED, State.REFUSED, State.WITHDRAWN)
"""States in which a publication takes no slot."""


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """An hour of a slot at which nothing of the account goes out."""

    account: int
    account_name: str
    network: str
    wish: Wish
    at: datetime

    @property
    def clock(self) -> str:
        """The time of the day."""
        return self.wish.wall.strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A weekly hour; ``weekday`` 0 is Monday, ``zone`` is empty when it is the reader's."""

    pk: int
    weekday: _StrPromise | str
    clock: str
    zone: str


@dataclass(frozen=True, slots=True)
class AccountSlots:
    """An account with its weekly hours, through the week, and the next that is free."""

    pk: int
    name: str
    network: str
    rows: tuple[SlotRow, ...]
    next_free: Wish | None


def accounts_with_slots(workspace_id: int, *, now: datetime) -> list[AccountSlots]:
    """Return the accounts that can publish, or have slots. Four queries."""
    accounts = Account.objects.filter(workspace=workspace_id).order_by("name", "pk")
    rows: dict[int, list[SlotRow]] = {}
    here = timezone.get_current_timezone_name()
    for row in Slot.objects.filter(account__workspace=workspace_id).order_by("weekday", "at"):
        zone = "" if row.zone == here else row.zone
        line = SlotRow(row.pk, WEEKDAYS[row.weekday], row.at.strftime("%H:%M"), zone)
        rows.setdefault(row.account_id, []).append(line)
    soonest: dict[int, Wish] = {}
    for free in free_slots(workspace_id, *_ahead(now), now=now):
        soonest.setdefault(free.account, free.wish)
    return [
        AccountSlots(
            pk=one.pk,
            name=one.name,
            network=str(Network(one.network).label),
            rows=tuple(rows.get(one.pk, ())),
            next_free=soonest.get(one.pk),
        )
        for one in accounts
        if one.state == Account.State.CONNECTED or one.pk in rows
    ]


def free_slots(
    workspace_id: int, first: date, last: date, *, now: datetime, account: int | None = None
) -> list[FreeSlot]:
    """Return the slots of connected accounts that are free from ``first`` to ``last``. Two queries."""
    rows = Slot.objects.filter(
        account__workspace=workspace_id, account__state=Account.State.CONNECTED
    ).select_related("account")
    if account is not None:
        rows = rows.filter(account=account)
    found = [one for row in rows for one in _hours(row, first, last) if one.at > now]
    return sorted(_without_taken(found), key=lambda one: (one.at, one.account))


def next_slot(account: Account, now: datetime) -> Wish | None:
    """Return the account's next free slot as a wish; None when it has no slots, or none is free.

    Two queries.
    """
    free = free_slots(account.workspace_id, *_ahead(now), now=now, account=account.pk)
    return free[0].wish if free else None


def _ahead(now: datetime) -> tuple[date, date]:
    """Return the days to look at, from the day before: somewhere it may be yesterday still."""
    return (now - timedelta(days=1)).date(), (now + AHEAD).date()


def _hours(slot: Slot, first: date, last: date) -> Iterator[FreeSlot]:
    """Yield every hour of a slot within the days, taken or not."""
    day = first + timedelta(days=(slot.weekday - first.weekday()) % 7)
    while day <= last:
        wish = Wish(datetime.combine(day, slot.at), slot.zone)
        yield FreeSlot(
            account=slot.account_id,
            account_name=slot.account.name,
            network=str(Network(slot.account.network).label),
            wish=wish,
            at=moment_of(wish).at,
        )
        day += timedelta(days=7)


def _without_taken(hours: list[FreeSlot]) -> Iterable[FreeSlot]:
    if not hours:
        return []
    taken: dict[int, list[datetime]] = {}
    rows = Publication.objects.filter(
        account__in={one.account for one in hours},
        due_at__gte=min(one.at for one in hours) - NEAR,
        due_at__lte=max(one.at for one in hours) + NEAR,
    ).exclude(state__in=_GONE)
    for account, due in rows.values_list("account", "due_at"):
        taken.setdefault(account, []).append(due)
    return [
        one
        for one in hours
        if not any(abs(due - one.at) < NEAR for due in taken.get(one.account, ()))
    ]
