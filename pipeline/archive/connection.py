"""Open the database: SQLite by path, any other database by its URL.

An SQLite archive is created readable by its owner only, runs in WAL mode with foreign keys on,
waits up to 30 s for another writer, and starts writing transactions with ``BEGIN IMMEDIATE`` so
that two writers queue at the start and never meet in the middle. A read-only archive is opened
with ``mode=ro``; where its folder cannot be written and no journal lies beside it, as immutable.

A statement that fails never shows its values: they are what documents say, and the error may end in
somebody's log.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection
from sqlalchemy import Engine
from sqlalchemy import create_engine
from sqlalchemy import event
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import QueuePool

from pipeline.archive.errors import ArchiveMissingError
from pipeline.archive.errors import ArchiveUnusableError

__all__ = [
    "WRITING",
    "Place",
    "connect_read_only",
    "empty_journal",
    "files_of",
    "make_engine",
    "place_of",
]

BUSY_TIMEOUT_S = 30.0
_JOURNAL_WAIT_MS = 2_000
# Execution option that marks a connection whose transaction writes.
WRITING = "vanthu_writing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an archive is: an SQLite file, or a database URL.

    Attributes:
        file: The SQLite file; None for another database.
        url: SQLAlchemy URL; None for an SQLite file.
        shown: How it is named to people, without a password.
    """

    file: Path | None
    url: str | None
    shown: str


def place_of(path_or_url: str | os.PathLike[str]) -> Place:
    """Return the place that a path or URL names.

    Raises:
        ArchiveUnusableError: If it looks like a URL and is none.
    """
    text = os.fspath(path_or_url)
    if "://" not in text:
        return Place(file=Path(text), url=None, shown=text)
    try:
        url = make_url(text)
    except ArgumentError:
        raise ArchiveUnusableError("URL", "not a database URL") from None
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise ArchiveUnusableError("sqlite://", "an archive needs a file")
        return Place(file=Path(url.database), url=None, shown=url.database)
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    return Place(
        file=None, url=url.render_as_string(hide_password=False), shown=url.render_as_string()
    )


def make_engine(place: Place, *, read_only: bool) -> Engine:
    """Return an engine for `place`, creating the SQLite file (owner only) unless `read_only`.

    Raises:
        ArchiveMissingError: If `read_only` and there is no file.
        ArchiveUnusableError: If the file cannot be created or the driver is not installed.
    """
    if place.file is None:
        return _server_engine(place)
    if not place.file.exists():
        if read_only:
            raise ArchiveMissingError(place.shown)
        _create_private(place.file, place.shown)
    if not place.file.is_file():
        raise ArchiveUnusableError(place.shown, "not a file")
    return _sqlite_engine(place.file, read_only=read_only)


def _server_engine(place: Place) -> Engine:
    assert place.url is not None  # noqa: S101 - a place has a file or a URL
    try:
        return create_engine(place.url, pool_pre_ping=True, hide_parameters=True)
    except (ImportError, NoSuchModuleError) as error:
        raise ArchiveUnusableError(place.shown, f"no database driver ({error})") from error


def _create_private(file: Path, shown: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise ArchiveUnusableError(shown, error.strerror or "cannot be created") from error


def _sqlite_engine(file: Path, *, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        if read_only:
            return connect_read_only(file)
        connection = sqlite3.connect(
            file, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten: a paper found to be secret leaves no readable page behind.
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def files_of(file: Path) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return which files an SQLite archive and its journal are; None for one that is not there.

    Whoever has them open goes on writing into them when they are deleted, moved or replaced, and
    nothing that is written is at their place any more.
    """
    return _identity(file), _identity(file.with_name(f"{file.name}-wal"))


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def empty_journal(engine: Engine) -> None:
    """Bring the journal of an SQLite archive into its file and empty it, unless somebody reads it.

    Then the next one who closes the archive does.
    """
    if engine.dialect.name != "sqlite":
        return
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_JOURNAL_WAIT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000:.0f}")
    finally:
        pooled.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def connect_read_only(file: Path) -> sqlite3.Connection:
    """Return a driver connection to an SQLite file that cannot write.

    Raises:
        sqlite3.Error: If the file cannot be opened or is no database.
    """
    uri = f"file:{quote(str(file.absolute()))}?mode=ro"
    journal = file.with_name(file.name + "-wal")
    if not journal.exists() and not os.access(file.parent, os.W_OK):
        uri += "&immutable=1"
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA query_only = ON")
    return connection
