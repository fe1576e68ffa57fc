"""Hold everything back with one key, and go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aboveboard.rooms.publishing import pause as verbs
from aboveboard.rooms.workspaces.access import writing_seat_of
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_POST
def pause(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Hold everything back."""
    verbs.pause(by=writing_seat_of(request, workspace_id), now=timezone.now())
    undo = reverse("publishing:go_on", args=[workspace_id])
    say(request, _("Everything is held back."), undo=undo)
    return redirect(back_to(request, reverse("publishing:calendar", args=[workspace_id])))


@login_required
@require_POST
def go_on(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Let what is planned go out again."""
    verbs.go_on(by=writing_seat_of(request, workspace_id), now=timezone.now())
    undo = reverse("publishing:pause", args=[workspace_id])
    say(request, _("It goes on."), undo=undo)
    return redirect(back_to(request, reverse("publishing:calendar", args=[workspace_id])))
