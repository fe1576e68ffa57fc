"""The tone of texts that others labelled and we may not ship: read from a file, only counted."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from aboveboard.measures.rate import share
from aboveboard.reading.draft import DraftText
from aboveboard.reading.pages import Pages
from aboveboard.reading.scan import portions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from aboveboard.core.languages import Language

WHOLE: Final = 0.1
"""The border for whole reviews: people praise even what they did not like. Chosen beforehand, from the
threshold pattern documents for its lexicons, not on any set."""


def evaluate_outside(
    file: Path, language: Language, *, border: float | None = None
) -> dict[str, Any]:
    """Return how often the tone of the texts of ``file`` is read right, ready for JSON.

    Each row of the CSV has a score first (above 0 is positive, otherwise negative) and the text
    last. ``accuracy`` is at ``border`` (WHOLE when None) with its interval, ``auc`` needs no
    border, ``accuracy_halves`` has the border that is best on every other row, measured on the
    rest. A text without a tone counts as negative at any border of 0 or more.

    Raises:
        ValueError: a row has no score and text, or all are of one sort.
    """
    texts, is_positive = _rows(file)
    tones = _tones(texts, language)
    at = WHOLE if border is None else border
    right = int(np.count_nonzero((tones > at) == is_positive))
    rate = share(right, len(texts))
    if rate is None or is_positive.all() or not is_positive.any():
        raise ValueError("it needs texts of both sorts")
    return {
        "language": language.value,
        "n": len(texts),
        "positive": int(is_positive.sum()),
        "border": at,
        "accuracy": {
            "value": round(rate.value, 4), "low": round(rate.low, 4), "high": round(rate.high, 4)
        },
        "auc": round(_auc(tones, is_positive), 4),
        "accuracy_halves": round(_halves(tones, is_positive), 4),
        "without_tone": int(np.count_nonzero(tones == 0)),
    }  # fmt: skip


def _rows(file: Path) -> tuple[list[str], NDArray[np.bool_]]:
    texts: list[str] = []
    scores: list[bool] = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.reader(lines), 1):
            if not any(row):
                continue
            try:
                scores.append(float(row[0]) > 0)
            except ValueError:
                if number == 1:  # the names of the columns
                    continue
                raise ValueError(f"row {number} begins with no number") from None
            texts.append(row[-1])
    return texts, np.array(scores, np.bool_)


def _tones(texts: Sequence[str], language: Language) -> NDArray[np.float64]:
    found = [
        Pages([DraftText(text, language) for text in some]).tones.text_scores
        for some in portions(texts)
    ]
    return np.concatenate(found) if found else np.zeros(0)


def _auc(tones: NDArray[np.float64], is_positive: NDArray[np.bool_]) -> float:
    """Return how often a positive text has the higher tone of a pair; a tie counts half."""
    low = np.sort(tones[~is_positive])
    high = tones[is_positive]
    below = np.searchsorted(low, high) + np.searchsorted(low, high, "right")
    return float(below.sum()) / (2 * low.size * high.size)


def _halves(tones: NDArray[np.float64], is_positive: NDArray[np.bool_]) -> float:
    right = 0
    for half in (0, 1):
        learn, rest = slice(half, None, 2), slice(1 - half, None, 2)
        borders = np.unique(tones[learn])
        if not borders.size:
            continue
        best = max(
            borders.tolist(),
            key=lambda at: np.count_nonzero((tones[learn] > at) == is_positive[learn]),
        )
        right += int(np.count_nonzero((tones[rest] > best) == is_positive[rest]))
    return right / len(tones)
