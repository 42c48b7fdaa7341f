"""One page image read whole: print by Tesseract, then the blanks of the letterhead read as handwriting.

In: a page image. Out: a `Page`. On page 1 the digits that stand by hand after «Số», «ngày» and
«tháng» replace what Tesseract made of them, at the place of their ink and with their own, honest
confidence; the print around them stays. A figure glued to print («ngày25», «5/UBND») is cut off it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from models.geometry import Box
from models.page import Page
from models.page import PageSource
from models.page import Word
from models.settings import Settings
from pipeline.reading.handwriting import SURE
from pipeline.reading.handwriting import DigitReading
from pipeline.reading.handwriting import read_handwritten_fields
from pipeline.reading.ocr import LevelledPage
from pipeline.reading.ocr import read_levelled
from pipeline.reading.orientation import turn

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["HANDWRITING", "is_strip", "put_reading", "read_scan"]

HANDWRITING = "handwriting"
FORM_WORD = "form-word"
# Print that a misread figure is glued to: the words of the date line, or a symbol from its stroke on.
_FORM_BEFORE_RE = re.compile(r"ng[aà]y|th[aáắ]ng")
_PRINT_BEFORE_RE = re.compile(r"(?:S[ốôo]\s?[:.]?|[^\W\d_]{3,}[,.]?)")
_FORM_AFTER_RE = re.compile(r"th[aáắ]ng$|[^\w/]?[^\W\d_]?[ăa]m$")
_PRINT_AFTER_RE = re.compile(r"(?:[/\-–][^\W\d_].*|[^\W\d_]{3,})$")
# What the word for the year is read as where a figure runs into its first letter.
_TORN_YEAR_WORD_RE = re.compile(r"[^\w/]?[^\W\d_]?[ăa]m")
_LETTERED_RE = re.compile(r"\d{1,5}[a-zđ]")
# What the page's reading makes of a single stroke and of a ring.
_FIGURES_ALIKE = str.maketrans("/\\|][lIOo", "1111111" + "00")
_LEAST_COVER = 0.3
_DISPUTED = 0.5
_LEAST_SIDE_PX, _MOST_ASPECT = 16, 60


def read_scan(
    image: npt.NDArray[np.uint8],
    *,
    number: int,
    width_pt: float,
    height_pt: float,
    settings: Settings,
) -> Page:
    """Read one page image; see `pipeline.reading.ocr.read_image` for shapes and errors."""
    if is_strip(image):
        return Page(
            number=number,
            width_pt=width_pt,
            height_pt=height_pt,
            source=PageSource.OCR,
            notes=("page-too-narrow",),
        )
    read = read_levelled(
        image, number=number, width_pt=width_pt, height_pt=height_pt, settings=settings
    )
    page = read.page
    if number != 1 or not page.words:
        return page
    upright = turn(image, page.rotation)
    words = _with_handwriting(upright, read, settings)
    return page if words == page.words else replace(page, words=words)


def _with_handwriting(
    upright: npt.NDArray[np.uint8], read: LevelledPage, settings: Settings
) -> tuple[Word, ...]:
    """Return the words of page 1 with what was read by hand; a photograph is read levelled."""
    page, frame = read.page, read.frame
    if frame.bend is None:
        size = (page.width_pt, page.height_pt)
        return _with_readings(upright, page.words, size, settings)
    k = frame.level_pt_per_px
    level = tuple(replace(word, box=word.level or word.box) for word in page.words)
    picture = frame.picture(upright, read.size)
    words = _with_readings(picture, level, (read.size[0] * k, read.size[1] * k), settings)
    return tuple(
        word if word.box is None else replace(word, box=frame.to_page(word.box), level=word.box)
        for word in words
    )


def _with_readings(
    picture: npt.NDArray[np.uint8],
    words: tuple[Word, ...],
    size_pt: tuple[float, float],
    settings: Settings,
) -> tuple[Word, ...]:
    fields = read_handwritten_fields(
        picture, words, page_width_pt=size_pt[0], page_height_pt=size_pt[1], settings=settings
    )
    for reading in (fields.number, fields.day, fields.month):
        if reading is not None:
            words = put_reading(words, reading)
    return words


def is_strip(image: npt.NDArray[np.uint8]) -> bool:
    """Tell whether an image is too small or too narrow to hold a line of print."""
    short, long = (int(side) for side in sorted(image.shape[:2]))
    return short < _LEAST_SIDE_PX or long > _MOST_ASPECT * short


def put_reading(words: Sequence[Word], reading: DigitReading) -> tuple[Word, ...]:
    """Return the words with `reading` in the place of what lies under its box.

    Two readers that agree are as sure as the surer one. Where they differ the sure one stands; two
    sure ones that differ leave the figure to a person.
    """
    covered = [word for word in words if _is_covered(word, reading.box)]
    parts = [_parts(word) for word in covered]
    if parts and _is_slash_of(words, covered[-1], parts[-1]):
        parts[-1] = _without_slash(covered[-1], parts[-1])
    figures = [figure for _, figure, _ in parts if figure is not None]
    confidence = _settled(figures, reading)
    if confidence is None:
        return tuple(words)
    kept: list[Word] = []
    for word in words:
        if word in covered:
            before, _, after = parts[covered.index(word)]
            kept += [part for part in (before, after) if part is not None]
        else:
            kept.append(word)
    digits = Word(
        text=reading.text,
        box=reading.box,
        confidence=confidence,
        raw="".join(figure.text for figure in figures) or None,
        line=covered[0].line if covered else _line_at(kept, reading.box),
        size_pt=reading.box.height,
        ocr=True,
        repair=HANDWRITING,
    )
    at = _place_in(kept, digits)
    return (*kept[:at], digits, *kept[at:])


def _settled(figures: Sequence[Word], reading: DigitReading) -> float | None:
    """Return the confidence of the reading, or None where the page's own reading stands."""
    if not figures:
        return reading.confidence
    own = min(figure.confidence for figure in figures)
    text = "".join(figure.text for figure in figures)
    digits = re.sub(r"\D", "", text)
    if text.translate(_FIGURES_ALIKE) == reading.text:
        return max(own, reading.confidence)
    if own >= SURE and _LETTERED_RE.fullmatch(text):
        return None  # «12a»: the model knows no letters
    if len(digits) > len(reading.text):
        # One of the two lost a figure, or took a stroke for one.
        return min(_DISPUTED, reading.confidence) if own < SURE else None
    # What has a sign that is no figure («23†») is no number to set against the ink's.
    fits = not text.isdigit() or text in reading.text
    if fits and reading.confidence >= SURE:
        return reading.confidence
    if own < SURE:
        return reading.confidence
    return None if reading.confidence < SURE else _DISPUTED


