"""The rules, and the box that says whether a text would stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.boundaries import queries
from aboveboard.rooms.boundaries.access import access_boundary
from aboveboard.rooms.boundaries.draw import draw, redraw
from aboveboard.rooms.boundaries.forms import MAX_TEXT, BoundaryForm, said_of
from aboveboard.rooms.boundaries.models import About, Force, Numbers
from aboveboard.rooms.boundaries.remove import remove, restore
from aboveboard.rooms.boundaries.would_stop import would_stop
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.boundaries.would_stop import Answer
    from aboveboard.rooms.workspaces.models import Member

_METHODS: Final = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(_METHODS)
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the rules, and keep a new one."""
    seat = seat_of(request, workspace_id)
    if request.method != "POST":
        about = request.GET.get("about", "")
        chosen = about if about in About.values else About.TERM.value
        force = Force.CONSENT if chosen == About.CONNECTIONS else Force.NEVER
        form = BoundaryForm(
            initial={"about": chosen, "force": force.value}, workspace_id=workspace_id
        )
        return _list(request, seat, form)
    if not seat.may_write:
        raise NotAllowed
    form = BoundaryForm(request.POST, workspace_id=workspace_id)
    if not form.is_valid():
        return _list(request, seat, form, status=422)
    kept = draw(form.said(), by=seat, now=timezone.now())
    undo = reverse("boundaries:remove", args=[workspace_id, kept.pk])
    say(request, _("Boundary kept."), undo=undo)
    return redirect("boundaries:page", workspace_id)


def _list(
    request: HttpRequest,
    seat: Member,
    form: BoundaryForm,
    *,
    answer: Answer | None = None,
    status: int = 200,
) -> HttpResponse:
    before = request.GET.get("before", "")
    is_number = before.isascii() and before.isdecimal() and len(before) < 18
    rows = queries.boundaries(
        seat.workspace_id,
        today=timezone.localdate(),
        before=int(before) if is_number else None,
    )
    facts = {
        **_choices(seat.workspace_id, form),
        "rows": rows,
        "count": queries.boundary_count(seat.workspace_id),
        "before": rows[-1].id if len(rows) == queries.PAGE else None,
        "answer": answer,
        "max_text": MAX_TEXT,
    }
    return render(request, "boundaries/page.html", facts, status=status)


def _choices(workspace_id: int, form: BoundaryForm) -> dict[str, Any]:
    """Return the form with what can be chosen in it, by what the boundary is about."""
    about = form["about"].value()
    forces = [
        (value, words)
        for value, words in Force.choices
        if about != About.CONNECTIONS or value in {Force.ASK, Force.CONSENT}
    ]
    return {
        "room": "boundaries",
        "form": form,
        "about": about,
        "abouts": About.choices,
        "forces": forces,
        "numbers": Numbers.choices,
        "topics": queries.topic_names(workspace_id) if about == About.TOPIC else [],
        "targets": queries.open_targets(workspace_id) if about == About.TARGET else [],
    }


@login_required
@require_POST
def try_text(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Say whether a text would stop; nothing of it is kept."""
    seat = seat_of(request, workspace_id)
    text = request.POST.get("text", "").replace("\r\n", "\n")[:MAX_TEXT]
    answer = would_stop(text, workspace_id, today=timezone.localdate())
    if request.headers.get("HX-Request"):
        return render(request, "boundaries/_answer.html", {"answer": answer})
    initial = {"about": About.TERM.value, "force": Force.NEVER.value}
    form = BoundaryForm(initial=initial, workspace_id=workspace_id)
    return _list(request, seat, form, answer=answer)


@login_required
@require_http_methods(_METHODS)
def boundary(request: HttpRequest, workspace_id: int, boundary_id: int) -> HttpResponse:
    """Show one rule, and keep what was changed."""
    seat = seat_of(request, workspace_id)
    found = access_boundary(seat, boundary_id)
    form = BoundaryForm(initial=said_of(found), workspace_id=workspace_id)
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        form = BoundaryForm(request.POST, workspace_id=workspace_id)
        if form.is_valid():
            redraw(found, form.said(), by=seat, now=timezone.now())
            say(request, _("Boundary kept."))
            return redirect("boundaries:page", workspace_id)
    row = queries.row_of(found, today=timezone.localdate())
    facts = {**_choices(workspace_id, form), "row": row}
    return render(
        request, "boundaries/boundary.html", facts, status=422 if form.is_bound else 200
    )


@login_required
@require_POST
def remove_boundary(request: HttpRequest, workspace_id: int, boundary_id: int) -> HttpResponse:
    """Take a rule out, with a way back."""
    seat = writing_seat_of(request, workspace_id)
    remove(access_boundary(seat, boundary_id), by=seat, now=timezone.now())
    way_back = reverse("boundaries:restore", args=[workspace_id, boundary_id])
    say(request, _("Boundary removed."), undo=way_back)
    return redirect("boundaries:page", workspace_id)


@login_required
@require_POST
def restore_boundary(request: HttpRequest, workspace_id: int, boundary_id: int) -> HttpResponse:
    """Put a removed rule back."""
    seat = writing_seat_of(request, workspace_id)
    restore(access_boundary(seat, boundary_id, is_removed=True), by=seat, now=timezone.now())
    say(request, _("Boundary put back."))
    return redirect(back_to(request, reverse("boundaries:page", args=[workspace_id])))
