"""The cells of a scanned table without ruling lines, as the blanks between its columns part them.

In: a levelled page and its words. Out: cells in work pixels, one for each column and line of print,
to be read again like those of a ruled table (`cell_reading`). What is a table, and where its rows
begin, is told later by what it says; here only ink counts, and no cell's side ever runs through ink.

A table is looked for below the word «TT» or «STT» alone: a narrow column of numbers is what the
page's reading loses first. Lines of print that fill all blanks (a group's name, a note) have no cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.folding import strip_accents
from models.geometry import Box
from pipeline.reading.cell_ink import BLACK
from pipeline.reading.connected import pieces_of
from pipeline.reading.connected import runs_of
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord

__all__ = ["BlankCell", "blank_cells"]

Mask = npt.NDArray[np.bool_]
"""Where something is: a row of pixels, or a page's."""

_NUMBER_HEADS = frozenset({"tt", "stt"})
# The heading of numbers stands in this left share of the page.
_LEFT_SHARE = 0.3
# Blanks between columns; one this wide that many lines have left is lost to none (points).
_LEAST_BLANK_PT, _SOLID_PT = 4.5, 9.0
_LEAST_BLANKS, _LEAST_LINES, _LEAST_LABELS = 2, 3, 2
# How far the first line stands below the heading, lines from each other, and how many running over
# the blanks end the table.
_WIDEST_STEP_PT, _WIDEST_GAP_PT, _MOST_ACROSS = 60.0, 40.0, 3
_LABEL_SLACK_PT = 8.0
# Smaller ink is dirt (letter heights, both sides).
_DIRT = 0.12
# How far above its «TT» a heading may begin, letter heights.
_ABOVE = 6.0
# Lines of one heading are no further apart, letter heights.
_CLOSE = 0.7
# Thinner rows are dots below letters, where no more parts them from these (letter heights).
_THIN = 0.4
_MOST_TABLES, _MOST_LINES = 4, 200
# One of so many first lines is no group's name.
_MOST_BASES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankCell:
    """A cell: its box in work pixels, and whether it stands in the column of numbers."""

    box: Box
    numbers: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """Rows of ink that hang together: first and last row, half-open, and the columns without ink."""

    top: int
    bottom: int
    blank: Mask


def blank_cells(
    page: CleanPage, words: Sequence[ReadWord], ruled: Sequence[Box], *, margin: int
) -> list[BlankCell]:
    """Return the cells of tables without ruling lines; none where no «TT» stands outside of `ruled`.

    Args:
        page: The levelled page.
        words: Its words, work pixels.
        ruled: Boxes of its ruled tables, work pixels.
        margin: What a crop leaves out at each side of a cell, pixels.
    """
    heads = [word for word in words if _is_head(page, word, ruled)]
    if not heads or page.blank:
        return []
    heads = sorted(heads, key=_top)[:_MOST_TABLES]
    ink = _ink(page)
    ends = [*(head.y0 for head in heads[1:]), ink.shape[0]]
    cells: list[BlankCell] = []
    for head, end in zip(heads, ends, strict=True):
        wall = min((int(box.y0) for box in ruled if box.y0 > head.y1), default=end)
        cells += _below(page, ink, head, min(end, wall), margin=margin)
    return cells


def _top(word: ReadWord) -> int:
    return word.y0


def _is_head(page: CleanPage, word: ReadWord, ruled: Sequence[Box]) -> bool:
    if strip_accents(word.text).lower().strip(".:*") not in _NUMBER_HEADS:
        return False
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    inside = any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in ruled)
    return x < _LEFT_SHARE * page.work.shape[1] and not inside


def _ink(page: CleanPage) -> Mask:
    """Return where the page has ink, dirt left out."""
    black = (page.work < BLACK).astype(np.uint8)
    pieces = pieces_of(black)
    sides = np.maximum(pieces.stats[:, 2], pieces.stats[:, 3])
    return pieces.picture(sides >= max(2.0, _DIRT * page.letter_px)) > 0


