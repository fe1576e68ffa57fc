"""PDF documents, looked at without being read: their size, their lock and, where told, their pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aboveboard.channels.unfit import Fault, Unfit

if TYPE_CHECKING:
    from aboveboard.channels.port import MediaLimits

PDF: Final = "application/pdf"
MOST_PAGES: Final = 300
"""Of LinkedIn (C), the only network here that takes documents."""
_HEAD: Final = 1024
_TAIL: Final = 2048
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_LOCK: Final = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")


def is_pdf(data: bytes) -> bool:
    """Return whether a file begins as a PDF does."""
    return b"%PDF-" in data[:_HEAD]


def pages_of(data: bytes) -> int | None:
    """Return how many pages stand in the open; None where they are in compressed streams."""
    if b"/ObjStm" in data:
        return None
    return len(_PAGE.findall(data)) or None


def check(data: bytes, limits: MediaLimits) -> None:
    """Check what can be known of a document without reading it.

    Raises:
        Unfit: it is too large, locked, cut off or too long, or documents are not taken.
    """
    if PDF not in limits.types:
        raise Unfit(Fault.NO_DOCUMENTS)
    if limits.bytes is not None and len(data) > limits.bytes:
        raise Unfit(Fault.TOO_LARGE, len(data), limits.bytes)
    if b"%%EOF" not in data[-_TAIL:]:
        raise Unfit(Fault.BROKEN)
    if _LOCK.search(data):
        raise Unfit(Fault.LOCKED)
    pages = pages_of(data)
    if pages is not None and pages > MOST_PAGES:
        raise Unfit(Fault.TOO_MANY_PAGES, pages, MOST_PAGES)
