"""What record and image are made of, and how they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.kinds import Kind
from aboveboard.measures.composition import compare, composition
from aboveboard.measures.gap import gap
from aboveboard.measures.rate import share

COUNTS = st.dictionaries(st.sampled_from(Kind), st.integers(0, 300))


@given(COUNTS)
def test_the_shares_of_all_kinds_make_one_whole(counts: dict[Kind, int]) -> None:
    parts = composition(counts)
    if not sum(counts.values()):
        assert parts == ()
        return
    assert [part.kind for part in parts] == list(Kind)
    assert sum(part.rate.value for part in parts) == pytest.approx(1)
    assert sum(part.rate.hits for part in parts) == sum(counts.values())


def test_a_kind_that_never_happened_has_a_share_of_zero_with_its_interval() -> None:
    lesson = next(part for part in composition({Kind.WIN: 9}) if part.kind is Kind.LESSON)
    assert lesson.rate == share(0, 9)


def test_the_image_is_compared_with_the_record_kind_by_kind() -> None:
    record = {Kind.WIN: 26, Kind.SETBACK: 19}
    image = {Kind.WIN: 22, Kind.SETBACK: 5, Kind.NEUTRAL: 30}
    shifts = {shift.kind: shift.gap for shift in compare(record, image)}
    assert shifts[Kind.SETBACK] == gap(5, 57, 19, 45)
    assert shifts[Kind.SETBACK].value < 0 < shifts[Kind.NEUTRAL].value


@given(COUNTS, COUNTS)
def test_what_one_kind_gains_the_others_lose(
    record: dict[Kind, int], image: dict[Kind, int]
) -> None:
    shifts = compare(record, image)
    if not (sum(record.values()) and sum(image.values())):
        assert shifts == ()
        return
    assert sum(shift.gap.value for shift in shifts) == pytest.approx(0, abs=1e-9)


def test_a_negative_count_is_refused() -> None:
    wrong = {Kind.WIN: -1, Kind.LESSON: 3}
    with pytest.raises(ValueError, match="negative count"):
        composition(wrong)
    with pytest.raises(ValueError, match="negative count"):
        compare({Kind.WIN: 1}, wrong)
