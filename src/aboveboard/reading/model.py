"""The linear model over the features: what it weighs and what it makes of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.reading.features import BUCKETS, KINDS, OWNERSHIPS, RULE_FEATURES, TIMES
from aboveboard.reading.lexicon import SENSITIVITIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.features import Features

HEADS = (len(KINDS), len(OWNERSHIPS), len(TIMES), len(SENSITIVITIES))
"""Answers of each question, in the order of the columns: kind, whose, when, how heavy."""
COLUMNS = sum(HEADS)
ROWS = 3 * BUCKETS
_CUTS = tuple(int(cut) for cut in np.cumsum((0, *HEADS)))
_FILE = "weights.npz"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the rule features and of the hashed words, a column an answer."""

    rules: NDArray[np.float32]
    words: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Answers for each sentence: places in KINDS, OWNERSHIPS, TIMES and SENSITIVITIES.

    ``confidence`` is the share (0 to 1) the model gives to the kind.
    """

    kinds: list[int]
    confidence: list[float]
    ownerships: list[int]
    times: list[int]
    sensitivities: list[int]


@cache
def weights() -> Weights:
    """Return the trained weights, read from the package once.

    Raises:
        ValueError: the file was trained for other features than these; train again.
    """
    with (files("aboveboard.reading") / _FILE).open("rb") as file, np.load(file) as stored:
        rules = stored["rules"]
        if rules.shape != (RULE_FEATURES, COLUMNS):
            raise ValueError(f"{_FILE} holds {rules.shape[0]} rule features, not {RULE_FEATURES}")
        table = np.zeros((ROWS, COLUMNS), np.float32)
        table[stored["rows"]] = stored["words"].astype(np.float32) * stored["scale"]
        return Weights(rules.astype(np.float32), table)


def raw_scores(features: Features, trained: Weights) -> NDArray[np.float32]:
    """Return the summed weights of each sentence (rows) for each answer (columns)."""
    each = trained.words[features.words].reshape(3, -1, COLUMNS).sum(axis=0)
    by_words = np.add.reduceat(each, features.starts)
    by_rules = features.rules.astype(np.float32) @ trained.rules
    total: NDArray[np.float32] = by_rules + by_words / np.sqrt(features.lengths)[:, None]
    return total


def score(features: Features, trained: Weights) -> Scores:
    """Return the best answer to each question for each sentence."""
    total = raw_scores(features, trained)
    kinds, ownerships, times, sensitivities = (
        total[:, first:last] for first, last in zip(_CUTS, _CUTS[1:], strict=False)
    )
    best = kinds.argmax(axis=1)
    shares = np.exp(kinds - kinds.max(axis=1, keepdims=True, initial=-np.inf))
    confidence = 1.0 / shares.sum(axis=1)
    return Scores(
        best.tolist(),
        confidence.tolist(),
        ownerships.argmax(axis=1).tolist(),
        times.argmax(axis=1).tolist(),
        sensitivities.argmax(axis=1).tolist(),
    )
