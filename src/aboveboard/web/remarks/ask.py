"""Words for a request for help that stays open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {"ask.unclear": _("Help asked for, but not which")}

REASONS = {
    "ask_unclear": _(
        "This can read as a request for help that leaves open with what. "
        "Readers would know how to help if it said so."
    ),
}

ADVICE = {
    "say_what_who_when": _("Say what you need, who could do it, and by when."),
}
