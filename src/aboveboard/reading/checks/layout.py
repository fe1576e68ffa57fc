"""How a text is laid out: against its writer's own habit, or only when it is far out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.finding import Confidence, Weight
from aboveboard.reading.layout import (
    emoji_places,
    empty_line_shares,
    hashtag_places,
    paragraph_counts,
    shouted_words,
)
from aboveboard.reading.usual import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages
    from aboveboard.reading.scan import Scan
    from aboveboard.reading.usual import Usual

_CHECK: Final = "layout"
_SHOWN: Final = 20
"""Passages a finding shows at most."""
_VOWEL: Final = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_SHOUTS: Final = 3
"""Different words in capitals from which a text shouts: fewer are often names."""


class _Load(NamedTuple):
    """A thing one can have too many of: from how many, whatever the habit, and from how many by it."""

    rule: str
    habit: str
    many: int
    least: int
    places: Callable[[Scan], NDArray[np.intp]]
    customary: frozenset[str] = frozenset()
    """Networks on which many are the custom."""


_LOADS: Final = (
    _Load(
        "layout.hashtags", "hashtags", 11, 4, hashtag_places, customary=frozenset({"instagram"})
    ),
    _Load("layout.emoji", "emoji", 16, 6, emoji_places),
)
_PARAGRAPHS: Final = 5
"""Paragraphs a text needs before its layout is looked at by habit; without one, twice as many."""
_SHORT: Final = 0.9
_EMPTY: Final = 0.45
"""Shares of paragraphs of one sentence, and of empty lines, that are far out for anybody."""
_FARTHER: Final = 0.15
"""So much above what nine in ten own posts stay under is another layout than usual."""


def find_layout(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield findings for a text laid out unlike its writer's own posts, or far out for anybody."""
    usual = known.usual if known.usual and known.usual.posts >= ENOUGH else None
    yield from _broetry(pages, usual)
    for load in _LOADS:
        yield from _loads(pages, usual, load)
    yield from _capitals(pages)


def _broetry(pages: Pages, usual: Usual | None) -> Iterator[tuple[int, Finding]]:
    paragraphs, short = paragraph_counts(pages.scan)
    broken = (paragraphs >= _PARAGRAPHS) & (short >= _SHORT / 2 * paragraphs)
    empty = empty_line_shares(pages.scan) if usual is None and broken.any() else None
    for text in nonzero(broken).tolist():
        if pages.parts[text] != "text":
            continue
        share = float(short[text] / paragraphs[text])
        evidence = {
            "paragraphs": str(paragraphs[text]),
            "short": str(short[text]),
        }
        if usual is None:
            is_far = share >= _SHORT and empty is not None and empty[text] >= _EMPTY
            is_found = bool(is_far and paragraphs[text] >= 2 * _PARAGRAPHS)
        else:
            is_found = share >= usual.short_paragraphs.high + _FARTHER
            evidence["usual"] = str(round(100 * usual.short_paragraphs.middle))
            evidence["share"] = str(round(100 * share))
        if is_found:
            yield _remark(
                pages, "layout.broetry", [_whole(pages, text)], evidence, has_usual=bool(usual)
            )


def _whole(pages: Pages, text: int) -> tuple[int, int]:
    scanned = pages.scan
    first, last = scanned.texts.searchsorted([text, text + 1]).tolist()
    return int(scanned.starts[first]), int(scanned.ends[last - 1])


def _loads(pages: Pages, usual: Usual | None, load: _Load) -> Iterator[tuple[int, Finding]]:
    places = load.places(pages.scan)
    if places.size < load.least:
        return
    every = pages.scan.joined.starts.searchsorted(places, "right") - 1
    counts = np.bincount(every[every >= 0], minlength=len(pages.parts))
    for text in nonzero(counts >= load.least).tolist():
        count = int(counts[text])
        evidence = {"count": str(count), "many": str(load.many - 1)}
        if usual is None:
            is_found = count >= load.many and not _is_custom(pages, text, load)
        else:
            habit = getattr(usual, load.habit)
            is_found = count > habit.high and count >= 2 * habit.middle
            evidence["usual"] = f"{habit.middle:g}"
        if is_found and pages.parts[text] == "text":
            shown = places[every == text][:_SHOWN].tolist()
            passages = [(place, _end(pages, place)) for place in shown]
            yield _remark(pages, load.rule, passages, evidence, has_usual=bool(usual))


def _is_custom(pages: Pages, text: int, load: _Load) -> bool:
    """Return whether many are the custom: on some networks, and where there is nothing else."""
    words = pages.scan.joined.words.starts
    start, end = _bounds(pages, text)
    has_words = words.searchsorted(end) > words.searchsorted(start)
    draft = pages.drafts[int(pages.owners[text])]
    return not has_words or bool(load.customary.intersection(draft.networks))


def _bounds(pages: Pages, text: int) -> tuple[int, int]:
    joined = pages.scan.joined
    is_last = text + 1 == joined.starts.size
    return int(joined.starts[text]), joined.flags.size if is_last else int(
        joined.starts[text + 1]
    )


def _end(pages: Pages, place: int) -> int:
    """Return where the hashtag or the picture at a place ends."""
    end = place + 1
    while pages.text[place] == "#" and (pages.text[end].isalnum() or pages.text[end] == "_"):
        end += 1
    return end


def _capitals(pages: Pages) -> Iterator[tuple[int, Finding]]:
    found: dict[int, list[tuple[int, int]]] = {}
    starts, ends = shouted_words(pages.scan)
    texts = pages.scan.joined.starts.searchsorted(starts, "right") - 1
    for text, start, end in zip(texts.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if _VOWEL.search(pages.text, start, end) and pages.text[start - 1] not in "@#":
            found.setdefault(text, []).append((start, end))
    for text, places in found.items():
        different = {pages.text[start:end] for start, end in places}
        if len(different) >= _SHOUTS and pages.parts[text] == "text":
            evidence = {"count": str(len(different))}
            yield _remark(pages, "layout.capitals", places[:_SHOWN], evidence, has_usual=False)


def _remark(
    pages: Pages,
    rule: str,
    passages: list[tuple[int, int]],
    evidence: dict[str, str],
    *,
    has_usual: bool,
) -> tuple[int, Finding]:
    name = rule.removeprefix(f"{_CHECK}.")
    return pages.remark(
        rule,
        Weight.NOTE,
        passages[0],
        reason=f"layout_{name}_usual" if has_usual else f"layout_{name}",
        advice=f"lay_out_{name}",
        confidence=Confidence.MEDIUM if has_usual else Confidence.LOW,
        evidence=evidence,
        beside=passages[1:],
    )
