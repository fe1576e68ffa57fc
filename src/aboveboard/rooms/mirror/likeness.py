"""How much a post looks like the telling of a moment, with the reasons. No Django.

The score is evidence put together, not a probability: it orders proposals, and a person
decides. Definition, with the weights, in ``docs/mirror.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, log
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
    """How rare each stem and number is among the texts of a workspace, in [0, 1]."""

    values: Mapping[str, float]

    def of(self, key: str) -> float:
        """Return the rarity of ``key``: 1 in one text only, near 0 in nearly all."""
        return self.values.get(key, 1.0)


def features(
    text: str, first: date, last: date | None = None, topics: Iterable[str] = ()
) -> Features:
    """Return one side of a pair; ``last`` ends a period, ``topics`` are in own words."""
    words = words_of(text)
    own = {key for topic in topics for word in topic.split() if (key := stem(word))}
    return Features(words, words.tags | own, first, last or first)


def rarity(sides: Iterable[Features]) -> Rarity:
    """Return how rare each stem and number is among ``sides``.

    The inverse document frequency as a share of its highest value.

    Source: K. Sparck Jones (1972), Journal of Documentation 28:11-21.
    """
    counts: dict[str, int] = {}
    texts = 0
    for side in sides:
        texts += 1
        for key in side.words.stems | side.words.numbers:
            counts[key] = counts.get(key, 0) + 1
    unit = texts + _UNSEEN
    return Rarity({key: log(unit / count) / log(unit) for key, count in counts.items()})


def likeness(moment: Features, post: Features, rare: Rarity) -> tuple[float, list[Reason]]:
    """Return how much ``post`` looks like the telling of ``moment``, in [0, 1], with reasons.

    0 without reasons when the post is from before the moment (a day of grace for time zones)
    or when nothing is shared. The order of words plays no part.
    """
    score = score_of(moment, post, rare)
    return score, _reasons(moment, post, rare) if score else []


def score_of(moment: Features, post: Features, rare: Rarity) -> float:
    """Return the likeness alone, in [0, 1]."""
    if (post.first - moment.first).days < -1:
        return 0.0
    shared = _shared(moment, post)
    evidence = [_coverage(moment.words, post.words, rare)]
    evidence += [_NAME * rare.of(name) for name in shared.names]
    evidence += [_weight(value) * rare.of(value) for value in shared.numbers]
    evidence += [_DATE] * len(shared.days)
    evidence += [_TOPIC * rare.of(topic) for topic in shared.topics]
    delay = max(0, (post.first - moment.last).days)
    nearness = _FAR + (1 - _FAR) * max(0.0, 1 - delay / NEAR_DAYS)
    return _together(evidence) * nearness


@dataclass(frozen=True, slots=True)
class _Shared:
    names: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[tuple[int, int]]
    topics: frozenset[str]


def _shared(moment: Features, post: Features) -> _Shared:
    what, told = moment.words, post.words
    return _Shared(
        # A capital on both sides, of which one is not merely at a beginning.
        names=(what.names & told.capitals) | (what.capitals & told.names),
        numbers=what.numbers & told.numbers,
        # A day in the post that is the moment's own, or written in both.
        days=told.days and (what.days | {(moment.first.month, moment.first.day)}) & told.days,
        topics=moment.topics and moment.topics & (post.topics | told.stems),
    )


def _coverage(moment: Words, post: Words, rare: Rarity) -> float:
    """Return how much of the moment's words the post holds too, by rarity, in [0, 1)."""
    shared = moment.stems & post.stems
    if not shared:
        return 0.0
    # fsum: the same whichever order a set gives.
    whole = fsum(map(rare.of, moment.stems))
    return fsum(map(rare.of, shared)) / (whole + _SLACK)


def _weight(value: str) -> float:
    return _LONG_NUMBER if len(value) > 2 else _SHORT_NUMBER


def _together(evidence: list[float]) -> float:
    """Return independent pieces of evidence as one, in [0, 1]; their order plays no part."""
    left = 1.0
    for piece in sorted(evidence):
        left *= 1 - piece
    return 1 - left


def _reasons(moment: Features, post: Features, rare: Rarity) -> list[Reason]:
    shared = _shared(moment, post)
    written = moment.words.written
    topics = shared.topics - shared.names
    words = (moment.words.stems & post.words.stems) - shared.names - topics

    def by_rarity(keys: frozenset[str]) -> list[str]:
        return sorted(keys, key=lambda key: (-rare.of(key), key))

    reasons = [("name", written[key]) for key in by_rarity(shared.names)]
    reasons += [("number", value) for value in by_rarity(shared.numbers)]
    reasons += [
        ("topic", written.get(key, post.words.written.get(key, key)))
        for key in by_rarity(topics)
    ]
    reasons += [("word", written[key]) for key in by_rarity(words)[:_WORDS_SHOWN]]
    reasons += [("date", f"{month:02d}-{day:02d}") for month, day in sorted(shared.days)]
    delay = (post.first - moment.last).days
    if delay <= NEAR_DAYS:
        reasons.append(("days", str(max(0, delay))))
    return reasons
