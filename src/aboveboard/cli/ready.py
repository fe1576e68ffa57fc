"""Make the product ready inside a command: settings, tables, the owner's seat."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from aboveboard.cli.main import BAD_SETTING

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


def ready(*, is_migrating: bool = True) -> None:
    """Set Django up and bring the tables up to date; leave with code 4 on a bad setting."""
    from aboveboard.project.environment import BadSetting

    os.environ["DJANGO_SETTINGS_MODULE"] = "aboveboard.project.settings"  # noqa: TID251  (Django's own)
    try:
        import django

        django.setup()
    except BadSetting as bad:
        click.echo(str(bad), err=True)
        sys.exit(BAD_SETTING)
    if is_migrating:
        from aboveboard.project.upgrade import upgrade

        kept = upgrade()
        if kept is not None:
            click.echo(f"The database was brought up to date. The one before is kept: {kept}")


def own_member(workspace_id: int | None = None) -> Member:
    """Return the owner's seat: in the workspace asked for, else in the first that is not the demo."""
    from django.utils import timezone

    from aboveboard.rooms.workspaces.found import own_seat, owner
    from aboveboard.rooms.workspaces.models import Member as Seat

    user = owner()
    if workspace_id is None:
        return own_seat(user, now=timezone.now())
    seat = (
        Seat.objects.select_related("workspace")
        .filter(user=user, workspace=workspace_id)
        .first()
    )
    if seat is None:
        click.echo(f"There is no workspace {workspace_id} here.", err=True)
        sys.exit(1)
    return seat
