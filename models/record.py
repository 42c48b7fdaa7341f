"""The record: what one document says, with evidence for every value (schema ``vanthu-record/1``).

The published JSON Schema is `models/record.schema.json`; a test holds it against this module.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from models.outcome import Outcome
from models.page import FileKind
from models.values import BodyLink
from models.values import BodyName
from models.values import BoxList
from models.values import Citation
from models.values import DateValue
from models.values import DistributionEntry
from models.values import DocumentType
from models.values import Evidence
from models.values import KeyTerm
from models.values import ReferenceNumber
from models.values import Shape
from models.values import Signature
from models.values import StampDay
from models.values import Task
from models.values import Value

__all__ = [
    "SCHEMA",
    "Appendix",
    "AppendixReference",
    "Finding",
    "Part",
    "PartRelation",
    "Record",
    "RowKind",
    "Severity",
    "Source",
    "Table",
    "TableRow",
]

SCHEMA = "vanthu-record/1"


class Source(Shape):
    """The file a record was read from.

    Attributes:
        file: Its name without folders.
        sha256: Hash of its bytes, hexadecimal; None when the file could not be read at all.
        kind: What it is by content; None when that could not be told.
        pages: Number of pages, 0 when unknown.
        page_sources: One entry per page: ``text-layer``, ``ocr``, ``text-layer+ocr``, ``text``, ``docx``.
        page_sizes: `[width, height]` of every upright page in points; empty without geometry.
        page_rotations: Degrees clockwise by which each page was turned to stand upright.
    """

    file: str
    sha256: str | None = None
    kind: FileKind | None = None
    pages: int = 0
    page_sources: list[str] = Field(default_factory=list)
    page_sizes: list[list[float]] = Field(default_factory=list)
    page_rotations: list[int] = Field(default_factory=list)


class RowKind(StrEnum):
    """What a table row is: a group heading, an item, or the second row of the item above."""

    SECTION = "section"
    ITEM = "item"
    CONTINUATION = "continuation"


class TableRow(Shape):
    """One printed row.

    Attributes:
        page: 1-based page on which the row begins.
        kind: Group row, item, or a row without a number that belongs to the item above.
        section: Headings of the group rows above, outermost first, as ``label text``.
        cells: One text per column; a merged cell's text stands in every row that it covers.
        inherited: True for a cell whose text is not printed in this row but covers it (merged
            cell). A cell that is simply blank stays ``""`` and is not inherited.
        boxes: One box per cell, or None for a cell without one; empty without geometry.
        confidences: For each cell how sure its least sure word is, 0 to 1, so that doubtful cells
            can be looked at; empty for a row of which nothing was read from an image.
        pages: Pages that the row touches, when it is cut by a page break; otherwise empty.
    """

    page: int
    kind: RowKind
    section: list[str] = Field(default_factory=list)
    cells: list[str]
    inherited: list[bool]
    boxes: list[BoxList | None] = Field(default_factory=list)
    confidences: list[float] = Field(default_factory=list)
    pages: list[int] = Field(default_factory=list)


class Table(Shape):
    """A table, joined over page breaks.

    Attributes:
        columns: Heading of each column; ``""`` for one without a heading.
        rows: Printed rows below the heading, in order; repeated headings are dropped.
        header_rows: How many printed rows make the heading.
        repeated_headers: How many times the heading was printed again on a later page.
        joined_by: Why pieces on neighbouring pages were joined: ``repeated-header``,
            ``same-columns``; empty for a table on one page.
    """

    columns: list[str]
    rows: list[TableRow]
    page: int
    header_rows: int = 1
    repeated_headers: int = 0
    joined_by: list[str] = Field(default_factory=list)
    confidence: float = 1.0
    rule: str = "table"


class AppendixReference(Evidence):
    """The line (Kèm theo … số … ngày … của …) under an appendix's title.

    Attributes:
        reference_number: Symbol as printed, blanks removed; None when left blank.
        issued_on: ISO 8601 day, None when left blank.
        issuing_body: As written, None when not said.
        body: The same after the authority file; None when not said or not known.
    """

    reference_number: str | None = None
    issued_on: str | None = None
    issuing_body: str | None = None
    body: BodyLink | None = None


class Appendix(Shape):
    """An appendix or another paper attached to the document."""

    label: Value | None = None
    title: Value | None = None
    reference: AppendixReference | None = None
    tables: list[Table] = Field(default_factory=list)


class PartRelation(StrEnum):
    """How a part of a file stands to the paper that the record tells of.

    ``first`` is that paper itself, ``separate`` another one scanned behind it, ``attached`` a whole
    paper with a letterhead of its own that the paper before it sends along, and a part of that.
    """

    FIRST = "first"
    SEPARATE = "separate"
    ATTACHED = "attached"


class Part(Shape):
    """One of several papers in a file: a proposal, with the letterhead that speaks for it.

    Attributes:
        first_page, last_page: 1-based pages of the file, both included.
        relation: How it stands to the paper of the record.
        evidence: The lines of its letterhead; spans count in the part's own text.
        document_type, reference_number, issuing_body, issued_on, subject: What was read of it; None
            where it was not read.
    """

    first_page: int
    last_page: int
    relation: PartRelation
    evidence: list[Evidence] = Field(default_factory=list)
    document_type: DocumentType | None = None
    reference_number: ReferenceNumber | None = None
    issuing_body: BodyName | None = None
    issued_on: DateValue | None = None
    subject: Value | None = None


class Severity(StrEnum):
    """How much a finding matters: a note, a doubt to look at, a value not to be trusted."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Finding(Shape):
    """A doubt or contradiction, in words.

    Attributes:
        code: Stable code, for example ``appendix-number-differs``.
        severity: How much it matters.
        message: One sentence in Vietnamese.
        message_en: The same in English.
        fields: Names of the record's fields that it is about.
        evidence: Places on paper.
    """

    code: str
    severity: Severity
    message: str
    message_en: str
    fields: list[str] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)


