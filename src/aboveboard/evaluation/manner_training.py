"""Train the model of the manner on labelled texts: ``python -m aboveboard.evaluation.manner_training``."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import coo_matrix, csr_matrix, vstack

from aboveboard.evaluation.labelled_texts import read_labelled
from aboveboard.evaluation.personal_texts import number_rich_texts, personal_texts
from aboveboard.reading import manner
from aboveboard.reading.labelled import read_split
from aboveboard.reading.manner import FAMILIES, ROWS, RULES, hashed, passages_of, rows_of
from aboveboard.reading.scan import portions, scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BESIDE: Final = ("tone", "quantities", "boundaries")
"""Families whose texts are examples of nothing: they keep the model calm."""
_OTHERS: Final = 0.07
"""What a text of another family counts as a near miss: nobody looked whether it fits this one too."""
_FIRES: Final = 2.0
_DECAY: Final = 0.1
_HELP: Final = "help_request"
_ASKED: Final = 6.0
"""What a request for help counts: none of them may be taken for bait."""
_NOT_ALONE: Final = "sensitivity", 0.004
"""The family whose subjects others tell of too, illness and debts: what a text of theirs counts."""
_PAGE: Final = re.compile(r"^- (fires|does not fire)[^`⟨\n]*: `([^⟨\n]+)`$", re.MULTILINE)
_RULE: Final = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
"""Rules and examples of the pages of rules: each gives just this finding or none."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text; ``group`` is the situation it comes from, as in its file."""

    family: str
    text: str
    fires: frozenset[str]
    group: str
    is_help: bool = False
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Passages with what they count in each column, and the right answers."""

    features: csr_matrix
    truth: NDArray[np.float64]
    importance: NDArray[np.float64]
    owners: NDArray[np.intp]


def examples(folder: Path, splits: Sequence[str]) -> list[Example]:
    """Return the labelled texts to learn from, each once, and posts that are examples of nothing."""
    found: dict[tuple[str, str], Example] = {}
    for family in (*FAMILIES, *_BESIDE):
        for split in splits:
            for one in read_labelled(folder / "reading", family, split):
                fires = one.fires if family in FAMILIES else frozenset[str]()
                kept = Example(
                    family, one.text, fires, f"{family} {one.group}", one.note == _HELP
                )
                found[family, one.text] = kept
    for one in (*number_rich_texts("dev"), *personal_texts("dev")):
        found["personal_data", one.text] = Example("personal_data", one.text, frozenset(), "")
    for post in read_split(folder / "disclosure", "train"):
        found["disclosure", post.text] = Example(
            "disclosure", post.text, frozenset(), post.name
        )
    for page in sorted((folder.parent / "docs" / "reading" / "rules").glob("*.md")):
        for rule, examples_of in _RULE.findall(page.read_text("utf-8")):
            for says, text in _PAGE.findall(examples_of):
                family, fires = (
                    rule.partition(".")[0],
                    frozenset({rule} if says == "fires" else ()),
                )
                learnt = fires if family in FAMILIES else frozenset[str]()
                written = text.replace("⏎", "\n")
                found[f"page {family}", written] = Example(
                    family, written, learnt, f"page {rule}", is_alone=True
                )
    return [found[key] for key in sorted(found)]


def digest(texts: Sequence[Example]) -> str:
    """Return the SHA-256 of the labelled texts that weights are made from, and of how they count.

    Pages of rules and made texts are left out: a new example of another rule asks for no new training.
    """
    found = sha256(repr((_OTHERS, _FIRES, _DECAY, _ASKED)).encode())
    for one in texts:
        if one.family in FAMILIES and not one.is_alone:
            found.update(repr((one.family, one.text, sorted(one.fires))).encode())
    return found.hexdigest()


def problem_of(texts: Sequence[Example]) -> Problem:
    """Return the passages of ``texts`` with what each column learns from them."""
    matrices, owners = [], []
    start = 0
    for some in portions([one.text for one in texts]):
        scanned = scan(some)
        passages = passages_of(scanned)
        matrices.append(matrix(scanned)[~passages.is_part])
        owners.append(passages.texts[~passages.is_part] + start)
        start += len(some)
    owner = np.concatenate(owners)
    columns = [_learnt(texts, family) for family in FAMILIES]
    columns += [_told_apart(texts, rule) for rule in RULES]
    truth = np.stack([one for one, _ in columns], axis=1)[owner]
    importance = np.stack([one for _, one in columns], axis=1)[owner]
    return Problem(vstack(matrices).tocsr(), truth, importance, owner)


def matrix(scanned: Any) -> csr_matrix:
    """Return what stands in each passage: a row a passage, a column a row of the table, one for the bias."""
    found, passages = hashed(scanned), passages_of(scanned)
    rows, columns, amounts = [], [], []
    for number, (first, behind) in enumerate(
        zip(passages.first.tolist(), passages.behind.tolist(), strict=True)
    ):
        here, count = rows_of(found, first, behind)
        rows.append(np.full(here.size + 1, number))
        columns.append(np.append(here, ROWS))
        amounts.append(np.append(np.full(here.size, 1 / np.sqrt(count)), 1.0))
    shape = passages.first.size, ROWS + 1
    if not rows:
        return csr_matrix(shape)
    return coo_matrix(
        (np.concatenate(amounts), (np.concatenate(rows), np.concatenate(columns))), shape
    ).tocsr()


def _learnt(texts: Sequence[Example], family: str) -> tuple[NDArray[np.float64], ...]:
    truth = np.array([float(one.family == family and bool(one.fires)) for one in texts])
    others = _NOT_ALONE[1] if family == _NOT_ALONE[0] else _OTHERS
    beside = np.array([1.0 if one.is_alone else others for one in texts])
    own = np.array([one.family == family for one in texts])
    counts = np.where(truth > 0, _FIRES, [_ASKED if one.is_help else 1.0 for one in texts])
    return truth, np.where(own, counts, beside)


def _told_apart(texts: Sequence[Example], rule: str) -> tuple[NDArray[np.float64], ...]:
    truth = np.array([float(rule in one.fires) for one in texts])
    own = np.array([bool(one.fires) and rule.startswith(f"{one.family}.") for one in texts])
    return truth, own.astype(np.float64)


def fit(problem: Problem, chosen: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
    """Return weights, a row a feature and a column a question, fitted to the chosen passages."""
    rows = np.ones(len(problem.truth), np.bool_) if chosen is None else chosen
    features = problem.features[rows]
    used = np.unique(features.indices)
    seen = features[:, used].tocsr()
    turned = seen.T.tocsr()
    truth, importance = problem.truth[rows], problem.importance[rows]
    shape = used.size, truth.shape[1]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(shape)
        totals = seen @ weights
        value = float((importance * (np.logaddexp(0, totals) - truth * totals)).sum())
        error = importance * (1 / (1 + np.exp(-totals)) - truth)
        value += _DECAY * float((weights**2).sum()) / 2
        return value, (turned @ error + _DECAY * weights).ravel()

    found = minimize(
        loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B",
        options={"maxiter": 120, "maxcor": 12},
    )  # fmt: skip
    fitted = np.zeros((ROWS + 1, shape[1]))
    fitted[used] = found.x.reshape(shape)
    return fitted


def save(fitted: NDArray[np.float64], path: Path, made_from: str) -> None:
    """Write weights in the small form the package ships: bytes, rows of zeros left out."""
    families, rules = fitted[:ROWS, : len(FAMILIES)], fitted[:ROWS, len(FAMILIES) :]
    small: dict[str, Any] = {}
    for name, table in (("families", families), ("rules", rules)):
        scale = max(float(np.abs(table).max()), 1e-9) / 127
        small[name] = np.round(table / scale).astype(np.int8)
        small[f"{name}_scale"] = np.float32(scale)
    kept = np.flatnonzero(small["families"].any(1) | small["rules"].any(1))
    small |= {name: small[name][kept] for name in ("families", "rules")}
    np.savez_compressed(
        path,
        rows=kept.astype(np.uint32),
        family_bias=fitted[ROWS, : len(FAMILIES)].astype(np.float32),
        rule_bias=fitted[ROWS, len(FAMILIES) :].astype(np.float32),
        digest=np.array(made_from),
        **small,
    )


def main() -> None:
    """Train on the splits given (``dev`` if none) of ``evaluation`` and write the weights."""
    texts = examples(Path("evaluation").resolve(), sys.argv[1:] or ["dev"])
    path = Path(manner.__file__).with_name("manner.npz")
    save(fit(problem_of(texts)), path, digest(texts))
    sys.stdout.write(f"{path.name}: {len(texts)} texts, {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
