"""Every page, in both themes and both sizes: no fault for axe, no sideways scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import House, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "go/?q=winkel",
    "record/",
    "record/targets/",
    "mirror/",
    "mirror/links/",
    "mirror/definitions/",
    "library/",
    "library/messages/",
    "settings/",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_fault_or_scrolls_sideways(
    theme: str, width: int, demo: House, chromium: Browser
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = signed_in(context, demo)
    base = page.url
    faults = []
    for path in PAGES:
        answer = page.goto(base + path)
        assert answer is not None
        assert answer.ok, path
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            faults.append(f"{path}: scrolls {over} px sideways")
        if width == 320:
            continue
        found = Axe().run(page, options=RULES)
        faults += [
            f"{path}: {fault['id']}: {fault['nodes'][0]['target']}"
            for fault in found.response["violations"]
        ]
    context.close()
    assert faults == []


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
