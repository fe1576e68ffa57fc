"""Engagement bait: asking for reactions instead of for an answer, in its five kinds."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from aboveboard.reading.characters import SIGN_GROUPS
from aboveboard.reading.finding import Confidence, Weight
from aboveboard.reading.paragraphs import ORDER, OTHER
from aboveboard.reading.wording import REACTIONS, SHARING, laid_out, turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_RULES: Final[Mapping[str, str]] = {
    "vote": "bait.vote",
    "react": "bait.react",
    "share": "bait.share",
    "tag": "bait.tag",
    "comment": "bait.comment",
}
_SIGNS: Final = {"vote": REACTIONS, "react": REACTIONS, "share": SHARING, "tag": "@"}
"""Signs that make a sentence worth a look, as words do."""
_NAMING: Final = 1 << SIGN_GROUPS.index("@#")
_CALLS: Final = frozenset("?!")
_HELP: Final = "help"
_FIRST: Final = frozenset({"react", "comment"})
_WEAK: Final = frozenset({"vote", "comment"})
"""Kinds with words that count only where they open a sentence, or beside another one."""
_QUOTED: Final = re.compile(
    r"«[^»]+ [^»]+»|[“\"][^”\"]+ [^”\"]+[”\"]|(?<!\w)[‘'][^’']+ [^’']+[’'](?!\w)|://"
)
"""Several words in quotes are somebody's; and an address."""
_LONGEST: Final = 600
"""Characters of a passage that are judged: bait is short."""


