"""Read the audit log, and go through its chain from the first row to the last.

In: a reading connection. Out: the rows, or an `AuditCheck` that names the first row that is not as
it was written. Rows cut off at the end leave a chain that is whole: whoever notes the last hash
elsewhere (`AuditCheck.head`) can have it looked for, and a file of the ledger without any row in
the log tells it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import func
from sqlalchemy import select

from pipeline.archive.audit import GENESIS
from pipeline.archive.audit import hash_of
from pipeline.archive.audit_guards import guards_missing
from pipeline.archive.schema import audit
from pipeline.archive.schema import ledger
from pipeline.archive.sql_query import QueryResult

__all__ = ["AuditCheck", "AuditProblem", "audit_rows", "check_audit"]

_CHUNK = 1_000


class AuditProblem(StrEnum):
    """What is wrong with the log."""

    MISSING = "missing"
    ALTERED = "altered"
    UNLINKED = "unlinked"
    NOT_GUARDED = "not-guarded"
    NOT_NOTED = "not-noted"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCheck:
    """What going through the log found.

    Attributes:
        rows: Number of rows.
        head: Hash of the last row; 64 zeros for an empty log.
        problem: What is wrong, the gravest first; None when nothing is. ``missing``: a row was taken
            out before `seq`; ``altered``: row `seq` does not have its hash; ``unlinked``: row `seq`
            does not follow the one before it; ``not-noted``: no row has the hash that was noted;
            ``unrecorded``: `files` of the ledger are not in the log; ``not-guarded``: the database
            does not refuse changes any more.
        seq: The row where the chain breaks; None for what is no matter of one row.
        files: Files of the ledger that are not in the log.
    """

    rows: int
    head: str
    problem: AuditProblem | None = None
    seq: int | None = None
    files: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem is None


def audit_rows(connection: Connection, *, last: int | None = None) -> QueryResult:
    """Return the rows of the log in order; only the `last` ones where a number is given."""
    newest = select(audit).order_by(audit.c.seq.desc())
    found = connection.execute(newest if last is None else newest.limit(last + 1)).all()
    kept = found if last is None else found[:last]
    return QueryResult(
        columns=tuple(audit.c.keys()),
        rows=tuple(tuple(row) for row in reversed(kept)),
        truncated=len(kept) < len(found),
    )


def check_audit(connection: Connection, *, noted: str | None = None) -> AuditCheck:
    """Go through the whole log and say whether it is as it was written, and where not.

    Args:
        connection: A reading connection.
        noted: Hash of a row, written down elsewhere at an earlier time.
    """
    rows, head, was_noted = 0, GENESIS, noted in {None, GENESIS}
    for row in _in_order(connection):
        *columns, own = row
        problem = _problem(row[0] == rows + 1, row[-2] == head, own == hash_of(columns))
        if problem is not None:
            return AuditCheck(rows=rows, head=head, problem=problem, seq=row[0])
        rows, head, was_noted = rows + 1, own, was_noted or own == noted
    files = _unrecorded(connection)
    return AuditCheck(
        rows=rows,
        head=head,
        problem=_whole(connection, was_noted=was_noted, files=files),
        files=files,
    )


def _problem(in_place: bool, linked: bool, unaltered: bool) -> AuditProblem | None:
    if not in_place:
        return AuditProblem.MISSING
    if not linked:
        return AuditProblem.UNLINKED
    return None if unaltered else AuditProblem.ALTERED


def _whole(connection: Connection, *, was_noted: bool, files: int) -> AuditProblem | None:
    if not was_noted:
        return AuditProblem.NOT_NOTED
    if files:
        return AuditProblem.UNRECORDED
    return AuditProblem.NOT_GUARDED if guards_missing(connection) else None


def _in_order(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """Yield all rows by their number; the log is never whole in memory."""
    found = connection.execution_options(yield_per=_CHUNK).execute(
        select(audit).order_by(audit.c.seq)
    )
    for row in found:
        yield tuple(row)


def _unrecorded(connection: Connection) -> int:
    subjects = select(audit.c.subject)
    files = select(func.count()).where(
        ledger.c.sha256.is_not(None), ledger.c.sha256.not_in(subjects)
    )
    return connection.scalar(files) or 0
