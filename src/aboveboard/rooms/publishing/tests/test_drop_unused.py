"""What nothing needs does not stay on the disk; what anything needs does."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.rooms.publishing.drop_unused import KEPT, drop_unused
from aboveboard.rooms.publishing.media_files import folder, path_of
from aboveboard.rooms.publishing.models import Picture, PublicationMedia
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.tests.written import png, send, upload

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.test import Client

    from aboveboard.rooms.accounts.models import Account
    from conftest import Cast

pytestmark = pytest.mark.usefixtures("present")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Other tests leave pictures of any age behind."""
    settings.DATA_DIR = tmp_path


def aged(place: Path, now: datetime) -> Path:
    os.utime(place, (now.timestamp(), now.timestamp()))
    return place


def test_a_picture_without_a_publication_goes_after_a_month(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    send(browser, cast, files=[upload(data=png(50, 50))])
    unused = Picture.objects.get()
    send(browser, cast, files=[upload(data=png(60, 60))])
    used = Picture.objects.exclude(pk=unused.pk).get()
    send(browser, cast, plan="1", account=mastodon.pk, picture=used.pk)
    sent = PublicationMedia.objects.get()
    for digest in (unused.sha256, used.sha256, sent.sha256):
        aged(path_of(digest), START)
    Picture.objects.update(created_at=START)
    assert drop_unused(START + KEPT) == 0
    assert drop_unused(START + KEPT + timedelta(seconds=1)) == 1
    assert list(Picture.objects.all()) == [used]
    assert not path_of(unused.sha256).exists()
    assert path_of(used.sha256).exists()
    assert path_of(sent.sha256).exists()


def test_a_picture_that_is_brought_in_again_waits_anew(browser: Client, cast: Cast) -> None:
    send(browser, cast, files=[upload()])
    picture = Picture.objects.get()
    aged(path_of(picture.sha256), START - 2 * KEPT)
    Picture.objects.update(created_at=START - 2 * KEPT)
    send(browser, cast, files=[upload()])
    assert drop_unused(START + timedelta(days=1)) == 0
    assert Picture.objects.get().pk == picture.pk


def test_what_a_broken_off_write_left_goes_as_well(cast: Cast) -> None:
    shelf = folder() / "ab"
    shelf.mkdir(parents=True, exist_ok=True)
    part = shelf / ".incoming-1"
    part.write_bytes(b"x")
    aged(part, START)
    fitting = folder() / ".fitting-1"
    fitting.mkdir()
    (fitting / "half.jpg").write_bytes(b"x")
    aged(fitting, START)
    fresh = folder() / ".fitting-2"
    fresh.mkdir()
    aged(fresh, START + KEPT)
    assert drop_unused(START + KEPT + timedelta(seconds=1)) == 2
    assert not part.exists()
    assert not fitting.exists()
    assert fresh.exists()


def test_without_any_picture_there_is_nothing_to_do(cast: Cast) -> None:
    assert drop_unused(START) == 0
