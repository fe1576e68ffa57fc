"""Hostile archives, all given to one real command: each ends in a sentence, in bounded memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import sqlite3
import struct
import subprocess
import sys
import tarfile
import zipfile
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import libipld
import openpyxl
import pytest

from aboveboard.archives.generator.bluesky import DID, Blocks, car_bytes
from aboveboard.archives.generator.linkedin import write_linkedin_archive
from aboveboard.archives.generator.mastodon import write_mastodon_archive
from aboveboard.rooms.library.words import FAILURES

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = Path(__file__).resolve().parents[3]
MIB = 1024 * 1024
# Linux counts the parent's memory into what it says of a child that ended, so the child writes down
# its own mark.
WATCHED = """
import atexit, pathlib
from aboveboard.cli.main import main
status = pathlib.Path("/proc/self/status")
if status.exists():
    atexit.register(lambda: pathlib.Path("status").write_text(status.read_text()))
main()
"""
SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"


def share(text: str, number: int = 0) -> str:
    link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{7170714380746752000 + number}"
    return f"2024-03-05 12:34:56,{link},{text},,,\n"


GOOD = share("never seen", 99)


def zip_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("Shares.csv", "w") as member,
    ):
        member.write((SHARES + GOOD).encode())
        for _ in range(120):
            member.write(bytes(MIB))


def overlapping_zip(path: Path) -> None:
    """A table of contents that names one stretch of the file four thousand times."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Shares.csv", (SHARES + GOOD * 50_000).encode())
    data = path.read_bytes()
    start, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = bytearray(data[start:end])
    entries = b""
    for number in range(4000):
        entry[46:56] = f"{number:06}.csv".encode()
        entries += entry
    closing = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 4000, 4000, len(entries), start, 0)
    path.write_bytes(data[:start] + entries + closing)


def gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb", 9) as packed:
        info = tarfile.TarInfo("outbox.json")
        info.size = 120 * MIB
        packed.write(info.tobuf())
        for _ in range(120):
            packed.write(bytes(MIB))


