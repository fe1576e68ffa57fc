"""Pages of the accounts."""

from __future__ import annotations

from aboveboard.rooms.accounts.views.connecting import connect, keep_app
from aboveboard.rooms.accounts.views.returning import (
    bluesky_metadata,
    choose_accounts,
    come_back,
)
from aboveboard.rooms.accounts.views.shown import account, disconnect_account, page

__all__ = [
    "account",
    "bluesky_metadata",
    "choose_accounts",
    "come_back",
    "connect",
    "disconnect_account",
    "keep_app",
    "page",
]
