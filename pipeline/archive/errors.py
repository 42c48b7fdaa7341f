"""What can go wrong with the archive, one exception each, so that callers can say what to do next.

All derive from `ArchiveError`. Messages name paths, formats and limits, never document text.
"""

from __future__ import annotations

__all__ = [
    "ArchiveBusyError",
    "ArchiveError",
    "ArchiveMissingError",
    "ArchiveUnusableError",
    "ArchiveVersionError",
    "ExportRefusedError",
    "ExportTargetError",
    "QueryError",
    "QueryRefusedError",
    "QueryTimeoutError",
    "UnknownFormatError",
]


class ArchiveError(Exception):
    """Base of everything that the archive raises on purpose."""


class ArchiveMissingError(ArchiveError):
    """The archive does not exist and was not to be created."""

    def __init__(self, place: str) -> None:
        super().__init__(f"no archive at {place}")
        self.place = place


class ArchiveUnusableError(ArchiveError):
    """The place exists but cannot be used as an archive: no database, no rights, no driver."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place} cannot be used as an archive: {reason}")
        self.place = place
        self.reason = reason


class ArchiveBusyError(ArchiveUnusableError):
    """Another program keeps the archive locked for longer than we wait. Trying later may help."""

    def __init__(self, place: str) -> None:
        super().__init__(place, "locked by another program")


class ArchiveVersionError(ArchiveError):
    """The archive was made by another version of the tables."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(f"the archive has tables of version {found}, this program needs {wanted}")
        self.found = found
        self.wanted = wanted


class UnknownFormatError(ArchiveError):
    """An export format that does not exist was asked for."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown export format {name!r}; known are {', '.join(known)}")
        self.name = name
        self.known = known


class ExportTargetError(ArchiveError):
    """The place to export to cannot be written."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"cannot export to {place}: {reason}")
        self.place = place
        self.reason = reason


class ExportRefusedError(ExportTargetError):
    """The place holds something that an export must not write over; nothing was written.

    `problem` is one of ``archive``, ``special``, ``other-file``, ``no-folder``, ``other-folder``;
    `suffix` is the one that the format's own files have, for ``other-file``.
    """

    def __init__(self, place: str, problem: str, *, suffix: str = "") -> None:
        super().__init__(place, f"refused ({problem})")
        self.problem = problem
        self.suffix = suffix


class QueryError(ArchiveError):
    """A query that the database could not run; `reason` is the database's own message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class QueryRefusedError(QueryError):
    """A query that would change something or leave the archive."""


class QueryTimeoutError(QueryError):
    """A query that ran longer than its limit."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(f"the query ran longer than {limit_s:g} s")
        self.limit_s = limit_s
