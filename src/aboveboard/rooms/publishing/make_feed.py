"""Give a seat a secret address of the calendar, and take it back."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotFound
from aboveboard.rooms.publishing.models import CalendarFeed
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def make_feed(*, by: Member, now: datetime, has_text: bool = False) -> str:
    """Return a new token of 256 random bits; the seat's earlier address stops at once.

    The token is shown once: only its digest is kept. ``has_text`` puts whole texts into the feed.
    """
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(member=by).delete()
    feed = CalendarFeed.objects.create(
        workspace_id=by.workspace_id,
        member=by,
        digest=_digest(token),
        has_text=has_text,
        created_at=now,
    )
    note(by, "make feed", "calendar", feed.pk, now=now)
    return token


@transaction.atomic
def revoke_feed(*, by: Member, now: datetime) -> bool:
    """Stop the seat's address; return whether there was one."""
    had = bool(CalendarFeed.objects.filter(member=by).delete()[0])
    if had:
        note(by, "revoke feed", "calendar", now=now)
    return had


def feed_of(token: str) -> CalendarFeed:
    """Return the feed of a token, as long as its seat is there and its user active.

    Raises:
        NotFound: there is no such feed, or no longer.
    """
    feed = CalendarFeed.objects.filter(
        digest=_digest(token), member__user__is_active=True
    ).first()
    if feed is None:
        raise NotFound(what="feed")
    return feed


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
