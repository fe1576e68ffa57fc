from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.kinds import Kind
from aboveboard.rooms.mirror.local_days import day_of, months_between, start_of, written_in_utc
from aboveboard.rooms.mirror.period import Period
from aboveboard.rooms.mirror.queries import mirror
from aboveboard.rooms.mirror.shown_where import shown_where
from aboveboard.rooms.mirror.tests.made import link, moment, post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from aboveboard.rooms.library.models import Post
    from conftest import Cast

# With summer time, half an hour off, far east and west, a day left out in 2011, one without a midnight.
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Brussels",
        "Asia/Kolkata",
        "Pacific/Apia",
        "America/Los_Angeles",
        "America/Sao_Paulo",
    )
]
LATE = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
"""Still March in UTC, the first of April in Brussels."""


@pytest.fixture
def in_brussels() -> Iterator[None]:
    """Live by the clock of Brussels."""
    with timezone.override("Europe/Brussels"):
        yield


def late_post(cast: Cast, kind: str = "win") -> Post:
    """Return a post from half past one at night in Brussels."""
    made = post(cast.workspace, "Told. #Fair", kind=kind)
    made.written_at = LATE
    made.save()
    return made


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001  (in UTC)
    st.sampled_from(ZONES),
)
def test_a_time_lies_on_the_day_its_zone_says(at: datetime, zone: ZoneInfo) -> None:
    aware = at.replace(tzinfo=UTC)
    assert day_of(written_in_utc(aware), zone) == aware.astimezone(zone).date()


@given(st.dates(date(1950, 1, 1), date(2037, 12, 31)), st.sampled_from(ZONES))
def test_a_day_begins_where_the_one_before_ends(day: date, zone: ZoneInfo) -> None:
    begins = start_of(day, zone)
    assert day_of(written_in_utc(begins - timedelta(seconds=1)), zone) < day
    assert day_of(written_in_utc(begins), zone) >= day


def test_the_ends_of_time_are_days_too() -> None:
    for written, day in (("0001-01-01 00:00:00", date.min), ("9999-12-31 23:59:59", date.max)):
        for zone in ZONES:
            assert abs((day_of(written, zone) - day).days) <= 1


def test_months_run_on_through_the_turn_of_a_year() -> None:
    months = list(months_between(date(2025, 11, 30), date(2026, 2, 1)))
    assert months == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


@pytest.mark.django_db
@pytest.mark.usefixtures("in_brussels")
def test_a_post_of_the_night_counts_on_its_local_day(cast: Cast) -> None:
    link(moment(cast.workspace, day=date(2026, 3, 30)), late_post(cast))
    march = Period("custom", date(2026, 3, 1), date(2026, 4, 1))
    april = Period("custom", date(2026, 4, 1), date(2026, 5, 1))
    assert (mirror(cast.workspace.pk, march).posts, mirror(cast.workspace.pk, april).posts) == (
        0,
        1,
    )
    seen = mirror(cast.workspace.pk, Period("all", None, None))
    assert seen.delays[Kind.WIN] == (2,)
    assert seen.months[-1].first == date(2026, 4, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("in_brussels")
def test_what_waits_for_a_day_was_told_too_early_by_local_days(cast: Cast) -> None:
    first, second = (
        moment(cast.workspace, openness="not_before", open_from=date(2026, 4, day))
        for day in (1, 2)
    )
    for what in (first, second):
        link(what, late_post(cast))
    (early,) = mirror(cast.workspace.pk, Period("all", None, None)).before_their_day
    assert early.id == second.pk


@pytest.mark.django_db
@pytest.mark.usefixtures("in_brussels")
def test_every_page_names_the_same_day(browser: Client, cast: Cast) -> None:
    what, told = moment(cast.workspace), late_post(cast)
    link(what, told)
    assert shown_where(cast.workspace.pk, [what.pk])[what.pk].endswith("1 April 2026")
    for name, thing in (("mirror:moment", what), ("mirror:post", told)):
        page = browser.get(reverse(name, args=[cast.workspace.pk, thing.pk])).content.decode()
        assert "1 April 2026" in page
        assert "31 March 2026" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("in_brussels")
def test_what_to_tie_is_offered_from_the_local_day_on(browser: Client, cast: Cast) -> None:
    same_day = moment(cast.workspace, "It rained in April.", day=date(2026, 4, 1))
    told = late_post(cast)
    for name, thing, words in (
        ("mirror:moment", same_day, "Told."),
        ("mirror:post", told, "It rained in April."),
    ):
        page = browser.get(reverse(name, args=[cast.workspace.pk, thing.pk])).content.decode()
        assert page.count("It tells of this") == 1
        assert words in page
