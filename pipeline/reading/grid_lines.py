"""Pieces of ruling lines become straight lines, groups that hang together, and inked edges.

In: pieces as a PDF or an image gives them. `join_lines` makes whole lines of them, `crossing`
tells which lines belong to one frame, `open_sides` adds the outer edges that a frame leaves out,
`edges` gives a frame's row or column edges, `ink` measures how much of each edge is drawn.
A line does not know whether it lies across the page or upright: both are handled alike.
"""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LEAST_CELL_PT",
    "SNAP_PT",
    "Floats",
    "LineGroup",
    "StraightLine",
    "crossing",
    "edges",
    "ink",
    "join_lines",
    "level_steps",
    "open_sides",
    "run_out",
]

# Two lines this near are one: borders of neighbouring cells drawn twice lie up to 3 pt apart, while
# the lowest printed row is a line of 5 pt type. A run of near lines never grows beyond twice that.
SNAP_PT = 3.0
# Pieces of one line with a gap up to this are joined: dotted borders, and corners left out.
GAP_PT = 3.0
# A line's end may miss the line it meets by two pixels at 72 dpi or by half a thick border;
# underlined text in a cell starts behind the cell's padding of 2.8 pt and more.
TOUCH_PT = 2.0
# A slanted line's lean counts up to this: 0.6 degrees over a landscape page.
MOST_LEAN_PT = 4.0
# Pieces of one slanted line lie no further apart; rows of type are higher.
STEP_PT = 7.0
# Below this nothing can be printed in a cell; also the least overhang that makes an open column.
LEAST_CELL_PT = 6.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StraightLine:
    """A line: where it lies across (`at`) and along (`start` to `end`), points.

    `lean` is how far its ends may lie from `at`: half its thickness, and its slant.
    """

    at: float
    start: float
    end: float
    lean: float = 0.0

    @property
    def length(self) -> float:
        """Length in points."""
        return self.end - self.start


def join_lines(lines: Iterable[StraightLine]) -> list[StraightLine]:
    """Join pieces that lie on one line; lines sorted by place, then by start."""
    joined: list[StraightLine] = []
    for run in _runs(sorted(lines, key=lambda line: line.at)):
        at = _middle(run)
        pieces = [
            StraightLine(at, v.start, v.end, min(MOST_LEAN_PT, v.lean + abs(v.at - at)))
            for v in sorted(run, key=lambda piece: piece.start)
        ]
        last = pieces[0]
        for piece in pieces[1:]:
            if piece.start > last.end + GAP_PT:
                joined.append(last)
                last = piece
            else:
                lean = max(last.lean, piece.lean)
                last = StraightLine(at, last.start, max(last.end, piece.end), lean)
        joined.append(last)
    return [line for line in joined if line.length >= LEAST_CELL_PT]


def _middle(run: Sequence[StraightLine]) -> float:
    weight = sum(line.length for line in run)
    if weight <= 0:
        return run[0].at
    return sum(line.at * line.length for line in run) / weight


def level_steps(lines: Sequence[StraightLine]) -> list[StraightLine]:
    """Bring pieces of one slanted line, found at different places along it, to one place.

    They lie nearer than a row of type and side by side, never above one another.
    """
    levelled: list[StraightLine] = []
    run: list[StraightLine] = []
    for line in sorted(lines, key=lambda v: v.at):
        apart = all(v.end <= line.start + GAP_PT or line.end <= v.start + GAP_PT for v in run)
        if run and not (apart and line.at - run[0].at <= STEP_PT):
            levelled += [replace(v, at=_middle(run)) for v in run]
            run = []
        run.append(line)
    return [*levelled, *(replace(v, at=_middle(run)) for v in run)] if run else levelled


def run_out(lines: Sequence[StraightLine], others: Sequence[StraightLine]) -> list[StraightLine]:
    """Lengthen lines that end in the middle of a cell up to the next line across.

    A ruling line ends where it meets another. One that ends short of it was broken by a stamp, by
    print on it or by the scanner; only a line that meets two others is one of the grid (an
    underline that touches the frame is none), and it is lengthened by less than it is long.
    """
    lengthened: list[StraightLine] = []
    for line in lines:
        spans = [o.at for o in others if o.start - TOUCH_PT <= line.at <= o.end + TOUCH_PT]
        slack = TOUCH_PT + LEAST_CELL_PT
        met = [at for at in spans if line.start - slack <= at <= line.end + slack]
        if len(met) >= 2:
            start = max((at for at in spans if at <= line.start), default=line.start)
            end = min((at for at in spans if at >= line.end), default=line.end)
            start = line.start if min(met) < line.start + slack else start
            end = line.end if max(met) > line.end - slack else end
            if max(line.start - start, end - line.end) < line.length:
                lengthened.append(replace(line, start=start, end=end))
                continue
        lengthened.append(line)
    return lengthened


