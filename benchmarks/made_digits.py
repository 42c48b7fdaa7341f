"""Made pictures of single digits, by pen and by stamp, and of what is no digit.

In: a seeded random generator. Out: ink pictures (float32, 0 paper to 1 ink) with their class.

Pen digits are drawn from stroke skeletons in the ways of writing that are usual in Vietnam and in
Europe (crossed 7, open 4, 1 with a long lead-in, 2 with a loop, straight 9 …): every control point
is jittered, then the whole is slanted, turned, stretched and warped, and drawn by a pen of random
width. Stamped digits come from fonts. What is no digit (class 10) are pieces of digits, pairs of
digits, print letters, slashes, rules and specks: whatever a wrong cut through a line can yield.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

__all__ = ["REJECT", "draw_pen_digit", "draw_stamp_digit", "make_sample"]

Ink = npt.NDArray[np.float32]
Stroke = tuple[tuple[float, float], ...]

REJECT = 10
SIDE = 64
FONT_FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
)
# Letters and signs of print that stand beside a number.
PRINT_SIGNS = "/-:;.,QĐUBNDKTHCVSốngàyămthKTrPCLGMX()*"

# Skeletons: x to the right, y down, in a unit box; a stroke is a smooth curve through its points.
# Strokes that share a point keep sharing it when the points are jittered, which makes corners.
# fmt: off
SKELETONS: dict[int, tuple[tuple[Stroke, ...], ...]] = {
    0: (
        (((0.5, 0.0), (0.15, 0.2), (0.05, 0.6), (0.4, 1.0), (0.85, 0.75), (0.9, 0.3), (0.5, 0.0)),),
        (((0.6, 0.0), (0.25, 0.15), (0.1, 0.6), (0.35, 1.0), (0.75, 0.8), (0.8, 0.3), (0.5, 0.02), (0.35, 0.12)),),
        (((0.45, 0.05), (0.1, 0.35), (0.15, 0.85), (0.5, 1.0), (0.85, 0.7), (0.85, 0.25), (0.6, 0.0), (0.4, 0.0)),),
        (((0.7, 0.1), (0.35, 0.02), (0.05, 0.4), (0.2, 0.9), (0.6, 0.98), (0.95, 0.55), (0.7, 0.1), (0.85, 0.02)),),
    ),
    1: (
        (((0.5, 0.0), (0.5, 0.5), (0.48, 1.0)),),
        (((0.3, 0.25), (0.5, 0.0)), ((0.5, 0.0), (0.5, 0.5), (0.48, 1.0))),
        (((0.05, 0.5), (0.35, 0.25), (0.55, 0.0)), ((0.55, 0.0), (0.52, 0.5), (0.5, 1.0))),
        (((0.0, 0.75), (0.3, 0.4), (0.55, 0.0)), ((0.55, 0.0), (0.55, 0.5), (0.55, 1.0))),
        (((0.3, 0.22), (0.5, 0.0)), ((0.5, 0.0), (0.5, 0.5), (0.5, 1.0)), ((0.25, 1.0), (0.75, 0.98))),
        (((0.1, 0.4), (0.3, 0.28), (0.5, 0.0)), ((0.5, 0.0), (0.48, 0.5), (0.42, 1.0))),
        (((0.45, 0.0), (0.55, 0.5), (0.5, 1.0)),),
        (((0.25, 0.2), (0.45, 0.1), (0.55, 0.0)), ((0.55, 0.0), (0.5, 0.6), (0.52, 0.9), (0.65, 1.0))),
    ),
    2: (
        (((0.1, 0.25), (0.35, 0.02), (0.75, 0.08), (0.8, 0.35), (0.5, 0.65), (0.05, 1.0)), ((0.05, 1.0), (0.5, 0.98), (0.95, 0.97))),
        (((0.1, 0.28), (0.35, 0.02), (0.75, 0.1), (0.75, 0.4), (0.35, 0.85), (0.08, 0.95), (0.1, 0.78), (0.35, 0.8), (0.65, 0.98), (0.95, 0.9)),),
        (((0.2, 0.2), (0.45, 0.0), (0.75, 0.15), (0.65, 0.5), (0.2, 0.95)), ((0.2, 0.95), (0.4, 0.88), (0.7, 1.0), (1.0, 0.88))),
        (((0.05, 0.2), (0.4, 0.0), (0.8, 0.2), (0.55, 0.6), (0.15, 0.98), (0.0, 0.85), (0.2, 0.75), (0.5, 0.9), (1.0, 1.0)),),
        (((0.15, 0.35), (0.2, 0.1), (0.5, 0.0), (0.8, 0.15), (0.7, 0.5), (0.3, 0.85), (0.1, 1.0)), ((0.1, 1.0), (0.45, 0.92), (0.9, 1.0))),
        (((0.3, 0.3), (0.1, 0.2), (0.35, 0.02), (0.75, 0.15), (0.6, 0.55), (0.1, 1.0)), ((0.1, 1.0), (0.5, 0.97), (0.9, 1.0))),
        (((0.3, 0.2), (0.55, 0.0), (0.75, 0.15), (0.55, 0.6), (0.25, 0.95), (0.02, 0.95), (0.05, 0.72), (0.35, 0.7), (0.65, 0.9), (1.05, 0.95)),),
        (((0.2, 0.3), (0.4, 0.02), (0.8, 0.12), (0.7, 0.5), (0.4, 0.9), (0.1, 1.0), (0.0, 0.85), (0.25, 0.75), (0.6, 1.0), (0.95, 0.8)),),
    ),
    3: (
        (((0.15, 0.12), (0.5, 0.0), (0.8, 0.2), (0.4, 0.46)), ((0.4, 0.46), (0.85, 0.65), (0.65, 0.97), (0.05, 0.9))),
        (((0.1, 0.02), (0.5, 0.02), (0.85, 0.0)), ((0.85, 0.0), (0.6, 0.22), (0.4, 0.4)), ((0.4, 0.4), (0.85, 0.55), (0.75, 0.92), (0.4, 1.0), (0.05, 0.9))),
        (((0.15, 0.15), (0.45, 0.0), (0.75, 0.18), (0.55, 0.42), (0.35, 0.5), (0.5, 0.42), (0.8, 0.6), (0.7, 0.92), (0.3, 1.0), (0.05, 0.85)),),
        (((0.2, 0.08), (0.6, 0.0), (0.85, 0.15), (0.6, 0.4), (0.4, 0.45)), ((0.4, 0.45), (0.75, 0.55), (0.85, 0.8), (0.5, 1.15), (0.0, 1.05))),
        (((0.25, 0.1), (0.6, 0.0), (0.8, 0.2), (0.5, 0.42), (0.35, 0.4), (0.45, 0.38), (0.75, 0.6), (0.55, 0.95), (0.05, 1.0)),),
        (((0.2, 0.15), (0.45, 0.0), (0.7, 0.1), (0.6, 0.3), (0.35, 0.42)), ((0.35, 0.42), (0.8, 0.5), (0.9, 0.75), (0.6, 1.0), (0.05, 0.95))),
        (((0.3, 0.05), (0.75, 0.05), (0.65, 0.25), (0.35, 0.4)), ((0.35, 0.4), (0.7, 0.45), (0.75, 0.75), (0.4, 1.0), (0.0, 0.9))),
    ),
    4: (
        (((0.45, 0.0), (0.25, 0.35), (0.05, 0.65)), ((0.05, 0.65), (0.5, 0.64), (0.95, 0.6)), ((0.7, 0.3), (0.65, 0.65), (0.62, 1.0))),
        (((0.7, 0.0), (0.4, 0.35), (0.05, 0.68)), ((0.05, 0.68), (0.5, 0.68), (1.0, 0.66)), ((0.7, 0.0), (0.7, 0.5), (0.68, 1.0))),
        (((0.15, 0.0), (0.08, 0.25), (0.05, 0.5)), ((0.05, 0.5), (0.4, 0.52), (0.8, 0.48)), ((0.8, 0.0), (0.77, 0.5), (0.75, 1.0))),
        (((0.15, 0.05), (0.1, 0.4), (0.4, 0.55), (0.8, 0.4)), ((0.88, 0.0), (0.8, 0.4), (0.75, 1.0))),
        (((0.5, 0.0), (0.3, 0.3), (0.0, 0.75)), ((0.0, 0.75), (0.5, 0.72), (1.05, 0.7)), ((0.75, 0.4), (0.65, 0.7), (0.6, 1.05))),
        (((0.4, 0.0), (0.2, 0.3), (0.1, 0.55)), ((0.1, 0.55), (0.45, 0.58), (0.9, 0.5)), ((0.8, 0.15), (0.7, 0.5), (0.6, 1.0))),
        (((0.45, 0.0), (0.1, 0.5), (0.2, 0.62), (0.95, 0.5)), ((0.75, 0.2), (0.65, 0.6), (0.6, 1.0))),
        (((0.2, 0.0), (0.15, 0.3), (0.0, 0.6)), ((0.0, 0.6), (0.4, 0.55), (0.85, 0.5)), ((0.85, 0.05), (0.75, 0.5), (0.65, 1.0))),
    ),
    5: (
        (((0.25, 0.0), (0.55, 0.02), (0.9, 0.0)), ((0.25, 0.0), (0.22, 0.2), (0.18, 0.42)), ((0.18, 0.42), (0.6, 0.38), (0.88, 0.65), (0.6, 0.97), (0.05, 0.92))),
        (((0.85, 0.03), (0.3, 0.05), (0.2, 0.4), (0.65, 0.45), (0.85, 0.72), (0.5, 1.0), (0.05, 0.9)),),
        (((0.3, 0.08), (0.25, 0.25), (0.2, 0.45)), ((0.2, 0.45), (0.65, 0.42), (0.85, 0.7), (0.55, 1.0), (0.05, 0.92)), ((0.35, 0.06), (0.65, 0.04), (0.98, 0.0))),
        (((0.4, 0.1), (0.3, 0.3), (0.15, 0.5)), ((0.15, 0.5), (0.55, 0.42), (0.8, 0.7), (0.45, 1.0), (0.0, 0.95)), ((0.4, 0.1), (0.7, 0.12), (1.05, 0.02))),
        (((0.95, 0.0), (0.6, 0.04), (0.32, 0.02)), ((0.32, 0.02), (0.25, 0.25), (0.22, 0.42)), ((0.22, 0.42), (0.55, 0.35), (0.82, 0.55), (0.75, 0.9), (0.35, 1.02), (0.08, 0.85))),
    ),
    6: (
        (((0.75, 0.02), (0.35, 0.25), (0.1, 0.65), (0.3, 0.98), (0.75, 0.88), (0.8, 0.6), (0.45, 0.5), (0.12, 0.72)),),
        (((0.6, 0.0), (0.25, 0.35), (0.1, 0.75), (0.4, 1.0), (0.75, 0.82), (0.65, 0.6), (0.35, 0.6), (0.12, 0.8)),),
        (((0.85, 0.05), (0.5, 0.05), (0.15, 0.4), (0.1, 0.8), (0.45, 1.0), (0.85, 0.8), (0.7, 0.52), (0.35, 0.55), (0.15, 0.75)),),
        (((0.55, 0.0), (0.2, 0.5), (0.15, 0.85), (0.5, 1.0), (0.9, 0.8), (0.75, 0.55), (0.4, 0.6), (0.25, 0.85)),),
        (((0.95, 0.1), (0.6, 0.0), (0.2, 0.35), (0.1, 0.8), (0.4, 1.0), (0.65, 0.8), (0.5, 0.62), (0.2, 0.72)),),
    ),
    7: (
        (((0.05, 0.05), (0.5, 0.04), (0.9, 0.0)), ((0.9, 0.0), (0.6, 0.5), (0.4, 1.0))),
        (((0.05, 0.05), (0.5, 0.04), (0.85, 0.0)), ((0.85, 0.0), (0.6, 0.5), (0.4, 1.0)), ((0.25, 0.52), (0.6, 0.48), (0.92, 0.44))),
        (((0.1, 0.22), (0.14, 0.04)), ((0.14, 0.04), (0.5, 0.06), (0.9, 0.0)), ((0.9, 0.0), (0.65, 0.45), (0.5, 1.0)), ((0.3, 0.5), (0.6, 0.48), (0.95, 0.46))),
        (((0.0, 0.12), (0.25, 0.0), (0.5, 0.1), (0.9, 0.02)), ((0.9, 0.02), (0.6, 0.4), (0.45, 1.0)), ((0.2, 0.55), (0.55, 0.5), (0.95, 0.5))),
        (((0.05, 0.1), (0.45, 0.06), (0.8, 0.05), (0.75, 0.3), (0.5, 0.6), (0.4, 1.0)), ((0.2, 0.56), (0.55, 0.52), (0.9, 0.5))),
        (((0.1, 0.2), (0.14, 0.02)), ((0.14, 0.02), (0.5, 0.04), (0.85, 0.0)), ((0.85, 0.0), (0.62, 0.5), (0.55, 1.0))),
        (((0.0, 0.25), (0.3, 0.08), (0.75, 0.05)), ((0.75, 0.05), (0.55, 0.5), (0.45, 1.0)), ((0.15, 0.62), (0.55, 0.5), (1.0, 0.4))),
        (((0.2, 0.15), (0.5, 0.05), (0.8, 0.05)), ((0.8, 0.05), (0.6, 0.45), (0.35, 1.0)), ((0.1, 0.45), (0.5, 0.42), (0.85, 0.38))),
        (((0.15, 0.08), (0.4, 0.16), (0.65, 0.08)), ((0.65, 0.08), (0.45, 0.5), (0.25, 1.0)), ((0.2, 0.45), (0.6, 0.32), (1.2, 0.02))),
        (((0.1, 0.1), (0.4, 0.05), (0.8, 0.0)), ((0.8, 0.0), (0.6, 0.5), (0.5, 1.0)), ((0.3, 0.6), (0.7, 0.45), (1.15, 0.25))),
    ),
    8: (
        (((0.75, 0.12), (0.4, 0.0), (0.15, 0.22), (0.5, 0.47), (0.85, 0.75), (0.5, 1.0), (0.12, 0.78), (0.45, 0.5), (0.8, 0.25), (0.75, 0.12)),),
        (((0.5, 0.0), (0.2, 0.2), (0.5, 0.45), (0.8, 0.2), (0.5, 0.0)), ((0.5, 0.45), (0.1, 0.72), (0.5, 1.0), (0.9, 0.72), (0.5, 0.45))),
        (((0.9, 0.05), (0.45, 0.0), (0.2, 0.22), (0.5, 0.48), (0.75, 0.78), (0.4, 1.0), (0.15, 0.75), (0.5, 0.48), (0.85, 0.08)),),
        (((0.65, 0.1), (0.3, 0.02), (0.2, 0.25), (0.6, 0.55), (0.7, 0.85), (0.35, 1.0), (0.1, 0.8), (0.4, 0.5), (0.7, 0.25), (0.6, 0.02)),),
        (((0.7, 0.05), (0.35, 0.1), (0.25, 0.3), (0.55, 0.5), (0.7, 0.8), (0.4, 1.0), (0.2, 0.8), (0.5, 0.5), (0.85, 0.3), (0.8, 0.05), (0.5, 0.0)),),
    ),
    9: (
        (((0.8, 0.18), (0.45, 0.0), (0.1, 0.25), (0.35, 0.5), (0.8, 0.22)), ((0.82, 0.1), (0.8, 0.55), (0.76, 1.0))),
        (((0.8, 0.15), (0.4, 0.0), (0.1, 0.25), (0.4, 0.48), (0.8, 0.15), (0.8, 0.55), (0.6, 0.95), (0.1, 0.95)),),
        (((0.75, 0.15), (0.4, 0.02), (0.12, 0.3), (0.4, 0.5), (0.75, 0.25)), ((0.78, 0.1), (0.8, 0.6), (0.6, 1.0), (0.2, 0.95))),
        (((0.85, 0.2), (0.5, 0.0), (0.2, 0.2), (0.35, 0.45), (0.75, 0.35), (0.85, 0.15), (0.7, 0.6), (0.4, 1.0)),),
        (((0.7, 0.1), (0.3, 0.05), (0.1, 0.35), (0.4, 0.5), (0.75, 0.2), (0.72, 0.6), (0.45, 1.05), (0.0, 1.0), (0.1, 0.8)),),
        (((0.75, 0.08), (0.4, 0.02), (0.1, 0.28), (0.35, 0.5), (0.7, 0.38)), ((0.85, 0.05), (0.85, 0.5), (0.75, 0.9), (0.15, 1.0))),
        (((0.8, 0.1), (0.35, 0.05), (0.1, 0.3), (0.4, 0.48), (0.85, 0.1), (0.9, 0.6), (0.7, 0.95), (0.35, 1.0), (0.05, 0.97)),),
    ),
}
# fmt: on


@cache
def _fonts() -> tuple[Path, ...]:
    found = [p for folder in FONT_FOLDERS for p in sorted(Path(folder).glob("*.ttf"))]
    if not found:
        raise FileNotFoundError("no Liberation fonts: install fonts-liberation2")
    return tuple(found)


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def _smooth(points: npt.NDArray[np.float64], steps: int = 8) -> npt.NDArray[np.float64]:
    """Return a Catmull-Rom curve through `points`."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    return np.vstack([*pieces, points[-1:]])


