"""The linear model over the features: what it weighs and what it makes of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aboveboard.reading.answers import (
    HYPOTHETICAL,
    KINDS,
    NEUTRAL,
    OWNERSHIPS,
    SENSITIVITIES,
    TIMES,
)
from aboveboard.reading.arrays import nonzero
from aboveboard.reading.features import BUCKETS, RULE_FEATURES, SORTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.features import Features
    from aboveboard.reading.rules import Votes

HEADS = (len(KINDS), len(OWNERSHIPS), len(TIMES), len(SENSITIVITIES))
"""Answers of each question, in the order of the columns: kind, whose, when, how heavy."""
COLUMNS = sum(HEADS)
ROWS = len(SORTS) * BUCKETS
FIRST = tuple(sum(HEADS[:place]) for place in range(len(HEADS)))
"""The first column of each question."""
_FILE = "weights.npz"
_TOGETHER = 64
"""Rows multiplied in one go: so few are done by one core, and no thread spins for more work."""
_FIRM = np.array([0.0, 0.8, 2.4])
"""Added to the score of the kind the rules propose, by their firmness (log odds)."""


_SUPPOSED = 1.5
"""Added where the rules find an event after an "if": the labelled posts hold few of them."""
_CLEAR = 0.45
"""Below this share of the kind a sentence is called neutral: it may be anything."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the rule features and of the hashed words, a column an answer."""

    rules: NDArray[np.float32]
    words: NDArray[np.float32]


class Answers(NamedTuple):
    """The best answers, as numbers, an entry a sentence; ``shares`` is what the kind gets (0-1)."""

    kinds: NDArray[np.intp]
    ownerships: NDArray[np.intp]
    times: NDArray[np.intp]
    sensitivities: NDArray[np.intp]
    shares: NDArray[np.float64]


@cache
def weights() -> Weights:
    """Return the trained weights, read from the package once.

    Raises:
        ValueError: the file was trained for other features than these; train again.
    """
    with (files("aboveboard.reading") / _FILE).open("rb") as file, np.load(file) as stored:
        rules = stored["rules"]
        if rules.shape != (RULE_FEATURES, COLUMNS):
            raise ValueError(
                f"{_FILE} holds {rules.shape[0]} rule features, not {RULE_FEATURES}"
            )
        table = np.zeros((ROWS, COLUMNS), np.float32)
        table[stored["rows"]] = stored["words"] * stored["scale"].astype(np.float32)
        return Weights(rules.astype(np.float32), table)


def raw_scores(features: Features, trained: Weights) -> NDArray[np.float32]:
    """Return the summed weights of each sentence (rows) for each answer (columns)."""
    each = trained.words.take(features.words[0], axis=0)
    for rows in features.words[1:]:
        each += trained.words.take(rows, axis=0)
    total: NDArray[np.float32] = np.add.reduceat(each, features.starts)
    total /= np.sqrt(features.lengths, dtype=np.float32)[:, None]
    for first in range(0, len(total), _TOGETHER):
        part = slice(first, first + _TOGETHER)
        total[part] += features.rules[part] @ trained.rules
    return total


def score(features: Features, trained: Weights, votes: Votes) -> Answers:
    """Return the best answers for each sentence of ``features``.

    What two word classes tell together ("lost … customer") counts more than the labelled posts
    would have it: they hold few plain sentences.
    """
    rows = raw_scores(features, trained).astype(np.float64)
    kinds = votes.kinds[features.sentences]
    voted = nonzero(kinds != NEUTRAL)
    rows[voted, kinds[voted]] += _FIRM[votes.firmness[features.sentences[voted]]]
    supposed = votes.ownerships[features.sentences[voted]] == HYPOTHETICAL
    rows[voted[supposed], FIRST[1] + HYPOTHETICAL] += _SUPPOSED
    kind, ownership, time, sensitivity = (
        rows[:, first : first + answers].argmax(axis=1)
        for first, answers in zip(FIRST, HEADS, strict=True)
    )
    told = rows[:, : HEADS[0]]
    shares = 1.0 / np.exp(told - told.max(axis=1, keepdims=True)).sum(axis=1)
    kind = np.where(shares < _CLEAR, NEUTRAL, kind)
    return Answers(kind, ownership, time, sensitivity, shares)
