"""The calendar: a month, a week, a day or a list of what goes out and went out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from aboveboard.rooms.publishing import calendar_page as laid_out
from aboveboard.rooms.publishing import calendar_rows as rows
from aboveboard.rooms.publishing.slots import free_slots
from aboveboard.rooms.publishing.summer_time import next_change
from aboveboard.rooms.workspaces.access import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict

    from aboveboard.rooms.workspaces.models import Member

VIEW_NAMES: Final = {
    "week": pgettext_lazy("view of a calendar", "Week"),
    "month": pgettext_lazy("view of a calendar", "Month"),
    "list": pgettext_lazy("view of a calendar", "List"),
}
VIEWS: Final = (*VIEW_NAMES, "day")
_A_PAGE: Final = 100
"""Publications on one page of the list."""


@require_safe
@login_required
def calendar(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show what the address asks for; an address that makes no sense is this month."""
    seat = seat_of(request, workspace_id)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "month"
    today = timezone.localdate()
    day = _day(request.GET.get("day", ""), today)
    accounts = rows.accounts(workspace_id)
    choice = _choice(request.GET, accounts)
    is_needing = view == "list" and choice.group == rows.NEEDS
    period = {"week": laid_out.week_of, "day": laid_out.day_of}.get(view, laid_out.month_of)(
        day
    )
    facts: dict[str, Any] = {
        "room": "calendar",
        "view": view,
        "day": day,
        "today": today,
        "period": period,
        "choice": choice,
        "is_needing": is_needing,
        "accounts": accounts,
        "groups": rows.GROUP_NAMES.items(),
        "views": VIEW_NAMES.items(),
        "kept": _kept(choice),
        **row_facts(request, seat),
        "zone": timezone.get_current_timezone_name(),
        "change": next_change(timezone.get_current_timezone_name(), timezone.now()),
        **_shown(request, workspace_id, view, period, choice, today),
    }
    return render(request, "publishing/calendar.html", facts)


def row_facts(request: HttpRequest, seat: Member) -> dict[str, Any]:
    """Return what a row of a publication needs beside its own facts, on any page."""
    calendar = reverse("publishing:calendar", args=[seat.workspace_id])
    return {
        "publications": f"{calendar}publications/",
        "may_move": seat.may_write,
        "move_words": _("Move to…"),
        "nameless": _("Without words"),
        "from_here": quote(request.get_full_path(), safe=""),
    }


def _shown(
    request: HttpRequest,
    workspace_id: int,
    view: str,
    period: laid_out.Period,
    choice: rows.Choice,
    today: date,
) -> Mapping[str, Any]:
    """Return what is particular to a view."""
    if view == "month":
        return {"weeks": laid_out.month(workspace_id, period.first, choice, today=today)}
    if view == "list":
        found = (
            rows.needing(workspace_id, choice)
            if choice.group == rows.NEEDS
            else rows.entries(workspace_id, period.first, period.last, choice)
        )
        page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
        return {"page": page, "by_day": laid_out.by_day(page.object_list, today=today)}
    slots = (
        free_slots(
            workspace_id,
            period.first,
            period.last,
            now=timezone.now(),
            account=choice.account,
        )
        if choice.group in {"", "planned"}
        else []
    )
    return {"days": laid_out.days(workspace_id, period, choice, today=today, slots=slots)}


def _day(written: str, today: date) -> date:
    """Return the day that was asked for, today when there is no such day."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return today
    return day if laid_out.FIRST_YEAR <= day.year <= laid_out.LAST_YEAR else today


def _choice(asked: QueryDict, accounts: Sequence[rows.AccountChoice]) -> rows.Choice:
    account = asked.get("account", "")
    group = asked.get("state", "")
    known = {str(one.pk): one.pk for one in accounts}
    return rows.Choice(known.get(account), group if group in rows.GROUPS else "")


def _kept(choice: rows.Choice) -> str:
    """Return the part of an address that keeps what was chosen, to be put behind others."""
    chosen = {"account": choice.account, "state": choice.group}
    words = urlencode({name: value for name, value in chosen.items() if value})
    return f"&{words}" if words else ""
