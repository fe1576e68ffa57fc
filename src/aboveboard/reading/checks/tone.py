"""Whether a draft is rosier or gloomier than its writer usually is, or than what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.core.kinds import Kind
from aboveboard.reading.finding import Confidence, Weight
from aboveboard.reading.usual import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.reading.arc import Arc
    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages
    from aboveboard.reading.usual import Usual

UNUSUAL: Final = 2.0
"""Spreads away from the own mean from which on a tone is remarked without knowing of what it tells."""
AT_ODDS: Final = 1.0
"""The same when what the draft is about is of the other kind."""
_LEAST_SPREAD: Final = 0.12
"""Somebody whose posts are all of one tone still has days."""


def find_tone(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for a draft of an unusual tone; silent without ten own posts that have one."""
    usual = known.usual
    if usual is None or usual.tone_posts < ENOUGH:
        return
    told = set(known.about)
    for draft, arc in enumerate(pages.arcs):
        if arc.tone is None:
            continue
        distance = (arc.tone - usual.tone_mean) / max(usual.tone_spread, _LEAST_SPREAD)
        same, other = (Kind.WIN, Kind.SETBACK) if distance > 0 else (Kind.SETBACK, Kind.WIN)
        is_at_odds = other in told and same not in told
        if same in told or abs(distance) <= (AT_ODDS if is_at_odds else UNUSUAL):
            continue
        yield _remark(pages, draft, arc, usual, is_rosy=distance > 0, is_at_odds=is_at_odds)


def _remark(
    pages: Pages, draft: int, arc: Arc, usual: Usual, *, is_rosy: bool, is_at_odds: bool
) -> tuple[int, Finding]:
    """Return the finding, at the sentences that make the tone most of all."""
    ranked = sorted(arc.points, key=lambda point: -point.tone if is_rosy else point.tone)
    first, *beside = (pages.at(draft, point.span) for point in ranked[:3])
    rule = "tone.too_rosy" if is_rosy else "tone.too_gloomy"
    spread = max(usual.tone_spread, _LEAST_SPREAD)
    return pages.remark(
        rule,
        Weight.CONSIDER if is_at_odds else Weight.NOTE,
        first,
        reason=f"{rule.replace('.', '_')}_{'for_what_it_tells' if is_at_odds else 'for_you'}",
        advice="tone_as_it_was" if is_at_odds else "tone_as_meant",
        confidence=Confidence.LOW,
        evidence={
            "tone": _signed(arc.tone or 0.0),
            "low": _signed(usual.tone_mean - spread),
            "high": _signed(usual.tone_mean + spread),
            "sentences": str(len(arc.points)),
            "posts": str(usual.tone_posts),
        },
        beside=beside,
    )


def _signed(tone: float) -> str:
    """Return a tone on a scale from -100 to +100."""
    return f"{round(100 * min(max(tone, -1), 1)):+d}".replace("+0", "0").replace(
        "-", "\N{MINUS SIGN}"
    )