def names_that_lead_out(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Shares.csv", SHARES + share("named once", 1))
        for name in (
            "../../escaped.csv",
            "/escaped.csv",
            "c:\\escaped.csv",
            "./Shares.csv",
        ):
            archive.writestr(name, SHARES + GOOD)


def locked_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Shares.csv", SHARES + GOOD)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def broken_off(path: Path) -> None:
    write_linkedin_archive(path, seed=1)
    path.write_bytes(path.read_bytes()[:-100])


def broken_off_tar(path: Path) -> None:
    write_mastodon_archive(path, seed=1, posts=200, packing="tar.gz")
    path.write_bytes(path.read_bytes()[:-4000])


def wrong_encoding(path: Path) -> None:
    wrong = share("\x81\x8d\x8f", 2).encode("latin-1")
    path.write_bytes(
        f"{SHARES}{share('before', 3)}".encode() + wrong + share("behind", 4).encode()
    )


def endless_field(path: Path) -> None:
    with path.open("wb") as file:
        start, end = share("|", 5).split("|")
        file.write(f'{SHARES}{share("above", 6)}{start}"'.encode())
        for _ in range(200):
            file.write(b"x" * MIB)
        file.write(f'"{end}{share("below", 7)}'.encode())


def deep_json(path: Path) -> None:
    path.write_bytes(
        b'{"@context":"https://www.w3.org/ns/activitystreams","id":"outbox.json",'
        b'"type":"OrderedCollection","totalItems":1,"orderedItems":['
        + b"[" * 2_000_000
        + b"]" * 2_000_000
        + b"]}"
    )


def links_in_tar(path: Path) -> None:
    with tarfile.open(path, "w") as archive:
        for name, kind in (("outbox.json", tarfile.SYMTYPE), ("actor.json", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)


def circling_car(path: Path) -> None:
    """Two nodes that name each other by false addresses, since true ones cannot circle."""
    one, other = (b"\x01\x71\x12\x20" + hashlib.sha256(word).digest() for word in (b"1", b"2"))
    blocks = Blocks()
    blocks.held[one] = libipld.encode_dag_cbor({"l": other, "e": []})
    blocks.held[other] = libipld.encode_dag_cbor({"l": one, "e": []})
    root = blocks.put({"did": DID, "version": 3, "data": one, "rev": "", "prev": None})
    path.write_bytes(car_bytes([root], blocks.held))


def billion_laughs(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Post URL", "Post publish date", "Engagements"])
    whole = io.BytesIO()
    book.save(whole)
    names = "abcdefghij"
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(
                    b"<worksheet", f"<!DOCTYPE x [{entities}]><worksheet".encode(), 1
                )
                data = data.replace(b"<sheetData>", b"<sheetData><row><c><v>&j;</v></c></row>")
            archive.writestr(name, data)


CASES: dict[str, tuple[Callable[[Path], None], str, set[str], list[str]]] = {
    # file: (maker, failure or nothing, reasons of skipped rows, texts of posts). Newer Pythons see
    # that members overlap, older ones read them up to our limits.
    "bomb.zip": (zip_bomb, "too_large", set(), []),
    "overlap.zip": (overlapping_zip, "unknown_kind|too_large", set(), []),
    "bomb.tar.gz": (gzip_bomb, "too_large", set(), []),
    "locked.zip": (locked_zip, "encrypted", set(), []),
    "broken.zip": (broken_off, "damaged", set(), []),
    "broken.tar.gz": (broken_off_tar, "damaged", set(), []),
    "links.tar": (links_in_tar, "unknown_kind", set(), []),
    "laughs.xlsx": (billion_laughs, "damaged", set(), []),
    "Shares.csv": (endless_field, "", {"too_large"}, ["above", "below"]),
    "Shares_1.csv": (wrong_encoding, "", {"bad_encoding"}, ["before", "behind"]),
    "outbox.json": (deep_json, "", {"too_deep"}, []),
    "circle.car": (circling_car, "", {"damaged"}, []),
    "names.zip": (names_that_lead_out, "", {"unsafe_name", "duplicate_name"}, ["named once"]),
}


def peak_mib(status: Path, otherwise: int) -> float:
    if not status.exists():
        return otherwise / (MIB if sys.platform == "darwin" else 1024)
    (line,) = [one for one in status.read_text().splitlines() if one.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command says of every file, its peak of memory, and the folder of its data."""
    place = tmp_path_factory.mktemp("hostile")
    for name, (make, *_) in CASES.items():
        make(place / name)
    report = place / "report"
    with report.open("wb") as said, (place / "complaints").open("wb") as complaints:
        child = subprocess.Popen(
            [sys.executable, "-c", WATCHED, "import", "--json", *sorted(CASES)],
            cwd=place,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(SOURCE),
                "ABOVEBOARD_DATA_DIR": str(place / "data"),
            },
            stdout=said,
            stderr=complaints,
        )
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    answers = [json.loads(line) for line in report.read_text().splitlines()]
    return {
        "place": place,
        "code": child.returncode,
        "complaints": (place / "complaints").read_text(),
        "files": {one["file"]: one for one in answers},
        "peak_mib": peak_mib(place / "status", used.ru_maxrss),
        "seconds": used.ru_utime + used.ru_stime,
    }


def test_every_hostile_archive_is_answered_and_none_by_a_traceback(
    told: dict[str, Any],
) -> None:
    assert told["code"] == 3
    assert set(told["files"]) == set(CASES)
    assert "Traceback" not in told["complaints"]


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_archive_ends_in_its_sentence_or_tells_the_rows_it_left_out(
    told: dict[str, Any], name: str
) -> None:
    _make, failure, reasons, _texts = CASES[name]
    answer = told["files"][name]
    assert answer["failure"] in failure.split("|")
    assert reasons <= set(answer["skipped_by_reason"])
    if failure:
        assert str(FAILURES[answer["failure"]]).endswith(".")
        assert (answer["state"], answer["taken"], answer["skipped"]) == ("failed", 0, 0)


def test_all_of_it_takes_little_memory_and_seconds_each(told: dict[str, Any]) -> None:
    assert told["peak_mib"] < 250
    assert told["seconds"] < 10 * len(CASES)


def test_nothing_is_half_written_and_nothing_lies_outside(told: dict[str, Any]) -> None:
    (database,) = (told["place"] / "data").rglob("*.sqlite3")
    with closing(sqlite3.connect(database)) as connection:
        texts = [text for (text,) in connection.execute("SELECT text FROM library_post")]
    wanted = [text for *_rest, taken in CASES.values() for text in taken]
    assert sorted(texts) == sorted(wanted)
    assert not list(told["place"].rglob("escaped*"))
    assert not list(told["place"].parent.rglob("escaped*"))
