"""Read tasks from tables whose columns say who leads, who takes part, until when.

In: a layout and its joined tables. Out: `Task`s of kind ``table-task``, in the order of the rows;
they stand beside the items of the operative part, never among them.

Columns are told by the meaning of their headings, not by their place. A row is a task when it has
a content; a second row of one item is a task below it, or adds its bodies where the content is a
merged cell. A deadline comes from its column; failing that from the group row above, then from the
table's title, and then it carries `inherited`, as does one in a merged cell printed with a row above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from extractors.appendices import find_appendices
from extractors.appendices import find_body_tables
from extractors.deadlines import DocumentDay
from extractors.deadlines import find_deadline
from extractors.deadlines import find_stated_time
from extractors.deadlines import read_document_day
from extractors.recurrence import find_recurrence
from extractors.table_cells import CellPlaces
from extractors.table_cells import Range
from extractors.table_cells import named_in
from extractors.table_columns import ColumnRole
from extractors.table_columns import column_roles
from extractors.word_patterns import fold_keeping_length
from models.layout import Layout
from models.record import Appendix
from models.record import RowKind
from models.record import Table
from models.record import TableRow
from models.values import Assignee
from models.values import AssigneeRole
from models.values import Deadline
from models.values import Recurrence
from models.values import Task
from models.values import Value
from models.values import evidence_fields

__all__ = ["find_table_tasks", "table_tasks"]

_CHARGING = (ColumnRole.LEAD, ColumnRole.COORDINATE, ColumnRole.DEADLINE)
_LEADS_RE = re.compile(r"chủ trì|tham mưu|đầu mối|chịu trách nhiệm|phụ trách|trình")
_YEAR_RE = re.compile(r"(?:19|20)\d\d")
_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A table with what its place in the document says.

    Attributes:
        table: The table.
        prefix: First part of the ids of its tasks.
        part: Part of the layout in which it stands.
        title: Range of the title that speaks for all rows, None where there is none.
    """

    table: Table
    prefix: str
    part: int
    title: Range | None


@dataclass(slots=True, kw_only=True)
class _Reader:
    """One table while its rows are read."""

    layout: Layout
    source: _Source
    columns: dict[ColumnRole, int]
    places: CellPlaces
    issued: DocumentDay
    by_section: bool
    used: set[str] = field(default_factory=set)


def find_table_tasks(layout: Layout) -> list[Task]:
    """Return the tasks of all tables of the document, body first; empty where no table assigns."""
    return table_tasks(
        layout, appendices=find_appendices(layout), body_tables=find_body_tables(layout)
    )


def table_tasks(
    layout: Layout, *, appendices: Sequence[Appendix], body_tables: Sequence[Table]
) -> list[Task]:
    """Return the tasks of tables that were read already.

    Args:
        layout: The document the tables were read from.
        appendices: Its appendices in order; ids are ``PL<n>.<row>``.
        body_tables: Tables of the body in order; ids are ``B<n>.<row>``.
    """
    issued = read_document_day(layout)
    tasks: list[Task] = []
    for source in _sources(layout, appendices, body_tables):
        columns = _columns(source.table)
        if ColumnRole.CONTENT not in columns or not any(role in columns for role in _CHARGING):
            continue
        reader = _Reader(
            layout=layout,
            source=source,
            columns=columns,
            places=CellPlaces(layout, part=source.part),
            issued=_with_heading_year(source.table, columns, issued),
            by_section=_numbers_restart(source.table, columns),
        )
        tasks.extend(_read_rows(reader))
    return tasks


def _sources(
    layout: Layout, appendices: Sequence[Appendix], body_tables: Sequence[Table]
) -> Iterator[_Source]:
    for number, table in enumerate(body_tables, 1):
        yield _Source(table=table, prefix=f"B{number}", part=0, title=None)
    parts = sorted(
        {z.part for z in layout.zones if z.part} | {t.part for t in layout.tables if t.part}
    )
    for number, (part, appendix) in enumerate(zip(parts, appendices, strict=False), 1):
        title = None if appendix.title is None else Range(*appendix.title.span)
        for index, table in enumerate(appendix.tables, 1):
            prefix = f"PL{number}" if index == 1 else f"PL{number}-{index}"
            yield _Source(table=table, prefix=prefix, part=part, title=title)


