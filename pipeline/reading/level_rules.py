"""Long ruling lines that are level deny a bend that was made out of letters.

In: a cleaned page and the bend that its lines of print seem to have. Out: whether the page's own
ruling lines say otherwise. A table page with little print at one side leaves the surface of a bend
free to run away there; its rules are straight all the same. On the photograph of a bent page they
bend with the print, and no long level run is found.
"""

from __future__ import annotations

import numpy as np

from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_rules import find_rules
from pipeline.reading.line_bend import Bend

__all__ = ["denies_bend"]

# Letter heights: a shorter rule shows no bend; a level one leans by less over its whole length, and a
# bend that claims more of it is denied.
LEAST_LONG, MOST_LEAN = 14.0, 0.35
LEAST_RULES = 3


def denies_bend(page: CleanPage, bend: Bend) -> bool:
    """Tell whether most of the long level rules of the page would be bent by drawing `bend` level."""
    letter = page.letter_px
    k = page.frame.level_pt_per_px
    boxes = [rule.box for rule in find_rules(page) if rule.horizontal]
    sides = np.array([(b.x0, b.y0, b.x1, b.y1) for b in boxes], dtype=np.float64).reshape(-1, 4) / k
    wide, high = sides[:, 2] - sides[:, 0], sides[:, 3] - sides[:, 1]
    level = sides[(wide >= LEAST_LONG * letter) & (high <= MOST_LEAN * letter)]
    if len(level) < LEAST_RULES:
        return False
    middle = (level[:, 1] + level[:, 3]) / 2
    ends = bend.drops(level[:, 0], middle), bend.drops(level[:, 2], middle)
    halves = bend.drops((level[:, 0] + level[:, 2]) / 2, middle)
    claimed = np.max([np.abs(ends[0] - ends[1]), np.abs(halves - (ends[0] + ends[1]) / 2)], axis=0)
    return 2 * int((claimed > MOST_LEAN * letter).sum()) > len(level)
