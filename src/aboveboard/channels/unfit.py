"""Why a file cannot go out."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from aboveboard.channels.port import Reason, Refused


class Fault(StrEnum):
    """What is wrong with a file. Stable: words for people are made from it."""

    EMPTY = "empty"
    NOT_A_PICTURE = "not_a_picture"
    VECTOR = "vector"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LARGE = "too_large"
    RATIO = "ratio"
    NO_PICTURES = "no_pictures"
    NO_DOCUMENTS = "no_documents"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too_many_pages"


_WORDS: Final = {
    Fault.EMPTY: "the file is empty",
    Fault.NOT_A_PICTURE: "neither a picture in a known format nor a PDF",
    Fault.VECTOR: "a drawing (SVG), which networks do not take",
    Fault.BROKEN: "the file is damaged or cut off",
    Fault.TOO_MANY_PIXELS: "{0} pixels, {1} at most",
    Fault.TOO_LARGE: "{0} bytes, {1} at most",
    Fault.RATIO: "width by height is {0}, the limit is {1}",
    Fault.NO_PICTURES: "no pictures are taken here",
    Fault.NO_DOCUMENTS: "no documents are taken here",
    Fault.LOCKED: "the document is locked",
    Fault.TOO_MANY_PAGES: "{0} pages, {1} at most",
}


class Unfit(Refused):
    """A file that cannot be made to fit: ``fault`` says why, ``figures`` with which numbers."""

    def __init__(self, fault: Fault, *figures: float) -> None:
        super().__init__(Reason.MEDIA, said=_WORDS[fault].format(*figures))
        self.fault = fault
        self.figures = figures
