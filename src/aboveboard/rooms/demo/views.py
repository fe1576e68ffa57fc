"""The way into the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from aboveboard.rooms.workspaces.access import user_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@login_required
def open_demo(request: HttpRequest) -> HttpResponse:
    """Make the reader's demo, or find it, and lead to it."""
    # The story and what reads it come in when the door opens, not with the start.
    from aboveboard.rooms.demo.fill import fill_demo  # noqa: PLC0415

    seat = fill_demo(user_of(request), now=timezone.now())
    return redirect("today:page", seat.workspace_id)
