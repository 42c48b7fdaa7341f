"""A record taken apart into the rows of the archive's tables.

In: one `Record` and the sentences of its text. Out: `DocumentRows`, the rows of every table in
the order in which they are written, parents before children. Nothing is decided here: what the
record says is what the rows say; folded columns are made for search.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Table as SqlTable

from models.record import Finding
from models.record import Part
from models.record import Record
from models.sentence import SentenceRow
from models.values import Assignee
from models.values import BodyName
from models.values import Citation
from models.values import DistributionEntry
from models.values import KeyTerm
from models.values import Signature
from models.values import Task
from models.values import Value
from pipeline.archive import schema
from pipeline.archive.body_rows import body_rows
from pipeline.archive.likeness import mark_of
from pipeline.archive.likeness import pieces_of
from pipeline.archive.storable import day
from pipeline.archive.storable import folded
from pipeline.archive.storable import folded_reference
from pipeline.archive.storable import storable
from pipeline.archive.storable import storable_name
from pipeline.archive.table_rows import appendix_row
from pipeline.archive.table_rows import cell_rows
from pipeline.archive.table_rows import printed_rows
from pipeline.archive.table_rows import tables_of

__all__ = ["DocumentRows", "Row", "TableRows", "document_id", "document_rows"]

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """Rows for one table."""

    table: SqlTable
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRows:
    """All rows of one document, tables in writing order; tables without rows are left out."""

    document_id: str
    tables: tuple[TableRows, ...]


def document_id(sha256: str) -> str:
    """Return the key of a document: the first 32 hexadecimal digits of its bytes' hash."""
    return sha256[:32]


def document_rows(
    record: Record, *, rules_version: str, sentences: Sequence[SentenceRow] = ()
) -> DocumentRows:
    """Return the rows of `record` for every table.

    Raises:
        ValueError: If the record has no hash; such a file has a ledger row only.
    """
    sha256 = record.source.sha256
    if sha256 is None:
        raise ValueError("a record without a hash cannot be stored as a document")
    key = document_id(sha256)
    sentence_rows = [_sentence_row(sentence) for sentence in sentences]
    search_text = _search_text(record, sentence_rows)
    sets: list[tuple[SqlTable, list[Row]]] = [
        (schema.documents, [_document_row(record, sha256, rules_version)]),
        (schema.document_texts, [{"text_folded": search_text}]),
        (schema.text_marks, _mark_rows(record, search_text)),
        (schema.recipients, _recipient_rows(record)),
        *_task_tables([*record.tasks, *record.table_tasks]),
        (schema.citations, [_citation_row(n, c) for n, c in enumerate(record.citations, 1)]),
        (schema.body_mentions, body_rows(record)),
        (schema.key_terms, [_term_row(n, t) for n, t in enumerate(record.key_terms, 1)]),
        (schema.signatures, [_signature_row(n, s) for n, s in enumerate(_signatures(record), 1)]),
        (schema.appendices, [appendix_row(n, a) for n, a in enumerate(record.appendices, 1)]),
        (schema.appendix_rows, [row for table in tables_of(record) for row in printed_rows(table)]),
        (schema.appendix_cells, [row for table in tables_of(record) for row in cell_rows(table)]),
        (schema.parts, [_part_row(n, p) for n, p in enumerate(record.parts, 1)]),
        (schema.findings, [_finding_row(n, f) for n, f in enumerate(record.findings, 1)]),
        (schema.sentences, sentence_rows),
    ]
    return DocumentRows(document_id=key, tables=tuple(_keyed(key, sets)))


def _keyed(key: str, sets: Iterable[tuple[SqlTable, list[Row]]]) -> Iterable[TableRows]:
    for table, rows in sets:
        if not rows:
            continue
        name = "id" if table is schema.documents else "document_id"
        yield TableRows(table=table, rows=tuple({name: key, **row} for row in rows))


def _text(value: Value | None) -> str | None:
    return None if value is None or value.value is None else storable(value.value)


def _joined(values: Iterable[Value], separator: str = "; ") -> str | None:
    texts = [storable(v.value) for v in values if v.value]
    return separator.join(texts) or None


