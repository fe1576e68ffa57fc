from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import Language
from aboveboard.reading.evaluation import evaluate
from aboveboard.reading.labelled import LabelError, read_posts, read_split
from aboveboard.reading.model import weights
from aboveboard.reading.train import Settings, digest, problem_of, save, train

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parents[4] / "evaluation" / "disclosure"
POSTS = """\
# en-0001 voice=a family=x post=setback
S own past moderate | We lost our biggest customer.
N | It rained.
-
L own | From now on I ask for a deposit.

# en-0002 voice=b family=y post=win
W own now | We won the tender!
W other past | Our competitor won a prize.
S hypothetical now mild | If the van breaks down, we walk.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en-train.txt").write_text(POSTS, "utf-8")
    return tmp_path


def test_a_labelled_file_is_read_with_its_paragraphs(folder: Path) -> None:
    first, second = read_posts(folder / "en-train.txt", Language.EN)
    assert first.text == (
        "We lost our biggest customer. It rained.\n\nFrom now on I ask for a deposit."
    )
    assert [first.text[a:b] for a, b in first.bounds()] == [one.text for one in first.sentences]
    assert first.sentences[0].sensitivity == "moderate"
    assert second.kind is Kind.WIN


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# en-1 voice=a family=b\nN | Hello.", "en-train.txt:1"),
        ("N | Hello.", "en-train.txt:1"),
        ("# en-1 voice=a family=b post=win\nX own | Hello.", "en-train.txt:2"),
        ("# en-1 voice=a family=b post=win\nW mine | Hello.", "en-train.txt:2"),
        ("# en-1 voice=a family=b post=win\nW own severe | Hello.", "en-train.txt:2"),
        ("# en-1 voice=a family=b post=setback\n\nS own | Hello.", "en-train.txt:3"),
        ("# en-1 voice=a family=b post=win\nHello.", "en-train.txt:2"),
        ("# en-1 voice=a family=b post=win\n", "no sentence"),
    ],
)
def test_a_broken_line_is_named_by_file_and_line(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "en-train.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(LabelError, match=message):
        read_posts(path, Language.EN)


def test_the_same_posts_give_the_same_weights(folder: Path, tmp_path: Path) -> None:
    posts = read_split(folder, "train")
    short = Settings(rounds=20)
    first, second = train(posts, short), train(posts, short)
    assert np.array_equal(first.rules, second.rules)
    assert np.array_equal(first.words, second.words)
    save(first, tmp_path / "a.npz")
    save(second, tmp_path / "b.npz")
    with np.load(tmp_path / "a.npz") as one, np.load(tmp_path / "b.npz") as other:
        assert all(np.array_equal(one[name], other[name]) for name in one.files)


def test_the_shipped_weights_were_made_from_the_train_split_as_it_is() -> None:
    path = Path(__file__).parents[1] / "weights.npz"
    with np.load(path) as stored:
        assert str(stored["digest"]) == digest(FOLDER), (
            "train again: python -m aboveboard.reading.train"
        )


def test_the_shipped_weights_are_where_training_ends() -> None:
    settings = Settings()
    problem = problem_of(read_split(FOLDER, "train"), settings)
    shipped = np.concatenate((weights().rules, weights().words / settings.words))[problem.used]
    before, steep = problem.loss(problem.start.ravel())
    after, flat = problem.loss(shipped.astype(np.float64).ravel())
    assert after < before / 2
    assert float(np.linalg.norm(flat)) < float(np.linalg.norm(steep)) / 50


def test_the_shipped_weights_are_small() -> None:
    path = Path(__file__).parents[1] / "weights.npz"
    assert path.stat().st_size < 1_000_000


def test_the_evaluation_counts_every_sentence_once(folder: Path) -> None:
    figures = evaluate("train", folder)
    assert isinstance(figures, dict)
    sentences = _at(figures, "languages", "en", "sentences")
    confusion = _at(sentences, "confusion")
    assert sentences["n"] == 6
    assert sum(sum(_at(confusion, kind).values()) for kind in confusion) == 6
    interval = _at(sentences, "macro_f1")
    assert 0 <= interval["low"] <= interval["value"] <= interval["high"] <= 1


def test_the_reading_beats_calling_everything_neutral_on_the_dev_split() -> None:
    figures = evaluate("dev", FOLDER)
    assert isinstance(figures, dict)
    for language in ("nl", "en", "fr"):
        sentences = _at(figures, "languages", language, "sentences")
        # always "neutral" has a macro-F1 of about 0.2 on these splits
        assert _at(sentences, "macro_f1")["value"] > 0.5


def _at(value: object, *keys: str) -> Mapping[str, Any]:
    for key in keys:
        assert isinstance(value, dict)
        value = value[key]
    assert isinstance(value, dict)
    return value
