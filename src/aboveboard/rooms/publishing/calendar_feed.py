"""The calendar as other programs read it (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from icalendar import Calendar, Event

import aboveboard
from aboveboard.rooms.accounts.models import Network
from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.schedule import title_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.rooms.publishing.models import CalendarFeed

BACK: Final = timedelta(days=92)
"""How far back the feed looks."""
AT_MOST: Final = 2000
_LASTS: Final = timedelta(minutes=15)
_EVERY: Final = timedelta(hours=1)
_STATUS: Final = {
    State.PUBLIC: "CONFIRMED",
    State.EDITING: "CONFIRMED",
    State.WITHDRAWING: "CONFIRMED",
    State.WITHDRAWN: "CANCELLED",
    State.CANCELLED: "CANCELLED",
}


def calendar_feed(
    feed: CalendarFeed, *, now: datetime, host: str, address_of: Callable[[int], str]
) -> bytes:
    """Return the calendar of a feed; titles only, unless whole texts were asked for. One query.

    ``host`` makes the names of the events the house's own; ``address_of`` leads to a publication.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Aboveboard//{aboveboard.__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Aboveboard: {feed.workspace.name}")
    calendar.add("refresh-interval", _EVERY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", _EVERY)
    rows = (
        Publication.objects.filter(workspace=feed.workspace_id, due_at__gte=now - BACK)
        .select_related("account")
        .order_by("-due_at", "-pk")[:AT_MOST]
    )
    for row in rows:
        calendar.add_component(_event(row, feed, host, address_of(row.pk)))
    written: bytes = calendar.to_ical()
    return written


def _event(row: Publication, feed: CalendarFeed, host: str, address: str) -> Event:
    event = Event()
    event.add("uid", f"publication-{row.pk}@{host}")
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("dtstart", row.due_at)
    event.add("dtend", row.due_at + _LASTS)
    network = str(Network(row.account.network).label)
    title = title_of(row.text) or gettext("Without words")
    event.add("summary", f"{network} ({State(row.state).label}): {title}")
    event.add("status", _STATUS.get(State(row.state), "TENTATIVE"))
    event.add("transp", "TRANSPARENT")
    event.add("url", address)
    if feed.has_text:
        event.add("description", row.text)
    return event
