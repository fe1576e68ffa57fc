"""What is usual for somebody: the tone and the layout of their own past posts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from aboveboard.reading.layout import layout_of
from aboveboard.reading.scan import portions, scan
from aboveboard.reading.tone import BORDER, tones_by_text, tones_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.layout import Layout

ENOUGH = 10
"""Posts that must be known before anything is called unusual."""


TOLD = 2
"""Sentences with a tone that a post needs for its own tone to count."""


class Habit(NamedTuple):
    """A measure over somebody's posts: what half of them stay under, and what nine in ten do."""

    middle: float
    high: float


_NONE = Habit(0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual in ``posts`` of somebody's own past posts.

    ``tone_mean`` and ``tone_spread`` (a standard deviation) are of the tone of ``tone_posts`` of
    them, those that say enough to have one; ``negative_share`` is the mean share of negative
    sentences. Habits are those of ``layout.Layout``.
    """

    posts: int
    tone_posts: int = 0
    tone_mean: float = 0.0
    tone_spread: float = 0.0
    negative_share: float = 0.0
    short_paragraphs: Habit = _NONE
    empty_lines: Habit = _NONE
    hashtags: Habit = _NONE
    emoji: Habit = _NONE
    capitals: Habit = _NONE

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Usual:
        """Return what :meth:`written` wrote; fields may be missing, but for ``posts``.

        Raises:
            TypeError: a field is missing, unknown or of another form.
            ValueError: a figure is no number.
        """
        values: dict[str, Any] = {}
        for name, value in written.items():
            if name in _COUNTS:
                values[name] = int(value)
            else:
                values[name] = Habit(*map(float, value)) if name in _HABITS else float(value)
        return cls(**values)

    def written(self) -> dict[str, Any]:
        """Return it as plain values for JSON; habits are lists of two numbers."""
        return {
            one.name: list(value)
            if isinstance(value := getattr(self, one.name), Habit)
            else value
            for one in fields(self)
        }


_COUNTS = ("posts", "tone_posts")
_HABITS = ("short_paragraphs", "empty_lines", "hashtags", "emoji", "capitals")


def learn_usual(texts: Sequence[str]) -> Usual:
    """Return what is usual in ``texts``, somebody's own past posts; empty ones do not count."""
    told = [text for text in texts if text.strip()]
    if not told:
        return Usual(posts=0)
    layouts: list[Layout] = []
    tones: list[float] = []
    negative: list[float] = []
    for some in portions(told):
        scanned = scan(some)
        layouts.append(layout_of(scanned))
        for points in tones_by_text(scanned, tones_of(scanned)):
            if points.size >= TOLD:
                tones.append(float(points.mean()))
                negative.append(float((points < -BORDER).mean()))

    def habit(name: str) -> Habit:
        return _habit(np.concatenate([getattr(one, name) for one in layouts]))

    return Usual(
        posts=len(told),
        tone_posts=len(tones),
        tone_mean=round(float(np.mean(tones)), 4) if tones else 0.0,
        tone_spread=round(float(np.std(tones)), 4) if tones else 0.0,
        negative_share=round(float(np.mean(negative)), 4) if tones else 0.0,
        short_paragraphs=habit("short_paragraphs"),
        empty_lines=habit("empty_lines"),
        hashtags=habit("hashtags"),
        emoji=habit("emoji"),
        capitals=habit("capitals"),
    )


def _habit(values: NDArray[np.float64]) -> Habit:
    middle, high = np.quantile(values, (0.5, 0.9)).tolist()
    return Habit(round(middle, 4), round(high, 4))
