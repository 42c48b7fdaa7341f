"""The archive: what was read, and the ledger of what was seen, in one database.

In: a record with its ledger entry, stored in one transaction: either all rows of the document and
its ledger row are there, or none. Out: look-up, search, read-only SQL, and `exports`.

There is never a second copy of a document. Storing bytes again replaces their rows; the same
bytes under another name are a `duplicate` in the ledger. Only what was read (done or partial)
becomes a document; one that seems to repeat another stays beside it and is named with it, see
`duplicates`. A file that could not be read has its ledger row alone, and what an earlier
reading made of the same bytes stays: newer rules that fail lose nothing. A file with a secrecy
mark is the exception: everything but its ledger row goes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from types import TracebackType

from sqlalchemy import Connection
from sqlalchemy import Engine
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import inspect
from sqlalchemy import not_
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.outcome import Category
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.sentence import SentenceRow
from pipeline.archive import audit
from pipeline.archive import ledger as books
from pipeline.archive import schema
from pipeline.archive.asking_again import RETRIABLE
from pipeline.archive.asking_again import mark_for_retry
from pipeline.archive.audit_guards import create_guards
from pipeline.archive.connection import WRITING
from pipeline.archive.connection import Place
from pipeline.archive.connection import empty_journal
from pipeline.archive.connection import files_of
from pipeline.archive.connection import make_engine
from pipeline.archive.connection import place_of
from pipeline.archive.database_faults import database_faults
from pipeline.archive.database_faults import fault_of
from pipeline.archive.duplicates import link_duplicates
from pipeline.archive.errors import ArchiveError
from pipeline.archive.errors import ArchiveUnusableError
from pipeline.archive.errors import ArchiveVersionError
from pipeline.archive.full_text import SearchHit
from pipeline.archive.full_text import create_index
from pipeline.archive.full_text import forget_deleted
from pipeline.archive.full_text import search
from pipeline.archive.ledger import LedgerEntry
from pipeline.archive.ledger import SeenFile
from pipeline.archive.ledger import ledger_row
from pipeline.archive.order import document_order
from pipeline.archive.rows import document_id
from pipeline.archive.rows import document_rows
from pipeline.archive.sql_query import QueryResult
from pipeline.archive.sql_query import run_query
from pipeline.archive.storable import folded_reference
from pipeline.archive.views import VIEWS
from pipeline.archive.views import VIEWS_MARK

__all__ = ["Archive"]

_READ = frozenset({Category.DONE, Category.PARTIAL})
_CHUNK = 500
# Any fixed number: two processes that create the tables at once queue behind it (PostgreSQL).
_CREATION_LOCK = 7_102_024
# Another: two that store at once would not see that their documents are the same.
_STORE_LOCK = 7_102_026
_VIEWS_NAME = "views"
_JOURNAL_FACT = "journal"


class Archive:
    """An open archive; close it, or use it as a context manager.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Archive.open(f"{folder}/a.sqlite3") as archive:
        ...         archive.count("documents")
        0
    """

    def __init__(self, place: Place, engine: Engine, *, read_only: bool) -> None:
        self._place = place
        self._engine = engine
        self._read_only = read_only
        # The file that is written to, known from the first transaction on.
        self._file: tuple[int, int] | None = None

    @classmethod
    def open(cls, path_or_url: str | os.PathLike[str], *, read_only: bool = False) -> Archive:
        """Open an archive, creating it unless `read_only`.

        Args:
            path_or_url: Path of an SQLite file, or a database URL (``postgresql://…``).
            read_only: Never create and never write.

        Raises:
            ArchiveMissingError: If `read_only` and there is no such file.
            ArchiveUnusableError: If the place is no archive or cannot be reached; `ArchiveBusyError`
                if another program keeps it locked. So may everything that uses it afterwards.
            ArchiveVersionError: If its tables are of another version.
        """
        place = place_of(path_or_url)
        engine = make_engine(place, read_only=read_only)
        archive = cls(place, engine, read_only=read_only)
        try:
            archive._prepare()
        except DBAPIError as error:
            engine.dispose()
            raise fault_of(error, place.shown) from error
        except ArchiveError:
            engine.dispose()
            raise
        return archive

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def place(self) -> str:
        """Where the archive is, without a password."""
        return self._place.shown

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose transaction sees one state of the archive and is rolled back."""
        options = {} if self._place.file else {"postgresql_readonly": True}
        with (
            database_faults(self.place),
            self._engine.connect().execution_options(**options) as connection,
        ):
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._read_only:
            raise ArchiveUnusableError(self.place, "opened for reading only")
        with (
            database_faults(self.place),
            self._engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            self._check_place(connection.info)
            yield connection
            known = connection.info
        self._check_place(known)

    def _check_place(self, known: dict[str, object]) -> None:
        """Stop when the files that are written to do not lie at the archive's place any more.

        SQLite deletes the journal with the last connection and makes another with the next: only
        within the life of one, whose facts `known` holds, must it stay the same.
        """
        if self._place.file is None:
            return
        file, journal = files_of(self._place.file)
        self._file = self._file or file
        known[_JOURNAL_FACT] = known.get(_JOURNAL_FACT) or journal
        if file != self._file or journal != known[_JOURNAL_FACT]:
            raise ArchiveUnusableError(self.place, "it was moved, replaced or deleted while in use")

    def _prepare(self) -> None:
        with self.reading() as connection:
            ready = inspect(connection).has_table("archive_info")
        if not ready and self._read_only:
            raise ArchiveUnusableError(self.place, "it holds no archive")
        if not ready:
            with self._writing() as connection:
                _create(connection)
        info = schema.archive_info
        with self.reading() as connection:
            found = connection.scalar(select(info.c.value).where(info.c.name == "schema_version"))
        if found != schema.SCHEMA_VERSION:
            raise ArchiveVersionError(str(found), schema.SCHEMA_VERSION)
        if not self._read_only:
            self._renew_views()

    def _renew_views(self) -> None:
        """Give an archive of an earlier release the views of this one; its tables are the same."""
        info = schema.archive_info
        asked = select(info.c.value).where(info.c.name == _VIEWS_NAME)
        with self.reading() as connection:
            if connection.scalar(asked) == VIEWS_MARK:
                return
        with self._writing() as connection:
            _queue(connection, _CREATION_LOCK)
            for name in reversed(VIEWS):
                connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
            connection.execute(delete(info).where(info.c.name == _VIEWS_NAME))
            _create_views(connection)

    def store(
        self, record: Record | None, entry: LedgerEntry, sentences: Sequence[SentenceRow] = ()
    ) -> LedgerEntry:
        """Store one file: the rows of its document and its ledger row, all or nothing.

        Args:
            record: What was read; None for a file of which there is only a ledger row.
            entry: The ledger row. Its bytes under a name other than the stored document's make it
                a `duplicate`, whatever it says; a duplicate of what was not read ends as that did.
            sentences: The document's sentences in reading order.

        Returns:
            The entry as it stands in the ledger.

        Raises:
            ValueError: If the record's hash is not the entry's.
            ArchiveUnusableError: If the archive was opened for reading only.
        """
        if record is not None and record.source.sha256 != entry.sha256:
            raise ValueError("record and ledger entry speak of different bytes")
        with self._writing() as connection:
            purged, begun = False, time.perf_counter()
            _queue(connection, _STORE_LOCK)
            if entry.sha256 is not None and _has_other_owner(connection, entry):
                entry = _as_duplicate(entry)
            entry = _like_original(connection, entry)
            if entry.sha256 is not None and entry.outcome_code is not OutcomeCode.DUPLICATE:
                purged = _replace_document(connection, record, entry, sentences)
            row = ledger_row(entry)
            table = schema.ledger
            connection.execute(delete(table).where(table.c.id == row["id"]))
            connection.execute(insert(table), [row])
            phases = books.phase_rows(entry, storing_s=time.perf_counter() - begun)
            if phases:
                connection.execute(insert(schema.ledger_phases), phases)
            notes = [audit.note_of_purge(entry)] if purged else []
            notes.append(audit.note_of_file(entry, about=_detail(record, entry)))
            audit.append(connection, notes, moment=datetime.now(UTC))
            if purged:
                forget_deleted(connection)
        if purged:
            with database_faults(self.place):
                empty_journal(self._engine)
        return entry

    def note(self, what: audit.AuditNote) -> None:
        """Write into the audit log what was done with the archive.

        Raises:
            ArchiveUnusableError: If the archive was opened for reading only, or cannot be written.
        """
        with self._writing() as connection:
            audit.append(connection, [what], moment=datetime.now(UTC))

    def mark_for_retry(
        self,
        *,
        categories: Collection[Category] = RETRIABLE,
        names: Sequence[str] = (),
        asked_by: str,
    ) -> int:
        """Mark files with these outcomes for the next run; return how many, see `asking_again`.

        Raises:
            ArchiveUnusableError: If the archive was opened for reading only.
        """
        with self._writing() as connection:
            return mark_for_retry(
                connection,
                categories=categories,
                names=names,
                asked_by=asked_by,
                moment=datetime.now(UTC),
            )

    def known(self, sha256: str, *, rules_version: str, options_hash: str) -> bool:
        """Tell whether these bytes need no second reading under these rules and options."""
        with self.reading() as connection:
            return books.is_known(
                connection, sha256, rules_version=rules_version, options_hash=options_hash
            )

    def known_hashes(self, rules_version: str, options_hash: str) -> frozenset[str]:
        """Return the hashes of all bytes that need no second reading."""
        return frozenset(file.sha256 for file in self.seen_files(rules_version, options_hash))

    def seen_files(self, rules_version: str, options_hash: str) -> frozenset[SeenFile]:
        """Return hash and name of every file whose ledger row still holds."""
        with self.reading() as connection:
            return books.seen_files(
                connection, rules_version=rules_version, options_hash=options_hash
            )

    def count(self, table: str) -> int:
        """Return the number of rows of a table.

        Raises:
            KeyError: If there is no such table.
        """
        with self.reading() as connection:
            return (
                connection.scalar(select(func.count()).select_from(schema.METADATA.tables[table]))
                or 0
            )

    def find(self, name: str) -> list[Record]:
        """Return the records with this reference number (or file name, or hash), in content order.

        A file that holds several papers is found by the number of each.
        Case, accents and blanks in the reference number do not matter.
        """
        table, parts = schema.documents, schema.parts
        reference = folded_reference(name)
        matches = or_(
            table.c.reference_folded == reference,
            table.c.id.in_(
                select(parts.c.document_id).where(parts.c.reference_folded == reference)
            ),
            table.c.source_name == name,
            table.c.sha256 == name.lower(),
        )
        with self.reading() as connection:
            keys = document_order(connection, matches)
            return [Record.model_validate_json(line) for line in _lines(connection, keys)]

    def record_lines(self) -> Iterator[str]:
        """Yield every record as one line of JSON, in an order that depends on content alone."""
        with self.reading() as connection:
            yield from _lines(connection, document_order(connection))

    def search(self, query: str, *, limit: int = 20) -> list[SearchHit]:
        """Return at most `limit` documents that hold all words of `query`, accents optional."""
        with self.reading() as connection:
            return search(connection, query, limit=limit)

    def query(
        self, sql: str, *, max_rows: int | None = None, timeout_s: float = 60.0
    ) -> QueryResult:
        """Run one read-only SQL statement.

        Args:
            sql: The statement.
            max_rows: Most rows to return, None for all; `QueryResult.truncated` tells of more.
            timeout_s: Most seconds.

        Raises:
            QueryRefusedError: If it would change something or leave the archive.
            QueryTimeoutError: If it takes longer.
            QueryError: If it is no valid SQL.
        """
        return run_query(
            self._engine, self._place.file, sql, max_rows=max_rows, timeout_s=timeout_s
        )


def _queue(connection: Connection, lock: int) -> None:
    """Let a transaction wait for its turn; SQLite has one writer at a time anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})


def _create(connection: Connection) -> None:
    _queue(connection, _CREATION_LOCK)
    if inspect(connection).has_table("archive_info"):
        return
    schema.METADATA.create_all(connection)
    _create_views(connection)
    create_index(connection)
    create_guards(connection)
    connection.execute(
        insert(schema.archive_info), [{"name": "schema_version", "value": schema.SCHEMA_VERSION}]
    )


def _create_views(connection: Connection) -> None:
    for name, body in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {body}"))
    row = {"name": _VIEWS_NAME, "value": VIEWS_MARK}
    connection.execute(insert(schema.archive_info), [row])


def _has_other_owner(connection: Connection, entry: LedgerEntry) -> bool:
    """Tell whether these bytes were read under another name with the same rules and options."""
    table = schema.ledger
    row = ledger_row(entry)
    found = connection.execute(
        select(table.c.id).where(
            table.c.sha256 == row["sha256"],
            table.c.id != row["id"],
            table.c.rules_version == row["rules_version"],
            table.c.options_hash == row["options_hash"],
            table.c.outcome_code != OutcomeCode.DUPLICATE.value,
            table.c.outcome_category.in_([category.value for category in _READ]),
            not_(books.is_to_be_read_again()),
        )
    )
    return found.first() is not None


def _as_duplicate(entry: LedgerEntry) -> LedgerEntry:
    if entry.outcome_code is OutcomeCode.DUPLICATE:
        return entry
    words = outcome(OutcomeCode.DUPLICATE)
    return replace(
        entry,
        outcome_code=words.code,
        outcome_category=words.category,
        message=words.message,
    )


def _like_original(connection: Connection, entry: LedgerEntry) -> LedgerEntry:
    """Let the cause of a duplicate name the file whose bytes it repeats.

    The copy of what was not read ends as that did: whoever put it there needs the same next step,
    above all where it is secret.
    """
    if entry.outcome_code is not OutcomeCode.DUPLICATE:
        return entry
    unread = books.unread_twin(connection, entry)
    if unread is not None:
        return unread
    table = schema.documents
    name = connection.scalar(select(table.c.source_name).where(table.c.sha256 == entry.sha256))
    words = outcome(OutcomeCode.DUPLICATE).message
    return replace(entry, message=words if name is None else f"{words} «{name}»")


def _replace_document(
    connection: Connection,
    record: Record | None,
    entry: LedgerEntry,
    sentences: Sequence[SentenceRow],
) -> bool:
    """Put the rows of a document in place; tell whether a secret paper's were taken out."""
    assert entry.sha256 is not None  # noqa: S101 - the caller checked
    is_read = record is not None and entry.outcome_category in _READ
    gone = 0
    if is_read or entry.outcome_code is OutcomeCode.SECRET:
        table = schema.documents
        gone = connection.execute(
            delete(table).where(table.c.id == document_id(entry.sha256))
        ).rowcount
    if record is None or not is_read:
        return gone > 0
    rows = document_rows(record, rules_version=entry.rules_version, sentences=sentences)
    for part in rows.tables:
        connection.execute(insert(part.table), list(part.rows))
    link_duplicates(connection, rows.document_id)
    return False


def _detail(record: Record | None, entry: LedgerEntry) -> str | None:
    """Return what makes the outcome exact; None where another outcome was stored in the end."""
    is_its_own = record is not None and record.outcome.code is entry.outcome_code
    return record.outcome.detail if record is not None and is_its_own else None


def _lines(connection: Connection, keys: Sequence[str]) -> Iterator[str]:
    table = schema.documents
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        found = connection.execute(
            select(table.c.id, table.c.record_json).where(table.c.id.in_(chunk))
        )
        lines = {row.id: row.record_json for row in found}
        yield from (lines[key] for key in chunk)
