"""Where the files of pictures lie, and the address under which a network may fetch one."""

from __future__ import annotations

import mimetypes
import os
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from aboveboard.rooms.accounts.outside import has_public_address

_SALT: Final = "aboveboard.publishing.media"
FETCHED_WITHIN: Final = timedelta(hours=24)
"""How long an address for a network works; Instagram keeps what it was given for a day."""


def folder() -> Path:
    """Return the folder of all pictures."""
    place: Path = settings.DATA_DIR / "pictures"
    return place


def path_of(sha256: str) -> Path:
    """Return where the file with this digest lies, whether it is there or not."""
    return folder() / sha256[:2] / sha256


def keep_file(sha256: str, data: bytes) -> None:
    """Write a file by its digest, once; whoever writes the same meanwhile does no harm."""
    place = path_of(sha256)
    with suppress(FileNotFoundError):
        os.utime(place)  # it is wanted again: what nothing needs for long is dropped
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, part = tempfile.mkstemp(dir=place.parent, prefix=".incoming-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(part).replace(place)


def address_of(sha256: str, mime: str) -> str:
    """Return a signed address of the file for networks that fetch it, or nothing.

    Only a public address can be reached by a network (setting ``base_url`` with https).
    """
    if not has_public_address():
        return ""
    token = signing.TimestampSigner(salt=_SALT).sign(sha256)
    ending = (mimetypes.guess_extension(mime) or ".bin").lstrip(".")
    path = reverse("publishing_media:fetch", args=[token, ending])
    return f"{settings.BASE_URL}{path}"


def fetched(token: str) -> str | None:
    """Return the digest that a signed address names; None when it is wrong or too old."""
    try:
        digest: str = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=FETCHED_WITHIN)
    except signing.BadSignature:
        return None
    return digest
