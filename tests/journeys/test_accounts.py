"""Accounts are connected end to end: the real pages, a browser, and stand-ins behind sockets."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import House, in_workspace, signed_in
from tests.journeys.hands import Hands
from tests.journeys.looking import faults
from tests.journeys.outside import way_there
from tests.networks.linkedin.server import LinkedIn
from tests.networks.linkedin.state import COMMUNITY
from tests.networks.mastodon.server import Mastodon
from tests.networks.meta.facebook import Facebook
from tests.networks.meta.instagram import Instagram
from tests.networks.meta.instagram_state import USER
from tests.networks.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SECRETS = ("client", "secret")


@dataclass(frozen=True)
class Outside:
    """The networks there are in this world."""

    mastodon: Mastodon
    linkedin: LinkedIn
    instagram: Instagram
    facebook: Facebook


@pytest.fixture(scope="module")
def outside() -> Iterator[tuple[Outside, dict[str, str]]]:
    """Return the stand-ins, and where they are instead of the networks."""
    world = Outside(Mastodon(), LinkedIn(products=COMMUNITY), Instagram(), Facebook())
    with (
        served(world.mastodon) as mastodon,
        served(world.linkedin) as linkedin,
        served(world.instagram) as instagram,
        served(world.facebook) as facebook,
    ):
        places = {
            "https://social.example": mastodon.address,
            "https://www.linkedin.com": linkedin.address,
            "https://api.linkedin.com": linkedin.address,
            "https://www.instagram.com": instagram.address,
            "https://api.instagram.com": instagram.address,
            "https://graph.instagram.com": instagram.address,
            "https://www.facebook.com": facebook.address,
            "https://graph.facebook.com": facebook.address,
        }
        yield world, places


@pytest.fixture(scope="module")
def connecting(
    outside: tuple[Outside, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Return an installation that reaches the stand-ins."""
    one = House(tmp_path_factory.mktemp("connecting"), more=way_there(outside[1]))
    one.start()
    yield one
    one.kill()


@pytest.fixture
def page(connecting: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="en-GB", reduced_motion="reduce")
    yield signed_in(context, connecting)
    context.close()


@pytest.fixture
def plain_page(connecting: House, chromium: Browser) -> Iterator[Page]:
    """Return a page that runs no script."""
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    yield signed_in(context, connecting)
    context.close()


def go(page: Page, name: str) -> None:
    """Press the button or link of that name in the page."""
    main = page.locator("main")
    name_is = re.compile(f"^{re.escape(name)}")
    main.get_by_role("button", name=name_is).or_(main.get_by_role("link", name=name_is)).click()


def tell_app(page: Page, network: str) -> None:
    """Write down the developer app of a network, unless a test before did."""
    page.goto(in_workspace(page, f"accounts/connect/{network}/"))
    if page.get_by_role("heading", name="Now your account").count():
        return
    page.locator("#client_id").fill(SECRETS[0])
    page.locator("#secret").fill(SECRETS[1])
    go(page, "Keep the app")
    expect(page.get_by_text("App kept.")).to_be_visible()


def test_a_member_and_a_page_of_linkedin_are_connected_by_choice(page: Page) -> None:
    tell_app(page, "linkedin")
    page.get_by_label("Pages I write for, too").check()
    go(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("will ask you")
    expect(page.locator("main")).to_contain_text("w_organization_social")
    assert faults(page) == []
    go(page, "Go on to")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which of these?")
    assert faults(page) == []
    go(page, "Connect")
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one")
    for name in ("Noor de Vries", "Studio Zilver"):
        page.get_by_label(name).check()
    go(page, "Connect")
    # Other tests, whichever came before this one, connect others.
    rows = page.locator(".accounts li", has_text="LinkedIn")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Connected")
    assert faults(page) == []


def test_a_server_of_mastodon_is_enough(page: Page) -> None:
    page.goto(in_workspace(page, "accounts/connect/mastodon/"))
    page.get_by_label("Your server").fill("@noor@social.example")
    go(page, "Go on")
    expect(page.locator("main")).to_contain_text("write:statuses")
    go(page, "Go on to")
    expect(page.locator("main")).to_contain_text("Aboveboard can")
    go(page, "Disconnect")
    go(page, "Disconnect")
    expect(page.get_by_text("disconnected, here and at Mastodon")).to_be_visible()


def test_who_says_no_is_told_that_nothing_was_connected(
    page: Page, outside: tuple[Outside, dict[str, str]]
) -> None:
    instagram = outside[0].instagram
    tell_app(page, "instagram")
    instagram.agrees = False
    go(page, "Go on")
    go(page, "Go on to")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not connected")
    expect(page.locator("main")).to_contain_text("No permission was given")
    assert faults(page) == []
    instagram.agrees = True
    go(page, "Begin again")
    go(page, "Go on")
    go(page, "Go on to")
    expect(page.get_by_text("connected.").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Aboveboard can")


def test_the_way_back_leads_nowhere_twice(page: Page) -> None:
    tell_app(page, "instagram")
    go(page, "Go on")
    with page.expect_response(re.compile("/connect/instagram/.*code=")) as came:
        go(page, "Go on to")
    page.goto(came.value.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody is expected here")
    assert faults(page) == []


def test_a_page_of_facebook_is_connected_by_keyboard_alone_and_disconnected(
    connecting: House, chromium: Browser
) -> None:
    context = chromium.new_context(locale="en-GB", reduced_motion="reduce")
    page = signed_in(context, connecting)
    hands = Hands(page)
    page.goto(in_workspace(page, "accounts/"))
    hands.press(page.locator(".offers").get_by_role("link", name="Facebook"))
    hands.write(page.locator("#client_id"), SECRETS[0])
    hands.write(page.locator("#secret"), SECRETS[1])
    hands.press(page.get_by_role("button", name="Keep the app"))
    expect(page.locator("#go")).to_be_visible()
    hands.press(page.locator("main").get_by_role("button", name="Go on"))
    hands.press(page.locator("main").get_by_role("link", name="Go on to"))
    heading = page.get_by_role("heading", level=1)
    expect(heading).not_to_contain_text("will ask you")
    if "choose" in page.url:
        hands.press(page.locator("[name=account]").first, "Space")
        hands.press(page.locator("main").get_by_role("button", name="Connect"))
        expect(heading).to_have_text("Accounts")
        hands.press(page.locator(".accounts li", has_text="Facebook").get_by_role("link").first)
    hands.press(page.locator("main").get_by_role("link", name="Disconnect"))
    expect(heading).to_contain_text("Disconnect")
    hands.press(page.locator("main").get_by_role("button", name="Disconnect"))
    row = page.locator(".accounts li", has_text="Facebook")
    expect(row).to_contain_text("Disconnected")
    assert faults(page) == []
    context.close()


def test_without_script_too_and_nothing_that_opens_it_lies_readable_in_the_data(
    plain_page: Page, connecting: House, outside: tuple[Outside, dict[str, str]]
) -> None:
    page = plain_page
    tell_app(page, "instagram")
    go(page, "Go on")
    go(page, "Go on to")
    expect(page.locator("main")).to_contain_text("Aboveboard can")
    given = outside[0].instagram.tokens.of(USER)
    secrets = [token.value.encode() for token in given]
    assert secrets
    database = sqlite3.connect(connecting.folder / "aboveboard.sqlite3")
    try:
        assert database.execute("SELECT count(*) FROM accounts_credential").fetchone()[0]
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()
    for file in connecting.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not any(secret in data for secret in secrets), file.name
