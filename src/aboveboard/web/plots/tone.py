"""The course of a text's tone as one small line over and under the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from aboveboard.web.plots.drawing import line, number

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 352
HEIGHT: Final = 56
_EDGE: Final = 6
MOST: Final = 120
"""Points drawn; of a longer text as many, evenly chosen."""


def tone_line(points: Sequence[tuple[float, float, float]], label: str) -> SafeString:
    """Return a drawing of the points (tone, low, high; each -1 to 1), the first at the left.

    Each point has its interval as a thin upright; ``label`` says the same in words.
    """
    step = max(1, -(-len(points) // MOST))
    chosen = points[::step]
    reach = (WIDTH - 2 * _EDGE) / max(len(chosen) - 1, 1)
    places = [
        (_EDGE + place * reach, _height(tone), _height(low), _height(high))
        for place, (tone, low, high) in enumerate(chosen)
    ]
    middle = line("zero", f"M0 {number(HEIGHT / 2)}H{WIDTH}")
    uprights = line(
        "reach",
        "".join(f"M{number(x)} {number(low)}V{number(high)}" for x, _y, low, high in places),
    )
    course = line("course", "M" + "L".join(f"{number(x)} {number(y)}" for x, y, *_ in places))
    dots = "".join(
        f'<circle class="dot" cx="{number(x)}" cy="{number(y)}" r="2.5"/>'
        for x, y, *_ in places
    )
    return SafeString(
        f'<svg class="tone" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
        f"{middle}{uprights}{course}{dots}</svg>"
    )


def _height(tone: float) -> float:
    return HEIGHT / 2 - tone * (HEIGHT / 2 - _EDGE)
