"""Planned publications move by pointer, by keyboard and without script; all are held back by one key."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import House, in_workspace, signed_in
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return an installation with a demo that a test may change."""
    one = House(tmp_path_factory.mktemp("lived-in"))
    one.start("demo")
    yield one
    one.kill()


@pytest.fixture
def page(lived_in: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-US")
    yield signed_in(context, lived_in)
    context.close()


def ask(house: House, words: str) -> list[tuple[str, ...]]:
    database = sqlite3.connect(house.folder / "aboveboard.sqlite3", timeout=20)
    try:
        with database:
            return database.execute(words).fetchall()
    finally:
        database.close()


def planned(house: House) -> tuple[str, date]:
    """Return the first that is planned, and its day; never today or tomorrow."""
    [(number, wish)] = ask(
        house,
        "SELECT id, wish FROM publishing_publication WHERE state = 'scheduled' "
        "ORDER BY due_at LIMIT 1",
    )
    return str(number), date.fromisoformat(wish[:10])


def event(page: Page, number: str) -> Locator:
    return page.locator(f'.ev[data-number="{number}"]')


def undo(page: Page) -> Locator:
    return page.locator("#toasts").get_by_role("button", name="Undo")


def neighbour(page: Page, day: date) -> Locator:
    """Return the day after in what is shown, or else the day before."""
    after = page.locator(f'td[data-day="{day + timedelta(days=1)}"]')
    return after if after.count() else page.locator(f'td[data-day="{day - timedelta(days=1)}"]')


def test_it_is_moved_by_keyboard_and_back(lived_in: House, page: Page) -> None:
    number, day = planned(lived_in)
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"/calendar/"))
    page.goto(in_workspace(page, f"calendar/?view=day&day={day}"))
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.wait_for_url(re.compile(rf"/publications/{number}/move/"))
    hands = Hands(page)
    hands.write_day(page.get_by_label("Day"), "01152031")
    hands.press(page.get_by_role("button", name="Move", exact=True))
    page.wait_for_url(re.compile(r"view=day"))
    expect(page.locator("#toasts")).to_contain_text("Moved to Wednesday 15 January")
    hands.press(undo(page))
    expect(page.locator("#toasts")).to_contain_text("Moved to")
    assert planned(lived_in) == (number, day)


def test_it_is_drawn_to_another_day_and_back(lived_in: House, page: Page) -> None:
    number, day = planned(lived_in)
    page.goto(in_workspace(page, f"calendar/?day={day}"))
    target = neighbour(page, day)
    _draw(page, event(page, number), target)
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("Moved to")
    there = neighbour(page, day)
    expect(there.locator(f'.ev[data-number="{number}"]')).to_have_count(1)
    undo(page).click()
    expect(
        page.locator(f'td[data-day="{day}"]').locator(f'.ev[data-number="{number}"]')
    ).to_have_count(1)


def test_a_drag_that_is_given_up_moves_nothing_and_a_click_still_opens(
    lived_in: House, page: Page
) -> None:
    number, day = planned(lived_in)
    page.goto(in_workspace(page, f"calendar/?day={day}"))
    _draw(page, event(page, number), neighbour(page, day))
    page.keyboard.press("Escape")
    expect(page.locator(".ghost")).to_have_count(0)
    page.mouse.up()
    assert planned(lived_in) == (number, day)
    page.goto(in_workspace(page, f"calendar/?day={day}"))
    event(page, number).locator(".to").click()
    page.wait_for_url(re.compile(rf"/publications/{number}/$"))


def _draw(page: Page, item: Locator, target: Locator) -> None:
    item.scroll_into_view_if_needed()
    start, end = item.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 14, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    expect(target).to_have_class(re.compile("is-over"))
    expect(page.locator(".ghost")).to_have_count(1)


def test_one_key_holds_everything_back(page: Page) -> None:
    page.goto(in_workspace(page, "calendar/"))
    page.keyboard.press("p")
    expect(page.locator("main .held")).to_contain_text("Everything is held back.")
    page.goto(in_workspace(page, ""))
    expect(page.locator("main .held")).to_have_count(1)
    Hands(page).press(page.get_by_role("button", name="Go on"))
    expect(page.locator("main .held")).to_have_count(0)


def test_slots_are_kept_by_keyboard_and_a_free_one_begins_a_text(
    lived_in: House, page: Page
) -> None:
    ask(lived_in, "UPDATE accounts_account SET state = 'connected' WHERE network = 'mastodon'")
    page.goto(in_workspace(page, "calendar/slots/"))
    hands = Hands(page)
    hands.press(page.get_by_label("Wednesday"), "Space")
    hands.go_to(page.get_by_label("Time"))
    page.keyboard.type("0830AM")
    hands.press(page.get_by_role("button", name="Keep", exact=True))
    expect(page.locator(".hours")).to_contain_text("Wednesday")
    page.goto(in_workspace(page, "calendar/?view=week&day=2031-01-15"))
    hands.press(page.locator("a.free"))
    page.wait_for_url(re.compile(r"/calendar/write/"))
    expect(page.locator("#day")).to_have_value("2031-01-15")
    expect(page.locator("#time")).to_have_value("08:30")
    page.goto(in_workspace(page, "calendar/slots/"))
    hands.press(page.locator(".hours").get_by_role("button", name=re.compile("Remove")))
    hands.press(undo(page))
    expect(page.locator(".hours")).to_contain_text("Wednesday")
    ask(lived_in, "UPDATE accounts_account SET state = 'disconnected'")


def test_other_calendars_read_at_a_secret_address_until_it_is_taken_back(page: Page) -> None:
    page.goto(in_workspace(page, "calendar/feed/"))
    hands = Hands(page)
    hands.press(page.get_by_role("button", name="Make an address"))
    address = page.locator("#address").input_value()
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    hands.press(page.get_by_role("button", name="Take the address back"))
    expect(page.locator("main")).to_contain_text("There is no address yet.")
    assert page.request.get(address).status == 404


def test_without_script_it_is_moved_and_held_back(lived_in: House, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-US")
    page = signed_in(context, lived_in)
    number, day = planned(lived_in)
    page.goto(in_workspace(page, f"calendar/?view=list&day={day}&state=planned"))
    page.get_by_role("link", name=re.compile("Move to…")).first.click()
    page.get_by_label("Day").fill("2031-03-30")
    page.get_by_label("Time").fill("02:30")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("main")).to_contain_text("it becomes 03:30")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Moved to Sunday 30 March")
    undo(page).click()
    assert planned(lived_in) == (number, day)
    page.get_by_role("button", name="Hold everything back").click()
    expect(page.locator("main .held")).to_have_count(1)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("main .held")).to_have_count(0)
    context.close()
