"""The grid of a Word table: where its cells stand, how far they reach, whether it has borders.

In: a table element. Out: a `WordTable` with its cells in grid places, vertical merges joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from models.page import Cell
from models.page import Word
from pipeline.reading.word_runs import Styles

__all__ = ["GridCell", "WordTable", "lay_grid"]

_MAX_CELLS = 50_000
_MAX_COLUMNS = 200
_NO_LINE = frozenset({None, "nil", "none"})
# Without borders, this many rows of three columns or more are data; fewer are a set form.
_DATA_ROWS = 5
_DATA_COLUMNS = 3


@dataclass(slots=True, kw_only=True)
class GridCell:
    """A printed cell.

    Attributes:
        row, column, row_span, column_span: As in `models.page.Cell`.
        element: The cell's element.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    element: Any

    def printed(self, words: tuple[Word, ...]) -> Cell:
        """Return the cell with its words."""
        return Cell(
            row=self.row,
            column=self.column,
            row_span=self.row_span,
            column_span=self.column_span,
            words=words,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """A table's grid.

    Attributes:
        rows, columns: Size of the grid, at least 1.
        cells: Sorted by (row, column).
        ruled: True where most cells have borders.
        is_layout: True where it only sets columns side by side.
    """

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    ruled: bool
    is_layout: bool

    def columns_of_cells(self) -> Iterator[list[GridCell]]:
        """Yield the cells column by column; a row that is one cell parts what is above and below."""
        block: list[GridCell] = []
        for cell in self.cells:
            if cell.column_span == self.columns and self.columns > 1:
                yield from _by_column(block)
                yield [cell]
                block = []
            else:
                block.append(cell)
        yield from _by_column(block)


def _by_column(cells: list[GridCell]) -> Iterator[list[GridCell]]:
    for column in sorted({cell.column for cell in cells}):
        yield [cell for cell in cells if cell.column == column]


def lay_grid(element: Any, styles: Styles) -> WordTable | None:
    """Return the grid of a table element; None for a table without cells."""
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}
    rows = _own(element, "w:tr")
    for row, tr in enumerate(rows):
        column = _property(tr, "w:trPr", "w:gridBefore", 0)
        open_cells: dict[int, GridCell] = {}
        for tc in _own(tr, "w:tc"):
            span = min(max(1, _property(tc, "w:tcPr", "w:gridSpan", 1)), _MAX_COLUMNS)
            upper = above.get(column)
            if _continues(tc) and upper is not None:
                upper.row_span = row - upper.row + 1
                open_cells[column] = upper
            else:
                cell = GridCell(row=row, column=column, row_span=1, column_span=span, element=tc)
                cells.append(cell)
                open_cells[column] = cell
            column += span
            if len(cells) > _MAX_CELLS or column > _MAX_COLUMNS:
                break
        above = open_cells
    if not cells:
        return None
    columns = max(cell.column + cell.column_span for cell in cells)
    ruled = _is_ruled(element, cells, styles)
    is_data = len(rows) >= _DATA_ROWS and columns >= _DATA_COLUMNS
    return WordTable(
        rows=len(rows),
        columns=columns,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        ruled=ruled,
        is_layout=not ruled and not is_data,
    )


def _own(element: Any, tag: str) -> list[Any]:
    """Return children of a kind, through content controls and insertions but not nested tables."""
    found: list[Any] = []
    for child in element:
        if child.tag == qn(tag):
            found.append(child)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            found += _own(child, tag)
    return found


def _property(element: Any, properties: str, tag: str, default: int) -> int:
    child = element.find(f"{qn(properties)}/{qn(tag)}")
    value = "" if child is None else child.get(qn("w:val"), "")
    return min(int(value), _MAX_COLUMNS) if value.isdigit() else default


def _continues(tc: Any) -> bool:
    merge = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _is_ruled(element: Any, cells: list[GridCell], styles: Styles) -> bool:
    """Tell whether most cells are drawn: by the table's inner borders or by their own."""
    inner = _inner_lines(element, styles)
    drawn = sum(_is_drawn(cell.element, inner) for cell in cells)
    return 2 * drawn > len(cells)


def _inner_lines(element: Any, styles: Styles) -> bool:
    properties = element.find(qn("w:tblPr"))
    if properties is None:
        return False
    own = properties.find(qn("w:tblBorders"))
    if own is not None:
        return _has_line(own, "w:insideV", "w:insideH", "w:left")
    named = properties.find(qn("w:tblStyle"))
    for style in styles.chain(None if named is None else named.get(qn("w:val"))):
        borders = style.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
        if borders is not None:
            return _has_line(borders, "w:insideV", "w:insideH", "w:left")
    return False


def _has_line(borders: Any, *tags: str) -> bool:
    children = [borders.find(qn(tag)) for tag in tags]
    return any(c is not None and c.get(qn("w:val")) not in _NO_LINE for c in children)


def _is_drawn(tc: Any, inner: bool) -> bool:
    """A cell's own borders go before the table's; two drawn sides make a cell."""
    own = tc.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}")
    if own is None:
        return inner
    drawn = 0
    for tag in ("w:top", "w:left", "w:bottom", "w:right"):
        side = own.find(qn(tag))
        if side is None:
            drawn += inner
        else:
            drawn += side.get(qn("w:val")) not in _NO_LINE
    return drawn >= 2
