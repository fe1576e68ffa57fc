"""How much a post looks like the telling of a moment, with the reasons. No Django.

The score is evidence put together, not a probability: it orders proposals, and a person
decides. Definition, with the weights, in ``docs/mirror.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.mirror.words import Words, stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

Reason = tuple[str, str]
"""A code (name, number, date, word, topic or days) and the word it is about."""

THRESHOLD: Final = 0.35
"""From this score on a link is proposed."""
MOST: Final = 5
"""Proposals that wait at one moment, at most."""
NEAR_DAYS: Final = 120
"""A post within this many days after the moment is near it."""

_UNSEEN: Final = 20
"""Texts counted as if read before the first, so that in a small record a shared word counts."""
_SLACK: Final = 1.5
"""Added to the weight of a moment's words, so that one shared word of two is not half of it."""
_NAME, _LONG_NUMBER, _SHORT_NUMBER, _DATE, _TOPIC = 0.25, 0.4, 0.15, 0.3, 0.15
_FAR: Final = 0.7
"""What is left of the score when the post is not near."""
_WORDS_SHOWN: Final = 6
"""Reasons of the code ``word`` that are kept; the rarest first."""


@dataclass(frozen=True, slots=True)
class Features:
    """One side of a pair: its words, its topics or hashtags as stems, and its days."""

    words: Words
    topics: frozenset[str]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare a stem or number is among the texts of a workspace."""

    counts: Mapping[str, int]
    texts: int

    def of(self, key: str) -> float:
        """Return the rarity in [0, 1]: 1 in one text only, near 0 in nearly all.

        The inverse document frequency as a share of its highest value.

        Source: K. Sparck Jones (1972), Journal of Documentation 28:11-21.
        """
        unit = self.texts + _UNSEEN
        return log(unit / max(1, min(self.counts.get(key, 1), self.texts or 1))) / log(unit)


def features(
    text: str, first: date, last: date | None = None, topics: Iterable[str] = ()
) -> Features:
    """Return one side of a pair; ``last`` ends a period, ``topics`` are in own words."""
    words = words_of(text)
    own = {key for topic in topics for word in topic.split() if (key := stem(word))}
    return Features(words, words.tags | own, first, last or first)


def rarity(sides: Iterable[Features]) -> Rarity:
    """Return how rare each stem and number is among ``sides``."""
    counts: dict[str, int] = {}
    texts = 0
    for side in sides:
        texts += 1
        for key in side.words.stems | side.words.numbers:
            counts[key] = counts.get(key, 0) + 1
    return Rarity(counts, texts)


def likeness(moment: Features, post: Features, rare: Rarity) -> tuple[float, list[Reason]]:
    """Return how much ``post`` looks like the telling of ``moment``, in [0, 1], with reasons.

    0 without reasons when the post is from before the moment (a day of grace for time zones)
    or when nothing is shared. The order of words plays no part.
    """
    delay = (post.first - moment.last).days
    if (post.first - moment.first).days < -1:
        return 0.0, []
    names = _shared_names(moment.words, post.words)
    numbers = moment.words.numbers & post.words.numbers
    # A day in the post that is the moment's own, or written in both.
    days = (moment.words.days | {(moment.first.month, moment.first.day)}) & post.words.days
    topics = moment.topics & (post.topics | post.words.stems)
    evidence = [_coverage(moment.words, post.words, rare)]
    evidence += [_NAME * rare.of(name) for name in names]
    evidence += [_weight(value) * rare.of(value) for value in numbers]
    evidence += [_DATE for _ in days]
    evidence += [_TOPIC * rare.of(topic) for topic in topics]
    score = _together(evidence)
    if score == 0.0:
        return 0.0, []
    reasons = _reasons(moment, post, names, numbers, rare)
    reasons += [("date", f"{month:02d}-{day:02d}") for month, day in sorted(days)]
    if delay <= NEAR_DAYS:
        reasons.append(("days", str(max(0, delay))))
    nearness = _FAR + (1 - _FAR) * max(0.0, 1 - max(0, delay) / NEAR_DAYS)
    return min(1.0, score * nearness), reasons


def _shared_names(moment: Words, post: Words) -> frozenset[str]:
    """Return stems with a capital on both sides, of which one is not merely at a beginning."""
    return (moment.names & post.capitals) | (moment.capitals & post.names)


def _coverage(moment: Words, post: Words, rare: Rarity) -> float:
    """Return how much of the moment's words the post holds too, by rarity, in [0, 1)."""
    shared = moment.stems & post.stems
    if not shared:
        return 0.0
    whole = sum(rare.of(key) for key in sorted(moment.stems))
    return sum(rare.of(key) for key in sorted(shared)) / (whole + _SLACK)


def _weight(value: str) -> float:
    return _LONG_NUMBER if len(value) > 2 else _SHORT_NUMBER  # noqa: PLR2004  (digits)


def _together(evidence: list[float]) -> float:
    """Return independent pieces of evidence as one, in [0, 1]; their order plays no part."""
    left = 1.0
    for piece in sorted(evidence):
        left *= 1 - piece
    return 1 - left


def _reasons(
    moment: Features,
    post: Features,
    names: frozenset[str],
    numbers: frozenset[str],
    rare: Rarity,
) -> list[Reason]:
    written = moment.words.written
    topics = (moment.topics & (post.topics | post.words.stems)) - names
    words = (moment.words.stems & post.words.stems) - names - topics

    def by_rarity(keys: frozenset[str]) -> list[str]:
        return sorted(keys, key=lambda key: (-rare.of(key), key))

    reasons = [("name", written[key]) for key in by_rarity(names)]
    reasons += [("number", value) for value in by_rarity(numbers)]
    reasons += [
        ("topic", written.get(key, post.words.written.get(key, key)))
        for key in by_rarity(topics)
    ]
    reasons += [("word", written[key]) for key in by_rarity(words)[:_WORDS_SHOWN]]
    return reasons
