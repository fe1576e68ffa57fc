"""Stock phrases: clichés and management talk, by how densely they stand, never one by one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from aboveboard.reading.arrays import counts_of
from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_SUBJECT: Final = "stock"
_DENSE: Final = "stock.dense"
_DISTINCT: Final = 3
"""Different phrases and words a text needs, however short it is."""
_PHRASES: Final = 2
"""Of those, so many must be phrases and no plain words."""
_POINTS: Final = 3.0
_DENSITY: Final = 5.0
"""Points, and points per hundred words, from which a text is dense; set on the dev split."""
_WORD: Final = 0.5
_FEWEST: Final = 40
"""Words a text counts as at least: in a few words a density says nothing."""

type _Found = dict[str, tuple[int, int, float]]
"""The first place of each different phrase, and its points."""


def find_stock(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each text in which stock phrases stand close together."""
    scanned = pages.scan
    found = _phrases(pages)
    starts = scanned.joined.words.starts
    words = counts_of(starts.searchsorted(scanned.joined.starts), starts.size)
    dense: dict[int, tuple[list[tuple[int, int]], dict[str, str]]] = {}
    for text, every in found.items():
        count = int(words[text])
        points = sum(worth for _, _, worth in every.values())
        is_dense = points >= _POINTS and 100 * points / max(count, _FEWEST) >= _DENSITY
        if len(every) < _DISTINCT or not is_dense:
            continue
        phrases = [(start, end) for start, end, worth in every.values() if worth > _WORD]
        plain = [(start, end) for start, end, worth in every.values() if worth == _WORD]
        places = sorted(phrases + plain[: max(0, _DISTINCT - len(phrases))])
        dense[text] = places, {"phrases": str(len(every)), "words": str(count)}
    kept, added = pages.manner.judged("stock", dense, throughout=True)
    for text in sorted(kept):
        yield _remark(pages, "stock_dense", *dense[text])
    for passage in added.values():
        yield _remark(pages, "stock_worded", [pages.manner.span(passage)], {})


def _remark(
    pages: Pages, reason: str, places: list[tuple[int, int]], evidence: dict[str, str]
) -> tuple[int, Finding]:
    return pages.remark(
        _DENSE,
        Weight.NOTE,
        places[0],
        reason=reason,
        advice="say_what_happened",
        confidence=Confidence.MEDIUM,
        evidence=evidence,
        beside=places[1:],
    )


def _phrases(pages: Pages) -> dict[int, _Found]:
    """Return what was found in each text that holds enough phrases; longer ones hide those inside."""
    placed = pages.phrases.of(f"{_SUBJECT}.phrases")
    texts = pages.scan.texts[placed.sentences]
    enough = np.bincount(texts)[texts] >= _PHRASES if texts.size else texts > 0
    found: dict[int, _Found] = defaultdict(dict)
    ends: dict[int, int] = {}
    chosen = placed.where(enough)
    for text, start, end in zip(
        texts[enough].tolist(), chosen.starts.tolist(), chosen.ends.tolist(), strict=True
    ):
        if start >= ends.get(text, 0):
            found[text].setdefault(pages.fold[start:end], (start, end, 1.0))
            ends[text] = end
    words = pages.phrases.of(f"{_SUBJECT}.words")
    for text, start, end in zip(
        pages.scan.texts[words.sentences].tolist(),
        words.starts.tolist(),
        words.ends.tolist(),
        strict=True,
    ):
        if text in found:
            found[text].setdefault(pages.fold[start:end], (start, end, _WORD))
    return found
