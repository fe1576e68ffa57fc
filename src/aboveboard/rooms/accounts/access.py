"""The only door from a seat to an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.accounts.models import Account

if TYPE_CHECKING:
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
