"""What two runs are compared by: every field of a record as a list of texts.

In: a record. Out: for each field, in the order of the record, its values as texts that hold what
the field says and nothing of how it was read (no boxes, confidences, rules): two runs that differ
in evidence alone say the same. A value that could not be read counts as empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from models.record import Appendix
from models.record import Finding
from models.record import Record
from models.record import Table
from models.values import Citation
from models.values import DateValue
from models.values import DocumentType
from models.values import Signature
from models.values import Task
from models.values import Value

__all__ = ["FieldTexts", "field_texts"]

FieldTexts = tuple[str, tuple[str, ...]]
_JOINT = " | "
_VALUES = ("urgency_mark", "draft_mark", "copy_mark")


def field_texts(record: Record) -> Iterator[FieldTexts]:
    """Yield every field's name and texts; a field without a value has none."""
    yield "outcome", (str(record.outcome.code),)
    yield from _letterhead(record)
    yield "addressees", _texts(record.addressees)
    yield (
        "distribution",
        tuple(
            _said(e.value, e.purpose, "archive" if e.archive else None)
            for e in record.distribution
            if e.value
        ),
    )
    yield from _signatures(record.signatures or ([record.signature] if record.signature else []))
    yield "security_mark", _texts([record.security_mark])
    for name in _VALUES:
        yield name, _texts([getattr(record, name)])
    yield "circulation_marks", _texts(record.circulation_marks)
    yield from _tasks(record.tasks)
    yield "citations", tuple(_citation(c) for c in record.citations if c.value)
    yield from _appendices(record.appendices)
    yield "body_tables", tuple(_rows(record.body_tables))
    yield "findings", tuple(_finding(finding) for finding in record.findings)


def _said(*texts: str | None) -> str:
    return _JOINT.join(text or "" for text in texts).rstrip(_JOINT)


def _texts(values: Iterable[Value | None]) -> tuple[str, ...]:
    return tuple(value.value for value in values if value is not None and value.value)


def _letterhead(record: Record) -> Iterator[FieldTexts]:
    yield "document_type", _type(record.document_type)
    own = record.reference_number
    yield "number", (own.number,) if own and own.number else ()
    yield "symbol", (own.symbol,) if own and own.symbol else ()
    yield "issuing_body", _texts([record.issuing_body])
    yield "superior_body", _texts([record.superior_body])
    yield "acting_author", _texts([record.acting_author])
    yield "place", _texts([record.place])
    yield "issued_on", _day(record.issued_on)
    yield "subject", _texts([record.subject])


def _type(kind: DocumentType | None) -> tuple[str, ...]:
    return (_said(kind.value, kind.code),) if kind and kind.value else ()


def _day(day: DateValue | None) -> tuple[str, ...]:
    text = day and (day.value or day.partial)
    return (text,) if text else ()


def _signatures(signatures: Iterable[Signature]) -> Iterator[FieldTexts]:
    signed = list(signatures)
    yield "signature.authority", _texts(one.authority for one in signed)
    yield "signature.positions", _texts(p for one in signed for p in one.positions)
    yield "signature.name", _texts(one.name for one in signed)


def _tasks(tasks: Iterable[Task]) -> Iterator[FieldTexts]:
    items = list(tasks)
    yield "tasks", tuple(_said(task.label, task.value, task.kind) for task in items if task.value)
    yield (
        "task_assignees",
        tuple(
            _said(task.id, charged.value, charged.role)
            for task in items
            for charged in task.assignees
            if charged.value
        ),
    )
    yield (
        "task_deadlines",
        tuple(
            _said(t.id, t.deadline.raw, t.deadline.date, t.deadline.kind)
            for t in items
            if t.deadline
        ),
    )
    yield (
        "task_reports",
        tuple(_said(t.id, to.value) for t in items for to in t.report_to if to.value),
    )


def _citation(cited: Citation) -> str:
    return _said(
        cited.value,
        cited.document_type,
        cited.issued_on,
        cited.issuing_body,
        cited.subject,
        cited.relation,
    )


def _appendices(appendices: Iterable[Appendix]) -> Iterator[FieldTexts]:
    papers = list(appendices)
    yield "appendices", tuple(_said(*_texts([paper.label, paper.title])) for paper in papers)
    yield (
        "appendix_reference",
        tuple(
            _said(line.reference_number, line.issued_on, line.issuing_body)
            for line in (paper.reference for paper in papers)
            if line is not None
        ),
    )
    yield "appendix_rows", tuple(_rows(table for paper in papers for table in paper.tables))


def _rows(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield _said(*table.columns)
        for row in table.rows:
            yield _said(*row.section, *row.cells)


def _finding(finding: Finding) -> str:
    return f"{finding.code} ({', '.join(finding.fields)})" if finding.fields else finding.code
