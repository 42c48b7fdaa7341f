"""Pictures of a file's pages with the boxes of every value drawn on them, for a person to look at.

In: the file and the record read from it. Out: one RGB picture a page, upright as the record's
boxes mean it. Each field has a colour of its own and a short label (the field's name and place in
its list); values below 0.6 are dashed and red, whatever their field. Nothing that the document
says is drawn by us: the words under the boxes are the page's own ink.

Order: check that file and record belong together, draw the page, turn it as the reader did, lay
the boxes over it. A paper with a secrecy mark is not drawn, as nothing of it is kept anywhere.
"""

from __future__ import annotations

import colorsys
import hashlib
import math
import warnings
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont
from PIL import ImageOps

from models.geometry import Box
from models.outcome import OutcomeCode
from models.page import FileKind
from models.record import Appendix
from models.record import Finding
from models.record import Record
from models.record import Table
from models.settings import Settings
from models.values import Citation
from models.values import Evidence
from models.values import Shape
from models.values import Signature
from models.values import Task
from pipeline.reading.render import TooManyPixelsError
from pipeline.reading.render import render

__all__ = ["BoxedValue", "OverlayError", "boxed_values", "draw_boxes", "save_overlays"]

LOW_CONFIDENCE = 0.6
_LEAST_DPI, _MOST_DPI = 36, 400
_MOST_DRAWN_PIXELS = 40_000_000
_NAME_LENGTH = 40
_RED = (220, 0, 0)
_LINE_PX = 2
_DASH_PX, _GAP_PX = 6, 4
_FILL_ALPHA = 26
_LABEL_PX = 11
# Costs of a label's place, in dark pixels hidden.
_OFF_PAGE, _OTHER_LABEL = 10_000, 2_000
# Ink is darker than most of the page by this much, 0 to 255.
_INK_STEP = 50
_FORMATS = ("PNG", "JPEG", "TIFF")
# What Pillow raises on damaged data, by decoder.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError)
# The order is the palette: a field keeps its colour from document to document.
_FIELDS = tuple(
    dict.fromkeys(
        (
            *Record.model_fields,
            *Task.model_fields,
            *Signature.model_fields,
            *Appendix.model_fields,
            *Table.model_fields,
            *Finding.model_fields,
            *Citation.model_fields,
        )
    )
)

Colour = tuple[int, int, int]


