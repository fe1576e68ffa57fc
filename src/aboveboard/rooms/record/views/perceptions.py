"""Perception notes: what people think, and how it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record import queries
from aboveboard.rooms.record.access import access_perception
from aboveboard.rooms.record.forms import PerceptionForm
from aboveboard.rooms.record.perceive import perceive
from aboveboard.rooms.record.remove import remove, restore
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def perceptions(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the perception notes, and keep a new one."""
    seat = seat_of(request, workspace_id)
    form = PerceptionForm()
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        form = PerceptionForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            kept = perceive(said["people_think"], said["it_is_so"], by=seat, now=timezone.now())
            undo = reverse("record:remove_perception", args=[workspace_id, kept.pk])
            say(request, _("Note kept."), undo=undo)
            return redirect("record:perceptions", workspace_id)
    facts = {
        "room": "record",
        "rows": queries.perceptions(workspace_id, limit=200),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "record/perceptions.html", facts, status=status)


@login_required
@require_POST
def remove_perception(request: HttpRequest, workspace_id: int, note_id: int) -> HttpResponse:
    """Take a perception note out, with a way back."""
    seat = writing_seat_of(request, workspace_id)
    remove(access_perception(seat, note_id), by=seat, now=timezone.now())
    undo = reverse("record:restore_perception", args=[workspace_id, note_id])
    say(request, _("Note removed."), undo=undo)
    return redirect("record:perceptions", workspace_id)


@login_required
@require_POST
def restore_perception(request: HttpRequest, workspace_id: int, note_id: int) -> HttpResponse:
    """Put a removed perception note back."""
    seat = writing_seat_of(request, workspace_id)
    restore(access_perception(seat, note_id, is_removed=True), by=seat, now=timezone.now())
    say(request, _("Note put back."))
    return redirect("record:perceptions", workspace_id)
