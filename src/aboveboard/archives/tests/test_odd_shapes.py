"""Archives that are sound outside and odd inside: other values in the right places."""

from __future__ import annotations

import copy
import csv
import io
import json
import tarfile
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import facebook, instagram, linkedin, mastodon, x
from aboveboard.archives.bundle import open_bundle, open_stream
from aboveboard.archives.tests.golden_pairs import FOLDER
from aboveboard.archives.tests.reading import check_sound, survives
from aboveboard.archives.values import ArchivedPost, UnreadableArchive

if TYPE_CHECKING:
    from aboveboard.archives.bundle import Bundle
    from aboveboard.archives.tests.reading import Reader

CALM: Final = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
READERS: Final[dict[str, Reader]] = {
    "instagram-2022.zip": instagram,
    "instagram-2026.zip": instagram,
    "facebook-2019.zip": facebook,
    "facebook-2025.zip": facebook,
    "mastodon.zip": mastodon,
    "x-2018.zip": x,
    "x-2025.zip": x,
}
odd_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "\0", "\ud800", "9" * 400, "2024-13-45T99:99:99Z", "javascript:x"])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def members(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(FOLDER / name) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside ``value``, and to itself."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return ``value`` with ``new`` at the end of the way ``path``."""
    if not path:
        return new
    changed = copy.deepcopy(value)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = new
    return changed


@pytest.mark.parametrize("name", READERS)
@CALM
@given(data=st.data())
def test_any_value_in_any_place_of_any_json_never_raises(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    files = members(name)
    written = [one for one in files if one.endswith((".json", ".js")) and files[one].strip()]
    chosen = data.draw(st.sampled_from(written))
    head, sign, tail = (
        files[chosen].rpartition(b" = ")
        if chosen.endswith(".js")
        else (b"", b"", files[chosen])
    )
    value = json.loads(tail)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(places(value)))
        value = put(value, place, data.draw(odd_values))
    files[chosen] = head + sign + json.dumps(value).encode()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for one, content in files.items():
            archive.writestr(one, content)
    survives(READERS[name], tmp_path / "a.zip")


@CALM
@given(
    cells=st.lists(
        st.text(st.sampled_from("ab\",;\t\n\r\\' \u2028é"), max_size=12), min_size=1, max_size=6
    ),
    ending=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
)
def test_every_share_that_is_quoted_well_comes_out_as_a_post_whatever_its_words(
    tmp_path: Path, cells: list[str], ending: str, mark: bytes
) -> None:
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=ending)
    table.writerow(
        ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
    )
    for number, cell in enumerate(cells):
        link = (
            f"https://www.linkedin.com/feed/update/urn:li:share:{7170714380746752000 + number}"
        )
        table.writerow(["2024-03-05 12:34:56", link, f"w{cell}w", "", "", "MEMBER_NETWORK"])
    path = tmp_path / "Shares.csv"
    path.write_bytes(mark + text.getvalue().encode())
    with open_bundle(path) as bundle:
        found = list(linkedin.read(bundle))
    for one in found:
        check_sound(one)
    assert sum(isinstance(one, ArchivedPost) for one in found) == len(cells)


@CALM
@given(
    headers=st.lists(
        st.fixed_dictionaries(
            {
                "name": st.text(max_size=120) | st.sampled_from(["a", "../a", "/a", "a/" * 60]),
                "size": st.integers(0, 2**35) | st.integers(0, 700),
                "type": st.sampled_from([bytes([one]) for one in b"01234567xgLKSDV\0"]),
                "linkname": st.sampled_from(["", "a", "/etc/passwd", "x" * 300]),
                "mode": st.integers(0, 0o7777),
            }
        ),
        min_size=1,
        max_size=5,
    ),
    form=st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
    content=st.binary(max_size=700),
)
def test_tar_headers_with_right_sums_and_wrong_words_end_or_are_refused(
    headers: list[dict[str, Any]], form: Literal[0, 1, 2], content: bytes
) -> None:
    whole = b""
    for one in headers:
        info = tarfile.TarInfo()
        for field, value in one.items():
            setattr(info, field, value)
        try:
            whole += info.tobuf(form, errors="surrogateescape")
        except (ValueError, UnicodeError):
            continue
        whole += content.ljust(-(-len(content) // 512) * 512, b"\0")
    with tempfile.TemporaryFile() as file:
        file.write(whole)
        file.seek(0)
        try:
            with open_stream(file, Path("t.tar")) as bundle:
                for name in bundle.names():
                    assert not name.startswith("/")
                    assert ".." not in name.split("/")
                    _drained(bundle, name)
        except UnreadableArchive:
            return


def _drained(bundle: Bundle, name: str) -> None:
    with suppress(UnreadableArchive), bundle.open(name) as stream:
        while stream.read(1024 * 1024):
            pass
