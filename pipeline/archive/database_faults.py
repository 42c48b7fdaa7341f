"""What a database answers when it cannot work becomes one of the archive's own errors.

In: the block that talks to the database. Out: `ArchiveBusyError` where another program holds the
archive for longer than we wait, `ArchiveUnusableError` where it cannot be read or written (disk full,
rights, damaged file, server gone). Errors in what is written, a value of the wrong kind say, pass.

The messages are the database's short ones. Its statements and values are left out: they hold what
documents say, and whoever keeps a log would keep that too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import DataError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.exc import NotSupportedError
from sqlalchemy.exc import ProgrammingError

from pipeline.archive.errors import ArchiveBusyError
from pipeline.archive.errors import ArchiveUnusableError

__all__ = ["database_faults", "fault_of"]

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_LOCK_NOT_AVAILABLE = "55P03"
# Errors of one statement and its values, not of the database.
_OWN_FAULTS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)


@contextmanager
def database_faults(place: str) -> Iterator[None]:
    """Turn what the database at `place` cannot do into the archive's errors.

    Raises:
        ArchiveBusyError: If somebody else kept it locked.
        ArchiveUnusableError: If it cannot be used for any other cause.
    """
    try:
        yield
    except _OWN_FAULTS:
        raise
    except DatabaseError as error:
        raise fault_of(error, place) from error


def fault_of(error: DBAPIError, place: str) -> ArchiveUnusableError:
    """Return the archive's error for one of the database at `place`."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None)
    # The extended codes have the plain one in their lowest byte.
    if state == _LOCK_NOT_AVAILABLE or (code is not None and code & 0xFF in _BUSY):
        return ArchiveBusyError(place)
    lines = str(error.orig).splitlines()
    return ArchiveUnusableError(place, lines[0] if lines else type(error).__name__)
