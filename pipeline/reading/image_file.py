"""PNG, JPEG, TIFF, BMP and WebP files, one page image or several, become a `Reading`.

In: the path of an image file. Out: a page per frame, in order. Size and soundness are checked
before pixels are decoded; EXIF orientation is applied; the page's size in points comes from the
resolution in the file where that is believable, else the page is taken as A4 by its shape.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from PIL import ImageOps
from PIL import TiffImagePlugin

from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.settings import Settings
from pipeline.reading.failure import OCR_GAVE_UP
from pipeline.reading.failure import PICTURE_DAMAGE
from pipeline.reading.failure import ReadFailure
from pipeline.reading.image_clean import Picture
from pipeline.reading.ocr_engine import OcrGaveUpError
from pipeline.reading.scan_page import is_strip
from pipeline.reading.scan_page import read_scan
from pipeline.stopwatch import step

__all__ = ["read_images"]

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
A4_PT = (595.3, 841.9)
# A page of paper is no smaller than a postcard and no larger than A2.
LEAST_SIDE_PT, MOST_SIDE_PT = 200.0, 1700.0
# Screens and phones write 72 or 96 whatever they took.
SCREEN_DPI = 97.0
# Pixels already multiplied with their transparency: Pillow turns them into nothing but the plain kind.
_MULTIPLIED = {"La": "LA", "RGBa": "RGBA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    pixels: Picture
    width_pt: float
    height_pt: float


def read_images(path: Path, settings: Settings) -> Reading:
    """Read the image file at `path`.

    Returns:
        One page per image. A frame that cannot be decoded stands as a page without words and in
        `unreadable_pages`; one too narrow for a line of print as a page without words.

    Raises:
        ReadFailure: ``damaged``, ``too-many-pixels``, ``too-many-pages``, ``not-readable``,
            ``not-a-document`` (a TIFF of a kind that holds measurements).
    """
    _check_canvas(path, settings)
    with _open(path) as picture:
        count = _count_frames(picture)
        if count > settings.max_pages:
            raise ReadFailure(OutcomeCode.TOO_MANY_PAGES, f"{count} > {settings.max_pages} pages")
        pages = [_read_frame(picture, index, settings) for index in range(count)]
    unreadable = tuple(page.number for page in pages if "page-unreadable" in page.notes)
    if all(OCR_GAVE_UP in page.notes for page in pages):
        raise ReadFailure(OutcomeCode.NOT_READABLE, OCR_GAVE_UP)
    if len(unreadable) == len(pages):
        raise ReadFailure(OutcomeCode.DAMAGED)
    return Reading(kind=FileKind.IMAGE, pages=tuple(pages), unreadable_pages=unreadable)


def _read_frame(picture: Image.Image, index: int, settings: Settings) -> Page:
    number = index + 1
    step(number)
    frame = _decode(picture, index, settings)
    if frame is None:
        return _bare_page(number, "page-unreadable")
    if is_strip(frame.pixels):
        return _bare_page(number, "page-too-narrow")
    try:
        return read_scan(
            frame.pixels,
            number=number,
            width_pt=frame.width_pt,
            height_pt=frame.height_pt,
            settings=settings,
        )
    except OcrGaveUpError:
        return _bare_page(number, "page-unreadable", OCR_GAVE_UP)


def _check_canvas(path: Path, settings: Settings) -> None:
    """Look at the size that a WebP file declares: its decoder takes the memory as soon as it opens."""
    try:
        with path.open("rb") as file:
            head = file.read(30)
    except OSError:
        raise ReadFailure(OutcomeCode.MISSING) from None
    size = _webp_size(head)
    if size is not None and size[0] * size[1] > settings.max_pixels:
        detail = f"{size[0]}x{size[1]} > {settings.max_pixels} pixels"
        raise ReadFailure(OutcomeCode.TOO_MANY_PIXELS, detail)


def _webp_size(head: bytes) -> tuple[int, int] | None:
    """Return width and height as the first chunk of a WebP file states them; None for other files."""
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP" or len(head) < 30:
        return None
    kind = head[12:16]
    if kind == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return width, height


def _open(path: Path) -> Image.Image:
    with warnings.catch_warnings():
        # Our own limit is checked in `_decode`, before any pixel is decoded.
        warnings.simplefilter("ignore")
        try:
            return Image.open(path, formats=FORMATS)
        except Image.DecompressionBombError:
            raise ReadFailure(OutcomeCode.TOO_MANY_PIXELS) from None
        except PICTURE_DAMAGE:
            if _is_of_an_unknown_kind(path):
                raise ReadFailure(OutcomeCode.NOT_A_DOCUMENT, "picture-kind") from None
            raise ReadFailure(OutcomeCode.DAMAGED) from None


def _is_of_an_unknown_kind(path: Path) -> bool:
    """Tell a sound TIFF of measurements (floats, light) from a broken picture."""
    try:
        TiffImagePlugin.TiffImageFile(path).close()
    except PICTURE_DAMAGE as error:
        return str(error) == "unknown pixel mode"
    return False


def _count_frames(picture: Image.Image) -> int:
    """Return how many pages there are; of a moving PNG or WebP only the first picture counts."""
    if picture.format != "TIFF":
        return 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return int(getattr(picture, "n_frames", 1))
        except PICTURE_DAMAGE:
            raise ReadFailure(OutcomeCode.DAMAGED) from None


def _decode(picture: Image.Image, index: int, settings: Settings) -> _Frame | None:
    """Return frame `index` upright by its EXIF mark; None when it cannot be decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if index:
                picture.seek(index)
            width, height = picture.size
            if width * height > settings.max_pixels:
                raise ReadFailure(
                    OutcomeCode.TOO_MANY_PIXELS,
                    f"{width}x{height} > {settings.max_pixels} pixels",
                )
            dpi = _dpi(picture)
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            swapped = upright.size == (height, width) and width != height
            pixels = _pixels(upright)
    except Image.DecompressionBombError:
        raise ReadFailure(OutcomeCode.TOO_MANY_PIXELS) from None
    except PICTURE_DAMAGE:
        return None
    if swapped and dpi is not None:
        dpi = (dpi[1], dpi[0])
    width_pt, height_pt = _size_pt(pixels.shape[1], pixels.shape[0], dpi)
    return _Frame(pixels=pixels, width_pt=width_pt, height_pt=height_pt)


