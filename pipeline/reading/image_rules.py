"""Ruling lines of a scanned page: table grids, letterhead underlines, foot rules.

In: the cleaned, level work image. Out: `Rule`s of the levelled page in points, pieces as found
(`grid.build_tables` joins them).

Long thin runs of ink are kept by a morphological opening, across and upright; a run thicker than a
rule or no longer than a few letters is print. Where a stamp or a gap breaks a rule the pieces stand
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
FAINT_THICK = 0.25
MAX_PIECES = 4_000
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
    dark = (page.work < DARK).astype(np.uint8)
    across = _runs(page, dark, horizontal=True, least=LEAST_ACROSS)
    upright = _runs(page, dark, horizontal=False, least=LEAST_UPRIGHT)
    grey_across, grey_upright = (_grey_runs(page, dark, horizontal=way) for way in (True, False))
    all_across, all_upright = [*across, *grey_across], [*upright, *grey_upright]
    return (
        *across,
        *_of_grid(grey_across, known=across, others=all_upright),
        *upright,
        *_of_grid(grey_upright, known=upright, others=all_across),
    )


def _grey_runs(page: CleanPage, dark: Picture, *, horizontal: bool) -> list[Rule]:
    """Return thin runs that are darker than their sides, long ones only."""
    reach = 2 * max(2, round(FAINT_THICK * page.letter_px)) + 1
    side = np.ones((reach, 1) if horizontal else (1, reach), np.uint8)
    thin = (cv2.morphologyEx(page.work, cv2.MORPH_BLACKHAT, side) >= FAINT).astype(np.uint8)
    # Where a grey line crosses it is no darker than its sides: the gap is closed along the run.
    along = side.reshape(side.shape[::-1])
    closed = np.asarray(cv2.morphologyEx(thin, cv2.MORPH_CLOSE, along), dtype=np.uint8)
    drawn = np.bitwise_or(closed, dark)
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
    # A rule that is not quite level leaves its pixel row: thicken it first, across its direction.
    grow = np.ones((3, 1) if horizontal else (1, 3), np.uint8)
    bar = np.ones((1, length) if horizontal else (length, 1), np.uint8)
    kept = cv2.morphologyEx(cv2.dilate(dark, grow), cv2.MORPH_OPEN, bar)
    # Most pages have rules in a small part, or none: components are sought there alone.
    left, top, width, height = cv2.boundingRect(kept)
    if not width:
        return []
    held = np.ascontiguousarray(kept[top : top + height, left : left + width])
    stats = pieces_of(held).stats
    stats[:, :2] += (left, top)
    pieces = []
    for x, y, w, h, area in stats[1 : MAX_PIECES + 1]:
        run, lean = (w, h) if horizontal else (h, w)
        thick = area / run - 2
        if run < length or thick > max(3.0, MOST_THICK * letter) or lean > run / 6 + 4:
            continue
        box = page.frame.level(float(x), float(y), float(x + w), float(y + h))
        pieces.append(Rule(box=box, horizontal=horizontal))
    return pieces
