"""Cells of scanned tables in the archive say how sure they are; those of text layers say nothing."""

from __future__ import annotations

import pytest

from models.record import RowKind
from models.record import Table
from models.record import TableRow
from pipeline.archive.table_rows import NumberedTable
from pipeline.archive.table_rows import cell_rows


@pytest.mark.parametrize(
    ("sure", "expected"),
    [([0.9, 0.35], [0.9, 0.35]), ([], [None, None]), ([0.5], [0.5, None])],
    ids=["a scan", "a text layer", "a label of fewer cells"],
)
def test_confidence_of_a_cell(sure: list[float], expected: list[float | None]) -> None:
    row = TableRow(
        page=1,
        kind=RowKind.ITEM,
        cells=["1", "Rà soát danh mục"],
        inherited=[False, False],
        confidences=sure,
    )
    table = Table(columns=["TT", "Nội dung"], rows=[row], page=1)
    rows = list(cell_rows(NumberedTable(appendix=1, number=1, table=table)))
    assert [cell["confidence"] for cell in rows] == expected
