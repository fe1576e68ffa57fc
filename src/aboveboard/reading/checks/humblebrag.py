"""Humblebrags: a complaint or false modesty that carries a win, both halves close together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aboveboard.core.kinds import Kind
from aboveboard.reading.arrays import counts_of, nonzero
from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_RULES: Final[Mapping[str, str]] = {
    "complaint": "humblebrag.complaint",
    "modesty": "humblebrag.modesty",
}
_WIN: Final = "win"
_TROUBLE: Final = "real"
_SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "complaint": re.compile(r"[😩😫🙄😤😮😪🥱🥵]|[?!][?!]|\b[A-ZÀ-Þ]{3,}(?=[.!?])"),
    "modesty": re.compile(r"[🙈🫣🤷😅🤭😳☺🙃😊]|\?[?!]|[.!?] \w{1,9}\?"),
    _WIN: re.compile(r"\d{2}[.,  ]?000|\d{4}|\d ?%"),
}
"""Signs that count as a weak word does."""
_JOY: Final = re.compile(r"[🎉🥇🥳🎓🙏🏆🍾]")
"""Who puts such a picture to a win brags plainly, or is just glad."""
_LENGTHS: Final = ((160, 3), (260, 4))
"""Characters of a post, and what both halves must count in it: words meet by chance in a long one."""
_ENOUGH: Final = 5
"""What they must count in a longer post."""
_MOST: Final = 3
"""A strong word counts two and a weak one one; a half counts no more than this."""
_REAL: Final = 2
"""What a word of real trouble, of thanks or of somebody else takes away."""
_HEAVY: Final = frozenset({"moderate", "severe"})
_QUOTES: Final = frozenset("\"“”„«‘'")


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words of one half: the sentence they stand in, how much they count, and where they stand."""

    sentence: int
    counts: int
    start: int
    end: int

    def is_apart(self, other: _Cue) -> bool:
        return self.end <= other.start or other.end <= self.start


@dataclass(frozen=True, slots=True)
class _Pair:
    """A complaint or modesty with the win it carries; ``over`` is what they count above enough."""

    over: int
    sort: str
    half: _Cue
    win: _Cue


type _Cues = dict[int, list[_Cue]]


