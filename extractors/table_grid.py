"""A laid table becomes rows of slots: one slot per column, merged cells seen from every place.

In: a `LaidTable` and the layout's text. Out: a `Piece` whose rows all have one slot per column,
with the column edges where the source has geometry. What a header, a group row or a continued
row is is told from slots by the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from statistics import median

from models.geometry import Box
from models.layout import LaidCell
from models.layout import LaidTable
from models.layout import Layout

__all__ = ["BLANK", "MAX_SLOTS", "GridRow", "Piece", "Slot", "make_piece", "spread"]

# A table with more places than this is no table; bounds the work on hostile input.
MAX_SLOTS = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place of a row.

    Attributes:
        text: The cell's text, blanks made one; the same in every place that a cell covers.
        box: The cell's box in points, or None.
        printed: True in the cell's first row and column.
        row_span: Rows that the cell covers on its page.
        column_span: Columns that the cell covers.
        below: True where the cell began in a row above.
        ocr: True where the text was read from an image.
        sure: How sure its least sure word is, 0 to 1.
    """

    text: str = ""
    box: Box | None = None
    printed: bool = True
    row_span: int = 1
    column_span: int = 1
    below: bool = False
    ocr: bool = False
    sure: float = 1.0

    @property
    def inherited(self) -> bool:
        """True for a text that covers this place and is not printed in it."""
        return bool(self.text) and not self.printed


BLANK = Slot()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A printed row: its slots and the pages that it touches, ascending, at least one."""

    slots: tuple[Slot, ...]
    pages: tuple[int, ...]

    @property
    def printed(self) -> tuple[str, ...]:
        """The texts printed in this row, from the left, blank ones left out."""
        return tuple(slot.text for slot in self.slots if slot.printed and slot.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A table's part on one page, as rows of slots.

    Attributes:
        page: 1-based page.
        start, end: Its range in the text.
        columns: Number of columns.
        rows: Its printed rows, header included.
        edges: Column edges in points, `columns + 1` of them, ascending; None without geometry.
        ruled: True where ruling lines made the grid.
    """

    page: int
    start: int
    end: int
    columns: int
    rows: tuple[GridRow, ...]
    edges: tuple[float, ...] | None
    ruled: bool


def make_piece(layout: Layout, table: LaidTable) -> Piece | None:
    """Return the table as rows of slots, or None when it has no cells or too many places."""
    if not table.cells or table.rows * table.columns > MAX_SLOTS:
        return None
    grid = [[BLANK] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        text = " ".join(layout.cut(cell).split())
        anchors = list(layout.anchors_in(cell.start, cell.end))
        ocr = any(anchor.ocr for anchor in anchors)
        sure = min((anchor.confidence for anchor in anchors), default=1.0)
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = Slot(
                    text=text,
                    box=cell.box,
                    printed=(row, column) == (cell.row, cell.column),
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    below=row > cell.row,
                    ocr=ocr,
                    sure=sure,
                )
    return Piece(
        page=table.page,
        start=table.start,
        end=table.end,
        columns=table.columns,
        rows=tuple(GridRow(slots=tuple(row), pages=(table.page,)) for row in grid),
        edges=_edges(table.cells, table.columns),
        ruled=table.ruled,
    )


def _edges(cells: Sequence[LaidCell], columns: int) -> tuple[float, ...] | None:
    seen: list[list[float]] = [[] for _ in range(columns + 1)]
    for cell in cells:
        right = cell.column + cell.column_span
        if cell.box is not None and 0 <= cell.column < right <= columns:
            seen[cell.column].append(cell.box.x0)
            seen[right].append(cell.box.x1)
    if not all(seen):
        return None
    edges = tuple(median(places) for places in seen)
    return edges if list(edges) == sorted(edges) else None


def spread(row: GridRow, places: Sequence[int]) -> GridRow:
    """Return the row on a finer grid: column `i` comes to cover `places[i]` to `places[i + 1]`.

    Args:
        row: A row of `len(places) - 1` slots.
        places: Ascending edge numbers of the finer grid, the first 0.
    """
    slots: list[Slot] = []
    for index, slot in enumerate(row.slots):
        wide = places[index + 1] - places[index]
        widened = replace(slot, column_span=max(slot.column_span, wide))
        slots.append(widened)
        slots.extend(replace(widened, printed=False) for _ in range(wide - 1))
    return replace(row, slots=tuple(slots))
