from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.arrays import (
    among,
    begins_run,
    counts_of,
    ends_run,
    nonzero,
    padded,
    with_last,
)

SOME = st.lists(st.integers(0, 3), max_size=12)


@given(SOME, st.integers(0, 9))
def test_each_step_gives_what_numpys_own_gives(some: list[int], more: int) -> None:
    every = np.array(some, np.intp)
    assert nonzero(every).tolist() == np.flatnonzero(every).tolist()
    assert begins_run(every).tolist() == (np.diff(every, prepend=-1) != 0).tolist()
    assert ends_run(every).tolist() == (np.diff(every, append=-1) != 0).tolist()
    assert with_last(every, more).tolist() == np.append(every, more).tolist()
    assert padded(every > 1).tolist() == np.pad(every > 1, 1).tolist()


@given(SOME, st.integers(0, 9))
def test_counts_reach_from_each_bound_to_the_next_one(some: list[int], more: int) -> None:
    bounds = np.cumsum(np.array(some, np.intp))
    end = sum(some) + more
    assert counts_of(bounds, end).tolist() == np.diff(bounds, append=end).tolist()


@given(SOME, st.sets(st.integers(0, 3)))
def test_numbers_are_found_among_the_chosen_ones(some: list[int], chosen: set[int]) -> None:
    every = np.array(some, np.intp)
    assert among(every, chosen, 4).tolist() == [one in chosen for one in some]
