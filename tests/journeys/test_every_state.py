"""What a page looks like when it is empty, opened, refused or gone wrong: no fault either."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aboveboard.archives.generator.linkedin import write_linkedin_archive
from tests.journeys.conftest import House, in_workspace, signed_in
from tests.journeys.looking import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

EMPTY = [
    "",
    "go/?q=xyzzy",
    "record/",
    "record/csv/in/",
    "record/csv/rejected/",
    "record/targets/",
    "record/perceptions/",
    "library/",
    "library/messages/",
    "mirror/",
    "mirror/links/",
    "mirror/untold/",
    "read/",
    "read/rules/",
    "read/dismissals/",
    "read/archive/",
]


@pytest.fixture(scope="module")
def page(bare: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    yield signed_in(context, bare)
    context.close()


@pytest.fixture(scope="module")
def shown(demo: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    yield signed_in(context, demo)
    context.close()


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_page_has_no_fault(path: str, page: Page) -> None:
    answer = page.goto(in_workspace(page, path))
    assert answer is not None
    assert answer.ok
    assert faults(page) == []


def test_the_door_and_a_used_link_have_no_fault(bare: House, chromium: Browser) -> None:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    for address in (f"{bare.address}/sign-in/", bare.link, bare.link):
        context.clear_cookies()
        page.goto(address)
        if page.url.startswith(f"{bare.address}/sign-in/"):
            assert faults(page) == []
    assert "This link no longer works" in page.locator("h1").inner_text()
    context.close()


def test_a_page_that_is_not_there_has_no_fault(page: Page) -> None:
    answer = page.goto(in_workspace(page, "record/moments/999/"))
    assert answer is not None
    assert answer.status == 404
    assert faults(page) == []


def test_an_address_that_only_takes_forms_has_no_fault(page: Page) -> None:
    answer = page.goto(in_workspace(page, "record/capture/"))
    assert answer is not None
    assert answer.status == 405
    assert faults(page) == []


def _without_its_token(page: Page) -> None:
    page.goto(in_workspace(page, "settings/"))
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(one => one.remove())"
    )
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("main")).to_contain_text("403")


def _too_large(page: Page) -> None:
    page.goto(in_workspace(page, "record/"))
    page.locator("#capture").fill("A picture of everything")
    page.keyboard.press("Enter")
    page.locator("#kept .what a").first.click()
    page.locator("#file").set_input_files(
        {"name": "big.png", "mimeType": "image/png", "buffer": b"\x89PNG" + bytes(21 * 2**20)}
    )
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("main")).to_contain_text("20 MB")


def _no_number(page: Page) -> None:
    page.goto(in_workspace(page, "record/targets/"))
    page.locator("#what").fill("Sales")
    page.locator("#value").fill("a lot")
    page.locator("#due_on").fill("2030-01-01")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)


def _rows_not_taken(page: Page) -> None:
    page.goto(in_workspace(page, "record/csv/in/"))
    bad = b"date,text\n2026-13-45,Never\n2026-01-02,Once\n"
    page.locator("#file").set_input_files(
        {"name": "m.csv", "mimeType": "text/csv", "buffer": bad}
    )
    page.get_by_role("button", name="Bring in").click()
    expect(page.locator("table")).to_contain_text("Never")


def _no_header(page: Page) -> None:
    page.goto(in_workspace(page, "record/csv/in/"))
    page.locator("#file").set_input_files(
        {"name": "m.csv", "mimeType": "text/csv", "buffer": b"x"}
    )
    page.get_by_role("button", name="Bring in").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)


def _no_archive(page: Page) -> None:
    page.goto(in_workspace(page, "library/"))
    page.locator("#archive").set_input_files(
        {"name": "notes.zip", "mimeType": "application/zip", "buffer": b"not a zip at all"}
    )
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_url(re.compile(r"/library/imports/\d+"))
    expect(page.locator("main")).to_contain_text("could not be taken in")


@pytest.mark.parametrize(
    "wrong",
    [_without_its_token, _too_large, _no_number, _rows_not_taken, _no_header, _no_archive],
)
def test_a_refusal_has_no_fault(wrong: Callable[[Page], None], page: Page) -> None:
    wrong(page)
    assert faults(page) == []


def test_a_report_with_skipped_rows_has_no_fault(page: Page, tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    write_linkedin_archive(archive, seed=3, posts=20, messages=40)
    page.goto(in_workspace(page, "library/"))
    page.locator("#archive").set_input_files(archive)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.locator("main")).to_contain_text("Skipped, and why", timeout=30_000)
    assert faults(page) == []


def _palette(page: Page) -> None:
    page.goto(in_workspace(page, "mirror/"))
    page.keyboard.press("Control+k")
    page.keyboard.type("winkel")
    expect(page.locator("#palette [role=option]").nth(3)).to_be_visible()


def _keys(page: Page) -> None:
    page.goto(in_workspace(page, "mirror/"))
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def _periods(page: Page) -> None:
    page.goto(in_workspace(page, "mirror/"))
    page.locator(".chooser summary").click()


def _tables(page: Page) -> None:
    page.goto(in_workspace(page, "mirror/?period=all"))
    for one in page.locator("details.as-table summary").all():
        one.click()


def _beside(page: Page) -> None:
    page.goto(in_workspace(page, "record/"))
    page.locator(".quick details summary").first.click()


def _how(page: Page) -> None:
    page.goto(in_workspace(page, "library/"))
    page.locator(".how summary").click()


def _finding(page: Page) -> None:
    page.goto(in_workspace(page, "read/?example=1"))
    page.keyboard.press("F8")
    expect(page.locator(".finding.on")).to_have_count(1)
    for more in page.locator(".more summary").all():
        more.click()
    page.locator(".finding .off summary").nth(1).click()
    page.get_by_role("button", name="What if…").click()
    expect(page.get_by_role("heading", name="What if")).to_be_visible()
    page.locator(".finding .off summary").nth(1).click()


@pytest.mark.parametrize(
    "opened", [_palette, _keys, _periods, _tables, _beside, _how, _finding]
)
def test_what_opens_has_no_fault(opened: Callable[[Page], None], shown: Page) -> None:
    opened(shown)
    assert faults(shown) == []


def test_a_dismissed_finding_and_its_undo_have_no_fault(page: Page) -> None:
    page.goto(in_workspace(page, "read/?example=1"))
    page.locator(".finding .off summary").nth(1).click()
    page.get_by_role("button", name="Not true here").click()
    expect(page.locator("#toasts .toast")).to_be_visible()
    page.locator(".away summary").click()
    assert faults(page) == []
    page.goto(in_workspace(page, "read/dismissals/"))
    assert faults(page) == []


def test_the_own_posts_read_have_no_fault(shown: Page) -> None:
    shown.goto(in_workspace(shown, "read/archive/"))
    shown.get_by_role("button", name="Read them").click()
    expect(shown.get_by_role("heading", name="By rule")).to_be_visible()
    assert faults(shown) == []


def test_what_was_just_kept_and_its_undo_have_no_fault(page: Page) -> None:
    page.goto(in_workspace(page, "record/"))
    page.locator("#capture").fill("We lost the tender #sales")
    page.keyboard.press("Enter")
    expect(page.locator("#kept [data-item]")).to_have_count(1)
    assert faults(page) == []
    page.locator("#kept .what a").first.click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(".toast")).to_be_visible()
    assert faults(page) == []
