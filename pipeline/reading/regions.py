"""Pictures on a page whose text layer is kept: numbers stamped on, tables pasted in.

In: an open page that was read from its layer. Out: the words that OCR finds where there is ink but
no word. Only two kinds of places are looked at: ink of letter size in the letterhead of the first
page (the number and the day of a signed dispatch are often stamped on as a picture), and large
pictures anywhere (a pasted scan). Seals and signatures are neither.

A word that touches one of the layer is dropped, so nothing is ever read twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from models.geometry import Box
from models.geometry import Rule
from models.page import Word
from models.settings import Settings
from pipeline.reading.page_objects import PageObjects
from pipeline.reading.render import render
from pipeline.reading.render import render_grey

__all__ = ["add_words", "read_pictures"]

_LOOK_DPI = 100
_READ_DPI = 300
_HEAD_SHARE = 0.4
_PASTED_WIDTH = 0.35
_PASTED_AREA = 0.08
_GROW_PT = 3.0
_MIN_CONFIDENCE = 0.5


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
    head_pt = _HEAD_SHARE * height_pt
    if number == 1 and (objects.figures or any(i.box.y0 < head_pt for i in objects.images)):
        boxes = [w.box for w in words if w.box is not None] + [r.box for r in rules] + pasted
        stamped = _in_letterhead(page, boxes, settings, width_pt, height_pt)
    if not pasted and not stamped:
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
    return tuple(w for w in found if _is_new(w, words))


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


def _in_letterhead(
    page: pdfium.PdfPage,
    boxes: Iterable[Box],
    settings: Settings,
    width_pt: float,
    height_pt: float,
) -> list[Box]:
    from pipeline.reading.missed_ink import missed_places

    grey = render_grey(page, dpi=_LOOK_DPI, settings=settings)
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
    """Put `found` into the lines of `words` that they stand in, and number the lines anew."""
    lines: dict[float, list[Word]] = {}
    for word in words:
        lines.setdefault(float(word.line), []).append(word)
    for word in found:
        lines.setdefault(_line_for(word, words), []).append(word)
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
