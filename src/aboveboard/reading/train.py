"""Train the linear model on the labelled train split: ``python -m aboveboard.reading.train``."""

from __future__ import annotations

import sys
from bisect import bisect_right
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, vstack

from aboveboard.core.kinds import Kind
from aboveboard.reading.answers import KINDS, OWNERSHIPS, SENSITIVITIES, TIMES
from aboveboard.reading.events import find_events
from aboveboard.reading.features import RULE_FEATURES, expected, extract
from aboveboard.reading.labelled import read_split
from aboveboard.reading.model import COLUMNS, FIRST, HEADS, ROWS, Weights
from aboveboard.reading.rules import vote
from aboveboard.reading.scan import scan
from aboveboard.reading.signals import find_signals

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

    rounds: int = 150
    decay: float = 3.0
    words: float = 2.0
    balance: float = 0.6


def train(posts: Sequence[LabelledPost], settings: Settings | None = None) -> Weights:
    """Return weights fitted to ``posts``; the same posts give the same weights.

    Multinomial logistic regression, a group of columns a question, by scipy's L-BFGS from the
    expected weights: no chance is involved. Questions other than the kind are fitted on the
    sentences they are asked of only: ownership on wins, setbacks and lessons, time on wins and
    setbacks, sensitivity on setbacks.

    Every post is read twice, with the banks' turns of phrase and without: new texts hold turns
    that no bank knows, so the model must also learn to do without them.
    """
    chosen = settings or Settings()
    problem = problem_of(posts, chosen)
    found = minimize(
        problem.loss,
        problem.start.ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": chosen.rounds, "maxcor": 12},
    )
    fitted = np.zeros((RULE_FEATURES + ROWS, COLUMNS))
    fitted[:RULE_FEATURES] = expected(COLUMNS)
    fitted[problem.used] = found.x.reshape(-1, COLUMNS)
    fitted[RULE_FEATURES:] *= chosen.words
    return Weights(
        fitted[:RULE_FEATURES].astype(np.float32), fitted[RULE_FEATURES:].astype(np.float32)
    )


LEARNT_FROM = frozenset(
    {
        "abbreviations.txt", "cues.toml", "events.toml", "frames.toml", "function-words.txt",
        "turns.toml", "words.toml",
    }
)  # fmt: skip
"""The lexicons that weights depend on."""


def digest(directory: Path) -> str:
    """Return the SHA-256 of all that weights are made from: train split, lexicons, settings."""
    lexicons = Path(__file__).with_name("lexicons")
    found = sha256(repr(Settings()).encode())
    # The lists of checks are no part of the model.
    learnt = [path for path in sorted(lexicons.rglob("*.t*")) if path.name in LEARNT_FROM]
    for path in (*sorted(directory.glob("*-train.txt")), *learnt):
        found.update(path.name.encode() + b"\n" + path.read_bytes())
    return found.hexdigest()


def problem_of(posts: Sequence[LabelledPost], settings: Settings) -> Problem:
    """Return what :func:`train` fits for ``posts``."""
    views = [_labelled_features(posts, turns=turns) for turns in (True, False)]
    labels = np.array([_labels(one) for _, sentences in views for one in sentences])
    seen = vstack([_matrix(features, settings.words) for features, _ in views]).tocsr()
    # Of the hashed table only the rows that occur are fitted.
    used = np.unique(seen.indices)
    start = np.zeros((RULE_FEATURES + ROWS, COLUMNS))
    start[:RULE_FEATURES] = expected(COLUMNS)
    importance = _importance(labels, settings.balance)
    return Problem(seen[:, used], used, _truth(labels), importance, start[used], settings.decay)


def _matrix(features: Features, scale: float) -> Any:
    """Return the features as a sparse matrix: a row a sentence, rules and then hashed words."""
    count = features.lengths.size
    sample = np.repeat(np.arange(count), features.lengths)
    amount = (scale / np.sqrt(features.lengths))[sample]
    sorts = len(features.words)
    words = csr_matrix(
        (np.tile(amount, sorts), (np.tile(sample, sorts), features.words.ravel())),
        (count, ROWS),
    )
    return hstack([csr_matrix(features.rules), words])


