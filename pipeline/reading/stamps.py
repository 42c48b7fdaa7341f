"""What was put on the paper after printing: seals, red stamps with words, figures by hand.

In: a cleaned page and its words. Out: the words, those under a seal settled, those of stamps
added, those written by hand marked as unsure.

* Under a seal the page is read twice, with the red taken out and with it, because either can be
  the better one; the reading with more believable letters stands.
* A stamp with words («HỎA TỐC», «MẬT») is red and often askew: each is read on its own, turned
  level. Round seals are not read. Of stamps in black only a mark of secrecy is (`mark_stamps`).
* Figures over blue ink, or far taller than the print, are handwriting: no reading of them is sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

import cv2
import numpy as np

from extractors.secrecy import is_secrecy_line
from models.settings import Settings
from pipeline.reading.connected import pieces_of
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import Picture
from pipeline.reading.letters import find_letters
from pipeline.reading.letters import skew_of
from pipeline.reading.mark_stamps import mark_places
from pipeline.reading.mark_stamps import marks_at
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.orientation import score_words
from pipeline.reading.second_look import is_sound
from pipeline.reading.syllables import is_syllable
from pipeline.reading.under_seals import Seal
from pipeline.reading.under_seals import add_under_seals

__all__ = ["add_stamps", "doubt_handwriting", "settle_under_seals"]

# Sizes in points: seals are 30-42 mm across, word stamps up to 90 mm x 30 mm.
SEAL_PT = (70.0, 150.0)
STAMP_WIDTH_PT, STAMP_HEIGHT_PT = (24.0, 260.0), (9.0, 110.0)
MOST_PLACES = 12
RED_SHADE = 190
# Stamps tilt by up to this much.
TILT_DEGREES = 30.0
STAMP_CONFIDENCE, HAND_CONFIDENCE = 0.8, 0.5
# A stamp's surest word, and each of its words.
LEAST_STAMP, LEAST_WORD = 0.6, 0.35
# The second reading must have this much more to replace the first.
CLEARLY_MORE = 1.05
# Share of a word's ink that is blue, and height in letter heights, of handwriting.
BLUE_SHARE, HAND_HEIGHT = 0.12, 1.75
LETTERHEAD_SHARE = 0.35
# A printed day or month is of the year's height up to this factor, and stands so many heights before.
YEAR_LIKE, YEAR_REACH = 1.3, 14.0
# Printed years are read more surely than this; blurred ones are not, and one in several is wrong.
SURE_YEAR = 0.88
# Letter heights: a number stands so near before its symbol; off the base line by more it is stamped.
NUMBER_REACH, OFF_LINE = 8.0, 0.35
PAD_PX = 20
# Letters of a stamp are no taller than this share of it, and no wider than twice that.
STAMP_LETTER_SHARE = 0.5

_YEAR_RE = re.compile(r"(?:19|20)\d\d[.,]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    x0: int
    y0: int
    x1: int
    y1: int

    def holds(self, word: ReadWord) -> bool:
        return (
            self.x0 <= (word.x0 + word.x1) / 2 <= self.x1
            and self.y0 <= (word.y0 + word.y1) / 2 <= self.y1
        )


def _red_places(page: CleanPage) -> list[_Place]:
    """Return the boxes of connected red ink, work pixels."""
    if page.red is None:
        return []
    dark = np.asarray(cv2.threshold(page.red, RED_SHADE - 1, 1, cv2.THRESH_BINARY_INV)[1], np.uint8)
    side = max(3, round(1.2 * page.letter_px))
    left, top, width, height = cv2.boundingRect(dark)
    # Around the ink as much paper as it grows into, and an even number of pixels, or the page's edge.
    reach = side + side % 2 + 2
    x0, y0 = max(0, left // 2 * 2 - reach), max(0, top // 2 * 2 - reach)
    dark = np.ascontiguousarray(dark[y0 : top + height + reach, x0 : left + width + reach])
    if not width:
        return []
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8)
    joined = cv2.dilate(dark, np.ones((side, side), np.uint8))
    stats = pieces_of(joined).stats
    stats[:, :2] += (x0, y0)
    half = side // 2
    places = [
        (
            int(area),
            _Place(x0=int(x + half), y0=int(y + half), x1=int(x + w - half), y1=int(y + h - half)),
        )
        for x, y, w, h, area in stats[1:]
    ]
    places.sort(key=lambda pair: -pair[0])
    return [place for _, place in places[:MOST_PLACES]]


def _is_seal(place: _Place, pt_per_px: float) -> bool:
    width, height = (place.x1 - place.x0) * pt_per_px, (place.y1 - place.y0) * pt_per_px
    return all(SEAL_PT[0] <= side <= SEAL_PT[1] for side in (width, height)) and (
        0.75 <= width / height <= 1.33
    )


def settle_under_seals(
    page: CleanPage, words: Sequence[ReadWord], settings: Settings
) -> list[ReadWord]:
    """Read the surroundings of each seal with the red ink kept; keep the better reading."""
    out = list(words)
    if page.with_red is None:
        return out
    seals = [p for p in _red_places(page) if _is_seal(p, page.frame.level_pt_per_px)]
    for seal in seals:
        first = [word for word in out if seal.holds(word)]
        second = [word for word in _read_with_red(page, seal, settings) if seal.holds(word)]
        if first and second and score_words(second) > CLEARLY_MORE * score_words(first):
            out = _exchanged(out, first, second)
    boxes = [Seal(x0=seal.x0, y0=seal.y0, x1=seal.x1, y1=seal.y1) for seal in seals]
    return add_under_seals(page, out, boxes, settings)


def _read_with_red(page: CleanPage, seal: _Place, settings: Settings) -> list[ReadWord]:
    picture = page.with_red
    if picture is None:
        return []
    height, width = picture.shape
    reach = (seal.x1 - seal.x0) // 2
    x0, x1 = max(0, seal.x0 - reach), min(width, seal.x1 + 2 * reach)
    y0, y1 = max(0, seal.y0 - round(page.letter_px)), min(height, seal.y1 + round(page.letter_px))
    read = recognise(np.ascontiguousarray(picture[y0:y1, x0:x1]), settings, psm=6)
    return [word.moved(x0, y0) for word in read]


def _exchanged(
    words: Sequence[ReadWord], first: Sequence[ReadWord], second: Sequence[ReadWord]
) -> list[ReadWord]:
    """Put the words of `second` where those of `first` stood, by height; lines are theirs."""
    taken = [
        replace(word, line=min(first, key=lambda f: abs(f.y0 + f.y1 - word.y0 - word.y1)).line)
        for word in second
        if word.confidence > HAND_CONFIDENCE and len(word.text) > 1 and is_sound(word.text)
    ]
    kept = [word for word in words if word not in first]
    taken = [word for word in taken if not any(_same_place(word, other) for other in kept)]
    return sorted([*kept, *taken], key=lambda word: word.line)


def add_stamps(page: CleanPage, words: Sequence[ReadWord], settings: Settings) -> list[ReadWord]:
    """Read red stamps that hold words; put them in front, each on a line of its own."""
    found: list[ReadWord] = []
    for place in _red_places(page):
        if not _may_hold_words(place, page.frame.level_pt_per_px):
            continue
        found += [
            word
            for word in _read_stamp(page, place, settings)
            if not any(_same_place(word, other) for other in words)
        ]
    found += _dark_marks(page, [*words, *found], settings)
    if not found:
        return list(words)
    lines = sorted({word.line for word in found})
    shift = len(lines)
    ahead = [replace(word, line=lines.index(word.line)) for word in found]
    return [*ahead, *(replace(word, line=word.line + shift) for word in words)]


def _dark_marks(page: CleanPage, words: Sequence[ReadWord], settings: Settings) -> list[ReadWord]:
    """Read marks of secrecy among the ink of the page's head that is no word yet."""
    picture = page.work if page.with_red is None else page.with_red
    taken = [(word.x0, word.y0, word.x1, word.y1) for word in words]
    places = mark_places(picture, taken, page.frame.level_pt_per_px)
    # A line of their own each, whatever the lines of red stamps are called.
    return [
        replace(word, line=-1 - word.line) for word in marks_at(picture, places, settings, taken)
    ]


