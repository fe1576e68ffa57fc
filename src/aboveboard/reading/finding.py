"""What a reading remarks: findings, each with its passage, its reason and its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.core.text import Span

TEXT = "text"
"""The part of a draft that is its text; others are "alt 1", "link 1" and so on."""


class Weight(StrEnum):
    """How much a finding asks: stop before going on, consider it, or just note it."""

    STOP = "stop"
    CONSIDER = "consider"
    NOTE = "note"


class Confidence(StrEnum):
    """The band of how sure a rule is, measured on labelled texts; see its page in the docs."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a passage, never about a person.

    ``rule`` is the stable name of the rule ("personal_data.iban"), ``reason`` the code of the
    sentence that says why, ``advice`` that of what one can do; both are worded outside, in the
    reader's language, with the values of ``evidence``. What is personal stands masked in it.
    ``span`` points into ``part`` of the draft, in code points; ``beside`` are further passages
    of the same finding, such as the other half of a humblebrag.
    """

    rule: str
    weight: Weight
    span: Span
    reason: str
    advice: str
    confidence: Confidence = Confidence.HIGH
    evidence: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    part: str = TEXT
    beside: tuple[Span, ...] = ()

    @property
    def check(self) -> str:
        """The check the rule belongs to: the first half of its name."""
        return self.rule.partition(".")[0]
