"""Accounts and what opens them, made for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aboveboard.channels.connecting import Grant, Identity, Tokens
from aboveboard.rooms.accounts.models import Account, Credential
from aboveboard.rooms.accounts.tokens import keep
from conftest import NOON

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Workspace


def account_of(workspace: Workspace, **more: Any) -> Account:
    """Return a connected Mastodon account of a workspace."""
    fields = {
        "network": "mastodon",
        "remote_id": f"{Account.objects.count() + 1}",
        "handle": "@noor@social.example",
        "name": "Noor",
        "server": "https://social.example",
        "connected_at": NOON,
        "changed_at": NOON,
    }
    return Account.objects.create(workspace=workspace, **(fields | more))


def tokens(
    access: str = "access-1",
    *,
    hours: float | None = 2,
    refresh: str = "refresh-1",
    **more: Any,
) -> Tokens:
    """Return tokens whose access ends ``hours`` after noon."""
    until = None if hours is None else NOON + timedelta(hours=hours)
    return Tokens(access, access_until=until, refresh=refresh, **more)


def kept(account: Account, opens: Tokens | None = None, *, now: datetime = NOON) -> Credential:
    """Keep tokens for an account and return the row."""
    return keep(account, opens or tokens(), now=now)


def granted(number: str = "1", **more: Any) -> Grant:
    """Return what a network gives for an account of its own."""
    fields: dict[str, Any] = {
        "network": "linkedin",
        "remote_id": f"urn:li:person:{number}",
        "handle": "",
        "name": f"Noor {number}",
        "server": "https://api.linkedin.com",
        "facts": {"max_characters": "3000"},
    }
    opens = more.pop("opens", tokens(f"access-of-{number}", scopes=frozenset({"w"})))
    return Grant(Identity(**(fields | more)), opens)
