"""Every number that texts claim, found from their digits and number words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aboveboard.core.languages import Language
from aboveboard.reading.characters import DIGIT
from aboveboard.reading.paragraphs import ORDER
from aboveboard.reading.quantities.line import Line
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.sentence import Said, in_currency, read_line
from aboveboard.reading.quantities.tables import tables_of, trigger_hashes, trigger_tails

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from aboveboard.reading.quantities.numerals import Numeral
    from aboveboard.reading.quantities.quantity import Quantity
    from aboveboard.reading.scan import Scan


_LONGEST = 250
"""Words of a sentence that are read together; a longer one is read in pieces."""


MOST = 500
"""Words of a text at which a number may stand that are looked at; a post has a few dozen."""


class Sentence(NamedTuple):
    """A sentence with the phrases of the tables and the numbers in it."""

    line: Line
    said: list[Said]
    found: list[Quantity]
    text: int
    """The number of its text in the scan."""


class Quantities(NamedTuple):
    """The numbers of texts in order, and the sentences they stand in."""

    found: list[Quantity]
    lines: list[Sentence]


def find_quantities(scanned: Scan, fold: str) -> Quantities:
    """Return the numbers that the sentences of a scan claim, in order."""
    lines: list[Sentence] = []
    bare: list[tuple[Sentence, Numeral]] = []
    for line, text, places in _lines(scanned, fold):
        said = said_in(line, fold)
        numbers = read_line(line, said, places)
        sentence = Sentence(line, said, numbers.found, text)
        lines.append(sentence)
        bare += [(sentence, one) for one in numbers.bare]
    if bare:
        _add_bare(lines, bare)
    return Quantities([one for sentence in lines for one in sentence.found], lines)


def _add_bare(lines: list[Sentence], bare: list[tuple[Sentence, Numeral]]) -> None:
    """Add the bare numbers that are money because others in their text are, or their words."""
    currencies = {
        sentence.text: one.unit
        for sentence in lines
        for one in sentence.found
        if one.kind is Measure.MONEY
    }
    for sentence, number in bare:
        line = sentence.line
        unit = currencies.get(sentence.text, "")
        if not unit and not line.vocabulary.isdisjoint(line.tables.sets["money_words"]):
            unit = "EUR"
        if unit:
            sentence.found.append(in_currency(number, unit, line))
            sentence.found.sort(key=lambda one: one.start)


def _lines(scanned: Scan, fold: str) -> Iterator[tuple[Line, int, list[int]]]:
    """Yield each sentence in which a number may stand, its text, and the words at which it may."""
    words = scanned.joined.words
    if not words.starts.size:
        return
    places = _candidates(scanned)
    sentences = np.searchsorted(scanned.starts, words.starts[places], "right") - 1
    inside = (sentences >= 0) & (words.ends[places] <= scanned.ends[sentences])
    places, sentences = places[inside], sentences[inside]
    if not places.size:
        return
    texts = scanned.texts[sentences]
    kept = np.arange(texts.size) - np.searchsorted(texts, texts) < MOST
    places, sentences = places[kept], sentences[kept]
    opens = np.searchsorted(words.starts, scanned.starts[sentences])
    # A very long sentence is cut, so that no text takes longer than in proportion.
    pieces = (places - opens) // _LONGEST
    is_first = np.append(True, (np.diff(sentences) != 0) | (np.diff(pieces) != 0))
    first = np.flatnonzero(is_first)
    begins = opens[first] + pieces[first] * _LONGEST
    closes = np.searchsorted(words.starts, scanned.ends[sentences[first]])
    ends = np.minimum(begins + _LONGEST, closes)
    starts = np.maximum(scanned.starts[sentences[first]], _before(words.ends, begins))
    stops = np.where(ends < closes, words.ends[ends - 1], scanned.ends[sentences[first]])
    starts = np.where(pieces[first] > 0, starts, scanned.starts[sentences[first]])
    table = zip(
        begins.tolist(), ends.tolist(), starts.tolist(), stops.tolist(),
        sentences[first].tolist(), first.tolist(), [*first[1:].tolist(), places.size],
        strict=True,
    )  # fmt: skip
    text, all_places = scanned.joined.text, places.tolist()
    every_start, every_end = words.starts, words.ends
    for number, (begin, end, start, stop, sentence, one, other) in enumerate(table):
        line = Line(
            text,
            fold,
            every_start[begin:end].tolist(),
            every_end[begin:end].tolist(),
            (start, stop),
            number,
            tables_of(_language(scanned, sentence)),
        )
        yield (
            line,
            int(scanned.texts[sentence]),
            [place - begin for place in all_places[one:other]],
        )


def _before(ends: NDArray[np.intp], places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where the word before each place ends."""
    before: NDArray[np.intp] = ends[np.maximum(places - 1, 0)]
    return before


def _language(scanned: Scan, sentence: int) -> Language:
    """Return the language of a sentence, or of its text when its own is none we read."""
    own = ORDER[int(scanned.languages[sentence])]
    if own != Language.OTHER:
        return own
    return ORDER[int(scanned.text_languages[scanned.texts[sentence]])]


def _candidates(scanned: Scan) -> NDArray[np.intp]:
    """Return the words that hold a digit or may be a number."""
    joined = scanned.joined
    words = joined.words
    digits = np.flatnonzero(joined.flags & DIGIT)
    holding = np.searchsorted(words.starts, digits, "right") - 1
    is_candidate = np.zeros(words.starts.size, np.bool_)
    is_candidate[holding] = True
    for known, asked in ((trigger_hashes(), words.hashes), (trigger_tails(), words.tails)):
        place = np.minimum(np.searchsorted(known, asked), known.size - 1)
        is_candidate |= known[place] == asked
    return np.flatnonzero(is_candidate)


def said_in(line: Line, fold: str) -> list[Said]:
    """Return the phrases of the tables that stand in a line."""
    first = line.start - 1
    found = line.tables.automaton.find_matches_as_indexes(
        fold[first : line.end + 1], overlapping=True
    )
    meanings = line.tables.meanings
    return [
        Said(*meanings[number], first + start + 1, first + end - 1)
        for number, start, end in found
    ]
