"""One who reads a draft again and again while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.reading.memory import Memory
from aboveboard.reading.read import read_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.reading.draft import DraftText, Known
    from aboveboard.reading.read import Reading

_MOST = 400
"""Sentences with numbers that are remembered: those of a few drafts."""


class Reader:
    """Reads drafts beside one knowledge, and only what changed in them since.

    It finds the same as :func:`~aboveboard.reading.read.read_many` does, sooner. What it remembers
    is in the memory of the process only, and goes with the reader; a page that promises to keep
    nothing of a text does not use one.
    """

    def __init__(self, known: Known, *, most: int = _MOST) -> None:
        self.known = known
        self._memory = Memory(most)

    def read_many(self, drafts: Sequence[DraftText]) -> list[Reading]:
        """Return the reading of each draft, in order."""
        return read_many(drafts, self.known, memory=self._memory)
