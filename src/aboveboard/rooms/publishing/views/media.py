"""Pictures as they are sent: to members of the workspace, and to networks that fetch them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from aboveboard.channels.documents import PDF
from aboveboard.core.errors import NotFound
from aboveboard.rooms.publishing.access import access_media, access_picture
from aboveboard.rooms.publishing.media_files import FETCHED_WITHIN, fetched, path_of
from aboveboard.rooms.publishing.models import PublicationMedia, State
from aboveboard.rooms.workspaces.access import seat_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_IN_USE = (State.SCHEDULED, State.PREPARING, State.SENDING, State.UNCLEAR, State.ASKED)
"""A network may fetch what is to be public, and while nobody knows whether it is."""


@require_GET
@login_required
def picture(request: HttpRequest, workspace_id: int, media_id: int) -> FileResponse:
    """Give a picture of a publication to a member."""
    row = access_media(seat_of(request, workspace_id), media_id)
    return _private(row.sha256, row.type)


@require_GET
@login_required
def brought(request: HttpRequest, workspace_id: int, picture_id: int) -> FileResponse:
    """Give a picture as it was brought in to a member."""
    row = access_picture(seat_of(request, workspace_id), picture_id)
    return _private(row.sha256, row.type)


@require_GET
def fetch(request: HttpRequest, token: str, ending: str) -> FileResponse:
    """Give a network the file that a signed address names, while a publication needs it.

    Nothing is asked of a session, so no cookie goes out with it.
    """
    digest = fetched(token)
    if digest is None:
        raise Http404
    row = PublicationMedia.objects.filter(sha256=digest, publication__state__in=_IN_USE).first()
    if row is None:
        raise Http404
    answer = _file(digest, row.type)
    answer["Cache-Control"] = f"private, max-age={int(FETCHED_WITHIN.total_seconds())}"
    return answer


def _private(digest: str, mime: str) -> FileResponse:
    answer = _file(digest, mime)
    answer["Cache-Control"] = "private, max-age=3600"
    if mime == PDF:
        answer["Content-Disposition"] = "attachment"
    return answer


def _file(digest: str, mime: str) -> FileResponse:
    """Return the file; browsers take it for nothing else, and search engines leave it alone.

    Raises:
        NotFound: it is not there.
    """
    try:
        file = path_of(digest).open("rb")
    except OSError as gone:
        raise NotFound(what="picture") from gone
    answer = FileResponse(file, content_type=mime)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex, noimageindex"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
