"""Wall clocks: what was wished stays what was wished."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.errors import Invalid
from aboveboard.rooms.publishing.wish import Bend, moment_of, read_wish, wish_of

BRUSSELS = "Europe/Brussels"


def test_an_ordinary_hour() -> None:
    moment = moment_of(read_wish("2026-12-01T08:30", BRUSSELS))
    assert (moment.at, moment.bend) == (datetime(2026, 12, 1, 7, 30, tzinfo=UTC), Bend.NONE)


def test_an_hour_that_does_not_exist_is_moved_by_as_much_as_the_clocks() -> None:
    moment = moment_of(read_wish("2027-03-28T02:30", BRUSSELS))
    assert moment.bend is Bend.GAP
    assert wish_of(moment.at, BRUSSELS).text == "2027-03-28T03:30"


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    moment = moment_of(read_wish("2026-10-25T02:30", BRUSSELS))
    assert (moment.at, moment.bend) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), Bend.TWICE)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("tomorrow", BRUSSELS),
        ("2026-02-30T08:00", BRUSSELS),
        ("2026-12-01T08:30", "Mars/Base"),
        ("0001-01-01T00:01", "Asia/Tokyo"),
        ("9999-12-31T23:59", "America/New_York"),
    ],
)
def test_what_is_no_time_is_refused(text: str, zone: str) -> None:
    with pytest.raises(Invalid):
        read_wish(text, zone)


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2036, 1, 1)),  # noqa: DTZ001
    st.sampled_from([BRUSSELS, "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"]),
)
def test_what_the_clock_shows_at_the_moment_is_the_wish_but_in_a_gap(
    wall: datetime, zone: str
) -> None:
    wish = read_wish(wall.strftime("%Y-%m-%dT%H:%M"), zone)
    moment = moment_of(wish)
    shown = wish_of(moment.at, zone)
    assert (shown == wish) == (moment.bend is not Bend.GAP)
    assert moment.bend is not Bend.GAP or shown.wall > wish.wall
