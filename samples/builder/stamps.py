"""Draw what people put on paper after printing: a round red stamp and a signature in blue ink.

In: size and words. Out: pictures with transparency (height x width x 4, RGBA, uint8). The stamp
follows the form of State and Party seals: two rings, the office's name around between them, a star
in the middle. The curve of a signature is drawn from sine waves chosen by `seed`.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from samples.builder.typeset import FONT_DIR

__all__ = ["Picture", "draw_scribble", "draw_stamp"]

Picture = npt.NDArray[np.uint8]

_RED = (200, 30, 40)
_BLUE = (30, 50, 150)


def draw_stamp(words: str, *, diameter: int) -> Picture:
    """Return a round stamp with `words` around its ring.

    Args:
        words: Name on the ring, in capitals.
        diameter: Outer diameter in pixels, at least 60.
    """
    image = Image.new("RGBA", (diameter, diameter), (*_RED, 0))
    draw = ImageDraw.Draw(image)
    middle = diameter / 2
    thick = max(2, diameter // 60)
    for share, width in ((0.49, thick), (0.455, max(1, thick // 2)), (0.30, max(1, thick // 2))):
        radius = diameter * share
        box = (middle - radius, middle - radius, middle + radius, middle + radius)
        draw.ellipse(box, outline=(*_RED, 255), width=width)
    draw.polygon(_star(middle, diameter * 0.17), fill=(*_RED, 255))
    _ring_text(image, words, radius=diameter * 0.378, size=int(diameter * 0.092))
    return np.asarray(image, dtype=np.uint8)


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.4
        angle = math.pi * index / 5 - math.pi / 2
        points.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    return points


def _ring_text(image: Any, words: str, *, radius: float, size: int) -> None:
    """Set `words` on a circle, centred at the top, over at most five sixths of it."""
    font = ImageFont.truetype(str(FONT_DIR / "LiberationSans-Bold.ttf"), size)
    middle = image.width / 2
    widths = [font.getlength(letter) for letter in words]
    step = min(1.15, 2 * math.pi * radius * 5 / 6 / max(1.0, sum(widths)))
    angle = -sum(widths) * step / radius / 2
    for letter, width in zip(words, widths, strict=True):
        angle += width * step / radius / 2
        tile = Image.new("RGBA", (size * 2, size * 2), (*_RED, 0))
        ImageDraw.Draw(tile).text((size, size), letter, font=font, fill=(*_RED, 255), anchor="mm")
        tile = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x = middle + radius * math.sin(angle) - size
        y = middle - radius * math.cos(angle) - size
        image.alpha_composite(tile, (round(x), round(y)))
        angle += width * step / radius / 2


def draw_scribble(*, width: int, height: int, seed: int) -> Picture:
    """Return a signature-like line in blue ink, `height` x `width` pixels."""
    rng = np.random.default_rng(seed)
    t = np.linspace(0, 1, 240)
    waves = rng.uniform(2.5, 6.5, 3)
    shifts = rng.uniform(0, 2 * np.pi, 3)
    x = 0.08 + 0.8 * t + 0.05 * np.sin(2 * np.pi * waves[0] * t + shifts[0])
    y = 0.5 + (0.36 - 0.22 * t) * np.sin(2 * np.pi * waves[1] * t + shifts[1])
    y += 0.08 * np.sin(2 * np.pi * waves[2] * t + shifts[2])
    points = np.stack([x * width, np.clip(y, 0.05, 0.95) * height], axis=1)
    mask = np.zeros((height, width), np.uint8)
    curve = [np.round(points * 8).astype(np.int32)]
    cv2.polylines(mask, curve, False, 255, max(2, height // 50), cv2.LINE_AA, 3)
    picture = np.empty((height, width, 4), np.uint8)
    picture[..., :3] = _BLUE
    picture[..., 3] = mask
    return picture
