"""Whether a text would stop at a boundary, and where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from aboveboard.rooms.boundaries.known import known_boundaries
from aboveboard.web.remarks import name_of, reason_of

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; ``weight`` and ``numbers`` of the findings it is in, if any."""

    words: str
    weight: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A boundary that was met, in words."""

    number: int
    weight: str
    name: str
    reason: str
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The text in pieces, and the boundaries it meets."""

    text: str
    pieces: tuple[Piece, ...]
    stops: tuple[Stop, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether one of them stops."""
        return any(stop.weight == "stop" for stop in self.stops)


def would_stop(text: str, workspace_id: int, *, today: date) -> Answer:
    """Return where the text meets boundaries on a day."""
    # numpy comes in with the first reading, not with the start of the product.
    from aboveboard.reading.draft import DraftText, Known  # noqa: PLC0415
    from aboveboard.reading.read import CHECKS, read  # noqa: PLC0415

    others = frozenset(CHECKS) - {"boundaries"}
    known = Known(skipped=others, boundaries=known_boundaries(workspace_id), today=today)
    findings = read(DraftText(text), known).findings
    stops = tuple(
        Stop(number, str(one.weight), name_of(one.rule), reason_of(one), one.span.of(text))
        for number, one in enumerate(findings, 1)
    )
    marks = [(one.span.start, one.span.end, str(one.weight)) for one in findings]
    return Answer(text, tuple(_pieces(text, marks)), stops)


def _pieces(text: str, marks: list[tuple[int, int, str]]) -> list[Piece]:
    edges = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
    pieces: list[Piece] = []
    for first, last in pairwise(edges):
        over = [
            (number, weight)
            for number, (start, end, weight) in enumerate(marks, 1)
            if start <= first and last <= end
        ]
        weights = {weight for _, weight in over}
        weight = "stop" if "stop" in weights else next(iter(weights), "")
        ends = tuple(number for number, _ in over if marks[number - 1][1] == last)
        pieces.append(Piece(text[first:last], weight, ends))
    return pieces
