"""A scanned page becomes black print on white paper, level, with letters of the size OCR reads best.

In: an upright page image, grey or RGB, uint8. Out: a `CleanPage`: the work image, where its
pixels lie on the page, and what was noticed (red ink, blank page).

Order: red ink is lightened only where red is found, so that print under a seal survives; the
paper's shade is divided out, which removes shadows and most of what shows through from the back;
dark scan borders are cut; the letter height is measured and the skew estimated on the letters
alone (seals and rules mislead both), by the lines of a grid only where letters do not tell; one transform brings the page level and to size.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.connected import pieces_of
from pipeline.reading.ink import find_blue
from pipeline.reading.ink import find_red
from pipeline.reading.ink import lighten
from pipeline.reading.letters import COARSE_LETTER_PX
from pipeline.reading.letters import FAINT_SHADE
from pipeline.reading.letters import PRINT_SHADE
from pipeline.reading.letters import Letters
from pipeline.reading.letters import find_letters
from pipeline.reading.letters import skew_of
from pipeline.reading.rule_angle import angle_of_rules
from pipeline.reading.shades import count_shades
from pipeline.reading.shades import percentile
from pipeline.reading.work_frame import WorkFrame

__all__ = ["CleanPage", "Picture", "clean", "even_light", "stretch", "to_grey"]

Picture = npt.NDArray[np.uint8]

# Median height of printed letters, pixels, that tesseract's LSTM reads best (13-14 pt at 200 dpi).
TARGET_LETTER_PX = 20.0
# Scale that is not worth a resampling, and the furthest an image is blown up.
SCALE_SLACK, MAX_SCALE = 0.12, 4.0
# Print is no smaller than this, points.
LEAST_LETTER_PT = 2.5
# Resolutions that a work image has at least and at most, whatever specks are taken for letters.
WORK_DPI = (90.0, 420.0)
# Work images stay below this many pixels whatever the letters say.
MAX_WORK_PIXELS = 24_000_000
# The whitest and the darkest shade that may become paper, and the share of paper that is darker.
MOST_WHITE, COARSE_WHITE, LEAST_WHITE, DIRT_PERCENT = 238.0, 238.0, 180.0, 1.5
# What is darker than this share of the page's light shades, next to the edge, lies beside the paper;
# and the width of the shadow at the paper's edge, steps of four pixels.
BORDER_SHARE, BORDER_EDGE = 0.4, 5
# Borders are looked for among every so many pixels; fewer dark ones side by side are a speck.
BORDER_STEP, BORDER_LEAST = 4, 6
# Fewer letter-like specks than this make a blank page.
LEAST_LETTERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPage:
    """A page ready for OCR.

    Attributes:
        work: Grey work image, black on white, level, letters to size.
        with_red: The same with red ink kept; None where the page has no red.
        red: Red ink alone, black on white; None where the page has no red.
        blue: Mask (0/255) of blue ink in the page's own pixels; None where there is none.
        native: The clean page in its own resolution, not levelled.
        frame: Where work pixels lie on the page.
        letter_px: Median letter height in the work image, pixels; 0 for a blank page.
        letters: Boxes of the letters in the page's own pixels, n×4 (x, y, w, h).
        skew_degrees: The angle that was taken out, positive clockwise.
        blank: True where nothing looks like writing.
    """

    work: Picture
    with_red: Picture | None
    red: Picture | None
    blue: Picture | None
    native: Picture
    frame: WorkFrame
    letter_px: float
    letters: npt.NDArray[np.int32]
    skew_degrees: float
    blank: bool


def to_grey(image: Picture) -> Picture:
    """Return `image` (grey, RGB or RGBA) in grey."""
    if image.ndim == 2:
        return image
    if image.shape[2] == 1:
        return np.ascontiguousarray(image[:, :, 0])
    return np.asarray(cv2.cvtColor(image[:, :, :3], cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def clean(image: Picture, *, width_pt: float, height_pt: float) -> CleanPage:
    """Clean one upright page.

    Args:
        image: H×W grey or H×W×3 RGB, uint8.
        width_pt: The page's width, points.
        height_pt: The page's height, points.
    """
    grey = to_grey(image)
    red_mask = find_red(image)
    plain = grey if red_mask is None else lighten(image, red_mask, grey)
    even = _cut_borders(even_light(plain), plain)
    least_px = max(4.0, LEAST_LETTER_PT * grey.shape[1] / width_pt)
    letters = find_letters(even, least_px=least_px)
    flat = stretch(even, letters)
    scale = _scale_for(letters, flat, pt_per_px=width_pt / grey.shape[1])
    angle = skew_of(letters) or angle_of_rules(flat)
    ratio = (height_pt / grey.shape[0]) / (width_pt / grey.shape[1])
    forward, size = _transform(grey.shape, scale, ratio, angle)
    frame = WorkFrame(
        forward=forward,
        pt_per_px_x=width_pt / grey.shape[1],
        pt_per_px_y=height_pt / grey.shape[0],
        level_pt_per_px=width_pt / grey.shape[1] / scale,
    )
    with_red = red = None
    if red_mask is not None:
        with_red = _warp(
            stretch(_cut_borders(even_light(grey), grey), letters), forward, size, scale
        )
        red = _warp(_red_alone(image, red_mask), forward, size, scale)
    return CleanPage(
        work=_warp(flat, forward, size, scale),
        with_red=with_red,
        red=red,
        blue=find_blue(image),
        native=flat,
        frame=frame,
        letter_px=letters.height * scale,
        letters=letters.boxes,
        skew_degrees=angle,
        blank=letters.count < LEAST_LETTERS,
    )


def even_light(grey: Picture) -> Picture:
    """Divide the paper's shade out: paper becomes nearly white everywhere, ink keeps its share."""
    height, width = grey.shape
    step = max(1, round(min(height, width) / 400))
    across, down = max(8, width // step), max(8, height // step)
    # Whole steps: an average over a broken number of pixels takes six times as long.
    small = cv2.resize(
        grey[: down * step, : across * step], (across, down), interpolation=cv2.INTER_AREA
    )
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = np.maximum(paper, 40)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, paper, scale=255), dtype=np.uint8)


