"""Disconnect an account: forget what opens it here, and ask the network to forget it too."""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from aboveboard.channels.port import ChannelError
from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.accounts.models import Account, Credential, Network, RegisteredApp
from aboveboard.rooms.accounts.opened import as_it_is
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.connecting import Connector
    from aboveboard.rooms.workspaces.models import Member

_ONE_FOR_ALL: Final = frozenset({Network.LINKEDIN, Network.FACEBOOK})
"""Networks where one permission opens a person's profile and all of their pages."""
_NO_WAY_TO_TELL: Final = frozenset({Network.INSTAGRAM, Network.FACEBOOK})
"""Networks that only the person can tell, in their own settings."""

_log = logging.getLogger(__name__)


class Forgot(StrEnum):
    """What the network made of it."""

    TOLD = "told"
    """It no longer takes what opened the account."""
    UNTOLD = "untold"
    """It could not be told; the person can take the permission back there."""
    SHARED = "shared"
    """It was not told, for the same permission opens other accounts that stay connected."""


def disconnect(account: Account, *, by: Member, connector: Connector, now: datetime) -> Forgot:
    """Forget what opens ``account`` and return whether its network does so too.

    The account's row stays, for what was published with it. What is scheduled with it is held.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    if not by.may_write:
        raise NotAllowed
    opened = as_it_is(account)
    with transaction.atomic():
        Credential.objects.filter(account=account).delete()
        Account.objects.filter(pk=account.pk).update(
            state=Account.State.DISCONNECTED, reason="", expires_at=None, changed_at=now
        )
        note(by, "disconnect", "account", account.pk, now=now)
    account.refresh_from_db()
    if _is_shared(account):
        return Forgot.SHARED
    if opened is None or account.network in _NO_WAY_TO_TELL:
        return Forgot.UNTOLD
    try:
        connector.revoke(*opened)
    except ChannelError as trouble:
        _log.info("the network of account=%d was not told: %s", account.pk, trouble)
        return Forgot.UNTOLD
    return Forgot.TOLD


def _is_shared(account: Account) -> bool:
    """Return whether taking the permission back would close other accounts as well.

    A permission is one person's for one app; workspaces mostly have an app each.
    """
    if account.network not in _ONE_FOR_ALL:
        return False
    others = Account.objects.filter(network=account.network, state=Account.State.CONNECTED)
    by_this_app = RegisteredApp.objects.filter(
        workspace=account.workspace_id, network=account.network
    ).values("client_id")
    is_near = Q(workspace=account.workspace_id) | Q(
        workspace__apps__network=account.network, workspace__apps__client_id__in=by_this_app
    )
    return others.filter(is_near).exclude(pk=account.pk).exists()
