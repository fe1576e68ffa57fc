"""Pictures and documents made to fit a network: upright, without what they tell of place and time.

The same file and limits give the same bytes, for their digest is part of what is promised to go out.
Nothing is cropped. What cannot be made to fit is refused with the figures that say why.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps

from aboveboard.channels import documents, picture_files
from aboveboard.channels.changes import Change, ChangeKind
from aboveboard.channels.picture_files import Opened, encoded, opened
from aboveboard.channels.port import Media
from aboveboard.channels.stripping import stripped
from aboveboard.channels.unfit import Fault, Unfit

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.port import MediaLimits

MOST_BYTES: Final = 200 * 1024 * 1024
_QUALITIES: Final = (92, 88, 84, 80, 75, 70, 65, 60)
_LOSSY: Final = ("image/jpeg", "image/webp")
_SMALLER: Final = 0.85
_SMALLEST_SIDE: Final = 200
_ENDINGS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    documents.PDF: ".pdf",
}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A file that its network takes, and what had to be done for that."""

    media: Media
    changes: tuple[Change, ...]


@dataclass(slots=True)
class _Work:
    """A picture on its way."""

    image: Image.Image
    type: str
    changes: list[Change] = field(default_factory=list)
    is_touched: bool = False

    def note(self, kind: ChangeKind, before: object = "", after: object = "") -> None:
        self.changes.append(Change(kind, str(before), str(after)))
        self.is_touched = True


