"""What has the size of letters on a page image, and the angle of its lines.

In: an evenly lit page. Out: the letters' median height, their ink and boxes; the skew in degrees.

Seals, rules, pictures and specks are left out by size, because each of them misleads the measures
that the cleaning rests on.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.connected import Pieces
from pipeline.reading.connected import pieces_of

__all__ = [
    "COARSE_LETTER_PX",
    "FAINT_SHADE",
    "PRINT_SHADE",
    "Letters",
    "find_letters",
    "lie_on_side",
    "skew_of",
]

Picture = npt.NDArray[np.uint8]
_Lengths = npt.NDArray[np.float32]

# Letters of fewer pixels have strokes thinner than a pixel.
COARSE_LETTER_PX = 11.0
LEAST_LETTER_PX = 4.0
# What is darker is ink, on an evenly lit page: print of a fine image, of a coarse one.
PRINT_SHADE, FAINT_SHADE = 140, 195
# A page with more letters than this needs no second look for paler ones.
MANY_LETTERS = 300
# So many pale letters are a faint page; fewer are dirt, or the back shining through.
SURELY_LETTERS = 80
MAX_SKEW_DEGREES = 12.0
# So many pixels of ink are asked for the angle.
SKEW_POINTS = 60_000
# Below this angle turning costs more sharpness than it gains.
LEAST_SKEW_DEGREES = 0.12
# How many more letters must have their neighbour above or below than beside them, for lines that
# run upright; fewer letters cannot tell, and so many are asked.
SIDE_MARGIN, LEAST_VOTERS, MAX_VOTERS = 1.3, 30, 200
# So many are asked in one step, so that their distances stay near the processor.
VOTERS_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Specks of letter size: their median height, where they are, their boxes as (x, y, w, h) rows.

    Attributes:
        height: Median height, weighed by ink, pixels; 0 where there are none.
        pieces: All specks of the picture.
        kept: For each number of a piece whether it is a letter.
        boxes: n×4 boxes of the letters.
    """

    height: float
    pieces: Pieces
    kept: npt.NDArray[np.bool_]
    boxes: npt.NDArray[np.int32]

    @property
    def ink(self) -> Picture:
        """The letters alone, 1 on 0; a new picture each time."""
        return self.pieces.picture(self.kept)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.boxes)


def find_letters(
    flat: Picture, *, most_share: float = 1 / 12, least_px: float = LEAST_LETTER_PX
) -> Letters:
    """Find what has the size of letters on an evenly lit page.

    Strokes of a coarse image are grey; they are looked for again among paler shades.

    Args:
        flat: The page, or a part of it.
        most_share: Largest height of a letter as a share of the picture's; of a part, more.
        least_px: Smallest height of a letter, pixels.
    """
    found = _letters_darker_than(flat, PRINT_SHADE, most_share, least_px)
    if found.height > COARSE_LETTER_PX and found.count >= MANY_LETTERS:
        return found
    faint = _letters_darker_than(flat, FAINT_SHADE, most_share, least_px)
    if found.height <= COARSE_LETTER_PX or faint.count > max(4 * found.count, SURELY_LETTERS):
        return faint
    return found


def _letters_darker_than(flat: Picture, shade: int, most_share: float, least_px: float) -> Letters:
    height, width = flat.shape
    dark = cv2.threshold(flat, shade - 1, 1, cv2.THRESH_BINARY_INV)[1]
    pieces = pieces_of(dark)
    stats = pieces.stats
    w, h, area = stats[:, 2], stats[:, 3], stats[:, 4]
    usable = (h >= least_px) & (h < height * most_share) & (w >= 2)
    usable &= w < width * 2 * most_share
    usable &= (w < 6 * h) & (h < 6 * w) & (area > 0.12 * w * h)
    usable[0] = False
    if not usable.any():
        nothing = np.zeros((0, 4), dtype=np.int32)
        return Letters(height=0.0, pieces=pieces, kept=usable, boxes=nothing)
    heights, weights = h[usable], area[usable]
    order = np.argsort(heights)
    cumulated = np.cumsum(weights[order])
    middle = float(heights[order][np.searchsorted(cumulated, cumulated[-1] / 2)])
    kept = usable & (h >= 0.45 * middle) & (h <= 2.5 * middle)
    return Letters(
        height=middle,
        pieces=pieces,
        kept=kept,
        boxes=np.asarray(stats[kept, :4], dtype=np.int32),
    )