class OverlayError(ValueError):
    """The page cannot be drawn with its boxes; the message says why, without a word of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedValue:
    """What is drawn of one value on one page.

    Attributes:
        field: Innermost field of the record that holds it (``subject``, ``assignees``, ``rows``).
        label: What is written beside it, for example ``tasks 2/assignees 1``.
        page: 1-based page.
        boxes: At least one box, points of the upright page.
        confidence: 0 to 1.
    """

    field: str
    label: str
    page: int
    boxes: tuple[Box, ...]
    confidence: float


def boxed_values(record: Record) -> Iterator[BoxedValue]:
    """Yield every value of `record` that has boxes, once for each page that it touches.

    The first of `signatures` is the record's `signature` and comes once; so does a merged table
    cell, in the row where it is printed.
    """
    for name in type(record).model_fields:
        child = getattr(record, name)
        if name == "signatures" and child and child[0] == record.signature:
            for index, later in enumerate(child[1:], 2):
                yield from _walk(later, name, f"{name} {index}")
            continue
        yield from _walk(child, name, name)


def draw_boxes(path: Path, record: Record, *, page: int, dpi: int = 110) -> Image.Image:
    """Return one page of the file with the boxes of the record's values on it.

    Args:
        path: The file that `record` was read from; opened for reading only.
        record: Its record.
        page: 1-based page.
        dpi: Resolution of the picture, 36 to 400; a very large page is drawn coarser.

    Raises:
        OverlayError: If the page does not exist or has no geometry (plain text, Word), the file is
            not the one that was read, bears a secrecy mark, or cannot be drawn.
    """
    _check(path, record)
    return _draw(path, record, page, dpi)


def save_overlays(path: Path, record: Record, folder: Path) -> tuple[Path, ...]:
    """Write a PNG of every page with its boxes into `folder`, which is made when missing.

    Returns:
        The files written, in the order of the pages: none for a source without geometry, and none
        for a page that cannot be drawn.

    Raises:
        OverlayError: If the file is not the one that was read, or bears a secrecy mark.
        OSError: If `folder` cannot be written to.
    """
    _check(path, record)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for page in range(1, len(record.source.page_sizes) + 1):
        try:
            picture = _draw(path, record, page, 110)
        except OverlayError:
            continue
        target = folder / f"{_safe_stem(path, record)}-p{page:03}.png"
        picture.save(target)
        written.append(target)
    return tuple(written)


def _safe_stem(path: Path, record: Record) -> str:
    """Return a name that two files of one folder do not share and every file system takes."""
    return f"{path.stem[:_NAME_LENGTH]}-{(record.source.sha256 or '')[:8]}"


def _check(path: Path, record: Record) -> None:
    if record.outcome.code is OutcomeCode.SECRET:
        raise OverlayError("a paper with a secrecy mark is not drawn")
    if not path.is_file():
        raise OverlayError("the file is missing")
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != record.source.sha256:
            raise OverlayError("the file is not the one that the record was read from")


def _walk(item: object, field: str, label: str) -> Iterator[BoxedValue]:
    if isinstance(item, list | tuple):
        for index, each in enumerate(item, 1):
            yield from _walk(each, field, f"{label} {index}")
        return
    if isinstance(item, Table):
        yield from _table_rows(item)
        return
    if not isinstance(item, Shape):
        return
    if isinstance(item, Evidence):
        yield from _evidence(item, field, label)
    for name in type(item).model_fields:
        yield from _walk(getattr(item, name), name, f"{label}/{name}")


def _evidence(item: Evidence, field: str, label: str) -> Iterator[BoxedValue]:
    pieces = [(item.page, item.boxes), *((more.page, more.boxes) for more in item.continued)]
    for page, boxes in pieces:
        if boxes:
            yield BoxedValue(
                field=field,
                label=label,
                page=page,
                boxes=tuple(Box(*box) for box in boxes),
                confidence=item.confidence,
            )


def _table_rows(table: Table) -> Iterator[BoxedValue]:
    for index, row in enumerate(table.rows, 1):
        own = [
            Box(*box)
            for box, inherited in zip(row.boxes, row.inherited, strict=False)
            if box is not None and not inherited
        ]
        if own:
            yield BoxedValue(
                field="rows",
                label=f"row {index}",
                page=row.page,
                boxes=tuple(own),
                confidence=table.confidence,
            )


def _draw(path: Path, record: Record, page: int, dpi: int) -> Image.Image:
    source = record.source
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        raise OverlayError(f"dpi must be {_LEAST_DPI} to {_MOST_DPI}")
    if not source.page_sizes or len(source.page_sizes) != source.pages:
        raise OverlayError("the file has no pages with a geometry")
    if not 1 <= page <= source.pages:
        raise OverlayError(f"there is no page {page}")
    width_pt, height_pt = source.page_sizes[page - 1]
    as_scanned = _pdf_page(path, page, dpi) if source.kind is FileKind.PDF else _frame(path, page)
    # Pillow turns counterclockwise, the record says clockwise.
    upright = as_scanned.rotate(-source.page_rotations[page - 1], expand=True)
    size = _drawn_size(width_pt, height_pt, dpi)
    picture = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    values = [value for value in boxed_values(record) if value.page == page]
    _lay_over(picture, values, picture.width / width_pt, picture.height / height_pt)
    return picture


def _drawn_size(width_pt: float, height_pt: float, dpi: int) -> tuple[int, int]:
    scale = dpi / 72
    scale *= min(1.0, math.sqrt(_MOST_DRAWN_PIXELS / (width_pt * height_pt * scale**2)))
    return max(1, round(width_pt * scale)), max(1, round(height_pt * scale))


def _pdf_page(path: Path, number: int, dpi: int) -> Image.Image:
    """Return a page of a PDF, turned as the PDF says, with what its annotations show.

    Numbers and seals of signed papers are annotations; pdfium draws signature fields only once
    they are made part of the content, which is done in memory.
    """
    try:
        with pdfium.PdfDocument(path) as document:
            flat = document[number - 1]
            pdfium_c.FPDFPage_Flatten(flat.raw, pdfium_c.FLAT_NORMALDISPLAY)
            flat.close()
            page = document[number - 1]
            try:
                pixels = render(page, dpi=dpi, settings=Settings(max_pixels=_MOST_DRAWN_PIXELS))
            finally:
                page.close()
    except (pdfium.PdfiumError, TooManyPixelsError, IndexError):
        raise OverlayError(f"page {number} cannot be drawn") from None
    return Image.fromarray(pixels)


def _frame(path: Path, number: int) -> Image.Image:
    """Return a picture of an image file in colour, turned as its EXIF mark says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as picture:
                if number > 1:
                    picture.seek(number - 1)
                if picture.width * picture.height > Settings().max_pixels:
                    raise OverlayError(f"page {number} has too many pixels")
                return _in_colour(ImageOps.exif_transpose(picture))
    except OverlayError:
        raise
    except (Image.DecompressionBombError, *_DAMAGE):
        raise OverlayError(f"page {number} cannot be drawn") from None


