"""The ink of a cell's crop: what is left of its ruling lines, and its rows of print.

In: a crop, grey, black on white. Out: the crop without rules at its sides, the rows of its print.
Nothing is read here.
"""

from __future__ import annotations

import numpy as np

from pipeline.reading.connected import runs_of
from pipeline.reading.image_clean import Picture

__all__ = ["BLACK", "INK", "lines_of_ink", "without_rules"]

# Darker pixels are ink of a letter.
BLACK = 130
# Darker pixels are ink of the rule that a crop must not begin with.
INK, RULE_SHARE, MOST_TRIM_PX = 170, 0.6, 8


def lines_of_ink(crop: Picture, letter_px: float) -> list[tuple[int, int]]:
    """Return the rows of print in a crop; accents and dots that stand apart go with the nearer row."""
    filled = np.asarray((crop < BLACK).any(axis=1), dtype=np.bool_)
    runs = runs_of(filled)
    rows = [run for run in runs if run[1] - run[0] >= letter_px / 2]
    for top, bottom in runs:
        if rows and bottom - top < letter_px / 2:
            gaps = [max(a - bottom, top - b) for a, b in rows]
            at = gaps.index(min(gaps))
            rows[at] = min(rows[at][0], top), max(rows[at][1], bottom)
    return [(max(0, a - 1), b + 1) for a, b in rows]


def without_rules(crop: Picture) -> Picture:
    """Whiten what is left of the ruling lines at the four sides of a crop."""
    out = crop.copy()
    if not out.size:
        return out
    for side in (out, out[::-1], out.T, out.T[::-1]):
        lines = side[:MOST_TRIM_PX]
        lines[(lines < INK).mean(axis=1) >= RULE_SHARE] = 255
    return out
