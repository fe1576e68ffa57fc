"""One target and its outcome: the bar is what it came to, the tick what was promised."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from django.utils.html import format_html

from aboveboard.web.plots.drawing import line, number, picture

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

_WIDTH, _HEIGHT, _LEVEL = 300.0, 34.0, 12.0
_FULL = 276.0
"""Where the larger of target and outcome ends: some line is left beyond both."""


def target_bar(target: float, outcome: float | None, label: str) -> SafeString:
    """Return the bar of one target; without an ``outcome`` (still open) only the tick.

    The line starts at zero. Where one of the two is below zero, zero is marked and the bar
    grows from there to the left. ``label`` names both figures; nothing is said about which
    side of the target is the good one.

    Raises:
        ValueError: a figure is not finite.
    """
    figures = [target] if outcome is None else [target, outcome]
    if not all(isfinite(figure) for figure in figures):
        raise ValueError(f"no bar for {figures}")
    low, high = min(0.0, *figures), max(0.0, *figures)
    margin = _WIDTH - _FULL
    start = margin if low < 0 else 0.0
    # Dividing each figure first keeps very large ones from overflowing.
    size = max(-low, high) or 1.0
    spread = high / size - low / size or 1.0

    def at(figure: float) -> float:
        return start + (figure / size - low / size) / spread * (_FULL - start)

    parts = [line("grid", f"M0 {number(_LEVEL)}H{number(_WIDTH)}")]
    if low < 0:
        parts.append(line("ref", f"M{number(at(0))} 3V21"))
    if outcome is not None:
        parts.append(_stroke(f"M{number(at(0))} {number(_LEVEL)}H{number(at(outcome))}", 5))
    parts.append(_stroke(f"M{number(max(1.0, at(target)))} 3V21", 2))
    return picture(parts, width=_WIDTH, height=_HEIGHT, label=label)


def _stroke(outline: str, width: int) -> SafeString:
    return format_html('<path d="{}" stroke="currentColor" stroke-width="{}"/>', outline, width)
