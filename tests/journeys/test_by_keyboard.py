"""Everything a page can do, done without a pointer, with the focus seen at every stop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aboveboard.archives.generator.linkedin import write_linkedin_archive
from tests.journeys.conftest import House, in_workspace, signed_in
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def page(bare: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-US")
    yield signed_in(context, bare)
    context.close()


@pytest.fixture
def hands(page: Page) -> Hands:
    return Hands(page)


def _button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name, exact=True)


def _link(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("link", name=name, exact=True)


def _toast(page: Page) -> Locator:
    return page.locator("#toasts").get_by_role("button", name="Undo")


def _written_down(page: Page, line: str) -> None:
    """Write a moment down and go to its page."""
    page.goto(in_workspace(page, "record/"))
    page.keyboard.press("c")
    page.keyboard.type(line)
    page.keyboard.press("Enter")
    expect(page.locator("#kept [data-item]")).to_have_count(1)
    page.keyboard.press("Escape")
    Hands(page).press(page.locator("#kept .what a"))
    page.wait_for_url(re.compile(r"/moments/\d+/$"))


def test_a_moment_is_changed_given_a_picture_removed_and_brought_back(
    page: Page, hands: Hands, tmp_path: Path
) -> None:
    picture = tmp_path / "stand.png"
    picture.write_bytes(PIXEL)
    _written_down(page, "We won the fair in Ghent")
    hands.write(page.get_by_label("What happened"), "We lost the fair in Ghent")
    hands.press(page.locator("[name=kind]:checked"), "ArrowRight")
    hands.write(page.get_by_label("Topics, with commas between"), "Fairs")
    hands.write(page.get_by_label("Private note"), "It was the price.")
    hands.press(_button(page, "Keep"))
    expect(page.locator("[data-toast]")).to_be_visible()
    page.go_back()
    page.goto(page.url)
    expect(page.get_by_label("What happened")).to_have_value("We lost the fair in Ghent")
    hands.choose_file(page.locator("#file"), picture)
    hands.press(_button(page, "Attach"))
    expect(page.locator(".files img")).to_have_count(1)
    hands.press(_button(page, "Remove"))
    page.wait_for_url(re.compile(r"/record/$"))
    hands.press(_toast(page))
    expect(page.locator("main")).to_contain_text("We lost the fair in Ghent")


def test_the_record_is_filtered_and_searched(page: Page, hands: Hands) -> None:
    _written_down(page, "We lost the pitch #pitches")
    page.goto(in_workspace(page, "record/"))
    hands.press(page.locator(".tabs a", has_text="Setbacks"))
    page.wait_for_url(re.compile("kind=setback"))
    hands.go_to(page.locator("#topic"))
    page.keyboard.type("Pit")
    hands.press(_button(page, "Show"))
    page.wait_for_url(re.compile("topic=pitches", re.IGNORECASE))
    hands.write(page.locator("#q"), "pitch")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=pitch"))
    expect(page.locator(".months [data-item]")).to_have_count(1)
    hands.press(_link(page, "Clear"))
    page.wait_for_url(re.compile(r"\?kind=setback$"))


def test_a_target_is_set_and_settled(page: Page, hands: Hands) -> None:
    page.goto(in_workspace(page, "record/targets/"))
    hands.write(page.get_by_label("What", exact=True), "Shops")
    hands.write(page.get_by_label("Number"), "40")
    hands.write(page.get_by_label("Unit"), "shops")
    hands.write_day(page.get_by_label("Due on"), "01012030")
    hands.press(_button(page, "Keep"))
    hands.write(page.get_by_label("It came to"), "38")
    hands.press(_button(page, "Settle"))
    expect(page.locator("[aria-labelledby=t-settled]")).to_contain_text("38 shops")
    hands.press(page.locator("[aria-labelledby=t-settled]").get_by_role("link", name="Change"))
    page.wait_for_url(re.compile(r"/targets/\d+/$"))
    hands.press(_button(page, "Remove"))
    hands.press(_toast(page))
    expect(page.locator("main")).to_contain_text("38 shops")


def test_a_note_is_kept_removed_and_brought_back(page: Page, hands: Hands) -> None:
    page.goto(in_workspace(page, "record/perceptions/"))
    hands.write(page.locator("#people_think"), "You are always away")
    hands.write(page.locator("#it_is_so"), "Two weeks a year")
    hands.press(_button(page, "Keep"))
    expect(page.locator(".notes")).to_contain_text("Two weeks a year")
    hands.press(_button(page, "Remove"))
    hands.press(_toast(page))
    expect(page.locator(".notes")).to_contain_text("Two weeks a year")


def test_the_record_goes_out_and_comes_in_as_a_file(
    page: Page, hands: Hands, tmp_path: Path
) -> None:
    _written_down(page, "We hired a cook")
    page.goto(in_workspace(page, "record/"))
    with page.expect_download() as download:
        hands.press(_link(page, "Take the record out as CSV"))
    file = tmp_path / "record.csv"
    download.value.save_as(file)
    file.write_text(file.read_text() + "2026-13-45,,,,Never,,,,\n")
    hands.press(_link(page, "Bring in a CSV file"))
    hands.choose_file(page.locator("#file"), file)
    hands.press(_button(page, "Bring in"))
    page.wait_for_url(re.compile("/csv/rejected/"))
    hands.press(_button(page, "Empty this list"))
    page.wait_for_url(re.compile(r"/record/$"))
    expect(page.locator("main")).not_to_contain_text("row not taken")


def test_an_archive_comes_in_and_is_taken_back(
    page: Page, hands: Hands, tmp_path: Path
) -> None:
    archive = tmp_path / "export.zip"
    write_linkedin_archive(archive, seed=4, posts=12)
    page.goto(in_workspace(page, "library/"))
    hands.choose_file(page.locator("#archive"), archive)
    hands.press(_button(page, "Bring it in"))
    page.wait_for_url(re.compile(r"/library/imports/\d+"))
    expect(page.locator("main")).to_contain_text("What came of it", timeout=30_000)
    hands.press(_link(page, "See your posts"))
    expect(page.locator(".months [data-item]")).to_have_count(12)
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(".months [data-item] .mark").first).to_have_class(re.compile("setback"))
    lesson = page.locator(".months [data-item] button[value=lesson]").first
    hands.press(lesson)
    expect(lesson).to_have_attribute("aria-pressed", "true")
    expect(lesson).to_be_focused()
    hands.press(page.locator(".brought a").first)
    hands.press(_button(page, "Take this import back"))
    expect(page.locator("main")).to_contain_text("Taken back.", timeout=30_000)


def test_choices_are_made_and_single_keys_go_off(page: Page, hands: Hands) -> None:
    page.goto(in_workspace(page, "settings/"))
    hands.press(_button(page, "Dark"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    hands.press(_button(page, "Nederlands"))
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    hands.press(_button(page, "English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    hands.press(page.locator("[name=has_shortcuts]"), "Space")
    hands.press(_button(page, "Keep"))
    expect(page.locator("body")).to_have_attribute("data-no-shortcuts", "")
    page.keyboard.press("c")
    page.keyboard.press("g")
    page.keyboard.press("m")
    assert page.url.endswith("/settings/")
    hands.press(page.locator("[name=has_shortcuts]"), "Space")
    hands.press(_button(page, "Keep"))
    expect(page.locator("body")).not_to_have_attribute("data-no-shortcuts", "")
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url(re.compile("/mirror/"))


def test_the_palette_goes_anywhere(page: Page) -> None:
    _written_down(page, "The oven broke on Friday")
    page.goto(in_workspace(page, "mirror/"))
    page.keyboard.press("Control+k")
    page.keyboard.type("oven")
    expect(page.locator("#palette [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/record/moments/\d+/$"))
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return an installation with a demo that a test may change."""
    one = House(tmp_path_factory.mktemp("lived-in"))
    one.start("demo")
    yield one
    one.kill()


