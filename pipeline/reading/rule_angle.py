"""The angle of a page by its long ruling lines, where its letters do not tell.

In: an evenly lit page. Out: degrees, positive where lines sink to the right; 0 where there is no grid
of long lines, or they are level.

On a page that is one table the words of neighbouring cells stand at different heights, and no angle
makes their lines sharper. Its ruling lines are straight over the whole width. The short lines below a
letterhead are not asked: drawn apart, they need not be level with each other.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.letters import LEAST_SKEW_DEGREES
from pipeline.reading.letters import PRINT_SHADE

__all__ = ["angle_of_rules"]

Picture = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float64]

MOST_DEGREES, COARSE_DEGREES, FINE_DEGREES = 2.0, 0.1, 0.02
# Shares of the page's width: of a level run that may be a piece of a line, and of a line's ink.
LEAST_RUN, LEAST_LINE = 1 / 45, 0.35
LEAST_LINES = 3
# A line is no thicker than this, in pixels of the picture that is looked at; lines nearer are one.
BIN_PX = 2.0
# The lines must be so much sharper at the angle than as they stand.
CLEARLY = 1.3
MOST_POINTS = 60_000
LEAST_SIDE_PX = 100


def angle_of_rules(flat: Picture) -> float:
    """Return the angle of the ruling lines of a page (H×W, black on white), in degrees."""
    if min(flat.shape) < LEAST_SIDE_PX:
        return 0.0
    # Of two rows the darker: a line may be a single pixel thick.
    rows = len(flat) // 2 * 2
    half = np.minimum(flat[:rows:2, ::2], flat[1:rows:2, ::2])
    dark = cv2.threshold(half, PRINT_SHADE - 1, 1, cv2.THRESH_BINARY_INV)[1]
    bar = np.ones((1, max(12, round(LEAST_RUN * half.shape[1]))), np.uint8)
    runs = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, bar), dtype=np.uint8)
    inked = np.flatnonzero(runs.view(np.bool_))
    least = LEAST_LINE * half.shape[1]
    if len(inked) < LEAST_LINES * least:
        return 0.0
    step = max(1, len(inked) // MOST_POINTS)
    down, across = (axis.astype(np.float64) for axis in np.divmod(inked[::step], half.shape[1]))
    best = 0.0
    for reach, pace in ((MOST_DEGREES, COARSE_DEGREES), (COARSE_DEGREES, FINE_DEGREES)):
        angles = best + np.arange(-reach, reach + pace / 2, pace)
        best = float(max(angles, key=lambda angle: _sharpness(_profile(across, down, angle))))
    turned, level = _profile(across, down, best), _profile(across, down, 0.0)
    if _sharpness(turned) < CLEARLY * _sharpness(level) or abs(best) < LEAST_SKEW_DEGREES:
        return 0.0
    # A line may fall into two rows: where ink enough begins, one begins.
    lines = np.convolve(turned * step, (1, 1)) >= least
    count = int((lines[1:] & ~lines[:-1]).sum() + lines[0])
    return best if count >= LEAST_LINES and abs(best) < MOST_DEGREES else 0.0


def _profile(across: Numbers, down: Numbers, degrees: float) -> Numbers:
    """Return how much ink falls into each row of the page turned by an angle."""
    turned = down - across * np.tan(np.radians(degrees))
    rows = ((turned - turned.min()) / BIN_PX).astype(np.int64)
    return np.asarray(np.bincount(rows), dtype=np.float64)


def _sharpness(profile: Numbers) -> float:
    return float(np.square(profile).sum())
