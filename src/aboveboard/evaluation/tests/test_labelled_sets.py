"""The labelled sets are what the guideline says they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.core.languages import READ, Language
from aboveboard.evaluation.labelled_texts import read_labelled

SETS = Path(__file__).parents[4] / "evaluation" / "reading"
FAMILIES = (
    "bait",
    "humblebrag",
    "stock",
    "see_more",
    "ask",
    "sensitivity",
    "boundaries",
    "quantities",
)


@pytest.mark.parametrize("language", READ)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_a_hundred_positives_and_two_hundred_near_misses(
    family: str, language: Language
) -> None:
    texts = [
        one
        for split in ("dev", "test")
        for one in read_labelled(SETS, family, split)
        if one.language is language
    ]
    positives = sum(bool(one.fires or one.quantities) for one in texts)
    assert positives >= 100
    assert len(texts) - positives >= 200


@pytest.mark.parametrize("language", READ)
@pytest.mark.parametrize("family", [*FAMILIES, "tone", "backing"])
def test_no_text_and_no_situation_stands_in_both_splits(
    family: str, language: Language
) -> None:
    texts, groups = (
        [
            {
                getattr(one, name)
                for one in read_labelled(SETS, family, split)
                if one.language is language
            }
            for split in ("dev", "test")
        ]
        for name in ("text", "group")
    )
    assert texts[0].isdisjoint(texts[1])
    assert groups[0].isdisjoint(groups[1])
