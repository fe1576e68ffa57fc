"""Archives whose bytes depend on what is in them alone."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

type Members = Iterable[tuple[str, bytes]]
_MADE: Final = (2024, 1, 1, 0, 0, 0)
_MADE_SECONDS: Final = 1_704_067_200


def json_bytes(value: Any) -> bytes:
    """Return ``value`` as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def meta_json_bytes(value: Any) -> bytes:
    """Return ``value`` as Meta writes JSON: each UTF-8 byte as a character of its own."""
    mangled = json.dumps(value, ensure_ascii=False).encode().decode("latin-1")
    escaped = (
        character if character.isascii() else f"\\u{ord(character):04x}"
        for character in mangled
    )
    return "".join(escaped).encode("ascii")


def write_zip(path: Path, members: Members) -> None:
    """Write the members to a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, _MADE), content)


def write_tar_gz(path: Path, members: Members) -> None:
    """Write the members to a gzipped tar file."""
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=_MADE_SECONDS) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), _MADE_SECONDS
            archive.addfile(info, io.BytesIO(content))
