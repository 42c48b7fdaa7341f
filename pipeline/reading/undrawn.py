"""Pages that look empty because what they show is broken.

In: an open PDF and its pages as read. Out: the pages, those marked unreadable that gave no word while
a picture on them cannot be unpacked, or while their instructions draw something of which nothing came
out. An empty back of a sheet stays what it is; a page that was lost is never passed off as one.

Only pages without a word are looked at, so that a sound file pays nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from models.page import Page
from models.settings import Settings
from pipeline.reading.repair import DAMAGE
from pipeline.reading.wholeness import content_of
from pipeline.reading.wholeness import contents_of

__all__ = ["mark_undrawn"]

_UNREADABLE = "page-unreadable"
_MOST_PAGES, _MOST_PICTURES, _DEPTH = 300, 50, 4
# Instructions that show text or a picture.
_REMARK_RE = re.compile(rb"%[^\r\n]*")
# Strings that hold nothing or blanks: «() Tj», «[() -20 ( )] TJ».
_BLANK_RE = re.compile(
    rb"(?:\(\s*+\)|<\s*+>|\[(?:\s*+(?:\(\s*+\)|<\s*+>|-?+[\d.]++))*+\s*+\])\s*+T[jJ](?=\s|$)"
)
_SHOWS_RE = re.compile(rb"(?:^|[\s)\]>])(?:Tj|TJ|Do|BI)(?=\s|$)")


def mark_undrawn(
    document: pdfium.PdfDocument, path: Path | None, pages: Sequence[Page], settings: Settings
) -> list[Page]:
    """Return `pages`, those marked ``page-unreadable`` whose drawing is broken.

    Args:
        document: The open PDF.
        path: Its file; None for a copy in memory, of which only pictures are looked at.
        pages: All its pages as read.
        settings: The limit of pixels: what is larger is not unpacked to look.
    """
    bare = [page.number for page in pages if _is_bare(page)][:_MOST_PAGES]
    if not bare:
        return list(pages)
    blank = [number for number in bare if not _objects_on(document, number)]
    broken = {number for number in bare if _has_broken_picture(document, number, settings)}
    if path is not None and blank:
        broken |= _with_lost_content(path, blank)
    return [
        replace(page, notes=(*page.notes, _UNREADABLE)) if page.number in broken else page
        for page in pages
    ]


def _is_bare(page: Page) -> bool:
    return not page.words and not page.tables and _UNREADABLE not in page.notes


def _objects_on(document: pdfium.PdfDocument, number: int) -> int:
    page = document[number - 1]
    try:
        return int(pdfium_c.FPDFPage_CountObjects(page.raw))
    finally:
        page.close()


def _has_broken_picture(document: pdfium.PdfDocument, number: int, settings: Settings) -> bool:
    page = document[number - 1]
    try:
        found = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)
        pictures = [item.raw for _, item in zip(range(_MOST_PICTURES), found, strict=False)]
        return any(_is_broken(picture, settings) for picture in pictures)
    finally:
        page.close()


def _is_broken(picture: object, settings: Settings) -> bool:
    width, height = pdfium_c.c_uint(), pdfium_c.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(picture, width, height)
    if width.value * height.value > settings.max_pixels:
        return False
    bitmap = pdfium_c.FPDFImageObj_GetBitmap(picture)
    if not bitmap:
        return True
    pdfium_c.FPDFBitmap_Destroy(bitmap)
    return False


def _with_lost_content(path: Path, numbers: Sequence[int]) -> set[int]:
    """Return the pages whose instructions cannot be unpacked, or show what nothing came of."""
    lost: set[int] = set()
    with suppress(*DAMAGE), pikepdf.open(path, suppress_warnings=True) as pdf:
        for number in numbers:
            try:
                pieces = [_content(stream) for stream in contents_of(pdf.pages[number - 1].obj)]
            except DAMAGE:
                lost.add(number)
                continue
            if any(piece is None or _shows(piece) for piece in pieces):
                lost.add(number)
    return lost


def _content(stream: object) -> bytes | None:
    if isinstance(stream, pikepdf.Stream) and not stream.read_raw_bytes():
        return b""
    return content_of(stream)


def _shows(content: bytes) -> bool:
    said = _BLANK_RE.sub(b" ", _REMARK_RE.sub(b"", content))
    return _SHOWS_RE.search(said) is not None
