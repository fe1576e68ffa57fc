"""The small parts of every page: icons, the signs of the house, who sees this."""

# ruff: noqa: E501  (drawings are one line each)
from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aboveboard.web.dates import date_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


register = template.Library()

ICONS: Mapping[str, str] = {
    "today": '<circle cx="10" cy="10" r="3.4"/><path d="M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M4.7 15.3 6 14M14 6l1.3-1.3"/>',
    "record": '<path d="M5 3h9a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 14 17H5zM5 3v14M8.2 7h4.3M8.2 10h4.3"/>',
    "mirror": '<path d="M2.5 10h15"/><path d="M5.5 10a4.5 4.5 0 0 1 9 0z" fill="currentColor" stroke="none"/><path d="M5.5 10a4.5 4.5 0 0 0 9 0"/>',
    "boundaries": '<path d="M3 4v13M7.7 4v13M12.3 4v13M17 4v13M3 8h14M3 13h14"/>',
    "library": '<path d="M4 3.5v13M8 3.5v13M11.5 4.2l4 12.3"/>',
    "settings": '<path d="M3 6.5h8M15 6.5h2M3 13.5h2M9 13.5h8"/><circle cx="13" cy="6.5" r="2"/><circle cx="7" cy="13.5" r="2"/>',
    "search": '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>',
    "calendar": '<rect x="3" y="4.5" width="14" height="12.5" rx="1.5"/><path d="M3 8.5h14M7 2.8v3M13 2.8v3"/>',
    "hold": '<path d="M7 4.5v11M13 4.5v11"/>',
    "move": '<path d="M3 10h13M11.5 5.5 16 10l-4.5 4.5"/>',
    "accounts": '<path d="m8 12 4-4M9.3 6.2l1.9-1.9a3.2 3.2 0 0 1 4.5 4.5l-1.9 1.9M10.7 13.8l-1.9 1.9a3.2 3.2 0 0 1-4.5-4.5l1.9-1.9"/>',
    "lock": '<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>',
    "globe": '<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2.5 2 3 4.5 3 7s-.5 5-3 7c-2.5-2-3-4.5-3-7s.5-5 3-7z"/>',
    "check": '<path d="m4 10.5 4 4 8-9"/>',
    "x": '<path d="m5 5 10 10M15 5 5 15"/>',
    "clock": '<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.8"/>',
    "turn": '<path d="M17 10a7 7 0 1 1-3-5.7"/>',
    "back": '<path d="M7.5 4 3.5 8l4 4M3.5 8H12a4.5 4.5 0 0 1 0 9H8"/>',
    "out": '<path d="M8 4H4.5A1.5 1.5 0 0 0 3 5.5v10A1.5 1.5 0 0 0 4.5 17h10a1.5 1.5 0 0 0 1.5-1.5V12M11.5 3H17v5.5M17 3l-8 8"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "dots": '<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6"/>',
    "try": '<path d="M3.5 4.5h13M3.5 9h8M3.5 13.5h5"/><path d="m11 16 .6-2.6 4-4a1.4 1.4 0 0 1 2 2l-4 4z"/>',
    "stop": '<circle cx="10" cy="10" r="7"/><path d="m5.2 5.2 9.6 9.6"/>',
    "up": '<path d="m5.5 12.5 4.5-4.5 4.5 4.5"/>',
    "down": '<path d="m5.5 8 4.5 4.5L14.5 8"/>',
    "right": '<path d="m8 5.5 4.5 4.5L8 14.5"/>',
    "left": '<path d="m12 5.5-4.5 4.5 4.5 4.5"/>',
    "moon": '<path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z"/>',
    "alert": '<circle cx="10" cy="10" r="7"/><path d="M10 6.2v4.6M10 13.6v.1"/>',
    "file": '<path d="M5 2.8h6.5L15 6.3v11H5zM11.5 2.8v3.5H15"/>',
    "image": '<rect x="3" y="4" width="14" height="12" rx="1.5"/><circle cx="7.5" cy="8.2" r="1.3"/><path d="m3.5 14.5 4-3.5 3 2.5 3-3 3.5 3.5"/>',
    "people": '<circle cx="7.5" cy="7.5" r="2.8"/><path d="M2.5 16.5c.3-3 2.3-4.5 5-4.5s4.7 1.5 5 4.5M13 5a2.6 2.6 0 0 1 0 5M14.5 12.3c1.800.5 2.8 1.9 3 4.2"/>',
    "unclear": '<path d="M10 2.2 17.8 10 10 17.8 2.2 10z"/><path d="M8.4 8.4a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.9.6-.9 1.2M10 13.4v.1"/>',
    "ask": '<path d="M3.5 5.5A1.5 1.5 0 0 1 5 4h10a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 15 14H9l-4 3v-3a1.5 1.5 0 0 1-1.5-1.5z"/>',
}
"""Drawings in a square of 20, line 1.5, made for this project."""