def _columns(table: Table) -> dict[ColumnRole, int]:
    """Return the column of every role, the first where two fit."""
    columns: dict[ColumnRole, int] = {}
    for index, role in enumerate(column_roles(table.columns)):
        if role is not None:
            columns.setdefault(role, index)
    return columns


def _with_heading_year(
    table: Table, columns: dict[ColumnRole, int], issued: DocumentDay
) -> DocumentDay:
    """Return the day whose year the cells are read with: «Thời gian (Năm 2026)» names its own."""
    at = columns.get(ColumnRole.DEADLINE)
    year = None if at is None else _YEAR_RE.search(table.columns[at])
    return issued if year is None else DocumentDay(year=int(year.group()), month=1, day=1)


def _numbers_restart(table: Table, columns: dict[ColumnRole, int]) -> bool:
    at = columns.get(ColumnRole.NUMBER)
    labels = [
        _bare(row.cells[at])
        for row in table.rows
        if at is not None and row.kind is RowKind.ITEM and row.cells[at].strip()
    ]
    return len(set(labels)) < len(labels)


def _bare(label: str) -> str:
    return "".join(label.split()).strip(".):-–/(")


def _read_rows(reader: _Reader) -> list[Task]:
    """Return the tasks of one table: a second row stands below its item, or adds to it."""
    tasks: list[Task] = []
    item = -1
    for row in reader.source.table.rows:
        if row.kind is RowKind.SECTION:
            continue
        second = row.kind is RowKind.CONTINUATION and item >= 0
        if second and not _own_content(reader, row):
            tasks[item] = _with_more(reader, tasks[item], row)
            continue
        place = reader.places.next(row, reader.columns[ColumnRole.CONTENT])
        if place is None:
            continue
        if second:
            identity = f"{tasks[item].id}.{len(tasks) - item}"
            tasks.append(
                _task(reader, row, place, label="", identity=identity, parent=tasks[item].id)
            )
            continue
        item = len(tasks)
        label = _label(reader, row)
        identity = _identity(reader, row, label)
        tasks.append(_task(reader, row, place, label=label, identity=identity, parent=None))
    return tasks


def _own_content(reader: _Reader, row: TableRow) -> bool:
    at = reader.columns[ColumnRole.CONTENT]
    return bool(row.cells[at].strip()) and not row.inherited[at]


def _label(reader: _Reader, row: TableRow) -> str:
    at = reader.columns.get(ColumnRole.NUMBER)
    return "" if at is None else " ".join(row.cells[at].split())


def _identity(reader: _Reader, row: TableRow, label: str) -> str:
    number = _bare(label) or f"r{1 + len(reader.used)}"
    section = _bare(row.section[-1].split(" ")[0]) if row.section and reader.by_section else ""
    identity = ".".join(filter(None, (reader.source.prefix, section, number)))
    while identity in reader.used:
        identity = f"{identity}'"
    reader.used.add(identity)
    return identity


def _task(
    reader: _Reader, row: TableRow, place: Range, *, label: str, identity: str, parent: str | None
) -> Task:
    content = row.cells[reader.columns[ColumnRole.CONTENT]]
    fields = evidence_fields(
        reader.layout, place.start, place.end, rule="task.table", confidence=_CONFIDENCE
    )
    return Task.model_validate(
        {
            "value": " ".join(content.split()),
            "label": label,
            "id": identity,
            "parent": parent,
            "assignees": _assignees(reader, row),
            "deadline": _deadline(reader, row),
            "report_to": _receivers(reader, row),
            "products": _products(reader, row),
            "recurrence": _recurrence(reader, row),
            "kind": "table-task",
            **fields,
        }
    )


