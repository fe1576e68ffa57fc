"""Found a workspace, and the owner of a single-user installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.rooms.workspaces.audit import note
from aboveboard.rooms.workspaces.models import Member, User, Workspace

if TYPE_CHECKING:
    from datetime import datetime

OWNER_NAME = "owner"


def owner() -> User:
    """Return the owner of this installation, made at the first call."""
    user, is_new = User.objects.get_or_create(username=OWNER_NAME)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


@transaction.atomic
def found(user: User, name: str, *, now: datetime, is_demo: bool = False) -> Member:
    """Make a workspace and return the owner's seat in it."""
    workspace = Workspace.objects.create(name=name, is_demo=is_demo, created_at=now)
    member = Member.objects.create(workspace=workspace, user=user, role=Member.Role.OWNER)
    note(member, "found", "workspace", workspace.pk, now=now)
    return member


def own_seat(user: User, *, now: datetime) -> Member:
    """Return the user's first seat that is not the demo's; founds a workspace when there is none."""
    seat = (
        Member.objects.select_related("workspace")
        .filter(user=user, workspace__is_demo=False)
        .order_by("pk")
        .first()
    )
    return seat or found(user, "Aboveboard", now=now)
