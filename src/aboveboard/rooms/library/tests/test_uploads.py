from __future__ import annotations

import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_ox.testing import run_tasks

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.library.begin_upload import ABANDONED_AFTER, MAX_BYTES, begin_upload
from aboveboard.rooms.library.models import Import, Post
from aboveboard.rooms.library.receive import PIECE_BYTES
from aboveboard.rooms.library.upload_files import part_of, size_of
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from conftest import Cast


def begin(browser: Client, cast: Cast, name: str, size: int) -> dict[str, Any]:
    where = reverse("library:begin", args=[cast.workspace.pk])
    told: dict[str, Any] = browser.post(where, {"name": name, "size": size}).json()
    return told


def send(browser: Client, place: dict[str, Any], offset: int, piece: bytes) -> Any:
    return browser.post(
        f"{place['piece']}?offset={offset}", piece, content_type="application/octet-stream"
    )


def test_an_upload_in_pieces_is_taken_in(browser: Client, cast: Cast, archive: Path) -> None:
    content = archive.read_bytes()
    place = begin(browser, cast, "linkedin.zip", len(content))
    offset = place["offset"]
    while offset < len(content):
        offset = send(browser, place, offset, content[offset : offset + 900]).json()["offset"]
    told = browser.post(place["start"]).json()
    run_tasks()
    source = Import.objects.get()
    assert told["page"].endswith(f"/imports/{source.pk}/")
    assert (source.state, source.format) == (Import.State.DONE, "linkedin")
    assert Post.objects.filter(is_read=True).count() == 20
    assert not part_of(source.pk).exists()


def test_a_broken_upload_goes_on_where_it_was(
    browser: Client, cast: Cast, archive: Path
) -> None:
    content = archive.read_bytes()
    place = begin(browser, cast, "linkedin.zip", len(content))
    send(browser, place, 0, content[:1000])
    again = begin(browser, cast, "linkedin.zip", len(content))
    assert again == {**place, "offset": 1000}
    lost = send(browser, again, 0, content[:1000])
    assert (lost.status_code, lost.json()) == (409, {"offset": 1000})
    assert send(browser, again, 1000, content[1000:]).json() == {"offset": len(content)}
    source = Import.objects.get()
    assert part_of(source.pk).read_bytes() == content


def test_another_file_of_the_same_name_and_size_does_not_go_on_in_the_first(
    cast: Cast,
) -> None:
    def into(ends: str) -> Import:
        return begin_upload(file_name="a.zip", size=10, ends=ends, by=cast.noor, now=NOON)

    first, other = into("a" * 64), into("b" * 64)
    assert other.pk != first.pk
    assert into("a" * 64).pk == first.pk
    with pytest.raises(Invalid):
        into("not a digest")


def test_an_upload_that_broke_off_a_week_ago_is_removed(cast: Cast) -> None:
    first = begin_upload(file_name="a.zip", size=10, by=cast.noor, now=NOON)
    second = begin_upload(file_name="b.zip", size=10, by=cast.noor, now=NOON)
    part_of(first.pk).write_bytes(b"12345")
    later = NOON + ABANDONED_AFTER + timedelta(minutes=1)
    os.utime(part_of(first.pk), (NOON.timestamp(), NOON.timestamp()))
    part_of(second.pk).write_bytes(b"12345")
    os.utime(part_of(second.pk), (later.timestamp(), later.timestamp()))
    begin_upload(file_name="c.zip", size=10, by=cast.noor, now=later)
    assert not part_of(first.pk).exists()
    assert sorted(Import.objects.values_list("file_name", flat=True)) == ["b.zip", "c.zip"]


def test_half_a_piece_written_before_a_crash_counts(
    browser: Client, cast: Cast, archive: Path
) -> None:
    content = archive.read_bytes()
    place = begin(browser, cast, "linkedin.zip", len(content))
    source = Import.objects.get()
    part_of(source.pk).write_bytes(content[:333])
    assert send(browser, place, 0, content[:1000]).json() == {"offset": 333}
    assert send(browser, place, 333, content[333:]).status_code == 200
    assert part_of(source.pk).read_bytes() == content


def test_an_incomplete_upload_is_not_started(
    browser: Client, cast: Cast, archive: Path
) -> None:
    place = begin(browser, cast, "linkedin.zip", 5000)
    send(browser, place, 0, b"x" * 100)
    answer = browser.post(place["start"])
    assert (answer.status_code, "words" in answer.json()) == (409, True)
    assert Import.objects.get().state == Import.State.UPLOADING


