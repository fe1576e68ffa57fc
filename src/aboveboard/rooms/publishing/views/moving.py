"""Give a publication another day or time: by a form, by a drag, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.publishing.access import access_publication
from aboveboard.rooms.publishing.calendar_rows import entry_of
from aboveboard.rooms.publishing.models import State
from aboveboard.rooms.publishing.move import move
from aboveboard.rooms.publishing.wish import Bend, moment_of, read_wish
from aboveboard.rooms.publishing.words import bend_words
from aboveboard.rooms.workspaces.access import seat_of
from aboveboard.web.dates import date_format
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.publishing.wish import Wish
    from aboveboard.rooms.workspaces.models import Member


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_to(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Ask for a day and a time, and move it there; what is left out stays as it is.

    ``to`` in the address is a whole wish, for the way back. A change of clocks is said before it
    is moved; sending the same again with ``bend`` keeps it.
    """
    seat = seat_of(request, workspace_id)
    found = access_publication(seat, publication_id)
    if request.method != "POST":
        return _form(request, found, read_wish(found.wish, found.zone))
    if not seat.may_write:
        raise NotAllowed
    wish = read_wish(found.wish, found.zone)
    try:
        wish = _asked(request, found)
        bend = moment_of(wish).bend
        if (
            bend is not Bend.NONE
            and request.POST.get("bend") != bend
            and "to" not in request.GET
        ):
            return _form(request, found, wish, bend=bend)
        return _moved(request, found, wish, seat)
    except Invalid as bad:
        return _form(request, found, wish, error=sentence(bad))
    except Conflict:
        found.refresh_from_db()
        return _form(request, found, wish, error=_("It was sent, or changed, meanwhile."))


def _moved(request: HttpRequest, found: Publication, wish: Wish, seat: Member) -> HttpResponse:
    was, was_at, was_scheduled = found.wish, found.due_at, found.state == State.SCHEDULED
    was_zone, now = found.zone, timezone.now()
    move(found, by=seat, wish=wish, now=now)
    told = _("Moved to %(day)s, %(time)s.") % {
        "day": date_format(wish.wall.date(), "l j F"),
        "time": wish.wall.strftime("%H:%M"),
    }
    way_back = reverse("publishing:move", args=[found.workspace_id, found.pk])
    can_go_back = was_scheduled and was_at > now and (was, was_zone) != (wish.text, wish.zone)
    undo = f"{way_back}?{urlencode({'to': was, 'zone': was_zone})}" if can_go_back else ""
    say(request, f"{told} {bend_words(wish)}".strip(), undo=undo)
    return redirect(_back(request, found))


def _asked(request: HttpRequest, found: Publication) -> Wish:
    if "to" in request.GET:
        return read_wish(request.GET["to"], request.GET.get("zone", found.zone))
    day, time = found.wish.split("T")
    day = request.POST.get("day") or day
    time = request.POST.get("time") or time
    return read_wish(f"{day[:10]}T{time[:5]}", request.POST.get("zone") or found.zone)


def _form(
    request: HttpRequest, found: Publication, wish: Wish, *, bend: str = "", error: str = ""
) -> HttpResponse:
    here = timezone.get_current_timezone_name()
    facts = {
        "room": "calendar",
        "one": entry_of(found),
        "day": wish.wall.date().isoformat(),
        "time": wish.wall.strftime("%H:%M"),
        "zone": wish.zone,
        "zones": list(dict.fromkeys([wish.zone, found.zone, here])),
        "bend": str(bend),
        "bend_words": bend_words(wish) if bend else "",
        "error": error,
        "back": _back(request, found),
    }
    return render(request, "publishing/move.html", facts, status=422 if error else 200)


def _back(request: HttpRequest, found: Publication) -> str:
    """Return the page it was asked from; else the publication's."""
    its_own = reverse("publishing:publication", args=[found.workspace_id, found.pk])
    return back_to(request, its_own)
