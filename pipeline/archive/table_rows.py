"""The tables of a record (appendices, and tables in the body) as rows of the archive.

Two forms: one row per printed row, with the first cells side by side for a spreadsheet, and one
row per cell with its heading, for counting. Tables in the body have appendix number 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from models.record import Appendix
from models.record import Record
from models.record import Table
from models.record import TableRow
from pipeline.archive.schema import CELL_COLUMNS
from pipeline.archive.storable import day
from pipeline.archive.storable import folded
from pipeline.archive.storable import storable

__all__ = ["NumberedTable", "appendix_row", "cell_rows", "printed_rows", "tables_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedTable:
    """A table with its place in the record: appendix (0 for the body) and number, both from 1."""

    appendix: int
    number: int
    table: Table


def tables_of(record: Record) -> Iterator[NumberedTable]:
    """Yield the tables of the body, then those of each appendix, in order."""
    for number, table in enumerate(record.body_tables, 1):
        yield NumberedTable(appendix=0, number=number, table=table)
    for place, appendix in enumerate(record.appendices, 1):
        for number, table in enumerate(appendix.tables, 1):
            yield NumberedTable(appendix=place, number=number, table=table)


def appendix_row(number: int, appendix: Appendix) -> Mapping[str, object]:
    """Return the row of table `appendices` for the appendix with this number (from 1)."""
    reference = appendix.reference
    places = [part.page for part in (appendix.label, appendix.title, reference) if part]
    places += [table.page for table in appendix.tables]
    return {
        "appendix": number,
        "label": _value(appendix.label.value if appendix.label else None),
        "title": _value(appendix.title.value if appendix.title else None),
        "reference_number": _value(reference.reference_number if reference else None),
        "issued_on": day(reference.issued_on) if reference else None,
        "issuing_body": _value(reference.issuing_body if reference else None),
        "tables": len(appendix.tables),
        "rows": sum(len(table.rows) for table in appendix.tables),
        "page": places[0] if places else None,
    }


def _value(text: str | None) -> str | None:
    return None if text is None else storable(text)


def printed_rows(numbered: NumberedTable) -> Iterator[Mapping[str, object]]:
    """Yield one row of `appendix_rows` per printed row."""
    for number, row in enumerate(numbered.table.rows, 1):
        cells = [storable(cell) for cell in row.cells]
        shown = dict.fromkeys((f"cell_{n}" for n in range(1, CELL_COLUMNS + 1)), None) | {
            f"cell_{n}": cell for n, cell in enumerate(cells[:CELL_COLUMNS], 1)
        }
        yield {
            "appendix": numbered.appendix,
            "table_no": numbered.number,
            "row_no": number,
            "page": row.page,
            "kind": row.kind.value,
            "section": " › ".join(storable(part) for part in row.section) or None,
            **shown,
            "cells": json.dumps(cells, ensure_ascii=False),
            "cells_folded": folded(" ".join(_printed(row))),
        }


def _printed(row: TableRow) -> list[str]:
    return [c for c, i in zip(row.cells, row.inherited, strict=False) if c and not i]


def cell_rows(numbered: NumberedTable) -> Iterator[Mapping[str, object]]:
    """Yield one row of `appendix_cells` per cell, with its column's heading."""
    columns = numbered.table.columns
    for number, row in enumerate(numbered.table.rows, 1):
        for place, cell in enumerate(row.cells, 1):
            heading = columns[place - 1] if place <= len(columns) else None
            yield {
                "appendix": numbered.appendix,
                "table_no": numbered.number,
                "row_no": number,
                "column_no": place,
                "heading": storable(heading) if heading else None,
                "text": storable(cell),
                "inherited": bool(row.inherited[place - 1 : place] == [True]),
                "confidence": row.confidences[place - 1] if place <= len(row.confidences) else None,
            }
