"""Where the sentences of texts are, in Dutch, English and French alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.core.text import Span
from aboveboard.reading.arrays import nonzero, with_last
from aboveboard.reading.characters import (
    CLOSER,
    DIGIT,
    LINE_END,
    LOWER,
    PICTURE,
    STOP,
    WORD,
)
from aboveboard.reading.joined import hash_words, is_blank, join, runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.joined import Joined

_BULLETS = "-–—•*▪►→✓✔✅❌·>"
_BULLET = re.compile(rf"(?:[{_BULLETS}]+|\d{{1,2}}[.)]|[a-z]\))\s+")
_WRAPPED = 64
"""A line at least this long that ends without a stop may go on in the next one (characters)."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of joined texts that hold more than blanks, and the paragraph each is part of.

    A line that was wrapped by a program is one with the line it goes on in. Paragraphs are
    parted by empty lines and numbered through all texts. ``solid`` is where no blank stands.
    """

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    paragraphs: NDArray[np.intp]
    solid: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where each sentence of joined texts starts and ends, and the number of its line."""

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    lines: NDArray[np.intp]


def sentences(text: str) -> list[Span]:
    """Return the sentences of ``text`` in order, without the blanks and bullets around them.

    A sentence ends at ``.``, ``!``, ``?``, ``…``, after a picture sign that closes a thought,
    and at the end of a line. Abbreviations, initials, decimals and list numbers do not end one.
    A stretch without any letter or digit (a row of emoji) belongs to the sentence before it on
    the same line, or to none.
    """
    joined = join([text])
    found = cut(joined, lines_of(joined))
    first = int(joined.starts[0])
    return [
        Span(start - first, end - first)
        for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    ]


def lines_of(joined: Joined) -> Lines:
    """Return the lines of ``joined`` in order."""
    flags = joined.flags
    solid = nonzero(~is_blank(flags))
    starts, ends = runs(flags & LINE_END == 0)
    if flags.size and not flags[0] & LINE_END:
        raise ValueError("joined texts begin with a line end")
    first = solid.searchsorted(starts)
    last = solid.searchsorted(ends) - 1
    is_full = first <= last
    starts, ends = starts[is_full], ends[is_full]
    bounds = solid[first[is_full]], solid[last[is_full]]
    if not starts.size:
        return Lines(starts, ends, starts, solid)
    # Full lines with exactly one line end between them follow each other in a paragraph.
    follows = starts[1:] - ends[:-1] == 1
    paragraphs = np.concatenate(([0], np.cumsum(~follows)))
    last_sign = bounds[1][:-1]
    goes_on = (
        follows
        & (ends[:-1] - starts[:-1] >= _WRAPPED)
        & (bounds[0][1:] == starts[1:])
        & (flags[starts[1:]] & LOWER != 0)
        & (ends[:-1] - last_sign <= 2)
        & ((flags[last_sign] & WORD != 0) | (joined.characters[last_sign] == ord(",")))
    )
    opens = np.concatenate(([True], ~goes_on))
    closes = np.concatenate((~goes_on, [True]))
    return Lines(starts[opens], ends[closes], paragraphs[opens], solid)


def cut(joined: Joined, lines: Lines) -> Sentences:
    """Return the sentences of ``joined`` in order, each inside one of its ``lines``."""
    if not lines.starts.size:
        return Sentences(lines.starts, lines.ends, lines.starts)
    solid = lines.solid
    starts = np.concatenate((_after_bullets(joined, lines), _breaks(joined, lines)))
    starts.sort()
    line = lines.starts.searchsorted(starts, "right") - 1
    ends = np.minimum(lines.ends[line], with_last(starts[1:], joined.flags.size))
    # Blanks around a stretch are no part of it.
    first = solid.searchsorted(starts)
    last = solid.searchsorted(ends) - 1
    is_full = first <= last
    starts, ends, line = solid[first[is_full]], solid[last[is_full]] + 1, line[is_full]
    words = joined.words.starts
    has_word = words.searchsorted(ends) > words.searchsorted(starts)
    return _with_wordless(Sentences(starts, ends, line), has_word)


def _with_wordless(stretches: Sentences, has_word: NDArray[np.bool_]) -> Sentences:
    """Return the stretches that hold a word, each lengthened by wordless ones after it."""
    kept = nonzero(has_word)
    if kept.size == has_word.size or not kept.size:
        return Sentences(stretches.starts[kept], stretches.ends[kept], stretches.lines[kept])
    wordless = nonzero(~has_word)
    before = kept.searchsorted(wordless) - 1
    owner = kept[before]
    joins = (before >= 0) & (stretches.lines[owner] == stretches.lines[wordless])
    ends = stretches.ends.copy()
    np.maximum.at(ends, owner[joins], stretches.ends[wordless[joins]])
    return Sentences(stretches.starts[kept], ends[kept], stretches.lines[kept])


