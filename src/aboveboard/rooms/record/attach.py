"""Keep a picture or a PDF with a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.record.attachments import shown_name, store
from aboveboard.rooms.record.models import Attachment
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from aboveboard.rooms.record.models import Moment
    from aboveboard.rooms.workspaces.models import Member

MAX_ATTACHMENTS: Final = 20
"""Most attachments of one moment."""


@transaction.atomic
def attach(upload: UploadedFile[bytes], *, to: Moment, by: Member, now: datetime) -> Attachment:
    """Return the attachment, checked and stored.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: rule ``file_too_large``, ``file_kind``, ``file_damaged`` or ``too_many``.
    """
    if not by.may_write:
        raise NotAllowed
    if to.attachments.count() >= MAX_ATTACHMENTS:
        raise Invalid(field="file", rule="too_many", limit=MAX_ATTACHMENTS)
    stored = store(upload)
    attachment = Attachment.objects.create(
        moment=to,
        name=shown_name(upload.name or "", most=200),
        sha256=stored.sha256,
        size=stored.size,
        content_type=stored.content_type,
        created_at=now,
    )
    note(by, "attach", "attachment", attachment.pk, now=now)
    return attachment
