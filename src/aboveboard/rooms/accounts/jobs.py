"""What the worker calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from aboveboard.channels.port import ChannelError
from aboveboard.rooms.accounts import expiry, mail
from aboveboard.rooms.accounts.check import check
from aboveboard.rooms.accounts.connect import forget_old
from aboveboard.rooms.accounts.lapse import find_again
from aboveboard.rooms.accounts.models import Account, Credential, EndTold
from aboveboard.rooms.accounts.opened import grant_of
from aboveboard.rooms.workspaces.models import User
from aboveboard.work.stopping import is_stopping

_AHEAD: Final = timedelta(days=30)
"""How long before its end a token is renewed when nobody asks for it."""
_SELDOM: Final = timedelta(days=1)
"""How old a token is before it is renewed that way; Instagram takes none sooner (A2.1)."""


@task
def keep_accounts() -> None:
    """Every hour: renew what nobody uses, connect what came back, tell what ends."""
    now = timezone.now()
    find_again(now)
    forget_old(now)
    idle = Credential.objects.filter(
        renews=True,
        access_until__lte=now + _AHEAD,
        changed_at__lte=now - _SELDOM,
        account__state=Account.State.CONNECTED,
    )
    for row in idle.select_related("account").order_by("access_until"):
        if is_stopping():
            return
        try:
            grant_of(row.account, now=timezone.now, is_early=True)
        except ChannelError:
            continue  # lapsed by now, or tried again in an hour
    tell_endings()


@task
def check_accounts() -> None:
    """Every day: ask who each account is now."""
    connected = Account.objects.filter(state=Account.State.CONNECTED, credential__isnull=False)
    for account in connected.order_by("pk"):
        if is_stopping():
            return
        check(account, now=timezone.now)


def tell_endings() -> int:
    """Have mail written for every step that was not told yet, and return for how many."""
    if not settings.HAS_MAIL:
        return 0
    now = timezone.now()
    told = 0
    for account, ending in list(expiry.untold(now=now)):
        with transaction.atomic():
            row = expiry.tell(account, ending, now=now)
            if row is None:
                continue
            for user in mail.readers(account.workspace):
                mail_ending.enqueue(row.pk, user.pk)
            told += 1
    return told


@task
def mail_ending(told_id: int, user_id: int) -> None:
    """Send one mail; a server that does not take it is tried again by the queue."""
    row = EndTold.objects.select_related("account__workspace").filter(pk=told_id).first()
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if row is None or user is None:
        return
    ending = expiry.ending_of(row.account, now=row.told_at)
    if ending.days == row.days:  # else it was connected again, or disconnected, meanwhile
        mail.write(user, row.account.workspace, ending).send()
