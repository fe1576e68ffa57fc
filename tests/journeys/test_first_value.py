"""The first minutes of a new user, by keyboard, on a product that really runs."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.formats import read
from aboveboard.archives.generator.bluesky import write_bluesky_archive
from aboveboard.archives.generator.facebook import write_facebook_archive
from aboveboard.archives.generator.instagram import write_instagram_archive
from aboveboard.archives.generator.linkedin import write_linkedin_archive
from aboveboard.archives.generator.mastodon import write_mastodon_archive
from aboveboard.archives.generator.x import write_x_archive
from aboveboard.archives.values import ArchivedMessage
from tests.journeys.conftest import House, signed_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LINES = [
    ("Gisteren verloren we onze grootste klant #winkels !", "setback"),
    ("Last Friday we won the Ghent tender #sales", "win"),
    ("Le 3 mars : j’ai appris à demander un acompte", "lesson"),
]


def test_three_moments_by_keyboard_alone(house: House, chromium: Browser) -> None:
    page = signed_in(chromium.new_context(), house)
    page.keyboard.press("Tab")
    for line, kind in LINES:
        if "/record/" not in page.url:
            page.goto(page.url.split("/w/")[0] + "/")
            page.goto(re.sub(r"(/w/\d+/).*", r"\1record/", page.url))
        page.keyboard.press("c")
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        first = page.locator("[data-item]").first
        expect(first).to_contain_text(line.split("#")[0].split(":")[-1].strip(" !")[-20:])
        expect(first.locator(".mark").first).to_have_class(re.compile(kind))
        page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("n")
    expect(page.locator("[data-item]").first.locator(".mark").first).to_have_class(
        re.compile("neutral")
    )


def _import(page: Page, archive: Path) -> None:
    base = re.sub(r"(/w/\d+/).*", r"\1", page.url)
    page.goto(base + "library/")
    page.locator("input[type=file]").first.set_input_files(archive)
    page.locator("[data-upload] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/library/imports?/\d+"), timeout=30_000)
    expect(page.locator("main")).to_contain_text("What came of it", timeout=60_000)


WRITERS = {
    "linkedin": (write_linkedin_archive, "zip"),
    "instagram": (write_instagram_archive, "zip"),
    "facebook": (write_facebook_archive, "zip"),
    "mastodon": (write_mastodon_archive, "tar.gz"),
    "bluesky": (write_bluesky_archive, "car"),
    "x": (write_x_archive, "zip"),
}


def test_every_kind_of_archive_comes_in_through_the_page(
    house: House, chromium: Browser, tmp_path: Path
) -> None:
    page = signed_in(chromium.new_context(), house)
    for network, (write, ending) in WRITERS.items():
        archive = tmp_path / f"{network}.{ending}"
        write(archive, seed=1, posts=30)  # type: ignore[operator]  # one shape for all
        _import(page, archive)
        expect(page.locator("main")).to_contain_text(archive.name)


def test_an_import_that_was_killed_goes_on_and_doubles_nothing(
    house: House, chromium: Browser, tmp_path: Path
) -> None:
    archive = tmp_path / "export.zip"
    write_linkedin_archive(archive, seed=3, posts=20, messages=40_000)
    with open_bundle(archive) as bundle:
        expected = {
            item.remote_id for item in read(bundle) if isinstance(item, ArchivedMessage)
        }
    page = signed_in(chromium.new_context(), house)
    base = re.sub(r"(/w/\d+/).*", r"\1", page.url)
    page.goto(base + "library/")
    page.locator("input[type=file]").first.set_input_files(archive)
    page.locator("[data-upload] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/library/imports?/\d+"))
    _wait_for_some(house, at_least=2_000)
    house.kill()
    before = _messages(house)
    house.start()
    page = signed_in(chromium.new_context(), house)
    page.goto(re.sub(r"(/w/\d+/).*", r"\1library/imports/1/", page.url))
    expect(page.locator("main")).to_contain_text("What came of it", timeout=90_000)
    assert 0 < before < len(expected)
    assert _messages(house) == len(expected)


def _messages(house: House) -> int:
    database = sqlite3.connect(house.folder / "aboveboard.sqlite3")
    try:
        count: int = database.execute("SELECT count(*) FROM library_message").fetchone()[0]
    finally:
        database.close()
    return count


def _wait_for_some(house: House, *, at_least: int) -> None:
    import time

    until = time.monotonic() + 30
    while _messages(house) < at_least:
        assert time.monotonic() < until, "nothing came in"
        time.sleep(0.02)
