"""Texts cut into sentences, each with its text, its paragraph and its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.characters import PICTURE, marks
from aboveboard.reading.joined import join
from aboveboard.reading.paragraphs import OTHER, languages_of
from aboveboard.reading.sentences import cut, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from aboveboard.reading.joined import Joined


@dataclass(frozen=True, slots=True)
class Scan:
    """Joined texts and their sentences; each array has an entry a sentence, in order.

    ``starts`` and ``ends`` are positions in the joined text, ``languages`` and
    ``text_languages`` (an entry a text) numbers in ``paragraphs.ORDER``. ``mark_places`` and
    ``mark_bits`` (see ``characters.marks``) have an entry a mark, ``pictures`` one a picture sign.
    """

    joined: Joined
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    texts: NDArray[np.intp]
    paragraphs: NDArray[np.intp]
    languages: NDArray[np.intp]
    text_languages: NDArray[np.intp]
    mark_places: NDArray[np.intp]
    mark_bits: NDArray[np.uint16]
    pictures: NDArray[np.intp]

    def is_read(self) -> NDArray[np.bool_]:
        """Return which sentences are in a language we read."""
        read: NDArray[np.bool_] = self.languages != OTHER
        return read


LONGEST = 250_000
"""Characters of a text that are read; the longest post a network takes has 63,206 (Facebook)."""
_TOGETHER = 100_000
"""Characters scanned in one go: enough to spread the cost of a call, few enough for memory."""


def portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ``texts`` in order, so many at a time as are well scanned together, at least one."""
    first = characters = 0
    for place, text in enumerate(texts):
        if characters and characters + len(text) > _TOGETHER:
            yield texts[first:place]
            first, characters = place, 0
        characters += len(text) + 1
    if first < len(texts):
        yield texts[first:]


def scan(texts: Sequence[str]) -> Scan:
    """Return the sentences of ``texts``, of a very long one those of its first LONGEST characters."""
    joined = join([text[:LONGEST] for text in texts])
    lines = lines_of(joined)
    sentences = cut(joined, lines)
    languages = languages_of(joined, lines)
    paragraphs = lines.paragraphs[sentences.lines]
    found = marks()[joined.characters]
    places = nonzero(found)
    return Scan(
        joined,
        sentences.starts,
        sentences.ends,
        joined.starts.searchsorted(sentences.starts, "right") - 1,
        paragraphs,
        languages.paragraphs[paragraphs],
        languages.texts,
        places,
        found[places],
        nonzero(joined.flags & PICTURE),
    )
