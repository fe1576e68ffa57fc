"""The developer apps by which networks know a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.channels.connecting import App
from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.accounts.models import RegisteredApp
from aboveboard.rooms.accounts.sealing import open_sealed, seal
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.workspaces.models import Member


def app_of(account: Account, rows: Iterable[RegisteredApp] | None = None) -> App | None:
    """Return the app an account was connected with, or None where its network has none.

    ``rows`` are the apps of its workspace, where they are at hand.

    Raises:
        CannotOpen: the sealing key is gone.
    """
    if rows is None:
        rows = RegisteredApp.objects.filter(
            workspace=account.workspace_id,
            network=account.network,
            server__in=["", account.server],
        )
    its = [
        row
        for row in rows
        if row.network == account.network and row.server in {"", account.server}
    ]
    row = max(its, key=lambda one: one.server, default=None)
    return None if row is None else app_in(row)


def app_in(row: RegisteredApp) -> App:
    """Return the app of a row, opened.

    Raises:
        CannotOpen: the sealing key is gone.
    """
    secret = open_sealed(row.sealed, row.place) if row.sealed else ""
    return App(row.client_id, secret, row.server, row.version)


def app_row(workspace_id: int, network: str, *, server: str = "") -> RegisteredApp | None:
    """Return the row of the app of a network, and on Mastodon of a server, if there is one."""
    return RegisteredApp.objects.filter(
        workspace=workspace_id, network=network, server=server
    ).first()


@transaction.atomic
def register(
    network: str, app: App, *, by: Member, now: datetime, redirect: str = ""
) -> RegisteredApp:
    """Keep ``app`` in the place of the one before for its network and server; return its row.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    if not by.may_write:
        raise NotAllowed
    row = app_row(by.workspace_id, network, server=app.server) or RegisteredApp(
        workspace_id=by.workspace_id, network=network, server=app.server
    )
    row.client_id, row.version, row.redirect = app.client_id, app.version, redirect
    row.sealed = seal(app.secret, row.place) if app.secret else ""
    row.changed_at = now
    row.save()
    note(by, "register", "app", row.pk, now=now)
    return row
