"""How long it took: every shown moment on its day, those not shown yet apart at the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from aboveboard.measures.delay import delays
from aboveboard.measures.small import too_few
from aboveboard.web.plots.drawing import (
    NAME,
    Size,
    both,
    inside,
    line,
    number,
    picture,
    sign,
    words,
)
from aboveboard.web.plots.wording import plain, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.utils.safestring import SafeString

    from aboveboard.core.kinds import Kind
    from aboveboard.measures.delay import Delay

_WIDTHS = {Size.DESK: 440.0, Size.PHONE: 358.0}
_LEFT = 12.0
_TICKS = (0, 1, 7, 30, 90, 180, 365, 730, 1_825, 3_650)
_LEAST = 110.0
"""The axis reaches at least this many days, so that quick strips can be compared."""
_PITCH, _APART, _RADIUS = 10.2, 9.8, 4.8
_TALLEST = 125.0
_CLOSER = (1.0, 0.75, 0.55, 0.4)
_HOLLOW_ACROSS, _HOLLOW_MOST = 7, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The delays of one kind in days, and how many of its moments are not shown yet."""

    kind: Kind
    name: str
    days: Sequence[float]
    not_shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayWords:
    """The words of the plot, translated.

    ``summary`` states the result; ``middle`` gives "middle: 41 days", ``not_shown`` "14 not
    shown yet", ``day`` "90 days" for the last mark of the axis, ``more`` "and 12 more" for
    shown moments that found no place; ``too_few`` stands for the middle of fewer than five.
    """

    summary: str
    too_few: str
    middle: Callable[[float], str]
    not_shown: Callable[[int], str]
    day: Callable[[int], str]
    more: Callable[[int], str]


def delay(strips: Sequence[Strip], labels: DelayWords) -> SafeString:
    """Return the plot twice, wide and for a phone.

    Raises:
        ValueError: there are no strips, or a delay or a count is impossible.
    """
    return both(*(draw_delay(strips, labels, size) for size in (Size.DESK, Size.PHONE)))


def draw_delay(strips: Sequence[Strip], labels: DelayWords, size: Size) -> SafeString:
    """Return one drawing: a root axis, so that days and months can be told apart on one line.

    Raises:
        ValueError: there are no strips, or a delay or a count is impossible.
    """
    if not strips:
        raise ValueError("a plot of delays needs at least one strip")
    found = [delays(strip.days, strip.not_shown) for strip in strips]
    scale = _Scale(_WIDTHS[size], strips, labels)
    parts: list[SafeString] = []
    name_at = 14.0
    for strip, middle in zip(strips, found, strict=True):
        pile = _pile(strip, scale)
        row = _Row(strip, middle, pile, name_at, name_at + _lift(pile, strip))
        parts += _strip(row, scale, labels)
        name_at = row.level + 68
    foot = name_at - 24
    parts = [*_axis(scale, labels, foot), *parts]
    return picture(parts, width=scale.width, height=foot + 24, label=labels.summary, size=size)


class _Scale:
    """Days along a root axis, and the room for what is not shown yet at its right."""

    def __init__(self, width: float, strips: Sequence[Strip], labels: DelayWords) -> None:
        notes = [labels.not_shown(strip.not_shown) for strip in strips if strip.not_shown]
        room = max([122.0, *(width_of(plain(note)) + 20 for note in notes)])
        self.width, self.end = width, width - min(room, 150.0)
        longest = max((day for strip in strips for day in strip.days), default=0.0)
        self.longest = max(_LEAST, longest * 1.12)

    def at(self, day: float) -> float:
        return _LEFT + sqrt(day / self.longest) * (self.end - _LEFT)

    def ticks(self, labels: DelayWords) -> list[tuple[int, str]]:
        """Return the days to mark: both ends, and of those between what has room."""
        last, *others = sorted((tick for tick in _TICKS if tick <= self.longest), reverse=True)
        marks: list[tuple[int, str]] = []
        for day, text in (
            (last, labels.day(last)),
            (0, "0"),
            *((d, str(d)) for d in others[:-1]),
        ):
            if all(self._apart(day, text, *mark) for mark in marks):
                marks.append((day, text))
        return sorted(marks)

    def _apart(self, day: int, text: str, other: int, other_text: str) -> bool:
        both_halves = (width_of(plain(text)) + width_of(plain(other_text))) / 2
        return abs(self.at(day) - self.at(other)) >= both_halves + 6


