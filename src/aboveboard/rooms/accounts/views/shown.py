"""The list of accounts, one account, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.accounts import queries
from aboveboard.rooms.accounts.access import access_account
from aboveboard.rooms.accounts.disconnect import Forgot, disconnect
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.accounts.opened import connector_for
from aboveboard.rooms.workspaces.access import seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_METHODS: Final = ["GET", "HEAD", "POST"]


@login_required
@require_GET
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show what is connected, and what can be."""
    seat_of(request, workspace_id)
    facts = {
        "room": "accounts",
        "rows": queries.accounts(workspace_id, now=timezone.now()),
        "offers": queries.offers(),
    }
    return render(request, "accounts/page.html", facts)


@login_required
@require_GET
def account(request: HttpRequest, workspace_id: int, account_id: int) -> HttpResponse:
    """Show what one account can do and until when."""
    seat = seat_of(request, workspace_id)
    found = access_account(seat, account_id)
    row = queries.row_of(found, now=timezone.now())
    return render(request, "accounts/account.html", {"room": "accounts", "row": row})


@login_required
@require_http_methods(_METHODS)
def disconnect_account(
    request: HttpRequest, workspace_id: int, account_id: int
) -> HttpResponse:
    """Say what it means to disconnect an account, and do it."""
    seat = seat_of(request, workspace_id)
    found = access_account(seat, account_id)
    if found.state == Account.State.DISCONNECTED:
        return redirect("accounts:account", workspace_id, account_id)
    if request.method != "POST":
        row = queries.row_of(found, now=timezone.now())
        return render(request, "accounts/disconnect.html", {"room": "accounts", "row": row})
    if not seat.may_write:
        raise NotAllowed
    connector = connector_for(found.network, now=timezone.now)
    outcome = disconnect(found, by=seat, connector=connector, now=timezone.now())
    facts = {"name": found.name, "network": found.get_network_display()}
    say(request, _said(outcome) % facts)
    return redirect("accounts:page", workspace_id)


def _said(outcome: Forgot) -> str:
    match outcome:
        case Forgot.TOLD:
            return _("%(name)s disconnected, here and at %(network)s.")
        case Forgot.SHARED:
            return _(
                "%(name)s disconnected. Your other accounts at %(network)s stay connected."
            )
    return _(
        "%(name)s disconnected here. %(network)s could not be told: take the permission back there too."
    )
