"""Uploads: in pieces with a script, in one go without."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aboveboard.core.errors import AboveboardError, Conflict, Invalid
from aboveboard.rooms.library.access import access_import
from aboveboard.rooms.library.begin_upload import begin_upload
from aboveboard.rooms.library.drop_upload import drop_upload
from aboveboard.rooms.library.receive import Elsewhere, receive, receive_whole
from aboveboard.rooms.library.start_import import start_import
from aboveboard.rooms.library.upload_files import size_of
from aboveboard.rooms.workspaces.access import writing_seat_of
from aboveboard.web.messages import STATUS, sentence
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_DIGITS: Final = 15


def _in_json[**Given](view: Callable[Given, HttpResponse]) -> Callable[Given, HttpResponse]:
    """Return a view whose errors are JSON with ``words``, for the script of the page."""

    @wraps(view)
    def answered(*args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except Elsewhere as elsewhere:
            return JsonResponse({"offset": elsewhere.offset}, status=409)
        except AboveboardError as error:
            return JsonResponse({"words": sentence(error)}, status=STATUS[error.code])

    return answered


def _number(text: str | None) -> int:
    """Return a number of bytes.

    Raises:
        Invalid: it is none.
    """
    if not text or not text.isascii() or not text.isdecimal() or len(text) > _DIGITS:
        raise Invalid(field="size", rule="not_a_number")
    return int(text)


@login_required
@require_POST
@_in_json
def begin(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Make room for an upload, and say from where to send."""
    seat = writing_seat_of(request, workspace_id)
    source = begin_upload(
        file_name=request.POST.get("name", ""),
        size=_number(request.POST.get("size")),
        ends=request.POST.get("ends", ""),
        by=seat,
        now=timezone.now(),
    )
    here: dict[str, Any] = {
        "offset": size_of(source.pk),
        "piece": reverse("library:piece", args=[workspace_id, source.pk]),
        "start": reverse("library:start", args=[workspace_id, source.pk]),
    }
    return JsonResponse(here)


@login_required
@require_POST
@_in_json
def piece(request: HttpRequest, workspace_id: int, import_id: int) -> HttpResponse:
    """Take the piece that begins at ``offset``; at another place answer 409 with the right one."""
    source = access_import(writing_seat_of(request, workspace_id), import_id)
    offset = _number(request.GET.get("offset"))
    return JsonResponse({"offset": receive(source, offset=offset, piece=request.body)})


@login_required
@require_POST
@_in_json
def start(request: HttpRequest, workspace_id: int, import_id: int) -> HttpResponse:
    """Let the worker begin; answer where to look."""
    seat = writing_seat_of(request, workspace_id)
    start_import(access_import(seat, import_id), by=seat, now=timezone.now())
    return JsonResponse({"page": reverse("library:import", args=[workspace_id, import_id])})


@login_required
@require_POST
def upload(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Take a whole file from the plain form, and let the worker begin."""
    seat = writing_seat_of(request, workspace_id)
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(field="file", rule="required_file")
    now = timezone.now()
    source = begin_upload(file_name=file.name or "", size=file.size or 0, by=seat, now=now)
    receive_whole(source, file)
    start_import(source, by=seat, now=now)
    return redirect("library:import", workspace_id, source.pk)


@login_required
@require_POST
def drop(request: HttpRequest, workspace_id: int, import_id: int) -> HttpResponse:
    """Give up an upload that broke off."""
    seat = writing_seat_of(request, workspace_id)
    try:
        drop_upload(access_import(seat, import_id), by=seat, now=timezone.now())
    except Conflict:
        return redirect("library:import", workspace_id, import_id)
    say(request, _("The upload is removed."))
    return redirect("library:page", workspace_id)
