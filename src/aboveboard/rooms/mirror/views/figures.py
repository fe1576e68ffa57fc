"""Record beside image: the page, its definitions, and its figures as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from aboveboard.core.errors import Invalid
from aboveboard.core.kinds import Kind
from aboveboard.measures.small import TOO_FEW
from aboveboard.rooms.mirror import pairs, queries
from aboveboard.rooms.mirror.columns import posts_in
from aboveboard.rooms.mirror.downloads import as_csv, as_json
from aboveboard.rooms.mirror.likeness import MOST, NEAR_DAYS
from aboveboard.rooms.mirror.parts import figures_of
from aboveboard.rooms.mirror.period import CHOICES, Period, chosen_period
from aboveboard.rooms.mirror.wording import period_name
from aboveboard.rooms.workspaces.access import seat_of
from aboveboard.web.messages import sentence

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_required
@require_GET
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the record beside the image, for a period."""
    seat = seat_of(request, workspace_id)
    now = timezone.now()
    today = timezone.localdate(now)
    period, wrong = _period(request)
    standing = queries.standing(workspace_id, now=now)
    shown: dict[str, Any] = {
        "room": "mirror",
        "period": period,
        "period_name": period_name(period, today),
        "wrong": wrong,
        "standing": standing,
        "few": TOO_FEW,
    }
    if standing.has_moments and standing.has_posts:
        shown["figures"] = figures_of(seat.workspace, period, today=today)
    return render(request, "mirror/page.html", shown, status=422 if wrong else 200)


@login_required
@require_GET
def definitions(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Say how every figure is made."""
    seat_of(request, workspace_id)
    facts = {"room": "mirror", "few": TOO_FEW, "most": MOST, "near": NEAR_DAYS}
    return render(request, "mirror/definitions.html", facts)


@login_required
@require_GET
def csv_file(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Give the figures as CSV."""
    seat_of(request, workspace_id)
    period = chosen_period(request.GET.dict(), timezone.localdate())
    text = as_csv(queries.mirror(workspace_id, period))
    headers = {"Content-Disposition": 'attachment; filename="mirror.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


@login_required
@require_GET
def json_file(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Give the figures as JSON."""
    seat_of(request, workspace_id)
    period = chosen_period(request.GET.dict(), timezone.localdate())
    headers = {"Content-Disposition": 'attachment; filename="mirror.json"'}
    return JsonResponse(as_json(queries.mirror(workspace_id, period)), headers=headers)


@login_required
@require_GET
def untold(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """List posts that no moment stands behind."""
    seat_of(request, workspace_id)
    period, wrong = _period(request)
    kind, tag = request.GET.get("kind", ""), request.GET.get("tag", "").replace("\0", "")
    within = posts_in(workspace_id, period)
    facts = {
        "room": "mirror",
        "period": period,
        "period_name": period_name(period, timezone.localdate()),
        "kind": kind if kind in Kind else "",
        "tag": tag,
        "posts": pairs.untold_posts(workspace_id, within, kind=kind, tag=tag),
    }
    return render(request, "mirror/untold.html", facts, status=422 if wrong else 200)


def _period(request: HttpRequest) -> tuple[Period, str]:
    """Return the period asked for, or this year with what is wrong with the request."""
    today = timezone.localdate()
    try:
        return chosen_period(request.GET.dict(), today), ""
    except Invalid as bad:
        return chosen_period({"period": CHOICES[0]}, today), sentence(bad)
