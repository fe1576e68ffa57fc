"""Backing: the numbers of a draft against the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.reading.claims import Claim, State, claims_of
from aboveboard.reading.finding import Confidence, Weight
from aboveboard.reading.quantities.quantity import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_LONGEST = 120
"""Characters shown of an entry of the record."""
_COUNTED = 10
"""Counts below are said in passing and not looked for in the record."""


def find_backing(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each number the record has otherwise, and one for those it has not."""
    if known.record is None or not known.record.size:
        return
    for claims in pages.once(claims_of, known).values():
        unclear: list[Claim] = []
        absent: list[Claim] = []
        for claim in claims:
            if claim.state is State.DIFFERS:
                yield _differs(pages, claim)
            elif claim.state is State.UNCLEAR and _counts(claim):
                unclear.append(claim)
            elif claim.state is State.ABSENT and _counts(claim):
                absent.append(claim)
        if unclear:
            yield _together(pages, "backing.unclear", unclear, Confidence.LOW)
        if absent:
            yield _together(pages, "backing.not_in_record", absent, Confidence.MEDIUM)


def _counts(claim: Claim) -> bool:
    """Return whether a number is one a reader would ask about: money, shares, larger counts."""
    quantity = claim.quantity
    kind = quantity.kind
    is_large = kind is Measure.COUNT and (quantity.value or 0) >= _COUNTED
    is_telling = kind is Measure.MONEY or kind is Measure.PERCENT or kind is Measure.MULTIPLE
    return (is_large or is_telling) and claim.is_own


def _differs(pages: Pages, claim: Claim) -> tuple[int, Finding]:
    fact = claim.fact
    period = fact.period if fact else None
    return pages.remark(
        "backing.differs",
        Weight.CONSIDER,
        (claim.start, claim.end),
        reason="backing_differs",
        advice="check_number",
        confidence=Confidence.HIGH,
        evidence={
            "written": pages.text[claim.start : claim.end],
            "recorded": claim.recorded,
            "entry": fact.text[:_LONGEST] if fact else "",
            "day": _day(period) if period else "",
            "link": fact.link if fact else "",
        },
    )


def _day(period: object) -> str:
    first, last = period.first, period.last  # type: ignore[attr-defined]
    return f"{first}" if first == last else f"{first}/{last}"


def _together(
    pages: Pages, rule: str, claims: Sequence[Claim], confidence: Confidence
) -> tuple[int, Finding]:
    """Return one finding for all of ``claims``, which are of one draft."""
    first, *others = claims
    same_part = [one for one in others if one.part == first.part]
    written = [pages.text[one.start : one.end] for one in (first, *same_part)]
    return pages.remark(
        rule,
        Weight.NOTE,
        (first.start, first.end),
        reason=rule.replace(".", "_"),
        advice="write_down" if rule == "backing.not_in_record" else "look_up",
        confidence=confidence,
        evidence={"written": ", ".join(written), "count": str(len(written))},
        beside=[(one.start, one.end) for one in same_part],
    )
