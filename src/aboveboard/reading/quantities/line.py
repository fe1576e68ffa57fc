"""A sentence as words with what stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.reading.quantities.tables import Tables


class Line:
    """The words of a sentence, by number; positions are those of the joined text.

    ``roles`` are the bits of each word (see :mod:`.roles`), ``kinds`` those of all together.
    """

    __slots__ = (
        "end", "ends", "kinds", "number", "roles", "start", "starts", "tables", "text", "words",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        fold: str,
        starts: Sequence[int],
        ends: Sequence[int],
        bounds: tuple[int, int],
        roles: Sequence[int],
        kinds: int,
        number: int,
        tables: Tables,
    ) -> None:
        self.text = text
        self.start, self.end = bounds
        self.starts, self.ends = starts, ends
        # The fold has a blank for every sign, so its words are those of the scan.
        self.words = fold[starts[0] : ends[-1]].split()
        self.roles = roles
        self.kinds = kinds
        self.number = number
        self.tables = tables

    def word(self, place: int) -> str:
        """Return a word as the fold writes it; empty beyond the sentence."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def role(self, place: int) -> int:
        """Return the bits of a word; 0 beyond the sentence."""
        return self.roles[place] if 0 <= place < len(self.roles) else 0

    def written(self, place: int) -> str:
        """Return a word as it is written; empty beyond the sentence."""
        inside = 0 <= place < len(self.words)
        return self.text[self.starts[place] : self.ends[place]] if inside else ""

    def gap(self, place: int) -> str:
        """Return what stands between a word and the next one, or the end of the sentence."""
        if place < 0:
            return self.text[self.start : self.starts[0]]
        following = self.starts[place + 1] if place + 1 < len(self.starts) else self.end
        return self.text[self.ends[place] : following]

    def is_blank(self, place: int) -> bool:
        """Return whether nothing but blanks parts a word from the next one, which there is."""
        return place + 1 < len(self.words) and not self.gap(place).strip()

    def is_near(self, place: int) -> bool:
        """Return whether blanks, a hyphen or an apostrophe part a word from the next one."""
        if place + 1 >= len(self.words):
            return False
        between = self.text[self.ends[place] : self.starts[place + 1]]
        return between == " " or between.strip() in _NEAR

    def is_name(self, place: int) -> bool:
        """Return whether a word begins with a capital and goes on small."""
        written = self.written(place)
        return written[:1].isupper() and not (written.isupper() and len(written) > 1)


_NEAR = ("", "-", "'", "’", "‑", "–", "+", ",-", ",--")
