"""Take the picture of the README from a running demo."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path("docs/pictures/mirror.png")


def _start(folder: str) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "aboveboard", "demo", "--no-browser"],
        env={**os.environ, "ABOVEBOARD_DATA_DIR": folder},  # noqa: TID251  (for a process of its own)
        stdout=subprocess.PIPE,
        text=True,
    )
    said = ""
    while "/sign-in/" not in said and process.stdout is not None:
        said += process.stdout.readline()
    link = re.search(r"http\S+/sign-in/\S+", said)
    return process, link[0] if link else sys.exit("no link")


def main() -> None:
    """Write docs/pictures/mirror.png."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        process, link = _start(folder)
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--hide-scrollbars"],
            )
            page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
            page.goto(link)
            page.goto(page.url + "mirror/?period=all")
            PICTURE.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURE)
            browser.close()
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
