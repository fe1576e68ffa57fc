"""Why a win in disguise is remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Wins in disguise")

WHAT = {
    "humblebrag.complaint": _(
        "A complaint in one sentence and a win in the same or the next one. Words of real trouble, of thanks or of a shared merit take the remark away."
    ),
    "humblebrag.modesty": _(
        "Surprise or modesty beside a win of one’s own. Words of thanks or of a shared merit take the remark away."
    ),
}

WHY = {
    "": _(
        "In nine studies readers liked and believed both sorts less than the plain win, and less than the plain complaint. How a sentence is meant cannot be told from its words, so this is only a question."
    ),
}

SOURCES = {
    "": (
        (
            "Sezer, Gino, Norton (2018), Journal of Personality and Social Psychology 114(1):52–74",
            "https://doi.org/10.1037/pspi0000108",
        ),
    ),
}
