"""Attachments: kept, shown to members alone, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aboveboard.core.errors import Invalid, NotFound
from aboveboard.rooms.record.access import access_attachment, access_moment
from aboveboard.rooms.record.attach import attach
from aboveboard.rooms.record.attachments import path_of
from aboveboard.rooms.record.detach import detach
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

# A picture or PDF is somebody's bytes. It may show itself and do nothing else.
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600",
}


@login_required
@require_POST
def attach_file(request: HttpRequest, workspace_id: int, moment_id: int) -> HttpResponse:
    """Keep the files that were chosen."""
    seat = writing_seat_of(request, workspace_id)
    found = access_moment(seat, moment_id)
    uploads = request.FILES.getlist("file")
    if not uploads:
        raise Invalid(field="file", rule="required_file")
    for upload in uploads:
        attach(upload, to=found, by=seat, now=timezone.now())
    say(request, _("Attachment kept."))
    return redirect("record:moment", workspace_id, moment_id)


@require_GET
@login_required
def attachment(request: HttpRequest, workspace_id: int, attachment_id: int) -> HttpResponseBase:
    """Give the bytes: pictures to look at, a PDF to save."""
    found = access_attachment(seat_of(request, workspace_id), attachment_id)
    path = path_of(found.sha256)
    if not path.is_file():
        raise NotFound(what="attachment")
    return FileResponse(
        path.open("rb"),
        as_attachment=found.content_type == "application/pdf",
        filename=found.name,
        content_type=found.content_type,
        headers=_HEADERS,
    )


@login_required
@require_POST
def detach_file(request: HttpRequest, workspace_id: int, attachment_id: int) -> HttpResponse:
    """Take an attachment away for good."""
    seat = writing_seat_of(request, workspace_id)
    found = access_attachment(seat, attachment_id)
    moment_id = found.moment_id
    detach(found, by=seat, now=timezone.now())
    say(request, _("Attachment removed."))
    return redirect("record:moment", workspace_id, moment_id)
