"""Coloured ink on a scanned page: red seals and stamps, blue pens and number stamps.

In: an RGB page image. Out: masks and boxes. Print is black; what is coloured was put on the paper
by hand, and what is read there is never certain. Red is told from brown paper and JPEG fringes by
a margin over both other channels and by a least amount of it.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from pipeline.reading.connected import pieces_of

__all__ = ["find_blue", "find_handwriting", "find_red", "lighten"]

Picture = npt.NDArray[np.uint8]

# Margin of one channel over the others that makes a pixel coloured.
COLOUR_MARGIN = 35
# Share of the page's pixels that makes colour worth a step.
LEAST_SHARE = 0.0002
# Every so many rows and columns are a sample; a smaller one says nothing.
SAMPLE_STEP, LEAST_SAMPLE = 3, 100_000
# The letterhead, where numbers and days are written in, is the top of the page.
LETTERHEAD_SHARE = 0.35
# Pieces of pen ink closer than this are one entry; smaller entries are specks. Points.
JOIN_PT, LEAST_ENTRY_PT = 9.0, 4.0


def find_red(image: Picture) -> Picture | None:
    """Return a mask (0/255) of red ink with its fringes; None where there is none, or no colour."""
    if image.ndim != 3 or image.shape[2] < 3:
        return None
    if _has_none(image, 0, LEAST_SHARE):
        return None
    red, green, blue = cv2.split(image[:, :, :3])
    over = cv2.subtract(red, cv2.max(green, blue))
    mask = cv2.threshold(over, COLOUR_MARGIN, 255, cv2.THRESH_BINARY)[1]
    share = cv2.countNonZero(mask) / mask.size
    # More than a tenth of the page is a tint of the whole picture, not ink.
    if not LEAST_SHARE <= share <= 0.1:
        return None
    return np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)), dtype=np.uint8)


def find_blue(image: Picture) -> Picture | None:
    """Return a mask (0/255) of blue ink; None where there is none, or no colour."""
    if image.ndim != 3 or image.shape[2] < 3:
        return None
    if _has_none(image, 2, LEAST_SHARE / 10):
        return None
    red, blue = image[:, :, 0], image[:, :, 2]
    mask = cv2.threshold(cv2.subtract(blue, red), COLOUR_MARGIN, 255, cv2.THRESH_BINARY)[1]
    share = cv2.countNonZero(mask) / mask.size
    if not LEAST_SHARE / 10 <= share <= 0.1:
        return None
    return np.asarray(mask, dtype=np.uint8)


def _has_none(image: Picture, channel: int, least: float) -> bool:
    """Tell by a sample of the pixels that far less than `least` of them can have a colour."""
    few = image[::SAMPLE_STEP, ::SAMPLE_STEP]
    if few.shape[0] * few.shape[1] < LEAST_SAMPLE:
        return False
    over = cv2.subtract(few[:, :, channel], few[:, :, 2 - channel])
    return float(np.count_nonzero(over > COLOUR_MARGIN)) < least / 4 * over.size


def lighten(image: Picture, red_mask: Picture, grey: Picture) -> Picture:
    """Return the page in grey with red ink taken out.

    In red light a red seal is nearly as light as the paper, and the print below it stays dark.

    Args:
        image: The page, H×W×3 RGB.
        red_mask: Its red ink, as `find_red` gives it.
        grey: The page in grey.
    """
    left, top, width, height = cv2.boundingRect(red_mask)
    place = np.s_[top : top + height, left : left + width]
    red = cv2.extractChannel(image[place], 0)
    # Stretch so that a seal of medium red becomes white and print of dark grey stays.
    table = np.clip((np.arange(256) - 60) * 2, 0, 255).astype(np.uint8)
    lifted = cv2.bitwise_and(cv2.LUT(red, table), red_mask[place])
    out = grey.copy()
    out[place] = cv2.max(grey[place], lifted)
    return out


def find_handwriting(
    image: Picture, *, page_width_pt: float, page_height_pt: float
) -> tuple[Box, ...]:
    """Return where blue ink stands in the letterhead of an upright page, points, from the top.

    Args:
        image: The whole page, RGB; a grey page has no colours and gives nothing.
        page_width_pt: The page's width, points.
        page_height_pt: The page's height, points.
    """
    mask = find_blue(image)
    if mask is None:
        return ()
    height, width = mask.shape
    kx, ky = page_width_pt / width, page_height_pt / height
    top = np.ascontiguousarray(mask[: round(height * LETTERHEAD_SHARE)])
    reach = np.ones((max(1, round(JOIN_PT / ky / 2)), max(1, round(JOIN_PT / kx))), np.uint8)
    pieces = pieces_of(cv2.dilate(top, reach))
    marks, stats = pieces.marks, pieces.stats
    boxes = []
    for index, (x, y, w, h, _area) in enumerate(stats[1:501], start=1):
        inside = (marks[y : y + h, x : x + w] == index) & (top[y : y + h, x : x + w] > 0)
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        if not len(rows):
            continue
        box = Box(
            float((x + columns[0]) * kx),
            float((y + rows[0]) * ky),
            float((x + columns[-1] + 1) * kx),
            float((y + rows[-1] + 1) * ky),
        )
        if max(box.width, box.height) >= LEAST_ENTRY_PT:
            boxes.append(box)
    return tuple(sorted(boxes, key=lambda box: (box.y0, box.x0)))
