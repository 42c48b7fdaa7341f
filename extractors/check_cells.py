"""Name the cells of tables that were not read surely, so that a person looks at these and not at all.

In: a record and the layout it was read from. Out: one finding for each page with such cells, which
holds their places. A cell is as sure as its least sure word; the confidences of its words are the
reader's own, not calibrated. A running number that its neighbours bear out is as sure as its row
says. Only what was read from an image can be unsure.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from extractors.check_findings import finding
from extractors.confidence import DOUBTFUL
from models.geometry import Box
from models.layout import LaidCell
from models.layout import Layout
from models.record import Finding
from models.record import Record
from models.record import Severity
from models.record import TableRow
from models.values import Evidence
from models.values import evidence_fields

__all__ = ["check_cells"]

_RULE = "table.cell"
_Place = tuple[int, tuple[float, ...]]


def check_cells(record: Record, layout: Layout | None = None) -> list[Finding]:
    """Return the findings about doubtful cells; none without a layout.

    Args:
        record: The record, its tables read.
        layout: The paper that it was read from.
    """
    if layout is None:
        return []
    pages = _scanned_pages(record)
    sure = _sure_places(record)
    doubtful: dict[int, list[Evidence]] = {}
    for table in layout.tables:
        if table.page in pages:
            doubtful.setdefault(table.page, []).extend(
                _unsure(layout, [c for c in table.cells if _place(table.page, c.box) not in sure])
            )
    field = "appendices" if any(a.tables for a in record.appendices) else "body_tables"
    return [
        finding(
            "cells-doubtful",
            Severity.WARNING,
            f"Bảng ở trang {page}: {len(cells)} ô đọc được không chắc chắn; cần người xem lại.",
            f"Table on page {page}: cells not read surely: {len(cells)}; a person should look at them.",
            [field],
            cells,
        )
        for page, cells in sorted(doubtful.items())
        if cells
    ]


def _scanned_rows(record: Record) -> Iterator[TableRow]:
    """Return the rows of which something was read from an image."""
    for table in [*record.body_tables, *(t for a in record.appendices for t in a.tables)]:
        yield from (row for row in table.rows if row.confidences)


def _scanned_pages(record: Record) -> set[int]:
    return {page for row in _scanned_rows(record) for page in (row.page, *row.pages)}


def _sure_places(record: Record) -> set[_Place]:
    """Return the places of the record's cells that are sure."""
    return {
        (row.page, tuple(box))
        for row in _scanned_rows(record)
        for box, sure in zip(row.boxes, row.confidences, strict=False)
        if box is not None and sure >= DOUBTFUL
    }


def _place(page: int, box: Box | None) -> _Place:
    return page, tuple(box.as_list()) if box is not None else ()


def _unsure(layout: Layout, cells: Sequence[LaidCell]) -> Iterator[Evidence]:
    for cell in cells:
        words = layout.anchors_in(cell.start, cell.end)
        sure = min((word.confidence for word in words if word.ocr), default=1.0)
        if sure < DOUBTFUL:
            place = evidence_fields(layout, cell.start, cell.end, rule=_RULE)
            yield Evidence(**{**place, "confidence": round(sure, 3)})
