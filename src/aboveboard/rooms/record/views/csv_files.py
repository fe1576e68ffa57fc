"""The record as CSV, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record import queries
from aboveboard.rooms.record.csv_columns import COLUMNS
from aboveboard.rooms.record.csv_in import MAX_MEGABYTES, MAX_ROWS, CsvReport, csv_in
from aboveboard.rooms.record.csv_out import csv_lines
from aboveboard.rooms.record.models import RejectedRow
from aboveboard.rooms.record.reasons import words_of
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import came_in, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from aboveboard.rooms.workspaces.models import Member


@require_GET
@login_required
def csv_download(request: HttpRequest, workspace_id: int) -> HttpResponseBase:
    """Give the whole record as a file."""
    seat_of(request, workspace_id)
    day = timezone.localdate().isoformat()
    return StreamingHttpResponse(
        csv_lines(workspace_id),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="record-{day}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@login_required
def csv_upload(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Take moments from a file."""
    if request.method != "POST":
        return _page(request, seat_of(request, workspace_id))
    seat = writing_seat_of(request, workspace_id)
    upload: Any = request.FILES.get("file")
    try:
        if upload is None:
            raise Invalid(field="file", rule="required_file")
        if upload.size is None or upload.size > MAX_MEGABYTES * 1024 * 1024:
            raise Invalid(field="file", rule="file_too_large", limit=MAX_MEGABYTES)
        report = csv_in(upload, name=upload.name or "moments.csv", by=seat, now=timezone.now())
    except Invalid as bad:
        return _page(request, seat, error=sentence(bad), status=422)
    say(request, _report_words(report))
    return redirect("record:rejected" if report.rejected else "record:timeline", workspace_id)


def _page(
    request: HttpRequest, seat: Member, *, error: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "room": "record",
        "columns": COLUMNS,
        "error": error,
        "max_megabytes": MAX_MEGABYTES,
        "max_rows": MAX_ROWS,
        "rejected_count": queries.rejected_count(seat.workspace_id),
    }
    return render(request, "record/csv_in.html", facts, status=status)


def _report_words(report: CsvReport) -> str:
    taken, bad = report.taken, report.rejected
    return came_in(
        ngettext("%(n)s moment taken.", "%(n)s moments taken.", taken) % {"n": taken},
        report.known,
        ngettext("%(n)s row was not taken.", "%(n)s rows were not taken.", bad) % {"n": bad}
        if bad
        else "",
    )


@require_GET
@login_required
def rejected(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the rows that were not taken, each with its reason."""
    seat_of(request, workspace_id)
    before = request.GET.get("before", "")
    is_number = before.isascii() and before.isdecimal() and len(before) < 18
    rows = queries.rejected(workspace_id, before=int(before) if is_number else None)
    facts = {
        "room": "record",
        "rows": [(row, words_of(row.reason)) for row in rows],
        "count": queries.rejected_count(workspace_id),
        "before": rows[-1].id if len(rows) == queries.PAGE else None,
    }
    return render(request, "record/rejected.html", facts)


@login_required
@require_POST
def clear_rejected(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Forget the rows that were not taken; the file they came from is still the person's."""
    writing_seat_of(request, workspace_id)
    RejectedRow.objects.filter(workspace=workspace_id).delete()
    say(request, _("The list is empty."))
    return redirect("record:timeline", workspace_id)
