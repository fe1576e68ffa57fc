"""An account, opened: what the rooms above speak to a network with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.networks import NETWORKS
from aboveboard.channels.port import Reason, Refused
from aboveboard.rooms.accounts.lapse import Lapsed, lapse
from aboveboard.rooms.accounts.models import Account, Credential
from aboveboard.rooms.accounts.outside import way_out
from aboveboard.rooms.accounts.refresh import Renewal, refresh
from aboveboard.rooms.accounts.registered import app_of
from aboveboard.rooms.accounts.sealing import CannotOpen
from aboveboard.rooms.accounts.tokens import grant_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from aboveboard.channels.connecting import App, Connector, Grant
    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender
    from aboveboard.rooms.accounts.models import RegisteredApp

LEAD: Final = timedelta(minutes=5)
"""How long before its end an access token is renewed when it is asked for."""


def open_channel(
    account: Account, *, now: Callable[[], datetime], sender: Sender | None = None
) -> Channel:
    """Return the channel of an account, with what opens it renewed where that was due.

    Must not be called inside a transaction.

    Raises:
        Refused: ``Reason.SIGN_IN``: it is not connected, or has just lapsed.
        Busy: what opens it cannot be renewed before ``again_at``; nothing was sent.
        NotSent: likewise; the network was not reached.
    """
    sender = sender or way_out(now)
    grant, app = _opened(account, now=now, sender=sender)
    return NETWORKS[account.network].channel(grant, app=app, sender=sender, now=now)


def grant_of(
    account: Account,
    *,
    now: Callable[[], datetime],
    connector: Connector | None = None,
    is_early: bool = False,
) -> Grant:
    """Return an account with what opens it, renewed when fewer than five minutes are left.

    ``is_early`` renews it whatever is left. Raises what :func:`open_channel` raises.
    """
    grant, _app = _opened(account, now=now, connector=connector, is_early=is_early)
    return grant


def as_it_is(
    account: Account, apps: Iterable[RegisteredApp] | None = None
) -> tuple[Grant, App | None] | None:
    """Return what opens an account, nothing renewed; None where it is gone or cannot be unsealed.

    ``apps`` are those of its workspace, where they are at hand.
    """
    row = getattr(account, "credential", None)
    try:
        return None if row is None else (grant_in(account, row), app_of(account, apps))
    except CannotOpen:
        return None


def connector_for(
    network: str, *, now: Callable[[], datetime], sender: Sender | None = None
) -> Connector:
    """Return what connects accounts of a network."""
    return NETWORKS[network].connector(sender=sender or way_out(now), now=now)


def _opened(
    account: Account,
    *,
    now: Callable[[], datetime],
    sender: Sender | None = None,
    connector: Connector | None = None,
    is_early: bool = False,
) -> tuple[Grant, App | None]:
    row = Credential.objects.filter(
        pk=account.pk, account__state=Account.State.CONNECTED
    ).first()
    if row is None:
        raise Refused(Reason.SIGN_IN)
    at = now()
    try:
        grant, app = grant_in(account, row), app_of(account)
    except CannotOpen as lost:
        lapse(account, Lapsed.KEY_LOST, at)
        raise Refused(Reason.SIGN_IN) from lost
    if row.access_until is None:
        return grant, app
    if row.renews and (is_early or row.access_until <= at + LEAD):
        connector = connector or connector_for(account.network, now=now, sender=sender)
        return refresh(Renewal(account, row, grant, app, connector, now)), app
    if row.access_until <= at:
        lapse(account, Lapsed.ENDED, at)
        raise Refused(Reason.SIGN_IN)
    return grant, app
