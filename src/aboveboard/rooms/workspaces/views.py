"""Pages of sign-in and of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import EmailField
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from aboveboard.core.errors import NotFound
from aboveboard.rooms.workspaces.access import seat_of, user_of
from aboveboard.rooms.workspaces.found import own_seat
from aboveboard.rooms.workspaces.sign_in import use_link
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.workspaces.models import Member

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the reader's own workspace."""
    seat = own_seat(user_of(request), now=timezone.now())
    return redirect("today:page", seat.workspace_id)


@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Say how to get a link."""
    return render(request, "workspaces/sign_in.html", {"is_used": False})


@never_cache
@require_GET
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in once, and lead to where the link was made for."""
    try:
        user = use_link(token, now=timezone.now())
    except NotFound:
        if request.user.is_authenticated:
            return redirect("workspaces:home")
        return render(request, "workspaces/sign_in.html", {"is_used": True}, status=404)
    login(request, user, backend=_BACKEND)
    workspace = request.GET.get("workspace", "")
    if workspace.isascii() and workspace.isdecimal() and len(workspace) < 18:
        return redirect("today:page", int(workspace))
    return redirect("workspaces:home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("workspaces:sign_in")


@login_required
def preferences(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show and keep the reader's choices."""
    seat = seat_of(request, workspace_id)
    if request.method == "POST" and "email" in request.POST:
        return _keep_address(request, seat)
    if request.method == "POST":
        seat.user.has_shortcuts = request.POST.get("has_shortcuts") == "on"
        seat.user.save(update_fields=["has_shortcuts"])
        say(request, _("Settings kept."))
        return redirect("workspaces:preferences", workspace_id)
    return _choices(request, email=seat.user.email)


def _keep_address(request: HttpRequest, seat: Member) -> HttpResponse:
    """Keep where mail goes to, and the language of this page for it; empty: no mail."""
    try:
        address = EmailField(required=False).clean(request.POST["email"])
    except ValidationError:
        return _choices(request, email=request.POST["email"], is_wrong=True)
    seat.user.email, seat.user.mail_language = address, get_language() or ""
    seat.user.save(update_fields=["email", "mail_language"])
    say(request, _("Settings kept."))
    return redirect("workspaces:preferences", seat.workspace_id)


def _choices(request: HttpRequest, *, email: str, is_wrong: bool = False) -> HttpResponse:
    facts = {
        "room": "preferences",
        "has_mail": settings.HAS_MAIL,
        "email": email,
        "is_wrong": is_wrong,
    }
    status = 422 if is_wrong else 200
    return render(request, "workspaces/preferences.html", facts, status=status)