def _is_covered(word: Word, box: Box) -> bool:
    """Tell whether a good part of the word lies under the ink, or of the ink over the word."""
    if word.box is None or word.box.vertical_overlap(box) < 0.3 * min(word.box.height, box.height):
        return False
    shared = word.box.horizontal_overlap(box)
    return shared > _LEAST_COVER * min(word.box.width, box.width)


def _parts(word: Word) -> tuple[Word | None, Word | None, Word | None]:
    """Cut a word into the print before the figure, the figure, and the print after it."""
    text = word.text
    before = _FORM_BEFORE_RE.match(text) or _PRINT_BEFORE_RE.match(text)
    start = before.end() if before else 0
    after = _FORM_AFTER_RE.search(text, start) or _PRINT_AFTER_RE.search(text, start)
    end = after.start() if after else len(text)
    return _cut(word, 0, start), _cut(word, start, end), _whole(_cut(word, end, len(text)))


def _is_slash_of(
    words: Sequence[Word], word: Word, parts: tuple[Word | None, Word | None, Word | None]
) -> bool:
    """Tell whether a figure ends with the symbol's slash («3929/ SGD-VP»): the next word has none."""
    figure = parts[1]
    if figure is None or parts[2] is not None or re.fullmatch(r"\d{1,6}/", figure.text) is None:
        return False
    right = [
        other
        for other in words
        if other.line == word.line and other.box and word.box and other.box.x0 >= word.box.x1 - 1
    ]
    following = min(right, key=lambda other: other.box.x0 if other.box else 0.0, default=None)
    return following is not None and following.text[:1].isupper() and "-" in following.text


def _without_slash(
    word: Word, parts: tuple[Word | None, Word | None, Word | None]
) -> tuple[Word | None, Word | None, Word | None]:
    size = len(word.text)
    start = len(parts[0].text) if parts[0] is not None else 0
    return parts[0], _cut(word, start, size - 1), _cut(word, size - 1, size)


def _whole(word: Word | None) -> Word | None:
    """Return the print after a figure, «năm» with the letter that the figure ran into."""
    if word is None or not _TORN_YEAR_WORD_RE.fullmatch(word.text) or word.text == "năm":
        return word
    return replace(word, text="năm", raw=word.text, repair=FORM_WORD)


def _cut(word: Word, start: int, end: int) -> Word | None:
    if start >= end or word.box is None:
        return None
    share = word.box.width / len(word.text)
    box = Box(word.box.x0 + start * share, word.box.y0, word.box.x0 + end * share, word.box.y1)
    return replace(word, text=word.text[start:end], box=box, raw=None)


def _line_at(words: Sequence[Word], box: Box) -> int:
    """Return the line of the nearest word at the ink's height."""
    level = [
        w for w in words if w.box is not None and w.box.vertical_overlap(box) > 0.3 * w.box.height
    ]
    if not level:
        return 0
    return min(level, key=lambda w: abs(w.box.center_x - box.center_x) if w.box else 1e9).line


def _place_in(words: Sequence[Word], digits: Word) -> int:
    """Return where the digits belong among the words of their line."""
    assert digits.box is not None  # noqa: S101 - made with one above
    at = 0
    for index, word in enumerate(words):
        if (
            word.line == digits.line
            and word.box is not None
            and word.box.center_x < digits.box.center_x
        ):
            at = index + 1
    return at or next((i for i, word in enumerate(words) if word.line >= digits.line), len(words))