def skew_of(
    letters: Letters, *, reach_degrees: float = MAX_SKEW_DEGREES, least_letters: int = 40
) -> float:
    """Return the angle of the lines in degrees, positive where they sink to the right."""
    if letters.count < least_letters:
        return 0.0
    places = letters.pieces.some_places(letters.kept, SKEW_POINTS)
    down, across = (axis.astype(np.float64) for axis in places)
    bin_px = max(1.0, letters.height / 6)
    best = 0.0
    # The first round only tells the half degree: a quarter of the points is enough.
    few = 4 if len(across) > SKEW_POINTS // 4 else 1
    for reach, pace, every in ((reach_degrees, 0.5, few), (0.5, 0.1, 1), (0.1, 0.025, 1)):
        angles = best + np.arange(-reach, reach + pace / 2, pace)
        scores = [_sharpness(across[::every], down[::every], float(a), bin_px) for a in angles]
        best = float(angles[int(np.argmax(scores))])
    level = _sharpness(across, down, 0.0, bin_px)
    if _sharpness(across, down, best, bin_px) < 1.03 * level or abs(best) < LEAST_SKEW_DEGREES:
        return 0.0
    return best if abs(best) < reach_degrees else 0.0


def _sharpness(
    xs: npt.NDArray[np.float64], ys: npt.NDArray[np.float64], degrees: float, bin_px: float
) -> float:
    turned = xs * np.tan(np.radians(degrees))
    np.subtract(ys, turned, out=turned)
    turned -= turned.min()
    turned /= bin_px
    profile = np.bincount(turned.astype(np.intp)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())


def lie_on_side(boxes: npt.NDArray[np.int32]) -> bool:
    """Tell whether the lines of letters, n×4 (x, y, w, h), run upright rather than across.

    Too few letters are taken for upright ones.
    """
    if len(boxes) < LEAST_VOTERS:
        return False
    along, across = _votes(boxes)
    return across > SIDE_MARGIN * along


def _votes(boxes: npt.NDArray[np.int32]) -> tuple[int, int]:
    """Count letters whose nearest neighbour stands beside them, and above or below them.

    Letters of one line stand closer than lines do, touching letters and words too.
    """
    x, y, w, h = (boxes[:, i].astype(np.float32) for i in range(4))
    middle_x, middle_y = (np.asarray(at, np.float32) for at in (x + w / 2, y + h / 2))
    along = across = 0
    step = max(1, len(boxes) // MAX_VOTERS)
    for first in range(0, len(boxes), step * VOTERS_AT_ONCE):
        some = np.arange(len(boxes))[first : first + step * VOTERS_AT_ONCE : step]
        gap_x = _gaps(middle_x, w, some)
        gap_y = _gaps(middle_y, h, some)
        gap = gap_x * gap_x + gap_y * gap_y
        rows = np.arange(len(some))
        gap[rows, some] = np.inf
        nearest = np.argmin(gap, axis=1)
        lead = gap_x[rows, nearest] - gap_y[rows, nearest]
        along += int((lead > 0).sum())
        across += int((lead < 0).sum())
    return along, across


def _gaps(middles: _Lengths, sizes: _Lengths, some: npt.NDArray[np.intp]) -> _Lengths:
    """Return how far each box stands from some of them along one axis, some×n; 0 where they overlap."""
    gaps = np.abs(middles - middles[some, None]) - (sizes + sizes[some, None]) / 2
    return np.asarray(np.maximum(gaps, 0), dtype=np.float32)
