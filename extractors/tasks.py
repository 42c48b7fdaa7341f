"""Find what a document asks to be done: the items of its operative part as a tree of tasks.

In: a layout. Out: `Task`s in reading order; sub-items carry the `id` of the item above.

Where the operative part stands, tried in this order:
1. decisions          every Điều; of long legal texts only those that charge somebody
2. plans              items of the sections on carrying out (Tổ chức thực hiện, Phân công …), failing
                      these of the sections on tasks; labels carry the section (``IV.1.``)
3. letters, notices   every numbered item; a list of bullets where nothing is numbered
4. no items           the paragraphs that charge somebody, with an empty label

A heading that names bodies («1. Sở Tài chính», «Đối với Văn phòng Tỉnh uỷ») charges them with the
items below it that name nobody to act; these are marked as inherited. A sentence that opens the list («yêu cầu Chủ tịch UBND các xã thực hiện các nội dung sau:») charges
its bodies with the items only where no item names anybody: as soon as items name their own, the
opening is a general address and the rest is left open. Where its items ask for consent and nothing charges anybody, the
opening itself is the task ``p0`` above them. A closing paragraph behind the last item
belongs to none; where it says who carries the decision out, asks for something of its own or sets a
day for it, it is a task ``p1``, ``p2``, … behind them. A deadline in it that speaks of all items is inherited by those without their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.assignees import find_assignees
from extractors.assignees import find_lead_in_assignees
from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import fold_keeping_length
from extractors.body_names import is_bare_noun
from extractors.body_names import words_re
from extractors.deadlines import DocumentDay
from extractors.deadlines import find_deadline
from extractors.deadlines import find_event_time
from extractors.deadlines import find_validity
from extractors.deadlines import read_document_day
from extractors.operative_part import Top
from extractors.operative_part import closing_paragraphs
from extractors.operative_part import folded_text
from extractors.operative_part import kind_of
from extractors.operative_part import top_items
from extractors.products import find_products
from extractors.receivers import find_receivers
from extractors.recurrence import find_recurrence
from extractors.task_items import Item
from extractors.task_items import ItemTree
from extractors.task_items import Level
from extractors.task_items import Piece
from extractors.task_items import read_items
from extractors.task_list import count_charging
from extractors.task_list import only_charging
from extractors.task_list import with_unique_ids
from extractors.task_list import without_idle_products
from extractors.task_paragraphs import charging_paragraphs
from extractors.task_paragraphs import closing_tasks
from extractors.task_paragraphs import opening_task
from models.layout import Layout
from models.values import Assignee
from models.values import AssigneeRole
from models.values import Deadline
from models.values import DeadlineKind
from models.values import Recurrence
from models.values import Task
from models.values import evidence_fields

__all__ = ["find_tasks"]

# A text with more top items, most of which charge nobody, is a legal text or a guidance.
_MOST_ITEMS = 10
# Kinds of items that charge nobody, and neither do the items below them.
_TIMED = frozenset({"event-time", "validity"})
_SILENT = frozenset({"report-item", "arrangement", "request-item"}) | _TIMED
_INHERITED = 0.85
# Members of a committee: «Phó Chánh án …», «Ủy viên chuyên trách …».
_RANK_RE = re.compile(r"(?:phó|ủy viên|thành viên|trưởng|đại diện)\s")
_GRANT_RE = re.compile(r"(?:đồng ý|cho phép|chấp thuận)(?!\w)")
_OPENS_AS_LEAD_RE = re.compile(r"(?:chủ trì|làm đầu mối|chịu trách nhiệm chính)(?!\w)(?!\s{0,2}:)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Above:
    """What the items above say for those below.

    Attributes:
        silent: An item above charges nobody by its kind.
        charged: A heading above names the body that is charged.
        opened: The sentence that opens the list below an item charges somebody («2. Yêu cầu Công
            ty thực hiện các nội dung sau:»).
        bodies: Whom the item right above charges.
    """

    silent: bool = False
    charged: bool = False
    opened: bool = False
    bodies: tuple[Assignee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What all items of the document share."""

    layout: Layout
    tree: ItemTree
    issued: DocumentDay
    closing: frozenset[int]


