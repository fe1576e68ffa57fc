"""Slots are weekly hours on a clock; which of them are free is looked up, never kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
import time_machine

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.publishing.cancel import cancel
from aboveboard.rooms.publishing.keep_slots import AT_MOST, keep_slots
from aboveboard.rooms.publishing.models import Slot
from aboveboard.rooms.publishing.schedule import Content, schedule
from aboveboard.rooms.publishing.slots import free_slots, next_slot
from aboveboard.rooms.publishing.tests.scripted import START, World
from aboveboard.rooms.publishing.wish import read_wish

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

TUESDAY = 1  # and START is one, noon in UTC
EIGHT_THIRTY = time(8, 30)


def keep(world: World, weekday: int, at: time, zone: str = "UTC") -> None:
    keep_slots(world.account, [weekday], at, zone, by=world.member, now=START)


def test_the_next_slot_is_the_next_one_on_its_clock(world: World) -> None:
    keep(world, TUESDAY, EIGHT_THIRTY)
    wish = next_slot(world.account, START)
    assert wish is not None
    assert (wish.text, wish.zone) == ("2026-12-01T08:30", "UTC")
    keep(world, TUESDAY, time(17, 0), "Europe/Brussels")
    wish = next_slot(world.account, START)
    assert wish is not None
    assert (wish.text, wish.zone) == ("2026-11-24T17:00", "Europe/Brussels")


def test_a_slot_is_found_where_its_place_is_a_day_behind(world: World) -> None:
    keep(world, TUESDAY, time(23, 0), "Pacific/Honolulu")
    wish = next_slot(world.account, datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    assert wish is not None
    assert wish.text == "2026-11-24T23:00"


def test_a_slot_something_goes_out_near_is_taken_until_that_is_cancelled(world: World) -> None:
    keep(world, TUESDAY, EIGHT_THIRTY)
    [one] = schedule(
        {world.account: Content("There already.")},
        by=world.member,
        wish=read_wish("2026-12-01T08:35", "UTC"),
        now=START,
    )
    wish = next_slot(world.account, START)
    assert wish is not None
    assert wish.text == "2026-12-08T08:30"
    cancel(one, by=world.member, now=START)
    wish = next_slot(world.account, START)
    assert wish is not None
    assert wish.text == "2026-12-01T08:30"


def test_what_another_account_sends_takes_no_slot(world: World) -> None:
    keep(world, TUESDAY, EIGHT_THIRTY)
    schedule(
        {world.make_account("sam"): Content("Elsewhere.")},
        by=world.member,
        wish=read_wish("2026-12-01T08:30", "UTC"),
        now=START,
    )
    wish = next_slot(world.account, START)
    assert wish is not None
    assert wish.text == "2026-12-01T08:30"


def test_without_slots_there_is_no_next_one(world: World) -> None:
    assert next_slot(world.account, START) is None


def test_a_slot_stays_at_its_hour_when_the_clocks_change(world: World) -> None:
    keep(world, 6, EIGHT_THIRTY, "Europe/Brussels")
    found = free_slots(
        world.member.workspace_id, date(2027, 3, 21), date(2027, 3, 28), now=START
    )
    assert [one.at.hour for one in found] == [7, 6]
    assert {one.clock for one in found} == {"08:30"}


def test_accounts_that_are_not_connected_offer_no_slot(world: World) -> None:
    keep(world, TUESDAY, EIGHT_THIRTY)
    world.account.state = "lapsed"
    world.account.save()
    days = date(2026, 12, 1), date(2026, 12, 8)
    assert free_slots(world.member.workspace_id, *days, now=START) == []


def test_the_same_hour_is_kept_once(world: World) -> None:
    keep(world, TUESDAY, EIGHT_THIRTY)
    keep(world, TUESDAY, EIGHT_THIRTY, "Europe/Brussels")
    assert [one.zone for one in Slot.objects.all()] == ["Europe/Brussels"]


def test_an_account_has_so_many_slots_and_no_more(world: World) -> None:
    for number in range(AT_MOST // 7):
        keep_slots(world.account, range(7), time(number, 0), "UTC", by=world.member, now=START)
    with pytest.raises(Invalid, match="too_many"):
        keep(world, TUESDAY, time(23, 0))
    assert Slot.objects.count() == AT_MOST


def test_who_only_reads_or_is_a_stranger_keeps_none(world: World, cast: Cast) -> None:
    for seat in (cast.rik, cast.stranger):
        with pytest.raises(NotAllowed):
            keep_slots(world.account, [1], EIGHT_THIRTY, "UTC", by=seat, now=START)


def test_slots_are_kept_and_removed_on_their_page_with_a_way_back(
    world: World, browser: Client
) -> None:
    address = f"/w/{world.member.workspace_id}/calendar/slots/"
    said = {
        "account": str(world.account.pk),
        "weekday": ["1", "3"],
        "time": "08:30",
        "zone": "UTC",
    }
    page = browser.post(address, said, follow=True).content.decode()
    assert "Tuesday" in page
    assert "Thursday" in page
    answer = browser.post(
        f"{address}{Slot.objects.earliest('weekday').pk}/remove/", follow=True
    )
    assert [one.weekday for one in Slot.objects.all()] == [3]
    [back] = [str(said.extra_tags) for said in answer.context["messages"]]
    browser.post(back)
    assert {one.weekday for one in Slot.objects.all()} == {1, 3}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"weekday": []},
        {"weekday": ["9" * 5000]},
        {"time": "25:99"},
        {"zone": "Mars"},
        {"account": "0"},
        {"account": "x"},
        {"account": "9" * 5000},
    ],
)
def test_hours_that_make_no_sense_are_given_back(
    spoilt: dict[str, str | list[str]], world: World, browser: Client
) -> None:
    said: dict[str, str | list[str]] = {
        "account": str(world.account.pk),
        "weekday": ["1"],
        "time": "08:30",
        "zone": "UTC",
    }
    address = f"/w/{world.member.workspace_id}/calendar/slots/"
    answer = browser.post(address, said | spoilt)
    assert answer.status_code == 422
    assert "slot-error" in answer.content.decode()
    assert not Slot.objects.exists()


def test_the_week_shows_what_is_free(world: World, browser: Client) -> None:
    keep(world, 3, EIGHT_THIRTY)
    with time_machine.travel(START, tick=False):
        page = browser.get(f"/w/{world.member.workspace_id}/calendar/?view=week")
    assert 'class="free"' in page.content.decode()
