"""People, and whether they agree to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.boundaries import queries
from aboveboard.rooms.boundaries.access import access_consent
from aboveboard.rooms.boundaries.agree import ask_consent, change_consent
from aboveboard.rooms.boundaries.forms import ConsentForm, said_by
from aboveboard.rooms.boundaries.models import State
from aboveboard.rooms.boundaries.remove import remove, restore
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_METHODS: Final = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(_METHODS)
def people(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show who may be named and who not, and keep somebody new."""
    seat = seat_of(request, workspace_id)
    form = ConsentForm(initial={"state": State.UNKNOWN.value})
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        form = ConsentForm(request.POST)
        if form.is_valid():
            kept = ask_consent(form.said(), by=seat, now=timezone.now())
            undo = reverse("boundaries:remove_person", args=[workspace_id, kept.pk])
            say(request, _("%(name)s kept.") % {"name": kept.name}, undo=undo)
            return redirect("boundaries:people", workspace_id)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    facts = {
        "room": "boundaries",
        "rows": queries.consents(workspace_id),
        "form": form,
        "states": State.choices,
        "q": words,
        "found": queries.connections_named(workspace_id, words) if words else [],
        "has_connections": queries.has_connections(workspace_id),
    }
    status = 422 if form.is_bound else 200
    return render(request, "boundaries/people.html", facts, status=status)


@login_required
@require_http_methods(_METHODS)
def person(request: HttpRequest, workspace_id: int, consent_id: int) -> HttpResponse:
    """Show what one person said, and keep what was changed."""
    seat = seat_of(request, workspace_id)
    found = access_consent(seat, consent_id)
    form = ConsentForm(initial=said_by(found))
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        form = ConsentForm(request.POST)
        if form.is_valid():
            try:
                change_consent(found, form.said(), by=seat, now=timezone.now())
            except Invalid as bad:
                form.add_error("name", sentence(bad))
            else:
                say(request, _("%(name)s kept.") % {"name": found.name})
                return redirect("boundaries:people", workspace_id)
    facts = {
        "room": "boundaries",
        "row": queries.consent_row(found),
        "form": form,
        "states": State.choices,
    }
    status = 422 if form.is_bound else 200
    return render(request, "boundaries/person.html", facts, status=status)


@login_required
@require_POST
def remove_person(request: HttpRequest, workspace_id: int, consent_id: int) -> HttpResponse:
    """Take somebody off the list, with a way back."""
    seat = writing_seat_of(request, workspace_id)
    found = access_consent(seat, consent_id)
    remove(found, by=seat, now=timezone.now())
    way_back = reverse("boundaries:restore_person", args=[workspace_id, consent_id])
    say(request, _("%(name)s removed.") % {"name": found.name}, undo=way_back)
    return redirect("boundaries:people", workspace_id)


@login_required
@require_POST
def restore_person(request: HttpRequest, workspace_id: int, consent_id: int) -> HttpResponse:
    """Put somebody back on the list."""
    seat = writing_seat_of(request, workspace_id)
    found = access_consent(seat, consent_id, is_removed=True)
    try:
        restore(found, by=seat, now=timezone.now())
        say(request, _("%(name)s put back.") % {"name": found.name})
    except Invalid as bad:
        say(request, sentence(bad))
    return redirect(back_to(request, reverse("boundaries:people", args=[workspace_id])))
