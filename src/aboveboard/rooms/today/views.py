"""The first page, and the way to everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from aboveboard.rooms.workspaces.access import seat_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@login_required
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show what waits."""
    seat_of(request, workspace_id)
    return render(request, "today/page.html", {"room": "today", "today": timezone.localdate()})


@require_GET
@login_required
def go(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show where one can go."""
    seat_of(request, workspace_id)
    return render(request, "today/go.html", {"room": "today"})