def test_links_are_decided_a_period_chosen_and_the_demo_removed(
    lived_in: House, chromium: Browser
) -> None:
    context = chromium.new_context(reduced_motion="reduce", locale="en-US")
    page = signed_in(context, lived_in)
    hands = Hands(page)
    page.goto(in_workspace(page, "mirror/"))
    hands.press(page.locator(".chooser summary"))
    hands.press(page.locator(".chooser").get_by_role("link", name="All time"))
    page.wait_for_url(re.compile("period=all"))
    hands.press(page.locator(".chooser summary"))
    hands.write_day(page.get_by_label("First day"), "01012025")
    hands.write_day(page.get_by_label("Last day"), "06302025")
    hands.press(page.locator(".chooser").get_by_role("button", name="Show"))
    page.wait_for_url(re.compile("from=2025-01-01&to=2025-06-30"))
    hands.press(page.locator(".as-table summary").first)
    expect(page.locator(".as-table table").first).to_be_visible()
    hands.press(_link(page, "Decide"))
    page.wait_for_url(re.compile("/mirror/links/"))
    queue = page.locator("#queue [data-item]")
    before = queue.count()
    page.keyboard.press("j")
    page.keyboard.press("y")
    expect(queue).to_have_count(before - 1)
    page.keyboard.press("x")
    expect(queue).to_have_count(before - 2)
    hands.press(queue.first.get_by_role("button", name="Not this one"))
    expect(queue).to_have_count(before - 3)
    hands.press(_toast(page).last)
    expect(queue).to_have_count(before - 2)
    hands.press(_button(page, "Remove the demo"))
    expect(page.locator(".demo")).to_have_count(0)
    context.close()
