"""Bring a picture or a PDF in, to be sent with a post."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.channels.documents import PDF, is_pdf
from aboveboard.channels.unfit import Unfit
from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.publishing.media_files import keep_file
from aboveboard.rooms.publishing.models import Picture
from aboveboard.rooms.record.attachments import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member

MAX_MEGABYTES: Final = 50
MOST: Final = 20
"""Pictures of one post; no network takes more."""


@transaction.atomic
def bring_picture(chunks: Iterable[bytes], name: str, *, by: Member, now: datetime) -> Picture:
    """Return the picture, looked into and kept once by its digest.

    The type comes from the bytes, never from the name; a name is shown and no more.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Invalid: rule ``file_too_large``, ``file_kind`` or ``file_damaged``.
    """
    if not by.may_write:
        raise NotAllowed
    copy = io.BytesIO()
    for chunk in chunks:
        copy.write(chunk)
        if copy.tell() > MAX_MEGABYTES * 1024 * 1024:
            raise Invalid(field="picture", rule="file_too_large", limit=MAX_MEGABYTES)
    data = copy.getvalue()
    kind, width, height = _looked_at(data)
    digest = sha256(data).hexdigest()
    keep_file(digest, data)
    picture, _ = Picture.objects.update_or_create(
        workspace_id=by.workspace_id,
        sha256=digest,
        defaults={"created_at": now},
        create_defaults={
            "type": kind,
            "name": shown_name(name, most=160),
            "size": len(data),
            "width": width,
            "height": height,
            "created_at": now,
        },
    )
    return picture


def _looked_at(data: bytes) -> tuple[str, int, int]:
    """Return what it is: its type, and its width and height as it is seen."""
    if is_pdf(data):
        return PDF, 0, 0
    from aboveboard.channels.picture_files import opened  # noqa: PLC0415  (brings Pillow)

    try:
        with opened(data) as found:
            width, height = found.image.size
            is_on_its_side = found.orientation in {5, 6, 7, 8}
            return (
                (found.type, height, width) if is_on_its_side else (found.type, width, height)
            )
    except Unfit as no:
        rules = {"broken": "file_damaged", "too_many_pixels": "file_too_large"}
        rule = rules.get(no.fault, "file_kind")
        raise Invalid(field="picture", rule=rule, limit=MAX_MEGABYTES) from no
