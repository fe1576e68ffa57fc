"""Drafts laid side by side, scanned once for every check."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from aboveboard.core.text import Span
from aboveboard.reading.arc import arcs_of
from aboveboard.reading.disclosure import read_disclosures
from aboveboard.reading.finding import TEXT, Confidence, Finding
from aboveboard.reading.manner import Manner
from aboveboard.reading.paragraphs import ORDER
from aboveboard.reading.phrases import find_phrases
from aboveboard.reading.quantities.find import find_quantities
from aboveboard.reading.scan import scan
from aboveboard.reading.tone import tones_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from aboveboard.core.languages import Language
    from aboveboard.reading.arc import Arc
    from aboveboard.reading.disclosure import Disclosure
    from aboveboard.reading.draft import DraftText, Known
    from aboveboard.reading.finding import Weight
    from aboveboard.reading.memory import Memory
    from aboveboard.reading.phrases import Phrases
    from aboveboard.reading.quantities.find import Quantities
    from aboveboard.reading.scan import Scan
    from aboveboard.reading.tone import Tones


class Place(NamedTuple):
    """Where something stands: the number of the draft, the name of its part, and the passage."""

    draft: int
    part: str
    span: Span


class Pages:
    """Drafts with all their parts in one scan; a check looks at all of them in one go.

    ``scan.joined.text`` holds every part with empty lines between; positions in it are turned
    into places by :meth:`place`. ``drafts`` is the drafts in order, ``owners`` the number of the
    draft of each scanned text, ``parts`` the name of each, ``memory`` what was read before.
    """

    def __init__(self, drafts: Sequence[DraftText], memory: Memory | None = None) -> None:
        texts: list[str] = []
        self.drafts = drafts
        self.memory = memory
        self.parts: list[str] = []
        self._told: dict[int, Disclosure] = {}
        self._kept: dict[object, object] = {}
        owners: list[int] = []
        for number, draft in enumerate(drafts):
            named = (
                (TEXT, draft.text),
                *((f"alt {place}", text) for place, text in enumerate(draft.alt_texts, 1)),
                *((f"link {place}", text) for place, text in enumerate(draft.links, 1)),
            )
            for part, text in named:
                texts.append(text)
                self.parts.append(part)
                owners.append(number)
        self._owners = owners
        self.owners: NDArray[np.intp] = np.array(owners, np.intp)
        self.scan: Scan = _chosen(scan(texts), self.owners, drafts)
        self._starts: list[int] = self.scan.joined.starts.tolist()

    @property
    def text(self) -> str:
        """All parts of all drafts, with empty lines between."""
        return self.scan.joined.text

    @cached_property
    def fold(self) -> str:
        """The fold of :attr:`text`: small letters, blanks for signs, every position kept."""
        return self.scan.joined.fold

    @cached_property
    def phrases(self) -> Phrases:
        """Where the phrases of the lists stand, each list in the sentences of its language."""
        return find_phrases(self.scan, self.fold)

    @cached_property
    def manner(self) -> Manner:
        """What the wording of every passage says."""
        return Manner(self.scan)

    @cached_property
    def quantities(self) -> Quantities:
        """The numbers that the sentences claim."""
        return find_quantities(self.scan, self.fold)

    @cached_property
    def tones(self) -> Tones:
        """The tone of every sentence and part."""
        return tones_of(self.scan)

    @cached_property
    def arcs(self) -> Sequence[Arc]:
        """The course of the tone of the text of each draft."""
        texts = self.owners.searchsorted(np.arange(len(self.drafts))).tolist()
        return list(arcs_of(self.scan, self.tones, texts))

    def at(self, draft: int, span: Span) -> tuple[int, int]:
        """Return where ``span`` of the text of a draft stands in :attr:`text`."""
        start = int(self.scan.joined.starts[self.owners.searchsorted(draft)])
        return start + span.start, start + span.end

    def disclosures(self, drafts: Iterable[int]) -> dict[int, Disclosure]:
        """Return what the texts of these drafts tell, by their numbers.

        It costs more than all else a reading does: a check asks it for those drafts only in which
        it has found the words it goes by.
        """
        wanted = sorted(set(drafts) - self._told.keys())
        told = read_disclosures([self.drafts[number].text for number in wanted])
        self._told |= dict(zip(wanted, told, strict=True))
        return {number: self._told[number] for number in drafts}

    def once[T](self, find: Callable[[Pages, Known], T], known: Known) -> T:
        """Return what ``find`` gives for these pages, asked only the first time."""
        if find not in self._kept:
            self._kept[find] = find(self, known)
        return cast("T", self._kept[find])

    def place(self, start: int, end: int) -> Place:
        """Return where ``text[start:end]`` stands; it lies within one part."""
        number = bisect_right(self._starts, start) - 1
        offset = self._starts[number]
        return Place(
            self._owners[number], self.parts[number], Span(start - offset, end - offset)
        )

    def remark(
        self,
        rule: str,
        weight: Weight,
        passage: tuple[int, int],
        *,
        reason: str,
        advice: str,
        confidence: Confidence = Confidence.HIGH,
        evidence: Mapping[str, str] | None = None,
        beside: Sequence[tuple[int, int]] = (),
    ) -> tuple[int, Finding]:
        """Return a finding about a passage of :attr:`text`, with the number of its draft."""
        place = self.place(*passage)
        return place.draft, Finding(
            rule,
            weight,
            place.span,
            reason,
            advice,
            confidence,
            MappingProxyType(dict(evidence or {})),
            place.part,
            tuple(self.place(*other).span for other in beside),
        )

    def language_of(self, draft: int) -> Language:
        """Return the language of a draft's text."""
        return ORDER[self._languages[draft]]

    @cached_property
    def _languages(self) -> list[int]:
        """The language of each draft's text, by its number in ``paragraphs.ORDER``."""
        texts = self.owners.searchsorted(np.arange(len(self.drafts)))
        languages: list[int] = self.scan.text_languages[texts].tolist()
        return languages

    def owner_of(self, sentence: int) -> int | None:
        """Return the draft whose text holds the sentence, or None when another part holds it."""
        text = int(self.scan.texts[sentence])
        return int(self.owners[text]) if self.parts[text] == TEXT else None

    def sentence_at(self, start: int) -> int:
        """Return the number of the sentence that holds the position, or -1."""
        number = int(self.scan.starts.searchsorted(start, "right")) - 1
        return number if number >= 0 and start < self.scan.ends[number] else -1

    def language_at(self, start: int) -> Language:
        """Return the language of the sentence at or before the position."""
        number = int(self.scan.starts.searchsorted(start, "right")) - 1
        return (
            ORDER[int(self.scan.languages[max(number, 0)])]
            if len(self.scan.starts)
            else ORDER[-1]
        )


def _chosen(found: Scan, owners: NDArray[np.intp], drafts: Sequence[DraftText]) -> Scan:
    """Return the scan with the languages that writers chose themselves."""
    numbers = [-1 if one.language is None else ORDER.index(one.language) for one in drafts]
    wanted = np.array(numbers, np.intp)[owners] if numbers else owners
    of_sentence = wanted[found.texts]
    found.languages[of_sentence >= 0] = of_sentence[of_sentence >= 0]
    found.text_languages[wanted >= 0] = wanted[wanted >= 0]
    return found