def _runs(lines: Sequence[StraightLine]) -> Iterator[list[StraightLine]]:
    """Yield runs of neighbouring lines, sorted by `at`, that are one line on paper."""
    run: list[StraightLine] = []
    for line in lines:
        if run and (line.at - run[-1].at > SNAP_PT or line.at - run[0].at > 2 * SNAP_PT):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines that hang together by crossing or touching."""

    across: list[StraightLine]
    upright: list[StraightLine]


def crossing(
    across: Sequence[StraightLine], upright: Sequence[StraightLine]
) -> Iterator[LineGroup]:
    """Yield the groups of lines that hang together, each with two lines one way at least.

    Cost: number of lines across times number of lines upright.
    """
    at_y, x0, x1, lean_y = _columns(across)
    at_x, y0, y1, lean_x = _columns(upright)
    slack_y, slack_x = TOUCH_PT + lean_y[:, None], TOUCH_PT + lean_x
    meet = (
        (x0[:, None] - slack_x <= at_x)
        & (at_x <= x1[:, None] + slack_x)
        & (y0 - slack_y <= at_y[:, None])
        & (at_y[:, None] <= y1 + slack_y)
    )
    fresh = {True: np.ones(len(across), dtype=bool), False: np.ones(len(upright), dtype=bool)}
    for seed in range(len(across)):
        if not fresh[True][seed]:
            continue
        fresh[True][seed] = False
        found: dict[bool, list[int]] = {True: [], False: []}
        todo = [(True, seed)]
        while todo:
            is_across, index = todo.pop()
            found[is_across].append(index)
            touched = meet[index] if is_across else meet[:, index]
            hits = np.flatnonzero(touched & fresh[not is_across])
            fresh[not is_across][hits] = False
            todo.extend((not is_across, int(hit)) for hit in hits)
        if len(found[True]) > 1 and found[False]:
            yield LineGroup([across[i] for i in found[True]], [upright[i] for i in found[False]])


def _columns(lines: Sequence[StraightLine]) -> Floats:
    rows = [(v.at, v.start, v.end, v.lean) for v in lines]
    return np.array(rows, dtype=np.float64).reshape(-1, 4).T


def open_sides(
    along: Sequence[StraightLine], upright: Sequence[StraightLine]
) -> list[StraightLine]:
    """Return the outer edges that a table without side borders leaves out.

    Where at least two lines and half of all overhang the outermost edge to the same place, the
    table goes on to there. The same holds for columns cut off by the end of a page.
    """
    if len({round(line.at) for line in along}) < 2:
        return []
    found: list[StraightLine] = []
    first, last = min(v.at for v in upright), max(v.at for v in upright)
    for end in (min(v.start for v in along), max(v.end for v in along)):
        if first - LEAST_CELL_PT < end < last + LEAST_CELL_PT:
            continue
        near = [v for v in along if min(abs(v.start - end), abs(v.end - end)) <= SNAP_PT]
        if len(near) >= 2 and 2 * len(near) >= len(along):
            found.append(StraightLine(end, min(v.at for v in near), max(v.at for v in near)))
    return found


def edges(lines: Sequence[StraightLine]) -> list[float]:
    """Return the places of the grid lines that `lines` make, ascending, doubled ones once."""
    return [_middle(run) for run in _runs(sorted(lines, key=lambda line: line.at))]


def ink(lines: Iterable[StraightLine], places: Sequence[float], stops: Sequence[float]) -> Floats:
    """Return how much of each grid line is drawn, shape (places, stretches between two stops).

    Args:
        lines: Any lines of one direction; those that lie on no grid line do not count.
        places: Grid lines across, ascending, at least one.
        stops: Grid lines of the other direction, ascending, at least two.

    Returns:
        Shares, each 0 to 1.
    """
    share = np.zeros((len(places), len(stops) - 1))
    for line in lines:
        row = _nearest(places, line.at)
        if abs(places[row] - line.at) > SNAP_PT:
            continue
        first = max(0, bisect_right(stops, line.start) - 1)
        for column in range(first, min(len(stops) - 1, bisect_left(stops, line.end))):
            shared = min(line.end, stops[column + 1]) - max(line.start, stops[column])
            if shared > 0:
                share[row, column] += shared / (stops[column + 1] - stops[column])
    return np.minimum(share, 1.0)


def _nearest(places: Sequence[float], at: float) -> int:
    after = bisect_left(places, at)
    around = (i for i in (after - 1, after) if 0 <= i < len(places))
    return min(around, key=lambda i: abs(places[i] - at))
