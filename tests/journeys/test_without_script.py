"""The main work, in a browser that runs no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aboveboard.archives.generator.mastodon import write_mastodon_archive
from tests.journeys.conftest import House, in_workspace, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def page(bare: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False, locale="en-US")
    yield signed_in(context, bare)
    context.close()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return an installation with a demo that a test may change."""
    one = House(tmp_path_factory.mktemp("lived-in"))
    one.start("demo")
    yield one
    one.kill()


def _button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name, exact=True)


def test_a_moment_is_written_changed_removed_and_brought_back(page: Page) -> None:
    page.goto(in_workspace(page, "record/"))
    page.get_by_label("Setback", exact=True).check(force=True)
    page.locator("#capture").fill("The truck broke down #transport")
    page.locator(".quick [type=submit]").click()
    row = page.locator(".months [data-item]", has_text="The truck broke down")
    expect(row.locator(".mark").first).to_have_class(re.compile("setback"))
    row.hover()
    row.get_by_role("button", name="Lesson").click()
    expect(row.locator(".mark").first).to_have_class(re.compile("lesson"))
    row.locator(".what a").click()
    page.get_by_label("What happened").fill("The truck broke down twice")
    page.get_by_text("Not before a date").click()
    page.get_by_label("Not before", exact=True).fill("2030-05-01")
    _button(page, "Keep").click()
    page.goto(in_workspace(page, "record/?q=twice"))
    expect(page.locator(".months [data-item]")).to_contain_text("1 May 2030")
    page.locator(".months .what a").click()
    _button(page, "Remove").click()
    expect(page.locator("main")).not_to_contain_text("The truck broke down twice")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("The truck broke down twice")


def test_a_line_that_says_nothing_is_given_back_with_a_sentence(page: Page) -> None:
    page.goto(in_workspace(page, "record/"))
    page.locator("#capture").fill("#transport")
    page.locator(".quick [type=submit]").click()
    expect(page.locator("#capture")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#capture")).to_have_value("#transport")


def test_an_archive_comes_in_by_the_plain_form_and_is_taken_back(
    page: Page, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.tar.gz"
    write_mastodon_archive(archive, seed=2, posts=15)
    page.goto(in_workspace(page, "library/"))
    page.locator("#archive").set_input_files(archive)
    _button(page, "Bring it in").click()
    page.wait_for_url(re.compile(r"/library/imports/\d+"))
    imported = page.url
    # The page loads itself again while it waits.
    expect(page.locator("main")).to_contain_text("What came of it", timeout=30_000)
    page.get_by_role("link", name="See your posts").click()
    page.locator(".months .what a").first.click()
    _button(page, "Win").click()
    expect(page.locator("main")).to_contain_text("You chose this kind.")
    page.goto(imported)
    _button(page, "Take this import back").click()
    expect(page.locator("main")).to_contain_text("Taken back.", timeout=30_000)


def test_a_file_that_is_no_archive_is_refused_in_words(page: Page) -> None:
    page.goto(in_workspace(page, "library/"))
    page.locator("#archive").set_input_files(
        {"name": "notes.zip", "mimeType": "application/zip", "buffer": b"nothing of the kind"}
    )
    _button(page, "Bring it in").click()
    expect(page.locator("main")).to_contain_text("could not be taken in", timeout=30_000)


def test_language_and_theme_are_chosen(page: Page) -> None:
    page.goto(in_workspace(page, "settings/"))
    _button(page, "Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    _button(page, "Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.url.endswith("/settings/")


def test_a_period_is_chosen_links_decided_and_the_demo_removed(
    lived_in: House, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-US")
    page = signed_in(context, lived_in)
    page.goto(in_workspace(page, "mirror/"))
    page.locator(".chooser summary").click()
    page.locator(".chooser").get_by_role("link", name="All time").click()
    page.wait_for_url(re.compile("period=all"))
    page.get_by_role("link", name="Decide").click()
    queue = page.locator("#queue [data-item]")
    before = queue.count()
    queue.first.get_by_role("button", name="It tells of this").click()
    expect(queue).to_have_count(before - 1)
    queue.first.get_by_role("button", name="Not this one").click()
    expect(queue).to_have_count(before - 2)
    page.goto(in_workspace(page, "go/"))
    page.get_by_role("searchbox").fill("winkel")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator(".found li").first).to_contain_text("winkel")
    _button(page, "Remove the demo").click()
    expect(page.locator(".demo")).to_have_count(0)
    context.close()


def test_a_text_is_tried_changed_and_its_finding_dismissed(page: Page) -> None:
    page.goto(in_workspace(page, "read/"))
    text = "Bel me op 0471 23 45 67 of mail noor@peulvuur.example."
    page.locator("#text").fill(text)
    _button(page, "Read it").click()
    expect(page.locator("mark.f.consider")).to_have_count(2)
    expect(page.locator(".finding")).to_have_count(2)
    _button(page, "What if…").click()
    page.locator("#text").fill("Bel me op 0471 23 45 67.")
    _button(page, "Read it").click()
    expect(page.locator(".went")).to_contain_text("E-mail address")
    page.locator(".off summary").click()
    _button(page, "This is me").click()
    expect(page.locator(".finding")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".finding")).to_have_count(1)
    _button(page, "Put the first text back").click()
    expect(page.locator("#text")).to_have_value(text)


def test_checks_are_kept_off(page: Page) -> None:
    page.goto(in_workspace(page, "read/?example=1"))
    page.locator("[data-keep-checks] summary").click()
    page.get_by_label("Personal data").uncheck()
    _button(page, "Keep this choice").click()
    expect(page.locator('.finding[data-rule^="personal_data"]')).to_have_count(0)
    page.locator("[data-keep-checks] summary").click()
    page.get_by_label("Personal data").check()
    _button(page, "Keep this choice").click()
    expect(page.locator('.finding[data-rule^="personal_data"]').first).to_be_visible()
