"""Make room for an upload, or find the one that broke off."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.library.drop_upload import drop_upload
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.upload_files import last_piece_at, part_of
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member

MAX_BYTES: Final = 8 * 1024**3
"""The largest file taken."""

ABANDONED_AFTER: Final = timedelta(days=7)
"""How long an upload that broke off waits for the rest."""

_LEFT_FREE: Final = 512 * 1024**2
_DIGEST: Final = re.compile(r"[0-9a-f]{64}|")


def check_size(size: int) -> None:
    """Say whether a file of ``size`` bytes can be taken.

    Raises:
        Invalid: it is empty, too large, or the disk has no room for it.
    """
    if size <= 0:
        raise Invalid(field="file", rule="file_empty")
    if size > MAX_BYTES:
        raise Invalid(field="file", rule="archive_too_large", limit=MAX_BYTES // 1024**3)
    if shutil.disk_usage(part_of(0).parent).free < size + _LEFT_FREE:
        raise Invalid(field="file", rule="disk_full")


@transaction.atomic
def begin_upload(
    *, file_name: str, size: int, by: Member, now: datetime, ends: str = ""
) -> Import:
    """Return the import to upload into: the same file's that broke off, or a new one.

    ``ends`` is the SHA-256 of its first and last MiB in hexadecimal, or empty where the browser
    gives none; it tells two files of one name and size apart. Uploads that broke off longer than
    ABANDONED_AFTER ago are removed.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: the file cannot be taken; see :func:`check_size`.
    """
    if not by.may_write:
        raise NotAllowed
    if not _DIGEST.fullmatch(ends):
        raise Invalid(field="ends", rule="not_a_number")
    _drop_abandoned(by=by, now=now)
    check_size(size)
    name = file_name.replace("\\", "/").rpartition("/")[2].replace("\0", "")[:255] or "archive"
    broken_off = (
        Import.objects.filter(
            workspace_id=by.workspace_id,
            state=Import.State.UPLOADING,
            file_name=name,
            size=size,
            ends_sha256=ends,
        )
        .order_by("-pk")
        .first()
    )
    if broken_off is not None:
        return broken_off
    made = Import.objects.create(
        workspace_id=by.workspace_id,
        file_name=name,
        size=size,
        ends_sha256=ends,
        created_at=now,
    )
    note(by, "begin upload", "import", made.pk, now=now)
    return made


def _drop_abandoned(*, by: Member, now: datetime) -> None:
    for source in Import.objects.filter(
        workspace_id=by.workspace_id,
        state=Import.State.UPLOADING,
        created_at__lt=now - ABANDONED_AFTER,
    ):
        if last_piece_at(source.pk, otherwise=source.created_at) < now - ABANDONED_AFTER:
            drop_upload(source, by=by, now=now)
