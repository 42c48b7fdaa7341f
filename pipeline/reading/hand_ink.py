"""The ink that was put into a blank by pen or stamp, apart from the print around it.

In: the page image and a `Place`. Out: an `InkStrip`: the ink of the place and its surroundings,
brought to one size, and whether its colour alone tells it from print.

A blue or violet pen or stamp is known by its colour, and then it may run through print and over
the ends of the blank. Black and grey ink is known only by where it stands: between the printed
words, on or near the line, not long and flat as a rule, not a row of dots.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from pipeline.reading.hand_places import Place

__all__ = ["EM_PX", "InkStrip", "cut_strip"]

Ink = npt.NDArray[np.float32]
Picture = npt.NDArray[np.uint8]

# Size the ink is brought to: pixels of an em; digits are then some 45 to 60 pixels tall.
EM_PX = 64
MOST_SCALE = 8.0
# How far a strip reaches above and below the base line, and beyond the blank's ends, ems.
ABOVE_EM, BELOW_EM, BESIDE_EM = 1.75, 0.7, 0.8
# Blue over red, and blue over green, of pen ink, as shares of the paper's white.
BLUE_MARGIN, VIOLET_MARGIN = 0.09, 0.09
RED_MARGIN = 0.14
# Square ems of coloured ink that make an entry, and share of all ink where print may be tinted.
LEAST_COLOURED_EM2 = 0.035
INK_LEVEL = 0.35
# Ink paler than this is the paper's grain.
PALEST = 0.25
# The printed slash: leans by these shares of its height, is looked for this far from its estimate,
# stands this clear of its neighbours and is this thick, ems; and how dark its line must be.
SLASH_SLOPES = (0.3, 0.38, 0.46)
SLASH_REACH_EM, SLASH_CLEAR_EM, SLASH_HALF_EM = 0.9, 0.13, 0.06
LEAST_SLASH = 0.4
# How much coarser than a strip its paper is looked at.
COARSER = 4
# More ink than this share of a strip is a dark corner or a picture, no writing.
MOST_INK_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class InkStrip:
    """Ink around a blank, `EM_PX` pixels to the em.

    Attributes:
        ink: H×W, 0 paper to 1 dark; in a coloured strip only the coloured ink.
        coloured: True where colour tells the entry from print.
        x0, x1: Ends of the blank in the strip, pixels.
        base: Base line in the strip, pixels.
        left_pt, top_pt: Where the strip's corner lies on the page, points.
        pt_per_px: Points of a strip pixel.
        sharp: Pixels of an em in the scan itself.
    """

    ink: Ink
    coloured: bool
    x0: float
    x1: float
    base: float
    left_pt: float
    top_pt: float
    pt_per_px: float
    sharp: float

    def to_page(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a box of strip pixels in points of the page."""
        k = self.pt_per_px
        return Box(
            self.left_pt + x0 * k, self.top_pt + y0 * k, self.left_pt + x1 * k, self.top_pt + y1 * k
        )


def _resized(crop: Picture, scale_x: float, scale_y: float) -> Picture:
    size = (max(4, round(crop.shape[1] * scale_x)), max(4, round(crop.shape[0] * scale_y)))
    how = cv2.INTER_CUBIC if scale_x > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(np.ascontiguousarray(crop), size, interpolation=how), np.uint8)


def cut_strip(
    image: Picture,
    place: Place,
    *,
    page_width_pt: float,
    page_height_pt: float,
    by_colour: bool = True,
) -> InkStrip | None:
    """Return the ink in and around `place`; None where there is no writing to be had.

    Args:
        image: The upright page, grey or RGB, uint8.
        place: The blank, points.
        page_width_pt: Width of the page, points.
        page_height_pt: Its height, points.
        by_colour: False to take all ink that stands in the blank, whatever its colour: a stamp of
            a dark blue is half taken for print.
    """
    height, width = image.shape[:2]
    kx, ky = page_width_pt / width, page_height_pt / height
    left = max(0, int((place.x0 - BESIDE_EM * place.em) / kx))
    right = min(width, int((place.x1 + BESIDE_EM * place.em) / kx) + 1)
    top = max(0, int((place.base - ABOVE_EM * place.em) / ky))
    bottom = min(height, int((place.base + BELOW_EM * place.em) / ky) + 1)
    if right - left < 6 or bottom - top < 6:
        return None
    scale_x, scale_y = EM_PX / (place.em / kx), EM_PX / (place.em / ky)
    if max(scale_x, scale_y) > MOST_SCALE:
        return None
    shades = _by_paper(_resized(image[top:bottom, left:right], scale_x, scale_y))
    ink = _stretch(1.0 - shades.min(axis=2))
    if float((ink > 0.5).mean()) > MOST_INK_SHARE:
        return None
    strip_px = place.em / EM_PX
    x0, x1 = (place.x0 - left * kx) / strip_px, (place.x1 - left * kx) / strip_px
    ink = np.where(_is_red(shades), 0, ink).astype(np.float32)
    tinted = _coloured_share(shades, ink)
    pen = ((tinted > 0.5) & (ink > INK_LEVEL))[:, max(0, int(x0)) : int(x1) + 1]
    coloured = by_colour and float(pen.sum()) > LEAST_COLOURED_EM2 * EM_PX**2
    if coloured:
        ink = (ink * tinted).astype(np.float32)
    base = (place.base - top * ky) / strip_px
    if not place.firm and not coloured:
        ink, x1 = _without_slash(ink, x1, base)
    return InkStrip(
        ink=_to_own_dark(ink, x0, x1, base),
        coloured=coloured,
        x0=x0,
        x1=x1,
        base=base,
        left_pt=left * kx,
        top_pt=top * ky,
        pt_per_px=strip_px,
        sharp=place.em / max(kx, ky),
    )


