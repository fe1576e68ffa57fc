"""The buttons a finding is dismissed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from aboveboard.reading.dismissal import reasons_for
from aboveboard.rooms.readings.models import Reason
from aboveboard.rooms.readings.panel import no_buttons

if TYPE_CHECKING:
    from aboveboard.reading.finding import Weight
    from aboveboard.rooms.readings.panel import Buttons
    from aboveboard.rooms.workspaces.models import Member


def buttons_of(seat: Member) -> Buttons:
    """Return what makes the buttons for the findings of one request.

    The template is filled once a weight, and key and name are put into what came of it: filling
    it for every finding would cost more than the whole reading.
    """
    if not seat.may_write:
        return no_buttons
    made: dict[Weight, str] = {}

    def buttons(weight: Weight, key: str, name: str) -> str:
        if weight not in made:
            labels = dict(Reason.choices)
            reasons = [(str(one), labels[one]) for one in reasons_for(weight)]
            made[weight] = render_to_string("readings/_reasons.html", {"reasons": reasons})
        filled = made[weight].replace("@key", key).replace("@name", escape(name))
        return mark_safe(filled)  # noqa: S308  (the template's, a hash and an escaped name)

    return buttons
