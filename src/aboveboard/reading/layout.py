"""How texts are laid out: short paragraphs, empty lines, hashtags, emoji and capitals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.reading.arrays import begins_run, counts_of, nonzero, padded, with_last
from aboveboard.reading.characters import BLANK, DIGIT, LINE_END, LOWER, WORD
from aboveboard.reading.joined import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.scan import Scan

SHOUTED = 4
"""Letters a word needs for its capitals to count: shorter ones are often abbreviations."""
_JOINER = 0x200D
_NO_PICTURES = ((_JOINER, _JOINER), (0xFE0F, 0xFE0F), (0x1F3FB, 0x1F3FF))
"""Parts of pictures that are none by themselves: the joiner, the dress, the colour of skin."""
_LETTERS = (0x1F1E6, 0x1F1FF)
"""Two of these signs make one flag."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How each of the texts of a scan is laid out; arrays with an entry a text.

    ``short_paragraphs`` is the share of paragraphs that are one sentence, ``empty_lines`` that
    of empty lines among all lines, ``capitals`` that of words of :data:`SHOUTED` letters or more
    that are written in capitals; ``hashtags`` and ``emoji`` are counts.
    """

    paragraphs: NDArray[np.intp]
    short_paragraphs: NDArray[np.float64]
    empty_lines: NDArray[np.float64]
    hashtags: NDArray[np.intp]
    emoji: NDArray[np.intp]
    capitals: NDArray[np.float64]


def layout_of(scanned: Scan) -> Layout:
    """Return how each text of ``scanned`` is laid out."""
    paragraphs, short = paragraph_counts(scanned)
    return Layout(
        paragraphs,
        _share(short, paragraphs),
        empty_line_shares(scanned),
        _count(scanned, hashtag_places(scanned)),
        _count(scanned, emoji_places(scanned)),
        _capitals(scanned),
    )


def _share(part: NDArray[np.intp], whole: NDArray[np.intp]) -> NDArray[np.float64]:
    return part / np.maximum(whole, 1)


def _count(scanned: Scan, places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return how many of ``places`` lie in each text."""
    starts = scanned.joined.starts
    text = starts.searchsorted(places, "right") - 1
    return np.bincount(text[text >= 0], minlength=starts.size)


def paragraph_counts(scanned: Scan) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return how many paragraphs each text has, and how many of them are one sentence."""
    first = nonzero(begins_run(scanned.paragraphs))
    sizes = counts_of(first, scanned.paragraphs.size)
    texts = scanned.texts[first]
    count = scanned.joined.starts.size
    return np.bincount(texts, minlength=count), np.bincount(texts[sizes == 1], minlength=count)


def empty_line_shares(scanned: Scan) -> NDArray[np.float64]:
    """Return the share of empty lines between the first and the last line of each text."""
    joined = scanned.joined
    if not joined.starts.size:
        return np.zeros(0)
    solid = nonzero(joined.flags & (BLANK | LINE_END) == 0)
    ends = nonzero(joined.flags & LINE_END != 0)
    bounds = with_last(joined.starts, joined.flags.size)
    first = solid.searchsorted(bounds)
    holds = first[:-1] < first[1:]
    # Line ends with nothing solid since the one before close an empty line; those around a text
    # and those between texts do not count.
    before = solid.searchsorted(ends)
    is_empty = ~begins_run(before)
    text = joined.starts.searchsorted(ends, "right") - 1
    at = np.maximum(text, 0)
    inside = (text >= 0) & (before > first[at]) & (before < first[at + 1])
    count = joined.starts.size
    empty = np.bincount(text[inside & is_empty], minlength=count)
    lines = np.bincount(text[inside], minlength=count) + holds
    return _share(empty, lines)


def hashtag_places(scanned: Scan) -> NDArray[np.intp]:
    """Return where each hashtag starts."""
    joined = scanned.joined
    if "#" not in joined.text:
        return np.zeros(0, np.intp)
    signs = nonzero(joined.characters == ord("#"))
    is_word = joined.flags & WORD != 0
    found: NDArray[np.intp] = signs[is_word[signs + 1] & ~is_word[signs - 1]]
    return found


def emoji_places(scanned: Scan) -> NDArray[np.intp]:
    """Return where each emoji starts; one of several joined signs, or a flag, is one."""
    joined = scanned.joined
    found = scanned.pictures
    if not found.size:
        return found
    signs = joined.characters[found]
    is_own = np.ones(found.size, np.bool_)
    for low, high in _NO_PICTURES:
        is_own &= (signs < low) | (signs > high)
    found, signs = found[is_own], signs[is_own]
    is_letter = (signs >= _LETTERS[0]) & (signs <= _LETTERS[1])
    letters = nonzero(is_letter)
    opens, closes = runs(padded(is_letter))
    place = letters - (np.repeat(opens, closes - opens) - 1)
    is_second = np.zeros(found.size, np.bool_)
    is_second[letters[place % 2 == 1]] = True
    kept: NDArray[np.intp] = found[~is_second & (joined.characters[found - 1] != _JOINER)]
    return kept


def shouted_words(scanned: Scan) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each word of :data:`SHOUTED` letters or more in capitals starts and ends."""
    starts, ends = _long_words(scanned)
    joined = scanned.joined
    # A capital is a letter that its fold changes; a letter of a word in capitals is no small one.
    # Most words have none in the second place.
    second = starts + 1
    likely = nonzero(joined.characters[second] != joined.folded[second])
    starts, ends = starts[likely], ends[likely]
    if not starts.size:
        return starts, ends
    is_capital = (joined.characters != joined.folded) & (joined.flags & (LOWER | DIGIT) == 0)
    capitals = np.zeros(is_capital.size + 1, np.intp)
    np.cumsum(is_capital, out=capitals[1:])
    shouted = capitals[ends] - capitals[starts] == ends - starts
    return starts[shouted], ends[shouted]


def _long_words(scanned: Scan) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    words = scanned.joined.words
    long = words.ends - words.starts >= SHOUTED
    return words.starts[long], words.ends[long]


def _capitals(scanned: Scan) -> NDArray[np.float64]:
    shouted = _count(scanned, shouted_words(scanned)[0])
    return _share(shouted, _count(scanned, _long_words(scanned)[0]))
