"""A strip of ink becomes digits: pieces, ways to put them together, the likeliest readings.

In: an `InkStrip`. Out: `Guess`es, the likeliest first, for one way of looking at the ink (a level
of darkness, a slant taken out, one of the model's readers).

Ink is cut into pieces: what hangs together, and what hangs together too widely is cut further where
its strokes are thinnest. One to five neighbouring pieces make a sign; the model says how likely each
such sign is which digit, or none. A beam over the pieces from left to right keeps the likeliest
rows of digits, so a wrong cut competes with the right one and does not have to be recognised first.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf
from math import log
from operator import itemgetter

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.connected import pieces_of
from pipeline.reading.digit_model import DigitModel
from pipeline.reading.hand_ink import EM_PX
from pipeline.reading.hand_ink import InkStrip

__all__ = ["Guess", "guess_digits"]

Ink = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
_Box = tuple[int, int, int, int]

# Ems: the least side of ink that counts, a digit's least height, its greatest width.
SPECK_EM, LEAST_HEIGHT_EM, MOST_WIDTH_EM = 0.09, 0.36, 1.25
# Pieces wider than this may hold two digits; a rule is long and flat.
WIDE_EM, RULE_WIDTH_EM, RULE_HEIGHT_EM = 0.42, 1.3, 0.13
# Ink whose middle lies outside of this band around the base line belongs to other lines, ems.
HIGHEST_EM, LOWEST_EM = 1.25, 0.38
# How far coloured ink may stand beyond the blank, and black ink hang over its ends, ems.
COLOUR_SLACK_EM, OVERHANG_EM = 0.45, 0.22
# A wide piece is cut once for each of these, and once more, ems.
CUT_EM = 0.28
MOST_PIECES, MOST_CUTS, MOST_JOINED, BEAM = 16, 8, 5, 12
# Rows that end at one piece before all but the best are dropped.
MOST_KEPT = 2 * BEAM
# The price of leaving ink out, by its share of all ink; a speck costs little, a stroke much.
SKIP_BASE, SKIP_SLOPE = 0.25, 14.0
# A digit is at least this likely, or the row is not read that way.
LEAST_DIGIT = 0.02
MOST_DIGITS = 5
_DIGITS = "0123456789"
_AROUND = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A reading of a row of digits.

    Attributes:
        text: The digits.
        score: Product of the digits' likelihoods and of what leaving ink out costs, 0 to 1.
        weakest: The least likely digit's likelihood.
        span: Its extent in strip pixels: x0, y0, x1, y1.
    """

    text: str
    score: float
    weakest: float
    span: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    mask: Mask
    x0: int
    y0: int
    x1: int
    y1: int
    area: int

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    first: int
    last: int
    box: tuple[int, int, int, int]
    # Each digit that it may be, its likelihood, and what its likelihood takes off.
    likely: tuple[tuple[str, float, float], ...]


def guess_digits(
    strip: InkStrip, model: DigitModel, *, level: float, shear: float
) -> tuple[tuple[Guess, ...], ...]:
    """Return the likeliest readings by the first reader, by the second, and by both together.

    Args:
        strip: The ink.
        model: The reader of single digits.
        level: Ink darker than this is writing, 0 to 1.
        shear: Slant to take out, pixels to the right per pixel upwards.
    """
    ink = _unslanted(strip.ink, shear, strip.base)
    pieces = _find_pieces(ink, strip, level)
    if not pieces:
        return (), (), ()
    spans = list(_joined(pieces))
    glyphs = [_glyph(ink, pieces[a : b + 1], box) for a, b, box in spans]
    first, second = model.read(glyphs)
    both = np.sqrt(first * second)
    return tuple(
        _best_rows(
            pieces,
            [
                _Sign(first=a, last=b, box=box, likely=_likely(row))
                for (a, b, box), row in zip(spans, chances.tolist(), strict=True)
            ],
        )
        for chances in (first, second, both)
    )


def _unslanted(ink: Ink, shear: float, base: float) -> Ink:
    if shear == 0:
        return ink
    height, width = ink.shape
    matrix = np.array([[1, shear, -shear * (base - 0.35 * EM_PX)], [0, 1, 0]], np.float64)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), dtype=np.float32)


# --- pieces -------------------------------------------------------------------------------------


