"""Files of pictures: opened with care, and written with nothing in them but the picture."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PIL import ExifTags, Image, ImageCms

from aboveboard.channels.unfit import Fault, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
}
"""What is written."""
_READ: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
MOST_PIXELS: Final = 80_000_000
"""More than any camera in a pocket; it takes about 320 MB while it is worked on."""
_MOST_FRAMES: Final = 1000
_SVG_WITHIN: Final = 4096
_ORIENTATION: Final = ExifTags.Base.Orientation
_DETAILS: Final = ("exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp", "Comment", "mp")


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture that was read whole, and what its file tells besides."""

    image: Image.Image
    type: str
    frames: int
    orientation: int
    has_place: bool
    has_details: bool


@contextmanager
def opened(data: bytes) -> Iterator[Opened]:
    """Give the picture in a file.

    Raises:
        Unfit: there is none, it is damaged, or it has more pixels than can be worked on.
    """
    if not data:
        raise Unfit(Fault.EMPTY)
    try:
        image = Image.open(io.BytesIO(data), formats=_READ)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        told = re.search(r"\((\d+) pixels\)", str(bomb))
        pixels = int(told[1]) if told else MOST_PIXELS + 1
        raise Unfit(Fault.TOO_MANY_PIXELS, pixels, MOST_PIXELS) from bomb
    except Exception as bad:  # decoders end in many ways on what is no picture
        is_drawing = b"<svg" in data[:_SVG_WITHIN].lower()
        raise Unfit(Fault.VECTOR if is_drawing else Fault.NOT_A_PICTURE) from bad
    with image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise Unfit(Fault.TOO_MANY_PIXELS, width * height, MOST_PIXELS)
        yield _looked_at(image)


def _looked_at(image: Image.Image) -> Opened:
    try:
        kind = Image.MIME.get(image.format or "", "")
        kind = "image/jpeg" if image.format == "MPO" else kind
        # The second picture of an MPO is for depth or a preview; nothing in it moves.
        frames = 1 if image.format == "MPO" else _frames(image)
        exif = image.getexif()
        image.load()
        return Opened(
            image=image,
            type=kind,
            frames=frames,
            orientation=exif.get(_ORIENTATION, 1)
            if exif.get(_ORIENTATION) in range(1, 9)
            else 1,
            has_place=bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
            has_details=bool(exif)
            or any(image.info.get(one) for one in _DETAILS)
            or _texts(image),
        )
    except Exception as bad:
        raise Unfit(Fault.BROKEN) from bad


def _texts(image: Image.Image) -> bool:
    return bool(getattr(image, "text", None))


def _frames(image: Image.Image) -> int:
    frames = min(getattr(image, "n_frames", 1), _MOST_FRAMES)
    image.seek(0)
    return frames


def has_alpha(image: Image.Image) -> bool:
    """Return whether some of a picture can be seen through."""
    if image.mode == "P" and "transparency" in image.info:
        return True
    if not image.has_transparency_data:
        return False
    low, _high = image.convert("RGBA").getchannel("A").getextrema()
    return isinstance(low, (int, float)) and low < 255


def smooth(image: Image.Image) -> Image.Image:
    """Return a picture whose colours can be mixed, for scaling."""
    if image.mode in {"RGB", "RGBA", "L"}:
        return image
    return image.convert("RGBA" if has_alpha(image) else "RGB")


def flat(image: Image.Image) -> Image.Image:
    """Return a picture without transparency, on white, in the colours of screens (sRGB)."""
    image = in_screen_colours(image)
    if has_alpha(image):
        seen = image.convert("RGBA")
        canvas = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(canvas, seen).convert("RGB")
    return image if image.mode in {"RGB", "L"} else image.convert("RGB")


def in_screen_colours(image: Image.Image) -> Image.Image:
    """Return a picture in sRGB where its file names another profile."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode in {"RGBA", "LA"} else "RGB"
        before = image.convert("RGBA" if mode == "RGBA" else image.mode)
        made = ImageCms.profileToProfile(
            before, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, ValueError, OSError):
        return image
    return image if made is None else made


def encoded(image: Image.Image, kind: str, quality: int) -> bytes:
    """Return the bytes of a picture, with nothing in them but the picture."""
    if kind == "image/jpeg":
        image = flat(image)
        more: dict[str, Any] = {"quality": quality, "optimize": True, "progressive": True}
    else:
        image = in_screen_colours(image)
        if kind == "image/webp":
            image, more = smooth(image), {"quality": quality, "method": 4}
        else:
            more = {}
            if kind == "image/png" and image.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}:
                image = smooth(image)
    image = image.copy()
    transparency = (
        image.info.get("transparency") if kind in {"image/png", "image/gif"} else None
    )
    image.info = {} if transparency is None else {"transparency": transparency}
    kept = io.BytesIO()
    image.save(kept, FORMATS[kind], **more)
    return kept.getvalue()
