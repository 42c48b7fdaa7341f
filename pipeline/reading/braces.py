"""Find drawn braces «}» that join lines of a list: in a page's image, or by the bounds of a path.

In: an ink mask of a page, or the bounds of a curved path. Out: boxes in points.

A right brace is a single stroke, much higher than wide, whose middle sticks out to the right and
whose ends bend to the left. Tesseract reads it as noise or not at all, and Word draws it as a shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.geometry import Box
from pipeline.reading.connected import pieces_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["find_braces", "is_brace_shape"]

# Two lines of 11 pt type at least, a list of a dozen lines at most.
_LEAST_HEIGHT_PT = 17.0
_MOST_HEIGHT_PT = 260.0
_LEAST_WIDTH_PT = 2.0
_MOST_WIDTH_PT = 26.0
_LEAST_ASPECT = 2.2
_MOST_COMPONENTS = 60_000


def is_brace_shape(box: Box) -> bool:
    """Tell whether a figure of this size can be a brace beside lines of text."""
    return (
        _LEAST_HEIGHT_PT <= box.height <= _MOST_HEIGHT_PT
        and _LEAST_WIDTH_PT <= box.width <= _MOST_WIDTH_PT
        and box.height >= _LEAST_ASPECT * box.width
    )


def find_braces(ink: NDArray[np.uint8], *, points_per_pixel: float) -> tuple[Box, ...]:
    """Return the braces in an image, from the top.

    Args:
        ink: Height × width, 255 where there is ink and 0 elsewhere.
        points_per_pixel: Size of a pixel in points.

    Returns:
        Boxes in points of the image, origin top left. Cost: one labelling of the image.
    """
    pieces = pieces_of(ink)
    if len(pieces.stats) > _MOST_COMPONENTS:
        return ()
    sides = pieces.stats[:, :4] * points_per_pixel
    high, wide = sides[:, 3], sides[:, 2]
    fits = (high >= _LEAST_HEIGHT_PT) & (high <= _MOST_HEIGHT_PT) & (high >= _LEAST_ASPECT * wide)
    found: list[Box] = []
    for number in np.flatnonzero(fits[1:]) + 1:
        x, y, width, height = (int(v) for v in pieces.stats[number][:4])
        left, top, across, down = (float(side) for side in sides[number])
        box = Box(left, top, left + across, top + down)
        stroke = pieces.marks[y : y + height, x : x + width] == number
        if is_brace_shape(box) and _is_brace(stroke):
            found.append(box)
    return tuple(sorted(found, key=lambda box: (box.y0, box.x0)))


def _is_brace(stroke: NDArray[np.bool_]) -> bool:
    """Tell whether the stroke runs from upper left over a middle at the right to lower left."""
    height, width = stroke.shape
    rows = stroke.any(axis=1)
    if rows.mean() < 0.95 or stroke.mean() > 0.75:
        return False
    columns = np.arange(width)
    middle_of_row = np.array([columns[row].mean() if row.any() else np.nan for row in stroke])
    edge = height // 25 + 1
    ends = np.nanmean(np.r_[middle_of_row[:edge], middle_of_row[-edge:]])
    tip = np.nanmax(middle_of_row[int(height * 0.38) : int(height * 0.62)])
    arms = np.nanmedian(
        np.r_[
            middle_of_row[int(height * 0.18) : int(height * 0.35)],
            middle_of_row[int(height * 0.65) : int(height * 0.82)],
        ]
    )
    return bool(tip - arms > 0.12 * width and arms - ends > 0.12 * width and tip > 0.6 * width)