def fit(
    path: Path,
    limits: MediaLimits,
    *,
    folder: Path,
    description: str = "",
    name: str = "",
    has_border: bool = False,
) -> Fitted:
    """Return the file made to fit ``limits``, written to ``folder`` under its digest.

    ``has_border`` gives a picture that is too wide or too high a border of white, where it would be
    refused. Blocks for as long as a large picture takes: about a second.

    Raises:
        Unfit: it cannot be made to fit; nothing was written.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Unfit(Fault.TOO_LARGE, size, MOST_BYTES)
    data = path.read_bytes()
    if documents.is_pdf(data):
        documents.check(data, limits)
        return _written(folder, data, Media(path, documents.PDF, "", description, name), ())
    with opened(data) as found:
        moving = _kept_moving(data, found, limits)
        if moving is not None:
            return _finished(folder, *moving, found, description, name)
        work = _Work(found.image, found.type)
        if found.frames > 1:
            work.note(ChangeKind.STILLED)
        _make_upright(work, found)
        _note_details(work, found)
        _fit_ratio(work, limits, has_border=has_border)
        _fit_size(work, limits)
        _fit_type(work, limits)
        plain = None if work.is_touched else stripped(data, found.type)
        if plain is None or not _is_light(plain, limits):
            plain = _encode(work, limits)
            if not _is_light(data, limits):
                work.note(ChangeKind.COMPRESSED, len(data), len(plain))
        data = plain
        return _finished(folder, data, work.changes, found, description, name, work)


def _kept_moving(
    data: bytes, found: Opened, limits: MediaLimits
) -> tuple[bytes, list[Change]] | None:
    """Return a moving GIF without its comments, where the network takes it as it is."""
    if found.type != "image/gif" or found.frames < 2 or found.type not in limits.types:
        return None
    plain = stripped(data, found.type)
    width, height = found.image.size
    fits = plain is not None and _is_light(plain, limits)
    fits = fits and (limits.pixels is None or width * height <= limits.pixels)
    fits = fits and (limits.width is None or limits.width[0] <= width <= limits.width[1])
    fits = fits and (
        limits.ratio is None or limits.ratio[0] <= width / height <= limits.ratio[1]
    )
    if plain is None or not fits:
        return None
    return plain, [] if len(plain) == len(data) else [Change(ChangeKind.DETAILS_REMOVED)]


def _make_upright(work: _Work, found: Opened) -> None:
    if found.orientation != 1:
        work.image = ImageOps.exif_transpose(work.image)
        work.note(ChangeKind.TURNED)


def _note_details(work: _Work, found: Opened) -> None:
    """Say what is left out; it is no reason to write the picture anew."""
    if found.has_place:
        work.changes.append(Change(ChangeKind.PLACE_REMOVED))
    if found.has_details:
        work.changes.append(Change(ChangeKind.DETAILS_REMOVED))


def _fit_ratio(work: _Work, limits: MediaLimits, *, has_border: bool) -> None:
    if limits.ratio is None:
        return
    least, most = limits.ratio
    width, height = work.image.size
    ratio = width / height
    if least <= ratio <= most:
        return
    if not has_border:
        raise Unfit(Fault.RATIO, round(ratio, 2), round(least if ratio < least else most, 2))
    # Rounded up, so that the ratio is inside.
    wide = max(width, -int(-height * least // 1))
    high = max(height, -int(-width / most // 1))
    canvas = Image.new("RGB", (wide, high), "white")
    picture = picture_files.flat(work.image)
    canvas.paste(picture, ((wide - width) // 2, (high - height) // 2))
    work.image = canvas
    work.note(ChangeKind.BORDERED, f"{width} × {height}", f"{wide} × {high}")


def _fit_size(work: _Work, limits: MediaLimits) -> None:
    width, height = work.image.size
    factor = 1.0
    if limits.pixels is not None and width * height > limits.pixels:
        factor = sqrt(limits.pixels / (width * height))
    if limits.width is not None:
        least, most = limits.width
        factor = min(factor, most / width)
        if width * factor < least:
            factor = least / width
    if factor != 1.0:
        _scale(work, factor)


def _scale(work: _Work, factor: float) -> None:
    width, height = work.image.size
    to = max(1, int(width * factor + 1e-9)), max(1, int(height * factor + 1e-9))
    work.image = picture_files.smooth(work.image).resize(to, Image.Resampling.LANCZOS)
    work.note(ChangeKind.SCALED, f"{width} × {height}", f"{to[0]} × {to[1]}")


def _fit_type(work: _Work, limits: MediaLimits) -> None:
    pictures = [one for one in limits.types if one in picture_files.FORMATS]
    if not pictures:
        raise Unfit(Fault.NO_PICTURES)
    # A GIF that does not move any more has too few colours for what was done to it.
    if work.type in pictures and not (work.type == "image/gif" and work.is_touched):
        return
    wanted = "image/png" if picture_files.has_alpha(work.image) else "image/jpeg"
    to = wanted if wanted in pictures else pictures[0]
    work.note(ChangeKind.CONVERTED, work.type, to)
    work.type = to


def _encode(work: _Work, limits: MediaLimits) -> bytes:
    """Return the bytes of a picture, made lighter by steps until they fit."""
    data = encoded(work.image, work.type, _QUALITIES[0])
    if _is_light(data, limits):
        return data
    lossy = next((one for one in _LOSSY if one in limits.types), None)
    if work.type not in _LOSSY and lossy is not None:
        work.note(ChangeKind.CONVERTED, work.type, lossy)
        work.type = lossy
    before, factor = work.image, 1.0
    while True:
        data = _lightest_good(work, limits)
        if _is_light(data, limits):
            if work.image is not before:
                _note_scaled(work, before)
            return data
        factor *= min(_SMALLER, sqrt((limits.bytes or 0) / len(data)))
        width, height = (int(side * factor) for side in before.size)
        if min(width, height) < _SMALLEST_SIDE or _is_too_narrow(width, limits):
            raise Unfit(Fault.TOO_LARGE, len(data), limits.bytes or 0)
        work.image = picture_files.smooth(before).resize(
            (width, height), Image.Resampling.LANCZOS
        )


def _lightest_good(work: _Work, limits: MediaLimits) -> bytes:
    """Return the picture at the best quality that is light enough, else at the lowest."""
    if work.type not in _LOSSY:
        return encoded(work.image, work.type, 0)
    best = encoded(work.image, work.type, _QUALITIES[-1])
    if not _is_light(best, limits):
        return best
    at_least, at_most = 0, len(_QUALITIES) - 1  # the quality wanted is one of these
    while at_least < at_most:
        middle = (at_least + at_most) // 2
        data = encoded(work.image, work.type, _QUALITIES[middle])
        if _is_light(data, limits):
            best, at_most = data, middle
        else:
            at_least = middle + 1
    return best


def _note_scaled(work: _Work, before: Image.Image) -> None:
    sizes = (f"{one.width} × {one.height}" for one in (before, work.image))
    work.note(ChangeKind.SCALED, *sizes)


def _is_too_narrow(width: int, limits: MediaLimits) -> bool:
    return limits.width is not None and width < limits.width[0]


def _is_light(data: bytes, limits: MediaLimits) -> bool:
    return limits.bytes is None or len(data) <= limits.bytes


def _finished(
    folder: Path,
    data: bytes,
    changes: list[Change],
    found: Opened,
    description: str,
    name: str,
    work: _Work | None = None,
) -> Fitted:
    image, kind = (found.image, found.type) if work is None else (work.image, work.type)
    width, height = image.size
    media = Media(folder, kind, "", description, name, width, height)
    return _written(folder, data, media, tuple(changes))


def _written(folder: Path, data: bytes, media: Media, changes: tuple[Change, ...]) -> Fitted:
    digest = hashlib.sha256(data).hexdigest()
    place = folder / f"{digest}{_ENDINGS[media.type]}"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(".part")
        part.write_bytes(data)
        part.replace(place)
    return Fitted(replace(media, path=place, sha256=digest), changes)
