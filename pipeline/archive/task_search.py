"""The tasks of the whole archive, narrowed down: by body, by day, by what is not past yet.

In: an archive and what to look for. Out: rows of `v_tasks`, the nearest day first, tasks without a
day last. Bodies are compared in plain letters, so that «van phong» finds «Văn phòng», and under their
official names too, so that «so y te tinh lao cai» finds the «Sở Y tế» of a paper of Lào Cai.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from pipeline.archive.archive import Archive
from pipeline.archive.sql_query import QueryResult
from pipeline.archive.storable import folded

__all__ = ["TASK_COLUMNS", "find_tasks"]

TASK_COLUMNS = (
    "deadline_date",
    "deadline_raw",
    "assigned_to",
    "text",
    "reference_number",
    "issued_on",
    "label",
    "page",
    "access",
)
_BY_BODY = (
    "EXISTS (SELECT 1 FROM task_assignees a WHERE a.document_id = v.document_id "
    "AND a.task_id = v.task_id "
    "AND (a.name_folded LIKE :body ESCAPE '!' OR a.body_folded LIKE :body ESCAPE '!'))"
)
_ORDER = (
    "ORDER BY CASE WHEN v.deadline_date IS NULL THEN 1 ELSE 0 END, v.deadline_date, v.issued_on, "
    "v.reference_number, v.document_id, v.position"
)


def find_tasks(
    archive: Archive,
    *,
    body: str | None = None,
    due_before: date | None = None,
    open_on: date | None = None,
) -> QueryResult:
    """Return the tasks that fit everything given, as rows of `TASK_COLUMNS`.

    Args:
        archive: An open archive.
        body: Part of the name of a body charged; case and accents do not matter.
        due_before: Only tasks with a resolved deadline before this day.
        open_on: Only tasks whose deadline is not past on this day, or that have no resolved day.
    """
    conditions, values = ["1 = 1"], {}
    if body is not None:
        conditions.append(_BY_BODY)
        values["body"] = f"%{_literal(body)}%"
    if due_before is not None:
        conditions.append("v.deadline_date < :due_before")
        values["due_before"] = due_before.isoformat()
    if open_on is not None:
        conditions.append("(v.deadline_date IS NULL OR v.deadline_date >= :open_on)")
        values["open_on"] = open_on.isoformat()
    columns = ", ".join(f"v.{name}" for name in TASK_COLUMNS)
    # Only names and conditions of this module are put together; what was asked for is bound.
    statement = f"SELECT {columns} FROM v_tasks v WHERE {' AND '.join(conditions)} {_ORDER}"  # noqa: S608
    with archive.reading() as connection:
        found = connection.execute(text(statement), values).all()
    return QueryResult(columns=TASK_COLUMNS, rows=tuple(tuple(row) for row in found))


def _literal(words: str) -> str:
    """Return `words` folded, with the signs that LIKE would read as patterns taken literally."""
    plain = " ".join((folded(words) or "").split())
    for sign in "!%_":
        plain = plain.replace(sign, f"!{sign}")
    return plain
