"""A text without accents, case, blanks and signs, in which every position is known."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.characters import LINE_END, folds
from aboveboard.reading.joined import join

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.joined import Joined

_PARTS: Final = re.compile(r"[.!?;:,]\s|\n\s*\n")
_GAP: Final = 3
"""Signs there may be between two words of one name ("Van Damme-Logistics", "Jan 'Peeters")."""
_UNSEEN: Final = (
    *range(0x300, 0x370), 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF,
)  # fmt: skip
"""Marks that belong to the letter before them, and signs without width."""


@cache
def _bare() -> NDArray[np.uint32]:
    """Return the small letter of each code point without its accent, a blank, or 0 for nothing."""
    table = folds().copy()
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = unicodedata.normalize("NFD", chr(int(table[code])))[0]
        table[code] = ord(
            {"œ": "o", "æ": "a", "ø": "o", "ß": "s", "ł": "l", "đ": "d"}.get(letter, letter)
        )
    table[ord("'")] = ord(" ")
    table[list(_UNSEEN)] = 0
    return table


class Plain:
    """Joined texts as a run of letters and digits.

    ``codes`` and ``letters`` hold these, ``places`` where each stands in ``text``, ``edges`` a 1
    for each that opens a word and one more at the end.
    """

    def __init__(self, joined: Joined) -> None:
        self.text = joined.text
        bare = _bare()[joined.characters]
        self.places: NDArray[np.intp] = nonzero(bare > ord(" "))
        self.codes: NDArray[np.uint32] = bare[self.places]
        self.letters = self.codes.tobytes().decode("utf-32-le", "surrogatepass")
        edges = np.ones(self.places.size + 1, np.uint8)
        edges[1:-1] = _parted(bare, self.places)
        self.opens: NDArray[np.intp] = nonzero(edges[:-1] != 0)
        self.edges = edges.tobytes()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the letters from ``first`` to before ``last`` stand in the text."""
        return int(self.places[first]), int(self.places[last - 1]) + 1

    def opens_word(self, at: int) -> bool:
        """Return whether a word opens at this letter, or the text ends before it."""
        return self.edges[at] == 1

    def word_end(self, at: int) -> int:
        """Return where the word of the letter before ``at`` ends."""
        return self.edges.find(1, at)

    def word_start(self, at: int) -> int:
        """Return where the word that holds the letter ``at`` opens."""
        return self.edges.rfind(1, 0, at + 1)

    def between(self, at: int) -> str:
        """Return what stands before the letter ``at``, after the letter before it."""
        return self.text[int(self.places[at - 1]) + 1 : int(self.places[at])]

    def hangs_together(self, at: int) -> bool:
        """Return whether the letters around an edge can belong to one name."""
        gap = self.between(at)
        return len(gap) <= _GAP and _PARTS.search(gap) is None

    def is_tagged(self, at: int) -> bool:
        """Return whether the letter stands in a hashtag, a mention or a link."""
        place = int(self.places[at])
        begin = max(self.text.rfind(" ", 0, place), self.text.rfind("\n", 0, place)) + 1
        before = self.text[max(begin, place - 200) : place]
        return "#" in before or "@" in before or "://" in before or "www." in before

    def is_upper(self, at: int) -> bool:
        """Return whether the letter is a capital in the text."""
        return self.text[int(self.places[at])].isupper()


def _parted(bare: NDArray[np.uint32], places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return before which letters but the first a sign stands that parts words."""
    if bare.all():
        return places[1:] - places[:-1] > 1
    blanks = (bare == ord(" ")).cumsum()[places]
    parted: NDArray[np.bool_] = blanks[1:] > blanks[:-1]
    return parted


def plain_words(written: str) -> list[str]:
    """Return the words of a name as they stand in a :class:`Plain`."""
    return plain_lines([written])[0]


def plain_lines(written: list[str]) -> list[list[str]]:
    """Return the words of each name; a line end in a name is a blank."""
    joined = join(["\n".join(" ".join(name.split()) for name in written)])
    bare = _bare()[joined.characters]
    bare[(joined.flags & LINE_END != 0)] = ord("\n")
    text = bare[bare > 0].tobytes().decode("utf-32-le", "surrogatepass")
    return [line.split() for line in text[2:-2].split("\n")]
