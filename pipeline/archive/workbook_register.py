"""The front of the workbook, for an archivist: a register of incoming papers, and what it counts.

In: a reading connection. Out: three sheets: the papers in content order, the tasks of each paper, and
what a person has to look at. Counts in the register lead to their rows, and each row leads back. The
sheets say what the tables behind them say; nothing is decided here, and the day of the export
plays no part, so that the same papers give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Row
from sqlalchemy import Select
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select

from models.outcome import Category
from models.outcome import OutcomeCode
from models.outcome import outcome
from pipeline.archive.order import document_order
from pipeline.archive.schema import documents
from pipeline.archive.schema import findings
from pipeline.archive.schema import ledger
from pipeline.archive.schema import recipients
from pipeline.archive.schema import tasks
from pipeline.archive.workbook_words import DOUBTS
from pipeline.archive.workbook_words import REGISTER
from pipeline.archive.workbook_words import TASKS
from pipeline.archive.workbook_words import Language
from pipeline.archive.workbook_words import words

__all__ = ["FrontSheet", "Link", "front_sheets"]

# Columns with the width of each, in characters.
_REGISTER = {
    "arrived_on": 11, "arrival_number": 9, "issuing_body": 28, "reference_number": 20,
    "issued_on": 12, "document_type": 14, "subject": 55, "unit": 18, "passed_on": 11,
    "signed_for": 10, "notes": 24, "addressees": 36, "signer": 20, "urgency": 11, "access": 20,
    "task_count": 10, "deadline": 12, "doubt_count": 10, "pages": 7, "file": 28,
}  # fmt: skip
_TASKS = {
    "reference_number": 20, "issued_on": 12, "issuing_body": 28, "label": 8, "text": 70,
    "assigned_to": 32, "due": 12, "due_as_written": 20, "report_to": 24, "page": 7, "access": 20,
}  # fmt: skip
_DOUBTS = {
    "reference_number": 20, "issued_on": 12, "file": 28, "point": 60, "next_step": 44, "page": 7,
    "access": 20,
}  # fmt: skip
_FIRST_ROW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A cell that leads to the first cell of a row of another sheet of the workbook."""

    value: object
    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSheet:
    """A sheet for people.

    Attributes:
        name: Its name.
        headings: One per column.
        widths: Of the columns, in characters.
        rows: Values or links, one per column.
    """

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[object, ...], ...]


def front_sheets(connection: Connection, lang: Language) -> tuple[FrontSheet, ...]:
    """Return the register, the tasks and what is to be looked at, with headings in `lang`."""
    order = document_order(connection)
    place = {key: number for number, key in enumerate(order, _FIRST_ROW)}
    papers = {row.id: row for row in connection.execute(_paper_query())}
    found_tasks = _by_paper(connection, _task_query(), place)
    found_doubts = _by_paper(connection, _doubt_query(), place)
    first_task, first_doubt = _first_rows(found_tasks), _first_rows(found_doubts)
    names = {key: words(key, lang) for key in (REGISTER, TASKS, DOUBTS)}
    addressees = _addressees(connection)
    register = []
    for key in order:
        mine = [row for row in found_tasks.get(key, ()) if row.deadline_date is not None]
        counts = {
            "task_count": _count(len(found_tasks.get(key, ())), names[TASKS], first_task.get(key)),
            "deadline": min((row.deadline_date for row in mine), default=None),
            "doubt_count": _count(
                len(found_doubts.get(key, ())), names[DOUBTS], first_doubt.get(key)
            ),
            "addressees": addressees.get(key),
        }
        register.append(_register_row(papers[key], counts, place[key], lang))
    back = {key: (papers[key], names[REGISTER], place[key]) for key in order}
    task_rows = [_task_row(row, *back[key]) for key in order for row in found_tasks.get(key, ())]
    doubts = [
        _doubt_row(row, lang, *back[key]) for key in order for row in found_doubts.get(key, ())
    ]
    doubts += _files_not_read(connection, lang)
    return (
        _sheet(names[REGISTER], _REGISTER, register, lang),
        _sheet(names[TASKS], _TASKS, task_rows, lang),
        _sheet(names[DOUBTS], _DOUBTS, doubts, lang),
    )


def _sheet(
    name: str, columns: dict[str, int], rows: Sequence[dict[str, object]], lang: Language
) -> FrontSheet:
    return FrontSheet(
        name=name,
        headings=tuple(words(column, lang) for column in columns),
        widths=tuple(columns.values()),
        rows=tuple(tuple(row.get(column) for column in columns) for row in rows),
    )