def draw_pen_digit(
    digit: int,
    rng: np.random.Generator,
    *,
    height: int = SIDE,
    pen: float | None = None,
    slant: float | None = None,
) -> Ink:
    """Return `digit` as written by a pen, cropped to its ink.

    Args:
        digit: 0 to 9.
        rng: Source of chance; the same state gives the same picture.
        height: Height of the digit, pixels, roughly.
        pen: Width of the pen as a share of the height; by chance when None.
        slant: Shear to the right; by chance when None.
    """
    forms = SKELETONS[digit]
    form = forms[rng.integers(len(forms))]
    jitter = rng.uniform(0.015, 0.06)
    moved: dict[tuple[float, float], npt.NDArray[np.float64]] = {}
    curves = []
    lean = rng.uniform(-0.15, 0.55) if slant is None else slant + rng.normal(0, 0.05)
    angle = np.radians(rng.normal(0, 4))
    width = rng.uniform(0.45, 0.95) * (0.8 if digit == 1 else 1.0)
    warp = rng.normal(0, 0.05, size=4)
    for stroke in form:
        for point in stroke:
            if point not in moved:
                moved[point] = np.array(point) + rng.normal(0, jitter, 2)
        ends = rng.normal(0, 0.03, (2, 2))
        points = np.array([moved[p] for p in stroke])
        if rng.random() < 0.3:
            points[0] += ends[0]
            points[-1] += ends[1]
        xy = _smooth(points)
        x, y = xy[:, 0] - 0.5, xy[:, 1] - 0.5
        x = x + warp[0] * np.sin(3 * y + warp[1] * 20)
        y = y + warp[2] * np.sin(3 * x + warp[3] * 20)
        x = x * width - lean * y
        c, s = np.cos(angle), np.sin(angle)
        curves.append(np.stack([c * x - s * y, s * x + c * y], axis=1) * height)
    return _ink(curves, height * (rng.uniform(0.04, 0.17) if pen is None else pen), rng)


