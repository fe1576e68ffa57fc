"""Words for openings that keep back what they are about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {"see_more.hook": _("Opening that withholds")}

REASONS = {
    "see_more_hook": _(
        "This opening can read as keeping something back so that people open the post."
    ),
}

ADVICE = {
    "say_it_first": _("Say in the first line what the post is about."),
}
