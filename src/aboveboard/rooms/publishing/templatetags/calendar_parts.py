"""The parts of a calendar of which a page has hundreds: put together here, for speed.

A template of its own takes half a millisecond for each.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from aboveboard.web.dates import date_format
from aboveboard.web.templatetags.parts import icon

if TYPE_CHECKING:
    from django.template.context import Context

    from aboveboard.rooms.publishing.calendar_page import Day
    from aboveboard.rooms.publishing.calendar_rows import Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def event(context: Context, one: Entry) -> SafeString:
    """Return a publication on its day: sign, time, network and the first words of it."""
    address = f"{context['publications']}{one.number}/"
    title = escape(one.title or context["nameless"])
    language = f' lang="{escape(one.language)}"' if one.language else ""
    zone = f' <span class="z">{escape(one.zone)}</span>' if one.zone else ""
    number = mover = ""
    if one.is_movable and context["may_move"]:
        number = f' data-number="{one.number}"'
        name = f"{escape(context['move_words'])} {one.clock} {title}"
        mover = (
            f'<a class="mv" href="{address}move/?next={context["from_here"]}" data-press="m" '
            f'aria-label="{name}">{icon("move", 14)}</a>'
        )
    return mark_safe(  # noqa: S308  (what a person wrote is escaped above)
        f'<div class="ev {one.state}" data-item{number}><a class="to" href="{address}" '
        f'draggable="false">{icon(one.sign, 13)}<span class="vh">{escape(one.state_name)}, </span>'
        f'<b>{one.clock}</b> <span class="on">{escape(one.network)}</span> '
        f'<span class="w"{language}>{title}</span>{zone}</a>{mover}</div>'
    )


@register.simple_tag(takes_context=True)
def day_number(context: Context, day: Day) -> SafeString:
    """Return the number of a day, which leads to all of it, and a way to write for it."""
    kept, write = escape(context["kept"]), context["write"]
    month = date_format(day.on, "F")
    words = gettext("today")
    today = f", {escape(words)}" if day.is_today else ""
    adder = ""
    if write and context["may_move"] and not day.is_past:
        words = gettext("Write for %(day)s") % {"day": date_format(day.on, "j F")}
        adder = (
            f'<a class="add" href="{escape(write)}?day={day.iso}" aria-label="{escape(words)}">'
            f"{icon('plus', 14)}</a>"
        )
    return mark_safe(  # noqa: S308  (days and our own words; the choices are escaped)
        f'<div class="top-of"><a class="d" href="?view=day&amp;day={day.iso}{kept}">'
        f'<time datetime="{day.iso}">{day.on.day}</time>'
        f'<span class="{"mo" if day.is_outside else "vh"}"> {month}{today}</span></a>'
        f"{adder}</div>"
    )
