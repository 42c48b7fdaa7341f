"""A record for reading: a table of fields, then the tables of its appendices, then its findings.

Short form: field, value, page. With evidence: field, value, raw text, page, confidence, rule. In tables
the cells that were not read surely are marked.
A value that the paper has but that could not be read is shown as such, not as an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from extractors.confidence import DOUBTFUL
from models.folding import fold
from models.record import Appendix
from models.record import Part
from models.record import Record
from models.record import Table as RecordTable
from models.record import TableRow
from models.values import BodyName
from models.values import Evidence
from models.values import Signature
from models.values import Task
from models.values import Value
from pipeline.cli.terminal import clean
from pipeline.cli.terminal import make_table
from pipeline.wording import Language
from pipeline.wording import say

__all__ = ["ViewRow", "part_line", "print_record", "view_rows"]

_DOUBT = "(?)"
_SINGLE_FIELDS = (
    "security_mark",
    "urgency_mark",
    "document_type",
    "reference_number",
    "superior_body",
    "issuing_body",
    "acting_author",
    "place",
    "issued_on",
    "subject",
    "draft_mark",
    "copy_mark",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRow:
    """One line of a shown record.

    Attributes:
        key: Key of the field's name in `pipeline.wording`, without ``field.``.
        text: The value as shown; None for a value that could not be read.
        evidence: Where it was read, None for what is not on the paper itself.
    """

    key: str
    text: str | None
    evidence: Evidence | None = None


def view_rows(record: Record, lang: Language) -> Iterator[ViewRow]:
    """Yield the lines of a record in the order of the contract, absent fields left out."""
    for name in _SINGLE_FIELDS:
        value: Value | None = getattr(record, name)
        if value is not None:
            yield _single(name, value)
    yield from _values("circulation_marks", record.circulation_marks)
    yield from _values("addressees", record.addressees)
    for entry in record.distribution:
        purpose = f" ({entry.purpose})" if entry.purpose else ""
        text = None if entry.value is None else entry.value + purpose
        yield ViewRow(key="distribution", text=_known_as(text, entry), evidence=entry)
    for signature in record.signatures or [s for s in (record.signature,) if s]:
        yield from _signature_rows(signature)
    for task in record.tasks:
        yield from _task_rows("tasks", task, lang)
    for task in record.table_tasks:
        yield from _task_rows("table_tasks", task, lang)
    for citation in record.citations:
        parts = [citation.document_type, citation.value, citation.issued_on, citation.issuing_body]
        text = " · ".join(part for part in parts if part)
        yield ViewRow(key="citations", text=text or None, evidence=citation)
    for appendix in record.appendices:
        yield from _appendix_rows(appendix)
    for stamp in record.stamps:
        kind = say(lang, f"stamp.{stamp.kind.value}")
        shown = None if stamp.value is None else f"{stamp.value} ({kind})"
        yield ViewRow(key="stamps", text=shown, evidence=stamp)
    if record.key_terms:
        yield ViewRow(key="key_terms", text=", ".join(term.term for term in record.key_terms))
    for part in record.parts:
        place = part.evidence[0] if part.evidence else None
        yield ViewRow(key="parts", text=part_line(part, lang), evidence=place)


def _single(name: str, value: Value) -> ViewRow:
    partial = getattr(value, "partial", None)
    symbol = getattr(value, "symbol", None)
    text = value.value or partial or (f"…{symbol}" if symbol else None)
    return ViewRow(key=name, text=_known_as(text, value), evidence=value)


def _values(key: str, values: Iterable[Value]) -> Iterator[ViewRow]:
    for value in values:
        yield ViewRow(key=key, text=_known_as(value.value, value), evidence=value)


def _known_as(text: str | None, value: Value) -> str | None:
    """Add whom the authority file knows by a name, where that says more than the name."""
    body = value.body if isinstance(value, BodyName) else None
    if (
        text is None
        or body is None
        or body.name is None
        or fold(body.name) == fold(value.value or "")
    ):
        return text
    return f"{text} [= {body.name}]"


def _signature_rows(signature: Signature) -> Iterator[ViewRow]:
    if signature.authority is not None:
        yield ViewRow(
            key="signature.authority",
            text=signature.authority.value,
            evidence=signature.authority,
        )
    yield from _values("signature.positions", signature.positions)
    if signature.name is not None:
        yield ViewRow(key="signature.name", text=signature.name.value, evidence=signature.name)


def _task_rows(key: str, task: Task, lang: Language) -> Iterator[ViewRow]:
    text = None if task.value is None else f"{task.label} {task.value}".strip()
    yield ViewRow(key=key, text=text, evidence=task)
    for assignee in task.assignees:
        role = say(lang, f"role.{assignee.role.value}")
        shown = None if assignee.value is None else f"{assignee.value} ({role})"
        yield ViewRow(key="assignees", text=_known_as(shown, assignee), evidence=assignee)
    if task.deadline is not None:
        shown = task.deadline.date or task.deadline.raw
        yield ViewRow(key="deadline", text=shown, evidence=task.deadline)
    yield from _values("report_to", task.report_to)


def part_line(part: Part, lang: Language) -> str:
    """Return one paper of a file in a line: its pages, how it stands, what its letterhead says."""
    said = [part.document_type, part.reference_number, part.issued_on, part.issuing_body]
    texts = [value.value for value in said if value is not None and value.value]
    pages = say(lang, "part.pages", first=part.first_page, last=part.last_page)
    relation = say(lang, f"part.{part.relation.value}")
    return " · ".join([pages, relation, *texts])


def _appendix_rows(appendix: Appendix) -> Iterator[ViewRow]:
    titles = [part for part in (appendix.label, appendix.title) if part is not None]
    said = [part.value for part in titles if part.value]
    # A title is printed with its label, and holds it.
    if len(said) == 2 and f"{said[1]} ".startswith(f"{said[0]} "):
        del said[0]
    text = " ".join(said)
    yield ViewRow(key="appendices", text=text or None, evidence=titles[0] if titles else None)
    reference = appendix.reference
    if reference is not None:
        parts = [reference.reference_number, reference.issued_on, reference.issuing_body]
        shown = " · ".join(part for part in parts if part)
        yield ViewRow(key="appendix_reference", text=shown or None, evidence=reference)


def print_record(record: Record, console: Console, lang: Language, *, evidence: bool) -> None:
    """Print one record to `console`; with `evidence` every value shows where it comes from."""
    _print_heading(record, console, lang)
    rows = list(view_rows(record, lang))
    if rows:
        console.print(_field_table(rows, lang, evidence=evidence))
    tables = [*record.body_tables, *(t for a in record.appendices for t in a.tables)]
    for table in tables:
        size = say(lang, "table.size", rows=len(table.rows), columns=len(table.columns))
        console.print(f"{say(lang, 'field.table')}: {size}")
        console.print(_content_table(table, lang))
        if any(_is_doubtful(row, place) for row in table.rows for place in range(len(row.cells))):
            console.print(say(lang, "table.doubtful", mark=_DOUBT))
    for finding in record.findings:
        message = finding.message if lang == "vi" else finding.message_en
        console.print(f"{say(lang, 'field.findings')}: {clean(message)} [{finding.code}]")


def _print_heading(record: Record, console: Console, lang: Language) -> None:
    outcome = record.outcome
    message = outcome.message if lang == "vi" else outcome.message_en
    step = outcome.next_step if lang == "vi" else outcome.next_step_en
    console.print(f"{say(lang, 'field.source')}: {clean(record.source.file)}", style="bold")
    if record.source.pages:
        console.print(f"{say(lang, 'field.pages')}: {record.source.pages}")
    console.print(f"{say(lang, 'field.outcome')}: {message} [{outcome.code}]")
    if step:
        console.print(f"{say(lang, 'field.next_step')}: {step}")


def _field_table(rows: Iterable[ViewRow], lang: Language, *, evidence: bool) -> Table:
    names = ["field", "value", "page"]
    if evidence:
        names = ["field", "value", "raw", "page", "confidence", "rule"]
    headings = [say(lang, f"head.{name}") for name in names]
    return make_table(headings, [_cells(row, lang, evidence=evidence) for row in rows])


def _cells(row: ViewRow, lang: Language, *, evidence: bool) -> list[object]:
    name = say(lang, f"field.{row.key}")
    text = say(lang, "unread") if row.text is None else row.text
    source = row.evidence
    if not evidence:
        return [name, text, source.page if source else None]
    if source is None:
        return [name, text, None, None, None, None]
    return [name, text, source.raw, source.page, f"{source.confidence:.2f}", source.rule]


def _content_table(table: RecordTable, lang: Language) -> Table:
    headings = [say(lang, "head.page"), *table.columns]
    width = len(table.columns)
    rows = []
    for row in table.rows:
        cells = [
            f"{text} {_DOUBT}" if _is_doubtful(row, place) else text
            for place, text in enumerate(row.cells)
        ]
        rows.append([row.page, *(cells + [""] * width)[:width]])
    return make_table(headings, rows)


def _is_doubtful(row: TableRow, place: int) -> bool:
    """Tell whether a cell was not read surely; a blank one has nothing to doubt."""
    sure = row.confidences[place] if place < len(row.confidences) else 1.0
    return bool(row.cells[place].strip()) and sure < DOUBTFUL
