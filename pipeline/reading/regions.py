"""Pictures on a page whose text layer is kept: numbers stamped on, tables pasted in.

In: an open page that was read from its layer. Out: the words that OCR finds where there is ink but
no word. Three kinds of places are looked at: ink of letter size in the letterhead of the first
page (the number and the day of a signed dispatch are often stamped on as a picture), large
pictures anywhere (a pasted scan), and below a letterhead what may be a mark of secrecy that was
stamped on askew or drawn as an outline. Seals and signatures are neither.

A word that touches one of the layer is dropped, so nothing is ever read twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import cast

import pypdfium2 as pdfium

from models.folding import strip_accents
from models.geometry import Box
from models.geometry import Rule
from models.page import Word
from models.settings import Settings
from pipeline.reading.page_objects import PageObjects
from pipeline.reading.render import render
from pipeline.reading.render import render_grey

if TYPE_CHECKING:
    from pipeline.reading.mark_stamps import Picture
    from pipeline.reading.mark_stamps import PxBox

__all__ = ["add_words", "read_pictures"]

_LOOK_DPI = 100
_READ_DPI = 300
_HEAD_SHARE = 0.4
_PASTED_WIDTH = 0.35
_PASTED_AREA = 0.08
_GROW_PT = 3.0
_MIN_CONFIDENCE = 0.5
_POINTS_PER_INCH = 72.0
# What stands at the head of a paper of the Party or the State, without accents.
_LETTERHEADS = ("dang cong san viet nam", "cong hoa xa hoi chu nghia")


def read_pictures(
    page: pdfium.PdfPage,
    number: int,
    words: Sequence[Word],
    rules: Sequence[Rule],
    objects: PageObjects,
    settings: Settings,
    *,
    width_pt: float,
    height_pt: float,
) -> tuple[Word, ...]:
    """Return words that are painted on the page but not in its text layer; mostly none.

    Raises:
        TooManyPixelsError: If the page cannot be rendered within the limit.
    """
    pasted = _pasted(words, objects, width_pt, height_pt)
    stamped: list[Box] = []
    marks: list[Box] = []
    head_pt = _HEAD_SHARE * height_pt
    drawn = objects.figures or any(i.box.y0 < head_pt for i in objects.images)
    if drawn and (number == 1 or _has_letterhead(words, head_pt)):
        boxes = [w.box for w in words if w.box is not None] + [r.box for r in rules] + pasted
        grey = render_grey(page, dpi=_LOOK_DPI, settings=settings)
        marks = _maybe_marks(grey, boxes, width_pt)
        if number == 1:
            stamped = _in_letterhead(grey, boxes, width_pt, height_pt)
    if not pasted and not stamped and not marks:
        return ()
    from pipeline.reading.ocr import read_region

    picture = render(page, dpi=_READ_DPI, settings=settings, images=objects.images)
    # Numbers are stamped on in red or blue too: the darkest channel shows them in black, and a grey
    # picture gives the cleaning of seals nothing to take away.
    dark = picture.min(axis=2)
    found: list[Word] = []
    for places, image, psm in ((pasted, picture, 6), (stamped, dark, 7)):
        for place in places:
            found += read_region(
                image,
                place,
                page_width_pt=width_pt,
                page_height_pt=height_pt,
                settings=settings,
                psm=psm,
            )
    found = [w for w in found if _is_new(w, words)]
    return (*found, *_marks(dark, marks, width_pt, height_pt, settings))


def _pasted(
    words: Sequence[Word], objects: PageObjects, width_pt: float, height_pt: float
) -> list[Box]:
    """Return the places of large pictures that hardly any word lies on."""
    places: list[Box] = []
    for image in objects.images:
        box = image.box
        if box.width < _PASTED_WIDTH * width_pt:
            continue
        if box.width * box.height < _PASTED_AREA * width_pt * height_pt:
            continue
        if sum(1 for w in words if w.box is not None and box.contains(w.box)) <= 2:
            places.append(_clip(box, width_pt, height_pt))
    return places


def _has_letterhead(words: Sequence[Word], head_pt: float) -> bool:
    head = " ".join(w.text for w in words if w.box is not None and w.box.y1 < head_pt)
    return any(line in strip_accents(head) for line in _LETTERHEADS)


def _maybe_marks(grey: Picture, boxes: Iterable[Box], width_pt: float) -> list[Box]:
    from pipeline.reading.mark_stamps import mark_places

    size = width_pt / grey.shape[1]
    taken = [tuple(round(side / size) for side in (b.x0, b.y0, b.x1, b.y1)) for b in boxes]
    found = mark_places(grey, cast("list[PxBox]", taken), size)
    return [Box(*(side * size for side in box)) for box in found]


def _marks(
    dark: Picture, places: Sequence[Box], width_pt: float, height_pt: float, settings: Settings
) -> list[Word]:
    """Read the places that may hold a mark of secrecy; each mark is a line, in front of all."""
    from pipeline.reading.mark_stamps import mark_in

    across, down = dark.shape[1] / width_pt, dark.shape[0] / height_pt
    found: list[Word] = []
    for box in places:
        y0, y1, x0, x1 = (
            int(v) for v in (box.y0 * down, box.y1 * down, box.x0 * across, box.x1 * across)
        )
        text = mark_in(dark[y0:y1, x0:x1], settings)
        if text is not None:
            line = -1 - len(found)
            found.append(Word(text=text, box=box, line=line, confidence=_MIN_CONFIDENCE, ocr=True))
    return found


def _in_letterhead(
    grey: Picture, boxes: Iterable[Box], width_pt: float, height_pt: float
) -> list[Box]:
    from pipeline.reading.missed_ink import missed_places

    found = missed_places(grey, boxes, page_width_pt=width_pt, y1_pt=_HEAD_SHARE * height_pt)
    return [
        _clip(
            Box(b.x0 - _GROW_PT, b.y0 - _GROW_PT, b.x1 + _GROW_PT, b.y1 + _GROW_PT),
            width_pt,
            height_pt,
        )
        for b in found
    ]


def _clip(box: Box, width_pt: float, height_pt: float) -> Box:
    return Box(max(0.0, box.x0), max(0.0, box.y0), min(width_pt, box.x1), min(height_pt, box.y1))


def _is_new(word: Word, words: Sequence[Word]) -> bool:
    """Tell whether a word read by OCR is sure enough and lies on none of the layer's."""
    box = word.box
    if box is None or word.confidence < _MIN_CONFIDENCE or not any(map(str.isalnum, word.text)):
        return False
    return not any(
        w.box is not None
        and w.box.horizontal_overlap(box) > 0.3 * min(box.width, w.box.width)
        and w.box.vertical_overlap(box) > 0.3 * min(box.height, w.box.height)
        for w in words
    )


