"""The first page, and the way to everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from aboveboard.rooms.library.receive import PIECE_BYTES
from aboveboard.rooms.publishing.views.calendar import row_facts
from aboveboard.rooms.today.queries import places, today
from aboveboard.rooms.workspaces.access import seat_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@login_required
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show what waits; on an empty workspace the three ways to begin."""
    seat = seat_of(request, workspace_id)
    on = timezone.localdate()
    facts = today(workspace_id, on=on, now=timezone.now())
    template = (
        "today/first_run.html" if facts.is_empty and not facts.imports else "today/page.html"
    )
    shown = {"room": "today", "page": facts, "waiting": facts.waiting, "on": on}
    shown["piece_bytes"] = PIECE_BYTES
    shown |= row_facts(request, seat)
    return render(request, template, shown)


@require_GET
@login_required
def go(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show where one can go: as a page, or only the list for the palette."""
    seat_of(request, workspace_id)
    words = request.GET.get("q", "")[:200]
    template = "today/_places.html" if "part" in request.GET else "today/go.html"
    shown = {"room": "today", "words": words, "places": places(workspace_id, words)}
    return render(request, template, shown)
