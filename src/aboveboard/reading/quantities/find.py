"""Every number that texts claim, found from their digits and number words."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
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
from aboveboard.reading.quantities.subjects import keys_of
from aboveboard.reading.quantities.tables import (
    keyed,
    role_table,
    tables_of,
    trigger_tails,
    triggers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.quantity import Quantity
    from aboveboard.reading.scan import Scan


_LONGEST = 250
"""Words of a sentence that are read together; a longer one is read in pieces."""


MOST = 500
"""Words of a text at which a number may stand that are looked at; a post has a few dozen."""


class Sentence:
    """A sentence with the phrases of the tables and the numbers in it.

    ``text`` is the number of its text in the scan. ``is_goal`` says that it tells of what is wanted,
    ``is_other`` that it tells of others or of something imagined.
    """

    __slots__ = ("_keys", "found", "is_goal", "is_other", "line", "said", "text")

    def __init__(self, line: Line, said: list[Said], found: list[Quantity], text: int) -> None:
        self.line, self.said, self.found, self.text = line, said, found, text
        self.is_goal = self.is_other = False
        for one in said:
            self.is_goal |= one.name == "goals"
            self.is_other |= one.name == "others"
        self._keys: frozenset[str] | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all it speaks of."""
        if self._keys is None:
            self._keys = keys_of(self.line.words, self.line.tables.language)
        return self._keys


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
    cut = list(_lines(scanned, fold, chosen))
    every_said = said_in([line for line, _, _ in cut], fold)
    for (line, text, places), said in zip(cut, every_said, strict=True):
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
    languages = languages_at(scanned, sentences[first])
    roles, kinds, offsets = _roles(scanned, fold, begins, ends - begins, languages)
    table = zip(
        begins.tolist(), ends.tolist(), starts.tolist(), stops.tolist(), offsets, kinds,
        languages.tolist(), scanned.texts[sentences[first]].tolist(),
        first.tolist(), [*first[1:].tolist(), places.size],
        strict=True,
    )  # fmt: skip
    joined, all_places = scanned.joined.text, places.tolist()
    # Few of them are ever looked at.
    every_start, every_end = memoryview(words.starts), memoryview(words.ends)
    by_number = [tables_of(language) for language in ORDER]
    for number, (
        begin, end, start, stop, offset, kind, language, text, one, other,
    ) in enumerate(table):  # fmt: skip
        line = Line(
            joined, fold, every_start[begin:end], every_end[begin:end], (start, stop),
            roles[offset : offset + end - begin], kind, number, by_number[language],
        )  # fmt: skip
        yield line, text, [place - begin for place in all_places[one:other]]


def _roles(
    scanned: Scan,
    fold: str,
    begins: NDArray[np.intp],
    counts: NDArray[np.intp],
    languages: NDArray[np.intp],
) -> tuple[list[int], list[int], list[int]]:
    """Return the roles of the words of lines, those of each line together, and where its own start."""
    words = scanned.joined.words
    offsets = counts.cumsum() - counts
    word = np.arange(int(counts.sum())) + np.repeat(begins - offsets, counts)
    language = np.repeat(languages, counts)
    hashes = words.hashes[word]
    found = np.zeros(word.size, np.int64)
    known = role_table()
    likely = nonzero(known.may_hold(keyed(hashes, language)))
    keys = keyed(hashes[likely], language[likely])
    at = np.minimum(known.keys.searchsorted(keys), known.keys.size - 1)
    is_known = known.keys[at] == keys
    found[likely[is_known]] = known.roles[at[is_known]]
    # All numbers are the same word there.
    for place in nonzero(hashes == 0).tolist():
        written = fold[words.starts[word[place]] : words.ends[word[place]]]
        found[place] = tables_of(ORDER[language[place]]).roles.get(written, 0)
    kinds = np.bitwise_or.reduceat(found, offsets)
    return found.tolist(), kinds.tolist(), offsets.tolist()


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


def said_in(lines: Sequence[Line], fold: str) -> list[list[Said]]:
    """Return the phrases of the tables that stand in each line, in the order of their ends."""
    said: list[list[Said]] = [[] for _ in lines]
    by_language: dict[Language, list[int]] = {}
    for number, line in enumerate(lines):
        if line.kinds & PHRASE:
            by_language.setdefault(line.tables.language, []).append(number)
    for language, numbers in by_language.items():
        # No pattern holds a line end, so none reaches from one line into the next one.
        texts = [fold[lines[number].start - 1 : lines[number].end + 1] for number in numbers]
        first = [0, *accumulate([len(text) + 1 for text in texts])]
        finder = tables_of(language).phrases
        for pattern, start, end in finder.automaton.find_matches_as_indexes(
            "\n".join(texts), overlapping=True
        ):
            place = bisect_right(first, start) - 1
            number = numbers[place]
            move = lines[number].start - first[place]
            said[number].append(Said(*finder.meanings[pattern], start + move, end + move - 2))
    for some in said:
        if len(some) > 1:
            some.sort(key=_ORDER)
    return said


_ORDER = attrgetter("end", "start")
