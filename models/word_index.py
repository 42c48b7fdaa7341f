"""Where ranges of a text stand on paper, told without walking through the words of each range.

In: a layout's words. Out: the words that touch a range, and the boxes of its printed lines. Asked
some hundred times a document, mostly for ranges of many words: what two neighbouring words have to
do with each other is therefore looked at once, and ranges are cut from columns.
"""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from models.geometry import Box
from models.geometry import union

if TYPE_CHECKING:
    from models.layout import Anchor

__all__ = ["WordIndex", "cut_box"]

# Widths of narrow characters against that of a letter, for cutting a word's box.
_WIDTHS = dict.fromkeys(".,;:'!|iIl-()[]/", 0.5)


class WordIndex:
    """The words of one layout in columns; holds them and is never changed."""

    def __init__(self, anchors: Sequence[Anchor], text: str) -> None:
        """Gather the words; cost: linear in their number."""
        self._anchors = anchors
        self._text = text
        self._starts = [anchor.start for anchor in anchors]
        self._ends = [anchor.end for anchor in anchors]
        self._lines: dict[int, Box] = {}

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of words that touch the range. Cost: logarithmic."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def raw(self, first: int, last: int, start: int, end: int) -> str:
        """Return the words `first` to `last` as read, joined by blanks, cut to the range."""
        words = self._words[first:last]
        for at in {first, last - 1}:
            anchor = self._anchors[at]
            if anchor.start < start or anchor.end > end:
                words[at - first] = self._text[max(anchor.start, start) : min(anchor.end, end)]
        return " ".join(words)

    def boxes(
        self, first: int, last: int, start: int, end: int
    ) -> tuple[tuple[Box, ...], tuple[int, ...]]:
        """Return one box for each printed line of the words `first` to `last`, and their pages."""
        low, high = bisect_left(self._boxed, first), bisect_left(self._boxed, last)
        if low >= high:
            return (), ()
        own = self._boxes[low:high]
        for at in {0, high - low - 1}:
            own[at] = cut_box(self._anchors[self._boxed[low + at]], self._text, start, end)
        breaks = self._breaks[bisect_right(self._breaks, low) : bisect_left(self._breaks, high)]
        cuts = [at - low for at in breaks]
        # The first word, cut, begins further to the right and may end its line before the second.
        if high - low > 1 and own[0] is not self._boxes[low] and (not cuts or cuts[0] != 1):
            cuts[:0] = [] if same_line(own[0], own[1]) else [1]
        edges = [0, *cuts, high - low]
        pages = [self._anchors[self._boxed[low + at]].page for at in edges[:-1]]
        lines = [self._around(own, low, a, b) for a, b in pairwise(edges)]
        return tuple(lines), tuple(pages)

    def _around(self, own: list[Box], low: int, begin: int, end: int) -> Box:
        """Return the box around a part of `own`, which begins at the word `low`."""
        if end - begin == 1:
            return own[begin]
        if begin == 0 or end == len(own):  # a word there may be cut
            return union(own[begin:end])
        # A whole line: the ranges of items lie in those of the items above them.
        place = low + begin
        if place not in self._lines:
            self._lines[place] = union(own[begin:end])
        return self._lines[place]

    @cached_property
    def _words(self) -> list[str]:
        text = self._text
        return [text[a.start : a.end] if a.raw is None else a.raw for a in self._anchors]

    @cached_property
    def _boxed(self) -> list[int]:
        """The words that have a box."""
        return [at for at, anchor in enumerate(self._anchors) if anchor.box is not None]

    @cached_property
    def _boxes(self) -> list[Box]:
        return [anchor.box for anchor in self._anchors if anchor.box is not None]

    @cached_property
    def _breaks(self) -> list[int]:
        """Those of the words with a box that do not go on with the line of the one before."""
        pages = np.array([anchor.page for anchor in self._anchors if anchor.box is not None])
        x0 = np.array([box.x0 for box in self._boxes], float)
        y0 = np.array([box.y0 for box in self._boxes], float)
        y1 = np.array([box.y1 for box in self._boxes], float)
        shared = np.maximum(0.0, np.minimum(y1[:-1], y1[1:]) - np.maximum(y0[:-1], y0[1:]))
        height = y1 - y0
        goes_on = shared > 0.5 * np.minimum(height[:-1], height[1:])
        goes_on &= (x0[1:] > x0[:-1]) & (pages[1:] == pages[:-1])
        places: list[int] = (np.flatnonzero(~goes_on) + 1).tolist()
        return places


def cut_box(anchor: Anchor, text: str, start: int, end: int) -> Box:
    """Return the box of the part of a word inside the range, by the widths of its characters.

    Raises:
        ValueError: If the word has no box.
    """
    box = anchor.box
    if box is None:
        raise ValueError("a word without a box cannot be cut")
    if start <= anchor.start and anchor.end <= end:
        return box
    widths = [_WIDTHS.get(character, 1.0) for character in text[anchor.start : anchor.end]]
    unit = box.width / sum(widths)
    left = box.x0 + unit * sum(widths[: max(0, start - anchor.start)])
    right = box.x1 - unit * sum(widths[len(widths) - max(0, anchor.end - end) :])
    return Box(left, box.y0, max(left, right), box.y1)


def same_line(before: Box, box: Box) -> bool:
    """Tell whether a word goes on with the printed line of the word before it."""
    if box.x0 <= before.x0:
        return False
    shared = max(0.0, min(before.y1, box.y1) - max(before.y0, box.y0))
    return shared > 0.5 * min(before.y1 - before.y0, box.y1 - box.y0)
