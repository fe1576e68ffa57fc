"""One moment: looked at, changed, removed and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.record import queries, shown
from aboveboard.rooms.record.access import access_moment
from aboveboard.rooms.record.edit import edit
from aboveboard.rooms.record.forms import MomentForm
from aboveboard.rooms.record.models import Kind, Openness
from aboveboard.rooms.record.remove import remove, restore
from aboveboard.rooms.record.set_kind import set_kind
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.record.models import Moment


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def moment(request: HttpRequest, workspace_id: int, moment_id: int) -> HttpResponse:
    """Show a moment with everything that can be said of it, and keep what was changed."""
    seat = seat_of(request, workspace_id)
    found = access_moment(seat, moment_id)
    if request.method != "POST":
        return _page(request, found, MomentForm(initial=_said(found)))
    if not seat.may_write:
        raise NotAllowed
    form = MomentForm(request.POST)
    if form.is_valid():
        try:
            edit(found, form.words(), by=seat, now=timezone.now())
        except Invalid as bad:
            form.add_error(str(bad.facts["field"]), sentence(bad))
        else:
            say(request, _("Moment kept."))
            return redirect("record:moment", workspace_id, moment_id)
    return _page(request, access_moment(seat, moment_id), form, status=422)


def _said(found: Moment) -> dict[str, Any]:
    return {
        "text": found.text,
        "happened_on": found.happened_on.isoformat(),
        "until": found.until.isoformat() if found.until else "",
        "kind": found.kind,
        "weight": found.weight,
        "topics": ", ".join(topic.name for topic in found.topics.order_by("folded")),
        "note": found.note,
        "openness": found.openness,
        "open_from": found.open_from.isoformat() if found.open_from else "",
    }


def _page(
    request: HttpRequest, found: Moment, form: MomentForm, *, status: int = 200
) -> HttpResponse:
    facts = {
        "room": "record",
        "row": queries.row_of(found),
        "form": form,
        "kinds": Kind.choices,
        "openness": Openness.choices,
        "weights": [str(number) for number in range(1, 6)],
        "attachments": list(found.attachments.order_by("pk")),
        "is_shown_known": shown.SHOWN is not None,
        "today": timezone.localdate(),
        "created_at": found.created_at,
    }
    return render(request, "record/moment.html", facts, status=status)


@login_required
@require_POST
def kind(request: HttpRequest, workspace_id: int, moment_id: int) -> HttpResponse:
    """Keep the kind that one key said."""
    seat = writing_seat_of(request, workspace_id)
    found = access_moment(seat, moment_id)
    set_kind(found, kind=request.POST.get("kind", ""), by=seat, now=timezone.now())
    if getattr(request, "htmx", False):
        facts = {
            "row": queries.row_of(found),
            "is_shown_known": shown.SHOWN is not None,
            "this_year": timezone.localdate().year,
        }
        return render(request, "record/_row.html", facts)
    return redirect(back_to(request, reverse("record:timeline", args=[workspace_id])))


@login_required
@require_POST
def remove_moment(request: HttpRequest, workspace_id: int, moment_id: int) -> HttpResponse:
    """Take a moment out, with a way back."""
    seat = writing_seat_of(request, workspace_id)
    found = access_moment(seat, moment_id)
    remove(found, by=seat, now=timezone.now())
    say(
        request,
        _("Moment removed."),
        undo=reverse("record:restore", args=[workspace_id, moment_id]),
    )
    itself = reverse("record:moment", args=[workspace_id, moment_id])
    place = back_to(request, reverse("record:timeline", args=[workspace_id]))
    return redirect("record:timeline", workspace_id) if place == itself else redirect(place)


@login_required
@require_POST
def restore_moment(request: HttpRequest, workspace_id: int, moment_id: int) -> HttpResponse:
    """Put a removed moment back."""
    seat = writing_seat_of(request, workspace_id)
    restore(access_moment(seat, moment_id, is_removed=True), by=seat, now=timezone.now())
    say(request, _("Moment put back."))
    return redirect(back_to(request, reverse("record:timeline", args=[workspace_id])))
