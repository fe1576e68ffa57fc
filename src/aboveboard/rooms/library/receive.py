"""Take a piece of an upload."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any, Final

from django.core.files.uploadedfile import TemporaryUploadedFile

from aboveboard.core.errors import Conflict, Invalid
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.upload_files import drop_file, part_of, size_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PIECE_BYTES: Final = 4 * 1024 * 1024
"""The size of a piece the page sends."""


class Elsewhere(Conflict):
    """The piece does not follow on what has come; ``offset`` is where to go on."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


def receive(source: Import, *, offset: int, piece: bytes) -> int:
    """Write ``piece`` at ``offset`` and return how many bytes have come.

    Raises:
        Elsewhere: the upload stands at another offset; send the piece that begins there.
        Conflict: the upload is complete already.
        Invalid: the piece reaches beyond the size told at the start.
    """
    if source.state != Import.State.UPLOADING:
        raise Conflict
    here = size_of(source.pk)
    if offset != here:
        raise Elsewhere(here)
    if offset + len(piece) > source.size:
        raise Invalid(field="file", rule="file_grew")
    way = "r+b" if here else "wb"
    with open(part_of(source.pk), way, opener=_private) as file:
        file.seek(offset)
        file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    reached = offset + len(piece)
    kept = Import.objects.filter(pk=source.pk, state=Import.State.UPLOADING).update(
        received=reached
    )
    if not kept and not Import.objects.filter(pk=source.pk).exists():
        # It was dropped while this piece came.
        drop_file(source.pk)
        raise Conflict
    source.received = reached
    return reached


def receive_whole(source: Import, file: UploadedFile[Any]) -> None:
    """Keep a file sent whole. A large one is on the disk already and only gets another name."""
    part = part_of(source.pk)
    if isinstance(file, TemporaryUploadedFile):
        shutil.move(file.temporary_file_path(), part)
    else:
        with open(part, "wb", opener=_private) as kept:
            kept.writelines(file.chunks())
    with part.open("r+b") as kept:
        os.fsync(kept.fileno())
    source.received = size_of(source.pk)
    source.save(update_fields=["received"])


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
