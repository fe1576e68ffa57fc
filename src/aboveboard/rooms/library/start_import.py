"""Let the worker take in an upload that is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Conflict, NotAllowed
from aboveboard.rooms.library.jobs import take_in_upload
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.upload_files import size_of
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def start_import(source: Import, *, by: Member, now: datetime) -> None:
    """Put the import on the queue, once; asking twice changes nothing.

    Raises:
        NotAllowed: ``by`` only reads here.
        Conflict: the upload is not complete.
    """
    if not by.may_write:
        raise NotAllowed
    if source.state != Import.State.UPLOADING:
        return
    if size_of(source.pk) != source.size:
        raise Conflict
    moved = Import.objects.filter(pk=source.pk, state=Import.State.UPLOADING).update(
        state=Import.State.WAITING, received=source.size
    )
    if moved:
        source.state = Import.State.WAITING
        take_in_upload.enqueue(source.pk)
        note(by, "import", "import", source.pk, now=now)
