"""Pictures that Meta fetches, or is sent, and what it says of those that will not do."""

from __future__ import annotations

import io
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Final

from PIL import Image, UnidentifiedImageError

if TYPE_CHECKING:
    from tests.networks.exchange import Answer
    from tests.networks.meta.graph import Graph

_SECONDS: Final = 3
_INSTAGRAM_BYTES: Final = 8 * 1024 * 1024  # D error-codes
_FACEBOOK_BYTES: Final = 4 * 1024 * 1024  # C postiz, 1366046
_NARROWEST: Final = 4 / 5  # C the words of errors
_WIDEST: Final = 1.91


def fetch(address: str) -> bytes | None:
    """Return what is at an address, or nothing when it cannot be had."""
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as found:  # noqa: S310
            data: bytes = found.read()
            return data
    except (OSError, ValueError, urllib.error.URLError):
        return None


def instagram_refusal(network: Graph, data: bytes | None, *, story: bool) -> Answer | None:
    """Return why Instagram takes no such picture, or nothing (numbers C postiz)."""
    if data is None:
        words = "The media could not be fetched from this URI"
        return network.error(9004, words, sub=2207052)
    if len(data) > _INSTAGRAM_BYTES:
        return network.error(36000, "The image is too large", sub=2207004)
    try:
        picture = Image.open(io.BytesIO(data))
    except UnidentifiedImageError:
        return network.error(36001, "The image format is not supported", sub=2207005)
    if picture.format != "JPEG":
        return network.error(36001, "The image format is not supported", sub=2207005)
    ratio = picture.width / picture.height
    if not story and not _NARROWEST <= round(ratio, 2) <= _WIDEST:
        return network.error(36003, "The aspect ratio is not supported", sub=2207009)
    return None


def facebook_refusal(network: Graph, data: bytes | None) -> Answer | None:
    """Return why Facebook takes no such picture, or nothing (numbers C postiz)."""
    if data is None:
        return network.error(100, "Missing or invalid image file", sub=2061006)
    if len(data) > _FACEBOOK_BYTES:
        return network.error(100, "The photo is too big", sub=1366046)
    try:
        Image.open(io.BytesIO(data))
    except UnidentifiedImageError:
        return network.error(100, "Invalid image file", sub=2069019)
    return None
