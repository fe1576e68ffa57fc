"""Pictures and documents made to fit."""

from __future__ import annotations

import hashlib
import io
import random
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from aboveboard.channels.changes import Change, ChangeKind
from aboveboard.channels.documents import PDF
from aboveboard.channels.pictures import Fitted, fit
from aboveboard.channels.port import MediaLimits, Reason
from aboveboard.channels.unfit import Fault, Unfit

if TYPE_CHECKING:
    from pathlib import Path

USUAL = MediaLimits(4, ("image/jpeg", "image/png", "image/webp", "image/gif"))
SECRET = b"Keizersgracht"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "fitted"


def noise(width: int = 320, height: int = 200, mode: str = "RGB") -> Image.Image:
    seed = random.Random(7)
    small = Image.frombytes(
        "RGB", (width // 4, height // 4), seed.randbytes(width * height // 16 * 3)
    )
    return small.resize((width, height)).convert(mode)


def saved(path: Path, image: Image.Image, **more: Any) -> Path:
    image.save(path, **more)
    return path


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = orientation
    told[ExifTags.Base.ImageDescription] = SECRET.decode()
    told.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    told.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 22.0, 12.0)
    return told


def kinds(fitted: Fitted) -> list[ChangeKind]:
    return [change.kind for change in fitted.changes]


def seen(fitted: Fitted) -> Image.Image:
    with Image.open(fitted.media.path) as image:
        return image.copy()


def test_a_plain_picture_goes_out_as_it_is(tmp_path: Path, folder: Path) -> None:
    path = saved(tmp_path / "a.jpg", noise(), quality=90)
    fitted = fit(path, USUAL, folder=folder, description="Een zaal", name="zaal.jpg")
    assert fitted.changes == ()
    assert fitted.media.path.read_bytes() == path.read_bytes()
    assert fitted.media.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (fitted.media.width, fitted.media.height) == (320, 200)
    assert (fitted.media.description, fitted.media.name) == ("Een zaal", "zaal.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_file_tells_besides_is_left_out_and_its_picture_stays_to_the_bit(
    tmp_path: Path, folder: Path, kind: str
) -> None:
    more: dict[str, Any] = {"xmp": b"<x:xmpmeta>" + SECRET}
    if kind == "JPEG":
        more["comment"] = SECRET
    if kind == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Comment", SECRET.decode())
        del more["xmp"]
    path = saved(tmp_path / "a", noise(), format=kind, exif=exif(), **more)
    path.write_bytes(path.read_bytes() + (SECRET if kind != "WEBP" else b""))
    assert SECRET in path.read_bytes()
    fitted = fit(path, USUAL, folder=folder)
    assert SECRET not in fitted.media.path.read_bytes()
    assert kinds(fitted) == [ChangeKind.PLACE_REMOVED, ChangeKind.DETAILS_REMOVED]
    image = seen(fitted)
    assert not image.getexif()
    with Image.open(path) as before:
        assert image.tobytes() == before.tobytes()


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_is_made_upright(tmp_path: Path, folder: Path, orientation: int) -> None:
    upright = Image.new("RGB", (200, 120), "blue")
    upright.paste("red", (0, 0, 100, 60))
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    path = saved(tmp_path / "a.png", upright.transpose(turned), exif=exif(orientation))
    fitted = fit(path, USUAL, folder=folder)
    assert (fitted.media.width, fitted.media.height) == (200, 120)
    image = seen(fitted)
    assert (image.getpixel((10, 10)), image.getpixel((190, 110))) == ((255, 0, 0), (0, 0, 255))
    assert ChangeKind.TURNED in kinds(fitted)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, folder: Path) -> None:
    path = saved(tmp_path / "a.png", noise(900, 600), exif=exif(6))
    limits = MediaLimits(1, ("image/jpeg",), bytes=60_000, pixels=300_000)
    first = fit(path, limits, folder=folder)
    second = fit(path, limits, folder=tmp_path / "other")
    assert first.media.sha256 == second.media.sha256
    assert first.changes == second.changes
    data = first.media.path.read_bytes()
    assert first.media.sha256 == hashlib.sha256(data).hexdigest()


