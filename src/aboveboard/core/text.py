"""Positions in a text, shared by everything that points at words."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of a text: ``text[start:end]``, with 0 <= start < end.

    Offsets count Unicode code points of the text as stored, never bytes and
    never UTF-16 units. A tuple, for readings make millions of them.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` inside the stretch."""
        return text[self.start : self.end]
