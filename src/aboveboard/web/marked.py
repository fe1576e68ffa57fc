"""A text cut where marks begin and end, for pages that draw them without script."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked passage of a text, in code points; ``sort`` is how it is drawn."""

    number: int
    sort: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that carry the same marks: how they are drawn ("" for none), and which end here."""

    words: str
    sort: str
    ending: tuple[int, ...]


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Return the text in pieces; joined they are the text again.

    Where marks lie over each other, the first in ``marks`` decides how the words are drawn.
    """
    cuts = sorted({0, len(text), *(place for one in marks for place in (one.start, one.end))})
    found = []
    for start, end in pairwise(cuts):
        over = [one for one in marks if one.start <= start and end <= one.end]
        found.append(
            Piece(
                text[start:end],
                over[0].sort if over else "",
                tuple(one.number for one in over if one.end == end),
            )
        )
    return found
