"""The audit log: who did what to the archive, in a chain that shows where it was altered.

In: a connection whose transaction writes what is noted. Out: rows of `audit` in the same
transaction, so that neither is there without the other. Each row carries the hash of the row before
it and its own hash over all its columns; rows are numbered without a gap, and the number, not the
clock, gives the order. Two writers queue: SQLite lets one transaction write at a time, on
PostgreSQL a lock is held from here to the end of the transaction.

A row holds hashes, paths, codes, counts and pages, nothing that a document says. The log is no
part of an export: the same papers give the same bytes, whoever read them.
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text

from models.outcome import Category
from models.outcome import OutcomeCode
from pipeline.archive.ledger import LedgerEntry
from pipeline.archive.ledger import instant
from pipeline.archive.schema import audit
from pipeline.archive.storable import storable

__all__ = [
    "GENESIS",
    "AuditAction",
    "AuditNote",
    "append",
    "hash_of",
    "note_of_export",
    "note_of_file",
    "note_of_purge",
    "note_of_retry",
    "who_acts",
]

# What the first row carries in place of the hash of a row before it.
GENESIS = "0" * 64
_MOST_CHARACTERS = 4_096
# Any fixed number: writers of the log queue behind it (PostgreSQL).
_CHAIN_LOCK = 7_102_025


class AuditAction(StrEnum):
    """What was done."""

    INGEST = "ingest"
    REFUSAL = "refusal"
    RETRY = "retry"
    EXPORT = "export"
    PURGE = "purge"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditNote:
    """One thing that was done.

    Attributes:
        action: What.
        subject: Hash of the bytes it was done to; the path where there is no hash.
        detail: A JSON object of paths, codes and counts.
    """

    action: AuditAction
    subject: str
    detail: str


def who_acts() -> str:
    """Return user and machine of this process, ``name@machine``; the number of a nameless user."""
    # Not from the environment, which anybody can set.
    user = os.getuid()
    try:
        name = pwd.getpwuid(user).pw_name
    except KeyError:
        name = str(user)
    return storable(f"{name}@{os.uname().nodename}")


def note_of_file(entry: LedgerEntry, *, about: str | None = None) -> AuditNote:
    """Return the note that a file was taken in or refused.

    Args:
        entry: Its row of the ledger.
        about: Numbers that make the outcome exact, a page or a limit; never document text.
    """
    refused = entry.outcome_category is Category.REFUSED
    return AuditNote(
        action=AuditAction.REFUSAL if refused else AuditAction.INGEST,
        subject=entry.sha256 or _shown(entry.path or entry.source_name),
        detail=_object(
            path=entry.path or entry.source_name,
            outcome=entry.outcome_code.value,
            about=about,
            pages=None if entry.outcome_code is OutcomeCode.SECRET else entry.pages,
        ),
    )


def note_of_purge(entry: LedgerEntry) -> AuditNote:
    """Return the note that what an earlier reading kept of a file was taken out."""
    return AuditNote(
        action=AuditAction.PURGE,
        subject=entry.sha256 or _shown(entry.source_name),
        detail=_object(path=entry.path or entry.source_name, outcome=entry.outcome_code.value),
    )


def note_of_retry(sha256: str | None, source_name: str) -> AuditNote:
    """Return the note that a person wants a file to be read again."""
    return AuditNote(
        action=AuditAction.RETRY,
        subject=sha256 or _shown(source_name),
        detail=_object(path=source_name),
    )


def note_of_export(format_: str, place: str, documents: int) -> AuditNote:
    """Return the note that the whole archive was written to `place`."""
    return AuditNote(
        action=AuditAction.EXPORT,
        subject=_shown(place),
        detail=_object(path=place, format=format_, documents=documents),
    )


def append(connection: Connection, notes: Sequence[AuditNote], *, moment: datetime) -> None:
    """Write `notes` at the end of the log.

    Args:
        connection: One whose transaction writes what is noted; this is its last statement.
        notes: What was done, in order.
        moment: When, with a time zone.
    """
    if not notes:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    last = connection.execute(
        select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    ).first()
    before, previous = (0, GENESIS) if last is None else (last.seq, last.hash)
    at, who, rows = instant(moment) or "", who_acts(), []
    for seq, note in enumerate(notes, before + 1):
        row = (seq, at, who, note.action.value, note.subject, note.detail, previous)
        previous = hash_of(row)
        rows.append(dict(zip(audit.c.keys(), (*row, previous), strict=True)))
    connection.execute(insert(audit), rows)


def hash_of(columns: Sequence[int | str]) -> str:
    """Return the hash of a row over all its other columns in order, hexadecimal."""
    line = json.dumps(list(columns), separators=(",", ":"))
    return hashlib.sha256(line.encode("ascii")).hexdigest()


def _object(**values: str | int | None) -> str:
    kept = {
        name: _shown(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }
    return json.dumps(kept, ensure_ascii=False)


def _shown(value: str) -> str:
    return storable(value)[:_MOST_CHARACTERS]
