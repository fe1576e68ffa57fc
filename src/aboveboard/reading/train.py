"""Train the linear model on the labelled train split: ``python -m aboveboard.reading.train``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import Language
from aboveboard.reading.answers import KINDS, OWNERSHIPS, SENSITIVITIES, TIMES
from aboveboard.reading.features import RULE_FEATURES, expected
from aboveboard.reading.labelled import read_split
from aboveboard.reading.model import COLUMNS, HEADS, ROWS, Weights
from aboveboard.reading.passages import passages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.features import Features
    from aboveboard.reading.labelled import LabelledPost, LabelledSentence


@dataclass(frozen=True, slots=True)
class Settings:
    """How hard to train; the defaults were set on the dev split.

    ``words`` scales the hashed words against the rules: their features count that much, so
    their weights stay small. ``decay`` pulls every weight back to what is expected.
    ``balance`` is the power to which the rarity of a kind counts (0 not at all, 1 in full).
    """

    rounds: int = 200
    rate: float = 0.05
    decay: float = 20.0
    words: float = 3.0
    balance: float = 0.6


@dataclass(frozen=True, slots=True)
class _Table:
    """All training sentences as one sparse matrix: value ``values[k]`` at (sample, feature)."""

    samples: NDArray[np.intp]
    features: NDArray[np.intp]
    values: NDArray[np.float64]
    labels: NDArray[np.intp]


def train(posts: Sequence[LabelledPost], settings: Settings | None = None) -> Weights:
    """Return weights fitted to ``posts``; the same posts give the same weights.

    Multinomial logistic regression, one a question, by full-batch gradient steps (Adam) from
    the expected weights: no chance is involved. Questions other than the kind are fitted on the
    sentences they are asked of only: ownership on wins, setbacks and lessons, time on wins and
    setbacks, sensitivity on setbacks.

    Every post is read twice, with the banks' turns of phrase and without: new texts hold turns
    that no bank knows, so the model must also learn to do without them.

    Source: Kingma and Ba 2015, "Adam: a method for stochastic optimization", algorithm 1.
    """
    chosen = settings or Settings()
    table = _table(posts, chosen)
    fitted = np.zeros((RULE_FEATURES + ROWS, COLUMNS))
    first = 0
    for question, answers in enumerate(HEADS):
        fitted[:, first : first + answers] = _fit(table, question, answers, chosen)
        first += answers
    fitted[RULE_FEATURES:] *= chosen.words
    return Weights(
        fitted[:RULE_FEATURES].astype(np.float32), fitted[RULE_FEATURES:].astype(np.float32)
    )


def _table(posts: Sequence[LabelledPost], settings: Settings) -> _Table:
    samples: list[NDArray[np.intp]] = []
    columns: list[NDArray[np.intp]] = []
    values: list[NDArray[np.float64]] = []
    labels: list[tuple[int, int, int, int]] = []
    for post in posts:
        for features, sentences in (
            *_labelled_passages(post, turns=True),
            *_labelled_passages(post, turns=False),
        ):
            for place, sentence in enumerate(sentences):
                numbers, amounts = _row(features, place, settings.words)
                samples.append(np.full(len(numbers), len(labels), np.intp))
                columns.append(numbers)
                values.append(amounts)
                labels.append(_labels(sentence))
    return _Table(
        np.concatenate(samples),
        np.concatenate(columns),
        np.concatenate(values),
        np.array(labels),
    )


def _labelled_passages(
    post: LabelledPost, *, turns: bool
) -> list[tuple[Features, list[LabelledSentence]]]:
    """Return the post's passages with the label that covers the middle of each sentence."""
    bounds = post.bounds()
    result = []
    for passage in passages_of(post.text, turns=turns):
        if passage.language is Language.OTHER:
            continue
        labels = []
        for first, last in passage.bounds:
            middle = (first + last) // 2
            place = max(i for i, (start, _) in enumerate(bounds) if start <= middle)
            labels.append(post.sentences[place])
        result.append((passage.features(), labels))
    return result