def _by_paper(picture: Picture) -> Ink:
    """Return H×W×3 shades with the paper's own shade divided out: paper 1, black 0."""
    if picture.ndim == 3 and not _is_grey(picture):
        return _shades(np.ascontiguousarray(picture[:, :, :3]))
    grey = _shades(np.ascontiguousarray(picture if picture.ndim == 2 else picture[:, :, 0]))
    return np.repeat(grey[:, :, None], 3, axis=2)


def _is_grey(picture: Picture) -> bool:
    red, green, blue = (picture[:, :, colour] for colour in range(3))
    return np.array_equal(red, green) and np.array_equal(red, blue)


def _shades(colours: Picture) -> Ink:
    side = EM_PX // 2 * 2 + 1
    paper = cv2.dilate(cv2.medianBlur(colours, 5), np.ones((side, side), np.uint8))
    # Shades that change over an em say the same at a quarter of the size, for a tenth of the time.
    size = paper.shape[1], paper.shape[0]
    few = max(1, size[0] // COARSER), max(1, size[1] // COARSER)
    coarse = cv2.resize(paper.astype(np.float32), few, interpolation=cv2.INTER_AREA)
    coarse = cv2.GaussianBlur(coarse, (0, 0), EM_PX / 3 / COARSER)
    paper = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR)
    shades = colours.astype(np.float32) / np.maximum(paper, 40.0)
    return np.asarray(np.clip(shades, 0, 1), dtype=np.float32)


def _stretch(ink: Ink) -> Ink:
    """Return ink from 0 (paper with its grain) to 1 (the dark of the strip)."""
    grain = float(np.median(ink))
    dark = float(np.percentile(ink, 98.5))
    if dark - grain < 0.12:
        return np.zeros_like(ink)
    return np.asarray(np.clip((ink - grain) / (dark - grain), 0, 1), dtype=np.float32)


def _to_own_dark(ink: Ink, x0: float, x1: float, base: float) -> Ink:
    """Stretch to the blank's own dark: a pencil or a drying pen is paler than the print beside it."""
    top, bottom = max(0, round(base - 1.2 * EM_PX)), round(base + 0.3 * EM_PX)
    own = ink[top:bottom, max(0, round(x0)) : max(1, round(x1))]
    some = own[own > PALEST]
    if some.size < 20:
        return ink
    dark = float(np.percentile(some, 85))
    return np.asarray(np.clip(ink / max(dark, PALEST), 0, 1), dtype=np.float32)


def _without_slash(ink: Ink, x1: float, base: float) -> tuple[Ink, float]:
    """Find the printed slash where its place is only estimated; return the ink left of it.

    A slash of print is a thin straight line of known slope and height. It may touch the last
    digit, so it is looked for along its line and taken out, not told apart as a piece.
    """
    width = ink.shape[1]
    rows = np.arange(max(0, round(base - 0.64 * EM_PX)), max(1, round(base - 0.04 * EM_PX)))
    best, found = 0.0, None
    for slope in SLASH_SLOPES:
        shift = (base - rows) * slope
        for foot in range(round(x1 - SLASH_REACH_EM * EM_PX), round(x1 + SLASH_REACH_EM * EM_PX)):
            on = _along(ink, rows, foot + shift, width)
            beside = max(
                _along(ink, rows, foot + shift + side, width)
                for side in (-SLASH_CLEAR_EM * EM_PX, SLASH_CLEAR_EM * EM_PX)
            )
            value = on - 0.7 * beside - 0.25 * abs(foot - x1) / EM_PX
            if value > best:
                best, found = value, (foot, slope)
    if found is None or best < LEAST_SLASH:
        return ink, x1
    foot, slope = found
    columns = np.arange(width)[None, :]
    line = foot + (base - np.arange(ink.shape[0])[:, None]) * slope
    kept = np.where(columns > line - SLASH_HALF_EM * EM_PX, 0, ink).astype(np.float32)
    return kept, foot + 0.35 * slope * EM_PX


def _along(
    ink: Ink, rows: npt.NDArray[np.int64], xs: npt.NDArray[np.floating], width: int
) -> float:
    columns = np.round(xs).astype(int)
    inside = (columns >= 0) & (columns < width)
    if inside.sum() < len(rows):
        return 0.0
    return float(ink[rows, columns].mean())


def _is_red(shades: Ink) -> npt.NDArray[np.bool_]:
    red, green, blue = shades[:, :, 0], shades[:, :, 1], shades[:, :, 2]
    return (red - np.maximum(green, blue)) > RED_MARGIN


def _coloured_share(shades: Ink, ink: Ink) -> Ink:
    """Return how surely each pixel is blue or violet ink, 0 to 1, by the colour around it."""
    red, green, blue = shades[:, :, 0], shades[:, :, 1], shades[:, :, 2]
    margin = np.maximum((blue - red) / BLUE_MARGIN, (blue - green) / VIOLET_MARGIN)
    # Scanners fringe black print with colour: the mean over a stroke's width tells ink from fringe.
    weight = ink + 1e-3
    reach = (0, 0)
    mean = cv2.GaussianBlur(margin * weight, reach, 3.0) / cv2.GaussianBlur(weight, reach, 3.0)
    return np.asarray(np.clip((mean - 0.6) / 0.5, 0, 1), dtype=np.float32)
