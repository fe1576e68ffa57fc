"""The way into the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from aboveboard.rooms.demo.fill import fill_demo

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.workspaces.models import User


@require_POST
@login_required
def open_demo(request: HttpRequest) -> HttpResponse:
    """Make the reader's demo, or find it, and lead to it."""
    seat = fill_demo(cast("User", request.user), now=timezone.now())
    return redirect("today:page", seat.workspace_id)