def _below(
    page: CleanPage, ink: Mask, head: ReadWord, end: int, *, margin: int
) -> Iterator[BlankCell]:
    """Yield the cells of the table whose heading of numbers is `head`, above row `end`."""
    k = page.frame.level_pt_per_px
    # The heading may begin above its «TT».
    above = max(0, int(head.y0 - _ABOVE * page.letter_px))
    lines = _from_heading(_lines(ink, above, end, page.letter_px), head, page.letter_px)
    slack = _LABEL_SLACK_PT / k
    left, right = int(max(0, head.x0 - slack)), int(head.x1 + slack)
    first = next(
        (i for i, x in enumerate(lines) if x.top >= head.y1 and not x.blank[left:right].all()), None
    )
    if first is None or lines[first].top - head.y1 > _WIDEST_STEP_PT / k:
        return
    inner, count = _columns(lines[first:], head, k)
    if not inner:
        return
    # A crop leaves out a little at each side: here all ink belongs to it.
    more = margin + 1
    for index, line in enumerate(lines[: first + count]):
        numbered = index >= first and bool(_blank_part(line, inner[0], k))
        parts = [part for blank in inner if (part := _blank_part(line, blank, k))]
        sides = [max(0, left), *((a + b) // 2 for a, b in parts), ink.shape[1]]
        for at, (x0, x1) in enumerate(pairwise(sides)):
            if not line.blank[x0:x1].all():
                box = Box(x0, line.top - more, x1, line.bottom + more)
                yield BlankCell(box=box, numbers=numbered and not at)


def _from_heading(lines: Sequence[_Line], head: ReadWord, letter_px: float) -> list[_Line]:
    """Return the lines from the heading's first on: that with «TT», or one close above it."""
    first = next((i for i, line in enumerate(lines) if line.bottom > head.y0), len(lines))
    while (
        0 < first < len(lines) and lines[first].top - lines[first - 1].bottom < _CLOSE * letter_px
    ):
        first -= 1
    return list(lines[first:])


def _blank_part(line: _Line, blank: tuple[int, int], k: float) -> tuple[int, int] | None:
    """Return the widest part of a blank that the line leaves, None where that is no blank."""
    runs = [(blank[0] + a, blank[0] + b) for a, b in runs_of(line.blank[blank[0] : blank[1]])]
    wide = [(a, b) for a, b in runs if b - a >= _LEAST_BLANK_PT / k]
    return max(wide, key=_length, default=None)


def _length(run: tuple[int, int]) -> int:
    return run[1] - run[0]


def _columns(lines: Sequence[_Line], head: ReadWord, k: float) -> tuple[list[tuple[int, int]], int]:
    """Return the blanks between the columns of the lines, and how many lines the table has."""
    found: tuple[list[tuple[int, int]], int] = ([], 0)
    best = 0
    slack = _LABEL_SLACK_PT / k
    left, right = int(max(0, head.x0 - slack)), head.x1 + 2 * slack
    for base in range(min(len(lines), _MOST_BASES)):
        free, kept, count = _grown(lines, base, k)
        inner = _inner(free, head, k)
        if kept < _LEAST_LINES or len(inner) < _LEAST_BLANKS or inner[0][0] > right:
            continue
        labels = sum(not line.blank[left : inner[0][0]].all() for line in lines[:count])
        if labels >= _LEAST_LABELS and len(inner) * kept > best:
            found, best = (inner, count), len(inner) * kept
    return found


def _inner(free: Mask, head: ReadWord, k: float) -> list[tuple[int, int]]:
    """Return the blanks between columns, right of the numbers."""
    return [
        (a, b)
        for a, b in runs_of(free)
        if b - a >= _LEAST_BLANK_PT / k and a > head.x0 and b < len(free)
    ]


def _lines(ink: Mask, start: int, end: int, letter_px: float) -> list[_Line]:
    """Return the rows of print; dots below letters belong to the row above them."""
    joined: list[tuple[int, int]] = []
    for top, bottom in runs_of(np.any(ink[start:end], axis=1))[:_MOST_LINES]:
        thin = bottom - top < _THIN * letter_px
        if joined and thin and top - joined[-1][1] < _THIN * letter_px:
            joined[-1] = joined[-1][0], bottom
        else:
            joined.append((top, bottom))
    return [
        _Line(start + a, start + b, ~np.any(ink[start + a : start + b], axis=0)) for a, b in joined
    ]


def _grown(lines: Sequence[_Line], base: int, k: float) -> tuple[Mask, int, int]:
    """Return what lines of a table leave blank, how many do, and the number of its lines.

    Line `base` is taken for one of the table's; some lines may run over the blanks.
    """
    free = lines[base].blank.copy()
    kept = count = across = 0
    before = lines[0]
    for index, line in enumerate(lines, start=1):
        if line.top - before.bottom > _WIDEST_GAP_PT / k:
            break
        before = line
        both = free & line.blank
        if _loses(free, both, k):
            across += 1
            if across > _MOST_ACROSS:
                break
            continue
        free, across, count = both, 0, index
        kept += 1
    return free, kept, count


def _loses(free: Mask, both: Mask, k: float) -> bool:
    """Tell whether a wide blank has nothing left of it."""
    return any(
        b - a >= _SOLID_PT / k
        and max((y - x for x, y in runs_of(both[a:b])), default=0) < _LEAST_BLANK_PT / k
        for a, b in runs_of(free)
    )
