"""Write, publish and settle: a browser, the product, and networks of this machine."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import House, in_workspace, signed_in
from tests.journeys.looking import faults
from tests.journeys.outside import Outside, way_there
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FilePayload, Page

pytestmark = pytest.mark.browser

UNDER_WAY = 60_000
"""Milliseconds for what a network and a publisher do together on a busy machine."""


class AtHome(Outside):
    """The networks, and the house they are connected to."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[AtHome]:
    here = AtHome(House(tmp_path / "data", more=way_there()))
    with here.connected(here.house.folder):
        here.house.start()
        yield here
        here.house.kill()


@pytest.fixture
def page(outside: AtHome, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    yield signed_in(context, outside.house)
    context.close()


def picture(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(file, "JPEG")
    return file.getvalue()


def test_a_text_with_two_pictures_is_written_and_published(page: Page, outside: AtHome) -> None:
    page.goto(in_workspace(page, "calendar/write/"))
    page.locator("#text").fill("We lost the order, and here is what the shelf looks like now.")
    page.get_by_role("checkbox", name="Mastodon").check()
    expect(page.locator("#look .net")).to_contain_text("We lost the order")
    files: list[FilePayload] = [
        {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour)}
        for colour in ("teal", "orange")
    ]
    page.locator("#files").set_input_files(files)
    expect(page.locator(".brought-in > li")).to_have_count(2)
    expect(page.locator("#text")).to_have_value(re.compile("We lost the order"))
    for name in ("teal", "orange"):
        page.get_by_label(f"What is to be seen in {name}.jpg").fill(f"A shelf in {name}")
    expect(page.locator("#look .with li")).to_have_count(2)
    assert faults(page) == []
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url(re.compile(r"/publications/\d+/"))
    expect(page.locator("#standing")).to_contain_text(
        "It stands on the network.", timeout=UNDER_WAY
    )
    (entry,) = outside.mastodon.ledger.living()
    assert entry.content["status"].startswith("We lost the order")
    told = [one.description for one in outside.mastodon.state.attachments.values()]
    assert told == ["A shelf in teal", "A shelf in orange"]
    expect(page.locator(".posts a")).to_have_attribute(
        "href", f"{outside.mastodon.address}/@noor/{entry.id}"
    )
    expect(page.locator(".shown-pictures img")).to_have_count(2)
    assert faults(page) == []


def test_an_unclear_one_is_settled_by_a_person(page: Page, outside: AtHome) -> None:
    outside.linkedin.faults.plan(Fault(Kind.AFTER, "post_create"))
    page.goto(in_workspace(page, "calendar/write/"))
    page.locator("#text").fill("We stop with the lentil spread today.")
    page.get_by_role("checkbox", name="LinkedIn").check()
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url(re.compile(r"/publications/\d+/"))
    expect(page.locator("#standing .state")).to_contain_text("You decide", timeout=UNDER_WAY)
    expect(page.locator(".solve")).to_contain_text("Did it appear?")
    assert faults(page) == []
    (entry,) = outside.linkedin.ledger.living()
    page.locator("#link").fill("https://www.linkedin.com/in/noor/")
    page.get_by_role("button", name="Settle").click()
    expect(page.locator("#link-error")).to_contain_text("Open the post and copy its link.")
    assert faults(page) == []
    page.locator("#link").fill(f"https://www.linkedin.com/feed/update/{entry.id}/")
    page.get_by_role("button", name="Settle").click()
    expect(page.locator("#standing")).to_contain_text("It is there: you said so.")
    assert len(outside.linkedin.ledger.living()) == 1
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator("#standing .state")).to_contain_text("Withdrawn", timeout=UNDER_WAY)
    assert outside.linkedin.ledger.living() == []


def test_what_was_being_written_is_there_again_after_leaving(
    page: Page, outside: AtHome
) -> None:
    page.goto(in_workspace(page, "calendar/write/"))
    page.locator("#text").fill("Half a sentence about")
    page.locator("#text").press("End")
    page.keyboard.type(" money")
    page.goto(in_workspace(page, "record/"))
    page.goto(in_workspace(page, "calendar/write/"))
    expect(page.locator("#text")).to_have_value("Half a sentence about money")


def test_it_is_planned_without_script(outside: AtHome, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(outside.house.new_link())
    page.goto(in_workspace(page, "calendar/write/"))
    page.locator("#text").fill("We lost the order.")
    page.get_by_role("checkbox", name="Mastodon").check()
    page.locator("#files").set_input_files(
        {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": picture("teal")}
    )
    page.get_by_role("button", name="Bring them in").click()
    expect(page.locator("#look .net")).to_contain_text("We lost the order.")
    page.get_by_label("At a time").check()
    page.locator("#day").fill("2037-03-28")
    page.locator("#time").fill("08:30")
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("#standing .state")).to_contain_text("Planned")
    expect(page.locator(".times")).to_contain_text("Saturday 28 March 2037, 08:30")
    context.close()
