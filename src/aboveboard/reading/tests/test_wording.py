"""Turns of phrase written with word classes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import READ
from aboveboard.reading.wording import laid_out, turns


def test_signs_become_words() -> None:
    assert laid_out("Agree? 👍 = YES, 'no' → 🍷") == " / agree ? ☺ = § yes / « no = ☻ / "


def test_a_text_in_capitals_has_no_marked_words() -> None:
    assert laid_out("SHARE THIS NOW") == " / share this now / "


def test_every_turn_is_an_expression() -> None:
    for language in READ:
        named = turns(language, "bait").named
        assert {"vote", "react", "share", "tag", "comment"} <= named.keys()
        assert all(one.pattern.groups == 0 for every in named.values() for one in every.every)


@given(st.text(max_size=300))
def test_any_text_can_be_laid_out(text: str) -> None:
    words = laid_out(text)
    assert words.startswith(" / ")
    assert words.endswith(" / ")


@pytest.mark.parametrize(
    "odd", ["like " * 120, "👍" * 600, "« " * 300, "comment / " * 60, "if you " * 80]
)
def test_odd_passages_are_judged_at_once(odd: str) -> None:
    began = time.perf_counter()
    for language in READ:
        for name in turns(language, "bait").named:
            turns(language, "bait").found([name], laid_out(odd))
    assert time.perf_counter() - began < 5
