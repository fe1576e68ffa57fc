"""The board: month by month, what was shown above the line and what was kept below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import batched
from math import ceil
from typing import TYPE_CHECKING

from aboveboard.core.kinds import Kind
from aboveboard.web.plots.board_stack import PLAIN, Column, Sign, Stack, reach, side
from aboveboard.web.plots.drawing import Size, both, inside, line, number, picture, words
from aboveboard.web.plots.wording import plain, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.utils.safestring import SafeString

__all__ = ["BoardWords", "Month", "Sign", "Stack", "board", "draw_board"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The moments of one month; ``initial`` stands for ``name`` where there is little room."""

    name: str
    initial: str
    wins: Stack = field(default_factory=Stack)
    setbacks: Stack = field(default_factory=Stack)
    lessons: Stack = field(default_factory=Stack)

    def of(self, kind: Kind) -> Stack:
        """Return the moments of one kind."""
        return {Kind.WIN: self.wins, Kind.SETBACK: self.setbacks, Kind.LESSON: self.lessons}[
            kind
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWords:
    """The words of the board, translated. ``summary`` states the result in one sentence."""

    summary: str
    shown: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The measures of one of the two drawings."""

    width: float
    left: float
    step: float  # most room a month takes
    spacing: float  # between the columns of a month
    pitch: float  # between the signs of a column
    radius: float
    shift: float  # how far a month stands left of the middle of its room
    least: dict[int, float]  # least room of a month with 2 or 3 columns
    side_words: bool  # "shown" and "kept" stand at the end of the line, not above and below


_FRAMES = {
    Size.DESK: _Frame(
        width=900,
        left=0,
        step=76,
        spacing=18,
        pitch=15,
        radius=5.6,
        shift=4,
        least={2: 34, 3: 48},
        side_words=True,
    ),
    Size.PHONE: _Frame(
        width=358,
        left=6,
        step=58,
        spacing=12.4,
        pitch=13.5,
        radius=4.7,
        shift=8,
        least={2: 28, 3: 38},
        side_words=False,
    ),
}
_ABOVE, _BELOW = 82.0, 96.0
"""Least room above and below the line, so that boards of quiet months look alike."""
_BETWEEN = 12.0
"""Room between two lines of months."""


def board(months: Sequence[Month], labels: BoardWords) -> SafeString:
    """Return the board twice, wide and for a phone.

    Raises:
        ValueError: there are no months, or a link leads off the site.
    """
    return both(*(draw_board(months, labels, size) for size in (Size.DESK, Size.PHONE)))


def draw_board(months: Sequence[Month], labels: BoardWords, size: Size) -> SafeString:
    """Return one drawing; months that do not fit beside each other continue on a next line.

    Raises:
        ValueError: there are no months, or a link leads off the site.
    """
    if not months:
        raise ValueError("a board needs at least one month")
    plan = _Plan(months, labels, _FRAMES[size])
    parts: list[SafeString] = []
    top = 0.0
    for row in batched(months, plan.per_row):
        if top:
            top += _BETWEEN
        drawn, height = plan.draw(row, top)
        parts += drawn
        top += height
    linked = any(mark.href for month in months for mark in _signs(month))
    return picture(
        parts,
        width=plan.frame.width,
        height=top,
        label=labels.summary,
        size=size,
        linked=linked,
    )


class _Plan:
    """How the months of one board share its width."""

    def __init__(self, months: Sequence[Month], labels: BoardWords, frame: _Frame) -> None:
        self.frame, self.labels = frame, labels
        lessons = any(month.lessons.shown or month.lessons.kept for month in months)
        self.kinds = (
            (Kind.WIN, Kind.SETBACK, Kind.LESSON) if lessons else (Kind.WIN, Kind.SETBACK)
        )
        fullest = max(
            max(len(stack.shown), len(stack.kept))
            for month in months
            for stack in map(month.of, self.kinds)
        )
        usable = frame.width - frame.left - (self._word_room() if frame.side_words else 6)
        columns = len(self.kinds)
        least = frame.least[columns]
        if fullest > PLAIN:
            # Counts stand above the stacks and need room beside each other.
            counts = 14 * len(str(fullest)) - 6
            least = max(least, (columns - 1) * frame.spacing + counts)
        rows = ceil(len(months) / max(1, int(usable // least)))
        self.per_row = ceil(len(months) / rows)
        self.step = min(frame.step, usable / self.per_row)
        self.spacing = min(frame.spacing, self.step / (columns + 0.25))
        self.radius = min(frame.radius, self.spacing * 0.38)
        edge = self.step / 2 - (columns - 1) / 2 * self.spacing - self.radius - 1.5 + frame.left
        self.shift = 0.0 if fullest > PLAIN else max(0.0, min(frame.shift, edge))

    def _word_room(self) -> float:
        widest = max(width_of(plain(word)) for word in (self.labels.shown, self.labels.kept))
        return min(160.0, max(64.0, widest + 12))

    def draw(self, row: Sequence[Month], top: float) -> tuple[list[SafeString], float]:
        """Return one line of months and its height."""
        columns = [list(self._columns(place, month)) for place, month in enumerate(row)]
        stacks = [(column, stack) for month in columns for column, stack in month]
        inner = 0.0 if self.frame.side_words else 18.0
        above = max(_ABOVE, *(reach(column, len(s.shown)) + inner + 4 for column, s in stacks))
        below = max(_BELOW, *(reach(column, len(s.kept)) + inner + 20 for column, s in stacks))
        level, height = top + above, above + below
        parts: list[SafeString] = []
        for place, month in enumerate(row):
            for column, stack in columns[place]:
                parts += side(column, stack.shown, level, shown=True)
                parts += side(column, stack.kept, level, shown=False)
            parts.append(self._name(place, month, top + height - 6))
        parts.append(line("board", f"M0 {number(level)}H{number(self.frame.width)}"))
        parts += self._sides(top, level, top + height)
        return parts, height

    def _middle(self, place: int) -> float:
        return self.frame.left + (place + 0.5) * self.step - self.shift

    def _columns(self, place: int, month: Month) -> Iterator[tuple[Column, Stack]]:
        last = len(self.kinds) - 1
        stacks = [month.of(kind) for kind in self.kinds]
        crowded = any(
            sum(len(signs) > PLAIN for signs in signs_of_side) > 1
            for signs_of_side in ([s.shown for s in stacks], [s.kept for s in stacks])
        )
        for order, kind in enumerate(self.kinds):
            column = Column(
                kind=kind,
                x=self._middle(place) + (order - last / 2) * self.spacing,
                spacing=self.spacing,
                pitch=self.frame.pitch,
                radius=self.radius,
                lifted=crowded and 0 < order < last,
                anchor="end" if order == 0 else "start" if order == last else "middle",
            )
            yield column, stacks[order]

    def _name(self, place: int, month: Month, y: float) -> SafeString:
        room = self.step - (3 if self.frame.side_words else 12)
        short = width_of(plain(month.name)) > room
        text = month.initial if short else month.name
        x = inside(text, self._middle(place), 0, self.frame.width, room=self.step)
        return words(text, x, y, anchor="middle", room=self.step)

    def _sides(self, top: float, level: float, bottom: float) -> list[SafeString]:
        if self.frame.side_words:
            end, room = self.frame.width, self._word_room() - 6
            shown = words(self.labels.shown, end, level - 10, look="t", anchor="end", room=room)
            kept = words(self.labels.kept, end, level + 20, look="t2", anchor="end", room=room)
        else:
            shown = words(self.labels.shown, 0, top + 12, look="t", room=self.frame.width)
            kept = words(self.labels.kept, 0, bottom - 24, look="t2", room=self.frame.width)
        return [shown, kept]


def _signs(month: Month) -> Iterator[Sign]:
    for stack in (month.wins, month.setbacks, month.lessons):
        yield from stack.shown
        yield from stack.kept
