from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.rooms.mirror.drawings import board_of, delay_of, thinned, topics_of
from aboveboard.rooms.mirror.period import Period
from aboveboard.rooms.mirror.queries import mirror
from aboveboard.rooms.mirror.tests.made import link, moment, post

if TYPE_CHECKING:
    from conftest import Cast


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=1500))
def test_thinning_keeps_the_middle_and_the_ends(days: list[int]) -> None:
    ordered = tuple(sorted(days))
    fewer = thinned(ordered)
    assert len(fewer) <= 104
    assert median(fewer) == median(ordered)
    assert (fewer[0], fewer[-1]) == (ordered[0], ordered[-1])


@pytest.mark.django_db
def test_nothing_is_drawn_of_nothing(cast: Cast) -> None:
    moment(cast.workspace, kind="neutral")
    found = mirror(cast.workspace.pk, Period("all", None, None))
    assert board_of(found) is None
    assert topics_of(found) == delay_of(found) == ""


@pytest.mark.django_db
def test_many_delays_are_thinned_and_all_are_named(cast: Cast) -> None:
    for number in range(150):
        day = date(2026, 1, 1) + timedelta(days=number)
        link(moment(cast.workspace, day=date(2026, 1, 1)), post(cast.workspace, day=day))
    drawn = delay_of(mirror(cast.workspace.pk, Period("all", None, None)))
    assert "Wins: 100 of 150 drawn" in drawn
    assert "middle: 74.5 days" in drawn
    assert " more<" not in drawn
