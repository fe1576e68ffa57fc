"""The bytes of attachments: in a folder by their hash, once, and gone with the last that refers to them."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from django.conf import settings
from django.db import connection, transaction

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

MAX_MEGABYTES: Final = 20
MAX_PIXELS: Final = 60_000_000
"""Pictures with more are refused: decoding one would take the memory of the machine."""

_IMAGE_TYPES: Final = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
_BAD_IN_NAMES: Final = re.compile(
    r"[\x00-\x1f\x7f/\\\"<>|:*?\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_TAIL_BYTES: Final = 2048
_LOCK: Final = 0x41626F76
"""Any number of our own, for PostgreSQL's advisory lock."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the folder; ``size`` in bytes."""

    sha256: str
    size: int
    content_type: str


def folder() -> Path:
    """Return the folder of all attachments of this installation."""
    return Path(settings.DATA_DIR) / "attachments"


def path_of(sha256: str) -> Path:
    """Return where the bytes of this hash lie.

    Raises:
        ValueError: this is no SHA-256 in hexadecimal.
    """
    if not _HASH.fullmatch(sha256):
        raise ValueError("not a hash")
    return folder() / sha256[:2] / sha256[2:]


def shown_name(written: str, *, most: int) -> str:
    """Return the name of a file as it may be shown: no paths, no signs that turn or hide others."""
    return _BAD_IN_NAMES.sub("_", written).strip(" .")[-most:] or "file"


def store(upload: UploadedFile[bytes]) -> StoredFile:
    """Return the upload as stored, after it was opened and found to be what we keep.

    Call it inside the transaction that writes the row, so that nobody drops the file in between.

    Raises:
        Invalid: rule ``file_too_large``, ``file_kind`` or ``file_damaged``.
    """
    lock_files()
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder(), prefix=".incoming-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            digest, size = _copy(upload, out)
        content_type = _kind_of(temporary)
        place = path_of(digest)
        place.parent.mkdir(exist_ok=True, mode=0o700)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
    return StoredFile(digest, size, content_type)


def drop_unused_files(hashes: Iterable[str]) -> None:
    """Remove the files of ``hashes`` that nothing refers to, once this transaction is kept."""
    wanted = sorted(set(hashes))
    if wanted:
        transaction.on_commit(lambda: _drop(wanted))


@transaction.atomic
def _drop(hashes: list[str]) -> None:
    lock_files()
    used = set(
        Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True).distinct()
    )
    for digest in hashes:
        if digest not in used:
            path_of(digest).unlink(missing_ok=True)


def lock_files() -> None:
    """Hold others off until this transaction ends; on SQLite its beginning does that already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _copy(upload: UploadedFile[bytes], out: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in upload.chunks():
        size += len(chunk)
        if size > MAX_MEGABYTES * 1024 * 1024:
            raise Invalid(field="file", rule="file_too_large", limit=MAX_MEGABYTES)
        digest.update(chunk)
        out.write(chunk)
    return digest.hexdigest(), size


def _kind_of(path: Path) -> str:
    """Return the content type, from the bytes and never from the name."""
    with path.open("rb") as file:
        head = file.read(8)
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = file.read()
    if head.startswith(b"%PDF-"):
        if b"%%EOF" not in tail:
            raise Invalid(field="file", rule="file_damaged")
        return "application/pdf"
    return _picture_kind(path)


def _picture_kind(path: Path) -> str:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (not at the start)

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=tuple(_IMAGE_TYPES)) as picture:
                kind = _IMAGE_TYPES[str(picture.format)]
                if picture.width * picture.height > MAX_PIXELS:
                    raise Invalid(field="file", rule="file_too_large", limit=MAX_MEGABYTES)
                picture.draft("RGB", (256, 256))  # a JPEG is then decoded at an eighth
                picture.load()
        except UnidentifiedImageError as bad:
            raise Invalid(field="file", rule="file_kind") from bad
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bad:
            raise Invalid(field="file", rule="file_too_large", limit=MAX_MEGABYTES) from bad
        except (OSError, SyntaxError, ValueError, EOFError) as bad:
            raise Invalid(field="file", rule="file_damaged") from bad
    return kind
