"""Cells of tables that were not read surely are named, those that were are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.check_cells import check_cells
from models.geometry import Box
from models.layout import Layout
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import RowKind
from models.record import Source
from models.record import Table
from models.record import TableRow
from tests.extractors.layouts import Cells
from tests.extractors.layouts import a_body

ROWS = (("1", "Lập danh mục hồ sơ"), ("2", "Rà soát kho lưu trữ"))


def laid(*, sure: float, ocr: bool = True) -> Layout:
    """Return a body with a table, the word «soát» read with confidence `sure`."""
    layout = a_body("Danh mục công việc", Cells(ROWS))
    anchors = tuple(
        replace(
            a, ocr=ocr, confidence=sure if layout.text[a.start : a.end] == "soát" else a.confidence
        )
        for a in layout.anchors
    )
    return replace(layout, anchors=anchors)


def record(*, scanned: bool = True) -> Record:
    rows = [
        TableRow(
            page=1,
            kind=RowKind.ITEM,
            cells=list(cells),
            inherited=[False, False],
            confidences=[0.9, 0.9] if scanned else [],
        )
        for cells in ROWS
    ]
    return Record(
        source=Source(file="a.pdf", pages=1),
        outcome=outcome(OutcomeCode.COMPLETE),
        body_tables=[Table(columns=["TT", "Nội dung"], rows=rows, page=1)],
    )


def test_a_cell_that_its_row_calls_sure_is_not_named() -> None:
    bare = laid(sure=0.4)
    box = Box(80, 100, 300, 120)
    table = bare.tables[0]
    cells = tuple(
        replace(c, box=box) if "soát" in bare.text[c.start : c.end] else c for c in table.cells
    )
    layout = replace(bare, tables=(replace(table, cells=cells),))
    whole = record()
    (read,) = whole.body_tables
    boxes = [None, box.as_list()]
    rows = [row.model_copy(update={"boxes": boxes}) for row in read.rows]
    known = whole.model_copy(update={"body_tables": [read.model_copy(update={"rows": rows})]})
    assert check_cells(known, layout) == []


def test_a_doubtful_cell_is_named_with_its_place() -> None:
    layout = laid(sure=0.4)
    (found,) = check_cells(record(), layout)
    assert (found.code, found.fields) == ("cells-doubtful", ["body_tables"])
    (place,) = found.evidence
    assert layout.text[slice(*place.span)] == "Rà soát kho lưu trữ"
    assert (place.page, place.confidence) == (1, 0.4)


@pytest.mark.parametrize(("sure", "ocr"), [(0.6, True), (0.95, True), (0.4, False)])
def test_what_is_sure_or_not_from_an_image_is_not_named(sure: float, ocr: bool) -> None:
    assert check_cells(record(), laid(sure=sure, ocr=ocr)) == []


def test_a_page_without_a_table_in_the_record_is_not_looked_at() -> None:
    assert check_cells(record(scanned=False), laid(sure=0.4)) == []


def test_without_the_layout_nothing_is_said() -> None:
    assert check_cells(record()) == []
