"""Targets and what they came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record import target_rows
from aboveboard.rooms.record.access import access_target
from aboveboard.rooms.record.forms import OutcomeForm, TargetForm
from aboveboard.rooms.record.models import Target
from aboveboard.rooms.record.remove import remove, restore
from aboveboard.rooms.record.settle import drop, reopen, settle
from aboveboard.rooms.record.targets import edit_target, set_target
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.workspaces.models import Member

_METHODS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(_METHODS)
def targets(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show all targets, and keep a new one."""
    seat = seat_of(request, workspace_id)
    if request.method != "POST":
        return _list(request, seat, TargetForm(initial={"direction": "at_least"}))
    if not seat.may_write:
        raise NotAllowed
    form = TargetForm(request.POST)
    if not form.is_valid():
        return _list(request, seat, form, status=422)
    kept = set_target(form.words(), by=seat, now=timezone.now())
    say(
        request,
        _("Target kept."),
        undo=reverse("record:remove_target", args=[workspace_id, kept.pk]),
    )
    return redirect("record:targets", workspace_id)


def _list(
    request: HttpRequest,
    seat: Member,
    form: TargetForm,
    *,
    unsettled: int = 0,
    outcome: OutcomeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = target_rows.targets(seat.workspace_id)
    facts = {
        "room": "record",
        "open": [row for row in rows if row.state == Target.State.OPEN],
        "settled": [row for row in rows if row.state != Target.State.OPEN],
        "form": form,
        "directions": Target.Direction.choices,
        "today": timezone.localdate(),
        "unsettled": unsettled,
        "outcome_form": outcome,
    }
    return render(request, "record/targets.html", facts, status=status)


@login_required
@require_http_methods(_METHODS)
def target(request: HttpRequest, workspace_id: int, target_id: int) -> HttpResponse:
    """Show one target, and keep what was changed."""
    seat = seat_of(request, workspace_id)
    found = access_target(seat, target_id)
    form = TargetForm(initial=_said(found))
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        form = TargetForm(request.POST)
        if form.is_valid():
            edit_target(found, form.words(), by=seat, now=timezone.now())
            say(request, _("Target kept."))
            return redirect("record:targets", workspace_id)
    facts = {
        "room": "record",
        "row": target_rows.row_of(found),
        "form": form,
        "directions": Target.Direction.choices,
    }
    status = 422 if form.is_bound else 200
    return render(request, "record/target.html", facts, status=status)


def _said(found: Target) -> dict[str, object]:
    return {
        "what": found.what,
        "value": format(target_rows.plain(found.value), "f"),
        "unit": found.unit,
        "direction": found.direction,
        "due_on": found.due_on.isoformat(),
        "note": found.note,
    }


@login_required
@require_POST
def settle_target(request: HttpRequest, workspace_id: int, target_id: int) -> HttpResponse:
    """Keep what a target came to."""
    seat = writing_seat_of(request, workspace_id)
    found = access_target(seat, target_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        fresh = TargetForm(initial={"direction": "at_least"})
        return _list(request, seat, fresh, unsettled=target_id, outcome=form, status=422)
    settle(found, outcome=form.cleaned_data["outcome"], by=seat, now=timezone.now())
    _say_moved(request, _("Outcome kept."), workspace_id, target_id)
    return redirect("record:targets", workspace_id)


@login_required
@require_POST
def drop_target(request: HttpRequest, workspace_id: int, target_id: int) -> HttpResponse:
    """Give a target up."""
    seat = writing_seat_of(request, workspace_id)
    drop(access_target(seat, target_id), by=seat, now=timezone.now())
    _say_moved(request, _("Target dropped."), workspace_id, target_id)
    return redirect("record:targets", workspace_id)


def _say_moved(request: HttpRequest, words: str, workspace_id: int, target_id: int) -> None:
    say(request, words, undo=reverse("record:reopen_target", args=[workspace_id, target_id]))


@login_required
@require_POST
def reopen_target(request: HttpRequest, workspace_id: int, target_id: int) -> HttpResponse:
    """Open a target again."""
    seat = writing_seat_of(request, workspace_id)
    reopen(access_target(seat, target_id), by=seat, now=timezone.now())
    say(request, _("Target open again."))
    return redirect("record:targets", workspace_id)


@login_required
@require_POST
def remove_target(request: HttpRequest, workspace_id: int, target_id: int) -> HttpResponse:
    """Take a target out, with a way back."""
    seat = writing_seat_of(request, workspace_id)
    remove(access_target(seat, target_id), by=seat, now=timezone.now())
    way_back = reverse("record:restore_target", args=[workspace_id, target_id])
    say(request, _("Target removed."), undo=way_back)
    return redirect("record:targets", workspace_id)


@login_required
@require_POST
def restore_target(request: HttpRequest, workspace_id: int, target_id: int) -> HttpResponse:
    """Put a removed target back."""
    seat = writing_seat_of(request, workspace_id)
    restore(access_target(seat, target_id, is_removed=True), by=seat, now=timezone.now())
    say(request, _("Target put back."))
    return redirect(back_to(request, reverse("record:targets", args=[workspace_id])))
