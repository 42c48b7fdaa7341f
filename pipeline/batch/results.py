"""Turn what a worker answered, or its loss, into a record and a ledger entry that can be stored.

Every file ends here with exactly one outcome, whatever became of its worker.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.sentence import SentenceRow
from pipeline.archive import LedgerEntry
from pipeline.batch.plan import PlannedFile
from pipeline.batch.summary import SummaryRow
from pipeline.batch.summary import summary_row
from pipeline.batch.version import ReadingVersion
from pipeline.workers.messages import Answer
from pipeline.workers.messages import Lost

__all__ = ["BatchResult", "duplicate_result", "result_of", "without_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What came of one file, ready to be stored."""

    record: Record
    entry: LedgerEntry
    sentences: tuple[SentenceRow, ...] = ()

    @property
    def row(self) -> SummaryRow:
        """The file's row in the summary."""
        return summary_row(self.record, seconds=self.entry.seconds, peak_mb=self.entry.peak_mb)


def result_of(
    file: PlannedFile, answer: Answer | Lost, version: ReadingVersion, moment: datetime
) -> BatchResult:
    """Return the result for `file`, seen at `moment`."""
    sentences: tuple[SentenceRow, ...] = ()
    if isinstance(answer, Lost):
        record = _empty(file, answer.code, answer.detail)
    elif answer.record is None:
        record = _empty(file, answer.problem or OutcomeCode.READER_ERROR, answer.detail)
    else:
        record, sentences = _with_hash(answer.record, file), answer.sentences
    entry = _entry(record, file, version, moment)
    phases = answer.phases if isinstance(answer, Answer) else ()
    measured = replace(
        entry, seconds=round(answer.seconds, 3), peak_mb=answer.peak_mb, phases=phases
    )
    return BatchResult(record=record, entry=measured, sentences=sentences)


def duplicate_result(file: PlannedFile, version: ReadingVersion, moment: datetime) -> BatchResult:
    """Return the result for a file whose bytes were read under another name."""
    record = _empty(file, OutcomeCode.DUPLICATE)
    return BatchResult(record=record, entry=_entry(record, file, version, moment))


def without_document(
    result: BatchResult, code: OutcomeCode, detail: str | None = None
) -> BatchResult:
    """Return `result` with another outcome and nothing of what the document says."""
    words = outcome(code, detail=detail)
    entry = replace(
        result.entry,
        outcome_code=words.code,
        outcome_category=words.category,
        message=words.message,
    )
    return BatchResult(record=Record(source=result.record.source, outcome=words), entry=entry)


def _empty(file: PlannedFile, code: OutcomeCode, detail: str | None = None) -> Record:
    source = Source(file=file.name, sha256=file.sha256)
    return Record(source=source, outcome=outcome(code, detail=detail))


def _with_hash(record: Record, file: PlannedFile) -> Record:
    """A file that was refused before the reader hashed it is known by the plan's hash."""
    if record.source.sha256 is not None or file.sha256 is None:
        return record
    source = record.source.model_copy(update={"sha256": file.sha256})
    return record.model_copy(update={"source": source})


def _entry(
    record: Record, file: PlannedFile, version: ReadingVersion, moment: datetime
) -> LedgerEntry:
    return LedgerEntry(
        sha256=record.source.sha256,
        source_name=record.source.file,
        outcome_code=record.outcome.code,
        outcome_category=record.outcome.category,
        message=record.outcome.message,
        pages=record.source.pages,
        seconds=None,
        peak_mb=None,
        rules_version=version.rules_version,
        options_hash=version.options_hash,
        seen_at=moment,
        path=os.fsencode(file.path.absolute()).decode("utf-8", "replace"),
    )
