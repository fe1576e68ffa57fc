"""Why layout beyond one's own habit is remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Layout")

WHAT = {
    "layout.broetry": _(
        "Nearly every paragraph is one short sentence, more so than in your own posts."
    ),
    "layout.hashtags": _(
        "More hashtags than in nine of ten of your own posts; without those, more than a fixed number."
    ),
    "layout.emoji": _(
        "More emoji than in nine of ten of your own posts; without those, more than a fixed number."
    ),
    "layout.capitals": _(
        "More words in capitals than in nine of ten of your own posts; without those, more than a fixed number. Abbreviations are left out."
    ),
}

WHY = {
    "": _(
        "Layout is a habit, so it is held against your own. No study was found that measures what readers make of it."
    ),
}

SOURCES: dict[str, tuple[tuple[str, str], ...]] = {}
