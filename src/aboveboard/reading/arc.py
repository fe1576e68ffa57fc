"""The course of a text's tone: how it opens, goes on and ends, sentence by sentence."""

from __future__ import annotations

from itertools import accumulate, starmap
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from aboveboard.core.text import Span
from aboveboard.reading.arrays import nonzero
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

    start: int
    end: int
    tone: float
    low: float
    high: float
    words: int

    @property
    def span(self) -> Span:
        """The sentence, in the text."""
        return Span(self.start, self.end)


class Arc(NamedTuple):
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
    places = nonzero(tones.scored)
    of_text = scanned.texts[places]
    first = of_text.searchsorted(texts).tolist()
    last = of_text.searchsorted(texts, "right").tolist()
    offsets = scanned.joined.starts[of_text]
    values, counts = tones.scores[places], tones.scored[places]
    reach = _REACH / np.sqrt(counts)
    thousandths = np.round(values * 1000).astype(np.int64)
    columns = (
        scanned.starts[places] - offsets,
        scanned.ends[places] - offsets,
        np.round(values, 3),
        np.round(np.maximum(values - reach, -1), 3),
        np.round(np.minimum(values + reach, 1), 3),
        counts,
    )
    points = list(starmap(Point, zip(*(one.tolist() for one in columns), strict=True)))
    # Whole numbers, so that no course depends on those before it.
    sums = list(accumulate(thousandths.tolist(), initial=0))
    for begin, end in zip(first, last, strict=True):
        some = tuple(points[begin:end])
        yield Arc(some) if end - begin < ENOUGH else _arc(some, sums[begin : end + 1])


def _arc(points: tuple[Point, ...], sums: Sequence[int]) -> Arc:
    """Return the course over ``points``; ``sums`` are what they add up to, in thousandths."""
    count = len(points)
    third = count // 3

    def mean(begin: int, end: int) -> float:
        return round((sums[end] - sums[begin]) / (1000 * (end - begin)), 3)

    return Arc(
        points,
        mean(0, count),
        mean(0, third),
        mean(third, count - third),
        mean(count - third, count),
        round(sum(point.tone < -BORDER for point in points) / count, 3),
    )
