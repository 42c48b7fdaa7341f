"""A small model that reads one written or stamped digit, or says that it is none.

In: ink pictures, one sign each, of any size. Out: probabilities of 0 to 9 and «no digit».

Two readers look at each picture, because two that can err differently are worth more than one
that is sure: the first sees strokes by their direction, the second sees the picture itself. Both
are networks with one hidden layer, trained on made digits by ``benchmarks/train_digits.py``; the
weights lie beside this module and are loaded when first needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

__all__ = [
    "CLASSES",
    "REJECT",
    "DigitModel",
    "Layer",
    "load_model",
    "normalise_ink",
    "see_picture",
    "see_strokes",
]

Ink = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float32]

REJECT = 10
CLASSES = 11
# Side of the normalised picture and the longer side of the ink in it, pixels.
SIDE, INK_SIDE = 32, 26
DIRECTIONS = 8
# Direction maps are blurred and looked at on a grid of this many points a side.
GRID = 6
PICTURE_SIDE = 14
# Paler ink than this share of the darkest is paper when the ink's extent is measured.
EXTENT_LEVEL = 0.25
_WEIGHTS = Path(__file__).with_name("digit_model.npz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A linear layer: `weights` inputs×outputs, `bias` outputs."""

    weights: Numbers
    bias: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitModel:
    """Two readers of digits.

    Attributes:
        strokes: Layers of the reader that sees the direction of strokes.
        picture: Layers of the reader that sees the picture.
    """

    strokes: tuple[Layer, ...]
    picture: tuple[Layer, ...]

    def read(self, glyphs: Sequence[Ink]) -> tuple[Numbers, Numbers]:
        """Return what each reader makes of `glyphs`: two arrays n×11 of probabilities.

        Args:
            glyphs: Ink pictures, H×W float32, 0 for paper to 1 for ink; an empty picture, or one
                without ink, is «no digit».
        """
        if not glyphs:
            nothing = np.zeros((0, CLASSES), np.float32)
            return nothing, nothing.copy()
        pictures = [normalise_ink(glyph) for glyph in glyphs]
        ratios = np.array([_ratio(glyph) for glyph in glyphs], np.float32)
        return (
            _run(self.strokes, see_strokes(pictures, ratios)),
            _run(self.picture, see_picture(pictures, ratios)),
        )


def _ratio(ink: Ink) -> float:
    if ink.size == 0:
        return 0.0
    return float(np.clip(np.log(ink.shape[1] / ink.shape[0]), -2.0, 2.0))


def normalise_ink(ink: Ink) -> Ink:
    """Return `ink` in a square of 32 pixels: in the middle, to size, the narrow widened a little."""
    out = np.zeros((SIDE, SIDE), np.float32)
    top = float(ink.max()) if ink.size else 0.0
    if top <= 0:
        return out
    mask = ink > EXTENT_LEVEL * top
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    part = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / top
    height, width = part.shape
    short = min(height, width) / max(height, width)
    minor = max(2, round(INK_SIDE * float(np.sqrt(np.sin(np.pi / 2 * short)))))
    size = (minor, INK_SIDE) if height >= width else (INK_SIDE, minor)
    how = cv2.INTER_AREA if max(height, width) > INK_SIDE else cv2.INTER_LINEAR
    small = cv2.resize(np.ascontiguousarray(part, dtype=np.float32), size, interpolation=how)
    y, x = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    out[y : y + size[1], x : x + size[0]] = small
    return out


def see_strokes(pictures: Sequence[Ink], ratios: Numbers) -> Numbers:
    """Return n×289 features: strength of strokes by direction on a grid, and the shape's ratio."""
    if not pictures:
        return np.zeros((0, DIRECTIONS * GRID**2 + 1), np.float32)
    stack = _blur(np.stack(pictures), 0.8)
    dx, dy = np.zeros_like(stack), np.zeros_like(stack)
    dx[:, :, 1:-1] = stack[:, :, 2:] - stack[:, :, :-2]
    dy[:, 1:-1] = stack[:, 2:] - stack[:, :-2]
    strength = np.hypot(dx, dy)
    place = (np.arctan2(dy, dx) * np.float32(DIRECTIONS / (2 * np.pi))) % DIRECTIONS
    look = _weights(np.linspace(3, SIDE - 4, GRID), 2.2)
    maps = np.empty((len(pictures), DIRECTIONS, GRID, GRID), np.float32)
    for direction in range(DIRECTIONS):
        away = np.abs(place - direction)
        share = np.maximum(0, 1 - np.minimum(away, DIRECTIONS - away))
        maps[:, direction] = look @ (strength * share) @ look.T
    flat = np.sqrt(np.maximum(maps, 0)).reshape(len(pictures), -1)
    return np.concatenate([flat, ratios[:, None]], axis=1).astype(np.float32)


def see_picture(pictures: Sequence[Ink], ratios: Numbers) -> Numbers:
    """Return n×197 features: the softened picture, and the shape's ratio."""
    if not pictures:
        return np.zeros((0, PICTURE_SIDE**2 + 1), np.float32)
    step = SIDE / PICTURE_SIDE
    look = _weights((np.arange(PICTURE_SIDE) + 0.5) * step - 0.5, 1.3)
    small = look @ np.stack(pictures) @ look.T
    flat = small.reshape(len(pictures), -1) - np.float32(0.3)
    return np.concatenate([flat, ratios[:, None]], axis=1).astype(np.float32)


def _weights(points: npt.NDArray[np.floating], sigma: float) -> Numbers:
    """Return rows of Gaussian weights over the pixels of a side, one row around each point."""
    away = np.arange(SIDE)[None, :] - points[:, None]
    weights = np.exp(-0.5 * (away / sigma) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


def _blur(stack: Numbers, sigma: float) -> Numbers:
    look = _weights(np.arange(SIDE, dtype=np.float64), sigma)
    return np.asarray(look @ stack @ look.T, dtype=np.float32)


def _run(layers: tuple[Layer, ...], features: Numbers) -> Numbers:
    signal = features
    for layer in layers[:-1]:
        signal = np.maximum(signal @ layer.weights + layer.bias, 0)
    last = signal @ layers[-1].weights + layers[-1].bias
    grown = np.exp(last - last.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def load_model() -> DigitModel:
    """Return the model that lies beside this module.

    Raises:
        FileNotFoundError: If the weights are missing; ``benchmarks/train_digits.py`` makes them.
    """
    with np.load(_WEIGHTS, allow_pickle=False) as store:
        return DigitModel(strokes=_layers(store, "strokes"), picture=_layers(store, "picture"))


def _layers(store: np.lib.npyio.NpzFile, name: str) -> tuple[Layer, ...]:
    count = sum(key.startswith(f"{name}_weights_") for key in store.files)
    return tuple(
        Layer(
            weights=store[f"{name}_weights_{index}"].astype(np.float32),
            bias=store[f"{name}_bias_{index}"].astype(np.float32),
        )
        for index in range(count)
    )
