"""Choices of how pages look, kept in cookies so that nothing flashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from aboveboard.web.context import THEME_COOKIE

if TYPE_CHECKING:
    from django.http import HttpRequest


def back_to(request: HttpRequest, otherwise: str = "/") -> str:
    """Return the address to go back to, of the form or else of the page, when it is one of ours."""
    wish = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wish, {request.get_host()}, request.is_secure())
    return wish if is_ours and wish.startswith("/") else otherwise


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or the system's choice, and go back."""
    answer = HttpResponseRedirect(back_to(request))
    theme = request.POST.get("theme", "")
    if theme in {"light", "dark"}:
        answer.set_cookie(
            THEME_COOKIE,
            theme,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        answer.delete_cookie(THEME_COOKIE)
    return answer


def health(request: HttpRequest) -> HttpResponse:
    """Return ``ok`` as soon as pages can be answered."""
    return HttpResponse("ok\n", content_type="text/plain")
