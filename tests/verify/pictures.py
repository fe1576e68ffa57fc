"""The picture that schedules publish, and the address under which Instagram fetches it."""

from __future__ import annotations

import io
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from unittest import mock

from PIL import Image

from aboveboard.rooms.publishing import outgoing
from aboveboard.rooms.publishing.media_files import keep_file
from aboveboard.rooms.publishing.models import Picture
from aboveboard.rooms.publishing.schedule import FittedPicture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Workspace

_PUBLIC: Final = "https://pictures.example/"
_SIDE: Final = 320


@cache
def _file() -> tuple[bytes, str]:
    kept = io.BytesIO()
    Image.new("RGB", (_SIDE, _SIDE), (90, 120, 60)).save(kept, "JPEG")
    data = kept.getvalue()
    return data, sha256(data).hexdigest()


def fetch(address: str) -> bytes | None:
    """Return what is at an address, as Instagram would fetch it."""
    data, digest = _file()
    return data if address == _PUBLIC + digest else None


@contextmanager
def fetchable() -> Iterator[None]:
    """Give pictures an address, as an installation that others reach has one."""
    with mock.patch.object(outgoing, "address_of", lambda digest, mime: _PUBLIC + digest):
        yield


def fitted(workspace: Workspace, now: datetime) -> FittedPicture:
    """Return the picture, brought in and fitted."""
    data, digest = _file()
    keep_file(digest, data)
    picture, _ = Picture.objects.get_or_create(
        workspace=workspace,
        sha256=digest,
        defaults={
            "type": "image/jpeg",
            "name": "jar.jpg",
            "size": len(data),
            "width": _SIDE,
            "height": _SIDE,
            "created_at": now,
        },
    )
    return FittedPicture(picture, digest, "image/jpeg", len(data), "A jar", _SIDE, _SIDE)
