"""Open the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.rooms.demo.fill_accounts import fill_accounts
from aboveboard.rooms.demo.fill_boundaries import fill_boundaries
from aboveboard.rooms.demo.fill_library import fill_library
from aboveboard.rooms.demo.fill_mirror import fill_mirror
from aboveboard.rooms.demo.fill_publishing import fill_publishing
from aboveboard.rooms.demo.fill_record import fill_record
from aboveboard.rooms.demo.opening import Opening
from aboveboard.rooms.workspaces.found import found
from aboveboard.rooms.workspaces.models import Member, User

if TYPE_CHECKING:
    from datetime import datetime

NAME = "Peulvuur"


@transaction.atomic
def fill_demo(user: User, *, now: datetime) -> Member:
    """Return the user's seat in their demo, with two years up to the day of ``now``.

    The same ``now`` gives the same two years. A demo that the user has already stays as it is.
    """
    # Two clicks at once make one demo: the second waits here for the first.
    User.objects.select_for_update().get(pk=user.pk)
    seat = (
        Member.objects.select_related("workspace")
        .filter(user=user, role=Member.Role.OWNER, workspace__is_demo=True)
        .order_by("pk")
        .first()
    )
    if seat:
        return seat
    seat = found(user, NAME, now=now, is_demo=True)
    opening = Opening(now)
    moments = fill_record(seat.workspace_id, opening)
    posts = fill_library(seat.workspace_id, opening)
    fill_boundaries(seat.workspace_id, opening)
    fill_publishing(seat, opening)
    fill_accounts(seat.workspace_id, opening)
    fill_mirror(seat.workspace_id, moments, posts, opening)
    return seat
