"""How well the reading agrees with the labelled posts, with intervals and its worst errors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import READ
from aboveboard.reading.disclosure import read_disclosures
from aboveboard.reading.labelled import read_split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.disclosure import Disclosure, SentenceDisclosure
    from aboveboard.reading.labelled import LabelledPost, LabelledSentence

KINDS = tuple(Kind)
_ROUNDS = 1000
_SEED = 20261124
_WORST = 50

type Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label beside what was read, and the post both belong to (for the resampling)."""

    post: int
    label: Kind
    read: Kind


@dataclass(frozen=True, slots=True)
class _Compared:
    """One labelled post beside its reading."""

    post: LabelledPost
    reading: Disclosure
    sentences: tuple[tuple[LabelledSentence, SentenceDisclosure | None], ...]


def evaluate(split: str, directory: Path | str = Path("evaluation/disclosure")) -> Json:
    """Return per-language figures for a split (``train``, ``dev`` or ``test``), ready for JSON.

    Precision, recall and F1 by kind, macro-F1 over the four kinds, each with a 95 % interval
    from 1,000 resamples of whole posts (fixed seed), the confusion matrix (label, then reading),
    agreement on ownership, time and sensitivity, and the 50 worst errors, surest first.

    Raises:
        LabelError: a labelled file breaks its form.
    """
    posts = read_split(Path(directory), split)
    readings = read_disclosures([post.text for post in posts])
    compared = list(map(_compare, posts, readings))
    languages: dict[str, Json] = {}
    for language in READ:
        chosen = [one for one in compared if one.post.language is language]
        if chosen:
            languages[language.value] = _figures(chosen)
    return {
        "split": split,
        "source": "constructed posts, labels by construction: consistency, not field accuracy",
        "languages": languages,
        "all": _figures(compared),
        "worst": _worst(compared),
    }


def _compare(post: LabelledPost, reading: Disclosure) -> _Compared:
    pairs = tuple(
        (sentence, _covering(reading.sentences, start, end))
        for sentence, (start, end) in zip(post.sentences, post.bounds(), strict=True)
    )
    return _Compared(post, reading, pairs)


def _covering(
    read: Sequence[SentenceDisclosure], start: int, end: int
) -> SentenceDisclosure | None:
    """Return the sentence that tells something among those that mostly lie in ``start:end``.

    A labelled line may be cut in two by the splitter; then the piece that tells counts, else
    the one that overlaps most.
    """
    inside = [one for one in read if min(one.span.end, end) > max(one.span.start, start)]
    telling = [
        one
        for one in inside
        if one.kind is not Kind.NEUTRAL
        and min(one.span.end, end) - max(one.span.start, start)
        > (one.span.end - one.span.start) / 2
    ]
    return max(
        telling or inside,
        key=lambda one: min(one.span.end, end) - max(one.span.start, start),
        default=None,
    )


def _figures(compared: Sequence[_Compared]) -> Json:
    sentences = [
        _Pair(place, label.kind, read.kind if read else Kind.NEUTRAL)
        for place, one in enumerate(compared)
        for label, read in one.sentences
    ]
    posts = [
        _Pair(place, one.post.kind, one.reading.kind) for place, one in enumerate(compared)
    ]
    return {
        "sentences": _agreement(sentences, len(compared)),
        "posts": _agreement(posts, len(compared)),
        "details": _details(compared),
        "segmentation": _segmentation(compared),
    }