def find_tasks(layout: Layout) -> list[Task]:
    """Return the items of the operative part in reading order; empty where there is none."""
    tree = read_items(layout)
    issued = read_document_day(layout)
    tops = top_items(layout, tree)
    if not tops:
        return charging_paragraphs(layout, tree, issued)
    setting = _Setting(
        layout=layout, tree=tree, issued=issued, closing=closing_paragraphs(layout, tree, tops)
    )
    tasks: list[Task] = []
    for top in tops:
        tasks.extend(
            _tasks_of(
                setting, top.item, f"{top.section}{top.item.label}", None, set(), above=_Above()
            )
        )
    tasks = with_unique_ids(tasks)
    tasks = without_idle_products(_with_lead_in(setting, tops, tasks))
    tasks = _with_common_deadline(setting, tasks)
    tasks = _with_opening(setting, tops, tasks)
    if len(tops) > _MOST_ITEMS and 2 * count_charging(tasks) < len(tops):
        tasks = only_charging(tasks)
    return [*tasks, *closing_tasks(layout, tree, setting.closing, issued)]


def _own_pieces(setting: _Setting, item: Item) -> list[Piece]:
    kept = [piece for piece in item.pieces if piece.start not in setting.closing]
    return kept or item.pieces[:1]


def _tasks_of(
    setting: _Setting, item: Item, label: str, parent: str | None, used: set[str], *, above: _Above
) -> list[Task]:
    pieces = _own_pieces(setting, item)
    identity = _identity(label, parent, used)
    task = _task(setting, item, pieces, label=label, identity=identity, parent=parent, above=above)
    if task is None:
        return []
    tasks = [task]
    inner: set[str] = set()
    below = _Above(
        silent=above.silent or kind_of(setting.layout, item, pieces) in _SILENT,
        charged=above.charged or _is_heading(setting, pieces, task.assignees),
        opened=above.opened or _opens_list(setting, pieces, task.assignees),
        bodies=tuple(one for one in task.assignees if one.role is not AssigneeRole.COORDINATE),
    )
    for child in setting.tree.children(item.index):
        tasks.extend(_tasks_of(setting, child, child.label, identity, inner, above=below))
    return tasks


def _identity(label: str, parent: str | None, used: set[str]) -> str:
    """Return the path of labels, with a count for bullets, unique below one parent.

    A label that repeats the numbers above it («3.4» below «3») adds only what is new: ``3.4``.
    """
    bare = label.rstrip(" .)/:-–").lstrip("(").strip() or label.strip()
    if not re.search(r"\w", bare):
        bare = f"{bare}{1 + sum(1 for one in used if one.startswith(bare))}"
    while bare in used:
        bare = f"{bare}'"
    used.add(bare)
    if parent is None:
        return bare
    numbers = bare.split(".") if re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){1,3}", bare) else [bare]
    path = parent.split(".")
    known = next(
        (size for size in range(len(numbers) - 1, 0, -1) if path[-size:] == numbers[:size]), 0
    )
    return ".".join([*path, *numbers[known:]])


def _task(
    setting: _Setting,
    item: Item,
    pieces: list[Piece],
    *,
    label: str,
    identity: str,
    parent: str | None,
    above: _Above,
) -> Task | None:
    layout, (start, end) = setting.layout, _text_range(setting, item, pieces)
    if not layout.anchors_in(start, end):
        return None
    kind = kind_of(layout, item, pieces)
    silent = above.silent or kind in _SILENT
    assignees = (
        []
        if silent
        else find_assignees(
            layout, pieces, charged_above=above.charged, heads_items=_heads_work(setting, item)
        )
    )
    if not silent:
        assignees = _with_those_above(setting, pieces, _without_echo(assignees, above), above)
    deadline = None if silent and kind not in _TIMED else _deadline(setting, pieces, kind)
    if not assignees and _grants(layout, pieces, deadline):
        deadline = None
    if kind == "item" and (assignees or deadline):
        kind = "task"
    fields = _evidence(layout, item, start, end)
    return Task.model_validate(
        {
            "value": " ".join(layout.text[start:end].split()),
            "label": label,
            "id": identity,
            "parent": parent,
            "assignees": assignees,
            "deadline": deadline,
            "report_to": [] if silent else find_receivers(layout, pieces),
            "products": [] if silent else find_products(layout, pieces),
            "recurrence": None if silent else _recurrence(layout, pieces),
            "kind": "item" if kind == "arrangement" else kind,
            **fields,
        }
    )


