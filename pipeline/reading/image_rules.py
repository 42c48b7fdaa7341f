"""Ruling lines of a scanned page: table grids, letterhead underlines, foot rules.

In: the cleaned, level work image. Out: `Rule`s of the levelled page in points, pieces as found
(`grid.build_tables` joins them).

Long thin runs of ink are kept by a morphological opening, across and upright; a run thicker than a
rule or no longer than a few letters is print, unless it reaches from one rule to the next. Where a stamp or a gap breaks a rule the pieces stand
on their own. Hair lines (0.25 pt) come out of the scanner grey: a thin run that is only darker than
its two sides is a rule where it is long and meets two lines of the other direction, as the lines of
a grid do; what shines through from the back meets none.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from models.geometry import Rule
from pipeline.reading.connected import pieces_of
from pipeline.reading.connected import runs_of
from pipeline.reading.image_clean import CleanPage

__all__ = ["find_rules"]

Picture = npt.NDArray[np.uint8]

DARK = 150
# How much darker than both of its sides a grey hair line is.
FAINT = 40
# Lengths and thickness in letter heights (one letter height is about 6 pt).
LEAST_ACROSS, LEAST_UPRIGHT = 4.0, 2.6
LEAST_FAINT = 6.0
MOST_THICK = 0.6
# A row between two rules is at least so high; its sides fill so much of it. With more rules across
# the page is a drawing.
LEAST_BETWEEN, FULL, MOST_LINES, MOST_ROWS = 1.2, 0.95, 300, 600
FAINT_THICK = 0.25
MAX_PIECES = 4_000
# So many pixels side by side are looked at in one step, as one number.
BLOCK, BLOCK_OF_ONES = 8, np.uint64(0x0101010101010101)
# A grid line meets so many others, each within this distance, points.
LEAST_MEETINGS, MEETING_PT = 2, 3.0
# Lines nearer than this to each other are one, points.
APART_PT = 6.0
# Share of a grey run that lies on a dark one: the same line.
SAME_LINE = 0.7


def find_rules(page: CleanPage) -> tuple[Rule, ...]:
    """Return the ruling lines of the levelled page, points."""
    if page.letter_px <= 0:
        return ()
    dark = np.asarray(cv2.threshold(page.work, DARK - 1, 1, cv2.THRESH_BINARY_INV)[1], np.uint8)
    across = _runs(page, dark, horizontal=True, least=LEAST_ACROSS)
    upright = _runs(page, dark, horizontal=False, least=LEAST_UPRIGHT)
    upright += _between(page, dark, across, upright)
    grey_across, grey_upright = (_grey_runs(page, dark, horizontal=way) for way in (True, False))
    all_across, all_upright = [*across, *grey_across], [*upright, *grey_upright]
    return (
        *across,
        *_of_grid(grey_across, known=across, others=all_upright),
        *upright,
        *_of_grid(grey_upright, known=upright, others=all_across),
    )


def _between(
    page: CleanPage, dark: Picture, across: Sequence[Rule], known: Sequence[Rule]
) -> list[Rule]:
    """Return short upright runs from one rule to the next: sides of a row of one line of print.

    No print reaches from rule to rule; elsewhere a run as short may be a letter's stem.
    """
    if not 1 < len(across) <= MOST_LINES:
        return []
    k = page.frame.level_pt_per_px
    lines, drawn = _sides(across), _sides(known)
    apart = lines[:, 1] - lines[:, 3, None]
    shared = np.minimum(lines[:, 2], lines[:, 2, None]) - np.maximum(lines[:, 0], lines[:, 0, None])
    least, most = (share * page.letter_px * k for share in (LEAST_BETWEEN, LEAST_UPRIGHT))
    found: list[Rule] = []
    pairs = np.argwhere((apart > least) & (apart < most) & (shared > most))
    for upper, lower in pairs[:MOST_ROWS]:
        x0, x1 = max(lines[upper, 0], lines[lower, 0]), min(lines[upper, 2], lines[lower, 2])
        row = Box(float(x0), float(lines[upper, 3]), float(x1), float(lines[lower, 1]))
        for left, right in _filled(dark, row, k):
            near = (drawn[:, 0] < right + MEETING_PT) & (drawn[:, 2] > left - MEETING_PT)
            whole = (drawn[:, 1] < row.y0 + MEETING_PT) & (drawn[:, 3] > row.y1 - MEETING_PT)
            if right - left < MOST_THICK * page.letter_px * k and not (near & whole).any():
                box = Box(left, float(lines[upper, 1]), right, float(lines[lower, 3]))
                found.append(Rule(box=box, horizontal=False))
    return found[:MAX_PIECES]


def _filled(dark: Picture, row: Box, k: float) -> list[tuple[float, float]]:
    """Return the places, points from the left, where ink goes down through a whole row."""
    top, bottom, left = round(row.y0 / k), round(row.y1 / k), round(row.x0 / k)
    inside = dark[top:bottom, left : round(row.x1 / k)]
    if not inside.size:
        return []
    # A side that is not quite upright leaves its pixel column.
    grown = cv2.dilate(inside, np.ones((1, 3), np.uint8))
    full = np.asarray(grown, np.float32).mean(axis=0) >= FULL
    return [((left + a + 1) * k, (left + b - 1) * k) for a, b in runs_of(full)]


def _grey_runs(page: CleanPage, dark: Picture, *, horizontal: bool) -> list[Rule]:
    """Return thin runs that are darker than their sides, long ones only."""
    reach = 2 * max(2, round(FAINT_THICK * page.letter_px)) + 1
    side = np.ones((reach, 1) if horizontal else (1, reach), np.uint8)
    hat = cv2.morphologyEx(page.work, cv2.MORPH_BLACKHAT, side)
    thin = cv2.threshold(hat, FAINT - 1, 1, cv2.THRESH_BINARY)[1]
    # Where a grey line crosses it is no darker than its sides: the gap is closed along the run.
    along = side.reshape(side.shape[::-1])
    closed = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, along)
    drawn = np.asarray(cv2.bitwise_or(closed, dark), dtype=np.uint8)
    return _runs(page, drawn, horizontal=horizontal, least=LEAST_FAINT)


def _of_grid(grey: Sequence[Rule], *, known: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """Return the grey runs that are no dark run again and meet lines of the other direction."""
    if not grey or len(others) < LEAST_MEETINGS:
        return []
    crossed, drawn = _sides(others), _sides(known)
    kept: list[Rule] = []
    for rule in grey:
        box = rule.box
        near = (
            (crossed[:, 0] <= box.x1 + MEETING_PT)
            & (crossed[:, 2] >= box.x0 - MEETING_PT)
            & (crossed[:, 1] <= box.y1 + MEETING_PT)
            & (crossed[:, 3] >= box.y0 - MEETING_PT)
        )
        if _places(crossed[near], rule) >= LEAST_MEETINGS and not _is_drawn(box, drawn):
            kept.append(rule)
    return kept


def _places(crossing: npt.NDArray[np.float64], rule: Rule) -> int:
    """Count the places where others cross a rule; a line found twice, dark and grey, crosses it once."""
    low, high = (0, 2) if rule.horizontal else (1, 3)
    middles = np.sort((crossing[:, low] + crossing[:, high]) / 2)
    return int((np.diff(middles) > APART_PT).sum()) + 1 if len(middles) else 0


def _is_drawn(box: Box, drawn: npt.NDArray[np.float64]) -> bool:
    """Tell whether dark runs cover most of a grey one."""
    wide = np.minimum(drawn[:, 2], box.x1) - np.maximum(drawn[:, 0], box.x0)
    high = np.minimum(drawn[:, 3], box.y1) - np.maximum(drawn[:, 1], box.y0)
    on = (wide >= 0) & (high >= 0)
    shared = np.where(box.width >= box.height, wide, high)[on]
    return float(shared.sum()) >= SAME_LINE * max(box.width, box.height)


def _sides(rules: Sequence[Rule]) -> npt.NDArray[np.float64]:
    sides = [(r.box.x0, r.box.y0, r.box.x1, r.box.y1) for r in rules]
    return np.array(sides, dtype=np.float64).reshape(-1, 4)


def _runs(page: CleanPage, dark: Picture, *, horizontal: bool, least: float) -> list[Rule]:
    letter = page.letter_px
    length = max(12, round(letter * least))
    pieces = []
    for x, y, w, h, area in _long_pieces(dark, length, horizontal=horizontal)[:MAX_PIECES]:
        run, lean = (w, h) if horizontal else (h, w)
        thick = area / run - 2
        if run < length or thick > max(3.0, MOST_THICK * letter) or lean > run / 6 + 4:
            continue
        box = page.frame.level(float(x), float(y), float(x + w), float(y + h))
        pieces.append(Rule(box=box, horizontal=horizontal))
    return pieces


def _long_pieces(dark: Picture, length: int, *, horizontal: bool) -> npt.NDArray[np.int32]:
    """Return the pieces of runs of `length` pixels and more: n×5, left, top, width, height, area.

    Runs lie in a few rows, or columns, of the page: those that hold whole blocks of ink one after
    another. Only they are looked at pixel by pixel.
    """
    # A rule that is not quite level leaves its pixel row: thicken it first, across its direction.
    grow = np.ones((3, 1) if horizontal else (1, 3), np.uint8)
    bar = np.ones((1, length) if horizontal else (length, 1), np.uint8)
    grown = np.asarray(cv2.dilate(dark, grow), dtype=np.uint8)
    places = _places_of_runs(grown, length, horizontal=horizontal)
    if not len(places):
        return np.zeros((0, 5), dtype=np.int32)
    some = np.ascontiguousarray(grown[places] if horizontal else grown[:, places])
    opened = np.asarray(cv2.morphologyEx(some, cv2.MORPH_OPEN, bar), dtype=np.uint8)
    inked = opened.any(axis=1 if horizontal else 0)
    places = places[inked]
    if not len(places):
        return np.zeros((0, 5), dtype=np.int32)
    return _pieces_along(opened[inked] if horizontal else opened[:, inked], places, horizontal)


def _places_of_runs(grown: Picture, length: int, *, horizontal: bool) -> npt.NDArray[np.intp]:
    """Return the rows (columns) that may hold a run of `length` pixels, each 1 on 0.

    At the edge half of it is a run: the ink is taken to go on beside the picture.
    """
    height, width = grown.shape
    blocks = (length - BLOCK + 1) // BLOCK
    if blocks < 1 or min(height, width) < BLOCK:
        return np.arange(height if horizontal else width)
    before, after = length - length // 2, length // 2 + 1
    if horizontal:
        whole = np.ascontiguousarray(grown[:, : width // BLOCK * BLOCK]).view(np.uint64)
        full = (whole == BLOCK_OF_ONES).astype(np.uint8)
        bar = np.ones((1, blocks), np.uint8)
        edges = grown[:, :before].all(axis=1) | grown[:, -after:].all(axis=1)
    else:
        stacked = grown[: height // BLOCK * BLOCK].reshape(-1, BLOCK, width)
        full = np.bitwise_and.reduce(stacked, axis=1)
        bar = np.ones((blocks, 1), np.uint8)
        edges = grown[:before].all(axis=0) | grown[-after:].all(axis=0)
    inside = cv2.erode(full, bar, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return np.flatnonzero(edges | (np.asarray(inside) > 0).any(axis=1 if horizontal else 0))


def _pieces_along(
    opened: Picture, places: npt.NDArray[np.intp], horizontal: bool
) -> npt.NDArray[np.int32]:
    """Return what hangs together in some rows (columns) of a page, none of them blank, in order.

    Pieces are numbered by blocks of two rows and columns from the first ink, as in the whole picture:
    rows that touch are labelled together, beginning at a block's edge.
    """
    along = np.asarray(opened.any(axis=0 if horizontal else 1))
    first, last = int(np.argmax(along)), len(along) - int(np.argmax(along[::-1]))
    held = opened[:, first:last] if horizontal else opened[first:last]
    start = int(places[0])
    found = []
    breaks = np.flatnonzero(np.diff(places) > 2)
    for low, high in zip((0, *(breaks + 1)), (*(breaks + 1), len(places)), strict=True):
        begin = start + (int(places[low]) - start) // 2 * 2
        extent, inside = int(places[high - 1]) + 1 - begin, places[low:high] - begin
        if horizontal:
            part = np.zeros((extent, held.shape[1]), np.uint8)
            part[inside] = held[low:high]
        else:
            part = np.zeros((held.shape[0], extent), np.uint8)
            part[:, inside] = held[:, low:high]
        stats = pieces_of(part).stats[1:]
        stats[:, :2] += (first, begin) if horizontal else (begin, first)
        found.append(stats)
    pieces = np.concatenate(found)
    if horizontal:
        return pieces
    return np.asarray(pieces[np.argsort((pieces[:, 1] - first) // 2, kind="stable")], np.int32)
