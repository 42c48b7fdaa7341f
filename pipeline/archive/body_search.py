"""The bodies of the whole archive: those that the authority file knows, or those that it does not.

In: an archive. Out: rows of `v_bodies` or `v_unlinked_bodies`, the most frequent first, equals by name.
"""

from __future__ import annotations

from sqlalchemy import text

from pipeline.archive.archive import Archive
from pipeline.archive.sql_query import QueryResult

__all__ = ["BODY_COLUMNS", "UNLINKED_COLUMNS", "find_bodies"]

BODY_COLUMNS = (
    "name",
    "level",
    "documents",
    "mentions",
    "issues",
    "receives",
    "leads",
    "coordinates",
    "assigned",
    "cited",
    "valid_from",
    "valid_until",
    "successor",
)
UNLINKED_COLUMNS = ("name", "mentions", "documents", "example_role", "example_document")
_LINKED = "SELECT * FROM v_bodies ORDER BY mentions DESC, body_id"
_UNLINKED = """
    SELECT v.*, COALESCE(d.reference_number, d.source_name) AS example_document
    FROM v_unlinked_bodies v LEFT JOIN documents d ON d.id = v.example_document_id
    ORDER BY v.mentions DESC, v.name_folded
"""


def find_bodies(archive: Archive, *, unlinked: bool = False) -> QueryResult:
    """Return the bodies of the archive by frequency.

    Args:
        archive: An open archive.
        unlinked: True for the names that the authority file does not know, as rows of
            `UNLINKED_COLUMNS`; otherwise the known bodies as rows of `BODY_COLUMNS`.
    """
    columns = UNLINKED_COLUMNS if unlinked else BODY_COLUMNS
    with archive.reading() as connection:
        found = connection.execute(text(_UNLINKED if unlinked else _LINKED)).mappings().all()
    return QueryResult(
        columns=columns, rows=tuple(tuple(row[name] for name in columns) for row in found)
    )
