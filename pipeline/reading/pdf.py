"""A PDF, page by page: its text layer where that is healthy, OCR of the rendered page elsewhere.

In: the path of a PDF. Out: a `Reading`; a page that cannot be loaded stands in it without words. A
PDF that pdfium refuses is read from a copy that qpdf has mended in memory, and marked so.

Order per page:
1. annotations (signature fields, stamps) are drawn into the page's content, in memory only: the
   number and the signing stamp of a signed dispatch live there;
2. glyphs, ruling lines and images are read, which costs milliseconds;
3. the layer is judged (`text_health`): kept, or the page is rendered and read by OCR;
4. a kept page whose letterhead was left blank under a picture gets that region read by OCR.

pdfium is not thread safe: one process reads one document at a time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.page import Word
from models.settings import Settings
from pipeline.reading.failure import OCR_GAVE_UP
from pipeline.reading.failure import REPAIRED
from pipeline.reading.failure import ReadFailure
from pipeline.reading.glyphs import read_glyphs
from pipeline.reading.legacy import notes_of
from pipeline.reading.note_marks import marks_in_notes
from pipeline.reading.note_marks import with_marks
from pipeline.reading.object_count import TooManyObjectsError
from pipeline.reading.object_count import check_objects
from pipeline.reading.object_count import check_page_objects
from pipeline.reading.ocr_engine import OcrGaveUpError
from pipeline.reading.page_objects import PageObjects
from pipeline.reading.page_objects import PlacedImage
from pipeline.reading.page_objects import read_objects
from pipeline.reading.plumber_rules import heads_a_table
from pipeline.reading.regions import add_words
from pipeline.reading.regions import read_pictures
from pipeline.reading.render import TooManyPixelsError
from pipeline.reading.render import choose_dpi
from pipeline.reading.render import render
from pipeline.reading.render import render_grey
from pipeline.reading.syllables import health
from pipeline.reading.text_health import Verdict
from pipeline.reading.text_health import are_foreign
from pipeline.reading.text_health import judge
from pipeline.reading.text_layer import TextLayer
from pipeline.reading.text_layer import read_text_layer
from pipeline.reading.undrawn import mark_undrawn
from pipeline.reading.upright import Upright
from pipeline.stopwatch import step

__all__ = ["read_pdf"]

_FALLBACK_SIZE_PT = (595.0, 842.0)
_LOAD_ERRORS = {
    pdfium_c.FPDF_ERR_PASSWORD: OutcomeCode.PASSWORD,
    pdfium_c.FPDF_ERR_SECURITY: OutcomeCode.PASSWORD,
    pdfium_c.FPDF_ERR_FILE: OutcomeCode.NO_PAGES,
    pdfium_c.FPDF_ERR_PAGE: OutcomeCode.NO_PAGES,
}
_MENDABLE = frozenset({OutcomeCode.DAMAGED, OutcomeCode.NO_PAGES})
# Of English and French pages OCR made 19 to 30 % possible syllables, of the poorest photograph 94 %.
_PROBE_PAGES, _PROBE_WORDS, _PROBE_SHARE = 6, 300, 0.3
_THIN_WORDS = 60
_MANY_DRAWINGS = 200
_LOOK_DPI = 50
_TALL = 1.5
# Beside a full layer at most 15 % of the ink is no word (seals, signatures); of a scan under a signing
# stamp 98 % and more.
_MISSED_SHARE = 0.6
# Without a covering picture a few lines stand beside a seal and a signature, whose ink is the
# larger part of the page's: only where next to nothing is read does OCR replace the layer.
_MISSED_SHARE_BARE = 0.85
_MUCH_PICTURED = 0.25


def read_pdf(path: Path, settings: Settings) -> Reading:
    """Read the PDF at `path`; a damaged one is read from a mended copy, once.

    Returns:
        The pages; `notes` holds ``repaired`` where the file had to be mended to be read, and may
        have lost something.

    Raises:
        ReadFailure: ``password``, ``damaged``, ``no-pages``, ``too-many-pages``,
            ``too-many-objects``; the last, ``too-many-pixels`` and ``not-readable`` also when that
            is why no page could be read.
    """
    check_objects(path, settings)
    try:
        with _open(path, settings) as document:
            return _read_document(document, path, settings)
    except ReadFailure as failure:
        reading = None
        if failure.code in _MENDABLE:
            reading = _read_repaired(path, settings)
        elif failure.code is OutcomeCode.PASSWORD:
            reading = _read_unlocked(path, settings)
        if reading is None:
            raise _lost_pages(path, failure) from None
        return reading


def _lost_pages(path: Path, failure: ReadFailure) -> ReadFailure:
    """Return why the PDF was refused: pdfium says «no pages» too where the tree of pages is broken."""
    from pipeline.reading.repair import has_never_had_pages

    if failure.code is OutcomeCode.NO_PAGES and not has_never_had_pages(path):
        return ReadFailure(OutcomeCode.DAMAGED)
    return failure


def _read_document(document: pdfium.PdfDocument, path: Path | None, settings: Settings) -> Reading:
    """Read every page; `path` is None for a repaired copy, which is not looked at again."""
    pages: list[Page] = []
    for index in range(len(document)):
        if index == _PROBE_PAGES:
            _stop_if_foreign(pages)
        page = _read_page(document, index, settings)
        pages.append(page if path is None else _look_for_table(path, page))
    pages = mark_undrawn(document, path, pages, settings)
    lost = [page for page in pages if "page-unreadable" in page.notes]
    if lost and not any(page.words or page.tables for page in pages):
        raise _why_no_page(lost, settings)
    return Reading(
        kind=FileKind.PDF,
        pages=tuple(pages),
        unreadable_pages=tuple(page.number for page in lost),
        notes=() if _is_sound(document, path) else (REPAIRED,),
    )


def _why_no_page(pages: list[Page], settings: Settings) -> ReadFailure:
    """Return the cause that all unreadable pages share, else that the file is damaged."""
    for note, code, detail in (
        ("too-many-objects", OutcomeCode.TOO_MANY_OBJECTS, f"> {settings.max_objects} objects"),
        ("too-many-pixels", OutcomeCode.TOO_MANY_PIXELS, f"> {settings.max_pixels} pixels"),
        (OCR_GAVE_UP, OutcomeCode.NOT_READABLE, OCR_GAVE_UP),
    ):
        if all(note in page.notes for page in pages):
            return ReadFailure(code, detail)
    return ReadFailure(OutcomeCode.DAMAGED, f"{len(pages)} pages")


def _is_sound(document: pdfium.PdfDocument, path: Path | None) -> bool:
    """Tell whether nothing had to be mended, or nothing but the table of objects.

    Pdfium rebuilds a broken table and says so to nobody who does not ask.
    """
    if path is None or pdfium_c.FPDF_DocumentHasValidCrossReferenceTable(document.raw):
        return path is not None
    from pipeline.reading.wholeness import is_whole

    return is_whole(path)


def _stop_if_foreign(pages: list[Page]) -> None:
    """Stop after the first pages of a file that hold much print and hardly a Vietnamese syllable.

    Every page of a foreign book would be read, and the book be refused all the same.
    """
    words = [word.text for page in pages for word in page.words]
    if len(words) < _PROBE_WORDS:
        return
    share = health(words)
    scanned = all(page.source is PageSource.OCR for page in pages)
    if are_foreign(pages, least=0.0) or (scanned and share < _PROBE_SHARE):
        raise ReadFailure(OutcomeCode.NOT_READABLE, f"{share:.0%} syllables")


def _read_unlocked(path: Path, settings: Settings) -> Reading | None:
    """Read a PDF whose lock pdfium cannot open and that needs no password; None when it needs one."""
    from pipeline.reading.repair import unlocked_copy

    copy = unlocked_copy(path)
    if copy is None:
        return None
    with _open(copy, settings) as document:
        return replace(_read_document(document, None, settings), notes=())


def _read_repaired(path: Path, settings: Settings) -> Reading | None:
    """Read a mended copy of a damaged PDF; None when nothing readable came out of it."""
    from pipeline.reading.repair import repaired_copy

    copy = repaired_copy(path, max_pages=settings.max_pages)
    if copy is None:
        return None
    try:
        with _open(copy, settings) as document:
            reading = _read_document(document, None, settings)
    except ReadFailure as failure:
        if failure.code in _MENDABLE:
            return None
        raise
    return reading if any(page.words or page.tables for page in reading.pages) else None


def _look_for_table(path: Path, page: Page) -> Page:
    """Look through pdfplumber at a page that heads a table and shows no grid."""
    if page.source is not PageSource.TEXT_LAYER or page.tables or page.rotation:
        return page
    if not heads_a_table(page.words):
        return page
    from pipeline.reading.grid import build_tables
    from pipeline.reading.plumber_rules import plumber_rules

    grid = build_tables(
        plumber_rules(path, page.number),
        page.words,
        page_width_pt=page.width_pt,
        page_height_pt=page.height_pt,
    )
    if not grid.tables:
        return page
    return replace(page, words=grid.words, tables=grid.tables)


@contextlib.contextmanager
def _open(source: Path | bytes, settings: Settings) -> Iterator[pdfium.PdfDocument]:
    _forget_last_error()
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        raise ReadFailure(_LOAD_ERRORS.get(error.err_code, OutcomeCode.DAMAGED)) from None
    try:
        if len(document) == 0:
            raise ReadFailure(OutcomeCode.NO_PAGES)
        if len(document) > settings.max_pages:
            raise ReadFailure(
                OutcomeCode.TOO_MANY_PAGES, f"{len(document)} > {settings.max_pages} pages"
            )
        yield document
    finally:
        document.close()


def _forget_last_error() -> None:
    """Set pdfium's last error to «no such file».

    A document without pages fails to load and leaves the error of whatever failed before; the file
    is known to exist, so this error then means that one.
    """
    pdfium_c.FPDF_LoadDocument(b"", None)


def _read_page(document: pdfium.PdfDocument, index: int, settings: Settings) -> Page:
    number = index + 1
    step(number)
    page: pdfium.PdfPage | None = None
    try:
        page = document[index]
        check_page_objects(page, settings)
        upright = _upright_of(page)
        marks: tuple[str, ...] = ()
        if pdfium_c.FPDFPage_GetAnnotCount(page.raw) > 0:
            marks = marks_in_notes(page)
            page = _draw_annotations(document, page, index)
        return with_marks(_read_open_page(page, number, upright, settings), marks)
    except TooManyObjectsError:
        return _unreadable(number, "too-many-objects")
    except OcrGaveUpError:
        return _unreadable(number, OCR_GAVE_UP)
    except TooManyPixelsError:
        return _unreadable(number, "too-many-pixels")
    except pdfium.PdfiumError:
        return _unreadable(number)
    finally:
        if page is not None:
            page.close()


def _unreadable(number: int, *notes: str) -> Page:
    width, height = _FALLBACK_SIZE_PT
    return Page(
        number=number,
        width_pt=width,
        height_pt=height,
        source=PageSource.TEXT_LAYER,
        notes=("page-unreadable", *notes),
    )


def _upright_of(page: pdfium.PdfPage) -> Upright:
    left, bottom, right, top = page.get_bbox()
    if right - left < 1 or top - bottom < 1:
        left, bottom = 0.0, 0.0
        right, top = _FALLBACK_SIZE_PT
    return Upright(left=left, bottom=bottom, right=right, top=top, degrees=page.get_rotation())


def _draw_annotations(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int
) -> pdfium.PdfPage:
    """Return the page with what annotations show made part of its content; nothing is saved."""
    result = pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
    if result != pdfium_c.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _read_open_page(
    page: pdfium.PdfPage, number: int, upright: Upright, settings: Settings
) -> Page:
    run = read_glyphs(page, upright)
    layer = read_text_layer(run)
    objects = read_objects(page, run.upright)
    verdict = judge(layer, objects, run.upright)
    if not verdict.needs_ocr and _misses_ink(page, layer, objects, upright, verdict, settings):
        verdict = replace(verdict, needs_ocr=True, note="text-layer-misses-ink")
    if verdict.needs_ocr:
        return _read_by_ocr(page, number, upright, verdict, objects.images, settings)
    read = _from_layer(number, upright, run.upright, verdict, layer, objects)
    # A page turned by its writing is not turned in its picture, so pictures are left alone there.
    if run.upright == upright:
        read = _add_pictures(page, read, layer, objects, settings)
    return read


def _misses_ink(
    page: pdfium.PdfPage,
    layer: TextLayer,
    objects: PageObjects,
    upright: Upright,
    verdict: Verdict,
    settings: Settings,
) -> bool:
    """Look at the rendered page where a layer is thin for what is drawn: is there more to read?

    A scan with a signing stamp has a healthy layer of a dozen words, those of the stamp.
    """
    pictured = sum(i.box.width * i.box.height for i in objects.images)
    much = pictured > _MUCH_PICTURED * upright.width_pt * upright.height_pt
    thin = len(layer.words) < _THIN_WORDS and (much or objects.drawings > _MANY_DRAWINGS)
    if not layer.words or not (verdict.cover or thin):
        return False
    from pipeline.reading.missed_ink import missed_share

    grey = render_grey(page, dpi=_LOOK_DPI, settings=settings)
    boxes = [w.box for w in layer.words if w.box is not None] + [r.box for r in objects.rules]
    limit = _MISSED_SHARE if verdict.cover else _MISSED_SHARE_BARE
    return missed_share(grey, boxes, page_width_pt=upright.width_pt) > limit


def _add_pictures(
    page: pdfium.PdfPage, read: Page, layer: TextLayer, objects: PageObjects, settings: Settings
) -> Page:
    found = read_pictures(
        page,
        read.number,
        layer.words,
        objects.rules,
        objects,
        settings,
        width_pt=read.width_pt,
        height_pt=read.height_pt,
    )
    if not found:
        return read
    words = add_words(read.words, found)
    return replace(read, words=words, source=PageSource.MIXED, notes=(*read.notes, "pictures-read"))


def _read_by_ocr(
    page: pdfium.PdfPage,
    number: int,
    upright: Upright,
    verdict: Verdict,
    images: tuple[PlacedImage, ...],
    settings: Settings,
) -> Page:
    from pipeline.reading.scan_page import read_scan

    picture = render(page, dpi=choose_dpi(verdict.cover), settings=settings, images=images)
    read = read_scan(
        picture,
        number=number,
        width_pt=upright.width_pt,
        height_pt=upright.height_pt,
        settings=settings,
    )
    return replace(read, notes=(*read.notes, *([verdict.note] if verdict.note else [])))


def _tall_braces(words: tuple[Word, ...]) -> list[Word]:
    """Return the braces that are set so large that they reach over several lines of a list."""
    found = [w for w in words if w.text in {"{", "}"}]
    if not found:
        return []
    usual = median(w.size_pt for w in words)
    return [w for w in found if w.size_pt >= _TALL * usual]


def _from_layer(
    number: int,
    own: Upright,
    turned: Upright,
    verdict: Verdict,
    layer: TextLayer,
    objects: PageObjects,
) -> Page:
    from pipeline.reading.grid import build_tables

    braces = _tall_braces(layer.words)
    grid = build_tables(
        objects.rules,
        [w for w in layer.words if w not in braces],
        page_width_pt=turned.width_pt,
        page_height_pt=turned.height_pt,
    )
    return Page(
        number=number,
        width_pt=turned.width_pt,
        height_pt=turned.height_pt,
        source=PageSource.TEXT_LAYER,
        words=tuple(grid.words),
        tables=tuple(grid.tables),
        rules=tuple(grid.rules),
        braces=(*(w.box for w in braces if w.box is not None), *objects.braces),
        rotation=(turned.degrees - own.degrees) % 360,
        health=verdict.health,
        notes=(*notes_of(layer.words), *([verdict.note] if verdict.note else [])),
    )
