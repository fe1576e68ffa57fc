"""Why many stock phrases together are remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Stock phrases")

WHAT = {
    "stock.dense": _(
        "Three or more different stock phrases or pieces of jargon, close together. One alone is never remarked."
    ),
}

WHY = {
    "": _(
        "Phrases that everybody uses say little of what happened to you. The lists are our own, for each language; they say nothing of who wrote a text."
    ),
}

SOURCES: dict[str, tuple[tuple[str, str], ...]] = {}
