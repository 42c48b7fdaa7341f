"""Words of a page as bands of ink, and the columns that blank strips cut them into.

In: words with their levelled boxes. Out: bands (everything that hangs together in height, from the
top), the blank strips that run through several bands from top to bottom, and the labels of a column
of running numbers. Pure geometry for `aligned_tables`; what a heading says is asked there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from operator import itemgetter
from statistics import median

from models.geometry import Box
from models.page import Word
from models.quick import quickly_made

__all__ = [
    "DOUBTFUL_PT",
    "LEAST_STRIP_PT",
    "Band",
    "Columns",
    "Placing",
    "Strip",
    "bands_of",
    "blank_strips",
    "in_reading_order",
    "narrow",
    "shared_strip",
    "side_by_side",
    "without_specks",
]

# Two columns stand at least this far apart; a blank between words is 3 to 4 pt wide, and only in
# justified lines wider, but then never at the same place in all lines.
LEAST_STRIP_PT = 4.5
# A strip in the heading alone that is no wider may be a blank of one heading, as scans have them.
DOUBTFUL_PT = 13.0
# What a scan makes of specks; so many marks of a page are looked at.
_DIRT, _MOST_MARKS = frozenset("^~`_|¦‹›°*'’‘“”\""), 300
# Ink of a line is taken without its accents and tails: these shares of the box above and below.
_TOP_SHARE, _BOTTOM_SHARE = 0.25, 0.15
_LEFT = attrgetter("box.x0")


@quickly_made
@dataclass(frozen=True, slots=True)
class Placing:
    """A word and its levelled box."""

    word: Word
    box: Box


@quickly_made
@dataclass(frozen=True, slots=True)
class Strip:
    """A blank strip between two columns, points from the left.

    `doubtful` is one that may be a wide blank inside one heading: no row has shown it yet. Words in
    the middle of a strip leave two parts of it; `parts` holds all, `left` and `right` are the widest.
    """

    left: float
    right: float
    doubtful: bool = False
    parts: tuple[tuple[float, float], ...] = ()

    @property
    def width(self) -> float:
        """Width of its widest part, points."""
        return self.right - self.left

    @property
    def first_middle(self) -> float:
        """The middle of its leftmost part, points from the left."""
        left, right = self.parts[0] if self.parts else (self.left, self.right)
        return (left + right) / 2

    @property
    def outer_left(self) -> float:
        """Left end of its leftmost part, points."""
        return self.parts[0][0] if self.parts else self.left

    @property
    def outer_right(self) -> float:
        """Right end of its rightmost part, points."""
        return self.parts[-1][1] if self.parts else self.right

    @property
    def middle(self) -> float:
        """Its middle, points from the left."""
        return (self.left + self.right) / 2


@quickly_made
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
    for ink_top, ink_bottom, placing in sorted(map(_ink_of, words), key=itemgetter(0)):
        if held and ink_top >= bottom:
            bands.append(_band(held, top, bottom))
            held = []
        if not held:
            top = bottom = ink_top
        held.append(placing)
        if ink_bottom > bottom:
            bottom = ink_bottom
    return [*bands, _band(held, top, bottom)] if held else bands


def _ink_of(placing: Placing) -> tuple[float, float, Placing]:
    """Return where the ink of a word begins and ends without accents and tails, and the word."""
    y0, y1 = placing.box.y0, placing.box.y1
    return y0 + _TOP_SHARE * (y1 - y0), y1 - _BOTTOM_SHARE * (y1 - y0), placing


def _band(words: Sequence[Placing], top: float, bottom: float) -> Band:
    return Band(tuple(sorted(words, key=_LEFT)), top, bottom)


def blank_strips(words: Iterable[Placing], *, least: float = LEAST_STRIP_PT) -> tuple[Strip, ...]:
    """Return the strips between the first and the last word in which no word has any ink."""
    found: list[Strip] = []
    right: float | None = None
    for placing in sorted(words, key=_LEFT):
        x0, x1 = placing.box.x0, placing.box.x1
        if right is None:
            right = x1
        if x0 - right >= least:
            found.append(Strip(right, x0, doubtful=x0 - right < DOUBTFUL_PT))
        if x1 > right:
            right = x1
    return tuple(found)


def narrow(strip: Strip, words: Iterable[Placing]) -> Strip | None:
    """Return what the words leave blank of `strip`; None when no part of it is wide enough.

    A short text in the middle of a column, such as its number, leaves a blank on either side; which
    of the two parts the columns is seen from the rows below.
    """
    parts = list(strip.parts or ((strip.left, strip.right),))
    for placing in words:
        box = placing.box
        if box.x1 <= strip.outer_left or box.x0 >= strip.outer_right:
            continue
        parts = [
            part
            for left, right in parts
            for part in ((left, min(right, box.x0)), (max(left, box.x1), right))
            if part[1] - part[0] >= LEAST_STRIP_PT
        ]
    return _strip_of(parts, doubtful=strip.doubtful)


def shared_strip(one: Strip, other: Strip) -> Strip | None:
    """Return what two strips have in common; None when that is too narrow for a strip."""
    parts = [
        (max(a[0], b[0]), min(a[1], b[1]))
        for a in one.parts or ((one.left, one.right),)
        for b in other.parts or ((other.left, other.right),)
    ]
    return _strip_of(
        [part for part in parts if part[1] - part[0] >= LEAST_STRIP_PT],
        doubtful=one.doubtful and other.doubtful,
    )


def _strip_of(parts: Sequence[tuple[float, float]], *, doubtful: bool) -> Strip | None:
    if not parts:
        return None
    left, right = max(parts, key=lambda part: part[1] - part[0])
    return Strip(left, right, doubtful, tuple(parts) if len(parts) > 1 else ())


def without_specks(placed: Sequence[Placing]) -> tuple[list[Placing], list[Placing]]:
    """Return the words of a scan, and what are no words: dirt, and marks read once more on a word."""
    marks = [p for p in placed if p.word.ocr and not any(map(str.isalnum, p.word.text))]
    specks = {id(p) for p in marks[:_MOST_MARKS] if _is_speck(p, placed)}
    return (
        [p for p in placed if id(p) not in specks],
        [p for p in placed if id(p) in specks],
    )


def _is_speck(mark: Placing, placed: Sequence[Placing]) -> bool:
    if set(mark.word.text) <= _DIRT:
        return True
    box = mark.box
    return any(
        p is not mark
        and p.box.horizontal_overlap(box) > 0.5 * box.width
        and p.box.vertical_overlap(box) > 0.3 * box.height
        for p in placed
    )


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


def side_by_side(words: Sequence[Placing]) -> Iterator[list[Placing]]:
    """Yield the words of one line that stand a blank apart."""
    run: list[Placing] = []
    for placing in in_reading_order(words):
        if run:
            before = run[-1].box
            same = before.vertical_overlap(placing.box) > 0.5 * min(
                before.height, placing.box.height
            )
            if not same or not 0 <= placing.box.x0 - before.x1 < 0.8 * before.height:
                yield run
                run = []
        run.append(placing)
    if run:
        yield run
