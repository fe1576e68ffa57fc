"""A secret address gives other programs the calendar, titles only, until it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from icalendar import Calendar

from aboveboard.core.errors import NotFound
from aboveboard.rooms.publishing.make_feed import feed_of, make_feed
from aboveboard.rooms.publishing.models import CalendarFeed, Publication, State
from aboveboard.rooms.publishing.tests.scripted import START

if TYPE_CHECKING:
    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast


def made(browser: Client, workspace: int, **more: str) -> str:
    answer = browser.post(f"/w/{workspace}/calendar/feed/", more)
    address: str = answer.context["address"]
    assert address in answer.content.decode()
    return address.removeprefix("http://testserver")


def events(address: str) -> list[dict[str, object]]:
    answer = Client().get(address)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_somebody_without_a_seat_reads_titles_at_the_address(
    world: World, browser: Client
) -> None:
    one = world.promise("We missed our target.\nAnd this is why.", after=3600)
    answer = Client().get(made(browser, one.workspace_id))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "private" in answer["Cache-Control"]
    assert not answer.cookies
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == "Mastodon (planned): We missed our target."
    assert event.decoded("dtstart") == one.due_at
    assert str(event["url"]).endswith(f"/calendar/publications/{one.pk}/")
    assert b"this is why" not in answer.content


def test_whole_texts_are_given_only_when_asked_for(world: World, browser: Client) -> None:
    one = world.promise("We missed our target.\nAnd this is why.", after=3600)
    [event] = events(made(browser, one.workspace_id, has_text="on"))
    assert "And this is why." in str(event["description"])


def test_an_event_keeps_its_name_and_says_what_became_of_it(
    world: World, browser: Client
) -> None:
    one = world.promise(after=3600)
    address = made(browser, one.workspace_id)
    [before] = events(address)
    Publication.objects.filter(pk=one.pk).update(state=State.CANCELLED)
    [after] = events(address)
    assert before["uid"] == after["uid"]
    assert (str(before["status"]), str(after["status"])) == ("TENTATIVE", "CANCELLED")


def test_words_cannot_add_lines_of_their_own(world: World, browser: Client) -> None:
    one = world.promise("Hello\r\nEND:VEVENT\r\nBEGIN:VEVENT", after=3600)
    assert len(events(made(browser, one.workspace_id, has_text="on"))) == 1


def test_another_address_stops_the_one_before_and_only_a_digest_is_kept(
    world: World, browser: Client
) -> None:
    first = made(browser, world.member.workspace_id)
    second = made(browser, world.member.workspace_id)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    [row] = CalendarFeed.objects.all()
    assert row.digest not in second
    assert (
        second
        not in browser.get(f"/w/{world.member.workspace_id}/calendar/feed/").content.decode()
    )


def test_an_address_that_was_taken_back_answers_no_more(world: World, browser: Client) -> None:
    address = made(browser, world.member.workspace_id)
    browser.post(f"/w/{world.member.workspace_id}/calendar/feed/revoke/")
    assert Client().get(address).status_code == 404


def test_the_address_of_who_may_no_longer_sign_in_answers_no_more(cast: Cast) -> None:
    token = make_feed(by=cast.sam, now=START)
    assert feed_of(token).member == cast.sam
    cast.sam.user.is_active = False
    cast.sam.user.save()
    with pytest.raises(NotFound):
        feed_of(token)


def test_seats_have_addresses_of_their_own_and_see_their_workspace_only(
    world: World, cast: Cast
) -> None:
    world.promise(after=3600)
    mine, theirs = (make_feed(by=seat, now=START) for seat in (cast.noor, cast.stranger))
    assert len(events(f"/calendar-feed/{mine}.ics")) == 1
    assert events(f"/calendar-feed/{theirs}.ics") == []
