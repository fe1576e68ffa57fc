"""A channel to compose with: what a network makes of a draft, without speaking to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from aboveboard.channels.networks import NETWORKS
from aboveboard.channels.port import Reason, Refused
from aboveboard.rooms.accounts.models import Account, Credential
from aboveboard.rooms.accounts.registered import app_of
from aboveboard.rooms.accounts.sealing import CannotOpen
from aboveboard.rooms.accounts.tokens import grant_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.channels.port import Channel


class _Silent:
    """A way out that leads nowhere."""

    def send(self, *_args: object, **_more: object) -> NoReturn:
        raise Refused(Reason.CONNECTION)


def channel_to_compose(account: Account, *, now: Callable[[], datetime]) -> Channel | None:
    """Return the channel of an account as it is, nothing renewed, that cannot send.

    None where the account is not connected, cannot be opened, or nothing here speaks to its
    network.
    """
    if account.network not in NETWORKS or account.state != Account.State.CONNECTED:
        return None
    row = Credential.objects.filter(pk=account.pk).first()
    if row is None:
        return None
    try:
        grant, app = grant_in(account, row), app_of(account)
    except CannotOpen:
        return None
    return NETWORKS[account.network].channel(grant, app=app, sender=_Silent(), now=now)
