"""One column of the board: the moments of one kind in one month, on one side of the line."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from django.utils.html import format_html

from aboveboard.web.plots.drawing import sign, words
from aboveboard.web.plots.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.utils.safestring import SafeString

    from aboveboard.core.kinds import Kind

PLAIN = 6
"""Up to this many signs stand one on another; more stand closer, with their count."""
_FIRST = 14.0
"""From the line to the middle of the first sign."""
_COUNT = 13.0
"""Room for a count above a stack."""
_CLOSER = (1, 2, 3, 4)
"""Signs beside each other in a closer stack: as few as will do."""
_LEAST_ROW = 7.5
"""Least distance between the signs of a single closer column."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One moment on the board; with ``href`` its sign leads there, and ``title`` names it.

    Such a link is for the pointer and stays out of the order of the Tab key, which would
    otherwise stop at every moment of a year: the table under the board holds the same links.

    Raises:
        ValueError: ``href`` leads off the site, or has no title.
    """

    href: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        if not self.href:
            return
        if not self.href.startswith(("/", "#", "?")) or self.href[:2] in {"//", "/\\"}:
            raise ValueError(f"not a link on this site: {self.href!r}")
        if not self.title.strip():
            raise ValueError(f"a link without a name: {self.href!r}")


@dataclass(frozen=True, slots=True)
class Stack:
    """The moments of one kind in one month, oldest first."""

    shown: tuple[Sign, ...] = ()
    kept: tuple[Sign, ...] = ()

    @classmethod
    def of(cls, shown: int, kept: int) -> Stack:
        """Return so many moments without links.

        Raises:
            ValueError: a count is negative.
        """
        if shown < 0 or kept < 0:
            raise ValueError(f"{shown} shown, {kept} kept")
        return cls((Sign(),) * shown, (Sign(),) * kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where the signs of one kind stand, and how large they are."""

    kind: Kind
    x: float
    spacing: float
    pitch: float
    radius: float
    anchor: str
    lifted: bool
    """Whether the count stands one line further away, clear of counts beside it."""


@dataclass(frozen=True, slots=True)
class _Grid:
    across: int
    beside: float
    row: float
    radius: float
    most: int


def side(
    column: Column, signs: Sequence[Sign], level: float, *, shown: bool
) -> Iterator[SafeString]:
    """Yield the signs above (``shown``) or below the line at ``level``, and a count if many."""
    grid = _grid(column, len(signs))
    away = -1 if shown else 1
    for order, mark in enumerate(signs[: grid.most]):
        row, place = divmod(order, grid.across)
        x = column.x + (place - (grid.across - 1) / 2) * grid.beside
        y = level + away * (_FIRST + row * grid.row)
        drawn = sign(column.kind, x, y, grid.radius, shown=shown)
        yield _linked(mark, drawn) if mark.href else drawn
    if len(signs) > PLAIN:
        edge = reach(column, len(signs)) - (10 if shown else 1)
        yield words(
            str(len(signs)),
            column.x + {"end": 1, "start": -1}.get(column.anchor, 0) * column.radius,
            level + away * edge,
            look="t2",
            anchor=column.anchor,
        )


def reach(column: Column, count: int) -> float:
    """Return how far ``count`` signs, with their count if there are many, go from the line."""
    if not count:
        return 0.0
    grid = _grid(column, count)
    rows = ceil(min(count, grid.most) / grid.across)
    top = _FIRST + (rows - 1) * grid.row + grid.radius
    return top if count <= PLAIN else top + _COUNT * (2 if column.lifted else 1)


def _grid(column: Column, count: int) -> _Grid:
    if count <= PLAIN:
        return _Grid(1, column.spacing, column.pitch, column.radius, PLAIN)
    tall = (PLAIN - 1) * column.pitch
    grids = [_closer(column, count, across, tall) for across in _CLOSER]
    return next((grid for grid in grids if count <= grid.most), grids[-1])


def _closer(column: Column, count: int, across: int, tall: float) -> _Grid:
    # All closer stacks are as tall as six signs, so that seven never look less than six.
    beside = column.spacing / (across + 0.35)
    least = _LEAST_ROW if across == 1 else beside
    most = across * (int(tall // least) + 1)
    row = tall / (ceil(min(count, most) / across) - 1)
    return _Grid(across, beside, row, min(column.radius, 0.44 * min(row, beside)), most)


def _linked(mark: Sign, drawn: SafeString) -> SafeString:
    title = plain(mark.title)
    return format_html(
        '<a href="{}" tabindex="-1" aria-label="{}"><title>{}</title>{}</a>',
        mark.href,
        title,
        title,
        drawn,
    )
