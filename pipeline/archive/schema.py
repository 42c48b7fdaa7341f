"""The tables of the archive, as an analyst meets them.

One row of `documents` per record that was read, one row of `ledger` per file that was seen, and a
table for every list of a record, joined by `document_id`. `appendix` 0 in the tables of rows and
cells means a table in the body of the document. Columns that end in `_folded` hold the same text
in plain lower-case letters («đảng uỷ» as «dang uy»), for search without accents; columns that end
in `_confidence` run from 0 to 1. `access` holds the circulation marks of the document.

Types are the few that SQLite and PostgreSQL share.
"""

from __future__ import annotations

from sqlalchemy import Boolean
from sqlalchemy import Column
from sqlalchemy import Date
from sqlalchemy import Float
from sqlalchemy import ForeignKey
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import MetaData
from sqlalchemy import Table
from sqlalchemy import Text

__all__ = [
    "CELL_COLUMNS",
    "CHILD_TABLES",
    "CONFIDENT_FIELDS",
    "METADATA",
    "SCHEMA_VERSION",
    "appendices",
    "appendix_cells",
    "appendix_rows",
    "archive_info",
    "audit",
    "body_mentions",
    "citations",
    "document_texts",
    "documents",
    "duplicates",
    "findings",
    "key_terms",
    "ledger",
    "ledger_phases",
    "parts",
    "recipients",
    "retries",
    "sentences",
    "signatures",
    "task_assignees",
    "tasks",
    "text_marks",
]

SCHEMA_VERSION = "5"
# A spreadsheet reader wants the first columns side by side; wider tables are whole in `cells`
# (JSON) and in `appendix_cells` (one row a cell).
CELL_COLUMNS = 8
CONFIDENT_FIELDS = (
    "document_type",
    "reference_number",
    "issuing_body",
    "superior_body",
    "acting_author",
    "place",
    "issued_on",
    "subject",
    "signer",
)

METADATA = MetaData()


