"""Try a text: the page, its findings while one types, and what one does with a finding."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.limits import LIMITS
from aboveboard.rooms.library.models import Network
from aboveboard.rooms.readings.asked import Asked, asked_of
from aboveboard.rooms.readings.count_shown import count_shown
from aboveboard.rooms.readings.dismiss import bring_back, dismiss
from aboveboard.rooms.readings.examples import EXAMPLES
from aboveboard.rooms.readings.models import Dismissal, Reason
from aboveboard.rooms.readings.panel import Panel, panel_of
from aboveboard.rooms.readings.queries import dismissed_keys
from aboveboard.rooms.readings.switches import switch, switched_off
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.explained import check_name
from aboveboard.web.marked import Mark, pieces
from aboveboard.web.remarks import CHECKS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aboveboard.reading.dismissal import Keyed

PART_HEADER: Final = "X-Part"
"""A request with it gets only the findings; without it, the whole page."""

LANGUAGE_NAMES: Final = (("nl", "Nederlands"), ("en", "English"), ("fr", "Français"))


@dataclass(frozen=True, slots=True)
class _Said:
    """A word about a deed that was done, and the key of the finding that it can be undone by."""

    words: str
    undo: str = ""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show a text with its findings; nothing of it is kept."""
    seat = seat_of(request, workspace_id)
    form = request.POST if request.method == "POST" else QueryDict(mutable=True)
    if "example" in request.GET:
        form = QueryDict(mutable=True)
        form["text"] = EXAMPLES.get(get_language() or "en", EXAMPLES["en"])
    asked = asked_of(form)
    if request.method == "POST" and seat.may_write:
        count_shown(
            Counter(card.rule for card in _panel(asked, workspace_id)[0].cards), by=seat
        )
    return _answer(request, workspace_id, asked)


@login_required
@never_cache
@require_POST
def live(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the findings of the text as it stands."""
    seat_of(request, workspace_id)
    return _answer(request, workspace_id, asked_of(request.POST))


@login_required
@never_cache
@require_POST
def dismiss_one(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Dismiss a finding of the text that comes with it."""
    seat = writing_seat_of(request, workspace_id)
    asked = asked_of(request.POST)
    key, _sign, reason = request.POST.get("dismiss", "").partition(" ")
    found = _panel(asked, workspace_id)[1].get(key)
    if found is None:
        return _answer(request, workspace_id, asked)
    kept = dismiss(found, reason, by=seat, now=timezone.now())
    words = (
        gettext("This rule is switched off.")
        if kept.reason == Reason.NOT_AGAIN
        else gettext("Dismissed.")
    )
    return _answer(request, workspace_id, asked, _Said(words, key))


@login_required
@never_cache
@require_POST
def bring_one_back(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show a dismissed finding of the text again."""
    seat = writing_seat_of(request, workspace_id)
    key = request.POST.get("back", "")
    found = Dismissal.objects.filter(workspace=workspace_id, key=key).first()
    if found is not None:
        bring_back(found, by=seat, now=timezone.now())
    return _answer(
        request, workspace_id, asked_of(request.POST), _Said(gettext("Brought back."))
    )


@login_required
@never_cache
@require_POST
def keep_checks(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Remember which checks are on."""
    seat = writing_seat_of(request, workspace_id)
    asked = asked_of(request.POST)
    before = switched_off(workspace_id)
    for check in CHECKS:
        is_off = check in (asked.off or ())
        if is_off != (check in before):
            switch(check, is_on=not is_off, by=seat, now=timezone.now())
    return _answer(request, workspace_id, asked)


@login_required
@require_POST
def shown(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Count findings that stood on the page for a while; each is a rule's name."""
    seat = writing_seat_of(request, workspace_id)
    count_shown(Counter(request.POST.getlist("rule")), by=seat)
    return HttpResponse(status=204)


def _panel(asked: Asked, workspace_id: int) -> tuple[Panel, dict[str, Keyed]]:
    return panel_of(
        asked, workspace_id, switched_off(workspace_id), dismissed_keys(workspace_id)
    )


def _answer(
    request: HttpRequest, workspace_id: int, asked: Asked, said: _Said | None = None
) -> HttpResponse:
    """Return the findings alone, or the page around them."""
    off = switched_off(workspace_id)
    panel, _found = panel_of(asked, workspace_id, off, dismissed_keys(workspace_id))
    facts: dict[str, Any] = {"room": "readings", "panel": panel, "asked": asked, "said": said}
    if PART_HEADER in request.headers:
        return render(request, "readings/_panel.html", facts)
    wanted = CHECKS.keys() - (off if asked.off is None else asked.off)
    facts |= {
        "checks": [(name, check_name(name), name in wanted) for name in CHECKS],
        "networks": [
            (name, label, name in asked.draft.networks)
            for name, label in Network.choices
            if name in LIMITS
        ],
        "on": len(wanted),
        "language": asked.draft.language or "",
        "choices": [("", gettext("From the words")), *LANGUAGE_NAMES],
        "pieces": _pieces(asked, panel),
    }
    return render(request, "readings/page.html", facts)


def _pieces(asked: Asked, panel: Panel) -> list[Any]:
    marks = [
        Mark(card.number, card.weight, card.start, card.end)
        for card in panel.cards
        if card.field == "text"
    ]
    return list(pieces(asked.draft.text, marks)) if marks else []