def _row(
    features: Features, place: int, scale: float
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    rules = np.flatnonzero(features.rules[place])
    length = int(features.lengths[place])
    first = int(features.starts[place])
    words = features.words.reshape(3, -1)[:, first : first + length].ravel()
    amounts = np.concatenate(
        (
            np.ones(len(rules)),
            np.full(len(words), scale / np.sqrt(length)),
        )
    )
    return np.concatenate((rules, words + RULE_FEATURES)), amounts


def _labels(sentence: LabelledSentence) -> tuple[int, int, int, int]:
    """Return the answer to each question, -1 where it is not asked."""
    kind = KINDS.index(sentence.kind)
    if sentence.kind is Kind.NEUTRAL:
        return kind, -1, -1, -1
    weight = SENSITIVITIES.index(sentence.sensitivity) if sentence.sensitivity else -1
    time = -1 if sentence.kind is Kind.LESSON else TIMES.index(sentence.time)
    return kind, OWNERSHIPS.index(sentence.ownership), time, weight


def _fit(table: _Table, question: int, answers: int, settings: Settings) -> NDArray[np.float64]:
    labels = table.labels[:, question]
    asked = labels >= 0
    kept = asked[table.samples]
    renumbered = np.cumsum(asked) - 1
    samples = renumbered[table.samples[kept]]
    used, columns = np.unique(table.features[kept], return_inverse=True)
    values = table.values[kept]
    truth = np.eye(answers)[labels[asked]]
    share = truth.mean(axis=0)
    rarity = (1 / np.maximum(share, 1e-9) / answers) ** settings.balance
    importance = truth @ rarity
    first = sum(HEADS[:question])
    fitted = np.zeros((RULE_FEATURES + ROWS, answers))
    fitted[:RULE_FEATURES] = expected(COLUMNS)[:, first : first + answers]
    fitted[used] = _descend(
        _Problem(samples, columns, values, truth, importance / importance.mean(), fitted[used]),
        settings,
    )
    return fitted


@dataclass(frozen=True, slots=True)
class _Problem:
    """One question to fit: a sparse matrix, the right answers, and where weights pull back to."""

    samples: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    truth: NDArray[np.float64]
    importance: NDArray[np.float64]
    expected: NDArray[np.float64]

    def slope(self, found: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how the weighted log loss changes with each weight."""
        n, answers = self.truth.shape
        carried = found[self.columns] * self.values[:, None]
        totals = np.stack(
            [np.bincount(self.samples, carried[:, k], n) for k in range(answers)], axis=1
        )
        shares = np.exp(totals - totals.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        error = (shares - self.truth) * self.importance[:, None]
        pulled = error[self.samples] * self.values[:, None]
        return np.stack(
            [np.bincount(self.columns, pulled[:, k], len(found)) for k in range(answers)],
            axis=1,
        )


def _descend(problem: _Problem, settings: Settings) -> NDArray[np.float64]:
    found = problem.expected.copy()
    mean, square = np.zeros_like(found), np.zeros_like(found)
    for step in range(1, settings.rounds + 1):
        slope = problem.slope(found) + settings.decay * (found - problem.expected)
        mean += 0.1 * (slope - mean)
        square += 0.001 * (slope**2 - square)
        found -= (
            settings.rate
            * (mean / (1 - 0.9**step))
            / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        )
    return found


def save(weights: Weights, path: Path) -> None:
    """Write weights in the small form the package ships: words as bytes, rows of zeros left out."""
    scale = max(float(np.abs(weights.words).max()), 1e-9) / 127
    small = np.round(weights.words / scale).astype(np.int8)
    rows = np.flatnonzero(np.any(small, axis=1))
    np.savez_compressed(
        path,
        rules=weights.rules.astype(np.float16),
        rows=rows.astype(np.uint16),
        words=small[rows],
        scale=np.float32(scale),
    )


def main() -> None:
    """Train on ``evaluation/disclosure`` (or the given folder) and write the weights."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("evaluation/disclosure")
    path = Path(__file__).with_name("weights.npz")
    save(train(read_split(folder, "train")), path)
    sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
