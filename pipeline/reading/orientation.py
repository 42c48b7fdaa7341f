"""Which way up a page image is.

In: a page image as scanned. Out: degrees clockwise by which it must be turned to stand upright.

The cheap look comes first: whether letters have their nearest neighbour beside them or above
tells lines that run across from lines that run upright, in a few milliseconds. Only a page that lies on its
side is then tried both ways, by reading a strip of it; so is a page whose reading turned out poor
(upside down), on request. A page with too few letters to tell is taken as upright.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.settings import Settings
from pipeline.reading.characters import normalise
from pipeline.reading.image_clean import Picture
from pipeline.reading.image_clean import clean
from pipeline.reading.image_clean import even_light
from pipeline.reading.image_clean import to_grey
from pipeline.reading.letters import find_letters
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.syllables import is_syllable

__all__ = ["best_turn", "lies_on_side", "score_words", "turn", "turn_needed"]

# How many more letters must have their neighbour above or below than beside them.
SIDE_MARGIN = 1.3
LEAST_LETTERS = 30
MAX_VOTERS = 400
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


def turn_needed(image: Picture, settings: Settings) -> int:
    """Return the degrees clockwise (0, 90, 270) that bring lines level and letters upright.

    An upside-down page is not told from an upright one here; see `best_turn`.
    """
    return best_turn(image, settings, (90, 270)) if lies_on_side(image) else 0


def lies_on_side(image: Picture) -> bool:
    """Tell whether the printed lines run upright rather than across."""
    grey = to_grey(image)
    shrink = LOOK_PX / max(grey.shape)
    if shrink < 1:
        grey = np.asarray(
            cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8
        )
    letters = find_letters(even_light(grey))
    if letters.count < LEAST_LETTERS:
        return False
    along, across = _votes(letters.boxes)
    return across > SIDE_MARGIN * along


def _votes(boxes: npt.NDArray[np.int32]) -> tuple[int, int]:
    """Count letters whose nearest neighbour stands beside them, and above or below them.

    Letters of one line stand closer than lines do, touching letters and words too.
    """
    x, y, w, h = (boxes[:, i].astype(np.float64) for i in range(4))
    middle_x, middle_y = x + w / 2, y + h / 2
    along = across = 0
    step = max(1, len(boxes) // MAX_VOTERS)
    for i in range(0, len(boxes), step):
        gap_x = np.maximum(np.abs(middle_x - middle_x[i]) - (w + w[i]) / 2, 0)
        gap_y = np.maximum(np.abs(middle_y - middle_y[i]) - (h + h[i]) / 2, 0)
        gap = np.hypot(gap_x, gap_y)
        gap[i] = np.inf
        nearest = int(np.argmin(gap))
        if gap_x[nearest] > gap_y[nearest]:
            along += 1
        elif gap_y[nearest] > gap_x[nearest]:
            across += 1
    return along, across


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
