"""Documents that seem to be one: the same number, issuer and day, or nearly the same text.

In: a document whose rows were just written. Out: rows of `duplicates`, one in each direction, so
that the set of rows does not depend on which of the two was read first. Nothing is taken out or
written over: both documents stay, and a person decides.

``same-number``     the same number and symbol, the same day, and no sign of another issuer
``near-identical``  texts of 50 words or more that share nearly all of them (`likeness`), unless
                    number or day of both were read and differ: a form letter is no duplicate

Of one document at most `_MOST_PAIRS` others of each kind are named, the nearest first. Copies of
the same bytes are no documents of their own; `find_duplicates` names them beside the others.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from math import floor
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy import Connection
from sqlalchemy import Row
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import true

from models.folding import strip_accents
from models.outcome import OutcomeCode
from pipeline.archive.likeness import LEAST_LIKENESS
from pipeline.archive.likeness import MOST_BITS
from pipeline.archive.likeness import bits_between
from pipeline.archive.likeness import likeness
from pipeline.archive.schema import document_texts
from pipeline.archive.schema import documents
from pipeline.archive.schema import duplicates
from pipeline.archive.schema import ledger
from pipeline.archive.schema import text_marks

__all__ = ["DuplicateKind", "DuplicatePair", "find_duplicates", "link_duplicates"]

_MOST_PAIRS = 200
_CHUNK = 500

_Document = Row[Any]
_JUDGED_BY: tuple[ColumnElement[Any], ...] = (
    documents.c.id,
    documents.c.source_name,
    documents.c.reference_number,
    documents.c.reference_folded,
    documents.c.number,
    documents.c.issued_on,
    documents.c.issuing_body_id,
    documents.c.issuing_body_folded,
    documents.c.superior_body,
    documents.c.place,
)


class DuplicateKind(StrEnum):
    """In what two files are the same."""

    SAME_BYTES = "same-bytes"
    SAME_NUMBER = "same-number"
    NEAR_IDENTICAL = "near-identical"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """A file and the document that it seems to repeat.

    Attributes:
        source_name: Name of the file.
        kind: In what they are the same.
        similarity: Share of common words, 0 to 1; None where a text is too short to say.
        other_name: File name of the other document.
        other_reference: Its reference number, None where none was read.
    """

    source_name: str
    kind: DuplicateKind
    similarity: float | None
    other_name: str
    other_reference: str | None


def link_duplicates(connection: Connection, document_id: str) -> int:
    """Write the pairs of a document whose own rows were just written; return how many.

    Args:
        connection: The transaction that wrote it; on a server it must keep other writers out.
        document_id: Its key.
    """
    own = _documents(connection, [document_id])[0]
    same = _same_number(connection, own)
    near = _near(connection, own)
    texts = _texts(connection, [own.id, *(other.id for other in (*same, *near))])
    rows: list[dict[str, object]] = []
    for other in same:
        share = _share(texts, own.id, other.id)
        rows += _both_ways(own, other, DuplicateKind.SAME_NUMBER, share)
    named = {other.id for other in same}
    for other in near:
        share = _share(texts, own.id, other.id)
        if other.id not in named and share is not None and share >= LEAST_LIKENESS:
            rows += _both_ways(own, other, DuplicateKind.NEAR_IDENTICAL, share)
    if rows:
        connection.execute(insert(duplicates), rows)
    return len(rows) // 2


def _documents(connection: Connection, keys: Collection[str]) -> list[_Document]:
    """Return what pairs are judged by, in the order of `keys`."""
    rows = connection.execute(select(*_JUDGED_BY).where(documents.c.id.in_(keys)))
    found = {row.id: row for row in rows}
    return [found[key] for key in keys if key in found]


def _same_number(connection: Connection, own: _Document) -> list[_Document]:
    if own.number is None or own.reference_folded is None or own.issued_on is None:
        return []
    keys = connection.scalars(
        select(documents.c.id)
        .where(
            documents.c.reference_folded == own.reference_folded,
            documents.c.issued_on == own.issued_on,
            documents.c.number.is_not(None),
            documents.c.id != own.id,
        )
        .order_by(documents.c.id)
        .limit(_MOST_PAIRS)
    ).all()
    return [other for other in _documents(connection, keys) if _same_issuer(own, other)]


def _same_issuer(first: _Document, second: _Document) -> bool:
    """Tell whether one body issued both: the authority file's key, or else every name that was read."""
    if first.issuing_body_id and second.issuing_body_id:
        return bool(first.issuing_body_id == second.issuing_body_id)
    if first.issuing_body_folded is None or second.issuing_body_folded is None:
        return False
    pairs = (
        (first.issuing_body_folded, second.issuing_body_folded),
        (first.superior_body, second.superior_body),
        (first.place, second.place),
    )
    return not any(a and b and strip_accents(a) != strip_accents(b) for a, b in pairs)


