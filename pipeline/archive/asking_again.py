"""Mark what went wrong before to be read again, on the word of a person.

In: the kinds of outcome, and names where only some files are meant. Out: how many rows of the
ledger were marked. The mark lies beside the ledger row and goes when its file is stored again, so
a run that is killed half-way finds the rest still marked. All names of the same bytes are marked
together: a copy must not keep its original from being read.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy import Connection
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select

from models.outcome import Category
from pipeline.archive import audit
from pipeline.archive.ledger import instant
from pipeline.archive.schema import ledger
from pipeline.archive.schema import retries
from pipeline.archive.storable import storable_name

__all__ = ["RETRIABLE", "mark_for_retry"]

# What a second reading can change. A refused file stays refused until its bytes or a limit change,
# and both make it new by themselves.
RETRIABLE = (Category.FAILED, Category.LOST, Category.PARTIAL)


def mark_for_retry(
    connection: Connection,
    *,
    categories: Collection[Category],
    names: Sequence[str] = (),
    asked_by: str,
    moment: datetime,
) -> int:
    """Mark the rows of the ledger with these outcomes (and names); return how many files that is.

    Args:
        connection: One whose transaction writes.
        categories: Outcomes to read again.
        names: File names or hashes; empty for all.
        asked_by: The person.
        moment: When, with a time zone.
    """
    wanted: ColumnElement[bool] = ledger.c.outcome_category.in_(
        [category.value for category in categories]
    )
    if names:
        shown = [storable_name(name) for name in names]
        chosen = or_(ledger.c.source_name.in_(shown), ledger.c.sha256.in_([*map(str.lower, shown)]))
        wanted = wanted & chosen
    hashes = select(ledger.c.sha256).where(wanted, ledger.c.sha256.is_not(None))
    found = connection.execute(select(ledger).where(wanted).order_by(ledger.c.id)).all()
    marked = [row.id for row in found]
    copies = connection.scalars(select(ledger.c.id).where(ledger.c.sha256.in_(hashes))).all()
    asked_at = instant(moment)
    rows = [
        {"ledger_id": key, "asked_at": asked_at, "asked_by": asked_by}
        for key in sorted({*marked, *copies})
    ]
    for row in rows:
        connection.execute(delete(retries).where(retries.c.ledger_id == row["ledger_id"]))
    if rows:
        connection.execute(insert(retries), rows)
    notes = [audit.note_of_retry(row.sha256, row.source_name) for row in found]
    audit.append(connection, notes, moment=moment)
    return len(marked)
