"""One import: how far it is, what came of it, and the way back."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aboveboard.core.errors import Conflict
from aboveboard.rooms.library.access import access_import
from aboveboard.rooms.library.import_rows import import_row, skipped_groups, skipped_rows
from aboveboard.rooms.library.jobs import undo_one
from aboveboard.rooms.library.undo_import import undo_import
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.library.models import Import

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def _facts(source: Import) -> dict[str, Any]:
    row = import_row(source, now=timezone.now())
    groups = [] if row.is_going_on else skipped_groups(source.pk)
    return {"room": "library", "row": row, "groups": groups}


@require_GET
@login_required
def page(request: HttpRequest, workspace_id: int, import_id: int) -> HttpResponse:
    """Show one import."""
    source = access_import(seat_of(request, workspace_id), import_id)
    return render(request, "library/import.html", _facts(source))


@require_GET
@login_required
def progress(request: HttpRequest, workspace_id: int, import_id: int) -> HttpResponse:
    """Show how far it is, or the report; without script this is the page itself."""
    source = access_import(seat_of(request, workspace_id), import_id)
    if not getattr(request, "htmx", False):
        return redirect("library:import", workspace_id, import_id)
    return render(request, "library/_progress.html", _facts(source))


@require_GET
@login_required
def skipped(request: HttpRequest, workspace_id: int, import_id: int) -> StreamingHttpResponse:
    """Give all skipped rows as a CSV file."""
    source = access_import(seat_of(request, workspace_id), import_id)
    answer = StreamingHttpResponse(_lines(source.pk), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="skipped-{source.pk}.csv"'
    return answer


class _Line:
    """A file for :mod:`csv` that hands back the line just written."""

    def write(self, line: str) -> str:
        return line


def _lines(import_id: int) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow([_("Place"), _("Reason"), _("Detail"), _("Row as it stood")])
    for row in skipped_rows(import_id):
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Source: OWASP, CSV injection.
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@login_required
@require_POST
def undo(request: HttpRequest, workspace_id: int, import_id: int) -> HttpResponse:
    """Take the import back."""
    seat = writing_seat_of(request, workspace_id)
    source = access_import(seat, import_id)
    try:
        undo_import(source, by=seat, now=timezone.now(), enqueue=undo_one.enqueue)
    except Conflict:
        say(request, _("This import cannot be taken back now."))
    else:
        say(request, _("The import is being taken back."))
    return redirect("library:import", workspace_id, import_id)
