"""Tokens as they are kept: sealed, one row an account."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.connecting import AccountKind, Grant, Identity, Tokens
from aboveboard.rooms.accounts.models import Credential, Network
from aboveboard.rooms.accounts.sealing import open_sealed, seal

if TYPE_CHECKING:
    from aboveboard.rooms.accounts.models import Account

RENEW_BY_THEMSELVES: Final = frozenset({Network.INSTAGRAM})
"""Networks whose access token renews itself while it is good, without a refresh token (A2.1)."""


def keep(account: Account, tokens: Tokens, *, now: datetime) -> Credential:
    """Keep ``tokens`` as what opens ``account``, in the place of what did, and return the row."""
    row, _is_new = Credential.objects.update_or_create(
        account=account, defaults=columns(account, tokens, now=now)
    )
    return row


def columns(account: Account, tokens: Tokens, *, now: datetime) -> dict[str, Any]:
    """Return the columns of the row that holds ``tokens``, with no lease on them."""
    place = Credential(pk=account.pk).place
    return {
        "sealed": seal(to_text(tokens), place),
        "access_until": tokens.access_until,
        "renews": renews(account.network, tokens),
        "again_at": None,
        "lease_holder": "",
        "lease_until": None,
        "changed_at": now,
    }


def renews(network: str, tokens: Tokens) -> bool:
    """Return whether the tokens can be renewed without the person."""
    if tokens.access_until is None:
        return False
    return bool(tokens.refresh) or network in RENEW_BY_THEMSELVES


def ends_at(network: str, tokens: Tokens) -> datetime | None:
    """Return when the person has to connect again, as far as the network tells."""
    if tokens.refresh and tokens.access_until is not None:
        return tokens.refresh_until
    return tokens.access_until


def grant_in(account: Account, row: Credential) -> Grant:
    """Return the account with what opens it.

    Raises:
        CannotOpen: the sealing key is gone.
    """
    return Grant(identity_of(account), from_text(open_sealed(row.sealed, row.place)))


def identity_of(account: Account) -> Identity:
    """Return an account as channels know it."""
    return Identity(
        network=account.network,
        remote_id=account.remote_id,
        handle=account.handle,
        name=account.name,
        server=account.server,
        kind=AccountKind(account.kind),
        facts=account.facts,
    )


def told_of(who: Identity) -> dict[str, Any]:
    """Return the columns of an account that its network may tell anew; a name is always there."""
    return {
        "handle": who.handle[:255],
        "name": (who.name or who.handle or who.remote_id)[:255],
        "facts": dict(who.facts),
    }


def to_text(tokens: Tokens) -> str:
    """Return tokens as text, for sealing only."""
    return json.dumps(
        {
            "access": tokens.access,
            "access_until": _written(tokens.access_until),
            "refresh": tokens.refresh,
            "refresh_until": _written(tokens.refresh_until),
            "scopes": sorted(tokens.scopes),
            "extra": dict(tokens.extra),
        }
    )


def from_text(text: str) -> Tokens:
    """Return the tokens that :func:`to_text` wrote."""
    kept = json.loads(text)
    return Tokens(
        access=kept["access"],
        access_until=_read(kept["access_until"]),
        refresh=kept["refresh"],
        refresh_until=_read(kept["refresh_until"]),
        scopes=frozenset(kept["scopes"]),
        extra=kept["extra"],
    )


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