def _near(connection: Connection, own: _Document) -> list[_Document]:
    """Return documents whose mark is near and whose number and day do not speak against it."""
    marks = text_marks.c
    pieces = connection.execute(
        select(marks.piece, marks.words, marks.simhash).where(marks.document_id == own.id)
    ).all()
    if not pieces:
        return []
    words, simhash = pieces[0].words, pieces[0].simhash
    # An archive holds thousands of papers in the words of one form, but few of one day.
    of_its_day: ColumnElement[bool] = true()
    if own.issued_on:
        of_its_day = or_(marks.issued_on == own.issued_on, marks.issued_on.is_(None))
    found = connection.execute(
        select(marks.document_id, marks.simhash)
        .where(
            marks.piece.in_([row.piece for row in pieces]),
            of_its_day,
            # Texts of other lengths cannot share enough of their words.
            marks.words.between(floor(words * LEAST_LIKENESS), ceil(words / LEAST_LIKENESS)),
            marks.document_id != own.id,
        )
        .distinct()
    )
    ranked = sorted((bits_between(simhash, row.simhash), row.document_id) for row in found)
    keys = [key for bits, key in ranked if bits <= MOST_BITS][:_MOST_PAIRS]
    return [other for other in _documents(connection, keys) if not _differ(own, other)]


def _differ(first: _Document, second: _Document) -> bool:
    """Tell whether both have a number, or both a day, and not the same."""
    numbers = first.number and second.number
    days = first.issued_on and second.issued_on
    return bool(
        (numbers and first.reference_folded != second.reference_folded)
        or (days and first.issued_on != second.issued_on)
    )


def _texts(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    if len(keys) < 2:
        return {}
    table = document_texts.c
    rows = connection.execute(
        select(table.document_id, table.text_folded).where(
            table.document_id.in_(
                select(text_marks.c.document_id).where(text_marks.c.document_id.in_(keys))
            )
        )
    )
    return {row.document_id: row.text_folded for row in rows}


def _share(texts: dict[str, str], first: str, second: str) -> float | None:
    if first not in texts or second not in texts:
        return None
    return likeness(texts[first], texts[second])


def _both_ways(
    own: _Document, other: _Document, kind: DuplicateKind, share: float | None
) -> Iterator[dict[str, object]]:
    for one, its in ((own, other), (other, own)):
        yield {
            "document_id": one.id,
            "other_document_id": its.id,
            "kind": kind.value,
            "similarity": share,
            "other_source_name": its.source_name,
            "other_reference": its.reference_number,
        }


def find_duplicates(
    connection: Connection, hashes: Collection[str] | None = None
) -> tuple[DuplicatePair, ...]:
    """Return every file that repeats another, with what it repeats, by file name.

    Args:
        connection: A reading connection.
        hashes: Only files of these bytes; all when None.
    """
    found: set[DuplicatePair] = set()
    for chunk in [None] if hashes is None else _chunks(sorted(set(hashes))):
        found.update(_copies(connection, chunk))
        found.update(_pairs(connection, chunk))
    return tuple(
        sorted(found, key=lambda one: (one.source_name, one.kind, one.other_name, str(one)))
    )


def _chunks(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(hashes), _CHUNK):
        yield hashes[start : start + _CHUNK]


def _copies(connection: Connection, hashes: Collection[str] | None) -> Iterator[DuplicatePair]:
    statement = (
        select(ledger.c.source_name, documents.c.source_name, documents.c.reference_number)
        .join(documents, documents.c.sha256 == ledger.c.sha256)
        .where(ledger.c.outcome_code == OutcomeCode.DUPLICATE.value)
    )
    if hashes is not None:
        statement = statement.where(ledger.c.sha256.in_(hashes))
    for name, other, reference in connection.execute(statement):
        yield DuplicatePair(
            source_name=name,
            kind=DuplicateKind.SAME_BYTES,
            similarity=1.0,
            other_name=other,
            other_reference=reference,
        )


def _pairs(connection: Connection, hashes: Collection[str] | None) -> Iterator[DuplicatePair]:
    table = duplicates.c
    statement = select(
        documents.c.source_name,
        table.kind,
        table.similarity,
        table.other_source_name,
        table.other_reference,
    ).join(documents, documents.c.id == table.document_id)
    if hashes is not None:
        statement = statement.where(documents.c.sha256.in_(hashes))
    for name, kind, similarity, other, reference in connection.execute(statement):
        yield DuplicatePair(
            source_name=name,
            kind=DuplicateKind(kind),
            similarity=similarity,
            other_name=other,
            other_reference=reference,
        )
