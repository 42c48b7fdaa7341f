"""Search over folded text: SQLite's FTS5 where it is there, LIKE everywhere else.

Text and query are folded by us (`models.folding.strip_accents`), because FTS5 folds accents but
not «đ». A query is words that must all occur; words in double quotes must stand together, and so
must the parts of a symbol («134-KH/TU»). Hits come best first with FTS5, newest first without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy import Connection
from sqlalchemy import and_
from sqlalchemy import inspect
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models.folding import strip_accents
from pipeline.archive.schema import document_texts
from pipeline.archive.schema import documents
from pipeline.archive.schema import sentences
from pipeline.archive.storable import storable

__all__ = ["SearchHit", "create_index", "forget_deleted", "search", "search_terms"]

_TERM_RE = re.compile(r'"([^"]{1,400})"|([^\s"]{1,200})')
_WORD_RE = re.compile(r"\w")
_MAX_TERMS = 32

_CREATE_INDEX = """
    CREATE VIRTUAL TABLE text_index USING fts5(
        text_folded, content='document_texts', content_rowid='id', tokenize='unicode61')
"""
_CREATE_TRIGGERS = (
    """
    CREATE TRIGGER document_texts_added AFTER INSERT ON document_texts BEGIN
        INSERT INTO text_index(rowid, text_folded) VALUES (new.id, new.text_folded);
    END
    """,
    """
    CREATE TRIGGER document_texts_gone AFTER DELETE ON document_texts BEGIN
        INSERT INTO text_index(text_index, rowid, text_folded)
        VALUES ('delete', old.id, old.text_folded);
    END
    """,
)
_FIND = """
    SELECT d.id FROM text_index
    JOIN document_texts t ON t.id = text_index.rowid
    JOIN documents d ON d.id = t.document_id
    WHERE text_index MATCH :match
    ORDER BY bm25(text_index), d.sha256 LIMIT :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A document that holds all words of a query.

    Attributes:
        document_id: Key of the document.
        reference_number, document_type, issuing_body, subject, issued_on: From `documents`.
        page, sentence: Where one of the words stands first; None when in no sentence.
        access: Circulation marks, None when the document bears none.
    """

    document_id: str
    reference_number: str | None
    document_type: str | None
    issuing_body: str | None
    subject: str | None
    issued_on: date | None
    page: int | None
    sentence: str | None
    access: str | None


def create_index(connection: Connection) -> None:
    """Create the FTS5 index and its triggers; does nothing where FTS5 is not built in."""
    if connection.dialect.name != "sqlite":
        return
    try:
        connection.execute(text(_CREATE_INDEX))
    except OperationalError as error:
        if "no such module" in str(error.orig):
            return
        raise
    for statement in _CREATE_TRIGGERS:
        connection.execute(text(statement))


def forget_deleted(connection: Connection) -> None:
    """Write the index anew without what was deleted, whose words it keeps otherwise for long."""
    if connection.dialect.name == "sqlite" and inspect(connection).has_table("text_index"):
        connection.execute(text("INSERT INTO text_index(text_index) VALUES ('optimize')"))


def search_terms(query: str) -> list[str]:
    """Return the folded terms of a query, at most 32; a quoted phrase is one term.

    Example:
        >>> search_terms('"Đảng uỷ" 134-KH/TU')
        ['dang uy', '134-kh/tu']
    """
    terms: list[str] = []
    for match in _TERM_RE.finditer(storable(query)):
        term = strip_accents(match.group(1) or match.group(2) or "")
        if _WORD_RE.search(term):
            terms.append(term)
    return terms[:_MAX_TERMS]


def search(connection: Connection, query: str, *, limit: int) -> list[SearchHit]:
    """Return at most `limit` documents that hold all terms of `query`; none for an empty query."""
    terms = search_terms(query)
    if not terms:
        return []
    if connection.dialect.name == "sqlite" and inspect(connection).has_table("text_index"):
        ids = _ids_by_index(connection, terms, limit)
    else:
        ids = _ids_by_like(connection, terms, limit)
    return [_hit(connection, key, terms) for key in ids]


def _ids_by_index(connection: Connection, terms: list[str], limit: int) -> list[str]:
    match = " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
    rows = connection.execute(text(_FIND), {"match": match, "limit": limit})
    return [row[0] for row in rows]


def _like(column: ColumnElement[str], term: str) -> ColumnElement[bool]:
    return column.contains(term, autoescape=True)


def _ids_by_like(connection: Connection, terms: list[str], limit: int) -> list[str]:
    column = document_texts.c.text_folded
    rows = connection.execute(
        select(documents.c.id)
        .join(document_texts, document_texts.c.document_id == documents.c.id)
        .where(and_(*(_like(column, term) for term in terms)))
        .order_by(documents.c.issued_on.desc().nulls_last(), documents.c.sha256)
        .limit(limit)
    )
    return [row[0] for row in rows]


def _hit(connection: Connection, key: str, terms: list[str]) -> SearchHit:
    document = connection.execute(
        select(
            documents.c.reference_number,
            documents.c.document_type,
            documents.c.issuing_body,
            documents.c.subject,
            documents.c.issued_on,
            documents.c.access,
        ).where(documents.c.id == key)
    ).one()
    column = sentences.c.text_folded
    conditions = [_like(column, term) for term in terms]
    base = select(sentences.c.page, sentences.c.text).where(sentences.c.document_id == key)
    ordered = base.order_by(sentences.c.n).limit(1)
    found = (
        connection.execute(ordered.where(and_(*conditions))).first()
        or connection.execute(ordered.where(or_(*conditions))).first()
    )
    return SearchHit(
        document_id=key,
        reference_number=document.reference_number,
        document_type=document.document_type,
        issuing_body=document.issuing_body,
        subject=document.subject,
        issued_on=document.issued_on,
        page=found.page if found else None,
        sentence=found.text if found else None,
        access=document.access,
    )
