"""Ruling lines of a scanned page: table grids, letterhead underlines, foot rules.

In: the cleaned, level work image. Out: `Rule`s of the levelled page in points, pieces as found
(`grid.build_tables` joins them).

Long thin runs of ink are kept by a morphological opening, across and upright; a run thicker than a
rule or no longer than a few letters is print. Where a stamp or a gap breaks a rule the pieces stand
on their own.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Rule
from pipeline.reading.image_clean import CleanPage

__all__ = ["find_rules"]

Picture = npt.NDArray[np.uint8]

DARK = 150
# Lengths and thickness in letter heights (one letter height is about 6 pt).
LEAST_ACROSS, LEAST_UPRIGHT = 4.0, 2.6
MOST_THICK = 0.6
MAX_PIECES = 4_000


def find_rules(page: CleanPage) -> tuple[Rule, ...]:
    """Return the ruling lines of the levelled page, points."""
    if page.letter_px <= 0:
        return ()
    dark = (page.work < DARK).astype(np.uint8)
    return (*_runs(page, dark, horizontal=True), *_runs(page, dark, horizontal=False))


def _runs(page: CleanPage, dark: Picture, *, horizontal: bool) -> list[Rule]:
    letter = page.letter_px
    length = max(12, round(letter * (LEAST_ACROSS if horizontal else LEAST_UPRIGHT)))
    # A rule that is not quite level leaves its pixel row: thicken it first, across its direction.
    grow = np.ones((3, 1) if horizontal else (1, 3), np.uint8)
    bar = np.ones((1, length) if horizontal else (length, 1), np.uint8)
    kept = cv2.morphologyEx(cv2.dilate(dark, grow), cv2.MORPH_OPEN, bar)
    _, _, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    pieces = []
    for x, y, w, h, area in stats[1 : MAX_PIECES + 1]:
        run, lean = (w, h) if horizontal else (h, w)
        thick = area / run - 2
        if run < length or thick > max(3.0, MOST_THICK * letter) or lean > run / 6 + 4:
            continue
        box = page.frame.level(float(x), float(y), float(x + w), float(y + h))
        pieces.append(Rule(box=box, horizontal=horizontal))
    return pieces
