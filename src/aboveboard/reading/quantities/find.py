"""Every number that texts claim, found from their digits and number words."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aboveboard.core.languages import Language
from aboveboard.reading.arrays import begins_run, nonzero
from aboveboard.reading.characters import DIGIT
from aboveboard.reading.paragraphs import ORDER, OTHER
from aboveboard.reading.quantities.line import Line
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import MONEY_WORD, PHRASE
from aboveboard.reading.quantities.sentence import in_currency, read_line
from aboveboard.reading.quantities.sheet import Said
from aboveboard.reading.quantities.tables import tables_of, trigger_tails, triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from aboveboard.reading.quantities.numeral import Numeral
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
    """The numbers of texts in order, and the sentences they stand in.

    ``has_bare`` says that some are money only because other sentences may speak of it.
    """

    found: list[Quantity]
    lines: list[Sentence]
    has_bare: bool


class Candidates(NamedTuple):
    """The words of a scan at which a number may stand, and the sentence of each."""

    words: NDArray[np.intp]
    sentences: NDArray[np.intp]

    def where(self, kept: NDArray[np.bool_]) -> Candidates:
        """Return some of them."""
        return Candidates(self.words[kept], self.sentences[kept])


def find_quantities(
    scanned: Scan, fold: str, candidates: Candidates | None = None
) -> Quantities:
    """Return the numbers that the sentences of a scan claim, in order; of some when they are given."""
    has_links = "://" in scanned.joined.text
    lines: list[Sentence] = []
    bare: list[tuple[Sentence, Numeral]] = []
    chosen = candidates_of(scanned) if candidates is None else candidates
    for line, text, places in _lines(scanned, fold, chosen):
        said = said_in(line, fold)
        numbers = read_line(line, said, places, has_links=has_links)
        sentence = Sentence(line, said, numbers.found, text)
        lines.append(sentence)
        bare += [(sentence, one) for one in numbers.bare]
    if bare:
        _add_bare(lines, bare)
    found = [one for sentence in lines for one in sentence.found]
    return Quantities(found, lines, bool(bare))


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
        if not unit and line.words[number.last - 1] == "grand":
            unit = "GBP"
        if not unit and line.kinds & MONEY_WORD:
            unit = "EUR"
        if unit:
            sentence.found.append(in_currency(number, unit, line))
            sentence.found.sort(key=lambda one: one.start)


def _lines(
    scanned: Scan, fold: str, candidates: Candidates
) -> Iterator[tuple[Line, int, list[int]]]:
    """Yield each sentence in which a number may stand, its text, and the words at which it may."""
    words = scanned.joined.words
    places, sentences = candidates
    if not places.size:
        return
    opens = words.starts.searchsorted(scanned.starts[sentences])
    # A very long sentence is cut, so that no text takes longer than in proportion.
    pieces = (places - opens) // _LONGEST
    is_first = begins_run(sentences) | begins_run(pieces)
    first = nonzero(is_first)
    begins = opens[first] + pieces[first] * _LONGEST
    closes = words.starts.searchsorted(scanned.ends[sentences[first]])
    ends = np.minimum(begins + _LONGEST, closes)
    starts = np.maximum(scanned.starts[sentences[first]], _before(words.ends, begins))
    stops = np.where(ends < closes, words.ends[ends - 1], scanned.ends[sentences[first]])
    starts = np.where(pieces[first] > 0, starts, scanned.starts[sentences[first]])
    table = zip(
        begins.tolist(), ends.tolist(), starts.tolist(), stops.tolist(),
        languages_at(scanned, sentences[first]).tolist(), scanned.texts[sentences[first]].tolist(),
        first.tolist(), [*first[1:].tolist(), places.size],
        strict=True,
    )  # fmt: skip
    joined, all_places = scanned.joined.text, places.tolist()
    every_start, every_end = words.starts.tolist(), words.ends.tolist()
    by_number = [tables_of(language) for language in ORDER]
    for number, (begin, end, start, stop, language, text, one, other) in enumerate(table):
        line = Line(
            joined, fold, every_start[begin:end], every_end[begin:end], (start, stop), number,
            by_number[language],
        )  # fmt: skip
        yield line, text, [place - begin for place in all_places[one:other]]


def _before(ends: NDArray[np.intp], places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where the word before each place ends."""
    before: NDArray[np.intp] = ends[np.maximum(places - 1, 0)]
    return before


def languages_at(scanned: Scan, sentences: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the language of sentences, or of their text when theirs is none we read."""
    own = scanned.languages[sentences]
    of_text = scanned.text_languages[scanned.texts[sentences]]
    languages: NDArray[np.intp] = np.where(own == OTHER, of_text, own)
    return languages


def candidates_of(scanned: Scan) -> Candidates:
    """Return the words that hold a digit or may be a number in their language, MOST of a text."""
    joined = scanned.joined
    words = joined.words
    if not words.starts.size or not scanned.starts.size:
        none = np.zeros(0, np.intp)
        return Candidates(none, none)
    digits = nonzero(joined.flags & DIGIT != 0)
    # A bit a language in which a word may be a number, all of them for one with a digit.
    spoken = np.zeros(words.starts.size, np.uint8)
    hashes, bits = triggers()
    at = np.minimum(hashes.searchsorted(words.hashes), hashes.size - 1)
    known = nonzero(hashes[at] == words.hashes)
    spoken[known] = bits[at[known]]
    tails = trigger_tails()
    at = np.minimum(tails.searchsorted(words.tails), tails.size - 1)
    spoken[tails[at] == words.tails] |= 1 << ORDER.index(Language.NL)
    spoken[words.starts.searchsorted(digits, "right") - 1] = 0xFF
    places = nonzero(spoken != 0)
    sentences = scanned.starts.searchsorted(words.starts[places], "right") - 1
    inside = (sentences >= 0) & (words.ends[places] <= scanned.ends[sentences])
    inside &= spoken[places] >> languages_at(scanned, sentences) & 1 != 0
    candidates = Candidates(places, sentences).where(inside)
    texts = scanned.texts[candidates.sentences]
    return candidates.where(np.arange(texts.size) - texts.searchsorted(texts) < MOST)


def said_in(line: Line, fold: str) -> list[Said]:
    """Return the phrases of the tables that stand in a line, in the order of their ends."""
    if not line.kinds & PHRASE:
        return []
    found: list[Said] = []
    first, last = line.start - 1, line.end + 1
    for place in [place for place, role in enumerate(line.roles) if role & PHRASE]:
        at = line.starts[place]
        for pattern, before, meaning in line.tables.phrases[line.words[place]]:
            start = at - before
            end = start + len(pattern)
            if first <= start and end <= last and fold.startswith(pattern, start):
                found.append(Said(*meaning, start + 1, end - 1))
    return sorted(found, key=_ORDER) if len(found) > 1 else found


_ORDER = attrgetter("end", "start")
