"""How long a key takes in a browser: from the request to the findings, and to the picture of them.

``python -m tests.journeys.typing_round_trip`` prints it. No test: a busy machine decides it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.journeys.conftest import House, in_workspace, signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

DUTCH = (
    "Vorige week zegde onze grootste klant zijn contract op. Vijf jaar samenwerking, weg met één"
    " mail. Ik heb er twee nachten slecht van geslapen en het team was er stil van.\n\nWat ik eruit"
    " leerde: leg nooit de helft van je omzet bij één naam. Bel me gerust op 0471 23 45 67 of mail"
    " noor@peulvuur.example, ik vertel er graag meer over.\n\n"
)
# A key, then what the page measured of its round trip, and the time until it was painted.
KEY = """letter => new Promise((done) => {
  const field = document.getElementById("text");
  const began = performance.now();
  document.querySelector("marked-text").addEventListener("marked-text", () => {
    requestAnimationFrame(() => setTimeout(() => {
      const all = performance.getEntriesByName("marked-text");
      done([all[all.length - 1].duration, performance.now() - began]);
    }));
  }, {once: true});
  field.setSelectionRange(1500, 1500);
  document.execCommand("insertText", false, letter);
})"""


def round_trips(times: int, length: int) -> list[tuple[float, float]]:
    """Return milliseconds of each key: page-server-page, and from the key to the picture."""
    text = (DUTCH * (length // len(DUTCH) + 1))[:length]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        house = House(Path(folder) / "data")
        house.start()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            page = signed_in(browser.new_context(locale="nl-BE"), house)
            page.goto(in_workspace(page, "read/"))
            page.locator("#text").fill(text)
            page.locator(".finding").first.wait_for()
            return [page.evaluate(KEY, "en"[number % 2]) for number in range(times + 5)][5:]
        finally:
            browser.close()
            house.kill()


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": round(median(values), 1), "p95": round(quantiles(values, n=20)[-1], 1)}


if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    length = int(sys.argv[2]) if len(sys.argv) > 2 else 3_000
    before = os.getloadavg()[0]
    found = round_trips(times, length)
    trips, pictures = zip(*found, strict=True)
    print(  # noqa: T201  (what it is for)
        json.dumps(
            {
                "characters": length,
                "n": len(found),
                "round_trip_ms": _spread(trips),
                "key_to_picture_ms": _spread(pictures),
                "load_before": round(before, 2),
                "load_after": round(os.getloadavg()[0], 2),
            }
        )
    )