def _find_pieces(ink: Ink, strip: InkStrip, level: float) -> list[_Piece]:
    dark = (ink > level).astype(np.uint8)
    connected = pieces_of(dark)
    marks, stats, centres = connected.marks, connected.stats, connected.middles
    count = len(stats)
    pieces: list[_Piece] = []
    for index in range(1, min(count, 200)):
        x, y, w, h, area = (int(v) for v in stats[index])
        if not _belongs(strip, (x, y, w, h), (float(centres[index][0]), float(centres[index][1]))):
            continue
        mask = marks[y : y + h, x : x + w] == index
        whole = _Piece(mask=mask, x0=x, y0=y, x1=x + w, y1=y + h, area=area)
        piece = _inside(whole, strip)
        if piece is not None:
            wide = piece.x1 - piece.x0 > WIDE_EM * EM_PX
            pieces.extend(_cut(piece) if wide else [piece])
    if len(pieces) > MOST_PIECES:
        pieces = sorted(pieces, key=lambda p: -p.area)[:MOST_PIECES]
    return sorted(pieces, key=lambda p: p.middle)


def _belongs(strip: InkStrip, box: tuple[int, int, int, int], centre: tuple[float, float]) -> bool:
    """Tell whether a connected piece of ink may be part of the entry, by its size and height."""
    _, y, w, h = box
    if max(w, h) < SPECK_EM * EM_PX:
        return False
    if w > RULE_WIDTH_EM * EM_PX and h < RULE_HEIGHT_EM * EM_PX:
        return False
    above = (strip.base - centre[1]) / EM_PX
    if not -LOWEST_EM < above < HIGHEST_EM:
        return False
    height = strip.ink.shape[0]
    # Print of the lines above and below is cut by the strip's edge.
    cut_above = y == 0 and y + h < strip.base - 0.5 * EM_PX
    return not cut_above and not (y + h >= height and y > strip.base)


def _inside(piece: _Piece, strip: InkStrip) -> _Piece | None:
    """Return what of a piece belongs to the blank: all, a part cut off from print, or nothing."""
    slack = (COLOUR_SLACK_EM if strip.coloured else 0.03) * EM_PX
    low, high = strip.x0 - slack, strip.x1 + slack
    if piece.x1 <= low or piece.x0 >= high:
        return None
    if max(low - piece.x0, piece.x1 - high) <= OVERHANG_EM * EM_PX:
        return piece if low < piece.middle < high else None
    columns = piece.mask.sum(axis=0)
    a, b = 0, piece.x1 - piece.x0
    if piece.x0 < low - OVERHANG_EM * EM_PX:
        a = _thinnest(columns, low - piece.x0)
    if piece.x1 > high + OVERHANG_EM * EM_PX:
        b = _thinnest(columns, high - piece.x0)
    return _part(piece, a, b) if b - a > SPECK_EM * EM_PX else None


def _thinnest(columns: npt.NDArray[np.int64], near: float) -> int:
    """Return the column with least ink within a stroke's width of `near`."""
    reach = 0.14 * EM_PX
    low, high = max(0, round(near - reach)), min(len(columns), round(near + reach) + 1)
    if low >= high:
        return min(max(0, round(near)), len(columns))
    return low + int(np.argmin(columns[low:high]))


def _cut(piece: _Piece) -> list[_Piece]:
    """Cut a wide piece where its columns hold least ink."""
    width = piece.x1 - piece.x0
    columns = piece.mask.sum(axis=0).astype(np.float32)
    # The extent of a column's ink tells a thin joint from the gap inside a round digit.
    first, last = piece.mask.argmax(axis=0), piece.mask[::-1].argmax(axis=0)
    spread = len(piece.mask) - 1 - last - first
    extent = np.where(piece.mask.any(axis=0), spread, 0).astype(np.float32)
    cost = cv2.GaussianBlur((columns + 0.5 * extent)[None, :], (0, 0), 1.2)[0]
    edge = round(0.12 * EM_PX)
    order = [i for i in np.argsort(cost, kind="stable") if edge <= i < width - edge]
    cuts: list[int] = []
    for place in order:
        if all(abs(place - other) >= 0.16 * EM_PX for other in cuts):
            cuts.append(int(place))
        if len(cuts) >= min(MOST_CUTS, 1 + width / (CUT_EM * EM_PX)):
            break
    edges = [0, *sorted(cuts), width]
    parts = [_part(piece, a, b) for a, b in pairwise(edges)]
    return [part for part in parts if part is not None]


def _part(piece: _Piece, a: int, b: int) -> _Piece | None:
    mask = piece.mask[:, a:b]
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return None
    return _Piece(
        mask=mask[rows[0] : rows[-1] + 1],
        x0=piece.x0 + a,
        y0=piece.y0 + int(rows[0]),
        x1=piece.x0 + b,
        y1=piece.y0 + int(rows[-1]) + 1,
        area=int(mask.sum()),
    )


# --- signs --------------------------------------------------------------------------------------