@dataclass(frozen=True, slots=True)
class _Pile:
    """Where the shown moments stand: across, and how many lie under."""

    places: tuple[tuple[float, int], ...]
    left_over: int
    scale: float

    @property
    def height(self) -> float:
        return max((row for _, row in self.places), default=0) * _PITCH * self.scale


@dataclass(frozen=True, slots=True)
class _Row:
    """One strip and where it is drawn: its name, and the level its signs stand on."""

    strip: Strip
    found: Delay | None
    pile: _Pile
    name_at: float
    level: float


def _pile(strip: Strip, scale: _Scale) -> _Pile:
    across = tuple(sorted(scale.at(day) for day in strip.days))
    *looser, closest = _CLOSER
    for closer in looser:
        pile = _stack(across, closer)
        if not pile.left_over:
            return pile
    return _stack(across, closest)


@lru_cache(maxsize=64)  # most strips are the same when a drawing is made again
def _stack(across: tuple[float, ...], closer: float) -> _Pile:
    rows: list[float] = []  # the last place taken in each row
    most = int(_TALLEST / (_PITCH * closer))
    places: list[tuple[float, int]] = []
    for x in across:
        free = next(
            (r for r, last in enumerate(rows) if x - last >= _APART * closer), len(rows)
        )
        if free >= most:
            continue
        rows[free : free + 1] = [x]
        places.append((x, free))
    return _Pile(tuple(places), len(across) - len(places), closer)


def _lift(pile: _Pile, strip: Strip) -> float:
    """Return how far the strip stands under its name."""
    hollow = (min(strip.not_shown, _HOLLOW_MOST) - 1) // _HOLLOW_ACROSS
    return max(26.0, pile.height + 16.4, 13.0 * hollow + 13)


def _strip(row: _Row, scale: _Scale, labels: DelayWords) -> Iterator[SafeString]:
    half = scale.end / 2 - 4
    yield words(row.strip.name, 0, row.name_at, look="t halo", size=NAME, room=half)
    for x, step in row.pile.places:
        y = row.level - step * _PITCH * row.pile.scale
        yield sign(row.strip.kind, x, y, _RADIUS * row.pile.scale)
    if row.pile.left_over:
        more = labels.more(row.pile.left_over)
        yield words(more, scale.end, row.name_at, look="t2 halo", anchor="end", room=half)
    yield from _middle(row, scale, labels)
    yield from _not_shown(row, scale, labels)


def _middle(row: _Row, scale: _Scale, labels: DelayWords) -> Iterator[SafeString]:
    room = scale.end - _LEFT
    if row.found is None or too_few(row.found.n):
        yield words(labels.too_few, _LEFT, row.level + 24, look="halo", room=room)
        return
    x = scale.at(row.found.middle)
    yield line("board", f"M{number(x)} {number(row.level + 9)}v9")
    text = labels.middle(row.found.middle)
    where = inside(text, x, 0, scale.end + 10, room=room)
    yield words(text, where, row.level + 32, look="t halo", anchor="middle", room=room)


def _not_shown(row: _Row, scale: _Scale, labels: DelayWords) -> Iterator[SafeString]:
    strip, level = row.strip, row.level
    if not strip.not_shown:
        return
    many = strip.not_shown > _HOLLOW_MOST
    left = scale.end + 24
    for order in range(_HOLLOW_MOST - 1 if many else strip.not_shown):
        line_up, place = divmod(order, _HOLLOW_ACROSS)
        yield sign(strip.kind, left + place * 12.4, level - line_up * 13, 4.6, shown=False)
    if many:
        line_up, place = divmod(_HOLLOW_MOST - 1, _HOLLOW_ACROSS)
        yield words(
            "…", left + place * 12.4, level - line_up * 13 + 3, look="t2", anchor="middle"
        )
    room = scale.width - scale.end - 18
    text = labels.not_shown(strip.not_shown)
    yield words(text, scale.end + 18, level + 20, look="t2", room=room)


def _axis(scale: _Scale, labels: DelayWords, foot: float) -> Iterator[SafeString]:
    for day, text in scale.ticks(labels):
        x = scale.at(day)
        yield line("grid", f"M{number(x)} 6V{number(foot)}")
        yield words(text, x, foot + 18, anchor="middle")
