"""Promise a text to the public, unless a boundary says stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.publishing.own_stops import own_stops
from aboveboard.rooms.publishing.schedule import schedule
from aboveboard.rooms.publishing.stops import BOUNDARY, stops_in, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.publishing.schedule import Content
    from aboveboard.rooms.publishing.wish import Wish
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def plan(
    contents: Mapping[Account, Content],
    *,
    by: Member,
    wish: Wish | Mapping[Account, Wish],
    now: datetime,
    is_heavy: bool = False,
    why: str = "",
) -> list[Publication]:
    """Return the promises. ``why`` is an owner's reason for what goes out in spite of a stop.

    Raises:
        Invalid: a boundary says stop (rule ``boundary``), and whatever :func:`.schedule` finds.
        NotAllowed: ``by`` may not publish here, or gives a reason and is no owner.
        Conflict: an account cannot be used any more.
    """
    if not by.may_write:
        raise NotAllowed
    today = timezone.localdate(now)
    met = {
        account: stops_in(texts_of(content), by.workspace_id, today=today)
        for account, content in contents.items()
    }
    if any(met.values()) and not why.strip():
        raise Invalid(field="why", rule=BOUNDARY)
    promises = schedule(contents, by=by, wish=wish, now=now, is_heavy=is_heavy)
    for promise in promises:
        if met[promise.account]:
            own_stops(promise, met[promise.account], why, by=by, now=now)
    return promises