def _after_bullets(joined: Joined, lines: Lines) -> NDArray[np.intp]:
    """Return where each line starts behind its bullet or list number."""
    solid = lines.solid
    openings = solid[solid.searchsorted(lines.starts)]
    signs = joined.characters[openings]
    may_list = (
        np.isin(signs, _bullet_codes())
        | (joined.flags[openings] & DIGIT != 0)
        | ((joined.characters[openings + 1] == ord(")")) & (signs >= 97) & (signs <= 122))
    )
    for place in nonzero(may_list).tolist():
        bullet = _BULLET.match(joined.text, int(openings[place]), int(lines.ends[place]))
        if bullet:
            openings[place] = bullet.end()
    return openings


@cache
def _bullet_codes() -> NDArray[np.uint32]:
    return np.array(list(map(ord, _BULLETS)), np.uint32)


@cache
def _abbreviations() -> NDArray[np.uint64]:
    folder = files("aboveboard.reading") / "lexicons"
    written = (folder / "abbreviations.txt").read_text("utf-8").split()
    lasts = {
        piece for entry in written if len(piece := re.split(r"\W+", entry.strip("°."))[-1]) > 1
    }
    return np.sort(hash_words(sorted(lasts)))


def _breaks(joined: Joined, lines: Lines) -> NDArray[np.intp]:
    """Return where sentences end inside a line."""
    flags = joined.flags
    stops = nonzero(flags & STOP != 0)
    first, last = runs(flags & (STOP | CLOSER) != 0)
    before = stops.searchsorted(first)
    count = stops.searchsorted(last) - before
    first, last, count, before = (one[count > 0] for one in (first, last, count, before))
    sign = stops[before] if first.size else first
    ends = _with_closing_quote(joined, last, lines.solid)
    is_dot = (count == 1) & (joined.characters[sign] == ord("."))
    is_picture = flags & PICTURE != 0
    has_pictures = bool(is_picture.any())
    if has_pictures:
        _, pictures = runs(is_picture)
        ends = np.concatenate((ends, pictures))
        is_dot = np.concatenate((is_dot, np.zeros(pictures.size, np.bool_)))
        sign = np.concatenate((sign, pictures))
    is_parted = is_blank(flags[ends])
    ends, is_dot, sign = ends[is_parted], is_dot[is_parted], sign[is_parted]
    told = lines.solid[~is_picture[lines.solid]] if has_pictures else lines.solid
    ends_here = ~_goes_on_small(joined, lines, ends, told)
    dots = nonzero(is_dot & ends_here)
    ends_here[dots] = ~_is_shortened(joined, sign[dots])
    return ends[ends_here]


def _with_closing_quote(
    joined: Joined, ends: NDArray[np.intp], solid: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return ``ends`` moved behind a French closing quote that stands apart: "Bravo ! »"."""
    if "»" not in joined.text:
        return ends
    following = solid[np.minimum(solid.searchsorted(ends), solid.size - 1)]
    closes = (joined.characters[following] == ord("»")) & (following - ends <= 2)
    return np.where(closes & (following >= ends), following + 1, ends)


def _goes_on_small(
    joined: Joined, lines: Lines, ends: NDArray[np.intp], told: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Return whether a small letter follows on the same line; ``told`` is all but blanks and pictures."""
    if not told.size or not ends.size:
        return np.zeros(ends.size, np.bool_)
    following = told[np.minimum(told.searchsorted(ends), told.size - 1)]
    limit = lines.ends[lines.starts.searchsorted(ends, "right") - 1]
    small: NDArray[np.bool_] = (
        (following >= ends) & (following < limit) & (joined.flags[following] & LOWER != 0)
    )
    return small


def _is_shortened(joined: Joined, dots: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return whether the word before each dot is an abbreviation or an initial."""
    words = joined.words
    if not words.starts.size:
        return np.zeros(dots.size, np.bool_)
    place = np.minimum(words.ends.searchsorted(dots), words.ends.size - 1)
    starts = words.starts[place]
    is_initial = (dots - starts == 1) & (joined.flags[starts] & DIGIT == 0)
    known = _abbreviations()
    found = np.minimum(known.searchsorted(words.hashes[place]), known.size - 1)
    shortened: NDArray[np.bool_] = (words.ends[place] == dots) & (
        is_initial | (known[found] == words.hashes[place])
    )
    return shortened