def test_it_becomes_a_type_the_network_takes(tmp_path: Path, folder: Path) -> None:
    path = saved(tmp_path / "a.webp", noise())
    fitted = fit(path, MediaLimits(1, ("image/jpeg", "image/png")), folder=folder)
    assert fitted.changes == (Change(ChangeKind.CONVERTED, "image/webp", "image/jpeg"),)
    assert fitted.media.type == "image/jpeg"
    assert fitted.media.path.suffix == ".jpg"
    assert fitted.media.path.read_bytes().startswith(b"\xff\xd8")


def test_what_can_be_seen_through_becomes_png_or_stands_on_white(
    tmp_path: Path, folder: Path
) -> None:
    glass = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    path = saved(tmp_path / "a.webp", glass, lossless=True)
    assert fit(path, MediaLimits(1, ("image/jpeg", "image/png")), folder=folder).media.type == (
        "image/png"
    )
    white = seen(fit(path, MediaLimits(1, ("image/jpeg",)), folder=folder)).getpixel((25, 25))
    assert white == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA", "F"])
def test_pictures_of_every_colour_go_out(tmp_path: Path, folder: Path, mode: str) -> None:
    path = saved(tmp_path / "a.tiff", noise(60, 40).convert("L").convert(mode))
    fitted = fit(path, MediaLimits(1, ("image/jpeg", "image/png")), folder=folder)
    assert seen(fitted).size == (60, 40)


def test_it_is_scaled_to_the_pixels_and_the_width_that_are_taken(
    tmp_path: Path, folder: Path
) -> None:
    path = saved(tmp_path / "a.jpg", noise(1200, 800))
    by_pixels = fit(path, MediaLimits(1, USUAL.types, pixels=240_000), folder=folder)
    assert by_pixels.changes == (Change(ChangeKind.SCALED, "1200 × 800", "600 × 400"),)
    by_width = fit(path, MediaLimits(1, USUAL.types, width=(320, 1080)), folder=folder)
    assert (by_width.media.width, by_width.media.height) == (1080, 720)
    small = saved(tmp_path / "b.jpg", noise(200, 200))
    wider = fit(small, MediaLimits(1, USUAL.types, width=(320, 1080)), folder=folder)
    assert wider.media.width == 320


