"""Hands that know only a keyboard, and see where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

FURTHEST = 400
# A ring may be drawn by what holds the field: the label of a choice, the box of the capture line.
UNSEEN = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const rings = [element, element.closest("label"), element.closest(".quick, .ask")];
  const isSeen = rings.some((one) => {
    if (!one) return false;
    const {outlineStyle, outlineWidth, boxShadow, opacity} = getComputedStyle(one);
    const isRing = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    const {width, height} = one.getBoundingClientRect();
    return isRing && opacity !== "0" && width > 4 && height > 4;
  });
  return isSeen ? "" : element.outerHTML.slice(0, 120);
}"""
"""The element that has the focus without showing it, or nothing."""


class Hands:
    """Tab, arrows, letters and Enter on one page; every stop on the way must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # Listening only from the moment a key is pressed comes too late on a busy machine.
        page.on("filechooser", lambda _chooser: None)

    def go_to(self, place: Locator, *, back: bool = False) -> None:
        """Tab until ``place`` has the focus.

        Raises:
            AssertionError: it is never reached, or a stop on the way shows no focus.
        """
        for _ in range(FURTHEST):
            if place.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            # One look, not several: what holds the focus may be replaced meanwhile.
            unseen = self.page.evaluate(UNSEEN)
            assert not unseen, f"no focus to see at {unseen}"
        raise AssertionError(f"no way by keyboard to {place}")

    def press(self, place: Locator, key: str = "Enter") -> None:
        """Go to ``place`` and press a key there."""
        self.go_to(place)
        self.page.keyboard.press(key)

    def write(self, place: Locator, words: str) -> None:
        """Go to a field and write ``words`` instead of what it holds."""
        self.go_to(place)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def write_day(self, place: Locator, day: str) -> None:
        """Go to a field for a day and write it as the browser asks, such as ``09302026``."""
        self.go_to(place)
        self.page.keyboard.type(day)

    def choose_file(self, place: Locator, file: Path) -> None:
        """Open the chooser of a field or button with the keyboard, and take ``file``."""
        self.go_to(place)
        with self.page.expect_file_chooser() as chosen:
            self.page.keyboard.press("Space")
        chosen.value.set_files(file)
