"""Boundaries in plain sentences, and the words for what could not be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aboveboard.rooms.boundaries.models import About, Force
from aboveboard.web.dates import date_format
from aboveboard.web.remarks.boundaries import NUMBERS, REASONS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

    from aboveboard.rooms.boundaries.models import Boundary

_SUBJECTS: Final = {
    About.TERM: "thing",
    About.PERSON: "person",
    About.TOPIC: "thing",
    About.NUMBERS: "figures",
    About.TARGET: "figures",
}
_CONSENT: Final[dict[str, _StrPromise]] = {
    "thing": _("You share %(name)s only with consent."),
    "person": _("You name %(name)s only with their consent."),
    "figures": _("You share figures about %(name)s only with consent."),
}
_CONNECTIONS: Final[dict[str, _StrPromise]] = {
    Force.CONSENT: _("You name people you are connected with only with their consent."),
    Force.ASK: _("You wanted to be asked before you name people you are connected with."),
}
REJECTED: Final[dict[str, _StrPromise]] = {
    "empty": _("There is nothing to look for."),
    "too_long": _("The name is too long."),
    "bad_force": _("The force is not never, not_before, ask or consent."),
    "bad_about": _("It is about none of term, person, topic and numbers."),
    "bad_numbers": _("The figures are not revenue, margin, salaries or headcount."),
    "bad_day": _("A date cannot be read. Write it like 2026-11-24."),
    "no_day": _("The force is not_before, and there is no day in until."),
    "bad_consent": _("The consent is not unknown, asked, given, refused or withdrawn."),
    "bad_row": _("The row has too many cells, or its quotes do not close."),
}


def sentence_of(one: Boundary) -> tuple[SafeString, str]:
    """Return the rule in a sentence, its name set off, and the same without any marks."""
    words, facts = _words_of(one)
    plain = words % facts
    facts["name"] = format_html("<b>{}</b>", facts["name"])
    # The sentence is ours; what the person wrote is escaped above.
    return format_html(_in_braces(words), **facts), plain


def _in_braces(words: str) -> str:
    return (
        words.replace("{", "{{")
        .replace("}", "}}")
        .replace("%(name)s", "{name}")
        .replace("%(until)s", "{until}")
    )


def _words_of(one: Boundary) -> tuple[str, dict[str, str]]:
    if one.about == About.CONNECTIONS:
        return str(_CONNECTIONS.get(one.force, _CONNECTIONS[Force.CONSENT])), {"name": ""}
    subject = _SUBJECTS[About(one.about)]
    facts = {"name": _name_of(one)}
    if one.until:
        facts["until"] = date_format(one.until, "j F Y")
    if one.force == Force.CONSENT:
        return str(_CONSENT[subject]), facts
    return str(REASONS[f"{subject}_{one.force}"]), facts


def _name_of(one: Boundary) -> str:
    if one.about == About.NUMBERS:
        return str(NUMBERS[one.name])
    if one.about == About.TARGET:
        return one.target.what if one.target else gettext("your open targets")
    if one.company:
        return gettext("%(name)s (%(company)s)") % {"name": one.name, "company": one.company}
    return one.name


def reason_words(code: str) -> str:
    """Return a sentence for why a line was not taken; the code itself when it is not known."""
    return str(REJECTED.get(code, code))
