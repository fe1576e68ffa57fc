"""The own posts under the rules: what they would have remarked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.readings.ask_archive import ask_archive
from aboveboard.rooms.readings.models import ArchiveReading
from aboveboard.rooms.readings.read_archive import own_posts
from aboveboard.rooms.readings.switches import is_rule
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.remarks import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One rule over all posts; ``examples`` are numbers of posts that are still there."""

    rule: str
    name: str
    findings: int
    posts: int
    share: float
    low: float
    high: float
    dismissed: int
    examples: tuple[int, ...]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show what the rules find in the own posts, and ask for it anew."""
    seat = seat_of(request, workspace_id)
    if request.method == "POST":
        ask_archive(by=writing_seat_of(request, workspace_id), now=timezone.now())
        return redirect("readings:archive", workspace_id)
    return render(request, "readings/archive.html", _facts(seat.workspace_id))


@require_GET
@login_required
def archive_progress(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show how far it is, or the figures; without script this is the page itself."""
    seat_of(request, workspace_id)
    if not getattr(request, "htmx", False):
        return redirect("readings:archive", workspace_id)
    return render(request, "readings/_archive.html", _facts(workspace_id))


def _facts(workspace_id: int) -> dict[str, Any]:
    row = ArchiveReading.objects.filter(workspace=workspace_id).first()
    return {
        "room": "readings",
        "count": own_posts(workspace_id).count(),
        "row": row,
        "is_going_on": row is not None and row.state != ArchiveReading.State.DONE,
        "rules": _rules(row.summary) if row and row.done_at else [],
        "newer": _newer(workspace_id, row.done_at) if row and row.done_at else 0,
    }


def _rules(summary: dict[str, Any]) -> list[ArchiveRow]:
    wanted = {pk for told in summary["rules"].values() for pk in told["examples"]}
    there = set(Post.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    rows = [
        ArchiveRow(
            rule,
            name_of(rule),
            told["findings"],
            told["posts"],
            told["share"],
            told["low"],
            told["high"],
            told["dismissed"],
            tuple(pk for pk in told["examples"] if pk in there),
        )
        for rule, told in summary["rules"].items()
        if is_rule(rule)
    ]
    return sorted(rows, key=lambda row: (-row.posts, row.name))


def _newer(workspace_id: int, since: datetime) -> int:
    """Return how many own posts came in by imports after the reading."""
    return own_posts(workspace_id).filter(source__created_at__gt=since).count()
