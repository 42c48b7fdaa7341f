"""How far a scanned page is turned, told by the rows of print that stand on common base lines.

In: the words of a page. Out: each with its box as if the page stood level. Where a table has no
ruling lines the reader joins words of different rows to one line, and what its lines say of the
slope is wrong by more than a turned scanner is. All words of the page together know it better: at
the right slope their lower edges fall onto the fewest base lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.geometry import Box
from models.page import Page
from models.page import Word

__all__ = ["page_slope", "stood_level"]

_MOST_DEG, _STEP_DEG = 4.0, 0.05
# Base lines are told apart by this much; a page of fewer words has too few of them.
_LINE_PT, _LEAST_WORDS = 1.5, 12
# Slopes that are nearly as good as the best one; the middle of these is taken.
_NEARLY = 0.99


def page_slope(words: Sequence[Word]) -> float:
    """Return by how much the lines of a page fall, points down per point right; 0 where unknown.

    Cost: the words times 160 slopes, some milliseconds.
    """
    boxes = [word.box for word in words if word.box is not None and word.text.isalnum()]
    if len(boxes) < _LEAST_WORDS:
        return 0.0
    across = np.array([box.center_x for box in boxes])
    lower = np.array([box.y1 for box in boxes])
    turns = np.arange(-_MOST_DEG, _MOST_DEG + _STEP_DEG / 2, _STEP_DEG)
    slopes = np.tan(np.radians(turns))
    levels = (lower[None, :] - slopes[:, None] * across[None, :]) / _LINE_PT
    # Twice, half a line apart: a base line may lie on the border of two counts.
    crowded = [_crowding(row) + _crowding(row + 0.5) for row in levels]
    least = _NEARLY * max(crowded)
    first = last = int(np.argmax(crowded))
    while first > 0 and crowded[first - 1] >= least:
        first -= 1
    while last < len(turns) - 1 and crowded[last + 1] >= least:
        last += 1
    good = slopes[first : last + 1]
    slope = float(np.mean(good))
    return slope if abs(slope) > math.radians(_STEP_DEG) else 0.0


def _crowding(levels: npt.NDArray[np.float64]) -> float:
    counts = np.rint(levels).astype(int)
    return float((np.bincount(counts - counts.min()) ** 2).sum())


def stood_level(page: Page) -> list[tuple[Word, Box]]:
    """Return the words that have a box, each with its box as if the page stood level.

    The middle of the page stays where it is, so that the columns of pages that are turned to
    different sides stand below each other.
    """
    slope = page_slope(page.words)
    middle = ((page.width_pt or 0.0) / 2, (page.height_pt or 0.0) / 2)
    return [
        (word, word.level or _level(word.box, slope, middle))
        for word in page.words
        if word.box is not None
    ]


def _level(box: Box, slope: float, middle: tuple[float, float]) -> Box:
    drop, aside = slope * (box.center_x - middle[0]), slope * (box.center_y - middle[1])
    return Box(box.x0 + aside, box.y0 - drop, box.x1 + aside, box.y1 - drop)
