"""Ruling lines and words of a page become tables; pure geometry, the same for PDF and scan.

In: horizontal and vertical rules as a PDF or an image gives them (in pieces, doubled, a little
skewed, hidden here and there by a stamp) and the page's words. Out: tables whose merged cells
are found by missing inner edges, and the words and rules that belong to no table.

Order: straighten and join the pieces, take lines that cross as one frame (`grid_lines`); lay a
grid through each frame and find its cells (`grid_frame`); refuse what is no table (single boxes,
stamps, page borders, drawings); put each word into the cell that holds its middle. Lines come
before words because text never tells a merged cell from an empty one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from math import isfinite
from statistics import median

from models.geometry import Box
from models.geometry import Rule
from models.geometry import union
from models.page import Cell
from models.page import PageTable
from models.page import Word
from pipeline.reading.grid_frame import Frame
from pipeline.reading.grid_frame import Place
from pipeline.reading.grid_frame import lay_grid
from pipeline.reading.grid_lines import SNAP_PT
from pipeline.reading.grid_lines import StraightLine
from pipeline.reading.grid_lines import crossing
from pipeline.reading.grid_lines import join_lines

__all__ = ["GridResult", "build_tables"]

# Share of a table's box that well drawn cells must fill; charts of boxes and arrows stay below.
SOLID = 0.6
# Receipt stamps are 50 mm x 35 mm or smaller; a frame of that size with few cells is a stamp.
STAMP_WIDTH_PT, STAMP_HEIGHT_PT, STAMP_CELLS = 170.0, 115.0, 4
# The usual cell of a table holds a short word; noise of a seal or a drawing leaves narrow slits.
CELL_WIDTH_PT, CELL_HEIGHT_PT = 12.0, 7.0
# A frame of one column that covers this share of both sides of the page is a page border.
BORDER_SHARE = 0.8
# What OCR makes of a ruling line beside or below a cell's text, and of a hair line alone.
RULE_MARKS, HAIR_MARK = "|¦_", "¡"
NUMBER_RE = re.compile(r"\d{1,3}")
# More pieces, or more joined lines one way, are a drawing. Both bound the work on hostile input.
MAX_RULES, MAX_LINES = 20_000, 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class GridResult:
    """What became of a page's rules and words.

    Attributes:
        tables: From the top; their words stand in their cells only.
        words: Words outside of tables, in the order given.
        rules: Rules outside of tables, in the order given.
    """

    tables: tuple[PageTable, ...]
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]


@dataclass(slots=True)
class _Filling:
    """A frame while words are put into it: the cell of each grid place, the words of each cell."""

    frame: Frame
    owner: dict[tuple[int, int], Place] = field(default_factory=dict)
    held: dict[Place, list[Word]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in self.frame.cells:
            for row in range(place.top, place.bottom):
                for column in range(place.left, place.right):
                    self.owner[row, column] = place

    def put(self, word: Word, box: Box) -> None:
        """Put a word into the cell that holds the middle of `box`, or into the nearest one."""
        row = bisect_right(self.frame.ys, box.center_y) - 1
        column = bisect_right(self.frame.xs, box.center_x) - 1
        place = self.owner.get((row, column))
        if place is None:
            place = min(self.frame.cells, key=lambda p: _distance(self.frame.cell_box(p), box))
        self.held.setdefault(place, []).append(word)

    def words_of(self, place: Place) -> list[Word]:
        """Return a cell's words in reading order, read rule marks left out."""
        kept = (_without_rule_marks(word) for word in self.held.get(place, []))
        words = [word for word in kept if word is not None]
        if len(words) > 1:
            # Alone it may be a figure one.
            words = [word for word in words if not (word.ocr and word.text == HAIR_MARK)]
        return _in_reading_order(words)

    def places(self) -> Iterator[Place]:
        """Yield the cells; a column of running numbers whose short rules were lost is parted again.

        A narrow column's rule between two rows is the first that a scan loses: where each of the
        rows that a cell covers holds one number, and they count on, they are cells of their own.
        """
        for place in self.frame.cells:
            if self._counts_on(place):
                for row in range(place.top, place.bottom):
                    yield Place(row, place.left, row + 1, place.right)
            else:
                yield place

    def _counts_on(self, place: Place) -> bool:
        words = self.held.get(place, [])
        tall = place.bottom - place.top
        if tall < 2 or place.right - place.left > 1 or len(words) != tall:
            return False
        boxed = [
            (w.box.center_y, w.text.rstrip(".)")) for w in words if w.box is not None and w.ocr
        ]
        boxed.sort()
        rows = [bisect_right(self.frame.ys, y) - 1 for y, _ in boxed]
        numbers = [int(text) for _, text in boxed if NUMBER_RE.fullmatch(text)]
        if rows != list(range(place.top, place.bottom)) or len(numbers) != tall:
            return False
        if numbers != list(range(numbers[0], numbers[0] + tall)):
            return False
        for row, word in zip(rows, sorted(words, key=_height), strict=True):
            self.held[Place(row, place.left, row + 1, place.right)] = [word]
        return True


