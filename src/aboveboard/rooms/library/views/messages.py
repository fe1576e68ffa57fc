"""Private messages: a list and a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from aboveboard.rooms.library import queries
from aboveboard.rooms.library.cursor import Cursor
from aboveboard.rooms.workspaces.access import seat_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@login_required
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show messages, newest first; for htmx only those that follow ``after``."""
    seat_of(request, workspace_id)
    words = request.GET.get("q", "").strip()[:200]
    after = Cursor.read(request.GET.get("after", ""))
    facts = {
        "room": "library",
        "page": queries.messages(workspace_id, words, after=after),
        "words": words,
        "after": after,
        "asked": urlencode({"q": words}) if words else "",
        "this_year": timezone.localdate().year,
    }
    is_part = getattr(request, "htmx", False) and after is not None
    template = "library/_messages.html" if is_part else "library/messages.html"
    return render(request, template, {**facts, "is_part": is_part})
