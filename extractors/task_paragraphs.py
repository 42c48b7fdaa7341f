"""Read the tasks of a document without numbered items: the paragraphs that charge somebody.

In: the tree of a layout's items, which has none of the operative part. Out: `Task`s with an empty
label and ids ``p1``, ``p2``, …; those that only close the paper count only where no other charges
anybody. The sentence that opens a list of items is the task ``p0`` where it alone charges somebody.
Behind the items a paragraph that says who carries the decision out, or asks for something of its
own, is a task like those.

A name with its verb but without «đề nghị», «giao» charges in two places: behind «… có ý kiến như
sau:», and where a paragraph above has charged that name already. A paragraph that only says by when
to send what was asked for hands its day to the request above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.assignees import find_assignees
from extractors.deadlines import DocumentDay
from extractors.deadlines import find_deadline
from extractors.operative_part import folded_text
from extractors.products import find_products
from extractors.receivers import find_receivers
from extractors.recurrence import find_recurrence
from extractors.task_closing import asks_for
from extractors.task_closing import carries_out
from extractors.task_closing import reports_to
from extractors.task_closing import sends_by
from extractors.task_closing import speaks_of_trouble
from extractors.task_items import ItemTree
from extractors.task_items import Level
from extractors.task_items import Piece
from extractors.word_patterns import fold_keeping_length
from extractors.word_patterns import words_re
from models.layout import Layout
from models.values import Assignee
from models.values import Task
from models.values import evidence_fields

__all__ = ["charging_paragraphs", "closing_tasks", "opening_task"]

# «Phó Chủ tịch … có ý kiến như sau:»
_OPINION_RE = re.compile(
    r"(?:ý kiến|chỉ đạo|kết luận|quyết định|yêu cầu)(?:\s[^\W\d_]{1,9}){0,4}?\s(?:như sau|sau|sau đây)\s?:\Z"
)
_OPINION_LENGTH = 60
_SENT = "assignee.sent"
# A request behind the items is a task where it says so much of what is to be done.
_OWN_BEHIND = 6
_OWN_AMONG = 2


def charging_paragraphs(layout: Layout, tree: ItemTree, issued: DocumentDay) -> list[Task]:
    """Return the paragraphs that charge somebody, where the document has no items."""
    pieces = sorted(
        [*tree.before, *(piece for _, piece in tree.loose)], key=lambda piece: piece.start
    )
    found: list[tuple[Piece, list[Assignee]]] = []
    charged: set[str] = set()
    opined = False
    for piece in pieces:
        assignees = find_assignees(layout, [piece])
        named = {_name(one) for one in assignees}
        if any(one.force is not None or one.role_stated for one in assignees) or (
            assignees
            and (opined or named <= charged or any(one.rule == _SENT for one in assignees))
        ):
            found.append((piece, assignees))
            charged |= named
        opined = opined or _opens_opinion(layout, piece)
    main = [
        one
        for one in found
        if words_re("closing").match(folded_text(layout, one[0])) is None
        or asks_for(layout, *one, syllables=_OWN_AMONG)
        or reports_to(layout, *one)
    ]
    tasks = [
        _paragraph_task(layout, piece, assignees, issued, number)
        for number, (piece, assignees) in enumerate(main or found, 1)
    ]
    return _with_day_below(layout, pieces, tasks, issued)


def closing_tasks(
    layout: Layout, tree: ItemTree, closing: frozenset[int], issued: DocumentDay
) -> list[Task]:
    """Return the paragraphs behind the items that charge somebody with something of their own."""
    articles = any(item.level is Level.ARTICLE for item in tree.items)
    found: list[tuple[Piece, list[Assignee]]] = []
    for _, piece in tree.loose:
        if piece.start not in closing:
            continue
        assignees = find_assignees(layout, [piece])
        own = (
            not folded_text(layout, piece).startswith("trên đây")
            and not speaks_of_trouble(layout, piece)
            and (
                asks_for(layout, piece, assignees, syllables=_OWN_BEHIND)
                or _is_dated(layout, piece, assignees, issued)
            )
        )
        if own or (articles and carries_out(layout, piece, assignees)):
            found.append((piece, assignees))
    return [
        _paragraph_task(layout, piece, assignees, issued, number)
        for number, (piece, assignees) in enumerate(found, 1)
    ]


def _is_dated(
    layout: Layout, piece: Piece, assignees: Sequence[Assignee], issued: DocumentDay
) -> bool:
    """Tell whether the paragraph asks somebody for something by a day."""
    found = find_deadline(layout, piece.start, piece.end, issued=issued)
    asked = any(one.force is not None for one in assignees)
    return asked and found is not None and found.date is not None


def _name(one: Assignee) -> str:
    """Return a name for comparison, without «các» before it."""
    folded = fold_keeping_length(one.value or "")
    determiner = words_re("determiner").match(folded)
    return folded if determiner is None else folded[determiner.end() :].strip()


def _opens_opinion(layout: Layout, piece: Piece) -> bool:
    tail = layout.text[max(piece.start, piece.end - _OPINION_LENGTH) : piece.end].rstrip()
    return _OPINION_RE.search(fold_keeping_length(tail)) is not None


def _with_day_below(
    layout: Layout, pieces: Sequence[Piece], tasks: Sequence[Task], issued: DocumentDay
) -> list[Task]:
    """Hand the day by which to send what was asked for to the request right above it."""
    starts = {task.span[0] for task in tasks}
    below = {
        above.start: piece
        for above, piece in pairwise(pieces)
        if piece.start not in starts and sends_by(layout, piece)
    }
    return [
        task
        if task.deadline is not None or task.span[0] not in below
        else _with_day(layout, task, below[task.span[0]], issued)
        for task in tasks
    ]


def _with_day(layout: Layout, task: Task, piece: Piece, issued: DocumentDay) -> Task:
    found = find_deadline(layout, piece.start, piece.end, issued=issued)
    if found is None:
        return task
    return task.model_copy(update={"deadline": found.model_copy(update={"inherited": True})})


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
