"""Why some subjects are better talked over first."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Talk first")

WHAT = {
    "sensitivity.staff": _("Dismissal, a conflict or the pay of somebody who can be known."),
    "sensitivity.health": _("Illness, burn-out or pregnancy, your own or somebody else’s."),
    "sensitivity.legal": _("A lawsuit, a dispute, the police or an inspection."),
    "sensitivity.insolvency": _("Bills that cannot be paid, a seizure, a bankruptcy."),
    "sensitivity.third_party": _(
        "The trouble or the mistakes of somebody else who can be known."
    ),
}

WHY = {
    "": _(
        "Telling of weakness makes people look more real when it is their own choice and mild to moderate. With these subjects others are touched too, so it is better to talk first; whether you post is yours to decide."
    ),
}

SOURCES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        (
            "Jiang, Kouchaki, Gino, Boghrati, John (2020), Harvard Business School Working Paper 20-070",
            "",
        ),
    ),
}
