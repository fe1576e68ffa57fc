"""Ask each network who an account is now, so that a permission taken back is known beforehand."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aboveboard.channels.port import ChannelError, Reason, Refused
from aboveboard.rooms.accounts.lapse import Lapsed, lapse
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.accounts.opened import connector_for, grant_of
from aboveboard.rooms.accounts.registered import app_of
from aboveboard.rooms.accounts.tokens import told_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.channels.connecting import Connector

_log = logging.getLogger(__name__)


def check(
    account: Account, *, now: Callable[[], datetime], connector: Connector | None = None
) -> bool:
    """Take over what an account is called now and what its server allows; return whether it did.

    It lapses when its network takes nothing any more; what cannot be reached changes nothing.
    """
    connector = connector or connector_for(account.network, now=now)
    try:
        grant = grant_of(account, now=now, connector=connector)
        who = connector.identity(grant, app_of(account))
    except Refused as no:
        if no.reason is Reason.SIGN_IN:
            lapse(account, Lapsed.SIGN_IN, now())
        return False
    except ChannelError as trouble:
        _log.info("account=%d was not looked at: %s", account.pk, trouble)
        return False
    if who.remote_id != account.remote_id:
        return False
    return bool(
        Account.objects.filter(pk=account.pk, state=Account.State.CONNECTED).update(
            **told_of(who)
        )
    )
