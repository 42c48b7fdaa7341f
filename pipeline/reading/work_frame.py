"""Where the pixels of a cleaned, levelled page lie on the page as it was scanned.

Three places: pixels of the work image; points of the levelled page, where lines are level and
tables are built; points of the page as scanned, where boxes must lie on the ink. One affine
transform and two scales carry boxes between them; for a photograph whose lines were drawn level one
by one, the bend of the lines as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from pipeline.reading.line_bend import Bend
from pipeline.reading.line_bend import straighten

__all__ = ["WorkFrame"]

Picture = npt.NDArray[np.uint8]

# Two rows of three numbers.
_Matrix = list[list[float]]


@dataclass(frozen=True, kw_only=True)
class WorkFrame:
    """Where work pixels lie on the upright page.

    Attributes:
        forward: 2x3 matrix from page pixels to work pixels.
        pt_per_px_x, pt_per_px_y: Points per page pixel.
        level_pt_per_px: Points per work pixel, for the levelled page (the page as if never skewed).
        bend: How lines bent before they were drawn level; None where they never did.
    """

    forward: npt.NDArray[np.float64]
    pt_per_px_x: float
    pt_per_px_y: float
    level_pt_per_px: float
    bend: Bend | None = None

    def picture(self, image: Picture, size: tuple[int, int]) -> Picture:
        """Return the page's own picture, grey or RGB, levelled: `size` (width, height) work pixels."""
        how = cv2.INTER_AREA if abs(self.forward[0, 0]) < 1 else cv2.INTER_CUBIC
        white = (255, 255, 255)
        work = cv2.warpAffine(image, self.forward, size, flags=how, borderValue=white)
        levelled = np.asarray(work, dtype=np.uint8)
        return levelled if self.bend is None else straighten(levelled, self.bend)

    def level(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a box of work pixels in points of the levelled page."""
        k = self.level_pt_per_px
        return Box(x0 * k, y0 * k, x1 * k, y1 * k)

    def to_page(self, box: Box) -> Box:
        """Return a box of the levelled page (points) on the page as scanned (points).

        The middle is carried over exactly; a skewed line's box grows by half of its lean.
        """
        k = self.level_pt_per_px
        back, turn = self._back
        drop, rise = self._bent(box.center_x / k, box.center_y / k)
        cx, cy = _apply(back, box.center_x / k, box.center_y / k + drop)
        lean = abs(turn + rise)
        half_width = box.width / 2
        half_height = box.height / 2 + min(half_width * lean, box.height) / 2
        cx, cy = cx * self.pt_per_px_x, cy * self.pt_per_px_y
        return Box(cx - half_width, cy - half_height, cx + half_width, cy + half_height)

    @cached_property
    def _back(self) -> tuple[_Matrix, float]:
        """The matrix from work pixels to page pixels, and its turn in radians."""
        back = np.asarray(cv2.invertAffineTransform(self.forward), dtype=np.float64)
        return back.tolist(), float(np.arctan2(back[1, 0], back[0, 0]))

    @cached_property
    def _ahead(self) -> _Matrix:
        """The matrix from page pixels to work pixels."""
        rows: _Matrix = np.asarray(self.forward, dtype=np.float64).tolist()
        return rows

    def to_work(self, box: Box) -> tuple[int, int, int, int]:
        """Return the work pixels that hold a box of the page as scanned (points)."""
        xs = (box.x0 / self.pt_per_px_x, box.x1 / self.pt_per_px_x)
        ys = (box.y0 / self.pt_per_px_y, box.y1 / self.pt_per_px_y)
        corners = [self._level_pixel(x, y) for x in xs for y in ys]
        return (
            int(min(c[0] for c in corners)),
            int(min(c[1] for c in corners)),
            int(max(c[0] for c in corners)) + 1,
            int(max(c[1] for c in corners)) + 1,
        )

    def _bent(self, x: float, y: float) -> tuple[float, float]:
        """Return how far ink at a work pixel was moved up, pixels, and the slope of its line there."""
        if self.bend is None:
            return 0.0, 0.0
        before, here, after = (self.bend.drop(at, y) for at in (x - 1, x, x + 1))
        return here, (after - before) / 2

    def _level_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return the work pixel of a page pixel."""
        work_x, bent_y = _apply(self._ahead, x, y)
        drop, _ = self._bent(work_x, bent_y - self._bent(work_x, bent_y)[0])
        return work_x, bent_y - drop


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    across, down = matrix
    return (
        across[0] * x + across[1] * y + across[2],
        down[0] * x + down[1] * y + down[2],
    )
