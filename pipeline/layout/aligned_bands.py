"""Words of a page as bands of ink, and the columns that blank strips cut them into.

In: words with their levelled boxes. Out: bands (everything that hangs together in height, from the
top), the blank strips that run through several bands from top to bottom, and the labels of a column
of running numbers. Pure geometry for `aligned_tables`; what a heading says is asked there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from operator import itemgetter
from statistics import median

from models.geometry import Box
from models.page import Word

__all__ = [
    "LEAST_STRIP_PT",
    "Band",
    "Columns",
    "Placing",
    "Strip",
    "bands_of",
    "blank_strips",
    "in_reading_order",
    "narrow",
]

# Two columns stand at least this far apart; a blank between words is 3 to 4 pt wide, and only in
# justified lines wider, but then never at the same place in all lines.
LEAST_STRIP_PT = 4.5
# A strip in the heading alone that is no wider may be a blank of one heading, as scans have them.
DOUBTFUL_PT = 13.0
# Ink of a line is taken without its accents and tails: these shares of the box above and below.
_TOP_SHARE, _BOTTOM_SHARE = 0.25, 0.15


@dataclass(frozen=True, slots=True)
class Placing:
    """A word and its levelled box."""

    word: Word
    box: Box


@dataclass(frozen=True, slots=True)
class Strip:
    """A blank strip between two columns, points from the left.

    `doubtful` is one that may be a wide blank inside one heading: no row has shown it yet.
    """

    left: float
    right: float
    doubtful: bool = False

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Its middle, points from the left."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Band:
    """Words that hang together in height: one printed line, or lines that stand side by side.

    Attributes:
        words: From the left.
        top, bottom: Extent of the ink without accents and tails, points.
    """

    words: tuple[Placing, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The words joined by blanks, in reading order."""
        return " ".join(p.word.text for p in in_reading_order(self.words))

    @property
    def left(self) -> float:
        """Left end, points."""
        return self.words[0].box.x0

    @property
    def right(self) -> float:
        """Right end, points."""
        return max(p.box.x1 for p in self.words)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns parted by blank strips: `len(strips) + 1` of them."""

    strips: tuple[Strip, ...]

    def of(self, x: float) -> int:
        """Return the column that holds the place `x`."""
        return bisect_right([strip.middle for strip in self.strips], x)

    def crossed_by(self, box: Box) -> bool:
        """Tell whether a word stands over a strip."""
        return any(box.x0 < s.middle < box.x1 for s in self.strips)


def bands_of(words: Iterable[Placing]) -> list[Band]:
    """Return the bands of a page from the top. Cost: sorting."""
    bands: list[Band] = []
    held: list[Placing] = []
    bottom = top = 0.0
    tops = [(_ink_top(placing), placing) for placing in words]
    for ink_top, placing in sorted(tops, key=itemgetter(0)):
        if held and ink_top >= bottom:
            bands.append(_band(held, top, bottom))
            held = []
        if not held:
            top = bottom = ink_top
        held.append(placing)
        bottom = max(bottom, _ink_bottom(placing))
    return [*bands, _band(held, top, bottom)] if held else bands


def _ink_top(placing: Placing) -> float:
    return placing.box.y0 + _TOP_SHARE * placing.box.height


def _ink_bottom(placing: Placing) -> float:
    return placing.box.y1 - _BOTTOM_SHARE * placing.box.height


def _band(words: Sequence[Placing], top: float, bottom: float) -> Band:
    return Band(tuple(sorted(words, key=lambda p: p.box.x0)), top, bottom)


def blank_strips(words: Iterable[Placing], *, least: float = LEAST_STRIP_PT) -> tuple[Strip, ...]:
    """Return the strips between the first and the last word in which no word has any ink."""
    found: list[Strip] = []
    right: float | None = None
    for placing in sorted(words, key=lambda p: p.box.x0):
        if right is not None and placing.box.x0 - right >= least:
            wide = placing.box.x0 - right
            found.append(Strip(right, placing.box.x0, doubtful=wide < DOUBTFUL_PT))
        right = placing.box.x1 if right is None else max(right, placing.box.x1)
    return tuple(found)


def narrow(strip: Strip, words: Iterable[Placing]) -> Strip | None:
    """Return the widest part of `strip` that the words leave blank; None when it is too narrow."""
    left, best = strip.left, Strip(strip.left, strip.left)
    for placing in sorted(words, key=lambda p: p.box.x0):
        box = placing.box
        if box.x1 <= strip.left or box.x0 >= strip.right:
            continue
        if box.x0 - left > best.width:
            best = Strip(left, box.x0)
        left = max(left, box.x1)
    if strip.right - left > best.width:
        best = Strip(left, strip.right)
    return replace(best, doubtful=strip.doubtful) if best.width >= LEAST_STRIP_PT else None


def in_reading_order(words: Sequence[Placing]) -> list[Placing]:
    """Sort the words of one cell into printed lines from the top, each from the left."""
    if not words:
        return []
    usual = median(p.box.height for p in words)
    lines: list[list[Placing]] = []
    at = 0.0
    for placing in sorted(words, key=lambda p: (p.box.center_y, p.box.x0)):
        if not lines or placing.box.center_y - at > 0.5 * usual:
            lines.append([])
            at = placing.box.center_y
        lines[-1].append(placing)
    return [p for line in lines for p in sorted(line, key=lambda p: p.box.x0)]
