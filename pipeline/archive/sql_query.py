"""Read-only SQL for analysts: one statement, a limit of rows, a limit of time.

SQLite: a connection of its own, opened read-only, with an authorizer that lets through reading
and functions only (no ATTACH, no PRAGMA that sets anything, no extension), and a progress handler
that watches the clock. Other databases: a read-only transaction with a statement timeout, and the
statement is prepared, so that a second one behind a semicolon is refused by the server.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from typing import cast

from sqlalchemy import Engine
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pipeline.archive.connection import connect_read_only
from pipeline.archive.errors import QueryError
from pipeline.archive.errors import QueryRefusedError
from pipeline.archive.errors import QueryTimeoutError

__all__ = ["QueryResult", "run_query"]

_ALLOWED_ACTIONS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)
# FTS5 asks for data_version itself; the others show an analyst what there is.
_ALLOWED_PRAGMAS = frozenset(
    {"data_version", "table_info", "table_xinfo", "table_list", "index_list", "foreign_key_list"}
)
_REFUSED_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "fts3_tokenizer"})
_STEPS_BETWEEN_LOOKS = 20_000
_MAX_VALUE_BYTES = 64_000_000
_QUERY_CANCELED = "57014"
_READ_ONLY_TRANSACTION = "25006"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """What a query found.

    Attributes:
        columns: Names of the columns, in order; may repeat.
        rows: One tuple per row, one value per column, None for NULL.
        truncated: True where there were more rows than asked for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    truncated: bool = False


class _Cursor(Protocol):
    description: Sequence[Sequence[object]] | None

    def fetchmany(self, size: int) -> Sequence[Sequence[object]]: ...
    def fetchall(self) -> Sequence[Sequence[object]]: ...


def run_query(
    engine: Engine, file: Path | None, sql: str, *, max_rows: int | None, timeout_s: float
) -> QueryResult:
    """Run `sql` read-only; `Archive.query` says how and what it raises."""
    if file is not None:
        return _run_sqlite(file, sql, max_rows=max_rows, timeout_s=timeout_s)
    return _run_server(engine, sql, max_rows=max_rows, timeout_s=timeout_s)


def _authorize(
    action: int, first: str | None, second: str | None, _base: str | None, _by: str | None
) -> int:
    if action == sqlite3.SQLITE_FUNCTION and second in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and first in _ALLOWED_PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if action in _ALLOWED_ACTIONS else sqlite3.SQLITE_DENY


def _run_sqlite(file: Path, sql: str, *, max_rows: int | None, timeout_s: float) -> QueryResult:
    deadline = time.monotonic() + timeout_s
    try:
        with closing(connect_read_only(file)) as connection:
            _load_index(connection)
            connection.set_authorizer(_authorize)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE_BYTES)
            connection.set_progress_handler(
                lambda: int(time.monotonic() > deadline), _STEPS_BETWEEN_LOOKS
            )
            return _collect(cast("_Cursor", connection.execute(sql)), max_rows)
    except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError, ValueError) as error:
        raise _sqlite_failure(error, timeout_s) from error


def _load_index(connection: sqlite3.Connection) -> None:
    """FTS5 declares its table on first use, which the authorizer would refuse: use it before."""
    there = "SELECT 1 FROM sqlite_master WHERE name = 'text_index'"
    if connection.execute(there).fetchone():
        connection.execute("SELECT rowid FROM text_index LIMIT 0")


def _sqlite_failure(error: Exception, timeout_s: float) -> QueryError:
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_INTERRUPT:
        return QueryTimeoutError(timeout_s)
    if code in {sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY}:
        return QueryRefusedError(str(error))
    if isinstance(error, UnicodeEncodeError):
        return QueryError("the statement is no valid text")
    return QueryError(str(error))


def _run_server(engine: Engine, sql: str, *, max_rows: int | None, timeout_s: float) -> QueryResult:
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(text(f"SET LOCAL statement_timeout = {int(timeout_s * 1000)}"))
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - the connection is open
        try:
            with closing(driver.cursor()) as cursor:
                cursor.execute(sql, prepare=True)
                return _collect(cursor, max_rows)
        except engine.dialect.loaded_dbapi.Error as error:
            raise _server_failure(error, timeout_s) from error
        except DBAPIError as error:
            raise QueryError(str(error.orig)) from error
        finally:
            transaction.rollback()


def _server_failure(error: Exception, timeout_s: float) -> QueryError:
    state = getattr(error, "sqlstate", None)
    if state == _QUERY_CANCELED:
        return QueryTimeoutError(timeout_s)
    if state == _READ_ONLY_TRANSACTION:
        return QueryRefusedError(str(error).splitlines()[0])
    return QueryError((str(error).splitlines() or ["unknown"])[0])


def _collect(cursor: _Cursor, max_rows: int | None) -> QueryResult:
    if cursor.description is None:
        raise QueryError("the statement returns no rows")
    columns = tuple(str(column[0]) for column in cursor.description)
    found = cursor.fetchall() if max_rows is None else cursor.fetchmany(max_rows + 1)
    rows = tuple(tuple(row) for row in found)
    truncated = max_rows is not None and len(rows) > max_rows
    return QueryResult(columns=columns, rows=rows[:max_rows], truncated=truncated)