class Record(Shape):
    """One document. See the README for the meaning of each field and `outcome` for how it ended.

    `tasks` are the items of the operative part; `table_tasks` the rows of tables whose columns name
    who does what by when. `parts` are the papers of a file that holds several, and empty for a file
    with one: all else in the record is of the first, but for `parts` with their finding. `stamps` are
    the days in the stamps of digital signatures and of the receiver. `key_terms` are there when they were asked for (`Settings.key_terms`).
    """

    schema_: Literal["vanthu-record/1"] = Field(default="vanthu-record/1", alias="schema")
    source: Source
    outcome: Outcome
    document_type: DocumentType | None = None
    reference_number: ReferenceNumber | None = None
    issuing_body: BodyName | None = None
    superior_body: BodyName | None = None
    acting_author: BodyName | None = None
    place: Value | None = None
    issued_on: DateValue | None = None
    subject: Value | None = None
    addressees: list[BodyName] = Field(default_factory=list)
    distribution: list[DistributionEntry] = Field(default_factory=list)
    signature: Signature | None = None
    signatures: list[Signature] = Field(default_factory=list)
    security_mark: Value | None = None
    urgency_mark: Value | None = None
    circulation_marks: list[Value] = Field(default_factory=list)
    draft_mark: Value | None = None
    copy_mark: Value | None = None
    stamps: list[StampDay] = Field(default_factory=list)
    tasks: list[Task] = Field(default_factory=list)
    table_tasks: list[Task] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    appendices: list[Appendix] = Field(default_factory=list)
    body_tables: list[Table] = Field(default_factory=list)
    parts: list[Part] = Field(default_factory=list)
    key_terms: list[KeyTerm] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)

    def to_json(self) -> str:
        """Return the record as one line of JSON, keys in the order of the contract."""
        return self.model_dump_json(by_alias=True)
