"""What a reader must make of a dispatch: the label that lies beside each sample.

In: a `Dispatch`. Out: a dictionary in the label format that `vanthu evaluate` reads (strings as
printed, list marks and closing punctuation dropped), with a few keys more that tests use:
`acting_author`, `circulation_marks`, `draft_mark`, and per task the full `text` and `deadline_date`.
The label is derived from the description alone, never from the paper, so that a mistake of the
typesetter shows as a difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from samples.builder.shapes import Appendix
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Grid
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import plain

__all__ = ["Label", "expected_record", "task_label"]

Label = dict[str, object]
"""A label, ready for `json.dumps`; it is a file format, so it is a dictionary."""

FIRST_WORDS = 12


def expected_record(dispatch: Dispatch, *, slug: str = "") -> Label:
    """Return the label of `dispatch`.

    Args:
        dispatch: The description.
        slug: Name of the sample, the stem of its file.

    Raises:
        ValueError: If a citation declared for the dispatch stands nowhere in its text.
    """
    label: Label = {
        "slug": slug,
        "doc_type_symbol": dispatch.type_code,
        "doc_type_name": dispatch.type_name,
        "number": dispatch.number,
        "symbol": dispatch.reference_number,
        "issuing_body": _one_line(dispatch.issuing_body),
        "superior_body": _one_line(dispatch.superior_body),
        "acting_author": dispatch.acting_author,
        "place": dispatch.place,
        "date": dispatch.day.isoformat() if dispatch.day_printed else None,
        "subject": plain(dispatch.full_subject),
        "addressees": list(dispatch.addressees) or None,
        "distribution": [_recipient(entry) for entry in dispatch.distribution],
        "signature": {
            "authority": dispatch.signature.authority,
            "positions": list(dispatch.signature.positions),
            "name": dispatch.signature.name,
        },
        "security_mark": dispatch.security_mark,
        "urgency_mark": dispatch.urgency_mark,
        "circulation_marks": [dispatch.circulation_mark] if dispatch.circulation_mark else [],
        "draft_mark": dispatch.draft_mark,
        "tasks": [_task(task, dispatch.tasks_prefix) for task in dispatch.tasks],
        "citations": _citations(dispatch),
        "appendices": [_appendix(appendix) for appendix in dispatch.appendices],
        "body_tables": [_grid(s.grid) for s in dispatch.sections if s.grid is not None],
        "findings_must_include": list(dispatch.findings),
        "notes": dispatch.notes,
    }
    if not dispatch.day_printed:
        label["date_partial"] = f"{dispatch.day:%Y-%m}"
    return label


def task_label(item: Item, prefix: str) -> str:
    """Return the label a register gives the top item: ``III.2.`` for item 2 of section III."""
    return prefix + item.label


def _one_line(text: str | None) -> str | None:
    return None if text is None else text.replace("\n", " ")


def _recipient(entry: Recipient) -> Label:
    label: Label = {"name": entry.name, "purpose": entry.purpose}
    return label | {"archive": True} if entry.archive else label


def _task(task: Item, prefix: str) -> Label:
    coordinating = list(_charged(task, coordinating=True))
    deadline = next((item for item in task.walk() if item.deadline), None)
    label: Label = {
        "label": task_label(task, prefix),
        "first_words": _first_words(task.text),
        "text": plain(task.text),
        "assignees": list(_charged(task, coordinating=False)),
        "deadline_text": deadline.deadline if deadline else None,
        "deadline_date": deadline.due.isoformat() if deadline and deadline.due else None,
    }
    if coordinating:
        label["coordinating"] = coordinating
    if task.items:
        label["sub_tasks"] = len(task.items)
    if task.kind != "task":
        label["kind"] = task.kind
    if not task.label:
        label["unnumbered"] = True
    return label


def _charged(task: Item, *, coordinating: bool) -> Iterator[str]:
    """Yield the bodies charged by the item or the items in it, each once, in reading order."""
    seen: set[str] = set()
    for item in task.walk():
        for charge in item.charges:
            if (charge.role is Role.COORDINATE) is coordinating and charge.body not in seen:
                seen.add(charge.body)
                yield charge.body


def _first_words(text: str) -> str:
    return " ".join(plain(text).split()[:FIRST_WORDS]).rstrip(",;:.")


def _citations(dispatch: Dispatch) -> list[Label]:
    """Return the cited documents in the order in which they first stand in the text."""
    text = "\n".join((plain(dispatch.full_subject), *dispatch.running_texts()))
    missing = [cited.symbol for cited in dispatch.citations if cited.symbol not in text]
    if missing:
        raise ValueError(f"cited nowhere in the text: {', '.join(missing)}")
    ordered = sorted(dispatch.citations, key=lambda cited: text.index(cited.symbol))
    return [
        {
            "type": cited.type_name,
            "symbol": cited.symbol,
            "date": cited.day.isoformat() if cited.day else None,
        }
        for cited in ordered
    ]


def _appendix(appendix: Appendix) -> Label:
    title = f"{appendix.label} {appendix.title}" if appendix.label else appendix.title
    reference: Label | None = None
    if appendix.reference_symbol:
        day = appendix.reference_day
        reference = {"symbol": appendix.reference_symbol, "date": day.isoformat() if day else None}
    return {"title": title, "n_tables": 1, **_grid(appendix.grid), "reference": reference}


def _grid(grid: Grid) -> Label:
    """Return rows as printed and, where cells are merged, the rows with values carried down."""
    label: Label = {
        "n_rows": len(grid.rows),
        "header": list(grid.columns),
        "rows": [[cell or "" for cell in row] for row in grid.rows],
    }
    if any(cell is None for row in grid.rows for cell in row):
        label["rows_carried_down"] = _carried_down(grid)
    return label


def _carried_down(grid: Grid) -> list[list[str]]:
    filled: list[list[str]] = []
    for row in grid.rows:
        above = filled[-1] if filled else [""] * len(row)
        filled.append([above[i] if cell is None else cell for i, cell in enumerate(row)])
    return filled
