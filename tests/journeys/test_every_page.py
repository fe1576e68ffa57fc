"""Every page of the product, in both themes and both sizes: no fault for axe, no sideways scroll."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys.addresses import NO_PAGES, PAGES, Rows, patterns, rows_of
from tests.journeys.conftest import House, signed_in
from tests.journeys.looking import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ADDRESSES = [address for variants in PAGES.values() for address in variants]


@pytest.fixture(scope="module")
def rows(demo: House) -> Rows:
    return rows_of(demo.folder)


@pytest.fixture(scope="module")
def page(demo: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    yield signed_in(context, demo)
    context.close()


def test_every_pattern_is_looked_at_or_is_no_page(page: Page, demo: House) -> None:
    known = set(patterns())
    assert set(PAGES) | set(NO_PAGES) <= known, "an address that is no more"
    for pattern in known - set(PAGES) - set(NO_PAGES):
        address = re.sub(r"<(\w+):\w+>", "1", pattern)
        answer = page.request.get(f"{demo.address}/{address}")
        assert answer.status == 405, f"{pattern} answers a GET: put it into PAGES or NO_PAGES"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_fault(address: str, page: Page, demo: House, rows: Rows) -> None:
    answer = page.goto(f"{demo.address}/{rows.fill(address)}")
    assert answer is not None
    assert answer.ok
    assert faults(page) == []


@pytest.mark.parametrize("pattern", NO_PAGES)
def test_what_is_no_page_is_not_one(pattern: str, page: Page, demo: House, rows: Rows) -> None:
    address = re.sub(r"<int:workspace_id>", str(rows.workspace), pattern)
    address = re.sub(r"<int:import_id>", str(rows.import_), address)
    address = re.sub(r"<\w+:\w+>", "1", address)
    answer = page.request.get(f"{demo.address}/{address}", max_redirects=0)
    is_whole_page = answer.ok and "<html" in answer.text()[:200]
    assert not is_whole_page


@pytest.mark.parametrize("language", ["nl-BE", "fr-BE", "en-GB"])
def test_pages_speak_the_language_of_the_browser(
    language: str, demo: House, chromium: Browser
) -> None:
    context = chromium.new_context(locale=language)
    page = signed_in(context, demo)
    assert page.locator("html").get_attribute("lang") == language[:2]
    words = {"nl": "Vandaag", "fr": "Aujourd’hui", "en": "Today"}[language[:2]]
    assert words in page.locator(".nav").inner_text()
    context.close()