def _document_row(record: Record, sha256: str, rules_version: str) -> Row:
    kind, reference, signature = record.document_type, record.reference_number, record.signature
    subject, body = _text(record.subject), _text(record.issuing_body)
    link = record.issuing_body.body if record.issuing_body else None
    return {
        "sha256": sha256,
        "source_name": storable_name(record.source.file),
        "document_type": _text(kind),
        "type_code": kind.code if kind else None,
        "reference_number": _text(reference),
        "number": reference.number if reference else None,
        "symbol": reference.symbol if reference else None,
        "issuing_body": body,
        "superior_body": _text(record.superior_body),
        "acting_author": _text(record.acting_author),
        "place": _text(record.place),
        "issued_on": day(record.issued_on.value) if record.issued_on else None,
        "issued_on_partial": record.issued_on.partial if record.issued_on else None,
        "subject": subject,
        "authority": _text(signature.authority) if signature else None,
        "position": _joined(signature.positions, " / ") if signature else None,
        "signer": _text(signature.name) if signature else None,
        "security_mark": _text(record.security_mark),
        "urgency_mark": _text(record.urgency_mark),
        "draft": _text(record.draft_mark),
        "copy_mark": _text(record.copy_mark),
        "access": _joined(record.circulation_marks),
        "pages": record.source.pages,
        "outcome_code": record.outcome.code.value,
        "findings": len(record.findings),
        **_confidences(record),
        "rules_version": rules_version,
        "reference_folded": folded_reference(_text(reference)),
        "subject_folded": folded(subject),
        "issuing_body_folded": folded(body),
        "issuing_body_id": link.id if link else None,
        "issuing_territory": link.territory if link else None,
        "record_json": storable(record.to_json()),
    }


def _confidences(record: Record) -> Row:
    values: dict[str, Value | None] = {
        "document_type": record.document_type,
        "reference_number": record.reference_number,
        "issuing_body": record.issuing_body,
        "superior_body": record.superior_body,
        "acting_author": record.acting_author,
        "place": record.place,
        "issued_on": record.issued_on,
        "subject": record.subject,
        "signer": record.signature.name if record.signature else None,
    }
    return {f"{name}_confidence": v.confidence if v else None for name, v in values.items()}


def _recipient_rows(record: Record) -> list[Row]:
    rows = [_recipient_row("addressee", n, v) for n, v in enumerate(record.addressees, 1)]
    rows += [_recipient_row("distribution", n, v) for n, v in enumerate(record.distribution, 1)]
    return rows


def _recipient_row(kind: str, position: int, value: BodyName) -> Row:
    entry = value if isinstance(value, DistributionEntry) else None
    return {
        "kind": kind,
        "position": position,
        "name": _text(value),
        "purpose": storable(entry.purpose) if entry and entry.purpose else None,
        "archive": bool(entry and entry.archive),
        "same_as": entry.same_as if entry else None,
        "page": value.page,
        "confidence": value.confidence,
        "name_folded": folded(_text(value)),
        "body_id": value.body.id if value.body else None,
    }


def _task_tables(tasks: Sequence[Task]) -> list[tuple[SqlTable, list[Row]]]:
    task_rows: list[Row] = []
    assignee_rows: list[Row] = []
    taken: set[str] = set()
    for position, task in enumerate(tasks, 1):
        task_id = _free_id(storable(task.id), taken)
        task_rows.append(_task_row(task_id, position, task))
        for assignee in task.assignees:
            assignee_rows.append(_assignee_row(task_id, len(assignee_rows) + 1, assignee))
    return [(schema.tasks, task_rows), (schema.task_assignees, assignee_rows)]


def _free_id(wanted: str, taken: set[str]) -> str:
    """Two items with one label («2.» printed twice) stay two rows: the second is ``2~2``."""
    chosen, count = wanted, 1
    while chosen in taken:
        count += 1
        chosen = f"{wanted}~{count}"
    taken.add(chosen)
    return chosen


def _task_row(task_id: str, position: int, task: Task) -> Row:
    deadline, text = task.deadline, _text(task)
    return {
        "task_id": task_id,
        "position": position,
        "parent_id": task.parent,
        "label": storable(task.label),
        "text": text,
        "kind": task.kind,
        "assigned_to": _joined(task.assignees),
        "deadline_raw": storable(deadline.raw) if deadline else None,
        "deadline_date": day(deadline.date) if deadline else None,
        "deadline_start": day(deadline.start) if deadline else None,
        "deadline_kind": deadline.kind.value if deadline else None,
        "deadline_inherited": deadline.inherited if deadline else None,
        "report_to": _joined(task.report_to),
        "products": _joined(task.products),
        "recurrence": "; ".join(task.recurrence.every) if task.recurrence else None,
        "page": task.page,
        "confidence": task.confidence,
        "text_folded": folded(text),
    }