def _paper_query() -> Select[Any]:
    names = (
        "id", "issuing_body", "reference_number", "issued_on", "document_type", "subject", "signer",
        "urgency_mark", "access", "pages", "source_name", "outcome_code", "draft", "copy_mark",
    )  # fmt: skip
    return select(*(documents.c[name] for name in names))


def _task_query() -> Select[Any]:
    is_one = or_(
        tasks.c.kind == "task", tasks.c.assigned_to.is_not(None), tasks.c.deadline_raw.is_not(None)
    )
    return select(tasks).where(is_one).order_by(tasks.c.document_id, tasks.c.position)


def _doubt_query() -> Select[Any]:
    return (
        select(findings)
        .where(findings.c.severity != "info")
        .order_by(findings.c.document_id, findings.c.position)
    )


def _by_paper(
    connection: Connection, query: Select[Any], order: dict[str, int]
) -> dict[str, list[Row[Any]]]:
    """Return the rows of each paper, papers in content order."""
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.document_id, []).append(row)
    return dict(sorted(found.items(), key=lambda pair: order[pair[0]]))


def _first_rows(found: dict[str, list[Row[Any]]]) -> dict[str, int]:
    first, rows = {}, _FIRST_ROW
    for key, mine in found.items():
        first[key] = rows
        rows += len(mine)
    return first


def _addressees(connection: Connection) -> dict[str, str]:
    table = recipients.c
    rows = connection.execute(
        select(table.document_id, table.name)
        .where(table.kind == "addressee", table.name.is_not(None))
        .order_by(table.document_id, table.position)
    )
    found: dict[str, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return {key: "; ".join(names) for key, names in found.items()}


def _count(number: int, sheet: str, row: int | None) -> object:
    return 0 if row is None else Link(value=number, sheet=sheet, row=row)


def _register_row(
    paper: Row[Any], counts: dict[str, object], row: int, lang: Language
) -> dict[str, object]:
    reference = paper.reference_number
    return {
        "issuing_body": paper.issuing_body,
        "reference_number": reference and Link(value=reference, sheet="documents", row=row),
        "issued_on": paper.issued_on,
        "document_type": paper.document_type,
        "subject": paper.subject,
        "notes": _notes(paper, lang),
        "signer": paper.signer,
        "urgency": paper.urgency_mark,
        "access": paper.access,
        "pages": paper.pages,
        "file": paper.source_name,
        **counts,
    }


def _notes(paper: Row[Any], lang: Language) -> str | None:
    ended = outcome(OutcomeCode(paper.outcome_code))
    partly = ended.category is Category.PARTIAL
    message = ended.message if lang == "vi" else ended.message_en
    notes = [paper.draft, paper.copy_mark, message if partly else None]
    return "; ".join(note for note in notes if note) or None


def _task_row(row: Row[Any], paper: Row[Any], sheet: str, place: int) -> dict[str, object]:
    return {
        "reference_number": Link(value=paper.reference_number or "–", sheet=sheet, row=place),
        "issued_on": paper.issued_on,
        "issuing_body": paper.issuing_body,
        "label": row.label,
        "text": row.text,
        "assigned_to": row.assigned_to,
        "due": row.deadline_date,
        "due_as_written": row.deadline_raw,
        "report_to": row.report_to,
        "page": row.page,
        "access": paper.access,
    }


def _doubt_row(
    row: Row[Any], lang: Language, paper: Row[Any], sheet: str, place: int
) -> dict[str, object]:
    return {
        "reference_number": Link(value=paper.reference_number or "–", sheet=sheet, row=place),
        "issued_on": paper.issued_on,
        "file": paper.source_name,
        "point": row.message if lang == "vi" else row.message_en,
        "page": row.page,
        "access": paper.access,
    }


def _files_not_read(connection: Connection, lang: Language) -> list[dict[str, object]]:
    """Files without a register line, or with one of which a part is missing."""
    table = ledger.c
    rows = connection.execute(
        select(
            table.source_name,
            table.outcome_code,
            func.coalesce(table.sha256, ""),
            documents.c.access,
        )
        .join(documents, documents.c.sha256 == table.sha256, isouter=True)
        .where(table.outcome_category != Category.DONE.value)
    ).all()
    found = []
    for name, code, _, access in sorted(rows, key=lambda row: (row[0], row[2])):
        ended = outcome(OutcomeCode(code))
        found.append(
            {
                "file": name,
                "point": ended.message if lang == "vi" else ended.message_en,
                "next_step": ended.next_step if lang == "vi" else ended.next_step_en,
                "access": access,
            }
        )
    return found
