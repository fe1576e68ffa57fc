"""What is better talked over before it is public: staff, health, law, insolvency and others' trouble."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages


class _Rule(NamedTuple):
    """A rule: the groups whose phrases are enough, those that need somebody, and whom they need."""

    name: str
    sure: str | None
    phrases: str
    people: tuple[str, ...]


_OWN: Final = "own"
_FIGURES: Final = "figurative"
_NAMED: Final = "name"
"""Not a group of phrases, but anybody named."""
_RULES: Final = (
    _Rule("sensitivity.staff", "staff_sure", "staff", ("staff_person", _NAMED)),
    _Rule(
        "sensitivity.health", None, "health",
        (_OWN, "staff_person", "kin", "other_person", _NAMED),
    ),
    _Rule("sensitivity.legal", "legal_sure", "legal", (_OWN,)),
    _Rule("sensitivity.insolvency", "insolvency_sure", "insolvency", (_OWN,)),
    _Rule("sensitivity.third_party", None, "trouble", ("other_person", "kin")),
)  # fmt: skip
_NAME: Final = re.compile(
    r"(?<=[^\W\d_A-Z][, ] )[A-ZÀ-Þ][a-zà-ÿ]+|(?<=[a-zà-ÿ] )[A-ZÀ-Þ][a-zà-ÿ]+"
)
"""A word with a capital inside a sentence: a name, of a person as often as not."""
_OPENING: Final = re.compile(
    r"[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:, | (?:is|heeft|was|kreeg|zit|ligt|vroeg|kwam|has|had|got|est|a|avait) )"
)
"""One at its beginning, with what follows a name."""


def find_sensitivity(pages: Pages, _known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield one finding a rule and draft, with every passage that fits it."""
    there = _Sentences(pages)
    listed: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for rule in _RULES:
        for sentence, passage in there.passages(rule):
            if pages.owner_of(sentence) is not None:
                text = int(pages.scan.texts[sentence])
                listed.setdefault((text, rule.name), []).append(passage)
    # The wording alone is no ground here: too many plain posts tell of illness or debts of others.
    kept = pages.manner.kept("sensitivity", {text for text, _ in listed})
    for (text, name), passages in listed.items():
        if text in kept:
            yield _remark(pages, name, passages)


def _remark(pages: Pages, rule: str, passages: list[tuple[int, int]]) -> tuple[int, Finding]:
    first, *beside = passages
    return pages.remark(
        rule,
        Weight.CONSIDER,
        first,
        reason=rule.replace(".", "_"),
        advice="talk_first",
        confidence=Confidence.MEDIUM,
        evidence={"words": pages.text[slice(*first)]},
        beside=beside,
    )


class _Sentences:
    """What stands in the sentences of drafts: phrases, people, and what takes them back."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._named: dict[int, bool] = {}

    @cached_property
    def _general(self) -> frozenset[int]:
        return self._of("general")

    @cached_property
    def _figures(self) -> tuple[list[int], list[int]]:
        """Where figures of speech start, and how far they reach up to each of them."""
        found = self._pages.phrases.of(f"sensitivity.{_FIGURES}")
        return found.starts.tolist(), np.maximum.accumulate(found.ends).tolist()

    @cached_property
    def _around_own(self) -> frozenset[int]:
        """The sentences that speak of the writer, and those beside them in the same text."""
        texts = self._pages.scan.texts
        around = np.zeros(texts.size, np.bool_)
        own = self._pages.phrases.of(f"sensitivity.{_OWN}").sentences
        around[own] = True
        is_beside = texts[1:] == texts[:-1]
        after, before = around[:-1] & is_beside, around[1:] & is_beside
        around[1:] |= after
        around[:-1] |= before
        return frozenset(nonzero(around).tolist())

    def _of(self, group: str) -> frozenset[int]:
        return frozenset(self._pages.phrases.of(f"sensitivity.{group}").sentences.tolist())

    def _spans(self, group: str) -> list[tuple[int, int, int]]:
        found = self._pages.phrases.of(f"sensitivity.{group}")
        columns = (found.sentences, found.starts, found.ends)
        return list(zip(*(one.tolist() for one in columns), strict=True))

    def passages(self, rule: _Rule) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the passage of each sentence that fits ``rule``, with the sentence."""
        last = -1
        for sentence, start, end in self._candidates(rule):
            if sentence != last and not self._is_taken_back(sentence, start, end):
                last = sentence
                yield sentence, (start, end)

    def _candidates(self, rule: _Rule) -> list[tuple[int, int, int]]:
        sure = self._spans(rule.sure) if rule.sure else []
        told = self._spans(rule.phrases)
        if told:
            groups = [group for group in rule.people if group not in {_NAMED, _OWN}]
            people = frozenset[int]().union(*map(self._of, groups))
            if _OWN in rule.people:
                people |= self._around_own
            told = [
                found
                for found in told
                if found[0] in people or (_NAMED in rule.people and self._names(found[0]))
            ]
        return sorted(sure + told)

    def _is_taken_back(self, sentence: int, start: int, end: int) -> bool:
        """Return whether the sentence speaks in general, or a figure of speech holds the phrase."""
        starts, reach = self._figures
        before = bisect_left(starts, end)
        return sentence in self._general or (before > 0 and reach[before - 1] > start)

    def _names(self, sentence: int) -> bool:
        if sentence not in self._named:
            scan, text = self._pages.scan, self._pages.text
            bounds = int(scan.starts[sentence]), int(scan.ends[sentence])
            self._named[sentence] = bool(
                _NAME.search(text, *bounds) or _OPENING.match(text, *bounds)
            )
        return self._named[sentence]
