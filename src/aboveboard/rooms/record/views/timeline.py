"""The timeline, and the line that adds to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aboveboard.core.errors import Invalid
from aboveboard.core.kinds import Kind as CoreKind
from aboveboard.rooms.record import queries, shown
from aboveboard.rooms.record.attach import attach
from aboveboard.rooms.record.capture import capture
from aboveboard.rooms.record.filtered import Filters
from aboveboard.rooms.record.forms import CaptureForm, topics_in
from aboveboard.rooms.record.models import Kind
from aboveboard.rooms.record.target_rows import targets_now
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from aboveboard.rooms.record.models import Moment
    from aboveboard.rooms.workspaces.models import Member

_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def filters_in(asked: QueryDict) -> Filters:
    """Return what of the record the address asks for; what makes no sense is passed over."""
    kind, year = asked.get("kind", ""), asked.get("year", "")
    return Filters(
        kind=kind if kind in Kind.values else "",
        topic=asked.get("topic", "").replace("\0", "")[:60],
        words=asked.get("q", "")[:200],
        year=int(year) if _YEAR.fullmatch(year) else None,
        is_unshown=asked.get("shown") == "no",
    )


@require_GET
@login_required
def timeline(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the record, newest first; for htmx only what follows ``after``."""
    seat = seat_of(request, workspace_id)
    after = queries.Cursor.read(request.GET.get("after", ""))
    if getattr(request, "htmx", False) and after is not None:
        page = queries.timeline(workspace_id, filters_in(request.GET), after=after)
        facts = {"page": page, "after": after, **_constants(request)}
        return render(request, "record/_more.html", facts)
    return _timeline_page(request, seat)


def _constants(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.copy()
    asked.pop("after", None)
    kindless = asked.copy()
    kindless.pop("kind", None)
    return {
        "is_shown_known": shown.SHOWN is not None,
        "this_year": timezone.localdate().year,
        "asked": asked.urlencode(),
        "kindless": kindless.urlencode(),
        "has_more_filters": any(kindless.get(name) for name in ("q", "topic", "year", "shown")),
    }


def _timeline_page(
    request: HttpRequest, seat: Member, *, error: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    workspace_id = seat.workspace_id
    filters = filters_in(request.GET)
    after = queries.Cursor.read(request.GET.get("after", ""))
    today = timezone.localdate()
    facts = {
        "room": "record",
        "page": queries.timeline(workspace_id, filters, after=after),
        "filters": filters,
        "tally": queries.tally(workspace_id),
        "topics": queries.topic_names(workspace_id),
        "years": queries.years(workspace_id),
        "targets": targets_now(workspace_id, today.year),
        "perceptions": queries.perceptions(workspace_id, limit=1),
        "rejected_count": queries.rejected_count(workspace_id),
        "today": today,
        "error": error,
        "typed": typed,
        **_constants(request),
    }
    return render(request, "record/timeline.html", facts, status=status)


@login_required
@require_POST
def capture_line(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Keep what happened, and show it on top."""
    seat = writing_seat_of(request, workspace_id)
    try:
        moment = _captured(request, seat)
    except Invalid as bad:
        return _not_kept(request, seat, sentence(bad))
    say(
        request,
        _kept_words(moment),
        undo=reverse("record:remove", args=[workspace_id, moment.pk]),
    )
    if getattr(request, "htmx", False):
        facts = {"row": queries.row_of(moment), **_constants(request)}
        return render(request, "record/_captured.html", facts)
    return redirect(back_to(request, reverse("record:timeline", args=[workspace_id])))


@transaction.atomic
def _captured(request: HttpRequest, seat: Member) -> Moment:
    form = CaptureForm(request.POST, request.FILES)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        rule = {"line": "required", "kind": "choice", "topics": "too_long"}.get(
            field, "bad_day"
        )
        is_long = errors.as_data()[0].code == "max_length"
        raise Invalid(field=field, rule="too_long" if is_long else rule)
    said, now = form.cleaned_data, timezone.now()
    moment = capture(
        said["line"],
        by=seat,
        now=now,
        kind=CoreKind(said["kind"]) if said["kind"] else None,
        happened_on=said["happened_on"],
        until=said["until"],
        topics=topics_in(said["topics"]),
    )
    if said["picture"]:
        attach(said["picture"], to=moment, by=seat, now=now)
    return moment


def _not_kept(request: HttpRequest, seat: Member, words: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        answer = render(request, "record/_capture_error.html", {"error": words}, status=422)
        answer["HX-Retarget"] = "#capture-error"
        answer["HX-Reswap"] = "innerHTML"
        return answer
    return _timeline_page(
        request, seat, error=words, typed=request.POST.get("line", ""), status=422
    )


def _kept_words(moment: Moment) -> str:
    if moment.is_kind_chosen or moment.kind == Kind.NEUTRAL:
        return _("Kept.")
    return {
        Kind.WIN: _("Kept, read as a win."),
        Kind.SETBACK: _("Kept, read as a setback."),
        Kind.LESSON: _("Kept, read as a lesson."),
    }[Kind(moment.kind)]
