"""Read the tasks of a document without numbered items: the paragraphs that charge somebody.

In: the tree of a layout's items, which has none of the operative part. Out: `Task`s with an empty
label and ids ``p1``, ``p2``, …; closing paragraphs count only where no other charges anybody. The
sentence that opens a list of items is the task ``p0`` where it alone charges somebody.
"""

from __future__ import annotations

from extractors.assignees import find_assignees
from extractors.deadlines import DocumentDay
from extractors.deadlines import find_deadline
from extractors.operative_part import folded_text
from extractors.products import find_products
from extractors.receivers import find_receivers
from extractors.recurrence import find_recurrence
from extractors.task_items import ItemTree
from extractors.task_items import Piece
from extractors.word_patterns import words_re
from models.layout import Layout
from models.values import Assignee
from models.values import Task
from models.values import evidence_fields

__all__ = ["charging_paragraphs", "opening_task"]


def charging_paragraphs(layout: Layout, tree: ItemTree, issued: DocumentDay) -> list[Task]:
    """Return the paragraphs that charge somebody, where the document has no items."""
    pieces = sorted(
        [*tree.before, *(piece for _, piece in tree.loose)], key=lambda piece: piece.start
    )
    found: list[tuple[Piece, list[Assignee]]] = []
    for piece in pieces:
        assignees = find_assignees(layout, [piece])
        if any(one.force is not None or one.role_stated for one in assignees):
            found.append((piece, assignees))
    main = [one for one in found if words_re("closing").match(folded_text(layout, one[0])) is None]
    return [
        _paragraph_task(layout, piece, assignees, issued, number)
        for number, (piece, assignees) in enumerate(main or found, 1)
    ]


def opening_task(layout: Layout, piece: Piece, issued: DocumentDay) -> Task | None:
    """Return the paragraph that opens a list as a task, None where it asks nobody for anything."""
    asked = [one for one in find_assignees(layout, [piece]) if one.force is not None]
    return _paragraph_task(layout, piece, asked, issued, 0) if asked else None


def _paragraph_task(
    layout: Layout, piece: Piece, assignees: list[Assignee], issued: DocumentDay, number: int
) -> Task:
    fields = evidence_fields(layout, piece.start, piece.end, rule="task.paragraph", confidence=0.85)
    return Task.model_validate(
        {
            "value": " ".join(layout.text[piece.start : piece.end].split()),
            "label": "",
            "id": f"p{number}",
            "assignees": assignees,
            "deadline": find_deadline(layout, piece.start, piece.end, issued=issued),
            "report_to": find_receivers(layout, [piece]),
            "products": find_products(layout, [piece]),
            "recurrence": find_recurrence(layout, piece.start, piece.end),
            "kind": "task",
            **fields,
        }
    )
