"""How a draft comes across: every check in one go, findings out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.reading.checks.ask import find_ask
from aboveboard.reading.checks.backing import find_backing
from aboveboard.reading.checks.bait import find_bait
from aboveboard.reading.checks.boundaries import find_boundaries
from aboveboard.reading.checks.humblebrag import find_humblebrag
from aboveboard.reading.checks.layout import find_layout
from aboveboard.reading.checks.limits import find_limits
from aboveboard.reading.checks.personal_data import find_personal_data
from aboveboard.reading.checks.see_more import find_see_more
from aboveboard.reading.checks.sensitivity import find_sensitivity
from aboveboard.reading.checks.stock import find_stock
from aboveboard.reading.checks.tone import find_tone
from aboveboard.reading.claims import claims_of
from aboveboard.reading.draft import Known
from aboveboard.reading.pages import Pages
from aboveboard.reading.scan import portions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aboveboard.core.languages import Language
    from aboveboard.reading.arc import Arc
    from aboveboard.reading.claims import Claim
    from aboveboard.reading.draft import DraftText
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.memory import Memory

type Check = Callable[[Pages, Known], Iterator[tuple[int, Finding]]]
"""Yields findings with the number of their draft; pure: no clock, no network, no database."""

CHECKS: Mapping[str, Check] = {
    "boundaries": find_boundaries,
    "backing": find_backing,
    "limits": find_limits,
    "personal_data": find_personal_data,
    "bait": find_bait,
    "humblebrag": find_humblebrag,
    "sensitivity": find_sensitivity,
    "stock": find_stock,
    "see_more": find_see_more,
    "ask": find_ask,
    "layout": find_layout,
    "tone": find_tone,
}
"""Every check by name. A new check is one file in ``checks`` and one entry here."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one draft, by part and place, and the language of each part's text.

    ``language`` is that of the draft's text; ``OTHER`` when it is none we read: then only checks
    that need no language looked at it. ``arc`` is the course of its tone. ``claims`` are its
    numbers as they stand to the record; those it supports bring no finding. Empty when numbers are
    not looked at.
    """

    findings: tuple[Finding, ...]
    language: Language
    arc: Arc
    claims: tuple[Claim, ...] = ()


def read(draft: DraftText, known: Known | None = None) -> Reading:
    """Return the reading of one draft; the same draft and knowledge give the same reading."""
    return read_many([draft], known)[0]


def read_many(
    drafts: Sequence[DraftText], known: Known | None = None, *, memory: Memory | None = None
) -> list[Reading]:
    """Return the reading of each draft, in order; many together are read several times faster.

    ``memory`` is what was read before beside the same knowledge, see :mod:`.reader`.
    """
    beside = known or Known()
    readings: list[Reading] = []
    first = 0
    for texts in portions([draft.text for draft in drafts]):
        readings += _read_together(drafts[first : first + len(texts)], beside, memory)
        first += len(texts)
    return readings


def _read_together(
    drafts: Sequence[DraftText], known: Known, memory: Memory | None
) -> list[Reading]:
    pages = Pages(drafts, memory)
    found: list[list[Finding]] = [[] for _ in drafts]
    for name, check in CHECKS.items():
        if name not in known.skipped:
            for draft, finding in check(pages, known):
                found[draft].append(finding)
    claims = {} if known.record is None else pages.once(claims_of, known)
    return [
        Reading(
            tuple(sorted(findings, key=_order)),
            pages.language_of(number),
            pages.arcs[number],
            tuple(claims.get(number, ())),
        )
        for number, findings in enumerate(found)
    ]


def _order(finding: Finding) -> tuple[bool, str, int, int, str]:
    """Return the order of findings: those of the text first, then by place and by rule."""
    is_beside = finding.part != "text"
    return is_beside, finding.part, finding.span.start, finding.span.end, finding.rule
