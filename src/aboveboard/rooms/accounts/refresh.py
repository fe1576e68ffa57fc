"""Renew what opens an account, one process at a time, kept before it is used.

A refresh token is mostly good once, and whoever shows it twice may lose the connection (Bluesky
revokes both). So: a lease is taken by one conditional update, the new tokens are committed before
anybody uses them, and they are written only over the tokens they came from. A process that dies
between the network's answer and that commit loses them; the next renewal finds out.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q

from aboveboard.channels.connecting import Grant
from aboveboard.channels.port import Busy, ChannelError, NotSent, Reason, Refused
from aboveboard.rooms.accounts.lapse import Lapsed, lapse
from aboveboard.rooms.accounts.models import Account, Credential
from aboveboard.rooms.accounts.tokens import columns, ends_at, grant_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.channels.connecting import App, Connector, Tokens

LEASE: Final = timedelta(minutes=5)
"""How long one renewal may take: a few requests, each with its own bound (channels.http)."""
PAUSE: Final = timedelta(minutes=1)
"""How long to wait after a renewal that did not go well."""
_SOON: Final = timedelta(seconds=30)
"""What an access token must still last to be worth using."""
_LOOK_AGAIN: Final = timedelta(seconds=10)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Renewal:
    """One account with what is needed to renew what opens it."""

    account: Account
    row: Credential
    grant: Grant
    app: App | None
    connector: Connector
    now: Callable[[], datetime]


def refresh(it: Renewal) -> Grant:
    """Renew what opens an account and return it; what is still good when that cannot be done now.

    Must not run inside a transaction: the lease and the new tokens are to be seen by all at once.

    Raises:
        Refused: ``Reason.SIGN_IN``: the account has lapsed; else the network said another no.
        Busy: nothing good is at hand until ``again_at``.
        NotSent: likewise; the network was not reached.
    """
    if not _take(it):
        return _of_another(it)
    try:
        tokens = it.connector.refresh(it.grant, it.app)
    except Refused as no:
        if no.reason is Reason.SIGN_IN:
            return _refused(it, no)
        return _not_now(it, no)
    except ChannelError as trouble:
        return _not_now(it, trouble)
    return _written(it, tokens)


def _take(it: Renewal) -> bool:
    """Take the lease, unless somebody has it or had the tokens renewed already."""
    at = it.now()
    free = (Q(lease_until=None) | Q(lease_until__lte=at)) & (
        Q(again_at=None) | Q(again_at__lte=at)
    )
    with transaction.atomic(durable=True):
        taken = Credential.objects.filter(free, pk=it.row.pk, epoch=it.row.epoch).update(
            lease_holder=uuid4().hex, lease_until=at + LEASE
        )
    return taken == 1


def _of_another(it: Renewal) -> Grant:
    """Return what somebody else renewed meanwhile, or what is still good."""
    row = Credential.objects.filter(pk=it.row.pk).first()
    if row is None:
        raise Refused(Reason.SIGN_IN)
    at = it.now()
    if row.epoch != it.row.epoch or _lasts(row, at):
        return grant_in(it.account, row)
    waits = [moment for moment in (row.again_at, row.lease_until) if moment and moment > at]
    soonest = min(waits, default=at + _LOOK_AGAIN)
    raise Busy(Reason.RENEWING, min(soonest, at + _LOOK_AGAIN) if row.lease_until else soonest)


def _written(it: Renewal, tokens: Tokens) -> Grant:
    """Keep the new tokens, durably, and return the account with them."""
    at = it.now()
    with transaction.atomic(durable=True):
        mine = Credential.objects.filter(pk=it.row.pk, epoch=it.row.epoch).update(
            **columns(it.account, tokens, now=at), epoch=F("epoch") + 1
        )
        if mine:
            Account.objects.filter(pk=it.account.pk).update(
                expires_at=ends_at(it.account.network, tokens),
                scopes=sorted(tokens.scopes or it.grant.tokens.scopes),
            )
    fresh = Grant(it.grant.identity, tokens)
    if mine:
        return fresh
    row = Credential.objects.filter(pk=it.row.pk).first()
    if row is not None:
        _log.warning("another process renewed account=%d meanwhile", it.account.pk)
        return grant_in(it.account, row)
    _forget(it, fresh)
    raise Refused(Reason.SIGN_IN)


def _forget(it: Renewal, fresh: Grant) -> None:
    """Take back tokens that came for an account that was disconnected meanwhile."""
    try:
        it.connector.revoke(fresh, it.app)
    except ChannelError as trouble:
        _log.warning("tokens of account=%d were not taken back: %s", it.account.pk, trouble)


def _refused(it: Renewal, no: Refused) -> Grant:
    """Lapse the account; only where what it has still works, say when that ends instead."""
    at = it.now()
    if _lasts(it.row, at) and _still_works(it):
        ends = {"renews": False, "lease_holder": "", "lease_until": None, "changed_at": at}
        Credential.objects.filter(pk=it.row.pk, epoch=it.row.epoch).update(**ends)
        Account.objects.filter(pk=it.account.pk).update(expires_at=it.row.access_until)
        return it.grant
    _free(it, again_at=None)
    if Credential.objects.filter(pk=it.row.pk, epoch=it.row.epoch).exists():
        lapse(it.account, Lapsed.SIGN_IN, at)
    raise no


def _still_works(it: Renewal) -> bool:
    try:
        it.connector.identity(it.grant, it.app)
    except Refused as no:
        return no.reason is not Reason.SIGN_IN
    except ChannelError:
        return True  # nobody said no; its next use tells
    return True


def _not_now(it: Renewal, trouble: ChannelError) -> Grant:
    """Return what is still good, or say when to try again. Nothing lapses for a bad line."""
    at = it.now()
    again_at = max(trouble.again_at, at) if isinstance(trouble, Busy) else at + PAUSE
    _free(it, again_at=again_at)
    _log.info("account=%d was not renewed: %s", it.account.pk, trouble)
    if _lasts(it.row, at):
        return it.grant
    if isinstance(trouble, Refused | NotSent | Busy):
        raise trouble
    # What was unclear is which token is good, not whether anything was published.
    raise Busy(trouble.reason, again_at, status=trouble.status) from trouble


def _free(it: Renewal, *, again_at: datetime | None) -> None:
    Credential.objects.filter(pk=it.row.pk, epoch=it.row.epoch).update(
        lease_holder="", lease_until=None, again_at=again_at
    )


def _lasts(row: Credential, at: datetime) -> bool:
    return row.access_until is None or row.access_until > at + _SOON
