"""Boundaries: what somebody decided not to share, not yet, or only after thought or consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.core.languages import Language
from aboveboard.reading.boundaries.boundary import About, Consent, Force
from aboveboard.reading.boundaries.figures import find_figures
from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.reading.boundaries.boundary import Boundary
    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_RULES: Final = {
    About.TERM: "boundaries.term",
    About.PERSON: "boundaries.person",
    About.TOPIC: "boundaries.topic",
    About.NUMBERS: "boundaries.numbers",
    About.TARGET: "boundaries.target",
}
_SUBJECTS: Final = {
    About.TERM: "thing",
    About.PERSON: "person",
    About.TOPIC: "thing",
    About.NUMBERS: "figures",
    About.TARGET: "figures",
}
_COMPOUNDS: Final = frozenset({Language.NL, Language.OTHER})
"""Languages that write words together; a text too short to tell may be in one."""


def find_boundaries(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each passage that a boundary of the writer's own holds back."""
    matcher = known.boundaries
    if matcher is None:
        return
    for found in matcher.find(
        pages.scan.joined, lambda at: pages.language_at(at) in _COMPOUNDS
    ):
        if found.boundary.holds_on(known.today):
            yield _remark(
                pages, found.boundary, (found.start, found.end), is_slip=found.is_slip
            )
    figures = [one for one in matcher.figures if one.holds_on(known.today)]
    if figures:
        for told in find_figures(pages, figures):
            yield _remark(pages, told.boundary, (told.start, told.end), is_slip=False)


def _remark(
    pages: Pages, boundary: Boundary, passage: tuple[int, int], *, is_slip: bool
) -> tuple[int, Finding]:
    is_sure = boundary.about in {About.TERM, About.PERSON} and not is_slip
    evidence = {"name": boundary.name, "about": str(boundary.about)}
    if boundary.reason:
        evidence["why"] = boundary.reason
    if boundary.until:
        evidence["until"] = boundary.until.isoformat()
    return pages.remark(
        _RULES[boundary.about],
        _weight(boundary),
        passage,
        reason=f"{_SUBJECTS[boundary.about]}_{_sort(boundary)}",
        advice=_ADVICE[boundary.force],
        confidence=Confidence.HIGH if is_sure else Confidence.MEDIUM,
        evidence=evidence,
    )


_ADVICE: Final = {
    Force.NEVER: "leave_out",
    Force.NOT_BEFORE: "wait",
    Force.ASK: "think",
    Force.CONSENT: "ask_them",
}


def _weight(boundary: Boundary) -> Weight:
    """A consent that was refused or taken back stops; one not given yet asks."""
    if boundary.force == Force.ASK:
        return Weight.CONSIDER
    if boundary.force == Force.CONSENT and boundary.consent in {Consent.UNKNOWN, Consent.ASKED}:
        return Weight.CONSIDER
    return Weight.STOP


def _sort(boundary: Boundary) -> str:
    if boundary.force == Force.CONSENT:
        return f"consent_{boundary.consent}"
    if boundary.force == Force.NOT_BEFORE and boundary.until is None:
        return "not_yet"
    return str(boundary.force)
