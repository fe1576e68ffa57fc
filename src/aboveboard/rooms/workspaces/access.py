"""The only door from a request to a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotAllowed, NotFound
from aboveboard.rooms.workspaces.models import Member, User

if TYPE_CHECKING:
    from django.http import HttpRequest


def user_of(request: HttpRequest) -> User:
    """Return who is signed in.

    Raises:
        NotFound: nobody is.
    """
    if not isinstance(request.user, User):
        raise NotFound(what="user")
    return request.user


def seat_of(request: HttpRequest, workspace_id: int) -> Member:
    """Return the seat of the signed-in user in the workspace.

    Raises:
        NotFound: no such workspace, or no seat in it; the two are told apart nowhere.
    """
    member = (
        Member.objects.select_related("workspace", "user")
        .filter(workspace_id=workspace_id, user=user_of(request), user__is_active=True)
        .first()
    )
    if member is None:
        raise NotFound(what="workspace")
    request.seat = member  # type: ignore[attr-defined]  # read by the context of the page
    return member


def writing_seat_of(request: HttpRequest, workspace_id: int) -> Member:
    """Return the seat, when it may change things here.

    Raises:
        NotFound: no such workspace, or no seat in it.
        NotAllowed: the seat only reads.
    """
    member = seat_of(request, workspace_id)
    if not member.may_write:
        raise NotAllowed
    return member
