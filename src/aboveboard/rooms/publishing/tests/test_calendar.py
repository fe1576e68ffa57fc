"""The calendar shows each promise on its own day, and gives it another."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from aboveboard.rooms.publishing.calendar_page import A_DAY, month, month_of, week_of
from aboveboard.rooms.publishing.calendar_rows import Choice, entries, needing
from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.schedule import Content, schedule
from aboveboard.rooms.publishing.tests.scripted import START, World
from aboveboard.rooms.publishing.wish import read_wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

TODAY = START.date()


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with time_machine.travel(START, tick=False):
        yield


def planned(
    world: World, wish: str, zone: str = "UTC", text: str = "Off we go."
) -> Publication:
    [one] = schedule(
        {world.account: Content(text)}, by=world.member, wish=read_wish(wish, zone), now=START
    )
    return one


def in_state(one: Publication, state: State) -> Publication:
    Publication.objects.filter(pk=one.pk).update(state=state, public_at=START)
    return one


def test_the_clock_of_its_own_zone_decides_on_which_day_it_stands(world: World) -> None:
    planned(world, "2026-12-01T00:30", "Pacific/Auckland")
    [one] = entries(world.member.workspace_id, date(2026, 12, 1), date(2026, 12, 1))
    assert (one.clock, one.zone) == ("00:30", "Pacific/Auckland")
    assert entries(world.member.workspace_id, date(2026, 11, 30), date(2026, 11, 30)) == []


def test_an_hour_that_does_not_exist_stands_where_it_really_is(world: World) -> None:
    planned(world, "2027-03-28T02:30", "Europe/Brussels")
    [one] = entries(world.member.workspace_id, date(2027, 3, 28), date(2027, 3, 28))
    assert one.clock == "03:30"


def test_a_month_takes_one_query_however_much_it_holds(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(A_DAY + 3):
        planned(world, f"2026-11-27T09:{number:02d}")
    with django_assert_num_queries(1):
        weeks = month(world.member.workspace_id, TODAY, Choice(), today=TODAY)
    [day] = [day for week in weeks for day in week if day.on == date(2026, 11, 27)]
    assert (len(day.entries), day.more) == (A_DAY, 3)
    assert weeks[0][0].on == date(2026, 10, 26)
    assert sum(day.is_today for week in weeks for day in week) == 1


def test_what_was_cancelled_is_shown_only_when_asked_for(world: World) -> None:
    in_state(planned(world, "2026-11-27T09:00"), State.CANCELLED)
    shown = {
        group: len(
            entries(world.member.workspace_id, TODAY, date(2026, 11, 30), Choice(None, group))
        )
        for group in ("", "cancelled", "planned")
    }
    assert shown == {"": 0, "cancelled": 1, "planned": 0}


def test_what_needs_a_person_comes_by_what_waiting_costs(world: World) -> None:
    for day, state in (
        (25, State.RETURNED),
        (26, State.REFUSED),
        (27, State.ASKED),
        (28, State.PUBLIC),
    ):
        in_state(planned(world, f"2026-11-{day}T09:00"), state)
    assert [one.state for one in needing(world.member.workspace_id)] == [
        "asked",
        "refused",
        "returned",
    ]


def test_months_and_weeks_lead_to_their_neighbours() -> None:
    assert month_of(date(2026, 12, 31)).after == date(2027, 1, 1)
    assert month_of(date(2027, 1, 15)).before == date(2026, 12, 1)
    assert week_of(date(2026, 11, 29)).first == date(2026, 11, 23)


@pytest.mark.parametrize("view", ["month", "week", "day", "list", "", "nothing"])
def test_every_view_shows_what_stands_on_its_days(
    view: str, world: World, browser: Client
) -> None:
    one = planned(world, "2026-11-24T17:00")
    page = browser.get(f"/w/{one.workspace_id}/calendar/", {"view": view, "day": "2026-11-24"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "17:00" in text
    assert f"/calendar/publications/{one.pk}/" in text


def test_an_account_and_a_state_are_chosen(world: World, browser: Client) -> None:
    other = world.make_account("sam")
    planned(world, "2026-11-24T17:00", text="Mine")
    schedule(
        {other: Content("Yours")},
        by=world.member,
        wish=read_wish("2026-11-24T18:00", "UTC"),
        now=START,
    )
    address = f"/w/{world.member.workspace_id}/calendar/"
    page = browser.get(address, {"account": str(other.pk), "state": "planned"}).content.decode()
    assert "Yours" in page
    assert "Mine" not in page


@pytest.mark.parametrize(
    "asked", ["day=0000-00-00", "day=9999-12-31", "account=x&state=y&page=-4&view=list"]
)
def test_an_address_that_makes_no_sense_is_answered(
    asked: str, cast: Cast, browser: Client
) -> None:
    assert browser.get(f"/w/{cast.workspace.pk}/calendar/?{asked}").status_code == 200


def test_it_is_moved_and_the_way_back_is_offered(world: World, browser: Client) -> None:
    one = planned(world, "2026-11-24T17:00")
    move = f"/w/{one.workspace_id}/calendar/publications/{one.pk}/move/"
    assert browser.get(move).status_code == 200
    answer = browser.post(move, {"day": "2026-11-26"}, follow=True)
    one.refresh_from_db()
    assert one.wish == "2026-11-26T17:00"
    assert "Moved to Thursday 26 November, 17:00." in answer.content.decode()
    [back] = [str(said.extra_tags) for said in answer.context["messages"]]
    browser.post(back)
    one.refresh_from_db()
    assert (one.wish, one.due_at) == (
        "2026-11-24T17:00",
        datetime(2026, 11, 24, 17, tzinfo=UTC),
    )


def test_what_the_clocks_do_to_it_is_said_before_it_is_moved(
    world: World, browser: Client
) -> None:
    one = planned(world, "2026-11-25T02:30", "Europe/Brussels")
    move = f"/w/{one.workspace_id}/calendar/publications/{one.pk}/move/"
    page = browser.post(move, {"day": "2027-03-28"}).content.decode()
    one.refresh_from_db()
    assert "it becomes 03:30" in page
    assert one.wish == "2026-11-25T02:30"
    browser.post(move, {"day": "2027-03-28", "bend": "gap"})
    one.refresh_from_db()
    assert one.due_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"day": "2026-11-23"}, "That time has passed."),
        ({"day": "tomorrow"}, "This is not a day and a time."),
        ({"day": "2026-11-25", "zone": "Mars/Olympus"}, "Choose one of the options."),
    ],
)
def test_a_time_that_cannot_be_is_given_back_with_a_sentence(
    asked: dict[str, str], words: str, world: World, browser: Client
) -> None:
    one = planned(world, "2026-11-24T17:00")
    move = f"/w/{one.workspace_id}/calendar/publications/{one.pk}/move/"
    answer = browser.post(move, asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_what_was_sent_meanwhile_is_not_moved(world: World, browser: Client) -> None:
    one = in_state(planned(world, "2026-11-24T17:00"), State.PUBLIC)
    move = f"/w/{one.workspace_id}/calendar/publications/{one.pk}/move/"
    assert "It cannot be moved any more" in browser.get(move).content.decode()
    assert browser.post(move, {"day": "2026-11-26"}).status_code == 422


def test_who_only_reads_moves_nothing(world: World, cast: Cast, client: Client) -> None:
    client.force_login(cast.rik.user)
    one = planned(world, "2026-11-24T17:00")
    address = f"/w/{one.workspace_id}/calendar/"
    assert "Move to" not in client.get(address, {"day": "2026-11-24"}).content.decode()
    assert client.post(f"{address}publications/{one.pk}/move/").status_code == 403
    assert Publication.objects.get(pk=one.pk).due_at == one.due_at
