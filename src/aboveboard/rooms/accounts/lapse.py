"""Say that only the person can connect an account again, and take that back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.rooms.accounts.models import Account, Credential
from aboveboard.rooms.accounts.sealing import CannotOpen, open_sealed

if TYPE_CHECKING:
    from datetime import datetime


class Lapsed(StrEnum):
    """Why an account lapsed. Stable: words for people are made from it."""

    SIGN_IN = "sign_in"
    """The network no longer takes what opened it."""
    ENDED = "ended"
    """What opened it has reached its end."""
    KEY_LOST = "key_lost"
    """What opens it cannot be unsealed here."""


def lapse(account: Account, reason: Lapsed, now: datetime) -> bool:
    """Mark a connected account as lapsed; return whether it was still connected."""
    is_mine = (
        Account.objects.filter(pk=account.pk, state=Account.State.CONNECTED).update(
            state=Account.State.LAPSED, reason=reason, changed_at=now
        )
        == 1
    )
    account.refresh_from_db(fields=["state", "reason", "changed_at"])
    return is_mine


def find_again(now: datetime) -> int:
    """Connect accounts whose lost key came back, and return how many.

    What has ended or was taken back by the network meanwhile is found out at its next use.
    """
    back = 0
    lost = Credential.objects.filter(
        account__state=Account.State.LAPSED, account__reason=Lapsed.KEY_LOST
    )
    for row in lost:
        try:
            open_sealed(row.sealed, row.place)
        except CannotOpen:
            continue
        with transaction.atomic():
            back += Account.objects.filter(
                pk=row.pk, state=Account.State.LAPSED, reason=Lapsed.KEY_LOST
            ).update(state=Account.State.CONNECTED, reason="", changed_at=now)
    return back
