"""The words of findings: what a rule is called, why it remarks, and what one can do.

One module a check, with ``NAMES`` by rule, ``REASONS`` by reason code and ``ADVICE`` by advice code;
``%(name)s`` stands for what a finding's evidence holds. Readings "can read as" something; a person
never is anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from aboveboard.web.remarks import (
    ask,
    backing,
    bait,
    boundaries,
    humblebrag,
    layout,
    limits,
    personal_data,
    see_more,
    sensitivity,
    stock,
    tone,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    from aboveboard.reading.finding import Finding

CHECKS: dict[str, ModuleType] = {
    "boundaries": boundaries,
    "backing": backing,
    "limits": limits,
    "personal_data": personal_data,
    "bait": bait,
    "humblebrag": humblebrag,
    "sensitivity": sensitivity,
    "tone": tone,
    "stock": stock,
    "see_more": see_more,
    "ask": ask,
    "layout": layout,
}
"""The words of each check, by its name in ``aboveboard.reading.read.CHECKS``."""


def name_of(rule: str) -> str:
    """Return what a rule is called, in the reader's language."""
    return str(CHECKS[rule.partition(".")[0]].NAMES[rule])


def reason_of(finding: Finding) -> str:
    """Return why something is remarked, in the reader's language."""
    words = str(CHECKS[finding.check].REASONS[finding.reason]) % _facts(finding)
    if "why" in finding.evidence:
        return " ".join((words, _("Your reason:"), _sentence(finding.evidence["why"])))
    return words


def advice_of(finding: Finding) -> str:
    """Return what one can do about it, in the reader's language."""
    return str(CHECKS[finding.check].ADVICE[finding.advice]) % _facts(finding)


def _facts(finding: Finding) -> Mapping[str, str]:
    """Return the evidence in words: a check may have ``facts`` that turn its codes into them."""
    in_words: Callable[[Mapping[str, str]], Mapping[str, str]] | None = getattr(
        CHECKS[finding.check], "facts", None
    )
    return in_words(finding.evidence) if in_words else finding.evidence


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
