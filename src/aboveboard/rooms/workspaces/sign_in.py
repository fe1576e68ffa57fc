"""Sign in with a link that works once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.workspaces.models import SignInLink

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import User

LIFE = timedelta(hours=1)
"""How long a link waits to be used."""


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def make_link(user: User, *, now: datetime) -> str:
    """Return a new token of 256 random bits; links that have expired are removed."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.filter(expires_at__lt=now).delete()
    SignInLink.objects.create(
        digest=_digest(token), user=user, made_at=now, expires_at=now + LIFE
    )
    return token


def use_link(token: str, *, now: datetime) -> User:
    """Return the user of the link, and make sure that it never works again.

    Raises:
        NotFound: there is no such link, it was used, or it has expired.
    """
    waiting = SignInLink.objects.filter(
        digest=_digest(token), used_at=None, expires_at__gt=now, user__is_active=True
    )
    if not waiting.update(used_at=now):
        raise NotFound(what="link")
    return SignInLink.objects.select_related("user").get(digest=_digest(token)).user
