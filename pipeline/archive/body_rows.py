"""The names of bodies in a record as rows of `body_mentions`: one row a mention, linked or not.

In: a record. Out: rows in the order of the fields. A mention without `body_id` and without `rule` is a body that the
authority file does not know; one with the rule ``group`` or ``person`` names no single body. A citation that names no
body has no row here: whose symbol it bears stands in `citations.body_id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from models.record import Record
from models.values import BodyLink
from models.values import BodyName
from models.values import Evidence
from pipeline.archive.storable import day
from pipeline.archive.storable import folded
from pipeline.archive.storable import storable

__all__ = ["body_rows"]

Mention = tuple[str, str | None, BodyLink | None, Evidence]


def body_rows(record: Record) -> list[Mapping[str, object]]:
    """Return a row for every name of a body in `record`, roles as in the list of fields below."""
    return [
        _row(position, *mention)
        for position, mention in enumerate((m for m in _mentions(record) if m[1]), 1)
    ]


def _mentions(record: Record) -> Iterator[Mention]:
    for role in ("issuing_body", "superior_body", "acting_author"):
        value: BodyName | None = getattr(record, role)
        if value is not None:
            yield _named(role, value)
    for addressee in record.addressees:
        yield _named("addressee", addressee)
    for entry in record.distribution:
        if not entry.archive and entry.same_as is None:
            yield _named("recipient", entry)
    for task in (*record.tasks, *record.table_tasks):
        for assignee in task.assignees:
            yield _named(assignee.role.value, assignee)
        for receiver in task.report_to:
            yield _named("report_to", receiver)
    for citation in record.citations:
        yield "cited", citation.issuing_body, citation.body, citation
    for appendix in record.appendices:
        if appendix.reference is not None:
            line = appendix.reference
            yield "appendix", line.issuing_body, line.body, line


def _named(role: str, value: BodyName) -> Mention:
    return role, value.value, value.body, value


def _row(
    position: int, role: str, name: str | None, body: BodyLink | None, place: Evidence
) -> Mapping[str, object]:
    text = storable(name or "")
    return {
        "position": position,
        "role": role,
        "name": text,
        "body_id": body.id if body else None,
        "body_name": body.name if body else None,
        "level": body.level if body else None,
        "branch": body.branch if body else None,
        "territory": body.territory if body else None,
        "rule": body.rule if body else None,
        "valid_from": day(body.valid_from) if body else None,
        "valid_until": day(body.valid_until) if body else None,
        "successor": body.successor if body else None,
        "page": place.page,
        "confidence": body.confidence if body else None,
        "name_folded": folded(text),
    }
