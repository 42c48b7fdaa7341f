"""What the ledger holds, for the people who look after it: by outcome, what waits, what was slow.

In: a reading connection. Out: small frozen reports; nothing that a document says, only names,
codes, counts, seconds and MiB. Rows come in an order that depends on their content alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy import func
from sqlalchemy import select

from models.outcome import Category
from models.outcome import OutcomeCode
from models.record import Record
from pipeline.archive.duplicates import DuplicatePair
from pipeline.archive.duplicates import find_duplicates
from pipeline.archive.schema import appendix_rows
from pipeline.archive.schema import documents
from pipeline.archive.schema import findings
from pipeline.archive.schema import ledger
from pipeline.archive.schema import ledger_phases
from pipeline.archive.schema import retries
from pipeline.stopwatch import Phase
from pipeline.stopwatch import PhaseTime

__all__ = [
    "LedgerStatus",
    "OutcomeCount",
    "PhaseTotal",
    "ReadingTimes",
    "SlowFile",
    "WaitingFile",
    "ledger_status",
    "reading_times",
]

# From here on a file is slow for a reason that can be named.
_MANY_PAGES = 50
_MANY_ROWS = 500
_LARGE_MB = 1024.0
_PHASES = list(Phase)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """How many files ended in one way, with their pages and seconds of reading."""

    category: Category
    code: OutcomeCode
    files: int
    pages: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """A file that a person has to see to; `marked` when it is to be read again."""

    source_name: str
    code: OutcomeCode
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStatus:
    """What the ledger holds.

    Attributes:
        outcomes: One per outcome code that occurs, by category and code.
        last_read: When the last file was read, UTC; None in an empty archive.
        waiting: Files that were not read in full, by name.
        documents: Documents in the archive.
        documents_with_findings: Those with a finding that is more than a remark.
        marked: Files marked to be read again.
        rules_versions: Versions of the rules in use, sorted.
        duplicates: Files that repeat a document, and which, by name.
    """

    outcomes: tuple[OutcomeCount, ...]
    last_read: str | None
    waiting: tuple[WaitingFile, ...]
    documents: int
    documents_with_findings: int
    marked: int
    rules_versions: tuple[str, ...]
    duplicates: tuple[DuplicatePair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowFile:
    """One file that took its time.

    Attributes:
        source_name, code, pages, seconds, peak_mb: From the ledger.
        reasons: Names of reasons, see `reading_times`; empty when none is known.
        phases: Where its time went; empty where that was not measured.
    """

    source_name: str
    code: OutcomeCode
    pages: int
    seconds: float
    peak_mb: float | None
    reasons: tuple[str, ...]
    phases: tuple[PhaseTime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTotal:
    """What one phase took of all files.

    Attributes:
        phase: Which.
        files: In how many files it was measured.
        seconds: Time of all of them.
        share: Of the time of all phases, 0 to 1.
        peak_mb: Largest memory of a worker during it in MiB, None when not measured.
    """

    phase: Phase
    files: int
    seconds: float
    share: float
    peak_mb: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTimes:
    """Time and memory of all files that were measured.

    Attributes:
        files, pages, seconds: Sums.
        median_s: Median seconds a file, None when there is none.
        peak_mb: Largest memory of a worker in MiB, None when not measured.
        slowest: The slowest files, slowest first.
        phases: Where the time went, in the order of a document's way.
    """

    files: int
    pages: int
    seconds: float
    median_s: float | None
    peak_mb: float | None
    slowest: tuple[SlowFile, ...]
    phases: tuple[PhaseTotal, ...] = ()

    @property
    def pages_per_second(self) -> float | None:
        """Pages a second of worker time; None when nothing was measured."""
        return self.pages / self.seconds if self.seconds else None


def ledger_status(connection: Connection) -> LedgerStatus:
    """Return what the ledger holds."""
    serious = select(findings.c.document_id).where(findings.c.severity != "info").distinct()
    versions = connection.scalars(select(ledger.c.rules_version).distinct())
    return LedgerStatus(
        outcomes=_outcomes(connection),
        last_read=connection.scalar(select(func.max(ledger.c.seen_at))),
        waiting=_waiting(connection),
        documents=_size(connection, documents.c.id),
        documents_with_findings=connection.scalar(
            select(func.count()).select_from(serious.subquery())
        )
        or 0,
        marked=_size(connection, retries.c.ledger_id),
        rules_versions=tuple(sorted(versions)),
        duplicates=find_duplicates(connection),
    )


def _size(connection: Connection, column: object) -> int:
    return connection.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def _outcomes(connection: Connection) -> tuple[OutcomeCount, ...]:
    table = ledger.c
    rows = connection.execute(
        select(
            table.outcome_category,
            table.outcome_code,
            func.count(),
            func.sum(table.pages),
            func.coalesce(func.sum(table.seconds), 0.0),
        ).group_by(table.outcome_category, table.outcome_code)
    )
    found = [
        OutcomeCount(
            category=Category(category),
            code=OutcomeCode(code),
            files=files,
            pages=pages,
            seconds=float(seconds),
        )
        for category, code, files, pages, seconds in rows
    ]
    order = list(Category)
    return tuple(sorted(found, key=lambda one: (order.index(one.category), one.code)))


def _waiting(connection: Connection) -> tuple[WaitingFile, ...]:
    rows = connection.execute(
        select(ledger.c.source_name, ledger.c.outcome_code, retries.c.ledger_id, ledger.c.id)
        .join(retries, retries.c.ledger_id == ledger.c.id, isouter=True)
        .where(ledger.c.outcome_category != Category.DONE.value)
    ).all()
    return tuple(
        WaitingFile(source_name=name, code=OutcomeCode(code), marked=mark is not None)
        for name, code, mark, _ in sorted(rows, key=lambda row: (row[0], row[3]))
    )


def reading_times(connection: Connection, *, most: int = 10) -> ReadingTimes:
    """Return time and memory of what was read, with the `most` slowest files and why.

    Reasons are ``lost`` (stopped at a limit), ``ocr`` (pages are pictures), ``pages`` (many),
    ``tables`` (many rows) and ``memory`` (more than 1 GiB).
    """
    table = ledger.c
    measured = select(ledger).where(table.seconds.is_not(None))
    rows = connection.execute(
        measured.with_only_columns(table.seconds, table.pages, table.peak_mb)
    ).all()
    slow = connection.execute(
        measured.order_by(table.seconds.desc(), table.source_name, table.id).limit(most)
    ).all()
    seconds = sorted(row.seconds for row in rows)
    return ReadingTimes(
        files=len(rows),
        pages=sum(row.pages for row in rows),
        seconds=sum(seconds),
        median_s=seconds[len(seconds) // 2] if seconds else None,
        peak_mb=max((row.peak_mb for row in rows if row.peak_mb is not None), default=None),
        slowest=tuple(
            SlowFile(
                source_name=row.source_name,
                code=OutcomeCode(row.outcome_code),
                pages=row.pages,
                seconds=row.seconds,
                peak_mb=row.peak_mb,
                reasons=_reasons(connection, row.sha256, row.outcome_category, row.peak_mb),
                phases=_phases_of(connection, row.id),
            )
            for row in slow
        ),
        phases=_phase_totals(connection),
    )


def _phases_of(connection: Connection, key: str) -> tuple[PhaseTime, ...]:
    table = ledger_phases.c
    rows = connection.execute(
        select(table.phase, table.seconds, table.peak_mb).where(table.ledger_id == key)
    )
    found = [
        PhaseTime(phase=Phase(phase), seconds=seconds, peak_mb=peak_mb)
        for phase, seconds, peak_mb in rows
    ]
    return tuple(sorted(found, key=lambda one: _PHASES.index(one.phase)))


def _phase_totals(connection: Connection) -> tuple[PhaseTotal, ...]:
    table = ledger_phases.c
    rows = connection.execute(
        select(
            table.phase, func.count(), func.sum(table.seconds), func.max(table.peak_mb)
        ).group_by(table.phase)
    ).all()
    whole = sum(seconds for _, _, seconds, _ in rows)
    found = [
        PhaseTotal(
            phase=Phase(phase),
            files=files,
            seconds=seconds,
            share=seconds / whole if whole else 0.0,
            peak_mb=peak_mb,
        )
        for phase, files, seconds, peak_mb in rows
    ]
    return tuple(sorted(found, key=lambda one: _PHASES.index(one.phase)))


def _reasons(
    connection: Connection, sha256: str | None, category: str, peak_mb: float | None
) -> tuple[str, ...]:
    found = ["lost"] if category == Category.LOST.value else []
    document = connection.execute(
        select(documents.c.id, documents.c.record_json).where(documents.c.sha256 == sha256)
    ).first()
    if document is not None:
        source = Record.model_validate_json(document.record_json).source
        rows = connection.scalar(
            select(func.count()).where(appendix_rows.c.document_id == document.id)
        )
        found += ["ocr"] if any("ocr" in page for page in source.page_sources) else []
        found += ["pages"] if source.pages >= _MANY_PAGES else []
        found += ["tables"] if (rows or 0) >= _MANY_ROWS else []
    if peak_mb is not None and peak_mb >= _LARGE_MB:
        found.append("memory")
    return tuple(found)