def _ink(curves: list[npt.NDArray[np.float64]], pen_px: float, rng: np.random.Generator) -> Ink:
    every = np.vstack(curves)
    low = every.min(axis=0) - pen_px - 3
    size = np.ceil(every.max(axis=0) + pen_px + 3 - low).astype(int)
    canvas = np.zeros((max(size[1], 4), max(size[0], 4)), np.uint8)
    change = rng.uniform(0, 0.35)
    for curve in curves:
        shifted = np.round((curve - low) * 16).astype(np.int32)
        if change < 0.12:
            cv2.polylines(canvas, [shifted], False, 255, max(1, round(pen_px)), cv2.LINE_AA, 4)
            continue
        # The pen is broad and thin by direction, as a nib or pressure makes it.
        steps = np.diff(curve, axis=0)
        down = np.abs(steps[:, 1]) / (np.hypot(steps[:, 0], steps[:, 1]) + 1e-6)
        for a, b, share in zip(shifted, shifted[1:], down, strict=False):
            w = max(1, round(pen_px * (1 - change + 2 * change * share)))
            cv2.line(canvas, a.tolist(), b.tolist(), 255, w, cv2.LINE_AA, 4)
    return _crop(canvas.astype(np.float32) / 255)


def _crop(ink: Ink, level: float = 0.2) -> Ink:
    rows, columns = (ink > level).any(axis=1), (ink > level).any(axis=0)
    if not rows.any():
        return ink
    y, x = np.flatnonzero(rows), np.flatnonzero(columns)
    return ink[y[0] : y[-1] + 1, x[0] : x[-1] + 1]


