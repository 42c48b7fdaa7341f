"""A frame of ruling lines becomes a grid with its cells, merged ones found by missing edges.

In: lines that hang together (see `grid_lines`). A grid is laid through all of them and the drawn
share of every edge measured; grid places that no drawn edge parts flow together into one cell.
What flows together must be a rectangle: where it is not, a stamp has hidden an edge or the frame
itself is no rectangle, so the region is cut, and open corners are no cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from pipeline.reading.grid_lines import Floats
from pipeline.reading.grid_lines import StraightLine
from pipeline.reading.grid_lines import edges
from pipeline.reading.grid_lines import ink
from pipeline.reading.grid_lines import level_steps
from pipeline.reading.grid_lines import open_sides
from pipeline.reading.grid_lines import run_out

__all__ = ["Frame", "Place", "lay_grid"]

# Share of an edge that must be drawn.
DRAWN = 0.6
# Of a line that is drawn over this share of the whole grid, this share of an edge is enough: a
# stamp or a faint print hides the rest. Underlined words in one cell stay below.
HALF_HIDDEN = 0.25
# In a region that cannot be a cell (not a rectangle) a trace of an edge counts.
TRACE = 0.05
# Share of a cell's outline that is drawn. The open corner of a frame that is no rectangle has half
# of it at most.
OUTLINED = 0.6
# More grid places than this are a drawing.
MAX_PLACES = 40_000


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell's place in the grid, half-open: rows `top` to `bottom`, columns `left` to `right`."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A grid.

    Attributes:
        ys, xs: Row and column edges in points, ascending, at least two each.
        cells: Its cells, sorted; places that no cell covers lie outside the frame.
        solid: Share of the grid's area covered by cells with most of their outline drawn.
    """

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    cells: tuple[Place, ...]
    solid: float

    @property
    def rows(self) -> int:
        """Number of grid rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of grid columns."""
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        """The whole grid's extent, points."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, place: Place) -> Box:
        """Return a cell's extent, points."""
        return Box(
            self.xs[place.left], self.ys[place.top], self.xs[place.right], self.ys[place.bottom]
        )


