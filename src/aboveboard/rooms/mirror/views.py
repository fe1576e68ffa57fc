"""Pages of the mirror."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from aboveboard.rooms.workspaces.access import seat_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the mirror."""
    seat_of(request, workspace_id)
    return render(request, "web/base.html", {"room": "mirror"})
