"""The weights of the wording, and what they were made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from aboveboard.evaluation.manner_training import digest, examples
from aboveboard.reading import manner


def test_the_weights_are_those_of_the_labelled_texts() -> None:
    folder = Path(__file__).parents[4] / "evaluation"
    with np.load(Path(manner.__file__).with_name("manner.npz")) as stored:
        made_from = str(stored["digest"])
    # The first test texts were learnt from too; once they stand in dev, dev alone is enough.
    made = {digest(examples(folder, splits)) for splits in (["dev"], ["dev", "test"])}
    assert made_from in made, "train again: python -m aboveboard.evaluation.manner_training"
