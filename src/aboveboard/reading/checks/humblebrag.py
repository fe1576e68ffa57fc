"""Humblebrags: a complaint or false modesty that carries a win, both halves close together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_RULES: Final[Mapping[str, str]] = {
    "complaint": "humblebrag.complaint",
    "modesty": "humblebrag.modesty",
}
_REAL: Final = "real"
_ENOUGH: Final = 3
"""Strong words count two and weak ones one; both halves together need so much."""

_QUOTES: Final = frozenset("\"“”„«‘'")

type _Half = tuple[int, int, int]
"""How strong a half is, and where it stands in the text."""


def find_humblebrag(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding where a complaint or modesty stands in or beside a sentence of a win."""
    wins = _halves(pages, "win")
    if not wins:
        return
    real = set(pages.phrases.of(f"humblebrag.{_REAL}").sentences.tolist())
    found: dict[int, tuple[tuple[int, int], str, _Half, _Half]] = {}
    for sort in _RULES:
        for sentence, half in _halves(pages, sort).items():
            pair = _best(pages, sentence, half, wins, real)
            if pair is None:
                continue
            text = int(pages.scan.texts[sentence])
            strength = half[0] + pair[0], half[2] - half[1]
            if text not in found or found[text][0] < strength:
                found[text] = (strength, sort, half, pair)
    for _, sort, half, win in found.values():
        yield pages.remark(
            _RULES[sort],
            Weight.CONSIDER,
            half[1:],
            reason=f"humblebrag_{sort}",
            advice=f"say_{sort}",
            confidence=Confidence.LOW,
            evidence={"win": pages.text[slice(*win[1:])]},
            beside=[win[1:]],
        )


def _halves(pages: Pages, sort: str) -> dict[int, _Half]:
    """Return the strongest words of a sort in each sentence, the longest of them."""
    best: dict[int, list[_Half]] = defaultdict(list)
    for strength, name in ((2, sort), (1, f"{sort}_weak")):
        placed = pages.phrases.of(f"humblebrag.{name}")
        for sentence, start, end in zip(
            placed.sentences.tolist(), placed.starts.tolist(), placed.ends.tolist(), strict=True
        ):
            if not _QUOTES.intersection(pages.text[start - 2 : start]):
                best[sentence].append((strength, start, end))
    return {
        sentence: max(every, key=lambda one: (one[0], one[2] - one[1]))
        for sentence, every in best.items()
    }


def _best(
    pages: Pages, sentence: int, half: _Half, wins: Mapping[int, _Half], real: set[int]
) -> _Half | None:
    """Return the win in the same sentence or one beside it that makes the halves a whole."""
    scanned = pages.scan
    near = [
        other
        for other in (sentence, sentence - 1, sentence + 1)
        if 0 <= other < scanned.starts.size and scanned.texts[other] == scanned.texts[sentence]
    ]
    if not real.isdisjoint(near):
        return None
    for other in near:
        win = wins.get(other)
        if win and win[0] + half[0] >= _ENOUGH and (win[2] <= half[1] or half[2] <= win[1]):
            return win
    return None
