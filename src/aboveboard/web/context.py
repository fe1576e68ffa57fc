"""What every page knows, signed in or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

import aboveboard

if TYPE_CHECKING:
    from django.http import HttpRequest

THEME_COOKIE = "aboveboard_theme"


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the theme of the cookie (empty follows the system), the languages and the version."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": theme if theme in {"light", "dark"} else "",
        "languages": [("nl", "Nederlands"), ("en", "English"), ("fr", "Français")],
        "version": aboveboard.__version__,
        "data_dir": settings.DATA_DIR,
    }