_SIGNS: Mapping[str, str] = {
    "win": '<circle cx="7" cy="7" r="5.2"/>',
    "setback": '<path d="M7 .9 13.1 7 7 13.1.9 7z" stroke-linejoin="round"/>',
    "lesson": '<path d="M7 1.6 12.9 12H1.1z" stroke-linejoin="round"/>',
    "neutral": '<path d="M2 7h10" stroke-linecap="round"/>',
}


COUNTS: Mapping[str, _StrPromise] = {
    "impressions": _("Impressions"),
    "members_reached": _("People reached"),
    "profile_viewers": _("Profile visits from it"),
    "followers": _("Followers"),
    "followers_gained": _("Followers gained"),
    "engagements": _("Interactions"),
    "likes": _("Likes"),
    "comments": _("Comments"),
    "reposts": _("Reposts"),
    "saves": _("Saves"),
    "sends": _("Sends"),
    "link_clicks": _("Clicks on the link"),
}
"""The counts archives give beside a post, by the name they are kept under."""


@register.simple_tag
@cache
def icon(name: str, size: int = 18) -> SafeString:
    """Return a drawing; it says nothing to a screen reader, words stand beside it."""
    return format_html(
        '<svg width="{0}" height="{0}" viewBox="0 0 20 20" fill="none" stroke="currentColor" '
        'stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{1}</svg>',
        size,
        mark_safe(ICONS[name]),  # noqa: S308  (our own drawing)
    )


@register.simple_tag
def mark(kind: str, is_shown: bool = False, label: str = "") -> SafeString:  # noqa: FBT001, FBT002  (template call)
    """Return the sign of a kind: shape says which, filled says shown."""
    role = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="mark {}{}" viewBox="0 0 14 14" {}>{}</svg>',
        kind,
        " shown" if is_shown else "",
        role,
        mark_safe(_SIGNS[kind]),  # noqa: S308  (our own drawing)
    )


@register.simple_tag
def brand() -> SafeString:
    """Return the sign of the house: above the line shown, below it kept."""
    return mark_safe(
        '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="6.2" r="4.2" fill="currentColor"/>'
        '<path d="M1.5 12.7h21" stroke="currentColor" stroke-width="1.7"/>'
        '<circle cx="12" cy="19" r="3.5" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>'
    )


@register.simple_tag
def audience() -> SafeString:
    """Return the words that say who sees this page: only the reader."""
    return format_html(
        '<span class="audience">{}{}</span>', icon("lock"), gettext("Only you see this")
    )


@register.filter
def count_name(name: str) -> str:
    """Return what a count is called; one that is not known here by the name it has."""
    return str(COUNTS.get(name, name.replace("_", " ").capitalize()))


@register.filter
def short_day(day: date) -> str:
    """Return ``20 Fri``: for a timeline under its month."""
    return date_format(day, "j D")


@register.filter("date", expects_localtime=True, is_safe=False)
def date_words(day: date | None, pattern: str = "j F Y") -> str:
    """Return a day by a pattern, as Django's own filter of this name does, in better French."""
    return date_format(day, pattern) if day else ""


@register.filter
def in_words(day: date) -> str:
    """Return a day in words, with its year when it is not this one."""
    today = timezone.localdate()
    if day == today:
        return gettext("today")
    if day == today - timedelta(days=1):
        return gettext("yesterday")
    return date_format(day, "j F" if day.year == today.year else "j F Y")


@register.filter
def until_words(day: date) -> str:
    """Return "until yesterday", "until 3 March"."""
    today = timezone.localdate()
    if day == today:
        return gettext("until today")
    if day == today - timedelta(days=1):
        return gettext("until yesterday")
    return gettext("until %(day)s") % {"day": in_words(day)}


@register.filter
def percent(value: float) -> str:
    """Return a share of 1 in whole percent, with its sign."""
    return gettext("%(value)s %%") % {"value": f"{value * 100:.0f}"}