def find_bait(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding a kind of bait and draft, with the passages that can read as it."""
    looks = _Looks(pages)
    voting: set[int] = set()
    listed: list[tuple[int, str, list[tuple[int, int]]]] = []
    for kind in _RULES:
        for text, passages in looks.baited(kind).items():
            if kind == "vote":
                voting.add(text)
            elif kind in {"react", "comment"} and text in voting:
                continue
            listed.append((text, kind, passages))
    kept, added = pages.manner.judged(
        "bait",
        {text for text, _, _ in listed},
        doubted=(looks.asking | looks.talking) - looks.sure,
    )
    for text, kind, passages in listed:
        if text in kept:
            yield _remark(pages, kind, passages, Confidence.HIGH)
    for passage in added.values():
        if looks.is_talk(passage):
            continue
        kind = pages.manner.rule("bait", passage).removeprefix("bait.")
        yield _remark(pages, kind, [pages.manner.span(passage)], Confidence.MEDIUM)


def _remark(
    pages: Pages, kind: str, passages: list[tuple[int, int]], confidence: Confidence
) -> tuple[int, Finding]:
    rule = _RULES[kind]
    return pages.remark(
        rule,
        Weight.CONSIDER,
        passages[0],
        reason=rule.replace(".", "_"),
        advice=f"ask_{kind}",
        confidence=confidence,
        beside=passages[1:],
    )


class _Looks:
    """Looks at the sentences that words and pictures make worth it, each laid out once."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._signs = _signs(pages)
        self._laid: dict[tuple[int, int], str] = {}
        self.sure: set[int] = set()
        """The texts with bait that no ask for help excuses."""
        self.talking: set[int] = set()
        """The texts that talk about bait."""

    @cached_property
    def asking(self) -> frozenset[int]:
        """The texts that ask for help, which is no bait."""
        help_asked = self._pages.phrases.of(f"bait.{_HELP}").sentences
        return frozenset(self._pages.scan.texts[help_asked].tolist())

    def is_talk(self, passage: int) -> bool:
        """Return whether a passage talks about bait, or holds an address, whose signs say nothing."""
        scanned, manner = self._pages.scan, self._pages.manner
        language = ORDER[int(scanned.languages[manner.passages.first[passage]])]
        start, end = manner.span(passage)
        text = self._pages.text[start : min(end, start + _LONGEST)]
        if _QUOTED.search(text):
            return True
        laid = laid_out(text)
        return bool(turns(language, "bait").found(["talk"], laid))

    def baited(self, kind: str) -> dict[int, list[tuple[int, int]]]:
        """Return the texts with passages that can read as this kind of bait."""
        pages = self._pages
        passages: dict[int, list[tuple[int, int]]] = {}
        for sentence in self._candidates(kind):
            text = int(pages.scan.texts[sentence])
            former = passages.get(text)
            if former and pages.scan.starts[sentence] < former[-1][1]:
                continue
            passage, looked_at = _around(pages, sentence, kind)
            if looked_at not in self._laid:
                self._laid[looked_at] = laid_out(pages.text[slice(*looked_at)])
            names = [f"{kind}_sure", kind]
            every = turns(ORDER[int(pages.scan.languages[sentence])], "bait")
            found = every.found(["talk", f"{kind}_not", *names], self._laid[looked_at])
            if found == "talk":
                self.talking.add(text)
            elif found == names[0]:
                self.sure.add(text)
            if found in names:
                passages.setdefault(text, []).append(passage)
        return passages

    def _candidates(self, kind: str) -> list[int]:
        """Return the sentences of one strong word, of a weaker one that opens it, or of two."""
        scanned, phrases = self._pages.scan, self._pages.phrases
        strong = set(phrases.of(f"bait.{kind}").sentences.tolist())
        signs = [
            sentence
            for sign, place, sentence in self._signs
            if (sign in _SIGNS.get(kind, "") or (kind == "vote" and sign != "@"))
            and (kind != "react" or _says_something(self._pages, place, sentence))
        ]
        weak: list[int] = []
        if kind in _FIRST:
            words = phrases.of(f"bait.{kind}_first")
            opens = words.starts == scanned.starts[words.sentences]
            strong.update(words.sentences[opens].tolist())
        if kind in _WEAK:
            weak = phrases.of(f"bait.{kind}_weak").sentences.tolist()
        if kind == "vote":
            strong.update(_twice(weak + signs, reach=1))
        else:
            strong.update(signs, _twice(weak, reach=0))
        return sorted(strong)


def _signs(pages: Pages) -> list[tuple[str, int, int]]:
    """Return the pictures, and each @, with its place and the sentence it stands in."""
    scanned = pages.scan
    marks = scanned.mark_places[scanned.mark_bits & _NAMING != 0]
    if not scanned.pictures.size + marks.size:
        return []
    places = np.concatenate((scanned.pictures, marks))
    sentences = scanned.starts.searchsorted(places, "right") - 1
    return [
        (pages.text[place], place, sentence)
        for place, sentence in zip(places.tolist(), sentences.tolist(), strict=True)
        if sentence >= 0 and scanned.languages[sentence] != OTHER
    ]


def _says_something(pages: Pages, place: int, sentence: int) -> bool:
    """Return whether words follow a picture, or a question stands before it: others are ornament."""
    start, end = int(pages.scan.starts[sentence]), int(pages.scan.ends[sentence])
    behind = pages.fold[place:end]
    return not behind.isspace() or bool(_CALLS.intersection(pages.text[start:place]))


def _twice(sentences: list[int], *, reach: int) -> Iterator[int]:
    """Yield the sentences that are there twice, or that have one of those within reach."""
    for before, after in pairwise(sorted(sentences)):
        if after - before <= reach:
            yield before
            yield after


def _around(pages: Pages, sentence: int, kind: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a candidate stands, and what is looked at: with the question or call before it.

    A vote may be spread over several sentences: those on both sides belong to it.
    """
    scanned = pages.scan
    start, end = int(scanned.starts[sentence]), int(scanned.ends[sentence])
    first, last = start, end
    has_former = sentence > 0 and scanned.texts[sentence - 1] == scanned.texts[sentence]
    if has_former:
        before = int(scanned.ends[sentence - 1])
        if kind == "vote" or not _CALLS.isdisjoint(pages.text[before - 3 : start]):
            first = int(scanned.starts[sentence - 1])
    if kind == "vote":
        following = min(sentence + 1, scanned.starts.size - 1)
        if scanned.texts[following] == scanned.texts[sentence]:
            last = int(scanned.ends[following])
        start, end = first, last
    return (start, min(end, start + _LONGEST)), (first, min(last, first + _LONGEST))
