"""The only door from a seat to what was dismissed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.readings.models import Dismissal

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


def access_dismissal(member: Member, dismissal_id: int) -> Dismissal:
    """Return the dismissal when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's; the two are told apart nowhere.
    """
    found = Dismissal.objects.filter(pk=dismissal_id, workspace=member.workspace_id).first()
    if found is None:
        raise NotFound(what="dismissal")
    return found
