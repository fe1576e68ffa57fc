"""The course of a text's tone: how it opens, goes on and ends, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from aboveboard.core.text import Span
from aboveboard.reading.tone import BORDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aboveboard.reading.scan import Scan
    from aboveboard.reading.tone import Tones

ENOUGH: Final = 4
"""Sentences with a tone that a course needs; with fewer there is not enough to say."""
_REACH: Final = 0.6
"""Half of the interval of a sentence that goes by one word; with more it shrinks with their root."""


class Point(NamedTuple):
    """The tone of one sentence, -1 to 1, where it probably lies, and by how many words."""

    span: Span
    tone: float
    low: float
    high: float
    words: int


@dataclass(frozen=True, slots=True)
class Arc:
    """The course of the tone of a text; a point for each sentence that has a tone.

    The figures are None when there are fewer points than :data:`ENOUGH`: ``tone`` is their mean,
    ``opening``, ``middle`` and ``end`` those of the first third of the points, the last third and
    what lies between, ``negative_share`` the share of points that read as negative.
    """

    points: tuple[Point, ...] = ()
    tone: float | None = None
    opening: float | None = None
    middle: float | None = None
    end: float | None = None
    negative_share: float | None = None

    @property
    def is_enough(self) -> bool:
        """Whether there is enough to say something of the whole."""
        return self.tone is not None


def arcs_of(scanned: Scan, tones: Tones, texts: Sequence[int]) -> Iterator[Arc]:
    """Yield the course of the tone of each of ``texts``, by their numbers in ``scanned``, in order."""
    points = np.flatnonzero(tones.scored)
    of_text = scanned.texts[points]
    first_points = np.searchsorted(of_text, texts).tolist()
    last_points = np.searchsorted(of_text, texts, "right").tolist()
    starts, ends = scanned.starts[points].tolist(), scanned.ends[points].tolist()
    values, counts = tones.scores[points], tones.scored[points]
    reach = _REACH / np.sqrt(counts)
    lows, highs = (
        np.maximum(values - reach, -1).tolist(),
        np.minimum(values + reach, 1).tolist(),
    )
    scores, words = values.tolist(), counts.tolist()
    for first, last, text in zip(first_points, last_points, texts, strict=True):
        offset = int(scanned.joined.starts[text])
        yield _arc(
            tuple(
                Point(
                    Span(starts[place] - offset, ends[place] - offset),
                    round(scores[place], 3),
                    round(lows[place], 3),
                    round(highs[place], 3),
                    words[place],
                )
                for place in range(first, last)
            )
        )


def _arc(points: tuple[Point, ...]) -> Arc:
    if len(points) < ENOUGH:
        return Arc(points)
    values = [point.tone for point in points]
    third = len(values) // 3
    return Arc(
        points,
        _mean(values),
        _mean(values[:third]),
        _mean(values[third:-third]),
        _mean(values[-third:]),
        round(sum(value < -BORDER for value in values) / len(values), 3),
    )


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3)
