"""Why the own boundaries are remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Your boundaries")

WHAT = {
    "boundaries.term": _(
        "A word or a name you wrote down, however it is written: in capitals, joined, in the plural, as a hashtag, with a slip of the hand."
    ),
    "boundaries.person": _(
        "Somebody you wrote down: by the whole name, by initials, or by the first name near the name of their firm."
    ),
    "boundaries.topic": _("A subject, by its name and the further words you gave it."),
    "boundaries.numbers": _(
        "A figure near words that say it is about revenue, margin, salaries or headcount."
    ),
    "boundaries.target": _(
        "The number of a target that is open in your record and that you do not release yet."
    ),
}

WHY = {
    "": _(
        "You decided it beforehand, and what is decided beforehand is decided better than in the moment. Nothing is looked for that you did not write down."
    ),
}

SOURCES = {
    "": (
        (
            "Brandtzaeg, Lüders (2018), Time collapse in social media, Social Media + Society 4(1)",
            "https://doi.org/10.1177/2056305118763349",
        ),
    ),
}
