"""The only door from a seat to an account, or to the choice among several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.accounts.models import Account, Errand

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


def access_account(member: Member, account_id: int) -> Account:
    """Return the account when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's; the two are told apart nowhere.
    """
    found = Account.objects.filter(pk=account_id, workspace=member.workspace_id).first()
    if found is None:
        raise NotFound(what="account")
    return found


def access_choice(member: Member, errand_id: int, *, now: datetime) -> Errand:
    """Return the errand whose accounts the member may choose among: they began it themselves.

    Raises:
        NotFound: there is none, it is another's, it was done, or it is too old.
    """
    found = Errand.objects.filter(
        pk=errand_id,
        workspace=member.workspace_id,
        user=member.user_id,
        state=Errand.State.CHOOSING,
        expires_at__gt=now,
    ).first()
    if found is None:
        raise NotFound(what="errand")
    return found
