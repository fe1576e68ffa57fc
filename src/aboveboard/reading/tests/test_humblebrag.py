"""Complaints and modesty that carry a win."""

from __future__ import annotations

import pytest

from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.finding import Weight
from aboveboard.reading.read import CHECKS, read

ONLY = Known(skipped=frozenset(CHECKS) - {"humblebrag"})


def rules(text: str) -> list[str]:
    return [one.rule for one in read(DraftText(text), ONLY).findings]


def test_both_halves_are_shown_and_nothing_is_decided() -> None:
    text = "Ugh, my agenda. Where am I supposed to put yet another trophy?"
    (found,) = read(DraftText(text), ONLY).findings
    assert found.rule == "humblebrag.complaint"
    assert found.weight is Weight.CONSIDER
    (win,) = found.beside
    assert win.of(text) == "trophy" == found.evidence["win"]


@pytest.mark.parametrize(
    ("both", "win", "other"),
    [
        (
            "So tired of all these award dinners.",
            "We got the award for the best bread.",
            "So tired of all these potholes.",
        ),
        (
            "Zucht, alweer een journalist aan de lijn.",
            "Een journalist kwam langs voor een portret.",
            "Zucht, alweer een lekke band.",
        ),
        (
            "Ras le bol des chasseurs de têtes.",
            "Un chasseur de têtes nous a écrit.",
            "Ras le bol des travaux.",
        ),
    ],
)
def test_one_half_alone_says_nothing(both: str, win: str, other: str) -> None:
    assert rules(both) == ["humblebrag.complaint"]
    assert rules(win) == []
    assert rules(other) == []


@pytest.mark.parametrize(
    "text",
    [
        "Another award dinner, and I haven't slept: we lost two people this week.",
        "Alweer een trofee, en een collega ligt in het ziekenhuis. Ik ben moe van alles.",
        "Encore un trophée, et deux collègues sont en arrêt maladie. Je n'en peux plus.",
    ],
)
def test_real_trouble_beside_a_win_is_no_humblebrag(text: str) -> None:
    assert rules(text) == []


def test_halves_far_apart_are_two_things() -> None:
    text = "We won an award. The oven is new. The shop is open. I'm so tired of potholes."
    assert rules(text) == []


def test_what_others_said_is_theirs() -> None:
    assert rules("'So tired of award dinners', a man posted this morning.") == []