def _grants(layout: Layout, pieces: Sequence[Piece], deadline: Deadline | None) -> bool:
    """Tell whether the item allows something that lasts so long: «Đồng ý Sở X tổ chức … từ … đến …»."""
    lasts = deadline is not None and deadline.kind is DeadlineKind.DURING
    return lasts and _GRANT_RE.match(folded_text(layout, pieces[0])) is not None


def _recurrence(layout: Layout, pieces: Sequence[Piece]) -> Recurrence | None:
    found = (find_recurrence(layout, piece.start, piece.end) for piece in pieces)
    return next((one for one in found if one is not None), None)


def _evidence(layout: Layout, item: Item, start: int, end: int) -> dict[str, Any]:
    return evidence_fields(
        layout,
        start,
        end,
        rule=f"task.{item.level.name.lower()}",
        confidence=0.85 if item.repairs else 0.95,
        repairs=item.repairs,
    )


def _is_heading(setting: _Setting, pieces: Sequence[Piece], assignees: Sequence[Assignee]) -> bool:
    """Tell whether the item only names whom it charges: «1. Sở Y tế», «Giao Sở Y tế»."""
    if any(one.rule == "assignee.heading" for one in assignees):
        return True
    if not assignees or not pieces:
        return False
    rest = setting.layout.text[max(one.span[1] for one in assignees) : pieces[-1].end]
    return len(rest) < 4 and rest.strip() in (":", "")


def _opens_list(setting: _Setting, pieces: Sequence[Piece], assignees: Sequence[Assignee]) -> bool:
    """Tell whether the item ends with a sentence that charges somebody with the list below it."""
    if not assignees or not pieces:
        return False
    text = setting.layout.text[pieces[-1].start : pieces[-1].end].rstrip()
    if not text.endswith(":"):
        return False
    last = pieces[-1].start + max(text.rfind(". "), text.rfind("; "), 0)
    return all(one.rule == "assignee.charge" and one.span[0] >= last for one in assignees)


def _without_echo(assignees: list[Assignee], above: _Above) -> list[Assignee]:
    """Drop «Các đơn vị gửi …» below the heading «Các cơ sở Đoàn trực thuộc»: the same bodies again."""
    heads = (fold_keeping_length(one.value or "") for one in above.bodies)
    if not above.charged or not any(words_re("determiner").match(head) for head in heads):
        return assignees
    return [
        one
        for one in assignees
        if one.rule != "assignee.subject" or not is_bare_noun(one.value or "")
    ]


def _with_those_above(
    setting: _Setting, pieces: Sequence[Piece], assignees: list[Assignee], above: _Above
) -> list[Assignee]:
    """Charge an item that names nobody to act with the bodies of the heading above it.

    «a) Chủ trì, phối hợp với …» states that they lead, «a) Phối hợp với …» only implies it. Below
    an item that is no heading of bodies only the former is theirs.
    """
    roles = {one.role for one in assignees}
    charged = above.charged or above.opened
    leads = _OPENS_AS_LEAD_RE.match(folded_text(setting.layout, pieces[0])) is not None
    if AssigneeRole.LEAD in roles or (
        not leads and (AssigneeRole.ASSIGNEE in roles or not charged)
    ):
        return assignees
    role = AssigneeRole.LEAD if leads or assignees else AssigneeRole.ASSIGNEE
    inherited = [
        one.model_copy(
            update={
                "role": role,
                "role_stated": leads,
                "rule": _rule_above(leads=leads, heads=above.charged),
                "confidence": round(one.confidence * _INHERITED, 3),
                "inherited": True,
            }
        )
        for one in above.bodies
    ]
    return [*inherited, *assignees]


def _rule_above(*, leads: bool, heads: bool) -> str:
    """Return the name of the rule by which a body above is charged: told to lead, heading, opening."""
    if leads:
        return "assignee.lead-above"
    return "assignee.heading-above" if heads else "assignee.lead-in"


def _heads_work(setting: _Setting, item: Item) -> bool:
    """Tell whether something to do stands below that does not say itself whose work it is."""
    return any(
        not _names_itself(setting.layout, child) for child in setting.tree.children(item.index)
    )


