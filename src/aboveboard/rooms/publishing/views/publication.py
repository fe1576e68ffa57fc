"""One publication: where it stands, what was tried, and the question that only a person answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.publishing.access import access_publication
from aboveboard.rooms.publishing.cancel import cancel
from aboveboard.rooms.publishing.decide import Answer, decide
from aboveboard.rooms.publishing.edit import edit
from aboveboard.rooms.publishing.models import State
from aboveboard.rooms.publishing.move import move
from aboveboard.rooms.publishing.own_stops import own_stops
from aboveboard.rooms.publishing.publication_page import publication_page
from aboveboard.rooms.publishing.stops import BOUNDARY, not_owned
from aboveboard.rooms.publishing.wish import wish_of
from aboveboard.rooms.publishing.withdraw import withdraw
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.publishing.stops import Stop


@require_GET
@login_required
@never_cache
def publication(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Show where it stands and what was tried."""
    seat = seat_of(request, workspace_id)
    return _page(request, access_publication(seat, publication_id))


def _page(
    request: HttpRequest,
    found: Publication,
    *,
    error: str = "",
    answer: str = "",
    status: int = 200,
) -> HttpResponse:
    facts: dict[str, Any] = {
        "room": "calendar",
        "one": publication_page(found, now=timezone.now()),
        "error": error,
        "answer": answer or Answer.THERE.value,
        "link": request.POST.get("link", ""),
        "stops": _stops(found),
    }
    return render(request, "publishing/publication.html", facts, status=status)


def _stops(found: Publication) -> tuple[Stop, ...]:
    """Return what keeps a publication back that a boundary gave back."""
    if found.state != State.RETURNED or found.reason != BOUNDARY:
        return ()
    return not_owned(found, today=timezone.localdate())


@login_required
@require_POST
def own(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Take upon the owner that it may go out though boundaries say stop."""
    seat = writing_seat_of(request, workspace_id)
    found = access_publication(seat, publication_id)
    stops = not_owned(found, today=timezone.localdate())
    why = request.POST.get("why", "").replace("\x00", "")
    try:
        own_stops(found, stops, why, by=seat, now=timezone.now())
    except Invalid as bad:
        return _page(request, found, error=sentence(bad), status=422)
    say(request, gettext("Kept with your reason. It can be sent or planned now."))
    return redirect("publishing:publication", workspace_id, publication_id)


@require_GET
@login_required
@never_cache
def progress(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Show what changed; without script this is the page itself.

    When another state opens or closes what can be done, the whole page is asked for anew.
    """
    found = access_publication(seat_of(request, workspace_id), publication_id)
    if not getattr(request, "htmx", False):
        return redirect("publishing:publication", workspace_id, publication_id)
    if request.GET.get("was") != found.state:
        answer = HttpResponse(status=200)
        answer["HX-Refresh"] = "true"
        return answer
    one = publication_page(found, now=timezone.now())
    return render(request, "publishing/_progress.html", {"one": one})


@login_required
@require_POST
def settle(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Take the person's word for what became of it."""
    seat = writing_seat_of(request, workspace_id)
    found = access_publication(seat, publication_id)
    try:
        answer = Answer(request.POST.get("answer", ""))
    except ValueError:
        bad = Invalid(field="answer", rule="choice")
        return _page(request, found, error=sentence(bad), status=422)
    link = request.POST.get("link", "").replace("\x00", "").strip()[:2000]
    try:
        decide(found, answer, by=seat, now=timezone.now(), link=link)
    except Invalid as bad:
        found.refresh_from_db()
        return _page(request, found, error=sentence(bad), answer=answer.value, status=422)
    except Conflict:
        say(request, gettext("This was settled meanwhile."))
    else:
        words = {
            Answer.THERE: gettext("Kept as public."),
            Answer.NOT_THERE: gettext("It is back with you."),
            Answer.LATER: gettext("We look, and ask again in an hour."),
        }
        say(request, words[answer])
    return redirect("publishing:publication", workspace_id, publication_id)


@login_required
@require_POST
def send_now(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Have it go out at once."""
    seat = writing_seat_of(request, workspace_id)
    found = access_publication(seat, publication_id)
    now = timezone.now()
    try:
        move(found, by=seat, wish=wish_of(now, found.zone), now=now)
    except Conflict:
        say(request, gettext("It was on its way already."))
    return redirect("publishing:publication", workspace_id, publication_id)


@login_required
@require_POST
def call_off(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Keep it from going out."""
    seat = writing_seat_of(request, workspace_id)
    found = access_publication(seat, publication_id)
    try:
        cancel(found, by=seat, now=timezone.now())
    except Conflict:
        say(request, gettext("Too late: it was sent meanwhile. It can be withdrawn."))
    else:
        say(request, gettext("Cancelled. Nothing was sent."))
    return redirect("publishing:publication", workspace_id, publication_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Ask once more, then withdraw it from its network."""
    seat = seat_of(request, workspace_id)
    found = access_publication(seat, publication_id)
    if request.method != "POST":
        one = publication_page(found, now=timezone.now())
        return render(request, "publishing/withdraw.html", {"room": "calendar", "one": one})
    if not seat.may_write:
        raise NotAllowed
    try:
        withdraw(found, by=seat, now=timezone.now())
    except Conflict:
        say(request, gettext("There is nothing of it to withdraw."))
    return redirect("publishing:publication", workspace_id, publication_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def other_words(request: HttpRequest, workspace_id: int, publication_id: int) -> HttpResponse:
    """Change what it says."""
    seat = seat_of(request, workspace_id)
    found = access_publication(seat, publication_id)
    text, error = found.new_text or found.text, ""
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        text = request.POST.get("text", "").replace("\r\n", "\n").replace("\x00", "")
        try:
            _stop_at_boundaries(found, text)
            edit(found, text, by=seat, now=timezone.now())
        except Invalid as bad:
            error = sentence(bad)
        except Conflict as bad:
            found.refresh_from_db()
            error = sentence(bad)
        else:
            is_out = found.state == State.EDITING
            say(request, gettext("Being changed.") if is_out else gettext("Changed."))
            return redirect("publishing:publication", workspace_id, publication_id)
    facts = {
        "room": "calendar",
        "one": publication_page(found, now=timezone.now()),
        "text": text,
        "error": error,
    }
    return render(request, "publishing/edit.html", facts, status=422 if error else 200)


def _stop_at_boundaries(found: Publication, text: str) -> None:
    """Raise Invalid where the new words meet a boundary that nobody took upon them."""
    if not_owned(found, today=timezone.localdate(), texts=[text]):
        raise Invalid(field="text", rule=BOUNDARY)
