"""Files of pictures without what they tell besides; the picture stays as it is to the bit."""

from __future__ import annotations

import re
from typing import Final

_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APPLICATIONS: Final = range(0xE0, 0xF0)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"}
)
_TELLING: Final = {b"EXIF": 0x08, b"XMP ": 0x04}
"""Chunks of a WebP, and the bit of its head that announces each."""


def stripped(data: bytes, kind: str) -> bytes | None:
    """Return the file without places, dates, names, comments and what is hung behind it.

    None for formats not known here, and where the file is put together oddly.
    """
    known = {"image/jpeg": _jpeg, "image/gif": _gif, "image/png": _png, "image/webp": _webp}
    try:
        return known[kind](data) if kind in known else None
    except (IndexError, ValueError):
        return None


def _jpeg(data: bytes) -> bytes | None:
    """Keep JFIF, the colour profile and Adobe's mark of colours, of all that is beside the picture.

    ITU T.81, B.1. What follows its end (a second picture, a film of a "live" one) goes too.
    """
    if data[:2] != b"\xff\xd8":
        return None
    kept, at = bytearray(data[:2]), 2
    while True:
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            return None
        if marker == _END:
            return bytes(kept + b"\xff\xd9")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data) or end < at + 4:
            return None
        if marker == _SCAN:
            found = _NEXT_MARKER.search(data, end)
            if found is None:
                return None
            end = found.start()
        segment = data[at:end]
        beside = marker in _APPLICATIONS or marker == _COMMENT
        if not beside or _is_of_the_picture(segment):
            kept += segment
        at = end


def _is_of_the_picture(segment: bytes) -> bool:
    return segment[4:9] in {b"JFIF\0", b"Adobe"} or segment[4:15] == b"ICC_PROFILE"


def _gif(data: bytes) -> bytes | None:
    """Keep pictures, their timing and how often they play.

    GIF89a: of the extensions 0xF9, and 0xFF of NETSCAPE2.0, which says how often.
    """
    if data[:6] not in {b"GIF87a", b"GIF89a"}:
        return None
    at = 13 + _table(data[10])
    kept = bytearray(data[:at])
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            label, at = data[at + 1], _blocks(data, at + 2)
            name = data[start + 3 : start + 14]
            if label == 0xF9 or (label == 0xFF and name in {b"NETSCAPE2.0", b"ANIMEXTS1.0"}):
                kept += data[start:at]
        elif data[at] == 0x2C:
            at = _blocks(data, at + 10 + _table(data[at + 9]) + 1)
            kept += data[start:at]
        else:
            return None
    return bytes(kept + b"\x3b")


def _table(flags: int) -> int:
    """Return the bytes of the table of colours that flags tell of."""
    return int(3 * 2 ** ((flags & 7) + 1)) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    """Return where a row of sub-blocks ends."""
    while size := data[at]:
        at += size + 1
    return at + 1


def _png(data: bytes) -> bytes | None:
    """Keep the chunks that make the picture and its colours."""
    if not data.startswith(_PNG):
        return None
    kept, at = bytearray(_PNG), len(_PNG)
    while True:
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end > len(data):
            return None
        if name in _PNG_KEPT:
            kept += data[at:end]
        if name == b"IEND":
            return bytes(kept)
        at = end


def _webp(data: bytes) -> bytes | None:
    """Leave out Exif and XMP, and the bits that announce them."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    stop, kept, at = 8 + int.from_bytes(data[4:8], "little"), bytearray(), 12
    while at + 8 <= min(stop, len(data)):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if end > len(data) + 1:
            return None
        chunk = bytearray(data[at:end])
        if name == b"VP8X":
            chunk[8] &= ~sum(_TELLING.values()) & 0xFF
        if name not in _TELLING:
            kept += chunk
        at = end
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + bytes(kept)
