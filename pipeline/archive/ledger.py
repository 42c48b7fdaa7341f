"""The ledger: what was seen, how it ended, and with which rules it was read.

One row per file: the same bytes under two names are two rows, of which the second is a
`duplicate`, or ends as the first did where that was not read. A file is known when its bytes ended under the same rules and options in anything but
`lost` or `missing`: a lost file (worker killed, out of time, out of memory) is to be tried again,
once, and one that was gone or changing when its turn came may be back. When it is lost in that
later run too, its row keeps its code but counts as `failed` (`lost_again`), so that
it is known until its bytes, the rules or the options change. A row that a person marked
(`retries`) counts as not seen until its file is read again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy import Connection
from sqlalchemy import and_
from sqlalchemy import exists
from sqlalchemy import not_
from sqlalchemy import select

from models.outcome import Category
from models.outcome import OutcomeCode
from pipeline.archive.schema import ledger
from pipeline.archive.schema import retries
from pipeline.archive.storable import storable
from pipeline.archive.storable import storable_name
from pipeline.stopwatch import Phase
from pipeline.stopwatch import PhaseTime

__all__ = [
    "LedgerEntry",
    "SeenFile",
    "instant",
    "is_known",
    "is_to_be_read_again",
    "ledger_id",
    "ledger_row",
    "lost_again",
    "lost_hashes",
    "phase_rows",
    "seen_files",
    "unread_twin",
]

_NOT_READ = frozenset({Category.REFUSED.value, Category.FAILED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One file as the ledger remembers it.

    Attributes:
        sha256: Hash of its bytes, hexadecimal; None when it could not be read at all.
        source_name: Its name, as shown to people.
        outcome_code: How it ended.
        outcome_category: What that means; `failed` for a file that was lost in two runs.
        message: The cause in one sentence.
        pages: Number of pages, 0 when unknown.
        seconds: Time of reading, None when not measured.
        peak_mb: Largest memory of the worker in MiB, None when not measured.
        rules_version: Version of the rules that read it.
        options_hash: Hash of the options that can change a reading.
        seen_at: When it was read, with a time zone; None when it is not to be kept.
        path: Where it lay, for the audit log; None when that is not known.
        phases: Where the time of reading went; nothing where it was not measured.
    """

    sha256: str | None
    source_name: str
    outcome_code: OutcomeCode
    outcome_category: Category
    message: str
    pages: int
    seconds: float | None
    peak_mb: float | None
    rules_version: str
    options_hash: str = ""
    seen_at: datetime | None = None
    path: str | None = None
    phases: tuple[PhaseTime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file in the ledger: its bytes' hash and its name."""

    sha256: str
    source_name: str


def ledger_id(sha256: str | None, source_name: str) -> str:
    """Return the key of a ledger row: the same bytes under the same name share one row."""
    text = f"{sha256 or ''}\0{storable_name(source_name)}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def ledger_row(entry: LedgerEntry) -> dict[str, object]:
    """Return `entry` as a row of the table `ledger`."""
    return {
        "id": ledger_id(entry.sha256, entry.source_name),
        "sha256": entry.sha256,
        "source_name": storable_name(entry.source_name),
        "outcome_code": entry.outcome_code.value,
        "outcome_category": entry.outcome_category.value,
        "message": storable(entry.message),
        "pages": entry.pages,
        "seconds": entry.seconds,
        "peak_mb": entry.peak_mb,
        "rules_version": entry.rules_version,
        "options_hash": entry.options_hash,
        "seen_at": instant(entry.seen_at),
    }


def phase_rows(entry: LedgerEntry, *, storing_s: float) -> list[dict[str, object]]:
    """Return the rows of `entry` for the table `ledger_phases`.

    Args:
        entry: The ledger row.
        storing_s: Seconds that writing took until now; counts where reading was measured.
    """
    if not entry.phases:
        return []
    key = ledger_id(entry.sha256, entry.source_name)
    storing = PhaseTime(phase=Phase.STORING, seconds=round(storing_s, 4))
    return [
        {
            "ledger_id": key,
            "phase": one.phase.value,
            "seconds": one.seconds,
            "peak_mb": one.peak_mb,
        }
        for one in (*entry.phases, storing)
    ]


def instant(moment: datetime | None) -> str | None:
    """Return a moment as the archive writes it: UTC, to the second, ``2026-01-02T03:04:05Z``."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _read_with(rules_version: str, options_hash: str) -> ColumnElement[bool]:
    return and_(
        ledger.c.rules_version == rules_version,
        ledger.c.options_hash == options_hash,
        ledger.c.sha256.is_not(None),
    )


def is_to_be_read_again() -> ColumnElement[bool]:
    """Return the condition that a person marked a row of the ledger to be read again."""
    return exists().where(retries.c.ledger_id == ledger.c.id)


def _still_holds(rules_version: str, options_hash: str) -> ColumnElement[bool]:
    return and_(
        _read_with(rules_version, options_hash),
        ledger.c.outcome_category != Category.LOST.value,
        ledger.c.outcome_code != OutcomeCode.MISSING.value,
        not_(is_to_be_read_again()),
    )


def lost_hashes(connection: Connection, *, rules_version: str, options_hash: str) -> frozenset[str]:
    """Return the hashes of all bytes lost once under these rules and options."""
    rows = connection.execute(
        select(ledger.c.sha256).where(
            _read_with(rules_version, options_hash),
            ledger.c.outcome_category == Category.LOST.value,
        )
    )
    return frozenset(rows.scalars())


def lost_again(entry: LedgerEntry) -> LedgerEntry:
    """Return the entry of a file that was lost in an earlier run and now: no third reading."""
    return replace(entry, outcome_category=Category.FAILED)


def unread_twin(connection: Connection, entry: LedgerEntry) -> LedgerEntry | None:
    """Return `entry` with the outcome of the same bytes under another name, if those were not read.

    None where they were read, or were not there to be read.
    """
    own = ledger_id(entry.sha256, entry.source_name)
    found = connection.execute(
        select(ledger).where(
            _read_with(entry.rules_version, entry.options_hash),
            ledger.c.sha256 == entry.sha256,
            ledger.c.id != own,
            ledger.c.outcome_code.not_in([OutcomeCode.DUPLICATE.value, OutcomeCode.MISSING.value]),
        )
    ).all()
    if any(row.outcome_category not in _NOT_READ for row in found):
        return None
    # A mark of secrecy comes before everything.
    rows = sorted(found, key=lambda row: (row.outcome_code != OutcomeCode.SECRET.value, row.id))
    if not rows:
        return None
    return replace(
        entry,
        outcome_code=OutcomeCode(rows[0].outcome_code),
        outcome_category=Category(rows[0].outcome_category),
        message=rows[0].message,
        pages=rows[0].pages,
    )


def seen_files(
    connection: Connection, *, rules_version: str, options_hash: str
) -> frozenset[SeenFile]:
    """Return the files that need no second reading under these rules and options."""
    rows = connection.execute(
        select(ledger.c.sha256, ledger.c.source_name).where(
            _still_holds(rules_version, options_hash)
        )
    )
    return frozenset(SeenFile(sha256=sha256, source_name=name) for sha256, name in rows)


def is_known(connection: Connection, sha256: str, *, rules_version: str, options_hash: str) -> bool:
    """Tell whether these bytes need no second reading under these rules and options."""
    condition = and_(ledger.c.sha256 == sha256, _still_holds(rules_version, options_hash))
    return connection.execute(select(ledger.c.id).where(condition)).first() is not None
