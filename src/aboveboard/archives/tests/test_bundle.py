"""A bundle shows only safe members, and gives no more bytes than its limits."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import struct
import subprocess
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives.bundle import Limits, open_bundle, safe_name
from aboveboard.archives.values import UnreadableArchive

MIB = 1024 * 1024


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def tar_of(path: Path, members: dict[str, bytes], *, packed: bool) -> Path:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    path.write_bytes(gzip.compress(whole.getvalue()) if packed else whole.getvalue())
    return path


def _drain(path: Path, limits: Limits) -> None:
    with open_bundle(path, limits) as bundle:
        for name in bundle.names():
            with bundle.open(name) as stream:
                while stream.read(MIB):
                    pass


def reason_of(path: Path, limits: Limits | None = None) -> str:
    """Return why the bundle at ``path`` cannot be read, reading every member."""
    with pytest.raises(UnreadableArchive) as caught:
        _drain(path, limits or Limits())
    return caught.value.reason


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "folder"])
def test_the_same_members_come_out_of_every_kind_of_archive(tmp_path: Path, kind: str) -> None:
    members = {"b/part2.csv": b"two", "b/part10.csv": b"ten", "a.txt": b""}
    path = tmp_path / "name-without-ending"
    if kind == "zip":
        zip_of(path, members)
    elif kind == "folder":
        for name, data in members.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    else:
        tar_of(path, members, packed=kind == "tar.gz")
    with open_bundle(path) as bundle:
        assert bundle.names() == ("a.txt", "b/part2.csv", "b/part10.csv")
        assert {name: bundle.open(name).read() for name in bundle.names()} == members
        assert bundle.size("b/part2.csv") == 3
        assert bundle.matching(re.compile(r"part\d+\.csv")) == ("b/part2.csv", "b/part10.csv")
        assert bundle.skipped == ()
        assert not bundle.is_single


def test_one_file_is_a_bundle_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "outbox.json"
    path.write_bytes(b"{}")
    with open_bundle(path) as bundle:
        assert bundle.is_single
        assert bundle.names() == ("outbox.json",)
        assert bundle.open("outbox.json").read() == b"{}"


def test_two_members_can_be_read_in_turns(tmp_path: Path) -> None:
    path = tar_of(tmp_path / "a", {"a": b"a" * 600_000, "b": b"b" * 600_000}, packed=True)
    with open_bundle(path) as bundle, bundle.open("a") as one, bundle.open("b") as two:
        for _ in range(6):
            assert one.read(100_000) == b"a" * 100_000
            assert two.read(100_000) == b"b" * 100_000


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../out",
        "a/../../out",
        "C:\\x",
        "c:x",
        "a\\b",
        "a\nb",
        "",
        "/",
        ".",
        "x" * 2000,
    ],
)
def test_an_unsafe_name_is_no_name(name: str) -> None:
    assert safe_name(name) is None


@given(st.text(max_size=40))
def test_a_safe_name_never_leads_out(name: str) -> None:
    safe = safe_name(name)
    if safe is not None:
        assert not safe.startswith("/")
        assert ".." not in safe.split("/")
        safe.encode("utf-8")


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_unsafe_members_are_skipped_and_named(tmp_path: Path, kind: str) -> None:
    members = {"../out": b"1", "/abs": b"2", "good": b"3", "c:\\dir": b"4"}
    path = tmp_path / "archive"
    if kind == "zip":
        zip_of(path, members)
    else:
        tar_of(path, members, packed=kind == "tar.gz")
    with open_bundle(path) as bundle:
        assert bundle.names() == ("good",)
        assert [one.reason for one in bundle.skipped] == ["unsafe_name"] * 3
        assert [one.where for one in bundle.skipped] == ["../out", "/abs", "c:\\dir"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_with_one_name_the_first_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "twice"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", b"first")
        archive.writestr("./a.csv", b"second")
        archive.writestr("a.csv", b"third")
    with open_bundle(path) as bundle:
        assert bundle.open("a.csv").read() == b"first"
        assert [one.reason for one in bundle.skipped] == ["duplicate_name"] * 2


def test_links_and_devices_in_a_tar_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "links"
    with tarfile.open(path, "w") as archive:
        for name, kind in (
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    with open_bundle(path) as bundle:
        assert bundle.names() == ()
        assert [one.reason for one in bundle.skipped] == ["unsafe_name"] * 3


def test_links_in_a_zip_and_in_a_folder_are_skipped(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    for place, count in ((path, 1), (folder, 2)):
        with open_bundle(place) as bundle:
            assert bundle.names() == ()
            assert [one.reason for one in bundle.skipped] == ["unsafe_name"] * count


def test_what_systems_leave_behind_is_told_apart(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "z", {"__MACOSX/._a": b"", "x/.DS_Store": b"", "a": b""})
    with open_bundle(path) as bundle:
        assert bundle.names() == ("a",)
        assert [one.reason for one in bundle.skipped] == ["not_ours", "not_ours"]


def test_a_zip_bomb_is_refused_within_seconds(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("bomb.csv", "w") as member,
    ):
        for _ in range(120):
            member.write(bytes(MIB))
    begin = time.monotonic()
    assert reason_of(path) == "too_large"
    assert time.monotonic() - begin < 5


def test_a_bomb_of_many_members_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bomb", {f"{number}": bytes(4 * MIB) for number in range(20)})
    assert reason_of(path) == "too_large"


def test_a_gzip_bomb_is_refused_when_opened(tmp_path: Path) -> None:
    path = tar_of(tmp_path / "bomb", {"zeros": bytes(80 * MIB)}, packed=True)
    with pytest.raises(UnreadableArchive, match="too_large"):
        open_bundle(path)


def test_a_size_that_lies_does_not_raise_the_limit(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "liar", {"a": b"x" * 5000})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    path.write_bytes(data)
    assert reason_of(path, Limits(member_bytes=1000)) == "damaged"


def test_reading_stops_at_the_limits(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "z", {"a": b"x" * 2000, "b": b"y" * 2000})
    assert reason_of(path, Limits(member_bytes=1999)) == "too_large"
    assert reason_of(path, Limits(total_bytes=3999)) == "too_large"
    assert reason_of(path, Limits(entries=1)) == "too_many_files"
    with open_bundle(path, Limits(total_bytes=4000)) as bundle:
        for name in ("a", "b", "a", "b"):
            assert len(bundle.open(name).read()) == 2000


def test_a_table_of_contents_larger_than_allowed_is_not_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "many", {f"member-{number}": b"" for number in range(30_000)})
    assert reason_of(path, Limits(entries=20_000)) == "too_many_files"
    assert reason_of(path, Limits(index_bytes=MIB)) == "too_many_files"


def test_an_encrypted_zip_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    if shutil.which("zip"):
        (tmp_path / "a.csv").write_bytes(b"secret")
        subprocess.run(
            ["zip", "-q", "-j", "-P", "word", str(path), str(tmp_path / "a.csv")],
            check=True,
        )
    else:
        zip_of(path, {"a.csv": b"secret"})
        data = bytearray(path.read_bytes())
        data[6] |= 1
        data[data.rindex(b"PK\x01\x02") + 8] |= 1
        path.write_bytes(data)
    assert reason_of(path) == "encrypted"


@pytest.mark.skipif(not (shutil.which("zip") and shutil.which("tar")), reason="no zip, no tar")
def test_archives_made_by_the_usual_tools_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "é.csv").write_bytes(b"1,2\n")
    for command in (
        ["zip", "-q", "-r", str(tmp_path / "made.zip"), "."],
        ["tar", "-czf", str(tmp_path / "made.tgz"), "."],
        ["tar", "--format=pax", "-cf", str(tmp_path / "made.tar"), "."],
    ):
        subprocess.run(command, cwd=folder, check=True)
    for name in ("made.zip", "made.tgz", "made.tar"):
        with open_bundle(tmp_path / name) as bundle:
            assert bundle.names() == ("sub/é.csv",)
            assert bundle.open("sub/é.csv").read() == b"1,2\n"


@pytest.mark.parametrize("packed", [True, False])
def test_a_broken_off_archive_is_damaged(tmp_path: Path, *, packed: bool) -> None:
    path = tar_of(tmp_path / "t", {"a": bytes(range(256)) * 40}, packed=packed)
    path.write_bytes(path.read_bytes()[: -len(path.read_bytes()) // 2])
    assert reason_of(path) == "damaged"


def test_a_broken_off_zip_is_damaged(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "z", {"a": bytes(range(256)) * 40})
    path.write_bytes(path.read_bytes()[:-30])
    assert reason_of(path) == "damaged"


def test_a_wrong_checksum_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "z"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"hello")
    path.write_bytes(path.read_bytes().replace(b"hello", b"hullo", 1))
    assert reason_of(path) == "damaged"


def test_a_tar_whose_second_header_is_broken_says_so(tmp_path: Path) -> None:
    path = tar_of(tmp_path / "t", {"a": b"1", "b": b"2"}, packed=False)
    data = bytearray(path.read_bytes())
    data[1024 + 150] ^= 0xFF
    path.write_bytes(data)
    with open_bundle(path) as bundle:
        assert bundle.names() == ("a",)
        assert [one.reason for one in bundle.skipped] == ["damaged"]


def test_a_tar_header_as_large_as_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a")
        info.pax_headers = {"comment": "x" * (2 * MIB)}
        archive.addfile(info)
    assert reason_of(path) in ("too_many_files", "damaged")


@pytest.mark.parametrize("magic", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\x00"])
def test_other_packing_is_not_an_archive_we_read(tmp_path: Path, magic: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(magic + bytes(600))
    assert reason_of(path) == "not_an_archive"


def test_what_is_not_there_is_not_an_archive(tmp_path: Path) -> None:
    assert reason_of(tmp_path / "nothing") == "not_an_archive"


def test_folders_within_folders_without_end_are_skipped(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 60)
    with open_bundle(zip_of(tmp_path / "z", {f"{deep}/a": b""})) as bundle:
        assert [one.reason for one in bundle.skipped] == ["too_deep"]
    (tmp_path / "f" / deep).mkdir(parents=True)
    with open_bundle(tmp_path / "f") as bundle:
        assert [one.reason for one in bundle.skipped] == ["too_deep"]


def _read_all(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bytes"
        path.write_bytes(data)
        try:
            with open_bundle(path) as bundle:
                for name in bundle.names():
                    try:
                        bundle.open(name).read()
                    except UnreadableArchive:
                        continue
        except UnreadableArchive:
            return


def _samples() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample"
        members = {"a.csv": b"Date,Link\n", "b/c.csv": b"x" * 700}
        made = [zip_of(path, members).read_bytes()]
        made += [tar_of(path, members, packed=packed).read_bytes() for packed in (True, False)]
    return made


SAMPLES = _samples()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2000), st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08"]))
def test_any_bytes_end_or_are_refused(data: bytes, magic: bytes) -> None:
    _read_all(magic + data)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 20_000),
)
def test_altered_archives_end_or_are_refused(
    sample: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(sample)
    for place, value in changes:
        data[place % len(data)] = value
    _read_all(bytes(data[: cut % len(data)] if cut % 3 == 0 else data))
