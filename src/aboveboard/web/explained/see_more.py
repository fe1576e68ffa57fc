"""Why an opening that withholds is remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("The opening")

WHAT = {
    "see_more.hook": _(
        "An opening that promises or hints, and keeps what it is about for those who open the post."
    ),
}

WHY = {
    "": _(
        "Networks fold a post after a few lines. No study was found of what readers on these networks make of such an opening, so this is only a note."
    ),
}

SOURCES: dict[str, tuple[tuple[str, str], ...]] = {}