def _in_colour(picture: Image.Image) -> Image.Image:
    """Return RGB; transparency becomes white paper, deep grey eight bits."""
    if picture.mode.startswith("I") or picture.mode == "F":
        deep = np.asarray(picture, dtype=np.float64)
        top = 65535.0 if deep.max(initial=0.0) > 255 else 255.0
        picture = Image.fromarray(np.clip(deep * (255.0 / top), 0, 255).astype(np.uint8))
    if "A" in picture.getbands() or "transparency" in picture.info:
        solid = picture.convert("RGBA")
        paper = Image.new("RGBA", solid.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(paper, solid)
    return picture.convert("RGB")


def _lay_over(picture: Image.Image, values: Sequence[BoxedValue], sx: float, sy: float) -> None:
    grey = np.asarray(picture.convert("L"))
    ink = grey < np.percentile(grey, 75) - _INK_STEP
    pen = ImageDraw.Draw(picture, "RGBA")
    font = ImageFont.load_default(_LABEL_PX)
    placed: list[Box] = []
    for value in values:
        low = value.confidence < LOW_CONFIDENCE
        colour = _RED if low else _colour(value.field)
        boxes = [Box(b.x0 * sx, b.y0 * sy, b.x1 * sx, b.y1 * sy) for b in value.boxes]
        for box in boxes:
            _frame_box(pen, box, colour, dashed=low)
        label = _label_place(ink, boxes, pen.textlength(value.label, font=font) + 3, placed)
        placed.append(label)
        pen.rectangle((label.x0, label.y0, label.x1, label.y1), fill=(255, 255, 255, 200))
        pen.text((label.x0 + 1, label.y0), value.label, fill=colour, font=font)


def _colour(field: str) -> Colour:
    """Return the field's own colour: dark enough to read on paper, and never red."""
    hue = 0.08 + 0.84 * ((_FIELDS.index(field) * 0.618034) % 1.0)
    red, green, blue = colorsys.hsv_to_rgb(hue, 0.95, 0.72)
    return round(red * 255), round(green * 255), round(blue * 255)


def _frame_box(pen: ImageDraw.ImageDraw, box: Box, colour: Colour, *, dashed: bool) -> None:
    outline = (box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1)
    pen.rectangle(outline, fill=(*colour, _FILL_ALPHA))
    if not dashed:
        pen.rectangle(outline, outline=colour, width=_LINE_PX)
        return
    x0, y0, x1, y1 = outline
    for x in np.arange(x0, x1, _DASH_PX + _GAP_PX):
        for y in (y0, y1):
            pen.line((x, y, min(x + _DASH_PX, x1), y), fill=colour, width=_LINE_PX)
    for y in np.arange(y0, y1, _DASH_PX + _GAP_PX):
        for x in (x0, x1):
            pen.line((x, y, x, min(y + _DASH_PX, y1)), fill=colour, width=_LINE_PX)


def _label_place(
    ink: npt.NDArray[np.bool_], boxes: Sequence[Box], width: float, placed: Sequence[Box]
) -> Box:
    """Return the place beside the value's boxes where a label hides least ink and no other label.

    In order of liking: left of the first box, above its left and right end, right of the last
    box, below it; then the page's margins at the height of the first box.
    """
    height = _LABEL_PX + 2
    first, last = boxes[0], boxes[-1]
    across = ink.shape[1]
    corners = (
        (first.x0 - width - 3, first.y0),
        (first.x0, first.y0 - height),
        (first.x1 - width, first.y0 - height),
        (last.x1 + 3, last.y0),
        (last.x0, last.y1 + 1),
        (2, first.y0),
        (across - width - 2, first.y0),
        (2, first.y0 + height),
        (across - width - 2, first.y0 + height),
    )
    places = [Box(x, y, x + width, y + height) for x, y in corners]
    return min(places, key=lambda place: _hidden(ink, place, placed))


def _hidden(ink: npt.NDArray[np.bool_], place: Box, placed: Sequence[Box]) -> int:
    """Return how much a label at `place` would hide: dark pixels, labels, what is off the page."""
    down, across = ink.shape
    if place.x0 < 0 or place.y0 < 0 or place.x1 > across or place.y1 > down:
        return _OFF_PAGE
    under = ink[int(place.y0) : int(place.y1) + 1, int(place.x0) : int(place.x1) + 1]
    hit = any(p.vertical_overlap(place) > 0 and p.horizontal_overlap(place) > 0 for p in placed)
    return int(np.count_nonzero(under)) + (_OTHER_LABEL if hit else 0)