def _labelled_features(
    posts: Sequence[LabelledPost], *, turns: bool
) -> tuple[Features, list[LabelledSentence]]:
    """Return the posts' features with the label that covers the middle of each sentence."""
    scanned = scan([post.text for post in posts])
    signals = find_signals(scanned, turns=turns)
    events = find_events(scanned, signals)
    features = extract(scanned, signals, events, vote(scanned, signals, events))
    labels = []
    for sentence in features.sentences.tolist():
        text = int(scanned.texts[sentence])
        middle = (int(scanned.starts[sentence]) + int(scanned.ends[sentence])) // 2
        middle -= int(scanned.joined.starts[text])
        bounds = posts[text].bounds()
        labels.append(posts[text].sentences[bisect_right(bounds, middle, key=_first) - 1])
    return features, labels


def _first(bounds: tuple[int, int]) -> int:
    return bounds[0]


def _labels(sentence: LabelledSentence) -> tuple[int, int, int, int]:
    """Return the answer to each question, -1 where it is not asked."""
    kind = KINDS.index(sentence.kind)
    if sentence.kind is Kind.NEUTRAL:
        return kind, -1, -1, -1
    weight = SENSITIVITIES.index(sentence.sensitivity) if sentence.sensitivity else -1
    time = -1 if sentence.kind is Kind.LESSON else TIMES.index(sentence.time)
    return kind, OWNERSHIPS.index(sentence.ownership), time, weight


def _truth(labels: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return 1 in the column of each right answer, a row a sentence."""
    truth = np.zeros((len(labels), COLUMNS))
    for question, first in enumerate(FIRST):
        asked = np.flatnonzero(labels[:, question] >= 0)
        truth[asked, first + labels[asked, question]] = 1
    return truth


def _importance(labels: NDArray[np.intp], balance: float) -> NDArray[np.float64]:
    """Return how much each sentence counts for each question's columns: rare answers more."""
    importance = np.zeros((len(labels), COLUMNS))
    for question, (first, answers) in enumerate(zip(FIRST, HEADS, strict=True)):
        asked = np.flatnonzero(labels[:, question] >= 0)
        answer = labels[asked, question]
        share = np.bincount(answer, minlength=answers) / max(1, asked.size)
        rarity = (1 / np.maximum(share, 1e-9) / answers) ** balance
        counts = rarity[answer] / max(1e-9, float(rarity[answer].sum())) * asked.size
        importance[asked, first : first + answers] = counts[:, None]
    return importance


@dataclass(frozen=True, slots=True)
class Problem:
    """What to fit: features, right answers, how much each counts, where weights pull back to.

    ``used`` are the features that occur, a column of ``features`` and a row of ``start`` each.
    """

    features: Any
    used: NDArray[np.intp]
    truth: NDArray[np.float64]
    importance: NDArray[np.float64]
    start: NDArray[np.float64]
    decay: float

    def loss(self, flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the weighted log loss with its penalty, and how it changes with each weight."""
        weights = flat.reshape(-1, COLUMNS)
        moved = weights - self.start
        totals = self.features @ weights
        loss = self.decay * float((moved**2).sum()) / 2
        error = np.empty_like(totals)
        for first, answers in zip(FIRST, HEADS, strict=True):
            part = slice(first, first + answers)
            logs = totals[:, part] - totals[:, part].max(axis=1, keepdims=True)
            logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
            loss -= float((logs * self.truth[:, part] * self.importance[:, part]).sum())
            error[:, part] = (np.exp(logs) - self.truth[:, part]) * self.importance[:, part]
        slope = self.features.T @ error + self.decay * moved
        return loss, slope.ravel()


def save(weights: Weights, path: Path, digest: str = "") -> None:
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
        digest=np.array(digest),
    )


def main() -> None:
    """Train on ``evaluation/disclosure`` (or the given folder) and write the weights."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("evaluation/disclosure")
    path = Path(__file__).with_name("weights.npz")
    save(train(read_split(folder, "train")), path, digest(folder))
    sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
