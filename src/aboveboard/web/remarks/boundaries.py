"""Words for what somebody does not share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from aboveboard.web.dates import date_format

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {
    "boundaries.term": _("A name you keep to yourself"),
    "boundaries.person": _("Somebody you name only so far"),
    "boundaries.topic": _("A topic with a boundary"),
    "boundaries.numbers": _("Figures you keep to yourself"),
    "boundaries.target": _("A target not released yet"),
}

NUMBERS = {
    "revenue": _("revenue"),
    "margin": _("profit and margin"),
    "salaries": _("salaries"),
    "headcount": _("headcount"),
}
"""The kinds of figures, in the middle of a sentence."""

REASONS = {
    "thing_never": _("You never share %(name)s."),
    "thing_not_before": _("You do not share %(name)s before %(until)s."),
    "thing_not_yet": _("You do not share %(name)s yet."),
    "thing_ask": _("You wanted to be asked about %(name)s first."),
    "thing_consent_unknown": _("You share %(name)s only with consent, which is not asked yet."),
    "thing_consent_asked": _(
        "You share %(name)s only with consent, which is asked and not given."
    ),
    "thing_consent_refused": _("You share %(name)s only with consent, which was refused."),
    "thing_consent_withdrawn": _("You share %(name)s only with consent, which was taken back."),
    "person_never": _("You never name %(name)s."),
    "person_not_before": _("You do not name %(name)s before %(until)s."),
    "person_not_yet": _("You do not name %(name)s yet."),
    "person_ask": _("You wanted to be asked before you name %(name)s."),
    "person_consent_unknown": _("%(name)s has not been asked to be named."),
    "person_consent_asked": _("%(name)s was asked to be named and has not answered."),
    "person_consent_refused": _("%(name)s does not want to be named."),
    "person_consent_withdrawn": _("%(name)s no longer wants to be named."),
    "figures_never": _("You never share figures about %(name)s."),
    "figures_not_before": _("You do not share figures about %(name)s before %(until)s."),
    "figures_not_yet": _("You do not share figures about %(name)s yet."),
    "figures_ask": _("You wanted to be asked about figures on %(name)s."),
    "figures_consent_unknown": _(
        "Figures about %(name)s need consent, which is not asked yet."
    ),
    "figures_consent_asked": _(
        "Figures about %(name)s need consent, which is asked and not given."
    ),
    "figures_consent_refused": _("Figures about %(name)s need consent, which was refused."),
    "figures_consent_withdrawn": _(
        "Figures about %(name)s need consent, which was taken back."
    ),
}

ADVICE = {
    "leave_out": _("Leave it out, or change your boundary."),
    "wait": _("Keep it for later, leave it out, or change your boundary."),
    "think": _("Do you want to say this? Then dismiss this remark and go on."),
    "ask_them": _("Ask first, or leave the name out."),
}


def facts(evidence: Mapping[str, str]) -> dict[str, str]:
    """Return the evidence with its codes and dates in words."""
    said = dict(evidence)
    if said.get("about") == "numbers":
        said["name"] = str(NUMBERS[said["name"]])
    day = parse_date(said.get("until", ""))
    if day:
        said["until"] = date_format(day, "j F Y")
    return said