def _names_itself(layout: Layout, child: Item) -> bool:
    """Tell whether an item is a member of a list or has a subject of its own, no mere «các đơn vị»."""
    text, start = layout.text, child.start
    if _RANK_RE.match(fold_keeping_length(text[start : start + 20])) is not None:
        return True
    return begins_body(text, start) and not is_bare_noun(text[start : body_end(text, start)[0]])


def _text_range(setting: _Setting, item: Item, pieces: list[Piece]) -> tuple[int, int]:
    """Return the range of the item with the items below it, without closing paragraphs."""
    end = item.end
    for start in setting.closing:
        if item.start < start < end:
            end = start
    end = max(end, pieces[-1].end if pieces else end)
    text = setting.layout.text
    while end > item.start and text[end - 1].isspace():
        end -= 1
    return item.start, end


def _deadline(setting: _Setting, pieces: Sequence[Piece], kind: str) -> Deadline | None:
    finders = {"event-time": find_event_time, "validity": find_validity}
    finder = finders.get(kind, find_deadline)
    for piece in pieces:
        found = finder(setting.layout, piece.start, piece.end, issued=setting.issued)
        if found is not None:
            return found
    return None


def _with_lead_in(setting: _Setting, tops: Sequence[Top], tasks: list[Task]) -> list[Task]:
    """Charge the bodies of the opening sentence with the top items, where no item names anybody."""
    if any(task.assignees for task in tasks) or tops[0].item.level is Level.ARTICLE:
        return tasks
    lead_in = _lead_in(setting, tops)
    if lead_in is None:
        return tasks
    charged = [
        _as_inherited(assignee) for assignee in find_lead_in_assignees(setting.layout, lead_in)
    ]
    if not charged:
        return tasks
    return [
        task.model_copy(update={"assignees": charged, "kind": "task"})
        if task.parent is None and task.kind == "item"
        else task
        for task in tasks
    ]


def _with_opening(setting: _Setting, tops: Sequence[Top], tasks: list[Task]) -> list[Task]:
    """Put the sentence that opens the list above its items, where it alone charges somebody."""
    if any(task.assignees for task in tasks) or tops[0].item.level is Level.ARTICLE:
        return tasks
    piece = _last_before(setting, tops)
    task = None if piece is None else opening_task(setting.layout, piece, setting.issued)
    if task is None:
        return tasks
    return [
        task,
        *(
            one.model_copy(update={"parent": task.id}) if one.parent is None else one
            for one in tasks
        ),
    ]


def _lead_in(setting: _Setting, tops: Sequence[Top]) -> Piece | None:
    """Return the last paragraph before the first item, where it opens a list."""
    last = _last_before(setting, tops)
    if last is None:
        return None
    text = setting.layout.text[last.start : last.end].rstrip()
    opens = (
        text.endswith(":")
        or words_re("lead_in").search(fold_keeping_length(text[-30:])) is not None
    )
    return last if opens else None


def _last_before(setting: _Setting, tops: Sequence[Top]) -> Piece | None:
    """Return the last paragraph before the first item."""
    before = [piece for piece in setting.tree.before if piece.end <= tops[0].item.start]
    before += [piece for _, piece in setting.tree.loose if piece.end <= tops[0].item.start]
    return max(before, key=lambda piece: piece.start, default=None)


def _as_inherited(assignee: Assignee) -> Assignee:
    return assignee.model_copy(
        update={
            "rule": "assignee.lead-in",
            "confidence": round(assignee.confidence * _INHERITED, 3),
            "inherited": True,
        }
    )


def _with_common_deadline(setting: _Setting, tasks: list[Task]) -> list[Task]:
    """Hand a deadline of the closing paragraphs to the top items that have none of their own."""
    for start in sorted(setting.closing):
        piece = next(p for _, p in setting.tree.loose if p.start == start)
        if not re.match(
            r"(?:các|những|tất cả|toàn bộ)\s(?:nội dung|nhiệm vụ|công việc|báo cáo|văn bản|kết quả)",
            folded_text(setting.layout, piece),
        ):
            continue
        found = find_deadline(setting.layout, piece.start, piece.end, issued=setting.issued)
        if found is None:
            continue
        common = found.model_copy(update={"inherited": True})
        own = {task.parent for task in tasks if task.deadline} | {
            task.id for task in tasks if task.deadline
        }
        return [
            task.model_copy(update={"deadline": common})
            if task.parent is None and task.id not in own and task.kind in ("task", "item")
            else task
            for task in tasks
        ]
    return tasks
