"""How the lines of a photographed page bend, and the page with its lines drawn level.

In: a cleaned page, black on white, its general skew taken out. Out: a `Bend`, or None where the
lines are level already, as on every scan.

Paper that was photographed is seen from an angle and is not flat, so its lines fan out and curve.
Runs of printed letters are followed in windows a few letters wide; how much the ink sinks from one
window to the next is the slope of the line there. One smooth surface is laid through the slopes of
the whole page: what it says is how far each place of a line lies below the line's middle. Ink is
moved up and down only, by that much, so that boxes go back onto the photograph by one look-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.connected import pieces_of
from pipeline.reading.letters import PRINT_SHADE

__all__ = ["Bend", "find_bend", "straighten"]

Picture = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float64]

# Powers of x and y of the surface; x counts from the middle, so that the middle stays in place.
POWERS = tuple((j, k) for j in (1, 2, 3) for k in (0, 1, 2))
# Letter heights: the blank that is bridged within a line, a run's least width and greatest height,
# a window's width.
BRIDGE, LEAST_RUN, MOST_RUN_HEIGHT, WINDOW = 1.1, 7.0, 3.4, 3.0
LEAST_SLOPES, MOST_SLOPE = 80, 0.3
MOST_RUNS = 600
# The slopes must stand in this many of the page's four quarters from the top, so many in each: of a
# page with a few lines and a signature nobody can say how the rest of it bends.
QUARTERS, LEAST_IN_QUARTER = 3, 12
ROUNDS = 6
# Lines that leave their level by less, letter heights, are read as they are.
LEAST_BEND = 0.9
# The surface follows the slopes of paper that bends; short words in the cells of a flat table slope
# as their letters happen to, and a surface laid through them follows none (0.03 to 0.28 on scans).
LEAST_LIKENESS = 0.45
# The look is taken on a picture with letters of about this height, pixels.
LOOK_LETTER_PX = 10.0
GRID_PX = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """A smooth surface over a work image: how far ink lies below its level place, pixels.

    Attributes:
        width, height: Of the work image, pixels.
        weights: One for each of `POWERS`, pixels.
    """

    width: int
    height: int
    weights: tuple[float, ...]

    def drop(self, x: float, y: float) -> float:
        """Return how far the ink that belongs at (x, y) lies below it, pixels."""
        return float(self.drops(np.array([x]), np.array([y]))[0])

    def drops(self, xs: Numbers, ys: Numbers) -> Numbers:
        """Return `drop` for many places."""
        x, y = 2 * xs / self.width - 1, 2 * ys / self.height - 1
        terms = [weight * x**j * y**k for weight, (j, k) in zip(self.weights, POWERS, strict=True)]
        return np.asarray(np.sum(terms, axis=0), dtype=np.float64)


def find_bend(work: Picture, *, letter_px: float) -> Bend | None:
    """Return how the lines of a page bend; None where they are level, or too few to tell.

    Args:
        work: H×W, black on white.
        letter_px: Median letter height, pixels; 0 for a blank page.
    """
    if letter_px <= 0:
        return None
    shrink = min(1.0, LOOK_LETTER_PX / letter_px)
    small = cv2.resize(work, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    letter = letter_px * shrink
    slopes = np.array(list(_slopes(np.asarray(small, np.uint8), letter)), dtype=np.float64)
    if len(slopes) < LEAST_SLOPES:
        return None
    height, width = work.shape
    counts = np.histogram(slopes[:, 1] / shrink, bins=4, range=(0, height))[0]
    if np.count_nonzero(counts >= LEAST_IN_QUARTER) < QUARTERS:
        return None
    xs, ys = slopes[:, 0] / shrink, slopes[:, 1] / shrink
    bend = Bend(width=width, height=height, weights=_fit(xs, ys, slopes[:, 2], work.shape))
    drops = bend.drops(xs, ys)
    spread = float(np.percentile(drops, 98) - np.percentile(drops, 2))
    if spread <= LEAST_BEND * letter_px:
        return None
    found = (bend.drops(xs + 1, ys) - bend.drops(xs - 1, ys)) / 2
    return bend if np.corrcoef(found, slopes[:, 2])[0, 1] >= LEAST_LIKENESS else None


def _slopes(small: Picture, letter: float) -> Iterator[tuple[float, float, float]]:
    """Yield place and slope from window to window along every run of letters."""
    ink = (small < PRINT_SHADE).astype(np.uint8)
    reach = np.ones((1, max(1, round(BRIDGE * letter))), np.uint8)
    pieces = pieces_of(cv2.dilate(ink, reach))
    marks, stats = pieces.marks, pieces.stats
    count = len(stats)
    window = max(4, round(WINDOW * letter))
    fits = (stats[:, 2] >= LEAST_RUN * letter) & (stats[:, 3] >= 0.8 * letter)
    runs = [i for i in range(1, count) if fits[i]]
    for index in sorted(runs, key=lambda i: -stats[i, 2])[:MOST_RUNS]:
        x, y, w, h = (int(v) for v in stats[index, :4])
        if h > MOST_RUN_HEIGHT * letter + MOST_SLOPE * w:
            continue
        own = (marks[y : y + h, x : x + w] == index) & (ink[y : y + h, x : x + w] > 0)
        middles = _middles(own, window)
        for number, (before, after) in enumerate(pairwise(middles)):
            slope = (after - before) / window
            if abs(slope) <= MOST_SLOPE:
                yield x + (number + 1) * window, y + (before + after) / 2, slope


def _middles(own: npt.NDArray[np.bool_], window: int) -> Numbers:
    """Return the middle height of the ink of each full window of a run; without ink not a number."""
    height, width = own.shape
    count = width // window
    parts = own[:, : count * window].reshape(height, count, window)
    rows = parts.sum(axis=2).astype(np.float64)
    total = rows.sum(axis=0)
    weighted = (rows * np.arange(height)[:, None]).sum(axis=0)
    return np.asarray(weighted / np.where(total > 0, total, np.nan), dtype=np.float64)


def _fit(xs: Numbers, ys: Numbers, slopes: Numbers, shape: tuple[int, ...]) -> tuple[float, ...]:
    """Return the weights of the surface whose slope along x is nearest to `slopes`.

    Slopes that lie far off, from descenders at a window's end or from drawings, count little.
    """
    height, width = shape[:2]
    x, y = 2 * xs / width - 1, 2 * ys / height - 1
    terms = np.stack([j * x ** (j - 1) * y**k for j, k in POWERS], axis=1) * (2 / width)
    trust = np.ones(len(slopes))
    weights: Numbers = np.zeros(len(POWERS))
    # A faint pull towards level ground keeps corners without print from running away.
    pull = np.eye(len(POWERS)) * len(slopes) * 1e-4 * (2 / width) ** 2
    for _ in range(ROUNDS):
        weighted = terms * trust[:, None]
        weights = np.asarray(np.linalg.solve(terms.T @ weighted + pull, weighted.T @ slopes))
        away = np.abs(slopes - terms @ weights)
        trust = 1 / (1 + (away / max(float(np.median(away)), 1e-4)) ** 2)
    return tuple(float(weight) for weight in weights)


def straighten(picture: Picture, bend: Bend) -> Picture:
    """Return a work image, grey or RGB, with its lines drawn level; around it all is white."""
    height, width = picture.shape[:2]
    across = np.arange(0, width + GRID_PX, GRID_PX, dtype=np.float64)
    down = np.arange(0, height + GRID_PX, GRID_PX, dtype=np.float64)
    grid_x, grid_y = np.meshgrid(across, down)
    coarse = bend.drops(grid_x, grid_y).astype(np.float32)
    size = (len(across) * GRID_PX, len(down) * GRID_PX)
    # Grid points stand at the corners of their cells: the enlarged grid is shifted by half of one.
    half = GRID_PX // 2
    fine = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR)
    fine = np.pad(fine, ((half, 0), (half, 0)), mode="edge")[: height + half, : width + half]
    fine = fine[half : height + half, half : width + half]
    xs = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
    ys = np.arange(height, dtype=np.float32)[:, None] + fine
    return np.asarray(
        cv2.remap(
            picture,
            np.ascontiguousarray(xs),
            np.ascontiguousarray(ys, dtype=np.float32),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(255, 255, 255),
        ),
        dtype=np.uint8,
    )