def _with_more(reader: _Reader, task: Task, row: TableRow) -> Task:
    """Add the bodies of a second row, and its deadline where the first has none."""
    known = {(one.value, one.role) for one in task.assignees}
    more = [one for one in _assignees(reader, row) if (one.value, one.role) not in known]
    return task.model_copy(
        update={
            "assignees": [*task.assignees, *more],
            "deadline": task.deadline or _deadline(reader, row),
        }
    )


def _assignees(reader: _Reader, row: TableRow) -> list[Assignee]:
    found: list[Assignee] = []
    for column in (ColumnRole.LEAD, ColumnRole.COORDINATE):
        at = reader.columns.get(column)
        cell = None if at is None else reader.places.of(row, at)
        if at is None or cell is None:
            continue
        leads = _LEADS_RE.search(fold_keeping_length(reader.source.table.columns[at])) is not None
        for name in named_in(reader.layout.text, cell):
            joint = column is ColumnRole.COORDINATE or name.joint
            found.append(
                Assignee.model_validate(
                    {
                        "value": " ".join(reader.layout.text[name.start : name.end].split()),
                        "role": AssigneeRole.COORDINATE if joint else AssigneeRole.LEAD,
                        "role_stated": joint or leads,
                        "inherited": row.inherited[at],
                        **evidence_fields(
                            reader.layout,
                            name.start,
                            name.end,
                            rule=f"assignee.table.{column.value}",
                            confidence=_CONFIDENCE,
                        ),
                    }
                )
            )
    return found


def _receivers(reader: _Reader, row: TableRow) -> list[Value]:
    at = reader.columns.get(ColumnRole.SUBMIT_TO)
    cell = None if at is None else reader.places.of(row, at)
    if cell is None:
        return []
    return [
        Value.model_validate(
            {
                "value": " ".join(reader.layout.text[name.start : name.end].split()),
                **evidence_fields(
                    reader.layout, name.start, name.end, rule="receiver.table", confidence=0.85
                ),
            }
        )
        for name in named_in(reader.layout.text, cell)
    ]


def _products(reader: _Reader, row: TableRow) -> list[Value]:
    """Return what the column of products says, as one value."""
    at = reader.columns.get(ColumnRole.PRODUCT)
    cell = None if at is None else reader.places.of(row, at)
    if cell is None:
        return []
    text = reader.layout.text[cell.start : cell.end]
    if not any(char.isalpha() for char in text):
        return []
    fields = evidence_fields(
        reader.layout, cell.start, cell.end, rule="product.table", confidence=_CONFIDENCE
    )
    return [Value.model_validate({"value": " ".join(text.split()), **fields})]


def _recurrence(reader: _Reader, row: TableRow) -> Recurrence | None:
    """Return how often the row's work comes again, as its deadline cell or its content says."""
    for role in (ColumnRole.DEADLINE, ColumnRole.CONTENT):
        at = reader.columns.get(role)
        cell = None if at is None else reader.places.of(row, at)
        found = cell and find_recurrence(reader.layout, cell.start, cell.end)
        if found:
            return found
    return None


def _deadline(reader: _Reader, row: TableRow) -> Deadline | None:
    """Return the deadline of the row's cell, failing that of the group row, then of the title."""
    at = reader.columns.get(ColumnRole.DEADLINE)
    cell = None if at is None else reader.places.of(row, at)
    if at is not None and cell is not None:
        own = find_stated_time(reader.layout, cell.start, cell.end, issued=reader.issued)
        if own is not None:
            return own.model_copy(update={"inherited": row.inherited[at]})
    above = [reader.places.of_text(text, row.page) for text in reversed(row.section)]
    for place in (*above, reader.source.title):
        if place is None:
            continue
        found = find_deadline(reader.layout, place.start, place.end, issued=reader.issued)
        if found is not None:
            return found.model_copy(update={"inherited": True})
    return None