def _assignee_row(task_id: str, position: int, assignee: Assignee) -> Row:
    return {
        "task_id": task_id,
        "position": position,
        "name": _text(assignee),
        "role": assignee.role.value,
        "role_stated": assignee.role_stated,
        "force": assignee.force,
        "inherited": assignee.inherited,
        "page": assignee.page,
        "confidence": assignee.confidence,
        "name_folded": folded(_text(assignee)),
        "body_id": assignee.body.id if assignee.body else None,
        "body_folded": folded(assignee.body.name) if assignee.body else None,
    }


def _citation_row(position: int, citation: Citation) -> Row:
    return {
        "position": position,
        "reference_number": _text(citation),
        "document_type": citation.document_type,
        "issued_on": day(citation.issued_on),
        "issuing_body": storable(citation.issuing_body) if citation.issuing_body else None,
        "subject": storable(citation.subject) if citation.subject else None,
        "relation": citation.relation,
        "in_part": citation.in_part,
        "in_footnote": citation.in_footnote,
        "mentions": citation.mentions,
        "short_forms": "; ".join(storable(short.raw) for short in citation.short_forms) or None,
        "page": citation.page,
        "confidence": citation.confidence,
        "reference_folded": folded_reference(_text(citation)),
        "body_id": citation.body.id if citation.body else None,
        "body_territory": citation.body.territory if citation.body else None,
    }


def _term_row(position: int, term: KeyTerm) -> Row:
    text = storable(term.term)
    return {
        "position": position,
        "term": text,
        "count": term.count,
        "score": term.score,
        "term_folded": folded(text),
    }


def _signatures(record: Record) -> Sequence[Signature]:
    if record.signatures or record.signature is None:
        return record.signatures
    return [record.signature]


def _signature_row(position: int, signature: Signature) -> Row:
    parts = [signature.name, *signature.positions, signature.authority]
    first = next((part for part in parts if part is not None), None)
    return {
        "position": position,
        "authority": _text(signature.authority),
        "positions": _joined(signature.positions, " / "),
        "name": _text(signature.name),
        "page": first.page if first else None,
        "confidence": first.confidence if first else None,
        "name_folded": folded(_text(signature.name)),
    }


def _part_row(number: int, part: Part) -> Row:
    reference = _text(part.reference_number)
    return {
        "part": number,
        "relation": part.relation.value,
        "first_page": part.first_page,
        "last_page": part.last_page,
        "document_type": _text(part.document_type),
        "reference_number": reference,
        "issuing_body": _text(part.issuing_body),
        "issued_on": day(part.issued_on.value) if part.issued_on else None,
        "subject": _text(part.subject),
        "evidence": storable(" / ".join(line.raw for line in part.evidence)) or None,
        "reference_folded": folded_reference(reference),
    }


def _finding_row(position: int, finding: Finding) -> Row:
    return {
        "position": position,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": storable(finding.message),
        "message_en": storable(finding.message_en),
        "fields": "; ".join(finding.fields) or None,
        "page": finding.evidence[0].page if finding.evidence else None,
    }


def _sentence_row(sentence: SentenceRow) -> Row:
    text = storable(sentence.text)
    return {
        "n": sentence.n,
        "zone": sentence.zone,
        "page": sentence.page,
        "text": text,
        "text_folded": folded(text),
    }


def _mark_rows(record: Record, search_text: str) -> list[Row]:
    mark = mark_of(search_text)
    if mark is None:
        return []
    own = {
        "issued_on": day(record.issued_on.value) if record.issued_on else None,
        "words": mark.words,
        "simhash": mark.simhash,
    }
    return [{"piece": piece, **own} for piece in pieces_of(mark.simhash)]


def _search_text(record: Record, sentence_rows: Sequence[Row]) -> str:
    """All that search looks through; the values stand in it even where no sentence holds them."""
    values = [
        record.document_type,
        record.reference_number,
        record.issuing_body,
        record.superior_body,
        record.subject,
        *record.addressees,
        *(record.tasks if not sentence_rows else ()),
        *(signature.name for signature in _signatures(record)),
        *(appendix.title for appendix in record.appendices),
    ]
    texts = [v.value for v in values if v is not None and v.value]
    for numbered in tables_of(record):
        for row in numbered.table.rows:
            texts += [c for c, i in zip(row.cells, row.inherited, strict=False) if c and not i]
    folds = [folded(text) or "" for text in texts]
    return "\n".join([*folds, *(str(row["text_folded"]) for row in sentence_rows)])