def add_words(words: Sequence[Word], found: Sequence[Word]) -> tuple[Word, ...]:
    """Put `found` into the lines of `words` that they stand in, and number the lines anew.

    What has a line below 0 stays by itself, in front of all.
    """
    lines: dict[float, list[Word]] = {}
    for word in words:
        lines.setdefault(float(word.line), []).append(word)
    for word in found:
        place = _line_for(word, words) if word.line >= 0 else float(word.line)
        lines.setdefault(place, []).append(word)
    out: list[Word] = []
    for number, key in enumerate(sorted(lines)):
        line = sorted(lines[key], key=lambda w: w.box.x0 if w.box is not None else 0.0)
        out += [replace(word, line=number) for word in line]
    return tuple(out)


def _line_for(word: Word, words: Sequence[Word]) -> float:
    """Return the line of the nearest word beside `word`, or a place between two lines."""
    assert word.box is not None  # noqa: S101 - `_is_new` has looked
    box = word.box
    beside = [
        (abs(w.box.center_x - box.center_x), w.line)
        for w in words
        if w.box is not None and w.box.vertical_overlap(box) > 0.5 * min(w.box.height, box.height)
    ]
    if beside:
        return float(min(beside)[1])
    above = [w.line for w in words if w.box is not None and w.box.center_y < box.center_y]
    return max(above, default=-1) + 0.5