def _pixels(picture: Image.Image) -> Picture:
    """Return RGB or grey pixels; transparency becomes white paper, 16-bit grey eight bits."""
    if picture.mode.startswith("I") or picture.mode == "F":
        wide = np.asarray(picture, dtype=np.float64)
        top = 65535.0 if wide.max(initial=0.0) > 255 else 255.0
        return np.clip(wide * (255.0 / top), 0, 255).astype(np.uint8)
    if picture.mode in _MULTIPLIED:
        picture = picture.convert(_MULTIPLIED[picture.mode])
    if "A" in picture.getbands() or "transparency" in picture.info:
        solid = picture.convert("RGBA")
        paper = Image.new("RGBA", solid.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(paper, solid).convert("RGB")
    if picture.mode not in {"L", "RGB"}:
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    return np.array(picture, dtype=np.uint8)


def _dpi(picture: Image.Image) -> tuple[float, float] | None:
    try:
        across, down = (float(value) for value in picture.info.get("dpi", ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if across > 0 and down > 0 else None


def _size_pt(width: int, height: int, dpi: tuple[float, float] | None) -> tuple[float, float]:
    """Return the page's size in points.

    Only a resolution of scanners and a size that paper can have are believed.
    """
    if dpi is not None and min(dpi) > SCREEN_DPI:
        size = (width / dpi[0] * 72, height / dpi[1] * 72)
        if all(LEAST_SIDE_PT <= side <= MOST_SIDE_PT for side in size):
            return size
    across = A4_PT[0] if width <= height else A4_PT[1]
    return across, across * height / width


def _bare_page(number: int, *notes: str) -> Page:
    return Page(
        number=number,
        width_pt=A4_PT[0],
        height_pt=A4_PT[1],
        source=PageSource.OCR,
        notes=notes,
    )
