"""A running product and a real browser: nothing between the test and what a person meets."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

SOURCE = Path(__file__).resolve().parents[2] / "src"
PATIENCE = 20_000
"""Milliseconds for whatever a test waits for: a busy machine is slow, and no test is of speed."""


@dataclass
class House:
    """One installation: its data folder, and the process that serves it."""

    folder: Path
    process: subprocess.Popen[str] | None = None
    address: str = ""
    link: str = ""
    more: dict[str, str] = field(default_factory=dict)
    """Settings beside the usual ones."""

    def start(self, verb: str = "serve") -> None:
        """Start and wait for the address and the link."""
        keep = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "aboveboard",
                verb,
                "--no-browser",
                "--port",
                str(_free_port()),
            ],
            env={
                **keep,
                "PYTHONPATH": str(SOURCE),
                "ABOVEBOARD_DATA_DIR": str(self.folder),
                "ABOVEBOARD_TIME_ZONE": "Europe/Brussels",
                **self.more,
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        said = ""
        while "/sign-in/" not in said:
            line = self.process.stdout.readline()
            assert line, f"it ended: {said}"
            said += line
        self.link = re.search(r"http\S+/sign-in/\S+", said)[0]  # type: ignore[index]  # seen above
        self.address = self.link.split("/sign-in/")[0]

    def new_link(self) -> str:
        """Return another link to the same workspace: each works once."""
        answer = subprocess.run(
            [sys.executable, "-m", "aboveboard", "link", "--json"],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(SOURCE),
                "ABOVEBOARD_DATA_DIR": str(self.folder),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        made: str = json.loads(answer.stdout.splitlines()[-1])["link"]
        return made.split("?", maxsplit=1)[0] + "?" + self.link.split("?")[1]

    def kill(self) -> None:
        """Pull the plug."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Return an empty installation that runs."""
    one = House(tmp_path / "data")
    one.start()
    yield one
    one.kill()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return an installation that the tests of one file share, in their order."""
    one = House(tmp_path_factory.mktemp("bare"))
    one.start()
    yield one
    one.kill()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return an installation with the demo, for tests that only look."""
    one = House(tmp_path_factory.mktemp("demo"))
    one.start("demo")
    yield one
    one.kill()


@pytest.fixture(scope="module")  # its event loop must not stay for tests that use the database
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
            ],
        )
        yield browser
        browser.close()


def signed_in(context: BrowserContext, house: House) -> Page:
    """Return a page that is signed in, and that fails the test on any error in its console."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: pytest.fail(f"script failed: {error}"))
    page.on("console", lambda said: _judge(said.type, said.text))
    page.goto(house.new_link())
    return page


def in_workspace(page: Page, path: str) -> str:
    """Return the address of ``path`` in the workspace the page is in."""
    return re.sub(r"(/w/\d+/).*", r"\1", page.url) + path


def _judge(kind: str, text: str) -> None:
    if kind == "error" and "Content Security Policy" in text:
        pytest.fail(text)
