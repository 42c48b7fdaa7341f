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


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Specks of letter size: their median height, where they are, their boxes as (x, y, w, h) rows.

    Attributes:
        height: Median height, weighed by ink, pixels; 0 where there are none.
        marks: H×W, the number of the speck that a pixel belongs to, 0 for paper.
        kept: For each number 1 if the speck is a letter, else 0.
        boxes: n×4 boxes of the letters.
    """

    height: float
    marks: npt.NDArray[np.int32]
    kept: Picture
    boxes: npt.NDArray[np.int32]

    @property
    def ink(self) -> Picture:
        """The letters alone, 1 on 0; a new picture each time."""
        return self.kept[self.marks]

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
    marks, stats = pieces.marks, pieces.stats
    w, h, area = stats[:, 2], stats[:, 3], stats[:, 4]
    usable = (h >= least_px) & (h < height * most_share) & (w >= 2)
    usable &= w < width * 2 * most_share
    usable &= (w < 6 * h) & (h < 6 * w) & (area > 0.12 * w * h)
    usable[0] = False
    labels = np.asarray(marks, dtype=np.int32)
    if not usable.any():
        nothing = np.zeros((0, 4), dtype=np.int32)
        return Letters(height=0.0, marks=labels, kept=usable.astype(np.uint8), boxes=nothing)
    heights, weights = h[usable], area[usable]
    order = np.argsort(heights)
    cumulated = np.cumsum(weights[order])
    middle = float(heights[order][np.searchsorted(cumulated, cumulated[-1] / 2)])
    kept = usable & (h >= 0.45 * middle) & (h <= 2.5 * middle)
    return Letters(
        height=middle,
        marks=labels,
        kept=kept.astype(np.uint8),
        boxes=np.asarray(stats[kept, :4], dtype=np.int32),
    )


def skew_of(
    letters: Letters, *, reach_degrees: float = MAX_SKEW_DEGREES, least_letters: int = 40
) -> float:
    """Return the angle of the lines in degrees, positive where they sink to the right."""
    if letters.count < least_letters:
        return 0.0
    inked = np.flatnonzero(letters.ink.view(np.bool_))
    some = inked[:: max(1, len(inked) // SKEW_POINTS)]
    down, across = (axis.astype(np.float64) for axis in np.divmod(some, letters.marks.shape[1]))
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
    turned = ys - xs * np.tan(np.radians(degrees))
    bins = ((turned - turned.min()) / bin_px).astype(np.int64)
    profile = np.bincount(bins).astype(np.float64)
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
    x, y, w, h = (boxes[:, i].astype(np.float64) for i in range(4))
    middle_x, middle_y = x + w / 2, y + h / 2
    along = across = 0
    step = max(1, len(boxes) // MAX_VOTERS)
    for i in range(0, len(boxes), step):
        gap_x = np.maximum(np.abs(middle_x - middle_x[i]) - (w + w[i]) / 2, 0)
        gap_y = np.maximum(np.abs(middle_y - middle_y[i]) - (h + h[i]) / 2, 0)
        gap = np.hypot(gap_x, gap_y)
        gap[i] = np.inf
        nearest = int(np.argmin(gap))
        if gap_x[nearest] > gap_y[nearest]:
            along += 1
        elif gap_y[nearest] > gap_x[nearest]:
            across += 1
    return along, across