def _may_hold_words(place: _Place, pt_per_px: float) -> bool:
    width, height = (place.x1 - place.x0) * pt_per_px, (place.y1 - place.y0) * pt_per_px
    return (
        STAMP_WIDTH_PT[0] <= width <= STAMP_WIDTH_PT[1]
        and STAMP_HEIGHT_PT[0] <= height <= STAMP_HEIGHT_PT[1]
        and not _is_seal(place, pt_per_px)
    )


def _read_stamp(page: CleanPage, place: _Place, settings: Settings) -> list[ReadWord]:
    if page.red is None:
        return []
    crop = page.red[place.y0 : place.y1, place.x0 : place.x1]
    letters = find_letters(crop, most_share=STAMP_LETTER_SHARE)
    if letters.count < 2:
        return []
    # Marks above letters are smaller than letters: keep all but the frame.
    frame = _frame_ink(crop, letters.height)
    print_only = np.where(frame > 0, 255, crop).astype(np.uint8)
    padded = np.pad(print_only, PAD_PX, constant_values=255)
    angle = skew_of(letters, reach_degrees=TILT_DEGREES, least_letters=2)
    height, width = padded.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(padded, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    back = cv2.invertAffineTransform(turn)
    read = [
        word
        for word in recognise(np.asarray(level, dtype=np.uint8), settings, psm=6)
        if word.confidence >= LEAST_WORD
        and (_is_capital_syllable(word.text) or is_secrecy_line(word.text))
    ]
    if max((word.confidence for word in read), default=0.0) < LEAST_STAMP:
        return []
    return [_unturned(word, back, place) for word in read]


def _is_capital_syllable(text: str) -> bool:
    core = text.strip(".,:;!'\"-|")
    return core.isupper() and is_syllable(core)


def _frame_ink(crop: Picture, letter_px: float) -> Picture:
    dark = (crop < RED_SHADE + 30).astype(np.uint8)
    pieces = pieces_of(dark)
    marks, stats = pieces.marks, pieces.stats
    large = (stats[:, 2] > 4 * letter_px) | (stats[:, 3] > 2.5 * letter_px)
    large[0] = False
    return np.asarray(large[marks], dtype=np.uint8)


def _unturned(word: ReadWord, back: np.ndarray, place: _Place) -> ReadWord:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    middle_x = back[0, 0] * x + back[0, 1] * y + back[0, 2] - PAD_PX + place.x0
    middle_y = back[1, 0] * x + back[1, 1] * y + back[1, 2] - PAD_PX + place.y0
    half_width, half_height = (word.x1 - word.x0) / 2, (word.y1 - word.y0) / 2
    cos, sin = abs(back[0, 0]), abs(back[0, 1])
    across = half_width * cos + half_height * sin
    down = half_width * sin + half_height * cos
    return replace(
        word,
        x0=int(middle_x - across),
        y0=int(middle_y - down),
        x1=int(middle_x + across),
        y1=int(middle_y + down),
        confidence=min(word.confidence, STAMP_CONFIDENCE),
    )


def _same_place(word: ReadWord, other: ReadWord) -> bool:
    return (
        other.x0 <= (word.x0 + word.x1) / 2 <= other.x1
        and other.y0 <= (word.y0 + word.y1) / 2 <= other.y1
    )


def doubt_handwriting(page: CleanPage, words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words, those with figures by hand at a confidence of at most 0.5."""
    head = page.work.shape[0] * LETTERHEAD_SHARE
    years = [w for w in words if w.y1 < head and _YEAR_RE.fullmatch(w.text)]
    doubted = [year for year in years if year.confidence < SURE_YEAR]
    return [
        replace(word, confidence=min(word.confidence, HAND_CONFIDENCE))
        if _is_by_hand(page, word, head)
        or _is_unlike(word, years)
        or word in doubted
        or (word.y0 < head and _is_off_line(word, words, page.letter_px))
        else word
        for word in words
    ]


def _is_off_line(word: ReadWord, words: Sequence[ReadWord], letter_px: float) -> bool:
    """Tell whether figures before a symbol («/BCT-ATMT») do not stand on its base line."""
    if not word.text.isdigit():
        return False
    return any(
        other.text.startswith("/")
        and 0 < other.x0 - word.x0 < NUMBER_REACH * letter_px
        and OFF_LINE * letter_px < abs(other.y1 - word.y1) < letter_px * 2
        for other in words
    )


def _is_unlike(word: ReadWord, years: Sequence[ReadWord]) -> bool:
    """Tell whether figures of a date are not of the height of the printed year on their line."""
    if not word.text.isdigit() or len(word.text) > 2:
        return False
    for year in years:
        size = year.y1 - year.y0
        if year.line == word.line and 0 < year.x0 - word.x1 < YEAR_REACH * size:
            return not size / YEAR_LIKE <= word.y1 - word.y0 <= size * YEAR_LIKE
    return False


def _is_by_hand(page: CleanPage, word: ReadWord, head: float) -> bool:
    if word.y0 < head and word.text.isdigit() and word.y1 - word.y0 > HAND_HEIGHT * page.letter_px:
        return True
    return _blue_share(page, word) > BLUE_SHARE


def _blue_share(page: CleanPage, word: ReadWord) -> float:
    if page.blue is None:
        return 0.0
    frame = page.frame
    box = frame.to_page(frame.level(word.x0, word.y0, word.x1, word.y1))
    y0, y1 = max(0, int(box.y0 / frame.pt_per_px_y)), int(box.y1 / frame.pt_per_px_y) + 1
    x0, x1 = max(0, int(box.x0 / frame.pt_per_px_x)), int(box.x1 / frame.pt_per_px_x) + 1
    ink = page.native[y0:y1, x0:x1] < RED_SHADE
    if not ink.any():
        return 0.0
    return float((page.blue[y0:y1, x0:x1] > 0)[ink].mean())