def _agreement(pairs: Sequence[_Pair], posts: int) -> Json:
    matrices = np.zeros((posts, len(KINDS), len(KINDS)), np.int64)
    for pair in pairs:
        matrices[pair.post, KINDS.index(pair.label), KINDS.index(pair.read)] += 1
    total = matrices.sum(axis=0)
    draws = np.random.default_rng(_SEED).integers(0, posts, (_ROUNDS, posts))
    weights = np.stack([np.bincount(draw, minlength=posts) for draw in draws])
    flat = matrices.reshape(posts, -1)
    resampled = (weights @ flat).reshape(_ROUNDS, len(KINDS), len(KINDS))
    return {
        "n": len(pairs),
        "accuracy": round(float(total.trace() / max(1, total.sum())), 4),
        "macro_f1": _with_interval(total, resampled, lambda matrix: _f1(matrix).mean(axis=-1)),
        "kinds": {
            kind.value: {
                "n": int(total[place].sum()),
                "precision": _with_interval(total, resampled, _at(_precision, place)),
                "recall": _with_interval(total, resampled, _at(_recall, place)),
                "f1": _with_interval(total, resampled, _at(_f1, place)),
            }
            for place, kind in enumerate(KINDS)
        },
        "confusion": {
            label.value: {
                read.value: int(total[row, column]) for column, read in enumerate(KINDS)
            }
            for row, label in enumerate(KINDS)
        },
    }


type _Measure = Callable[[NDArray[np.int64]], NDArray[np.float64]]


def _with_interval(
    total: NDArray[np.int64], resampled: NDArray[np.int64], measure: _Measure
) -> Json:
    low, high = np.quantile(measure(resampled), (0.025, 0.975))
    return {
        "value": round(float(measure(total)), 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
    }


def _at(measure: _Measure, place: int) -> _Measure:
    return lambda matrix: measure(matrix)[..., place]


def _precision(matrix: NDArray[np.int64]) -> NDArray[np.float64]:
    return _ratio(np.diagonal(matrix, axis1=-2, axis2=-1), matrix.sum(axis=-2))


def _recall(matrix: NDArray[np.int64]) -> NDArray[np.float64]:
    return _ratio(np.diagonal(matrix, axis1=-2, axis2=-1), matrix.sum(axis=-1))


def _f1(matrix: NDArray[np.int64]) -> NDArray[np.float64]:
    hits = np.diagonal(matrix, axis1=-2, axis2=-1)
    return _ratio(2 * hits, matrix.sum(axis=-2) + matrix.sum(axis=-1))


def _ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the ratio, 0 where there is nothing to divide by."""
    return np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0)


def _details(compared: Sequence[_Compared]) -> Json:
    """Return agreement on whose, when and how heavy, where the kind was read right."""
    right: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for one in compared:
        for label, read in one.sentences:
            if read is None or label.kind is Kind.NEUTRAL or read.kind is not label.kind:
                continue
            for name in ("ownership", "time", "sensitivity"):
                if name == "sensitivity" and label.kind is not Kind.SETBACK:
                    continue
                if name == "time" and label.kind is Kind.LESSON:
                    continue
                n[name] += 1
                right[name] += getattr(label, name) == getattr(read, name)
    return {
        name: {"n": count, "agreement": round(right[name] / count, 4)}
        for name, count in n.items()
    }


def _segmentation(compared: Sequence[_Compared]) -> Json:
    """Return which share of labelled sentences was cut exactly there."""
    n = exact = 0
    for one in compared:
        cuts = {(read.span.start, read.span.end) for read in one.reading.sentences}
        for bounds in one.post.bounds():
            n += 1
            exact += bounds in cuts
    return {"n": n, "exact": round(exact / max(1, n), 4)}


def _worst(compared: Sequence[_Compared]) -> Json:
    errors = [
        (read.confidence if read else 0.0, label, read)
        for one in compared
        for label, read in one.sentences
        if (read.kind if read else Kind.NEUTRAL) is not label.kind
    ]
    errors.sort(key=lambda error: (-error[0], error[1].where))
    return [
        {
            "where": label.where,
            "sentence": label.text,
            "label": label.kind.value,
            "read": read.kind.value if read else Kind.NEUTRAL.value,
            "confidence": round(confidence, 3),
        }
        for confidence, label, read in errors[:_WORST]
    ]