def stretch(flat: Picture, letters: Letters) -> Picture:
    """Clip paper, and what shines through it, to white; pull ink towards black.

    Fine strokes and marks are pale, so only as much is clipped as the paper away from print needs:
    little on a clean scan, much where the back shines through.

    Args:
        flat: An evenly lit page.
        letters: Its letters.
    """
    coarse = letters.height <= COARSE_LETTER_PX
    shade = FAINT_SHADE if coarse else PRINT_SHADE
    dark = np.asarray(cv2.threshold(flat, shade - 1, 1, cv2.THRESH_BINARY_INV)[1], np.uint8)
    reach = 2 * max(1, round(letters.height / 3)) + 1
    near = np.asarray(cv2.dilate(dark, np.ones((reach, reach), np.uint8)), np.uint8)
    half = np.ascontiguousarray(flat[::2, ::2])
    ink = count_shades(half, dark[::2, ::2])
    away = count_shades(half, np.bitwise_xor(near[::2, ::2], 1))
    if ink.sum() < 20 or away.sum() < 20:
        return flat
    white = percentile(away, DIRT_PERCENT)
    white = min(max(white, COARSE_WHITE if coarse else LEAST_WHITE), MOST_WHITE)
    black = min(percentile(ink, 20), PRINT_SHADE - 40.0)
    table = np.clip((np.arange(256) - black) * (255 / (white - black)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(flat, table), dtype=np.uint8)


def _red_alone(image: Picture, red_mask: Picture) -> Picture:
    """Return red ink alone, black on white: in green light red is dark."""
    out = np.full(red_mask.shape, 255, dtype=np.uint8)
    left, top, width, height = cv2.boundingRect(red_mask)
    place = np.s_[top : top + height, left : left + width]
    green = np.asarray(cv2.extractChannel(image[place], 1), dtype=np.uint8)
    inside = red_mask[place]
    counts = count_shades(green, inside)
    black, white = percentile(counts, 15), percentile(counts, 85)
    spread = max(white - black, 40.0)
    table = np.clip((np.arange(256) - black) * (255 / spread), 0, 255).astype(np.uint8)
    out[place] = cv2.bitwise_or(cv2.LUT(green, table), cv2.bitwise_not(inside))
    return out


def _cut_borders(flat: Picture, grey: Picture) -> Picture:
    """Whiten dark areas that touch the edge of the image and are too large for print.

    Even light makes grey grain of the black that a scanner sees beside the paper: what was far
    darker than the page before the light was evened is dark as well.
    """
    height, width = flat.shape
    black = BORDER_SHARE * percentile(count_shades(grey[::8, ::8]), 75)
    if not _has_dark_edge(flat, grey, black):
        return flat
    dark = _darkness(flat, grey, black)
    step = BORDER_STEP
    small = cv2.resize(dark, (width // step + 1, height // step + 1), interpolation=cv2.INTER_AREA)
    pieces = pieces_of(small)
    marks, stats = pieces.marks, pieces.stats
    rows, columns = small.shape
    large = np.zeros(len(stats), dtype=np.uint8)
    for index, (x, y, w, h, _area) in enumerate(stats[1:], start=1):
        touches = x <= 1 or y <= 1 or x + w >= columns - 1 or y + h >= rows - 1
        large[index] = touches and (w > 0.15 * columns or h > 0.15 * rows)
    if not large.any():
        return flat
    border = cv2.dilate(large[marks], np.ones((BORDER_EDGE, BORDER_EDGE), np.uint8))
    border = cv2.resize(border, (width, height), interpolation=cv2.INTER_NEAREST)
    out = flat.copy()
    out[border > 0] = 255
    return out


def _darkness(flat: Picture, grey: Picture, black: float) -> Picture:
    """Return 1 where the page is dark in even light, or was black before, else 0."""
    pale, deep = (
        cv2.threshold(picture, limit, 1, cv2.THRESH_BINARY_INV)[1]
        for picture, limit in ((flat, 109), (grey, np.ceil(black) - 1))
    )
    return np.asarray(cv2.bitwise_or(pale, deep), dtype=np.uint8)


def _has_dark_edge(flat: Picture, grey: Picture, black: float) -> bool:
    """Tell whether dark may touch the edge: specks of a few pixels never do in the coarse look.

    There a dark place has more than half of some four by four pixels; it may lie across five by five.
    """
    edges = (np.s_[:3], np.s_[-3:], np.s_[:, :3], np.s_[:, -3:])
    if not any(((flat[e] < 110) | (grey[e] < black)).any() for e in edges):
        return False
    if min(flat.shape) < BORDER_STEP * 20:
        return True
    deep = BORDER_STEP * 3
    for edge in (np.s_[:deep], np.s_[-deep:], np.s_[:, :deep], np.s_[:, -deep:]):
        dark = _darkness(flat[edge], grey[edge], black)
        near = cv2.boxFilter(dark, -1, (5, 5), normalize=False, borderType=cv2.BORDER_CONSTANT)
        if near.max() > BORDER_LEAST:
            return True
    return False


def _scale_for(letters: Letters, flat: Picture, *, pt_per_px: float) -> float:
    """Return the factor that brings letters to size, within what a page of print can need."""
    if letters.count < LEAST_LETTERS:
        scale = 1.0
    else:
        scale = min(TARGET_LETTER_PX / letters.height, MAX_SCALE)
        least, most = (dpi * pt_per_px / 72 for dpi in WORK_DPI)
        scale = min(max(scale, least), most)
    if abs(scale - 1) < SCALE_SLACK:
        scale = 1.0
    return float(min(scale, (MAX_WORK_PIXELS / flat.size) ** 0.5))


def _transform(
    shape: tuple[int, ...], scale: float, ratio: float, degrees: float
) -> tuple[npt.NDArray[np.float64], tuple[int, int]]:
    """Return the matrix from page to work pixels and the work image's (width, height)."""
    height, width = shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale * ratio)))
    stretch = np.array([[scale, 0, 0], [0, scale * ratio, 0], [0, 0, 1.0]])
    if not degrees:
        return stretch[:2].astype(np.float64), size
    turn = np.eye(3)
    turn[:2] = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), degrees, 1.0)
    return (turn @ stretch)[:2].astype(np.float64), size


def _warp(
    flat: Picture, forward: npt.NDArray[np.float64], size: tuple[int, int], scale: float
) -> Picture:
    """Resize (area average when shrinking, cubic when growing), then turn."""
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = flat if size == flat.shape[::-1] else cv2.resize(flat, size, interpolation=how)
    if not forward[0, 1]:
        return np.asarray(sized, dtype=np.uint8)
    unscaled = forward.copy()
    unscaled[:, 0] *= flat.shape[1] / size[0]
    unscaled[:, 1] *= flat.shape[0] / size[1]
    turned = cv2.warpAffine(
        sized,
        unscaled,
        size,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    return np.asarray(turned, dtype=np.uint8)
