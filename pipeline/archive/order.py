"""The order of documents in everything that leaves the archive; it depends on content alone.

By day of issue, then reference number, then hash; documents without a day or a number come last.
Sorted here and not by the database, because databases collate Vietnamese each in their own way.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlalchemy import Connection
from sqlalchemy import select

from pipeline.archive.schema import documents

__all__ = ["document_order"]


def document_order(connection: Connection, matches: ColumnElement[bool] | None = None) -> list[str]:
    """Return the keys of all documents (or of those that match) in content order."""
    statement = select(
        documents.c.id, documents.c.issued_on, documents.c.reference_number, documents.c.sha256
    )
    if matches is not None:
        statement = statement.where(matches)
    keyed = [
        (
            issued_on is None,
            issued_on.isoformat() if issued_on else "",
            reference is None,
            reference or "",
            sha256,
            key,
        )
        for key, issued_on, reference, sha256 in connection.execute(statement)
    ]
    return [row[-1] for row in sorted(keyed)]