def _joined(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int, tuple[int, int, int, int]]]:
    """Yield each run of neighbouring pieces that can be one digit by its size."""
    for first in range(len(pieces)):
        for last in range(first, min(first + MOST_JOINED, len(pieces))):
            some = pieces[first : last + 1]
            box = (
                min(p.x0 for p in some),
                min(p.y0 for p in some),
                max(p.x1 for p in some),
                max(p.y1 for p in some),
            )
            if box[2] - box[0] > MOST_WIDTH_EM * EM_PX:
                break
            if box[3] - box[1] >= LEAST_HEIGHT_EM * EM_PX:
                yield first, last, box


def _glyph(ink: Ink, pieces: Sequence[_Piece], box: tuple[int, int, int, int]) -> Ink:
    x0, y0, x1, y1 = box
    own = np.zeros((y1 - y0, x1 - x0), np.uint8)
    for p in pieces:
        part = own[p.y0 - y0 : p.y1 - y0, p.x0 - x0 : p.x1 - x0]
        part[p.mask] = 1
    return np.asarray(ink[y0:y1, x0:x1] * cv2.dilate(own, _AROUND), np.float32)


# --- rows ---------------------------------------------------------------------------------------


# A row of digits so far: its loss, its text, its least likely digit, its signs' boxes. A bare tuple,
# because thousands are made for each blank.
_Row = tuple[float, str, float, tuple[_Box, ...]]
_by_loss = itemgetter(0)


def _best_rows(pieces: Sequence[_Piece], signs: Sequence[_Sign]) -> tuple[Guess, ...]:
    total = sum(p.area for p in pieces)
    rows: list[dict[str, _Row]] = [{} for _ in range(len(pieces) + 1)]
    rows[0][""] = (0.0, "", 1.0, ())
    # Rows that end at one piece with more loss than this are behind a full beam.
    most = [inf] * len(rows)
    starting: list[list[_Sign]] = [[] for _ in pieces]
    for sign in signs:
        if sign.likely:
            starting[sign.first].append(sign)
    for index, piece in enumerate(pieces):
        skipped = SKIP_BASE + SKIP_SLOPE * piece.area / total
        for row in sorted(rows[index].values(), key=_by_loss)[:BEAM]:
            _keep(rows[index + 1], (row[0] + skipped, *row[1:]))
            if len(row[1]) >= MOST_DIGITS:
                continue
            for sign in starting[index]:
                end = sign.last + 1
                _grow(row, sign, rows[end], most[end])
                if len(rows[end]) > MOST_KEPT:
                    best = sorted(rows[end].values(), key=_by_loss)[:BEAM]
                    rows[end], most[end] = {one[1]: one for one in best}, best[-1][0]
    ends = sorted((row for row in rows[-1].values() if row[1]), key=_by_loss)[:BEAM]
    return tuple(_guess(row) for row in ends)


def _likely(chances: Sequence[float]) -> tuple[tuple[str, float, float], ...]:
    return tuple(
        (digit, chance, log(chance))
        for digit, chance in zip(_DIGITS, chances[:10], strict=True)
        if chance >= LEAST_DIGIT
    )


def _grow(row: _Row, sign: _Sign, place: dict[str, _Row], most: float) -> None:
    """Put the row, one digit longer, where it ends, if it is better than what stands there.

    What would lose more than `most` is left out.
    """
    before, begun, weakest, boxes = row
    if boxes:
        before += _misfit(boxes[-1], sign.box)
    longer = (*boxes, sign.box)
    for digit, chance, gain in sign.likely:
        loss = before - gain
        if loss > most:
            continue
        text = begun + digit
        known = place.get(text)
        if known is None or loss < known[0]:
            place[text] = (loss, text, chance if chance < weakest else weakest, longer)


@lru_cache(maxsize=8192)  # three readers set the same signs side by side, in many rows each
def _misfit(last: _Box, box: _Box) -> float:
    """Return what a sign costs that is far taller, shorter or farther off than the one before."""
    ratio = log((box[3] - box[1]) / (last[3] - last[1]))
    gap = max(0.0, (box[0] - last[2]) / EM_PX - 1.2)
    return max(0.0, abs(ratio) - 0.45) * 4 + gap * 2


def _keep(place: dict[str, _Row], row: _Row) -> None:
    known = place.get(row[1])
    if known is None or row[0] < known[0]:
        place[row[1]] = row


def _guess(row: _Row) -> Guess:
    loss, text, weakest, boxes = row
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Guess(
        text=text,
        score=float(np.exp(-loss)),
        weakest=weakest,
        span=(min(lefts), min(tops), max(rights), max(bottoms)),
    )
