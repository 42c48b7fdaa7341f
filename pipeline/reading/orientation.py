"""Which way up a page image is.

In: a page image as scanned. Out: degrees clockwise by which it must be turned to stand upright.

The cheap look comes first, and elsewhere: whether letters have their nearest neighbour beside them or
above (`letters.lie_on_side`) tells lines that run across from lines that run upright. Only a page that
lies on its side is tried both ways, by reading a strip of it; so is a page whose reading turned out
poor (upside down).
"""

from __future__ import annotations

import numpy as np

from models.settings import Settings
from pipeline.reading.characters import normalise
from pipeline.reading.image_clean import Picture
from pipeline.reading.image_clean import clean
from pipeline.reading.image_clean import to_grey
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.syllables import is_syllable

__all__ = ["best_turn", "score_words", "turn"]

# A look image has its longer side at this many pixels.
LOOK_PX = 1400
# A trial strip holds about this many printed lines.
STRIP_SHARE = 0.16
# Of a page cut out broadly, a strip has at least this share of the width: letters must be small in it.
LEAST_STRIP = 0.2
# The size of paper only bounds the scale of a trial; A4 lying down is no reason to be exact.
A4_WIDTH_PT = 595.0


def turn(image: Picture, degrees: int) -> Picture:
    """Return `image` turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, k=(-degrees // 90) % 4))


def best_turn(image: Picture, settings: Settings, turns: tuple[int, ...]) -> int:
    """Return the one of `turns` (degrees clockwise) under which a strip reads best."""
    grey = to_grey(image)
    scores = {degrees: _trial(turn(grey, degrees), settings) for degrees in turns}
    return max(turns, key=lambda degrees: scores[degrees])


def _trial(upright: Picture, settings: Settings) -> float:
    strip = _densest_strip(upright)
    page = clean(
        strip, width_pt=A4_WIDTH_PT, height_pt=A4_WIDTH_PT * strip.shape[0] / strip.shape[1]
    )
    return 0.0 if page.blank else score_words(recognise(page.work, settings, psm=6))


def _densest_strip(upright: Picture) -> Picture:
    """Return the band of rows with the most dark pixels; edges, where borders are, left out."""
    few = upright[:: max(1, len(upright) // LOOK_PX), :: max(1, upright.shape[1] // LOOK_PX)]
    rows = (few < few.mean() * 0.7).sum(axis=1, dtype=np.float64)
    size = max(8, int(len(rows) * STRIP_SHARE), int(few.shape[1] * LEAST_STRIP))
    edge = len(rows) // 20
    if len(rows) <= size + 2 * edge:
        return upright
    sums = np.convolve(rows[edge : len(rows) - edge], np.ones(size), mode="valid")
    pace = len(upright) / len(rows)
    start = int((edge + int(np.argmax(sums))) * pace)
    return np.ascontiguousarray(upright[start : start + int(size * pace)])


def score_words(words: list[ReadWord]) -> float:
    """Return how much of a reading is believable: letters of sure, possible syllables."""
    return sum(
        len(word.text) * word.confidence
        for word in words
        if word.confidence > 0.5 and is_syllable(normalise(word.text).strip(".,;:()-"))
    )
