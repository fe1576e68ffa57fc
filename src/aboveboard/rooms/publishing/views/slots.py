"""Weekly hours of the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.core.errors import Invalid, NotAllowed, NotFound
from aboveboard.rooms.accounts.access import access_account
from aboveboard.rooms.publishing.access import access_slot
from aboveboard.rooms.publishing.keep_slots import keep_slots, remove_slot
from aboveboard.rooms.publishing.slots import accounts_with_slots
from aboveboard.rooms.publishing.wish import read_wish
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from aboveboard.rooms.workspaces.models import Member

_DAYS: Final = frozenset("0123456")
_LONGEST_NUMBER: Final = 18
"""Digits of a number that a row can have."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def slots(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the hours of each account, and keep new ones."""
    seat = seat_of(request, workspace_id)
    error = ""
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        try:
            _keep(seat, request.POST)
        except Invalid as bad:
            error = sentence(bad)
        except NotFound:
            error = sentence(Invalid(field="account", rule="choice"))
        else:
            say(request, _("Kept."))
            return redirect("publishing:slots", workspace_id)
    now = timezone.now()
    facts: dict[str, Any] = {
        "room": "calendar",
        "accounts": accounts_with_slots(workspace_id, now=now),
        "weekdays": WEEKDAYS.items(),
        "zone": timezone.get_current_timezone_name(),
        "given": request.POST,
        "given_days": set(_days(request.POST)),
        "error": error,
    }
    return render(request, "publishing/slots.html", facts, status=422 if error else 200)


@login_required
@require_POST
def remove(request: HttpRequest, workspace_id: int, slot_id: int) -> HttpResponse:
    """Take an hour out, with a way back."""
    seat = writing_seat_of(request, workspace_id)
    slot = access_slot(seat, slot_id)
    said = {
        "account": slot.account_id,
        "weekday": slot.weekday,
        "time": slot.at.strftime("%H:%M"),
        "zone": slot.zone,
    }
    remove_slot(slot, by=seat, now=timezone.now())
    way_back = reverse("publishing:restore_slot", args=[workspace_id])
    say(request, _("Slot removed."), undo=f"{way_back}?{urlencode(said)}")
    return redirect("publishing:slots", workspace_id)


@login_required
@require_POST
def restore(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Put a removed hour back."""
    seat = writing_seat_of(request, workspace_id)
    _keep(seat, request.GET)
    say(request, _("Slot put back."))
    return redirect(back_to(request, reverse("publishing:slots", args=[workspace_id])))


def _keep(seat: Member, said: QueryDict) -> None:
    """Keep the hours that were said.

    Raises:
        Invalid: they make no sense.
        NotFound: there is no such account.
    """
    account = said.get("account", "")
    if not account.isdecimal() or len(account) > _LONGEST_NUMBER:
        raise NotFound(what="account")
    wish = read_wish(f"2000-01-01T{said.get('time', '')}", said.get("zone", ""))
    keep_slots(
        access_account(seat, int(account)),
        _days(said),
        wish.wall.time(),
        wish.zone,
        by=seat,
        now=timezone.now(),
    )


def _days(said: QueryDict) -> list[int]:
    return [int(day) for day in said.getlist("weekday") if day in _DAYS]
