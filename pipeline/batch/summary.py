"""What a run did, small enough to keep for ten thousand files: one row per file, and the counts.

A row holds the few values that a register line holds. It is for the user's own terminal; artifacts
and logs take names, codes, pages and seconds from it and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.outcome import CATEGORY_OF
from models.outcome import Category
from models.outcome import ExitCode
from models.outcome import OutcomeCode
from models.outcome import exit_code_for
from models.record import Record
from models.record import RowKind
from pipeline.archive.duplicates import DuplicatePair
from pipeline.archive.storable import storable_name
from pipeline.batch.inbox import LeftOut
from pipeline.batch.inbox import LeftOutReason

__all__ = ["RunSummary", "SummaryRow", "summary_row"]

_NO_DOCUMENT = frozenset({LeftOutReason.HIDDEN, LeftOutReason.COMPANION, LeftOutReason.FOREIGN})


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One file of a run.

    Attributes:
        file: Its name without folders.
        sha256: Hash of its bytes; None when it could not be read at all.
        code: How it ended.
        pages: Number of pages, 0 when unknown.
        seconds, peak_mb: Time and memory of reading; None for a duplicate.
        document_type, reference_number, issued_on, issuing_body: Values, None when not there.
        tasks: Number of tasks.
        appendix_rows: Number of rows that are no group headings, in all tables of all appendices.
        findings: Number of findings.
        detail: Numbers that make the outcome exact; None where there are none.
    """

    file: str
    sha256: str | None
    code: OutcomeCode
    pages: int
    seconds: float | None
    peak_mb: float | None
    document_type: str | None
    reference_number: str | None
    issued_on: str | None
    issuing_body: str | None
    tasks: int
    appendix_rows: int
    findings: int
    detail: str | None = None

    @property
    def category(self) -> Category:
        """What the outcome means for the person who looks after the run."""
        return CATEGORY_OF[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One run over a folder.

    Attributes:
        folder: The inbox.
        archive: The archive, without a password.
        rows: One row per file that was read or noted, in the order of the plan, duplicates last.
        known: Number of files that the ledger knew already.
        left_out: What lay in the folder and is no document.
        workers: Worker processes.
        seconds: Time of the whole run.
        duplicates: Files of this run that repeat a document, and which.
    """

    folder: str
    archive: str
    rows: tuple[SummaryRow, ...]
    known: int
    left_out: tuple[LeftOut, ...]
    workers: int
    seconds: float
    duplicates: tuple[DuplicatePair, ...] = ()

    @property
    def is_nothing_new(self) -> bool:
        """Whether the run read and wrote nothing."""
        return not self.rows

    @property
    def exit_code(self) -> ExitCode:
        """Exit code of a command that made this run; 0 when nothing was new."""
        return exit_code_for([row.code for row in self.rows])

    @property
    def held_up(self) -> tuple[LeftOut, ...]:
        """What was left out and a person should know of; the rest is no document at all."""
        return tuple(one for one in self.left_out if one.reason not in _NO_DOCUMENT)

    def count(self, category: Category) -> int:
        """Return how many files of this run ended in `category`."""
        return sum(row.category is category for row in self.rows)


def summary_row(record: Record, *, seconds: float | None, peak_mb: float | None) -> SummaryRow:
    """Return the row for one record."""
    tables = [table for appendix in record.appendices for table in appendix.tables]
    return SummaryRow(
        file=storable_name(record.source.file),
        sha256=record.source.sha256,
        code=record.outcome.code,
        pages=record.source.pages,
        seconds=seconds,
        peak_mb=peak_mb,
        document_type=record.document_type.value if record.document_type else None,
        reference_number=record.reference_number.value if record.reference_number else None,
        issued_on=record.issued_on.value if record.issued_on else None,
        issuing_body=record.issuing_body.value if record.issuing_body else None,
        tasks=len(record.tasks),
        appendix_rows=sum(row.kind is not RowKind.SECTION for t in tables for row in t.rows),
        findings=len(record.findings),
        detail=record.outcome.detail,
    )
