"""Remove a workspace with everything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotAllowed

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def remove_demo(by: Member) -> None:
    """Remove the demo's workspace and all it holds.

    Raises:
        NotAllowed: this is not the demo, or ``by`` does not own it.
    """
    if not by.workspace.is_demo or not by.is_owner:
        raise NotAllowed
    by.workspace.delete()