def _draw_text(text: str, rng: np.random.Generator, height: int) -> Ink:
    fonts = _fonts()
    font = _font(fonts[rng.integers(len(fonts))], height)
    box = font.getbbox(text)
    picture = Image.new("L", (int(box[2]) + 8, int(box[3]) + 8), 0)
    ImageDraw.Draw(picture).text((2, 2), text, fill=255, font=font)
    return _crop(np.asarray(picture, dtype=np.float32) / 255)


def draw_stamp_digit(digit: int, rng: np.random.Generator, *, height: int = SIDE) -> Ink:
    """Return `digit` as a numbering machine or a rubber stamp puts it, cropped to its ink."""
    ink = _draw_text(str(digit), rng, round(height * 1.35))
    stretch = rng.uniform(0.6, 1.15)
    ink = cv2.resize(ink, (max(3, round(ink.shape[1] * stretch)), ink.shape[0])).astype(np.float32)
    size = int(rng.integers(1, max(2, height // 14)))
    kernel = np.ones((size, size), np.uint8)
    ink = (cv2.erode if rng.random() < 0.4 else cv2.dilate)(ink, kernel).astype(np.float32)
    return _crop(_turn(ink, rng.normal(0, 6), rng.uniform(-0.1, 0.15)))


def _turn(ink: Ink, degrees: float, lean: float) -> Ink:
    height, width = ink.shape
    pad = max(height, width) // 2 + 2
    padded = np.pad(ink, pad)
    h, w = padded.shape
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0)
    shear = np.array([[1, -lean, lean * h / 2], [0, 1, 0], [0, 0, 1]])
    full = np.vstack([matrix, [0, 0, 1]]) @ shear
    return np.asarray(cv2.warpAffine(padded, full[:2], (w, h)), dtype=np.float32)


def _any_digit(rng: np.random.Generator) -> Ink:
    digit = int(rng.integers(10))
    return draw_stamp_digit(digit, rng) if rng.random() < 0.2 else draw_pen_digit(digit, rng)


def _beside(left: Ink, right: Ink, gap: int) -> Ink:
    """Put two pictures side by side on one base line, `gap` pixels apart (negative: overlapping)."""
    height = max(left.shape[0], right.shape[0])
    start = max(0, left.shape[1] + gap)
    out = np.zeros((height, max(left.shape[1], start + right.shape[1])), np.float32)
    y = height - left.shape[0]
    out[y:, : left.shape[1]] = left
    y = height - right.shape[0]
    part = out[y:, start : start + right.shape[1]]
    np.maximum(part, right, out=part)
    return out


def _no_digit(rng: np.random.Generator) -> Ink:
    """Return ink that is not exactly one digit."""
    kind = rng.random()
    if kind < 0.38:
        return _crop(_beside(_any_digit(rng), _any_digit(rng), int(rng.integers(-14, 14))))
    if kind < 0.62:
        ink = _any_digit(rng)
        cut = int(ink.shape[1] * rng.uniform(0.25, 0.65))
        half = ink[:, :cut] if rng.random() < 0.5 else ink[:, cut:]
        return _crop(half) if half.size and half.max() > 0.3 else half + 0.0
    if kind < 0.87:
        count = 1 if rng.random() < 0.75 else 2
        signs = rng.choice(list(PRINT_SIGNS), size=count)
        return _crop(
            _turn(_draw_text("".join(signs), rng, 60), rng.normal(0, 3), rng.uniform(0, 0.3))
        )
    if kind < 0.94:
        ink = np.zeros((SIDE, SIDE), np.float32)
        y = int(rng.integers(5, SIDE - 5))
        cv2.line(
            ink, (0, y), (SIDE - 1, y + int(rng.integers(-6, 7))), 1.0, int(rng.integers(1, 8))
        )
        return _crop(ink)
    ink = np.zeros((SIDE, SIDE), np.float32)
    for _ in range(int(rng.integers(1, 5))):
        centre = rng.integers(8, SIDE - 8, 2).tolist()
        cv2.ellipse(ink, centre, rng.integers(2, 10, 2).tolist(), 0, 0, 360, 1.0, -1)
    return _crop(ink)


def _with_neighbour(ink: Ink, rng: np.random.Generator) -> Ink:
    """Add a sliver of a neighbour, a rule or a speck, as cuts leave them."""
    kind = rng.random()
    out = np.pad(ink, ((3, 3), (6, 6)))
    h, w = out.shape
    if kind < 0.6:
        other = _any_digit(rng)
        width = min(other.shape[1], max(2, int(w * rng.uniform(0.03, 0.14))))
        piece = other[:, :width] if rng.random() < 0.5 else other[:, -width:]
        rows = min(h, piece.shape[0])
        side = out[:rows, :width] if rng.random() < 0.5 else out[:rows, w - width :]
        np.maximum(side, piece[:rows], out=side)
    elif kind < 0.8:
        y = int(rng.integers(h // 2, h))
        cv2.line(out, (0, y), (w - 1, y), float(rng.uniform(0.4, 1)), int(rng.integers(1, 4)))
    else:
        at = (int(rng.integers(w)), int(rng.integers(h)))
        cv2.circle(out, at, int(rng.integers(1, 4)), 1.0, -1)
    return _crop(out)


def _as_scanned(ink: Ink, rng: np.random.Generator) -> Ink:
    """Bring a picture to a scan's resolution, with its blur, texture and holes."""
    target = float(rng.uniform(12, 48))
    scale = target / max(ink.shape)
    size = (max(3, round(ink.shape[1] * scale)), max(3, round(ink.shape[0] * scale)))
    out = cv2.resize(np.pad(ink, 2), size, interpolation=cv2.INTER_AREA).astype(np.float32)
    if rng.random() < 0.6:
        out = cv2.GaussianBlur(np.pad(out, 2), (0, 0), rng.uniform(0.3, 1.2)).astype(np.float32)
    if rng.random() < 0.4:
        noise = cv2.GaussianBlur(rng.normal(0, 1, out.shape).astype(np.float32), (0, 0), 1.0)
        out = out * np.clip(1 + rng.uniform(0.2, 1.0) * noise, 0, 1.3).astype(np.float32)
    out = out / max(0.2, float(out.max()))
    gain = rng.uniform(1.0, 3.0)
    if rng.random() < 0.5:
        out = (out > rng.uniform(0.25, 0.6)).astype(np.float32)
    return _crop(np.clip(out * gain, 0, 1).astype(np.float32))


def make_sample(rng: np.random.Generator) -> tuple[Ink, int]:
    """Return one picture as cut out of a scan, and its class: 0 to 9, or `REJECT`."""
    if rng.random() < 0.2:
        return _as_scanned(_no_digit(rng), rng), REJECT
    digit = int(rng.integers(10))
    ink = draw_stamp_digit(digit, rng) if rng.random() < 0.18 else draw_pen_digit(digit, rng)
    if rng.random() < 0.2:
        ink = _with_neighbour(ink, rng)
    return _as_scanned(ink, rng), digit
