"""Give up an upload that is not complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Conflict, NotAllowed
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.upload_files import drop_file
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def drop_upload(source: Import, *, by: Member, now: datetime) -> None:
    """Remove the row and the bytes that came.

    Raises:
        NotAllowed: ``by`` only reads here.
        Conflict: the upload is complete; undo the import instead.
    """
    if not by.may_write:
        raise NotAllowed
    gone = Import.objects.filter(pk=source.pk, state=Import.State.UPLOADING)
    if not gone.exists():
        raise Conflict
    note(by, "drop upload", "import", source.pk, now=now)
    drop_file(source.pk)
    gone.delete()