def find_humblebrag(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding where a complaint or modesty stands in or beside a sentence of a win."""
    found: dict[int, _Pair] = {}
    real = pages.phrases.of(f"humblebrag.{_TROUBLE}").sentences.tolist()
    for sort in _RULES:
        texts = _worth_a_look(pages, sort)
        if not texts:
            continue
        wins, halves = _cues(pages, _WIN, texts), _cues(pages, sort, texts)
        for text in wins.keys() & halves.keys():
            for pair in _pairs(pages, sort, halves[text], wins[text], real):
                if text not in found or found[text].over < pair.over:
                    found[text] = pair
    heavy = _heavy(
        pages, {int(pages.owners[text]) for text, one in found.items() if not one.over}
    )
    listed = {
        text: pair
        for text, pair in found.items()
        if pair.over or int(pages.owners[text]) not in heavy
    }
    kept, added = pages.manner.judged(
        "humblebrag", listed, doubted=found.keys() - listed.keys()
    )
    for text in sorted(kept):
        yield _remark(pages, listed[text])
    for text, passage in sorted(added.items()):
        yield _worded(pages, text, passage)


def _worth_a_look(pages: Pages, sort: str) -> frozenset[int]:
    """Return the texts whose words could count enough, wherever in them they stand."""
    scanned = pages.scan
    texts, size = scanned.texts, scanned.joined.starts.size
    found = [
        pages.phrases.of(f"humblebrag.{name}").sentences
        for name in (_WIN, f"{_WIN}_weak", sort, f"{sort}_weak")
    ]
    if not (found[0].size + found[1].size and found[2].size + found[3].size):
        return frozenset()
    strong_win, win, strong, weak = (np.bincount(texts[one], None, size) for one in found)
    lengths = counts_of(scanned.joined.starts, len(pages.text))
    are_short = lengths <= _LENGTHS[0][0]
    is_any_strong = (strong_win > 0) | (strong > 0)
    is_both_strong = (strong_win > 0) & (strong > 0)
    may = are_short | (lengths <= _LENGTHS[-1][0]) & is_any_strong | is_both_strong
    may &= (strong_win + win > 0) & (strong + weak > 0)
    may[are_short] &= ((strong_win + strong) * 2 + win + weak > 2)[are_short]
    return frozenset(nonzero(may).tolist())


def _remark(pages: Pages, pair: _Pair) -> tuple[int, Finding]:
    win = pair.win.start, pair.win.end
    return pages.remark(
        _RULES[pair.sort],
        Weight.CONSIDER,
        (pair.half.start, pair.half.end),
        reason=f"humblebrag_{pair.sort}",
        advice=f"say_{pair.sort}",
        confidence=Confidence.LOW,
        evidence={"win": pages.text[slice(*win)]},
        beside=[win],
    )


def _worded(pages: Pages, text: int, passage: int) -> tuple[int, Finding]:
    """Return the remark on a passage whose wording says so: its halves where lists know them."""
    rule = pages.manner.rule("humblebrag", passage)
    start, end = pages.manner.span(passage)
    halves, wins = (
        [cue for cue in _cues(pages, name, {text})[text] if start <= cue.start < end]
        for name in (rule.partition(".")[2], _WIN)
    )
    wins = _apart(wins, ())
    halves = _apart(halves, wins)
    sort = rule.partition(".")[2]
    if halves and wins:
        return _remark(pages, _Pair(0, sort, halves[0], wins[0]))
    return pages.remark(
        rule,
        Weight.CONSIDER,
        (start, end),
        reason="humblebrag_worded",
        advice=f"say_{sort}",
        confidence=Confidence.LOW,
    )


def _heavy(pages: Pages, drafts: Iterable[int]) -> set[int]:
    """Return the drafts that tell a setback of some weight: their complaint may well be one."""
    return {
        draft
        for draft, told in pages.disclosures(sorted(drafts)).items()
        if any(
            one.kind is Kind.SETBACK and one.ownership == "own" and one.sensitivity in _HEAVY
            for one in told.sentences
        )
    }


def _cues(pages: Pages, sort: str, among: Container[int]) -> _Cues:
    """Return the words of a sort in each of the texts ``among``."""
    cues: _Cues = defaultdict(list)
    texts = pages.scan.texts
    for counts, name in ((2, sort), (1, f"{sort}_weak")):
        placed = pages.phrases.of(f"humblebrag.{name}")
        for text, sentence, start, end in zip(
            texts[placed.sentences].tolist(),
            placed.sentences.tolist(),
            placed.starts.tolist(),
            placed.ends.tolist(),
            strict=True,
        ):
            if text in among and not _QUOTES.intersection(pages.text[start - 2 : start]):
                cues[text].append(_Cue(sentence, counts, start, end))
    return cues


def _pairs(
    pages: Pages, sort: str, cues: Sequence[_Cue], wins: Sequence[_Cue], real: Sequence[int]
) -> Iterator[_Pair]:
    """Yield the halves of a text that make a whole: in sentences beside one another."""
    scanned = pages.scan
    text = int(scanned.texts[cues[0].sentence])
    first, behind = scanned.texts.searchsorted([text, text + 1]).tolist()
    start, end = int(scanned.starts[first]), int(scanned.ends[behind - 1])
    enough = next((enough for most, enough in _LENGTHS if end - start <= most), _ENOUGH)
    halves, others = _by_sentence(cues), _by_sentence(wins)
    for sentence in halves:
        near = range(max(sentence - 1, first), min(sentence + 2, behind))
        troubles = bisect_right(real, near[-1]) - bisect_left(real, near[0])
        pair = _whole(
            [cue for one in near for cue in halves.get(one, ())],
            [cue for one in near for cue in others.get(one, ())],
            pages.text[scanned.starts[near[0]] : scanned.ends[near[-1]]],
            sort,
            enough + _REAL * troubles,
        )
        if pair is not None:
            yield pair


def _by_sentence(cues: Iterable[_Cue]) -> _Cues:
    found: _Cues = defaultdict(list)
    for one in cues:
        found[one.sentence].append(one)
    return found


def _whole(
    cues: Sequence[_Cue], wins: Sequence[_Cue], passage: str, sort: str, enough: int
) -> _Pair | None:
    """Return the pair that cues and wins of a passage make, if together they count enough."""
    others = _apart(wins, ())
    halves = _apart(cues, others)
    if not halves or not others:
        return None
    counted = [min(_MOST, every[0].counts + len(every) - 1) for every in (halves, others)]
    for place, sign in enumerate((_SIGNS[sort], _SIGNS[_WIN])):
        if enough - 2 <= sum(counted) < enough and counted[place] < _MOST:
            counted[place] += bool(sign.search(passage))
    over = sum(counted) - enough
    if over < 0 or (over == 0 and _JOY.search(passage)):
        return None
    return _Pair(over, sort, halves[0], others[0])


def _apart(cues: Iterable[_Cue], others: Sequence[_Cue]) -> list[_Cue]:
    """Return the cues that share no words with others or a stronger one, the strongest first.

    No more than count, so that a long passage full of them costs little.
    """
    kept: list[_Cue] = []
    for one in sorted(cues, key=lambda cue: (-cue.counts, cue.start - cue.end)):
        if len(kept) < _MOST and all(map(one.is_apart, (*kept, *others))):
            kept.append(one)
    return kept
