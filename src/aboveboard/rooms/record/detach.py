"""Take an attachment away from its moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record.attachments import drop_unused_files
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.record.models import Attachment
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def detach(attachment: Attachment, *, by: Member, now: datetime) -> None:
    """Remove the attachment, and its file when nothing else refers to it. This has no undo.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    if not by.may_write:
        raise NotAllowed
    note(by, "detach", "attachment", attachment.pk, now=now)
    digest = attachment.sha256
    attachment.delete()
    drop_unused_files([digest])
