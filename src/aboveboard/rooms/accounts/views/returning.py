"""The way back from a network: one address a network, the same for every workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from aboveboard.channels.port import ChannelError
from aboveboard.core.errors import NotAllowed, NotFound
from aboveboard.rooms.accounts import queries
from aboveboard.rooms.accounts.access import access_choice
from aboveboard.rooms.accounts.connect import choices, choose, expected, finish
from aboveboard.rooms.accounts.models import Account, Network
from aboveboard.rooms.accounts.opened import connector_for
from aboveboard.rooms.accounts.outside import has_public_address
from aboveboard.rooms.accounts.words import trouble_words
from aboveboard.rooms.workspaces.access import seat_of, user_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_METHODS: Final = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_GET
def come_back(request: HttpRequest, network: str) -> HttpResponse:
    """Take somebody back from a network, and keep the account, or ask which."""
    state = request.GET.get("state", "")
    try:
        errand = expected(state, user=user_of(request), network=network, now=timezone.now())
    except NotFound:
        return render(request, "accounts/not_expected.html", {}, status=404)
    seat = seat_of(request, errand.workspace_id)
    connector = connector_for(network, now=timezone.now)
    try:
        found = finish(
            errand, request.GET.dict(), by=seat, connector=connector, now=timezone.now
        )
    except ChannelError as trouble:
        facts = {
            "room": "accounts",
            "network": network,
            "network_name": Network(network).label,
            "server": errand.server,
            "trouble": trouble_words(trouble),
            "said": trouble.said,
        }
        return render(request, "accounts/not_connected.html", facts, status=422)
    if not isinstance(found, Account):
        return redirect("accounts:choose", seat.workspace_id, found.pk)
    say(request, _("%(name)s connected.") % {"name": found.name})
    return redirect("accounts:account", seat.workspace_id, found.pk)


@login_required
@require_http_methods(_METHODS)
def choose_accounts(request: HttpRequest, workspace_id: int, errand_id: int) -> HttpResponse:
    """Show which accounts the permission opens, and connect those that are chosen."""
    seat = seat_of(request, workspace_id)
    errand = access_choice(seat, errand_id, now=timezone.now())
    is_empty = False
    if request.method == "POST":
        if not seat.may_write:
            raise NotAllowed
        wanted = request.POST.getlist("account")
        if wanted:
            chosen = choose(errand, wanted, by=seat, now=timezone.now())
            say(request, _connected(chosen))
            return redirect("accounts:page", workspace_id)
        is_empty = True
    now = timezone.now()
    grants = choices(errand)
    facts = {
        "room": "accounts",
        "network_name": Network(errand.network).label,
        "rows": [
            {"who": grant.identity, "can": can, "cannot": cannot}
            for grant in grants
            for can, cannot in [queries.can_words(grant, now=now)]
        ],
        "is_empty": is_empty,
    }
    return render(request, "accounts/choose.html", facts, status=422 if is_empty else 200)


@require_GET
def bluesky_metadata(request: HttpRequest) -> HttpResponse:
    """Return what servers of Bluesky read about this installation, where it has a public address."""
    if not has_public_address():
        raise NotFound(what="metadata")
    from aboveboard.channels.bluesky.oauth import client_metadata  # noqa: PLC0415  (not at the start)

    return JsonResponse(client_metadata(settings.BASE_URL))


def _connected(chosen: list[Account]) -> str:
    if len(chosen) == 1:
        return _("%(name)s connected.") % {"name": chosen[0].name}
    words = ngettext("%(n)s account connected.", "%(n)s accounts connected.", len(chosen))
    return words % {"n": len(chosen)}
