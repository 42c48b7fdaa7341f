"""How many pixels have each shade, and which shade a share of them stays below.

In: a grey picture, all of it or what a mask chooses. Out: counts, and from them percentiles: those
that sorting the pixels would give, to the last digit, at a small part of the time.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["count_shades", "percentile"]

# Up to here OpenCV's counts, kept in 32-bit floats, are exact.
_MOST_COUNTED = 2**24

Counts = npt.NDArray[np.int64]


def count_shades(grey: npt.NDArray[np.uint8], where: npt.NDArray[np.uint8] | None = None) -> Counts:
    """Return 256 counts of the shades of `grey` (H×W), of pixels where `where` (H×W) is not 0."""
    if grey.size > _MOST_COUNTED:
        half = len(grey) // 2
        parts = (np.s_[:half], np.s_[half:])
        first, second = (
            count_shades(grey[part], None if where is None else where[part]) for part in parts
        )
        return first + second
    if not grey.size:
        return np.zeros(256, dtype=np.int64)
    pictures: Sequence[npt.NDArray[np.uint8]] = [np.ascontiguousarray(grey)]
    mask = None if where is None else np.ascontiguousarray(where)
    counts = cv2.calcHist(pictures, [0], mask, [256], [0, 256])
    return np.asarray(counts, dtype=np.int64).ravel()


def percentile(counts: Counts, percent: float) -> float:
    """Return the shade below which `percent` of the counted pixels lie, between shades in proportion.

    Raises:
        ValueError: If nothing was counted.
    """
    below = np.cumsum(counts)
    total = int(below[-1])
    if not total:
        raise ValueError("no pixel was counted")
    place = (total - 1) * (percent / 100)
    low = int(place)
    share = place - low
    first = int(np.searchsorted(below, low, side="right"))
    second = int(np.searchsorted(below, min(low + 1, total - 1), side="right"))
    apart = second - first
    # From the nearer of the two, as the sorted pixels' percentile is reckoned.
    return second - apart * (1 - share) if share >= 0.5 else first + apart * share