def test_its_quality_is_lowered_until_it_is_light_enough(tmp_path: Path, folder: Path) -> None:
    path = saved(tmp_path / "a.jpg", noise(1000, 800), quality=98)
    heavy = path.stat().st_size
    fitted = fit(path, MediaLimits(1, USUAL.types, bytes=heavy // 2), folder=folder)
    light = fitted.media.path.stat().st_size
    assert light <= heavy // 2
    assert (fitted.media.width, fitted.media.height) == (1000, 800)
    assert fitted.changes == (Change(ChangeKind.COMPRESSED, str(heavy), str(light)),)


def test_it_is_made_smaller_when_a_low_quality_does_not_do(
    tmp_path: Path, folder: Path
) -> None:
    path = saved(tmp_path / "a.png", noise(1200, 900))
    fitted = fit(path, MediaLimits(1, USUAL.types, bytes=40_000), folder=folder)
    assert fitted.media.path.stat().st_size <= 40_000
    assert ChangeKind.SCALED in kinds(fitted)
    assert ChangeKind.CONVERTED in kinds(fitted)
    with pytest.raises(Unfit) as unfit:
        fit(path, MediaLimits(1, USUAL.types, bytes=500), folder=folder)
    assert unfit.value.fault is Fault.TOO_LARGE


def test_too_wide_is_refused_with_the_figures_and_never_cropped(
    tmp_path: Path, folder: Path
) -> None:
    path = saved(tmp_path / "a.jpg", noise(1000, 200))
    limits = MediaLimits(1, USUAL.types, ratio=(0.8, 1.91))
    with pytest.raises(Unfit) as unfit:
        fit(path, limits, folder=folder)
    assert (unfit.value.fault, unfit.value.figures) == (Fault.RATIO, (5.0, 1.91))
    assert "1.91" in unfit.value.said
    bordered = fit(path, limits, folder=folder, has_border=True)
    assert bordered.changes == (Change(ChangeKind.BORDERED, "1000 × 200", "1000 × 524"),)
    assert 0.8 <= bordered.media.width / bordered.media.height <= 1.91
    assert seen(bordered).getpixel((5, 5)) == (255, 255, 255)


def moving(path: Path) -> Path:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    frames[0].save(
        path, save_all=True, append_images=frames[1:], duration=90, loop=0, comment=SECRET
    )
    return path


def test_what_moves_goes_on_moving_where_that_is_taken(tmp_path: Path, folder: Path) -> None:
    path = moving(tmp_path / "a.gif")
    fitted = fit(path, USUAL, folder=folder)
    with Image.open(fitted.media.path) as image:
        assert getattr(image, "n_frames", 1) == 3
        assert (image.info["loop"], image.info["duration"]) == (0, 90)
    assert SECRET not in fitted.media.path.read_bytes()
    assert kinds(fitted) == [ChangeKind.DETAILS_REMOVED]


def test_elsewhere_its_first_picture_is_left(tmp_path: Path, folder: Path) -> None:
    fitted = fit(moving(tmp_path / "a.gif"), MediaLimits(1, ("image/jpeg",)), folder=folder)
    assert kinds(fitted) == [
        ChangeKind.STILLED,
        ChangeKind.DETAILS_REMOVED,
        ChangeKind.CONVERTED,
    ]
    red, green, blue = seen(fitted).getpixel((30, 20)) or (0, 0, 0)  # type: ignore[misc]
    assert (red > 240, green < 20, blue < 20) == (True, True, True)


def png_head(width: int, height: int) -> bytes:
    kept = io.BytesIO()
    Image.new("L", (1, 1)).save(kept, "PNG")
    data = bytearray(kept.getvalue())
    data[16:24] = width.to_bytes(4) + height.to_bytes(4)
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"Onze demo viel uit.", Fault.NOT_A_PICTURE),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", Fault.VECTOR),
        (b"\xff\xd8\xff", Fault.NOT_A_PICTURE),
        (png_head(9000, 9000), Fault.TOO_MANY_PIXELS),
        (png_head(60_000, 60_000), Fault.TOO_MANY_PIXELS),
        (png_head(50, 50), Fault.BROKEN),
    ],
)
def test_what_is_no_picture_is_refused(
    tmp_path: Path, folder: Path, data: bytes, fault: Fault
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(Unfit) as unfit:
        fit(path, USUAL, folder=folder)
    assert (unfit.value.fault, unfit.value.reason) == (fault, Reason.MEDIA)
    assert not folder.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_file_that_is_cut_off_is_refused_and_never_ends_otherwise(
    tmp_path: Path, folder: Path, kind: str
) -> None:
    whole = saved(tmp_path / "a", noise(), format=kind).read_bytes()
    cut = tmp_path / "b"
    for share in range(1, 20):
        cut.write_bytes(whole[: len(whole) * share // 21])
        with pytest.raises(Unfit):
            fit(cut, USUAL, folder=folder)


def pdf(pages: int, more: bytes = b"") -> bytes:
    objects = b"".join(b"%d 0 obj <</Type /Page>> endobj\n" % page for page in range(pages))
    return b"%PDF-1.4\n<</Type /Pages>>\n" + objects + more + b"\n%%EOF\n"


def test_a_document_goes_out_as_it_is(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "cijfers.pdf"
    path.write_bytes(pdf(3))
    fitted = fit(path, MediaLimits(1, ("image/jpeg", PDF)), folder=folder, name="cijfers.pdf")
    assert (fitted.media.type, fitted.changes) == (PDF, ())
    assert fitted.media.path.read_bytes() == pdf(3)


@pytest.mark.parametrize(
    ("data", "limits", "fault"),
    [
        (pdf(3), USUAL, Fault.NO_DOCUMENTS),
        (pdf(301), MediaLimits(1, (PDF,)), Fault.TOO_MANY_PAGES),
        (pdf(3), MediaLimits(1, (PDF,), bytes=20), Fault.TOO_LARGE),
        (pdf(3, b"<</Encrypt 9 0 R>>"), MediaLimits(1, (PDF,)), Fault.LOCKED),
        (pdf(3)[:-8], MediaLimits(1, (PDF,)), Fault.BROKEN),
    ],
)
def test_a_document_that_cannot_go_out_is_refused(
    tmp_path: Path, folder: Path, data: bytes, limits: MediaLimits, fault: Fault
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(Unfit) as unfit:
        fit(path, limits, folder=folder)
    assert unfit.value.fault is fault
