"""Which export a bundle is, told by content alone."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.formats import FORMATS, read, recognise
from aboveboard.archives.generator.linkedin import write_linkedin_archive
from aboveboard.archives.values import Skipped, UnreadableArchive


def test_every_format_has_the_name_it_is_found_under() -> None:
    assert {name: one.NAME for name, one in FORMATS.items()} == {name: name for name in FORMATS}
    assert set(FORMATS) == {
        "linkedin",
        "linkedin_analytics",
        "mastodon",
        "x",
        "instagram",
        "facebook",
        "bluesky",
    }


def test_what_was_left_out_on_opening_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "holiday.jpg"
    write_linkedin_archive(path, seed=1)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../evil", b"")
    with open_bundle(path) as bundle:
        assert recognise(bundle) == "linkedin"
        first = next(read(bundle))
    assert isinstance(first, Skipped)
    assert (first.where, first.reason) == ("../evil", "unsafe_name")


def test_something_else_is_of_unknown_kind(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    for path in (tmp_path, tmp_path / "letter.txt"):
        with (
            open_bundle(path) as bundle,
            pytest.raises(UnreadableArchive, match="unknown_kind"),
        ):
            read(bundle)


def test_pages_instead_of_data_are_said_to_be(tmp_path: Path) -> None:
    folder = tmp_path / "your_instagram_activity" / "media"
    folder.mkdir(parents=True)
    (folder / "posts_1.html").write_text("<html><body>Instagram</body></html>")
    with (
        open_bundle(tmp_path) as bundle,
        pytest.raises(UnreadableArchive, match="html_instead"),
    ):
        list(read(bundle))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=600),
    st.sampled_from([b"", b"PK\x03\x04", b"{", b"[", b"\x3a\xa2e", b"a,b\n"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, begin: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(begin + data)
        try:
            with open_bundle(path) as bundle:
                list(read(bundle))
        except UnreadableArchive:
            return
