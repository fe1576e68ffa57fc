"""Topic by topic, the share shown of wins and of setbacks, each with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.core.kinds import Kind
from aboveboard.measures.rate import share
from aboveboard.measures.small import too_few
from aboveboard.web.plots.drawing import NAME, Size, both, line, number, picture, sign, words
from aboveboard.web.plots.wording import cut, plain, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.utils.safestring import SafeString

_WIDTHS = {Size.DESK: 440.0, Size.PHONE: 358.0}
_ROW = 68.0
_LEFT = 6.0
"""Where 0 % stands: a point there is whole."""
_COUNTS = 74.0
"""Least room at the right for "1 of 5"."""
_RADIUS = 5.4


@dataclass(frozen=True, slots=True)
class Shown:
    """So many of so many moments were shown."""

    hits: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic and what of it was shown."""

    name: str
    wins: Shown
    setbacks: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWords:
    """The words of the plot, translated.

    ``summary`` states the result, ``axis`` the words at 0, 50 and 100 %, ``of`` gives "1 of 5",
    and the two others say that there are too few wins or setbacks to say.
    """

    summary: str
    axis: tuple[str, str, str]
    of: Callable[[int, int], str]
    few_wins: str
    few_setbacks: str


def topics(rows: Sequence[Topic], labels: TopicWords) -> SafeString:
    """Return the plot twice, wide and for a phone.

    Raises:
        ValueError: there are no rows, or a count is impossible.
    """
    return both(*(draw_topics(rows, labels, size) for size in (Size.DESK, Size.PHONE)))


def draw_topics(rows: Sequence[Topic], labels: TopicWords, size: Size) -> SafeString:
    """Return one drawing: under each topic a line for its wins and a line for its setbacks.

    Raises:
        ValueError: there are no rows, or a count is impossible.
    """
    if not rows:
        raise ValueError("a plot of topics needs at least one topic")
    counts = [labels.of(pair.hits, pair.n) for row in rows for pair in (row.wins, row.setbacks)]
    room = max(_COUNTS, *(width_of(plain(text)) + 10 for text in counts))
    across = _Across(_WIDTHS[size], min(room, _WIDTHS[size] / 2))
    height = 8 + _ROW * len(rows) + 12
    parts = list(_axis(across, labels, height))
    for place, row in enumerate(rows):
        parts += _topic(across, row, labels, 8 + _ROW * place)
    return picture(parts, width=across.width, height=height, label=labels.summary, size=size)


class _Across:
    """The scale from 0 to 100 %, and what lies beside it."""

    def __init__(self, width: float, counts: float) -> None:
        self.width, self.counts, self.end = width, counts, width - counts

    def at(self, value: float) -> float:
        return _LEFT + value * (self.end - _LEFT)


def _axis(across: _Across, labels: TopicWords, height: float) -> Iterator[SafeString]:
    half = (across.end - _LEFT) / 2
    rooms = (half - 20, 30, half - 20)
    places = zip((0, 0.5, 1), ("start", "middle", "end"), labels.axis, rooms, strict=True)
    for value, anchor, text, room in places:
        x = across.at(value)
        yield line("grid", f"M{number(x)} 16V{number(height - 24)}")
        yield words(text, x, height - 6, anchor=anchor, room=room)


def _topic(across: _Across, row: Topic, labels: TopicWords, top: float) -> Iterator[SafeString]:
    if top > _ROW:
        yield line("grid", f"M0 {number(top - 11)}H{number(across.width)}")
    yield words(row.name, 0, top + 7, look="t halo", size=NAME, room=across.width)
    yield from _share(across, Kind.WIN, row.wins, top + 24, labels)
    yield from _share(across, Kind.SETBACK, row.setbacks, top + 43, labels)


def _share(
    across: _Across, kind: Kind, pair: Shown, y: float, labels: TopicWords
) -> Iterator[SafeString]:
    rate = share(pair.hits, pair.n)
    few = rate is None or too_few(rate.n)
    count = cut(plain(labels.of(pair.hits, pair.n)), across.counts - 6)
    if rate is None or few:
        text = labels.few_wins if kind is Kind.WIN else labels.few_setbacks
        # No bar stands here: the words may run on as far as the counts.
        room = across.width - width_of(count) - 10 - _LEFT
        yield words(text, _LEFT, y + 4, look="halo", room=room)
    else:
        ends = f"M{number(across.at(rate.low))} {number(y)}H{number(across.at(rate.high))}"
        yield line(f"ci {kind}", ends)
        yield sign(kind, across.at(rate.value), y, _RADIUS)
    yield words(count, across.width, y + 4, look="" if few else "t2", anchor="end")
