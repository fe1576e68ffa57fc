"""The secret address of the calendar, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aboveboard.rooms.publishing.make_feed import feed_of, make_feed, revoke_feed
from aboveboard.rooms.publishing.models import CalendarFeed
from aboveboard.rooms.workspaces.access import seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Say whether there is an address; make one, and show it this once."""
    seat = seat_of(request, workspace_id)
    address = ""
    if request.method == "POST":
        token = make_feed(by=seat, now=timezone.now(), has_text="has_text" in request.POST)
        address = request.build_absolute_uri(reverse("publishing_feed:feed", args=[token]))
    facts = {
        "room": "calendar",
        "feed": CalendarFeed.objects.filter(member=seat).first(),
        "address": address,
    }
    return render(request, "publishing/feed.html", facts)


@login_required
@require_POST
def revoke(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Stop the address."""
    if revoke_feed(by=seat_of(request, workspace_id), now=timezone.now()):
        say(request, _("The address no longer answers."))
    return redirect("publishing:feed", workspace_id)


@require_safe
def calendar_of(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar to whoever knows the address; nobody signs in here."""
    from aboveboard.rooms.publishing.calendar_feed import (  # noqa: PLC0415  (brings icalendar)
        calendar_feed,
    )

    found = feed_of(token)

    def address_of(publication_id: int) -> str:
        path = reverse("publishing:publication", args=[found.workspace_id, publication_id])
        return request.build_absolute_uri(path)

    written = calendar_feed(
        found, now=timezone.now(), host=request.get_host(), address_of=address_of
    )
    return HttpResponse(
        written,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, max-age=300",
            "Content-Disposition": 'inline; filename="aboveboard.ics"',
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow",
        },
    )
