"""Many texts laid end to end, as arrays: their characters, their fold and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.characters import BLANK, DIGIT, LINE_END, WORD, codes, flags, folds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_INVERSE = pow(_BASE, -1, 1 << 64)
_PARTED = "\n\n"
STEM = 5
"""Letters of a word's beginning and of its end: inflections and compounds share them."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of joined texts, in order: where they stand, and numbers that stand for them.

    ``hashes`` stands for the whole word (any number is the same word), ``stems`` for its first
    and ``tails`` for its last :data:`STEM` letters.
    """

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    hashes: NDArray[np.uint64]
    stems: NDArray[np.uint64]
    tails: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Joined:
    """Texts laid end to end with empty lines between them.

    ``starts`` is where each text starts; ``characters``, ``flags`` (see ``characters``) and
    ``folded`` have an entry a character. A position in one holds for all, and for ``fold``.
    """

    text: str
    starts: NDArray[np.intp]
    characters: NDArray[np.uint32]
    flags: NDArray[np.uint8]
    folded: NDArray[np.uint32]
    words: Words

    @property
    def fold(self) -> str:
        """The fold as a text."""
        return self.folded.tobytes().decode("utf-32-le", "surrogatepass")


def join(texts: Sequence[str]) -> Joined:
    """Return ``texts`` laid end to end."""
    text = _PARTED + _PARTED.join(texts) + _PARTED
    lengths = np.fromiter(map(len, texts), np.intp, len(texts)) + len(_PARTED)
    characters = codes(text)
    found = flags()[characters]
    if "\r" in text:
        _join_line_ends(characters, found)
    folded = fold_codes(characters, found)
    return Joined(
        text, np.cumsum(lengths) - lengths + len(_PARTED), characters, found, folded,
        _words(folded, found),
    )  # fmt: skip


def _join_line_ends(characters: NDArray[np.uint32], found: NDArray[np.uint8]) -> None:
    """Let a carriage return before a line feed be a blank only."""
    returns = nonzero(characters == ord("\r"))
    followed = returns[characters[returns + 1] == ord("\n")]
    found[followed] &= ~np.uint8(LINE_END)


def fold_codes(characters: NDArray[np.uint32], found: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the fold of ``characters``, which ends in two blanks or line ends.

    The apostrophe of the English "n't" stays and becomes part of the word, or "won't" would read
    as "won"; ``found`` is changed so.
    """
    folded = folds()[characters]
    at = nonzero((characters == ord("'")) | (characters == ord("’")))
    if at.size:
        negating = at[
            (folded[at - 1] == ord("n"))
            & (folded[at + 1] == ord("t"))
            & (found[np.minimum(at + 2, found.size - 1)] & WORD == 0)
        ]
        folded[negating] = ord("'")
        found[negating] |= WORD
    return folded


def runs(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each run of True starts and ends; the mask begins and ends with False."""
    edges = nonzero(mask[1:] != mask[:-1]) + 1
    return edges[::2], edges[1::2]


def _words(folded: NDArray[np.uint32], found: NDArray[np.uint8]) -> Words:
    starts, ends = runs(found & WORD != 0)
    powers, inverses = _powers(folded.size)
    sums = np.empty(folded.size + 1, np.uint64)
    sums[0] = 0
    np.cumsum(folded * powers, out=sums[1:])

    def hashed(first: NDArray[np.intp], last: NDArray[np.intp]) -> NDArray[np.uint64]:
        plain = (sums[last] - sums[first]) * inverses[first]
        plain ^= plain >> np.uint64(31)
        plain *= _MIX
        plain ^= plain >> np.uint64(29)
        return plain

    # Whole words, their beginnings and their ends in one go.
    every = hashed(
        np.concatenate((starts, starts, np.maximum(ends - STEM, starts))),
        np.concatenate((ends, np.minimum(starts + STEM, ends), ends)),
    )
    count = starts.size
    hashes = every[:count]
    hashes[found[starts] & DIGIT != 0] = 0
    return Words(starts, ends, hashes, every[count : 2 * count], every[2 * count :])


_kept = np.ones(1, np.uint64), np.ones(1, np.uint64)


def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the powers of the hash's base and their inverses, modulo 2 to the 64th."""
    global _kept  # noqa: PLW0603 - grown once, then only read
    if _kept[0].size < size:
        count = 1 << (size - 1).bit_length()
        _kept = _powers_of(_BASE, count), _powers_of(_INVERSE, count)
    return _kept[0][:size], _kept[1][:size]


def _powers_of(base: int, count: int) -> NDArray[np.uint64]:
    steps = np.full(count, base, np.uint64)
    steps[0] = 1
    powers: NDArray[np.uint64] = np.cumprod(steps, dtype=np.uint64)
    return powers


def hash_words(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the numbers that stand for ``words``, each one word, as :class:`Words` has them.

    Raises:
        ValueError: an entry is not one word.
    """
    hashes = join([" ".join(words)]).words.hashes
    if hashes.size != len(words):
        raise ValueError(f"not one word each: {words!r:.200}")
    return hashes


def is_blank(found: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which characters are blanks or line ends."""
    blank: NDArray[np.bool_] = found & (BLANK | LINE_END) != 0
    return blank
