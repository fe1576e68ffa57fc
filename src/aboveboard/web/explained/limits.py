"""Why the limits of networks are remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Limits of the networks")

WHAT = {
    "limits.length": _("A text longer than a network takes, counted as that network counts."),
    "limits.bytes": _("A text of few enough signs that takes too many bytes all the same."),
    "limits.escaped": _(
        "A text that would be too long if LinkedIn counts the backslash that goes before brackets and such."
    ),
    "limits.hashtags": _("More hashtags than a network takes."),
    "limits.mentions": _("More mentions than a network takes."),
    "limits.description": _("A description of a picture longer than a network takes."),
}

WHY = {
    "": _(
        "A network refuses what is too long, or cuts it at a place you did not choose. It is looked at only for networks you name."
    ),
}

SOURCES = {"": (("The networks’ own documentation, as read in 2026", ""),)}
