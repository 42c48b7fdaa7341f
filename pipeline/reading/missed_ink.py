"""Where a rendered page has ink that no word or ruling line accounts for.

In: a small grey picture of a page and the boxes of what was read. Out: the share of ink outside of
them, or the places of such ink in the letterhead. Ink is what is clearly darker than the paper
around it, so that tinted paper and grey scans count as paper.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from pipeline.reading.connected import pieces_of

__all__ = ["missed_places", "missed_share"]

Picture = npt.NDArray[np.uint8]

_DARKER_BY = 60
_GROW_PT = 2.0
# A printed or stamped number: not smaller than 6 pt type, not larger than a headline.
_LETTER_MIN_PT = 5.0
_LETTER_MAX_PT = 40.0
_WIDTH_MAX_PT = 220.0
_EDGE_PT = 12.0
_LETTER_JOIN_PT = 7.0
_FILL_MIN = 0.04


def _ink(grey: Picture) -> npt.NDArray[np.bool_]:
    paper = float(np.percentile(grey, 80))
    mask: npt.NDArray[np.bool_] = grey < max(40.0, paper - _DARKER_BY)
    return mask


def _cover(mask: npt.NDArray[np.bool_], boxes: Iterable[Box], scale: float) -> None:
    for box in boxes:
        x0, y0 = int((box.x0 - _GROW_PT) * scale), int((box.y0 - _GROW_PT) * scale)
        x1, y1 = int((box.x1 + _GROW_PT) * scale) + 1, int((box.y1 + _GROW_PT) * scale) + 1
        mask[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = False


def missed_share(grey: Picture, boxes: Iterable[Box], *, page_width_pt: float) -> float:
    """Return the share of the page's ink that lies outside of `boxes`, 0 to 1; 0 without ink."""
    mask = _ink(grey)
    total = int(mask.sum())
    if total < max(20, mask.size // 20_000):
        return 0.0
    _cover(mask, boxes, grey.shape[1] / max(page_width_pt, 1.0))
    return int(mask.sum()) / total


def missed_places(
    grey: Picture, boxes: Iterable[Box], *, page_width_pt: float, y1_pt: float, limit: int = 6
) -> list[Box]:
    """Return places above `y1_pt` with ink of the size of letters outside of `boxes`.

    Args:
        grey: The page.
        boxes: What was read.
        page_width_pt: The page's width; the picture shows all of it.
        y1_pt: Lower end of the strip that is looked at.
        limit: More places than this are no forgotten number but a drawing: then none is returned.

    Returns:
        Boxes in points from left to right, letters side by side joined.
    """
    scale = grey.shape[1] / max(page_width_pt, 1.0)
    mask = _ink(grey)
    _cover(mask, boxes, scale)
    strip = mask[: max(1, int(y1_pt * scale))].astype(np.uint8)
    join = max(1, int(_LETTER_JOIN_PT * scale))
    joined = cv2.dilate(strip, np.ones((1, join), np.uint8))
    stats = pieces_of(joined).stats
    found: list[Box] = []
    for left, top, width, height, _area in stats[1:].tolist():
        box = Box(left / scale, top / scale, (left + width) / scale, (top + height) / scale)
        ink = strip[top : top + height, left : left + width].mean()
        if _is_letters(box, page_width_pt) and ink >= _FILL_MIN:
            found.append(box)
    return sorted(found, key=lambda b: b.x0) if len(found) <= limit else []


def _is_letters(box: Box, page_width_pt: float) -> bool:
    inside = box.x0 >= _EDGE_PT and box.x1 <= page_width_pt - _EDGE_PT and box.y0 >= _EDGE_PT
    return (
        inside
        and _LETTER_MIN_PT <= box.height <= _LETTER_MAX_PT
        and 3.0 <= box.width <= _WIDTH_MAX_PT
    )
