"""Why a request for help that leaves open which is remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("The ask")

WHAT = {
    "ask.unclear": _(
        "A difficulty that is told, and words that seem to want help, without what help, from whom or by when."
    ),
}

WHY = {
    "": _(
        "Somebody who can help must know what with. A post that wants nothing is left alone."
    ),
}

SOURCES: dict[str, tuple[tuple[str, str], ...]] = {}
