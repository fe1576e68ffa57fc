"""What sentences said before, so that only those that changed are read again while one writes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from aboveboard.reading.arrays import among, begins_run
from aboveboard.reading.claims import claims_in
from aboveboard.reading.quantities.find import (
    MOST,
    candidates_of,
    find_quantities,
    languages_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aboveboard.reading.claims import Claim
    from aboveboard.reading.draft import Known
    from aboveboard.reading.pages import Pages
    from aboveboard.reading.quantities.find import Candidates

type _Key = tuple[str, str, int]
"""What stands before a sentence as far as it counts, the sentence, and its language."""

_BEFORE = 40
"""Characters before a sentence that may hold the beginning of a link."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The numbers of a sentence, and where it started when it was read."""

    start: int
    claims: tuple[Claim, ...]


class Memory:
    """The numbers of sentences that were read, at most ``most``, those longest unused leave first.

    It holds for one knowledge: with another record the same sentence says something else.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, _Said] = OrderedDict()

    def claims(self, pages: Pages, known: Known) -> list[tuple[int, Claim]] | None:
        """Return the numbers of all drafts in order, or None when they hang together over sentences."""
        candidates = candidates_of(pages.scan)
        if candidates.words.size >= MOST:
            return None
        keys = _keys(pages, candidates)
        unknown = [number for number, key in keys.items() if key not in self._kept]
        if unknown:
            chosen = candidates.where(
                among(candidates.sentences, unknown, pages.scan.starts.size)
            )
            quantities = find_quantities(pages.scan, pages.fold, chosen)
            if quantities.has_bare:
                return None
            read = [claim for _, claim in claims_in(quantities, pages, known)]
            self._keep(pages, unknown, keys, read)
        told = chain.from_iterable(self._told(pages, *one) for one in keys.items())
        found = list(told)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found

    def _keep(
        self,
        pages: Pages,
        numbers: Sequence[int],
        keys: Mapping[int, _Key],
        claims: Sequence[Claim],
    ) -> None:
        by_sentence: dict[int, list[Claim]] = {number: [] for number in numbers}
        for claim in claims:
            by_sentence[pages.sentence_at(claim.start)].append(claim)
        for number, some in by_sentence.items():
            self._kept[keys[number]] = _Said(int(pages.scan.starts[number]), tuple(some))

    def _told(self, pages: Pages, number: int, key: _Key) -> Iterable[tuple[int, Claim]]:
        said = self._kept[key]
        self._kept.move_to_end(key)
        moved = int(pages.scan.starts[number]) - said.start
        for claim in said.claims:
            quantity = claim.quantity
            start, end = quantity.start + moved, quantity.end + moved
            place = pages.place(start, end)
            shifted = quantity._replace(start=start, end=end)
            yield (
                place.draft,
                replace(claim, span=place.span, part=place.part, quantity=shifted),
            )


def _keys(pages: Pages, candidates: Candidates) -> dict[int, _Key]:
    """Return by what each sentence in which a number may stand is known again."""
    text, scan = pages.text, pages.scan
    numbers = candidates.sentences[begins_run(candidates.sentences)]
    languages = languages_at(scan, numbers).tolist()
    keys: dict[int, _Key] = {}
    for number, language in zip(numbers.tolist(), languages, strict=True):
        start, end = int(scan.starts[number]), int(scan.ends[number])
        before = text[max(0, start - _BEFORE) : start]
        # A link may reach into a sentence; of all else only the last sign counts.
        before = before if "://" in before else before[-1:]
        keys[number] = before, text[start : end + 1], language
    return keys
