"""Why numbers are held beside the record."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Numbers beside your record")

WHAT = {
    "backing.differs": _(
        "A number for which your record has another one, for the same thing and the same time. Rounding and words such as “about” are taken into account."
    ),
    "backing.unclear": _(
        "A number that several entries of your record could back, with different numbers."
    ),
    "backing.not_in_record": _(
        "Numbers of which your record says nothing: money, shares, multiples, and counts from ten on."
    ),
}

WHY = {
    "": _(
        "Who finds one wrong figure doubts the rest, and a number is checked most cheaply while it is being written. The record can be wrong too; then it is the one to change."
    ),
}

SOURCES: dict[str, tuple[tuple[str, str], ...]] = {"": ()}
