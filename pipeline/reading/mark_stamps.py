"""Marks of secrecy that were put on the paper as a picture and that nothing else reads.

In: a grey picture of a page with its words, or a picture by itself. Out: words that make a mark of
secrecy, and nothing else, so that no other field depends on what is read here.

Looked at is ink of the size of a stamp in the upper part of a page that no word accounts for: a
grey or faint stamp of a scan, a stamp laid askew over a text layer, a mark drawn as an outline. Each
place is turned level, freed from its frame and read on its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

import cv2
import numpy as np
import numpy.typing as npt

from extractors.secrecy import is_secrecy_line
from models.folding import strip_accents
from models.settings import Settings
from pipeline.reading.connected import pieces_of
from pipeline.reading.letters import find_letters
from pipeline.reading.letters import skew_of
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise

__all__ = ["PxBox", "mark_in", "mark_places", "marks_at"]

Picture = npt.NDArray[np.uint8]
# x0, y0, x1, y1 in pixels.
PxBox = tuple[int, int, int, int]

HEAD_SHARE = 0.45
# Marks are framed words of up to 90 mm x 30 mm; askew they need more height.
WIDTH_PT, HEIGHT_PT = (24.0, 260.0), (9.0, 130.0)
MOST_PLACES = 4
# Strokes of one stamp are nearer to each other than this; what is read lies so near around its box.
# Words of one are parted by more than its strokes are.
JOIN_PT, JOIN_ACROSS_PT, AROUND_PT = 7.0, 14.0, 2.0
LOOK_PT_PER_PX = 0.72
DARKER_BY = 50
TILT_DEGREES = 30.0
# More pieces of the size of letters are a drawing or a text.
MOST_LETTERS = 64
FRAME_SHADE, FRAME_SHARE, LINE_SHARE = 220, 0.8, 0.12
LETTER_SHARE = 0.6
PAD_PX = 20
# The engine reads stamps of this height best.
BEST_HEIGHT_PX = 110.0
SCALES = (0.4, 4.0)

# What the engine makes of the last strokes of a mark; where nothing else is read, that is doubt enough.
_LIKE_MARK_RE = re.compile(r"(?:[TI1L]?[O0Q][I1L]|[TI1L]UY[EÉ][TI1L])?MA[TI1LFJ]+")
_NO_LETTER_RE = re.compile(r"[\W_]+")
_NEAREST = "MAT"


def mark_places(grey: Picture, taken: Sequence[PxBox], pt_per_px: float) -> list[PxBox]:
    """Return places in the head of a page with ink of a stamp's size outside of `taken`, pixels.

    Args:
        grey: The page.
        taken: Boxes of words, pixels of `grey`.
        pt_per_px: Size of a pixel, points.
    """
    shrink = min(1.0, pt_per_px / LOOK_PT_PER_PX)
    head = grey[: max(1, int(grey.shape[0] * HEAD_SHARE))]
    small = cv2.resize(head, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    unit = pt_per_px / shrink
    ink = (small < np.percentile(small, 80) - DARKER_BY).astype(np.uint8)
    grow = AROUND_PT / unit
    for x0, y0, x1, y1 in taken:
        left, top = max(0, int(x0 * shrink - grow)), max(0, int(y0 * shrink - grow))
        ink[top : int(y1 * shrink + grow) + 1, left : int(x1 * shrink + grow) + 1] = 0
    reach = np.ones((max(2, round(JOIN_PT / unit)), max(2, round(JOIN_ACROSS_PT / unit))), np.uint8)
    stats = pieces_of(cv2.dilate(ink, reach)).stats[1:]
    found = [
        (
            int(w * h),
            (int(x / shrink), int(y / shrink), int((x + w) / shrink), int((y + h) / shrink)),
        )
        for x, y, w, h, _area in stats.tolist()
        if WIDTH_PT[0] <= w * unit <= WIDTH_PT[1] and HEIGHT_PT[0] <= h * unit <= HEIGHT_PT[1]
    ]
    found.sort(key=lambda pair: -pair[0])
    return [box for _, box in found[:MOST_PLACES]]


def marks_at(
    grey: Picture, places: Sequence[PxBox], settings: Settings, taken: Sequence[PxBox] = ()
) -> list[ReadWord]:
    """Return the words of marks of secrecy at these places, each boxed by its place.

    Next to a word of `taken` only a mark that is read as one counts: «MẶT» before «TRẬN» is no doubt.
    """
    found: list[ReadWord] = []
    for number, (x0, y0, x1, y1) in enumerate(places):
        text = mark_in(grey[max(0, y0) : y1, max(0, x0) : x1], settings)
        if text is not None and _before_word((x0, y0, x1, y1), taken) and not is_secrecy_line(text):
            continue
        if text is not None:
            found.append(
                ReadWord(
                    text=text, raw=text, confidence=0.5, line=number, row_px=0.0,
                    x0=max(0, x0), y0=max(0, y0), x1=x1, y1=y1,
                )
            )  # fmt: skip
    return found


def _before_word(place: PxBox, taken: Sequence[PxBox]) -> bool:
    """Tell whether a word stands level with a place, nearer than the place is high."""
    x0, y0, x1, y1 = place
    reach = y1 - y0
    return any(
        x0 < left < x1 + reach and y0 - reach / 4 < (top + bottom) / 2 < y1 + reach / 4
        for left, top, _, bottom in taken
    )


def mark_in(crop: Picture, settings: Settings) -> str | None:
    """Return the mark of secrecy that a small picture shows; None where it shows none."""
    if min(crop.shape) < 8:
        return None
    letters = find_letters(crop, most_share=LETTER_SHARE)
    if letters.count > MOST_LETTERS:
        return None
    angle = skew_of(letters, reach_degrees=TILT_DEGREES, least_letters=2)
    scale = min(SCALES[1], max(SCALES[0], BEST_HEIGHT_PX / crop.shape[0]))
    for ink in (_without_frame(crop), crop):
        sized = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        padded = np.pad(np.asarray(sized, dtype=np.uint8), PAD_PX, constant_values=255)
        for turned in dict.fromkeys((angle, 0.0)):
            text = _mark_of(recognise(_turned(padded, turned), settings, psm=6))
            if text is not None:
                return text
    return None


def _mark_of(words: Sequence[ReadWord]) -> str | None:
    for _, line in groupby(words, key=attrgetter("line")):
        text = " ".join(word.text for word in line)
        if is_secrecy_line(text, by_ocr=True):
            return text
        if _LIKE_MARK_RE.fullmatch(_NO_LETTER_RE.sub("", strip_accents(text).upper())):
            return _NEAREST
    return None


def _turned(picture: Picture, angle: float) -> Picture:
    if not angle:
        return picture
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(level, dtype=np.uint8)


def _without_frame(crop: Picture) -> Picture:
    """Return the picture without pieces of ink that reach around it, and without long lines."""
    height, width = crop.shape
    pieces = pieces_of((crop < FRAME_SHADE).astype(np.uint8))
    wide, high = pieces.stats[:, 2] > FRAME_SHARE * width, pieces.stats[:, 3] > FRAME_SHARE * height
    flat = pieces.stats[:, 3] < LINE_SHARE * height
    frame = wide & (high | flat)
    frame[0] = False
    return np.where(frame[pieces.marks], 255, crop).astype(np.uint8)
