"""What axe and a ruler find wrong on a page, in both themes and both sizes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESKTOP, PHONE, NARROWEST = 1440, 390, 320
ALL_RULES = (
    '{"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],'
    ' "resultTypes": ["violations"]}'
)
# Of the rules only this one can tell light from dark.
CONTRAST = (
    '{"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}'
)
SHORTENED = """() => {
  for (const list of new Set([...document.querySelectorAll("[data-item]")].map((one) => one.parentElement)))
    [...list.children].slice(6).forEach((row) => row.matches("[data-item]") && row.remove());
}"""
FOUND = """rules => axe.run(document, JSON.parse(rules)).then(
  ({violations}) => violations.map(
    ({id, nodes}) => `${id}: ${nodes.slice(0, 3).map(({target}) => target)}`))"""


@cache
def _axe() -> str:
    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page that is open: one line a fault, with where it is seen.

    Of a list only the first six rows are judged: those after are made by the same template, and
    judging fifty takes seconds.
    """
    found = []
    for width in (NARROWEST, PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"scrolls {over} px sideways at {width}")
    page.evaluate(SHORTENED)
    page.evaluate(_axe())
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        for theme, rules in (("dark", CONTRAST), ("light", ALL_RULES)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of the two
            found += [f"{theme} {width} {one}" for one in page.evaluate(FOUND, rules)]
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    return found
