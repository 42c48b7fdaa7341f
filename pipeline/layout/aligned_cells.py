"""A table without ruling lines as a `PageTable`: heading, rows and cells with boxes.

In: a piece of such a table: its strips, its heading's words, its rows. Out: the same shape that
ruled tables have, so that all that comes after does not ask how a table was found. A heading's line
over several columns covers them; a group's name covers all columns behind its label. Boxes lie on
the original page: where the words were levelled, a cell's box is moved back by as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.geometry import Box
from models.geometry import union
from models.page import Cell
from models.page import PageTable
from models.page import Word
from pipeline.layout.aligned_bands import Placing
from pipeline.layout.aligned_bands import Strip
from pipeline.layout.aligned_bands import in_reading_order
from pipeline.layout.aligned_bands import side_by_side
from pipeline.layout.aligned_heading import Labels
from pipeline.layout.aligned_rows import AlignedRow
from pipeline.layout.aligned_rows import column_of

__all__ = ["Piece", "page_table"]

# Blank space that a cell has beyond its words.
_PADDING_PT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A table's part on one page.

    Attributes:
        page: 1-based page.
        strips: Blank strips between its columns.
        heading: Words of the heading; empty where the page does not repeat it.
        names: The heading's text of each column, also where it is not repeated.
        labels: Where running numbers stand, None in a table without them.
        rows: Its rows from the top.
        left, right: Outer edges, points.
        open_end: True where it reaches the end of its page.
        over: Words of the heading that may cover several columns.
    """

    page: int
    strips: tuple[Strip, ...]
    heading: tuple[Placing, ...]
    names: tuple[str, ...]
    labels: Labels | None
    rows: tuple[AlignedRow, ...]
    left: float
    right: float
    open_end: bool
    over: tuple[Placing, ...]

    @property
    def words(self) -> Iterator[Word]:
        """All its words."""
        yield from (p.word for p in self.heading)
        yield from (p.word for row in self.rows for p in row.words)

    @property
    def last_number(self) -> int:
        """The number of its last numbered row, 0 when it has none."""
        numbers = [row.number for row in self.rows if row.number is not None]
        return numbers[-1] if numbers else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A cell before it has a box: rows and columns half-open, and its words."""

    top: int
    bottom: int
    left: int
    right: int
    words: tuple[Placing, ...]


def page_table(piece: Piece) -> PageTable:
    """Return the piece as a table of its page."""
    places = list(_heading_places(piece)) if piece.heading else []
    above = max((place.bottom for place in places), default=0)
    for index, row in enumerate(piece.rows, start=above):
        places += _row_places(piece, row, index)
    ys = _row_edges(piece, above, places)
    xs = [piece.left - _PADDING_PT, *(s.middle for s in piece.strips), piece.right + _PADDING_PT]
    cells = [_cell(place, xs, ys) for place in places]
    return PageTable(
        rows=above + len(piece.rows),
        columns=len(piece.strips) + 1,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        box=union([cell.box for cell in cells if cell.box is not None]),
        ruled=False,
    )


def _heading_places(piece: Piece) -> Iterator[_Place]:
    """Yield the heading's cells: two rows where a line of it covers several columns."""
    wide = len(piece.strips) + 1
    over = list(_covering(piece))
    covered = {id(p) for _, _, words in over for p in words}
    below = {column for left, right, _ in over for column in range(left, right)}
    rows = 2 if over else 1
    for left, right, words in over:
        yield _Place(top=0, bottom=1, left=left, right=right, words=tuple(words))
    for column in range(wide):
        words = [
            p
            for p in piece.heading
            if id(p) not in covered and column_of(p, piece.strips) == column
        ]
        top = 1 if column in below else 0
        yield _Place(top=top, bottom=rows, left=column, right=column + 1, words=tuple(words))


def _covering(piece: Piece) -> Iterator[tuple[int, int, list[Placing]]]:
    """Yield runs of heading words that stand over a strip, and the columns that they cover."""
    for run in side_by_side(piece.over):
        box = union([p.box for p in run])
        crossed = [i for i, s in enumerate(piece.strips) if box.x0 < s.right and box.x1 > s.left]
        if crossed and any(box.x0 < piece.strips[i].middle < box.x1 for i in crossed):
            yield crossed[0], crossed[-1] + 2, run


def _row_places(piece: Piece, row: AlignedRow, index: int) -> Iterator[_Place]:
    wide = len(piece.strips) + 1
    if row.across:
        # The place of a label that was not read stays a place of its own.
        behind = piece.labels is not None and row.words[0].box.x0 >= piece.strips[0].middle
        label = row.words[:1] if row.label is not None else ()
        first = 1 if label or behind else 0
        if first:
            yield _Place(top=index, bottom=index + 1, left=0, right=1, words=label)
        rest = row.words[len(label) :]
        yield _Place(top=index, bottom=index + 1, left=first, right=wide, words=tuple(rest))
        return
    for column in range(wide):
        words = tuple(p for p in row.words if column_of(p, piece.strips) == column)
        yield _Place(top=index, bottom=index + 1, left=column, right=column + 1, words=words)


def _row_edges(piece: Piece, above: int, places: Sequence[_Place]) -> list[float]:
    """Return the edges of the rows: half way between the ink of one and the next."""
    extents: list[tuple[float, float]] = []
    for index in range(above):
        inside = [place for place in places if place.top <= index < place.bottom]
        alone = [place for place in inside if place.bottom - place.top == 1]
        boxes = [p.box for place in alone or inside for p in place.words]
        extents.append((min(b.y0 for b in boxes), max(b.y1 for b in boxes)))
    extents += [
        (min(p.box.y0 for p in row.words), max(p.box.y1 for p in row.words)) for row in piece.rows
    ]
    edges = [extents[0][0] - _PADDING_PT]
    for (_, bottom), (top, _) in pairwise(extents):
        edges.append(max(edges[-1], (bottom + top) / 2))
    return [*edges, extents[-1][1] + _PADDING_PT]


def _cell(place: _Place, xs: Sequence[float], ys: Sequence[float]) -> Cell:
    box = Box(xs[place.left], ys[place.top], xs[place.right], ys[place.bottom])
    ordered = in_reading_order(place.words)
    shifts = [(p.word.box.x0 - p.box.x0, p.word.box.y0 - p.box.y0) for p in ordered if p.word.box]
    if shifts:
        aside = sum(x for x, _ in shifts) / len(shifts)
        down = sum(y for _, y in shifts) / len(shifts)
        box = Box(box.x0 + aside, box.y0 + down, box.x1 + aside, box.y1 + down)
    return Cell(
        row=place.top,
        column=place.left,
        row_span=place.bottom - place.top,
        column_span=place.right - place.left,
        words=tuple(p.word for p in ordered),
        box=box,
    )
