"""A page image becomes a `Page`: turned upright, cleaned, read, with tables and boxes on the ink.

In: one page image and its size in points. Out: a `Page` in points of the upright page as scanned.

Order: turn; clean and level, a photograph line by line; read the whole page; find ruling lines; read again what the first
reading missed or doubts; drop specks; put words into tables while everything is level; and only
then carry every box back onto the page as it was scanned.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from models.folding import strip_accents
from models.geometry import Box
from models.geometry import Rule
from models.page import Page
from models.page import PageSource
from models.page import PageTable
from models.page import Word
from models.settings import Settings
from pipeline.reading.braces import find_braces
from pipeline.reading.cell_reading import read_cells
from pipeline.reading.doubled_letters import drop_doubled
from pipeline.reading.foot_columns import reread_foot
from pipeline.reading.formulas import settle_formulas
from pipeline.reading.glued_words import part_glued
from pipeline.reading.grid import build_tables
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import Picture
from pipeline.reading.image_clean import clean
from pipeline.reading.image_rules import find_rules
from pipeline.reading.letterhead_marks import settle_letterhead_marks
from pipeline.reading.letters import lie_on_side
from pipeline.reading.line_bend import find_bend
from pipeline.reading.line_bend import straighten
from pipeline.reading.ocr_engine import OcrUnavailable
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.orientation import best_turn
from pipeline.reading.orientation import score_words
from pipeline.reading.orientation import turn
from pipeline.reading.roman import settle_roman
from pipeline.reading.second_look import add_missed
from pipeline.reading.second_look import drop_noise
from pipeline.reading.second_look import reread_doubtful
from pipeline.reading.signer_names import add_signer_names
from pipeline.reading.stacked_marks import give_back_torn_marks
from pipeline.reading.stacked_marks import put_back_circumflexes
from pipeline.reading.stamps import add_stamps
from pipeline.reading.stamps import doubt_handwriting
from pipeline.reading.stamps import settle_under_seals
from pipeline.reading.syllables import health
from pipeline.reading.symbol_votes import settle_symbols
from pipeline.reading.torn_lines import mend_torn_lines
from pipeline.reading.work_frame import WorkFrame

__all__ = ["LevelledPage", "OcrUnavailable", "read_image", "read_levelled", "read_region"]

# Below this share of believable letters a page may stand on its head.
POOR_SHARE = 0.35
# With fewer words a page is too empty to tell.
LEAST_WORDS = 12
# What is darker is ink of a brace.
BRACE_INK = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelledPage:
    """A page as read, and how its picture was levelled.

    Attributes:
        page: The upright page.
        frame: Where the pixels of the levelled picture lie on it.
        size: The levelled picture's width and height, pixels.
    """

    page: Page
    frame: WorkFrame
    size: tuple[int, int]


def read_image(
    image: Picture, *, number: int, width_pt: float, height_pt: float, settings: Settings
) -> Page:
    """Read one page image.

    Args:
        image: H×W grey or H×W×3 RGB, uint8, as scanned.
        number: 1-based page number.
        width_pt: Width of `image` in points.
        height_pt: Height of `image` in points.
        settings: Language and data folder.

    Returns:
        The upright page; for a page that was turned by 90 or 270 degrees width and height are
        those after turning. A blank page has no words.

    Raises:
        OcrUnavailable: If tesseract or its language data is not installed.
    """
    return read_levelled(
        image, number=number, width_pt=width_pt, height_pt=height_pt, settings=settings
    ).page


def read_levelled(
    image: Picture, *, number: int, width_pt: float, height_pt: float, settings: Settings
) -> LevelledPage:
    """Read one page image as `read_image` does; tell also how it was levelled."""
    degrees = 0
    cleaned = clean(image, width_pt=width_pt, height_pt=height_pt)
    if lie_on_side(cleaned.letters):
        degrees = best_turn(image, settings, (90, 270))
        page, words = _read_turned(image, degrees, width_pt, height_pt, settings)
    else:
        page, words = _read_cleaned(cleaned, settings)
    if words and _is_poor(words):
        better = best_turn(image, settings, tuple((degrees + d) % 360 for d in (0, 180, 90, 270)))
        if better != degrees:
            degrees = better
            page, words = _read_turned(image, degrees, width_pt, height_pt, settings)
    if degrees in {90, 270}:
        width_pt, height_pt = height_pt, width_pt
    rules = find_rules(page)
    words = _look_again(page, words, rules, settings)
    return LevelledPage(
        page=_page(page, words, rules, number, (width_pt, height_pt), degrees),
        frame=page.frame,
        size=(page.work.shape[1], page.work.shape[0]),
    )


def _look_again(
    page: CleanPage, words: list[ReadWord], rules: tuple[Rule, ...], settings: Settings
) -> list[ReadWord]:
    if page.blank:
        return words
    words = give_back_torn_marks(words, page.letter_px)
    words = mend_torn_lines(page, words, settings)
    words = add_missed(page, words, rules, settings)
    words = part_glued(drop_doubled(words))
    words = drop_doubled(read_cells(page, words, rules, settings))
    words = reread_foot(page, words, settings)
    words = reread_doubtful(page, words, settings)
    words = settle_symbols(page, words, settings)
    words = settle_formulas(put_back_circumflexes(words))
    words = settle_roman(page, words)
    words = settle_letterhead_marks(page, words)
    words = drop_noise(words, page)
    words = settle_under_seals(page, words, settings)
    words = add_signer_names(page, words, settings)
    words = add_stamps(page, words, settings)
    return doubt_handwriting(page, words)


def _read_turned(
    image: Picture, degrees: int, width_pt: float, height_pt: float, settings: Settings
) -> tuple[CleanPage, list[ReadWord]]:
    upright = turn(image, degrees)
    if degrees in {90, 270}:
        width_pt, height_pt = height_pt, width_pt
    return _read_cleaned(clean(upright, width_pt=width_pt, height_pt=height_pt), settings)


def _read_cleaned(cleaned: CleanPage, settings: Settings) -> tuple[CleanPage, list[ReadWord]]:
    page = _unbent(cleaned)
    return page, [] if page.blank else recognise(page.work, settings)


def _unbent(page: CleanPage) -> CleanPage:
    """Return the page, the lines of a photograph drawn level."""
    bend = None if page.blank else find_bend(page.work, letter_px=page.letter_px)
    if bend is None:
        return page
    return replace(
        page,
        work=straighten(page.work, bend),
        with_red=None if page.with_red is None else straighten(page.with_red, bend),
        red=None if page.red is None else straighten(page.red, bend),
        frame=replace(page.frame, bend=bend),
    )


def _is_poor(words: list[ReadWord]) -> bool:
    if len(words) < LEAST_WORDS:
        return False
    return score_words(words) < POOR_SHARE * sum(len(word.text) for word in words)


def _page(
    clean_page: CleanPage,
    read: list[ReadWord],
    rules: tuple[Rule, ...],
    number: int,
    size_pt: tuple[float, float],
    degrees: int,
) -> Page:
    frame = clean_page.frame
    words = _in_line_order([_word(word, frame) for word in read])
    braces = _braces(clean_page, words)
    words = [word for word in words if not _lies_in(word, braces)]
    height, width = clean_page.work.shape
    grid = build_tables(
        rules,
        words,
        page_width_pt=width * frame.level_pt_per_px,
        page_height_pt=height * frame.level_pt_per_px,
    )
    return Page(
        number=number,
        width_pt=size_pt[0],
        height_pt=size_pt[1],
        source=PageSource.OCR,
        words=tuple(_settle(word, frame) for word in grid.words),
        tables=tuple(_settle_table(table, frame) for table in grid.tables),
        rules=tuple(replace(rule, box=frame.to_page(rule.box)) for rule in grid.rules),
        braces=tuple(frame.to_page(box) for box in braces),
        rotation=degrees,
        health=health(word.text for word in words),
    )


def _in_line_order(words: list[Word]) -> list[Word]:
    """Return the words with those of a line from the left; where a line stands is kept.

    What the engine takes for one line may be two, one over the other: such words keep their order.
    """
    places: dict[int, list[Word]] = {}
    for word in words:
        places.setdefault(word.line, []).append(word)
    rows = {
        line: iter(sorted(row, key=_left) if _is_level(row) else row)
        for line, row in places.items()
    }
    return [next(rows[word.line]) for word in words]


def _is_level(row: list[Word]) -> bool:
    boxes = [word.box for word in row if word.box is not None]
    middles = [box.center_y for box in boxes]
    return bool(boxes) and max(middles) - min(middles) < median(box.height for box in boxes) / 2


def _left(word: Word) -> float:
    return word.box.x0 if word.box is not None else 0.0


def _braces(page: CleanPage, words: list[Word]) -> tuple[Box, ...]:
    """Return the braces of the levelled page; looked for only where a list of recipients is."""
    tops = [
        word.box.y0
        for word in words
        if word.box is not None and strip_accents(word.text).lower().strip(".:,") == "nhan"
    ]
    if not tops:
        return ()
    k = page.frame.level_pt_per_px
    start = max(0, int(min(tops) / k))
    below = cv2.threshold(page.work[start:], BRACE_INK - 1, 255, cv2.THRESH_BINARY_INV)[1]
    ink = np.asarray(below, dtype=np.uint8)
    return tuple(_moved(box, 0.0, start * k) for box in find_braces(ink, points_per_pixel=k))


def _lies_in(word: Word, boxes: tuple[Box, ...]) -> bool:
    box = word.box
    return box is not None and any(
        b.x0 <= box.center_x <= b.x1 and b.y0 <= box.center_y <= b.y1 for b in boxes
    )


def _word(word: ReadWord, frame: WorkFrame) -> Word:
    return Word(
        text=word.text,
        raw=word.raw if word.raw != word.text else None,
        box=frame.level(word.x0, word.y0, word.x1, word.y1),
        confidence=word.confidence,
        line=word.line,
        size_pt=round(word.row_px * frame.level_pt_per_px, 1),
        ocr=True,
        repair=word.repair,
    )


def _settle(word: Word, frame: WorkFrame) -> Word:
    if word.box is None:
        return word
    level = None if frame.bend is None else word.box
    return replace(word, box=frame.to_page(word.box), level=level)


def _settle_table(table: PageTable, frame: WorkFrame) -> PageTable:
    cells = tuple(
        replace(
            cell,
            words=tuple(_settle(word, frame) for word in cell.words),
            box=None if cell.box is None else frame.to_page(cell.box),
        )
        for cell in table.cells
    )
    return replace(table, cells=cells, box=None if table.box is None else frame.to_page(table.box))


def read_region(
    image: Picture,
    box: Box,
    *,
    page_width_pt: float,
    page_height_pt: float,
    settings: Settings,
    whitelist: str | None = None,
    psm: int = 6,
) -> tuple[Word, ...]:
    """Read one region of an upright page image.

    Args:
        image: The whole upright page, grey or RGB, uint8.
        box: The region, points of the page.
        page_width_pt: The page's width, points.
        page_height_pt: The page's height, points.
        settings: Language and data folder.
        whitelist: The only characters to be read; None for all.
        psm: Tesseract's page segmentation mode: 6 block, 7 line, 8 word, 3 page.

    Returns:
        Words with boxes in points of the page; empty where the region holds no ink.

    Raises:
        OcrUnavailable: If tesseract or its language data is not installed.
    """
    height, width = image.shape[:2]
    kx, ky = page_width_pt / width, page_height_pt / height
    x0, y0 = max(0, int(box.x0 / kx)), max(0, int(box.y0 / ky))
    x1, y1 = min(width, int(box.x1 / kx) + 1), min(height, int(box.y1 / ky) + 1)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return ()
    crop = np.ascontiguousarray(image[y0:y1, x0:x1])
    page = clean(crop, width_pt=(x1 - x0) * kx, height_pt=(y1 - y0) * ky)
    read = recognise(_padded(page.work), settings, psm=psm, whitelist=whitelist)
    words = []
    for item in read:
        shifted = replace(
            item, x0=item.x0 - PAD_PX, y0=item.y0 - PAD_PX, x1=item.x1 - PAD_PX, y1=item.y1 - PAD_PX
        )
        word = _settle(_word(shifted, page.frame), page.frame)
        if word.box is not None:
            words.append(replace(word, box=_moved(word.box, x0 * kx, y0 * ky)))
    return tuple(words)


# White margin around a crop; tesseract reads letters at the very edge badly.
PAD_PX = 12


def _padded(work: Picture) -> Picture:
    return np.pad(work, PAD_PX, constant_values=255)


def _moved(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
