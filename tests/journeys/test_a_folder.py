"""An export that was unpacked, as many browsers and systems do unasked."""

from __future__ import annotations

import re
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aboveboard.archives.generator.instagram import write_instagram_archive
from aboveboard.archives.generator.mastodon import write_mastodon_archive
from tests.journeys.conftest import House, in_workspace, signed_in
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def _unpacked(folder: Path) -> Path:
    """Return an Instagram export in a folder, as an archive program leaves it."""
    archive = folder / "export.zip"
    write_instagram_archive(archive, seed=6, posts=25)
    place = folder / "instagram-noor-2026"
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            packed.extract(name, place)
    (place / ".DS_Store").write_bytes(b"\0" * 10)
    long = place / ("a folder with a very long name, " * 4) / ("été, " * 12)
    long.mkdir(parents=True)
    (long / "film.mp4").write_bytes(b"\0" * 5_000_000)
    return place


def _drop(page: Page, *places: Path) -> None:
    """Drop folders or files on the page, the way the browser itself takes them."""
    box = page.locator(".drop").bounding_box()
    assert box is not None
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + 20,
                "y": box["y"] + 20,
                "data": {
                    "items": [],
                    "files": [str(place) for place in places],
                    "dragOperationsMask": 1,
                },
            },
        )


def _comes_in(page: Page) -> str:
    """Return the words of the report."""
    page.wait_for_url(re.compile(r"/library/imports/\d+"))
    expect(page.locator("main")).to_contain_text("What came of it", timeout=30_000)
    return page.locator(".came").inner_text()


def test_a_folder_gives_what_its_archive_gives(
    house: House, chromium: Browser, tmp_path: Path
) -> None:
    page = signed_in(chromium.new_context(locale="en-GB"), house)
    hands = Hands(page)
    folder = _unpacked(tmp_path)
    page.goto(in_workspace(page, "library/"))
    _drop(page, folder)
    first = _comes_in(page)
    expect(page.locator("h1")).to_have_text("instagram-noor-2026.tar")
    # The same folder by keyboard, then the archive it came from: nothing is new.
    page.goto(in_workspace(page, "library/"))
    hands.choose_file(page.locator("[data-folder]"), folder)
    assert "Taken\n0" in _comes_in(page)
    page.goto(in_workspace(page, "library/"))
    page.locator("#archive").set_input_files(tmp_path / "export.zip")
    page.get_by_role("button", name="Bring it in").click()
    assert "Taken\n0" in _comes_in(page)
    assert "27 posts" in first


def test_a_folder_around_one_archive_gives_that_archive(
    house: House, chromium: Browser, tmp_path: Path
) -> None:
    page = signed_in(chromium.new_context(locale="en-GB"), house)
    folder = tmp_path / "Downloads"
    folder.mkdir()
    write_mastodon_archive(folder / "archive.tar.gz", seed=2, posts=5)
    page.goto(in_workspace(page, "library/"))
    _drop(page, folder)
    assert "6 posts" in _comes_in(page)
    expect(page.locator("h1")).to_have_text("archive.tar.gz")


def test_several_archives_at_once_are_refused_with_the_next_step(
    house: House, chromium: Browser, tmp_path: Path
) -> None:
    page = signed_in(chromium.new_context(locale="en-GB"), house)
    for name in ("one.tar.gz", "two.tar.gz"):
        write_mastodon_archive(tmp_path / name, seed=2, posts=5)
    page.goto(in_workspace(page, "library/"))
    _drop(page, tmp_path / "one.tar.gz", tmp_path / "two.tar.gz")
    expect(page.locator("[data-says]")).to_contain_text("Bring in one archive")
    expect(page.get_by_role("button", name="Bring it in")).to_be_enabled()


def test_the_tar_of_the_page_is_one_any_program_reads(
    house: House, chromium: Browser, tmp_path: Path
) -> None:
    page = signed_in(chromium.new_context(locale="en-GB"), house)
    made = page.evaluate(
        """async () => {
          const {pack} = await import("/static/web/js/folder.js");
          const put = (path, text) => ({path, file: new File([text], path, {lastModified: 1.7e12})});
          const file = pack([put("b/été.json", "[1]"), put("b/" + "é".repeat(80) + ".json", "{}"),
            put("b/x.jpg", "picture"), put("b/full.txt", "x".repeat(1024))], "b");
          return [...new Uint8Array(await file.arrayBuffer())];
        }"""
    )
    file = tmp_path / "b.tar"
    file.write_bytes(bytes(made))
    with tarfile.open(file) as tar:
        held = {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]  # files all
    assert held == {
        "b/été.json": b"[1]",
        "b/" + "é" * 80 + ".json": b"{}",
        "b/x.jpg": b"",
        "b/full.txt": b"x" * 1024,
    }
