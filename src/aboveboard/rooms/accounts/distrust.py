"""A network said no to what opens an account: renew it before anybody is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.accounts.lapse import Lapsed, lapse
from aboveboard.rooms.accounts.models import Account, Credential

if TYPE_CHECKING:
    from datetime import datetime

_FRESH: Final = timedelta(minutes=10)
"""A no to something as new as this will not go away by renewing it again."""


def distrust(account: Account, now: datetime) -> None:
    """Have what opens the account renewed at its next use; lapse it where that is of no use.

    An access token may end before its time (a clock that is wrong, a key the server changed). Only
    a no to a new one, or to one that cannot be renewed, needs the person.
    """
    to_renew = Credential.objects.filter(
        pk=account.pk,
        renews=True,
        changed_at__lt=now - _FRESH,
        account__state=Account.State.CONNECTED,
    )
    if not to_renew.update(access_until=now):
        lapse(account, Lapsed.SIGN_IN, now)
