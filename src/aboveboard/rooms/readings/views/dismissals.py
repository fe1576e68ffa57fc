"""What was dismissed, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from aboveboard.rooms.readings.access import access_dismissal
from aboveboard.rooms.readings.dismiss import bring_back
from aboveboard.rooms.readings.downloads import as_csv, as_json
from aboveboard.rooms.readings.queries import dismissed_rows, rule_rows, switched_off_rows
from aboveboard.rooms.readings.switches import switched_off
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 500
"""Dismissals on the page; the files hold all."""


@require_GET
@login_required
def dismissals(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show what was dismissed, when and why, and how often each rule was shown."""
    seat_of(request, workspace_id)
    rules = rule_rows(workspace_id, switched_off(workspace_id))
    facts = {
        "room": "readings",
        "rows": list(dismissed_rows(workspace_id, MOST)),
        "off": switched_off_rows(workspace_id),
        "counts": [row for row in rules if row.shown],
    }
    return render(request, "readings/dismissals.html", facts)


@login_required
@require_POST
def bring_dismissal_back(
    request: HttpRequest, workspace_id: int, dismissal_id: int
) -> HttpResponse:
    """Show a finding again wherever its words stand."""
    seat = writing_seat_of(request, workspace_id)
    bring_back(access_dismissal(seat, dismissal_id), by=seat, now=timezone.now())
    say(request, gettext("Brought back."))
    return redirect("readings:dismissals", workspace_id)


@require_GET
@login_required
def dismissals_csv(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Give the dismissals as CSV."""
    seat_of(request, workspace_id)
    answer = HttpResponse(
        as_csv(dismissed_rows(workspace_id)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="dismissals.csv"'
    return answer


@require_GET
@login_required
def dismissals_json(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Give the dismissals and the counts of rules as JSON."""
    seat_of(request, workspace_id)
    rules = rule_rows(workspace_id, switched_off(workspace_id))
    answer = JsonResponse(as_json(dismissed_rows(workspace_id), rules))
    answer["Content-Disposition"] = 'attachment; filename="dismissals.json"'
    return answer
