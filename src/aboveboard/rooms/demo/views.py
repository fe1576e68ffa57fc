"""The way into the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aboveboard.rooms.demo.remove import remove
from aboveboard.rooms.workspaces.access import seat_of, user_of
from aboveboard.web.toasts import say

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


@login_required
@require_POST
def remove_demo(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Remove the demo with one click."""
    remove(seat_of(request, workspace_id))
    say(request, _("The demo is gone."))
    return redirect("workspaces:home")
