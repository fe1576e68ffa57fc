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

from aboveboard.core.errors import NotAllowed
from aboveboard.core.limits import LIMITS
from aboveboard.rooms.library.models import Network
from aboveboard.rooms.readings.asked import asked_of
from aboveboard.rooms.readings.buttons import buttons_of
from aboveboard.rooms.readings.count_shown import count_shown
from aboveboard.rooms.readings.dismiss import bring_back, dismiss
from aboveboard.rooms.readings.examples import EXAMPLES
from aboveboard.rooms.readings.models import Dismissal, Reason
from aboveboard.rooms.readings.panel import panel_of
from aboveboard.rooms.readings.queries import dismissed_keys
from aboveboard.rooms.readings.switches import switch, switched_off
from aboveboard.rooms.readings.unchanged import while_unchanged
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.explained import check_name
from aboveboard.web.marked import Mark, pieces
from aboveboard.web.remarks import CHECKS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aboveboard.rooms.readings.asked import Asked
    from aboveboard.rooms.readings.panel import Panel
    from aboveboard.rooms.workspaces.models import Member

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
    """Show a text with its findings; nothing of it is kept.

    A form may carry a deed: ``dismiss`` with a key and a reason, ``back`` with a key, or
    ``keep_checks``. With the header :data:`PART_HEADER` only the findings are answered.
    """
    seat = seat_of(request, workspace_id)
    if request.method == "POST":
        asked = asked_of(request.POST)
        return _answer(request, seat, asked, _deed(request.POST, seat, asked))
    form = QueryDict(mutable=True)
    if "example" in request.GET:
        form["text"] = EXAMPLES.get(get_language() or "en", EXAMPLES["en"])
    return _answer(request, seat, asked_of(form))


def _deed(form: QueryDict, seat: Member, asked: Asked) -> _Said | None:
    """Do what a button asks, and return what to say of it."""
    if not {"dismiss", "back", "keep_checks"} & form.keys():
        return None
    if not seat.may_write:
        raise NotAllowed
    if "dismiss" in form:
        return _dismiss(form.get("dismiss", ""), seat, asked)
    if "back" in form:
        found = Dismissal.objects.filter(
            workspace=seat.workspace_id, key=form.get("back", "")
        ).first()
        if found is not None:
            bring_back(found, by=seat, now=timezone.now())
        return _Said(gettext("Brought back."))
    before = switched_off(seat.workspace_id)
    for check in CHECKS:
        is_off = check in (asked.off or ())
        if is_off != (check in before):
            switch(check, is_on=not is_off, by=seat, now=timezone.now())
    return None


def _dismiss(wish: str, seat: Member, asked: Asked) -> _Said | None:
    """Dismiss a finding of the text that came with the wish; others are not known here."""
    key, _sign, reason = wish.partition(" ")
    found = panel_of(asked, seat.workspace_id, switched_off(seat.workspace_id), frozenset())[
        1
    ].get(key)
    if found is None:
        return None
    kept = dismiss(found, reason, by=seat, now=timezone.now())
    if kept.reason == Reason.NOT_AGAIN:
        return _Said(gettext("This rule is switched off."), key)
    return _Said(gettext("Dismissed."), key)


@login_required
@require_POST
def shown(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Count findings that stood on the page for a while; each is a rule's name."""
    seat = writing_seat_of(request, workspace_id)
    count_shown(Counter(request.POST.getlist("rule")), by=seat)
    return HttpResponse(status=204)


def _answer(
    request: HttpRequest, seat: Member, asked: Asked, said: _Said | None = None
) -> HttpResponse:
    """Return the findings alone, or the page around them."""
    off, dismissed = while_unchanged(
        ("choices", seat.workspace_id),
        lambda: (switched_off(seat.workspace_id), dismissed_keys(seat.workspace_id)),
    )
    panel, _found = panel_of(asked, seat.workspace_id, off, dismissed, buttons_of(seat))
    facts: dict[str, Any] = {
        "room": "readings",
        "panel": panel,
        "asked": asked,
        "said": said,
        "is_lent": "lent" in request.POST,
    }
    if PART_HEADER in request.headers:
        return render(request, "readings/_panel.html", facts)
    if request.method == "POST" and said is None and seat.may_write:
        count_shown(Counter(card.rule for card in panel.cards), by=seat)
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
        Mark(int(card.number), card.weight, int(card.start), int(card.end))
        for card in panel.cards
        if card.field == "text"
    ]
    return list(pieces(asked.draft.text, marks)) if marks else []
