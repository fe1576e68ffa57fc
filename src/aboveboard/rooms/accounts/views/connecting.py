"""The page of one network: what it takes to connect an account there, and the way out to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.channels.connecting import App
from aboveboard.channels.port import ChannelError
from aboveboard.core.errors import NotAllowed, NotFound
from aboveboard.rooms.accounts import queries
from aboveboard.rooms.accounts.connect import Request, begin, sign_in
from aboveboard.rooms.accounts.forms import (
    AppForm,
    HandleForm,
    PagesForm,
    PasswordForm,
    ServerForm,
)
from aboveboard.rooms.accounts.models import Network
from aboveboard.rooms.accounts.opened import connector_for
from aboveboard.rooms.accounts.outside import for_browsers, has_public_address
from aboveboard.rooms.accounts.permissions import PERMISSIONS
from aboveboard.rooms.accounts.registered import app_in, app_row, register
from aboveboard.rooms.accounts.words import trouble_words
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.workspaces.models import Member

_METHODS: Final = ["GET", "HEAD", "POST"]
SIGN_IN_THERE: Final = "there"
"""The other way to Bluesky: signing in there instead of an app password."""
_FORMS: Final[dict[str, type[forms.Form]]] = {
    Network.MASTODON: ServerForm,
    Network.BLUESKY: PasswordForm,
    SIGN_IN_THERE: HandleForm,
    Network.LINKEDIN: PagesForm,
}


@sensitive_post_parameters("password")
@login_required
@require_http_methods(_METHODS)
def connect(request: HttpRequest, workspace_id: int, network: str) -> HttpResponse:
    """Show what it takes to connect an account, and lead on to the network."""
    seat = seat_of(request, workspace_id)
    _known(network)
    way = SIGN_IN_THERE if _is_led(request, network) else network
    kind = _FORMS.get(way, forms.Form)
    if request.method != "POST":
        return _shown(request, seat, network, kind(initial=_initial(request)))
    if not seat.may_write:
        raise NotAllowed
    form = kind(request.POST)
    if not form.is_valid():
        return _shown(request, seat, network, form)
    try:
        if way == Network.BLUESKY:
            return _signed_in(request, seat, form.cleaned_data)
        return _led_on(request, seat, network, form.cleaned_data)
    except ChannelError as trouble:
        return _shown(request, seat, network, form, trouble=trouble)


@sensitive_post_parameters("secret")
@login_required
@require_POST
def keep_app(request: HttpRequest, workspace_id: int, network: str) -> HttpResponse:
    """Keep the developer app by which a network knows this workspace."""
    seat = writing_seat_of(request, workspace_id)
    _known(network)
    if network not in queries.NEEDS_APP:
        raise NotFound(what="app")
    before = queries.app(workspace_id, network)
    form = AppForm(request.POST, has_secret=before is not None and before.is_ready)
    if not form.is_valid():
        return _shown(request, seat, network, _FORMS.get(network, forms.Form)(), app_form=form)
    said = form.cleaned_data
    row = app_row(workspace_id, network)
    secret = said["secret"] or (app_in(row).secret if row is not None else "")
    app = App(said["client_id"], secret, version=said["version"])
    register(network, app, by=seat, now=timezone.now())
    say(request, _("App kept. Now connect your account."))
    address = reverse("accounts:connect", args=[workspace_id, network])
    return redirect(f"{address}#go")


def return_address(request: HttpRequest, network: str) -> str:
    """Return where a network sends people back to; the same for every workspace."""
    path = reverse("accounts_return:come_back", args=[network])
    base = settings.BASE_URL
    return f"{base}{path}" if base else request.build_absolute_uri(path)


def _known(network: str) -> None:
    if network not in Network.values:
        raise NotFound(what="network")


def _is_led(request: HttpRequest, network: str) -> bool:
    """Return whether somebody wants to be led to Bluesky instead of giving an app password."""
    return network == Network.BLUESKY and "there" in request.POST


def _initial(request: HttpRequest) -> dict[str, Any]:
    return {
        "server": request.GET.get("server", "")[:200],
        "handle": request.GET.get("handle", "")[:253],
    }


def _led_on(
    request: HttpRequest, seat: Member, network: str, said: dict[str, Any]
) -> HttpResponse:
    """Show the way to the network's page: a link, for a form may lead nowhere else."""
    asked = Request(
        network,
        return_address(request, network),
        get_language() or "en",
        server=said.get("server") or said.get("handle", ""),
        wants_pages=said.get("wants_pages", False),
    )
    connector = connector_for(network, now=timezone.now)
    url = begin(asked, by=seat, connector=connector, now=timezone.now())
    facts = {
        "room": "accounts",
        "network": network,
        "network_name": Network(network).label,
        "url": for_browsers(url),
        "host": for_browsers(url).split("/")[2],
        "permissions": _permissions(network, wants_pages=asked.wants_pages),
    }
    return render(request, "accounts/away.html", facts)


def _signed_in(request: HttpRequest, seat: Member, said: dict[str, Any]) -> HttpResponse:
    connector = connector_for(Network.BLUESKY, now=timezone.now)
    account = sign_in(
        said["handle"],
        said["password"],
        by=seat,
        connector=connector,  # type: ignore[arg-type]  # Bluesky's takes passwords
        now=timezone.now,
        server=said["server"],
    )
    say(request, _("%(name)s connected.") % {"name": account.name})
    return redirect("accounts:account", seat.workspace_id, account.pk)


def _permissions(network: str, *, wants_pages: bool) -> list[Any]:
    return [one for one in PERMISSIONS[network] if wants_pages or not one.for_pages]


def _shown(
    request: HttpRequest,
    seat: Member,
    network: str,
    form: forms.Form,
    *,
    app_form: AppForm | None = None,
    trouble: ChannelError | None = None,
) -> HttpResponse:
    app = queries.app(seat.workspace_id, network)
    initial = {"client_id": app.client_id, "version": app.version} if app else {}
    facts = {
        "room": "accounts",
        "network": network,
        "network_name": Network(network).label,
        "guide": f"accounts/guides/{network}.html",
        "needs_app": network in queries.NEEDS_APP,
        "app": app,
        "app_form": app_form or AppForm(initial=initial, has_secret=app is not None),
        "form": form,
        "redirect": return_address(request, network),
        "is_plain": return_address(request, network).startswith("http://127."),
        "permissions": () if network == Network.BLUESKY else PERMISSIONS[network],
        "trouble": trouble_words(trouble) if trouble else "",
        "said": trouble.said if trouble else "",
        "is_led": _is_led(request, network),
        "is_public": has_public_address(),
    }
    status = 422 if trouble or form.is_bound or app_form else 200
    return render(request, "accounts/connect.html", facts, status=status)
