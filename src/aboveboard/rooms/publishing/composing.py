"""A channel to compose with: what a network makes of a draft, without speaking to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from aboveboard.channels.networks import NETWORKS
from aboveboard.channels.port import Reason, Refused
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.accounts.opened import as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from aboveboard.channels.port import Channel
    from aboveboard.rooms.accounts.models import RegisteredApp


class Silent:
    """A way out that leads nowhere."""

    def send(self, *_args: object, **_more: object) -> NoReturn:
        raise Refused(Reason.CONNECTION)


def channel_to_compose(
    account: Account,
    *,
    now: Callable[[], datetime],
    apps: Iterable[RegisteredApp] | None = None,
) -> Channel | None:
    """Return the channel of an account as it is, nothing renewed, that cannot send.

    ``apps`` are those of its workspace, where they are at hand.

    None where the account is not connected, or cannot be opened.
    """
    if account.state != Account.State.CONNECTED:
        return None
    opened = as_it_is(account, apps)
    if opened is None:
        return None
    grant, app = opened
    return NETWORKS[account.network].channel(grant, app=app, sender=Silent(), now=now)
