"""Positions in a text, shared by everything that points at words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text: ``text[start:end]``.

    Offsets count Unicode code points of the text as stored, never bytes and
    never UTF-16 units.

    Raises:
        ValueError: the stretch is empty or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a stretch of text: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the words of ``text`` inside the stretch."""
        return text[self.start : self.end]
