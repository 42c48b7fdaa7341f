"""The archive's tables as pandas DataFrames, ready to leave the house.

Rows come in content order (see `order`). Every table names its document by reference number and
day and ends with `access`, the document's circulation marks, so that they travel with every copy.
Measurements (seconds, memory, time of reading) stay behind: the same papers give the same bytes.
`record_json` is the business of the JSON Lines export and stays behind too.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Column
from sqlalchemy import ColumnElement
from sqlalchemy import Connection
from sqlalchemy import Table
from sqlalchemy import case
from sqlalchemy import select

from models.outcome import OutcomeCode
from pipeline.archive import schema
from pipeline.archive.export_target import GRAPH_TABLES
from pipeline.archive.order import document_order

__all__ = ["ColumnKind", "ExportTable", "export_tables"]

_LEFT_OUT = frozenset({"record_json", "seconds", "peak_mb", "seen_at", "options_hash"})
_RANK = "__rank"

ColumnKind = type[str] | type[int] | type[float] | type[bool] | type[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTable:
    """One table on its way out.

    Attributes:
        name: Name of the table.
        frame: Its rows; values are str, int, float, bool, datetime.date or None.
        kinds: Python type of each column of `frame`, in order.
    """

    name: str
    frame: pd.DataFrame
    kinds: tuple[type, ...]


def export_tables(connection: Connection, *, search_columns: bool) -> Iterator[ExportTable]:
    """Yield every table in a fixed order.

    Args:
        connection: A reading connection.
        search_columns: True to keep the `_folded` columns.
    """
    ranks = {key: rank for rank, key in enumerate(document_order(connection))}
    yield _documents(connection, ranks, search_columns=search_columns)
    for table in schema.CHILD_TABLES:
        yield _child(connection, table, ranks, search_columns=search_columns)
    yield from _graph(connection)
    yield _ledger(connection)


def _graph(connection: Connection) -> Iterator[ExportTable]:
    """Yield the graph of citations: its nodes, documents held and not held, and its edges."""
    # Loaded here, because the graph itself goes through the archive.
    from pipeline.archive.graph import graph_tables

    tables = graph_tables(connection)
    kinds = {"held": bool, "mentions": int, "page": int, "confidence": float}
    for name, frame in zip(GRAPH_TABLES, (tables.nodes, tables.edges), strict=True):
        yield ExportTable(
            name=name, frame=frame, kinds=tuple(kinds.get(column, str) for column in frame.columns)
        )


def _columns(table: Table, *, search_columns: bool) -> list[Column[object]]:
    return [
        column
        for column in table.columns
        if column.name not in _LEFT_OUT and (search_columns or not column.name.endswith("_folded"))
    ]


def _frame(
    rows: Sequence[Sequence[object]], columns: Sequence[ColumnElement[Any]], names: Sequence[str]
) -> pd.DataFrame:
    assert len(columns) == len(names)  # noqa: S101 - a mistake of ours, not of the data
    return pd.DataFrame([tuple(row) for row in rows], columns=list(names), dtype=object)


def _kinds(columns: Sequence[ColumnElement[Any]]) -> tuple[type, ...]:
    return tuple(column.type.python_type for column in columns)


def _documents(
    connection: Connection, ranks: dict[str, int], *, search_columns: bool
) -> ExportTable:
    columns = _columns(schema.documents, search_columns=search_columns)
    columns.sort(key=lambda column: column.name == "access")
    rows = sorted(connection.execute(select(*columns)).all(), key=lambda row: ranks[row.id])
    frame = _frame(rows, columns, [column.name for column in columns])
    return ExportTable(name="documents", frame=frame, kinds=_kinds(columns))


def _child(
    connection: Connection, table: Table, ranks: dict[str, int], *, search_columns: bool
) -> ExportTable:
    parent = schema.documents
    own = _columns(table, search_columns=search_columns)
    columns = [own[0], parent.c.reference_number, parent.c.issued_on, *own[1:], parent.c.access]
    names = ["document_id", "document_reference", "document_issued_on"]
    names += [*(column.name for column in own[1:]), "access"]
    statement = select(*columns).join(parent, parent.c.id == table.c.document_id)
    keys = [names.index(column.name) for column in _order_columns(table)]
    rows = sorted(
        connection.execute(statement).all(),
        key=lambda row: (ranks[row[0]], *(row[key] for key in keys)),
    )
    frame = _frame(rows, columns, names)
    return ExportTable(name=table.name, frame=frame, kinds=_kinds(columns))


def _order_columns(table: Table) -> list[Column[object]]:
    """The printed order: the primary key after the document, but tasks by place, not by label."""
    if table is schema.tasks:
        return [table.c.position]
    return [column for column in table.primary_key.columns if column.name != "document_id"]


def _ledger(connection: Connection) -> ExportTable:
    table, parent = schema.ledger, schema.documents
    own = [c for c in _columns(table, search_columns=False) if c.name != "id"]
    repeats = table.c.outcome_code == OutcomeCode.DUPLICATE.value
    copied = case((repeats, parent.c.source_name)).label("same_bytes_as")
    columns = [*own, copied, parent.c.access]
    statement = select(*columns).join(parent, parent.c.sha256 == table.c.sha256, isouter=True)
    rows = sorted(
        connection.execute(statement).all(), key=lambda row: (row.source_name, row.sha256 or "")
    )
    frame = _frame(rows, columns, [column.name for column in columns])
    return ExportTable(name="ledger", frame=frame, kinds=_kinds(columns))
