"""The words of findings: what a rule is called, why it remarks, and what one can do.

One module a check, with ``NAMES`` by rule, ``REASONS`` by reason code and ``ADVICE`` by advice code;
``%(name)s`` stands for what a finding's evidence holds. Readings "can read as" something; a person
never is anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.web.remarks import limits, personal_data

if TYPE_CHECKING:
    from types import ModuleType

    from aboveboard.reading.finding import Finding

CHECKS: dict[str, ModuleType] = {
    "limits": limits,
    "personal_data": personal_data,
}
"""The words of each check, by its name in ``aboveboard.reading.read.CHECKS``."""


def name_of(rule: str) -> str:
    """Return what a rule is called, in the reader's language."""
    return str(CHECKS[rule.partition(".")[0]].NAMES[rule])


def reason_of(finding: Finding) -> str:
    """Return why something is remarked, in the reader's language."""
    return str(CHECKS[finding.check].REASONS[finding.reason]) % finding.evidence


def advice_of(finding: Finding) -> str:
    """Return what one can do about it, in the reader's language."""
    return str(CHECKS[finding.check].ADVICE[finding.advice]) % finding.evidence
