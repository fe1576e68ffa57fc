"""A list of boundaries brought in, and the lines that could not be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.errors import Invalid
from aboveboard.rooms.boundaries import queries
from aboveboard.rooms.boundaries.import_list import (
    COLUMNS,
    MAX_CHARACTERS,
    MAX_ROWS,
    ListReport,
    import_list,
)
from aboveboard.rooms.boundaries.models import Force, RejectedLine
from aboveboard.rooms.boundaries.words import reason_words
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import came_in, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.workspaces.models import Member

_MEGABYTES: Final = 1


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_list(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Take boundaries from a pasted list or a file."""
    if request.method != "POST":
        return _page(request, seat_of(request, workspace_id))
    seat = writing_seat_of(request, workspace_id)
    force = request.POST.get("force", "")
    try:
        if force not in {Force.NEVER, Force.ASK, Force.CONSENT}:
            raise Invalid(field="force", rule="choice")
        report = import_list(_text(request), force=force, by=seat, now=timezone.now())
    except Invalid as bad:
        return _page(request, seat, error=sentence(bad), status=422)
    say(request, _report_words(report))
    return redirect("boundaries:list" if report.rejected else "boundaries:page", workspace_id)


def _text(request: HttpRequest) -> str:
    upload: Any = request.FILES.get("file")
    if upload is None:
        return request.POST.get("list", "")[:MAX_CHARACTERS]
    if upload.size is None or upload.size > _MEGABYTES * 1024 * 1024:
        raise Invalid(field="file", rule="file_too_large", limit=_MEGABYTES)
    content: bytes = upload.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _page(
    request: HttpRequest, seat: Member, *, error: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "room": "boundaries",
        "error": error,
        "given": request.POST.get("list", ""),
        "force": request.POST.get("force") or Force.NEVER.value,
        "forces": [one for one in Force.choices if one[0] != Force.NOT_BEFORE],
        "columns": COLUMNS,
        "max_rows": MAX_ROWS,
        "rejected": [
            (row, reason_words(row.reason)) for row in queries.rejected(seat.workspace_id)
        ],
    }
    return render(request, "boundaries/list.html", facts, status=status)


def _report_words(report: ListReport) -> str:
    taken, bad = report.taken, report.rejected
    return came_in(
        ngettext("%(n)s boundary taken.", "%(n)s boundaries taken.", taken) % {"n": taken},
        report.known,
        ngettext("%(n)s line was not taken.", "%(n)s lines were not taken.", bad) % {"n": bad}
        if bad
        else "",
    )


@login_required
@require_POST
def clear_rejected(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Forget the lines that were not taken."""
    writing_seat_of(request, workspace_id)
    RejectedLine.objects.filter(workspace=workspace_id).delete()
    say(request, _("The list is empty."))
    return redirect("boundaries:list", workspace_id)