@dataclass(frozen=True, slots=True)
class _Edges:
    """Drawn shares: `level[row edge, column]` across, `sheer[row, column edge]` upright."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    level: Floats
    sheer: Floats


def lay_grid(
    across: Sequence[StraightLine],
    upright: Sequence[StraightLine],
    *,
    all_across: Sequence[StraightLine],
    all_upright: Sequence[StraightLine],
) -> Frame | None:
    """Return the grid through lines that hang together, or None when they enclose nothing.

    Args:
        across: The group's horizontal lines.
        upright: The group's vertical lines.
        all_across: All horizontal lines of the page: a piece between two hidden stretches
            touches nothing, yet it is part of its line.
        all_upright: All vertical lines of the page.
    """
    ours = {*across, *upright}
    other_across = [line for line in all_across if line not in ours]
    other_upright = [line for line in all_upright if line not in ours]
    across, upright = level_steps(across), level_steps(upright)
    if len(across) * len(upright) <= MAX_PLACES:
        across = run_out(across, upright)
        upright = run_out(upright, across)
    sides = open_sides(across, upright)
    ends = open_sides(upright, across)
    ys = tuple(edges([*across, *ends]))
    xs = tuple(edges([*upright, *sides]))
    if len(ys) < 2 or len(xs) < 2 or (len(ys) - 1) * (len(xs) - 1) > MAX_PLACES:
        return None
    level = ink([*across, *ends, *other_across], ys, xs)
    sheer = ink([*upright, *sides, *other_upright], xs, ys).T
    drawn = _Edges(ys, xs, level, sheer)
    cells = [place for place in _flow_together(drawn) if not _is_open_corner(place, drawn)]
    return _without_idle_edges(cells, drawn) if cells else None


def _flow_together(drawn: _Edges) -> list[Place]:
    """Return regions of grid places that no drawn edge parts, sorted."""
    rows, columns = len(drawn.ys) - 1, len(drawn.xs) - 1
    closed_below = _closed(drawn.level, np.diff(drawn.xs))
    closed_left = _closed(drawn.sheer.T, np.diff(drawn.ys)).T
    free = np.ones((rows, columns), dtype=bool)
    places: list[Place] = []
    for seed in range(rows * columns):
        if not free.flat[seed]:
            continue
        free.flat[seed] = False
        region: list[tuple[int, int]] = []
        todo = [divmod(seed, columns)]
        while todo:
            row, column = todo.pop()
            region.append((row, column))
            for closed, next_row, next_column in (
                (closed_below[row + 1, column], row + 1, column),
                (closed_below[row, column], row - 1, column),
                (closed_left[row, column + 1], row, column + 1),
                (closed_left[row, column], row, column - 1),
            ):
                inside = 0 <= next_row < rows and 0 <= next_column < columns
                if not closed and inside and free[next_row, next_column]:
                    free[next_row, next_column] = False
                    todo.append((next_row, next_column))
        places.extend(_rectangles(sorted(region), drawn))
    return sorted(places)


def _closed(shares: Floats, lengths: Floats) -> NDArray[np.bool_]:
    """Tell which edges part two cells, shape as `shares`; one row of it is one grid line."""
    whole = (shares * lengths).sum(axis=1, keepdims=True) / lengths.sum()
    closed: NDArray[np.bool_] = (shares >= DRAWN) | (
        (shares >= HALF_HIDDEN) & (whole >= HALF_HIDDEN)
    )
    return closed


def _rectangles(region: list[tuple[int, int]], drawn: _Edges) -> list[Place]:
    """Return the region as one rectangle, or cut into several where it is none."""
    columns = [column for _, column in region]
    around = Place(region[0][0], min(columns), region[-1][0] + 1, max(columns) + 1)
    if (around.bottom - around.top) * (around.right - around.left) == len(region):
        return [around]
    strips: list[Place] = []
    for row, column in region:
        last = strips[-1] if strips else None
        open_left = drawn.sheer[row, column] < TRACE
        if last is not None and last.top == row and last.right == column and open_left:
            strips[-1] = Place(row, last.left, row + 1, column + 1)
        else:
            strips.append(Place(row, column, row + 1, column + 1))
    return _stacked(strips, drawn)


def _stacked(strips: list[Place], drawn: _Edges) -> list[Place]:
    """Join strips of one width that lie on each other with no trace of an edge between."""
    whole: list[Place] = []
    growing: dict[tuple[int, int], Place] = {}
    for strip in strips:
        key = (strip.left, strip.right)
        above = growing.get(key)
        if above is not None and above.bottom == strip.top:
            edge = drawn.level[strip.top, strip.left : strip.right]
            if float(edge.max()) < TRACE:
                growing[key] = Place(above.top, strip.left, strip.bottom, strip.right)
                continue
        if above is not None:
            whole.append(above)
        growing[key] = strip
    return [*whole, *growing.values()]


def _is_open_corner(place: Place, drawn: _Edges) -> bool:
    """Tell whether a place lies outside the frame, in a corner that the frame leaves open.

    Only corners: a place with one outer side is a cell whose border is hidden.
    """
    columns, rows = slice(place.left, place.right), slice(place.top, place.bottom)
    upper, lower = drawn.level[place.top, columns], drawn.level[place.bottom, columns]
    left, right = drawn.sheer[rows, place.left], drawn.sheer[rows, place.right]
    outer = [
        side
        for side, is_outer in (
            (upper, place.top == 0),
            (lower, place.bottom == len(drawn.ys) - 1),
            (left, place.left == 0),
            (right, place.right == len(drawn.xs) - 1),
        )
        if is_outer
    ]
    if len(outer) < 2 or any(float(side.max()) >= TRACE for side in outer):
        return False
    return _outline(place, drawn) < OUTLINED


def _outline(place: Place, drawn: _Edges) -> float:
    """Return the drawn share of a place's outline, by length."""
    columns, rows = slice(place.left, place.right), slice(place.top, place.bottom)
    widths = np.diff(drawn.xs[place.left : place.right + 1])
    heights = np.diff(drawn.ys[place.top : place.bottom + 1])
    level, sheer = drawn.level, drawn.sheer
    length = float(((level[place.top, columns] + level[place.bottom, columns]) * widths).sum())
    length += float(((sheer[rows, place.left] + sheer[rows, place.right]) * heights).sum())
    return length / float(2 * (widths.sum() + heights.sum()))


def _without_idle_edges(cells: list[Place], drawn: _Edges) -> Frame:
    """Drop grid lines that no cell begins or ends at (an underline that touched the frame)."""
    rows = sorted({row for cell in cells for row in (cell.top, cell.bottom)})
    columns = sorted({column for cell in cells for column in (cell.left, cell.right)})
    row_of = {row: index for index, row in enumerate(rows)}
    column_of = {column: index for index, column in enumerate(columns)}
    ys, xs = tuple(drawn.ys[row] for row in rows), tuple(drawn.xs[column] for column in columns)
    solid = sum(
        (drawn.xs[c.right] - drawn.xs[c.left]) * (drawn.ys[c.bottom] - drawn.ys[c.top])
        for c in cells
        if _outline(c, drawn) >= OUTLINED
    )
    return Frame(
        ys=ys,
        xs=xs,
        cells=tuple(
            Place(row_of[c.top], column_of[c.left], row_of[c.bottom], column_of[c.right])
            for c in cells
        ),
        solid=solid / ((xs[-1] - xs[0]) * (ys[-1] - ys[0])),
    )
