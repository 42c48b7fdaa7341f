"""Why a run would read, note or pass over each file: the plan, told file by file.

In: a plan, the ledger, and what reads today. Out: one `Step` per file of the folder, in the order
of the plan. Nothing is decided here; the plan decided already, this says on what grounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy import Row
from sqlalchemy import select

from models.outcome import Category
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive import ArchiveMissingError
from pipeline.archive.ledger import is_to_be_read_again
from pipeline.archive.schema import ledger
from pipeline.batch.plan import Plan
from pipeline.batch.plan import PlannedFile
from pipeline.batch.plan import check_inbox
from pipeline.batch.plan import plan
from pipeline.batch.version import ReadingVersion
from pipeline.batch.version import current_version

__all__ = ["Action", "Reason", "Step", "planned_steps", "steps_of"]


class Action(StrEnum):
    """What a run does with a file."""

    READ = "read"
    NOTE = "note"
    PASS = "pass"  # noqa: S105 - no password
    LEAVE = "leave"


class Reason(StrEnum):
    """Why."""

    NEW = "new"
    CHANGED = "changed"
    RULES_CHANGED = "rules-changed"
    OPTIONS_CHANGED = "options-changed"
    ASKED_AGAIN = "asked-again"
    LOST_ONCE = "lost-once"
    NOT_HASHED = "not-hashed"
    COPY = "copy"
    KNOWN = "known"
    REFUSED = "refused"
    FAILED = "failed"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One file of the folder and what a run does with it.

    Attributes:
        name: Path below the folder.
        action: What is done.
        reason: Why.
        detail: Name of the file that a copy copies, or why a file is left out; None otherwise.
    """

    name: str
    action: Action
    reason: Reason
    detail: str | None = None


class _Books:
    """The ledger's rows by hash and by name."""

    def __init__(self, connection: Connection | None) -> None:
        statement = select(
            ledger.c.sha256,
            ledger.c.source_name,
            ledger.c.outcome_category,
            ledger.c.rules_version,
            ledger.c.options_hash,
            is_to_be_read_again().label("asked"),
        ).order_by(ledger.c.source_name, ledger.c.id)
        self.names: set[str] = set()
        self.by_hash: dict[str, list[Row[tuple[object, ...]]]] = defaultdict(list)
        for row in connection.execute(statement) if connection is not None else ():
            self.names.add(row.source_name)
            if row.sha256 is not None:
                self.by_hash[row.sha256].append(row)


def planned_steps(
    folder: Path,
    settings: Settings,
    *,
    settle_s: float = 0.0,
    version: ReadingVersion | None = None,
) -> tuple[Step, ...]:
    """Return what a run over `folder` into `settings.archive` would do; changes nothing.

    Args:
        folder: The inbox.
        settings: Limits and the archive, which need not exist yet.
        settle_s: Files changed less than so many seconds ago wait for the next run.
        version: What reads; the installed rules when None.

    Raises:
        InboxError: If the folder cannot be an inbox or the archive lies inside it.
        ArchiveError: If the archive cannot be opened.
    """
    check_inbox(folder, settings.archive)
    version = version or current_version(settings)
    try:
        with Archive.open(settings.archive, read_only=True) as archive:
            seen = archive.seen_files(version.rules_version, version.options_hash)
            todo = plan(folder, seen=seen, settle_s=settle_s)
            with archive.reading() as connection:
                return steps_of(todo, connection, version)
    except ArchiveMissingError:
        return steps_of(plan(folder, settle_s=settle_s), None, version)


def steps_of(
    todo: Plan, connection: Connection | None, version: ReadingVersion
) -> tuple[Step, ...]:
    """Return what a run does with every file of the folder and why.

    Args:
        todo: The plan.
        connection: A reading connection to the archive of the plan; None when there is none yet.
        version: What reads today.
    """
    return tuple(_steps(todo, _Books(connection), version))


def _steps(todo: Plan, books: _Books, version: ReadingVersion) -> Iterator[Step]:
    first_of: dict[str | None, str] = {}
    for file in todo.new:
        first_of.setdefault(file.sha256, file.name)
        reason = _why_read(file, books, version)
        yield Step(name=_below(todo, file), action=Action.READ, reason=reason)
    for file in todo.duplicates:
        rows = books.by_hash.get(file.sha256 or "", [])
        other = first_of.get(file.sha256) or next((row.source_name for row in rows), None)
        yield Step(name=_below(todo, file), action=Action.NOTE, reason=Reason.COPY, detail=other)
    for file in todo.known:
        reason = _why_known(file, books)
        yield Step(name=_below(todo, file), action=Action.PASS, reason=reason)
    for left in todo.left_out:
        yield Step(
            name=left.name, action=Action.LEAVE, reason=Reason.LEFT_OUT, detail=left.reason.value
        )


def _below(todo: Plan, file: PlannedFile) -> str:
    return file.path.relative_to(todo.folder).as_posix()


def _why_read(file: PlannedFile, books: _Books, version: ReadingVersion) -> Reason:
    if file.sha256 is None:
        return Reason.NOT_HASHED
    rows = books.by_hash.get(file.sha256, [])
    if not rows:
        return Reason.CHANGED if file.name in books.names else Reason.NEW
    row = next((row for row in rows if row.source_name == file.name), rows[0])
    if row.asked:
        return Reason.ASKED_AGAIN
    if row.rules_version != version.rules_version:
        return Reason.RULES_CHANGED
    if row.options_hash != version.options_hash:
        return Reason.OPTIONS_CHANGED
    return Reason.LOST_ONCE if row.outcome_category == Category.LOST.value else Reason.NEW


def _why_known(file: PlannedFile, books: _Books) -> Reason:
    rows = books.by_hash.get(file.sha256 or "", [])
    category = next((r.outcome_category for r in rows if r.source_name == file.name), None)
    if category == Category.REFUSED.value:
        return Reason.REFUSED
    return Reason.FAILED if category == Category.FAILED.value else Reason.KNOWN
