"""The linear model over the features: what it weighs and what it makes of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aboveboard.reading.answers import KINDS, NEUTRAL, OWNERSHIPS, SENSITIVITIES, TIMES
from aboveboard.reading.features import BUCKETS, RULE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.features import Features
    from aboveboard.reading.rules import Vote

HEADS = (len(KINDS), len(OWNERSHIPS), len(TIMES), len(SENSITIVITIES))
"""Answers of each question, in the order of the columns: kind, whose, when, how heavy."""
COLUMNS = sum(HEADS)
ROWS = 3 * BUCKETS
_FIRST = tuple(sum(HEADS[:place]) for place in range(len(HEADS)))
_FILE = "weights.npz"
FIRM = (0.0, 1.5, 2.4)
"""Added to the score of the kind the rules propose, by their firmness (log odds)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the rule features and of the hashed words, a column an answer."""

    rules: NDArray[np.float32]
    words: NDArray[np.float32]


class Answer(NamedTuple):
    """The best answers for one sentence, as numbers; ``confidence`` is the kind's share (0-1)."""

    kind: int
    ownership: int
    time: int
    sensitivity: int
    confidence: float


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
    each = trained.words.take(features.words, axis=0).reshape(3, -1, COLUMNS).sum(axis=0)
    by_words = np.add.reduceat(each, features.starts)
    by_rules = features.rules.astype(np.float32) @ trained.rules
    total: NDArray[np.float32] = np.add(by_rules, by_words / np.sqrt(features.lengths)[:, None])
    return total


def score(features: Features, trained: Weights, votes: Sequence[Vote]) -> list[Answer]:
    """Return the best answers for each sentence.

    What two word classes tell together ("lost … customer") counts more than the labelled posts
    would have it: they hold few plain sentences.
    """
    rows = raw_scores(features, trained).astype(np.float64)
    voted = [(place, vote) for place, vote in enumerate(votes) if vote.kind != NEUTRAL]
    if voted:
        places = [place for place, _ in voted]
        kinds = [vote.kind for _, vote in voted]
        rows[places, kinds] += [FIRM[vote.firmness] for _, vote in voted]
    best = [
        rows[:, first : first + answers].argmax(axis=1).tolist()
        for first, answers in zip(_FIRST, HEADS, strict=True)
    ]
    told = rows[:, : HEADS[0]]
    shares = 1.0 / np.exp(told - told.max(axis=1, keepdims=True)).sum(axis=1)
    return list(map(Answer, *best, shares.tolist()))
