"""The benchmark of the reading measures what it says, on any machine."""

from __future__ import annotations

import pytest

from aboveboard.evaluation.benchmark import LONG, hostile_texts, reading_speed
from aboveboard.evaluation.peers import PEERS
from aboveboard.reading.draft import DraftText
from aboveboard.reading.read import CHECKS, read


def test_every_check_and_language_has_its_figures() -> None:
    figures = reading_speed(times=2, seconds=0.01)
    assert set(figures["draft"]) == {"nl", "en", "fr"}
    assert all(one["n"] == 2 for one in figures["draft"].values())
    assert set(figures["batch"]["microseconds_a_check"]) == set(CHECKS)
    assert set(figures["hostile_ms"]) == set(hostile_texts())


def test_a_peer_that_is_not_installed_is_said_to_be_so() -> None:
    figures = reading_speed(times=1, seconds=0.01, with_peers=True)
    assert set(figures["peers"]) == set(PEERS)


@pytest.mark.parametrize("name", hostile_texts())
def test_findings_of_a_text_made_to_be_slow_lie_inside_it(name: str) -> None:
    text = hostile_texts()[name]
    assert len(text) > LONG
    for finding in read(DraftText(text)).findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
