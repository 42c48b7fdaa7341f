"""The archive: the database, the ledger of what was seen, search, read-only SQL, exports."""

from __future__ import annotations

from models.sentence import SentenceRow
from pipeline.archive.archive import Archive
from pipeline.archive.errors import ArchiveBusyError
from pipeline.archive.errors import ArchiveError
from pipeline.archive.errors import ArchiveMissingError
from pipeline.archive.errors import ArchiveUnusableError
from pipeline.archive.errors import ArchiveVersionError
from pipeline.archive.errors import ExportRefusedError
from pipeline.archive.errors import ExportTargetError
from pipeline.archive.errors import QueryError
from pipeline.archive.errors import QueryRefusedError
from pipeline.archive.errors import QueryTimeoutError
from pipeline.archive.errors import UnknownFormatError
from pipeline.archive.exports import FORMATS
from pipeline.archive.exports import Exported
from pipeline.archive.exports import export
from pipeline.archive.full_text import SearchHit
from pipeline.archive.ledger import LedgerEntry
from pipeline.archive.ledger import SeenFile
from pipeline.archive.sql_query import QueryResult

__all__ = [
    "FORMATS",
    "Archive",
    "ArchiveBusyError",
    "ArchiveError",
    "ArchiveMissingError",
    "ArchiveUnusableError",
    "ArchiveVersionError",
    "ExportRefusedError",
    "ExportTargetError",
    "Exported",
    "LedgerEntry",
    "QueryError",
    "QueryRefusedError",
    "QueryResult",
    "QueryTimeoutError",
    "SearchHit",
    "SeenFile",
    "SentenceRow",
    "UnknownFormatError",
    "export",
]
