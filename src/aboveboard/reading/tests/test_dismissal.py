"""Dismissed findings are known again, by nothing that tells what they were about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.text import Span
from aboveboard.reading.comparison import compare
from aboveboard.reading.dismissal import (
    Reason,
    key_of,
    keyed,
    part_of,
    reasons_for,
    sort_out,
)
from aboveboard.reading.draft import DraftText
from aboveboard.reading.finding import Finding, Weight

SALT = b"of one workspace"
DRAFT = DraftText(
    "Ring Noor. Ring Sam.", alt_texts=("Noor in the shop",), links=("https://a.example/",)
)


def _found(start: int, end: int, rule: str = "rule.one", part: str = "text") -> Finding:
    return Finding(rule, Weight.CONSIDER, Span(start, end), "reason", "advice", part=part)


@pytest.mark.parametrize("written", ["ring noor", "RING  Noor!", "“Ring\nNoor”", "ring-noor"])
def test_words_are_known_again_however_they_are_written(written: str) -> None:
    assert key_of("rule.one", written, SALT) == key_of("rule.one", "Ring Noor", SALT)


def test_other_words_another_rule_and_another_workspace_have_another_key() -> None:
    keys = {
        key_of("rule.one", "Ring Noor", SALT),
        key_of("rule.one", "Ring Sam", SALT),
        key_of("rule.two", "Ring Noor", SALT),
        key_of("rule.one", "Ring Noor", b"of another"),
    }
    assert len(keys) == 4


def test_signs_without_a_letter_have_keys_of_their_own() -> None:
    assert key_of("rule.one", "🌱", SALT) != key_of("rule.one", "🚀", SALT)


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_every_passage_has_a_key(passage: str) -> None:
    assert len(key_of("rule.one", passage, SALT)) == 32


def test_a_key_holds_none_of_the_words() -> None:
    assert "noor" not in key_of("rule.one", "Noor", SALT).lower()


def test_findings_are_keyed_by_the_words_of_their_own_part() -> None:
    findings = [_found(5, 9), _found(0, 4, part="alt 1"), _found(0, 5, part="link 1")]
    assert [one.passage for one in keyed(DRAFT, findings, SALT)] == ["Noor", "Noor", "https"]
    assert part_of(DRAFT, "alt 1") == "Noor in the shop"


def test_what_was_dismissed_and_what_is_off_is_not_shown() -> None:
    found = keyed(DRAFT, [_found(5, 9), _found(16, 19), _found(0, 4, "rule.two")], SALT)
    parted = sort_out(found, {found[0].key}, {"rule.two"})
    assert [one.passage for one in parted.shown] == ["Sam"]
    assert [one.passage for one in parted.dismissed] == ["Noor"]
    assert [one.passage for one in parted.silenced] == ["Ring"]


def test_a_stop_is_dismissed_only_for_being_wrong() -> None:
    assert reasons_for(Weight.STOP) == (Reason.NOT_TRUE,)
    assert set(reasons_for(Weight.NOTE)) == set(Reason)


def test_a_change_is_told_by_what_went_and_what_came() -> None:
    before = keyed(DRAFT, [_found(5, 9), _found(0, 4), _found(11, 15)], SALT)
    now = keyed(DRAFT, [_found(0, 4), _found(16, 19)], SALT)
    made = compare(before, now)
    # "Ring" stood twice and stands once.
    assert [one.passage for one in made.went] == ["Noor", "Ring"]
    assert [one.passage for one in made.came] == ["Sam"]
    assert made.stayed == 1


def test_no_change_makes_no_difference() -> None:
    found = keyed(DRAFT, [_found(5, 9), _found(16, 19)], SALT)
    made = compare(found, found[::-1])
    assert (made.went, made.came, made.stayed) == ((), (), 2)