def test_starting_twice_takes_in_once(browser: Client, cast: Cast, archive: Path) -> None:
    content = archive.read_bytes()
    place = begin(browser, cast, "linkedin.zip", len(content))
    send(browser, place, 0, content)
    assert browser.post(place["start"]).json() == browser.post(place["start"]).json()
    run_tasks()
    assert Import.objects.get().known == 0
    assert send(browser, place, 0, content).status_code == 409


def test_more_than_was_told_is_refused(browser: Client, cast: Cast) -> None:
    place = begin(browser, cast, "a.zip", 10)
    answer = send(browser, place, 0, b"x" * 11)
    assert (answer.status_code, "changed" in answer.json()["words"]) == (422, True)


def test_a_piece_that_is_far_too_large_is_refused(browser: Client, cast: Cast) -> None:
    place = begin(browser, cast, "a.zip", 10 * PIECE_BYTES)
    assert send(browser, place, 0, b"x" * (2 * PIECE_BYTES)).status_code == 400


@pytest.mark.parametrize("size", ["", "-1", "x", "1e9", "9" * 40, "²"])
def test_a_size_that_is_no_number_is_refused(browser: Client, cast: Cast, size: str) -> None:
    where = reverse("library:begin", args=[cast.workspace.pk])
    assert browser.post(where, {"name": "a.zip", "size": size}).status_code == 422


@pytest.mark.parametrize("size", [0, MAX_BYTES + 1])
def test_empty_and_endless_files_are_refused(cast: Cast, size: int) -> None:
    with pytest.raises(Invalid):
        begin_upload(file_name="a.zip", size=size, by=cast.noor, now=NOON)


def test_a_reader_uploads_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        begin_upload(file_name="a.zip", size=5, by=cast.rik, now=NOON)


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Users\\me\\passwd", "/passwd"])
def test_a_name_is_only_a_name(cast: Cast, name: str) -> None:
    assert begin_upload(file_name=name, size=5, by=cast.noor, now=NOON).file_name == "passwd"


def test_the_plain_form_works_without_script(
    browser: Client, cast: Cast, archive: Path
) -> None:
    file = SimpleUploadedFile("linkedin.zip", archive.read_bytes())
    answer = browser.post(reverse("library:upload", args=[cast.workspace.pk]), {"file": file})
    source = Import.objects.get()
    assert answer.headers["Location"].endswith(f"/imports/{source.pk}/")
    run_tasks()
    assert Post.objects.count() == 20


def test_a_large_file_of_the_plain_form_never_is_in_memory_whole(
    browser: Client, cast: Cast, archive: Path, settings: Settings
) -> None:
    with zipfile.ZipFile(archive, "a") as bundle:
        bundle.writestr("film.mp4", b"\0" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))
    waiting = Path(settings.FILE_UPLOAD_TEMP_DIR)
    before = set(waiting.iterdir())
    with archive.open("rb") as file:
        browser.post(reverse("library:upload", args=[cast.workspace.pk]), {"file": file})
    source = Import.objects.get()
    part = part_of(source.pk)
    assert part.read_bytes() == archive.read_bytes()
    assert (source.received, part.stat().st_mode & 0o077) == (archive.stat().st_size, 0)
    assert set(waiting.iterdir()) == before
    run_tasks()
    assert Post.objects.count() == 20


def test_the_plain_form_without_a_file_says_so(browser: Client, cast: Cast) -> None:
    answer = browser.post(reverse("library:upload", args=[cast.workspace.pk]))
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


def test_a_hostile_file_ends_in_a_sentence(browser: Client, cast: Cast) -> None:
    file = SimpleUploadedFile("holiday.zip", b"PK\x03\x04" + b"\xff" * 4000)
    answer = browser.post(reverse("library:upload", args=[cast.workspace.pk]), {"file": file})
    run_tasks()
    source = Import.objects.get()
    shown = browser.get(answer.headers["Location"]).content.decode()
    assert source.state == Import.State.FAILED
    assert "This archive is damaged. Download it once more from the network." in shown
    assert not part_of(source.pk).exists()


def test_an_upload_can_be_given_up(browser: Client, cast: Cast) -> None:
    place = begin(browser, cast, "a.zip", 100)
    send(browser, place, 0, b"x" * 50)
    source = Import.objects.get()
    where = reverse("library:drop", args=[cast.workspace.pk, source.pk])
    assert browser.post(where).status_code == 302
    assert not Import.objects.exists()
    assert size_of(source.pk) == 0


def test_uploads_are_for_the_owners_eyes_only(browser: Client, cast: Cast) -> None:
    place = begin(browser, cast, "a.zip", 100)
    send(browser, place, 0, b"x" * 50)
    part = part_of(Import.objects.get().pk)
    assert part.stat().st_mode & 0o077 == 0
    assert part.parent.stat().st_mode & 0o077 == 0
