from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.demo.remove import remove
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.upload_files import part_of
from aboveboard.rooms.record.attachments import path_of
from aboveboard.rooms.record.capture import capture
from aboveboard.rooms.record.models import Attachment
from conftest import NOON

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from conftest import Cast

HASH = "ab" * 32


def test_removing_the_demo_leaves_no_file_behind(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    cast.workspace.is_demo = True
    cast.workspace.save()
    moment = capture("A line with a picture", by=cast.noor, now=NOON)
    Attachment.objects.create(
        moment=moment,
        name="a.png",
        sha256=HASH,
        size=1,
        content_type="image/png",
        created_at=NOON,
    )
    source = Import.objects.create(
        workspace=cast.workspace, file_name="a.zip", size=1, created_at=NOON
    )
    files = [path_of(HASH), part_of(source.pk)]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.noor)
    assert [file for file in files if file.exists()] == []


def test_what_is_not_the_demo_stays(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        remove(cast.noor)