def build_tables(
    rules: Sequence[Rule],
    words: Sequence[Word],
    *,
    page_width_pt: float,
    page_height_pt: float,
) -> GridResult:
    """Find the ruled tables of one page.

    Args:
        rules: Pieces of ruling lines in any order; doubled and broken ones are joined.
        words: The page's words in the reader's order; one without a box stays outside.
        page_width_pt: Width of the upright page, points.
        page_height_pt: Height of the upright page, points.

    Returns:
        Tables with at least two cells. A place inside a table's box that no cell covers (a
        frame that is not a rectangle) has no cell; its words stand in the nearest one. Words that
        OCR made of ruling lines (``|``) are dropped from cells.

    Cost: lines across times lines upright, both bounded; then linear in words.
    """
    page = Box(0.0, 0.0, page_width_pt, page_height_pt)
    frames = _outermost([frame for frame in _frames(rules) if _is_table(frame, page)])
    if not frames:
        return GridResult(tables=(), words=tuple(words), rules=tuple(rules))
    fillings = [_Filling(frame) for frame in frames]
    outside: list[Word] = []
    for word in words:
        box = word.box
        holder = None
        if box is not None and _is_finite(box):
            holder = next((f for f in fillings if f.frame.box.contains(box)), None)
        if holder is None or box is None:
            outside.append(word)
        else:
            holder.put(word, box)
    return GridResult(
        tables=tuple(_page_table(filling) for filling in fillings),
        words=tuple(outside),
        rules=tuple(rule for rule in rules if not _lies_in_any(rule.box, frames)),
    )


def _frames(rules: Sequence[Rule]) -> list[Frame]:
    if len(rules) > MAX_RULES:
        return []
    usable = [rule for rule in rules if _is_finite(rule.box)]
    across = join_lines(
        StraightLine(rule.box.center_y, rule.box.x0, rule.box.x1, rule.box.height / 2)
        for rule in usable
        if rule.horizontal
    )
    upright = join_lines(
        StraightLine(rule.box.center_x, rule.box.y0, rule.box.y1, rule.box.width / 2)
        for rule in usable
        if not rule.horizontal
    )
    if max(len(across), len(upright)) > MAX_LINES:
        return []
    grids = (
        lay_grid(group.across, group.upright, all_across=across, all_upright=upright)
        for group in crossing(across, upright)
    )
    return [grid for grid in grids if grid is not None]


def _is_finite(box: Box) -> bool:
    return all(isfinite(value) for value in (box.x0, box.y0, box.x1, box.y1))


def _lies_in_any(rule: Box, frames: Sequence[Frame]) -> bool:
    return _is_finite(rule) and any(f.box.contains(rule, slack_pt=SNAP_PT) for f in frames)


def _is_table(frame: Frame, page: Box) -> bool:
    """Tell a table from single boxes, stamps, page borders and drawings."""
    box = frame.box
    if len(frame.cells) < 2:
        return False
    small = box.width <= STAMP_WIDTH_PT and box.height <= STAMP_HEIGHT_PT
    if small and len(frame.cells) <= STAMP_CELLS:
        return False
    covers = box.width >= BORDER_SHARE * page.width and box.height >= BORDER_SHARE * page.height
    if frame.columns == 1 and covers:
        return False
    boxes = [frame.cell_box(cell) for cell in frame.cells]
    if median(b.width for b in boxes) < CELL_WIDTH_PT:
        return False
    if median(b.height for b in boxes) < CELL_HEIGHT_PT:
        return False
    return frame.solid >= SOLID


def _outermost(frames: list[Frame]) -> list[Frame]:
    """Drop tables inside a cell of another: their words are that cell's text. From the top."""
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda f: -f.box.width * f.box.height):
        if not any(other.box.contains(frame.box) for other in kept):
            kept.append(frame)
    return sorted(kept, key=lambda frame: (frame.box.y0, frame.box.x0))


def _distance(cell: Box, box: Box) -> float:
    x, y = box.center_x, box.center_y
    return max(cell.x0 - x, x - cell.x1, 0.0) + max(cell.y0 - y, y - cell.y1, 0.0)


def _height(word: Word) -> float:
    return word.box.center_y if word.box is not None else 0.0


def _page_table(filling: _Filling) -> PageTable:
    frame = filling.frame
    cells = tuple(
        Cell(
            row=place.top,
            column=place.left,
            row_span=place.bottom - place.top,
            column_span=place.right - place.left,
            words=tuple(filling.words_of(place)),
            box=frame.cell_box(place),
        )
        for place in sorted(filling.places())
    )
    return PageTable(rows=frame.rows, columns=frame.columns, cells=cells, box=frame.box)


def _without_rule_marks(word: Word) -> Word | None:
    """Return the word without upright bars at its ends, None when nothing else is in it.

    OCR reads pieces of ruling lines as bars; no dispatch prints one in a table.
    """
    if not word.ocr:
        return word
    text = word.text.strip(RULE_MARKS)
    if text == word.text:
        return word
    return replace(word, text=text, raw=word.raw or word.text) if text else None


def _in_reading_order(words: Sequence[Word]) -> list[Word]:
    """Sort the words of one cell into printed lines from the top, each from the left."""
    boxed = sorted(
        ((word.box, word) for word in words if word.box is not None),
        key=lambda pair: (pair[0].center_y, pair[0].x0),
    )
    if not boxed:
        return []
    usual = median(box.height for box, _ in boxed)
    lines: list[list[tuple[Box, Word]]] = []
    extent: Box | None = None
    for box, word in boxed:
        # A dash or a comma is a low box; it belongs to the line that holds most of it.
        least = 0.5 * min(box.height, usual)
        if extent is None or extent.vertical_overlap(box) < least:
            lines.append([])
            extent = box
        elif box.height <= 1.5 * usual:
            extent = union([extent, box])
        lines[-1].append((box, word))
    return [word for line in lines for _, word in sorted(line, key=lambda pair: pair[0].x0)]