def _document_key() -> Column[str]:
    return Column(
        "document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )


def _order(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


archive_info = Table(
    "archive_info",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

ledger = Table(
    "ledger",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, index=True),
    Column("source_name", Text, nullable=False),
    Column("outcome_code", Text, nullable=False),
    Column("outcome_category", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("seconds", Float),
    Column("peak_mb", Float),
    Column("rules_version", Text, nullable=False),
    Column("options_hash", Text, nullable=False),
    Column("seen_at", Text),
)

# Rows of the ledger that a person wants to be read again; a new reading takes the mark away.
retries = Table(
    "retries",
    METADATA,
    Column("ledger_id", Text, ForeignKey("ledger.id", ondelete="CASCADE"), primary_key=True),
    Column("asked_at", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
)

# Where the time of a reading went, a row for each phase; see `pipeline.stopwatch`.
ledger_phases = Table(
    "ledger_phases",
    METADATA,
    Column("ledger_id", Text, ForeignKey("ledger.id", ondelete="CASCADE"), primary_key=True),
    Column("phase", Text, primary_key=True),
    Column("seconds", Float, nullable=False),
    Column("peak_mb", Float),
)

# Who did what; see `audit`. Every column but the last goes into the hash.
audit = Table(
    "audit",
    METADATA,
    _order("seq"),
    *(Column(name, Text, nullable=False) for name in ("at", "who", "action", "subject", "detail")),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

documents = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("source_name", Text, nullable=False),
    Column("document_type", Text),
    Column("type_code", Text),
    Column("reference_number", Text),
    Column("number", Text),
    Column("symbol", Text),
    Column("issuing_body", Text),
    Column("superior_body", Text),
    Column("acting_author", Text),
    Column("place", Text),
    Column("issued_on", Date),
    Column("issued_on_partial", Text),
    Column("subject", Text),
    Column("authority", Text),
    Column("position", Text),
    Column("signer", Text),
    Column("security_mark", Text),
    Column("urgency_mark", Text),
    Column("draft", Text),
    Column("copy_mark", Text),
    Column("access", Text),
    Column("pages", Integer, nullable=False),
    Column("outcome_code", Text, nullable=False),
    Column("findings", Integer, nullable=False),
    *(Column(f"{name}_confidence", Float) for name in CONFIDENT_FIELDS),
    Column("rules_version", Text, nullable=False),
    Column("reference_folded", Text),
    Column("subject_folded", Text),
    Column("issuing_body_folded", Text),
    Column("issuing_body_id", Text),
    Column("issuing_territory", Text),
    Column("record_json", Text, nullable=False),
    Index("ix_documents_issued_on", "issued_on"),
    Index("ix_documents_reference_folded", "reference_folded"),
    Index("ix_documents_type_code", "type_code"),
)

document_texts = Table(
    "document_texts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column(
        "document_id",
        Text,
        ForeignKey("documents.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("text_folded", Text, nullable=False),
)

# The bytes of the mark that a text is found by; see `likeness`. Eight rows a document.
text_marks = Table(
    "text_marks",
    METADATA,
    _document_key(),
    _order("piece"),
    # The document's day: papers of two days are no copies of each other.
    Column("issued_on", Date),
    Column("words", Integer, nullable=False),
    Column("simhash", Text, nullable=False),
    Index("ix_text_marks_piece", "piece", "issued_on", "words"),
)

# Two documents that seem to be one, a row in each direction; see `duplicates`.
duplicates = Table(
    "duplicates",
    METADATA,
    _document_key(),
    Column(
        "other_document_id",
        Text,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("kind", Text, nullable=False),
    Column("similarity", Float),
    Column("other_source_name", Text, nullable=False),
    Column("other_reference", Text),
)

recipients = Table(
    "recipients",
    METADATA,
    _document_key(),
    Column("kind", Text, primary_key=True),
    _order("position"),
    Column("name", Text),
    Column("purpose", Text),
    Column("archive", Boolean, nullable=False),
    Column("same_as", Text),
    Column("page", Integer),
    Column("confidence", Float),
    Column("name_folded", Text),
    Column("body_id", Text),
)

tasks = Table(
    "tasks",
    METADATA,
    _document_key(),
    Column("task_id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("parent_id", Text),
    Column("label", Text, nullable=False),
    Column("text", Text),
    Column("kind", Text, nullable=False),
    Column("assigned_to", Text),
    Column("deadline_raw", Text),
    Column("deadline_date", Date, index=True),
    Column("deadline_start", Date),
    Column("deadline_kind", Text),
    Column("deadline_inherited", Boolean),
    Column("report_to", Text),
    Column("products", Text),
    # ISO 8601 durations, «; » between: P1M, P3M.
    Column("recurrence", Text),
    Column("page", Integer),
    Column("confidence", Float),
    Column("text_folded", Text),
)

task_assignees = Table(
    "task_assignees",
    METADATA,
    Column("document_id", Text, primary_key=True),
    # Counts through the whole document, so that the printed order is one column.
    _order("position"),
    Column("task_id", Text, nullable=False),
    Column("name", Text),
    Column("role", Text, nullable=False),
    Column("role_stated", Boolean, nullable=False),
    Column("force", Text),
    Column("inherited", Boolean, nullable=False),
    Column("page", Integer),
    Column("confidence", Float),
    Column("name_folded", Text),
    Column("body_id", Text, index=True),
    Column("body_folded", Text),
    ForeignKeyConstraint(
        ["document_id", "task_id"], ["tasks.document_id", "tasks.task_id"], ondelete="CASCADE"
    ),
)

citations = Table(
    "citations",
    METADATA,
    _document_key(),
    _order("position"),
    Column("reference_number", Text),
    Column("document_type", Text),
    Column("issued_on", Date),
    Column("issuing_body", Text),
    Column("subject", Text),
    Column("relation", Text),
    Column("in_part", Boolean),
    Column("in_footnote", Boolean),
    Column("mentions", Integer, nullable=False),
    Column("short_forms", Text),
    Column("page", Integer),
    Column("confidence", Float),
    Column("reference_folded", Text, index=True),
    Column("body_id", Text),
    Column("body_territory", Text),
)

# Every name of a body in the document, and whom the authority file knows by it; see `body_rows`.
body_mentions = Table(
    "body_mentions",
    METADATA,
    _document_key(),
    _order("position"),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body_id", Text, index=True),
    Column("body_name", Text),
    Column("level", Text),
    Column("branch", Text),
    Column("territory", Text),
    Column("rule", Text),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("successor", Text),
    Column("page", Integer),
    Column("confidence", Float),
    Column("name_folded", Text),
)

key_terms = Table(
    "key_terms",
    METADATA,
    _document_key(),
    _order("position"),
    Column("term", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("term_folded", Text),
)

signatures = Table(
    "signatures",
    METADATA,
    _document_key(),
    _order("position"),
    Column("authority", Text),
    Column("positions", Text),
    Column("name", Text),
    Column("page", Integer),
    Column("confidence", Float),
    Column("name_folded", Text),
)

appendices = Table(
    "appendices",
    METADATA,
    _document_key(),
    _order("appendix"),
    Column("label", Text),
    Column("title", Text),
    Column("reference_number", Text),
    Column("issued_on", Date),
    Column("issuing_body", Text),
    Column("tables", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("page", Integer),
)

appendix_rows = Table(
    "appendix_rows",
    METADATA,
    _document_key(),
    _order("appendix"),
    _order("table_no"),
    _order("row_no"),
    Column("page", Integer),
    Column("kind", Text, nullable=False),
    Column("section", Text),
    *(Column(f"cell_{number}", Text) for number in range(1, CELL_COLUMNS + 1)),
    Column("cells", Text, nullable=False),
    Column("cells_folded", Text),
)

appendix_cells = Table(
    "appendix_cells",
    METADATA,
    _document_key(),
    _order("appendix"),
    _order("table_no"),
    _order("row_no"),
    _order("column_no"),
    Column("heading", Text),
    Column("text", Text, nullable=False),
    Column("inherited", Boolean, nullable=False),
    Column("confidence", Float),
)

# The papers of a file that holds several; nothing for a file with one.
parts = Table(
    "parts",
    METADATA,
    _document_key(),
    _order("part"),
    Column("relation", Text, nullable=False),
    Column("first_page", Integer, nullable=False),
    Column("last_page", Integer, nullable=False),
    Column("document_type", Text),
    Column("reference_number", Text),
    Column("issuing_body", Text),
    Column("issued_on", Date),
    Column("subject", Text),
    Column("evidence", Text),
    Column("reference_folded", Text, index=True),
)

findings = Table(
    "findings",
    METADATA,
    _document_key(),
    _order("position"),
    Column("code", Text, nullable=False, index=True),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("message_en", Text, nullable=False),
    Column("fields", Text),
    Column("page", Integer),
)

sentences = Table(
    "sentences",
    METADATA,
    _document_key(),
    _order("n"),
    Column("zone", Text, nullable=False),
    Column("page", Integer),
    Column("text", Text, nullable=False),
    Column("text_folded", Text),
)

# In the order in which rows are written: parents before children.
CHILD_TABLES: tuple[Table, ...] = (
    recipients,
    tasks,
    task_assignees,
    citations,
    body_mentions,
    key_terms,
    signatures,
    appendices,
    appendix_rows,
    appendix_cells,
    parts,
    findings,
    duplicates,
    sentences,
)
