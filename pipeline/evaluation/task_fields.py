"""Tasks: labels with their first words, assignees, coordinating bodies, deadlines.

Labels list the top items of the operative part, with the bodies charged in the item or in what is
nested in it. So a record's items are looked for at every level, its sub-items are never counted as
wrong, and neither is a section heading whose items were found. Bodies that only coordinate count
against a record only where the label tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from models.values import AssigneeRole
from models.values import Task
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.comparison import item
from pipeline.evaluation.comparison import lists
from pipeline.evaluation.labels import LabelTask
from pipeline.evaluation.matching import Item
from pipeline.evaluation.matching import assign
from pipeline.evaluation.matching import tidy
from pipeline.evaluation.matching import words_of

__all__ = ["compare_tasks"]

_BLANK_RE = re.compile(r"\s+")
_NO_TASK = "#-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    """The record's tasks with what is nested below each."""

    tasks: Sequence[Task]
    below: dict[str, list[Task]]

    def nested(self, task: Task) -> list[Task]:
        """Return everything below `task`, in order."""
        found: list[Task] = []
        waiting = list(self.below.get(task.id, ()))
        while waiting and len(found) < len(self.tasks):
            head = waiting.pop(0)
            found.append(head)
            waiting = self.below.get(head.id, []) + waiting
        return found


def compare_tasks(gold: Sequence[LabelTask], tasks: Sequence[Task]) -> Iterable[Comparison]:
    """Yield the comparisons of tasks, their assignees and their deadlines."""
    tree = _make_tree(tasks)
    wanted = [_gold_item(task) for task in gold]
    found = [_found_item(task, tree) for task in tasks]
    pairs = assign(wanted, found, _task_similarity)
    found = _excuse_headings(found, tree, set(pairs.values()))
    yield lists("tasks", wanted, found, similarity=_task_similarity)
    partners = {index: tasks[other] for index, other in pairs.items()}
    paired = {task.id for task in partners.values()}
    strangers = [
        task
        for task, other in zip(tasks, found, strict=True)
        if not other.optional and task.id not in paired
    ]
    yield _compare_assignees(gold, partners, strangers, tree)
    if any(task.coordinating is not None for task in gold):
        yield _compare_coordinating(gold, partners, tree)
    yield _compare_deadlines(gold, partners, strangers, tree)


def _make_tree(tasks: Sequence[Task]) -> _Tree:
    below: dict[str, list[Task]] = {}
    for task in tasks:
        if task.parent is not None:
            below.setdefault(task.parent, []).append(task)
    return _Tree(tasks=tasks, below=below)


def _label_key(label: str) -> str:
    return _BLANK_RE.sub("", tidy(label)).rstrip(".):")


def _gold_item(task: LabelTask) -> Item:
    parts = (_label_key(task.label), words_of(task.first_words))
    return Item(parts=parts, shown=f"{task.label} {task.first_words}".strip())


def _found_item(task: Task, tree: _Tree) -> Item:
    texts = [task.value or ""]
    texts += [f"{below.label} {below.value or ''}" for below in tree.nested(task)]
    return Item(
        parts=(_label_key(task.label), _label_key(task.id), words_of(" ".join(texts))),
        shown=f"{task.label} {task.value or ''}".strip(),
        confidence=task.confidence,
        optional=task.parent is not None,
    )


def _task_similarity(gold: Item, found: Item) -> float:
    label, words = gold.parts
    own, path, text = found.parts
    if not (_same_label(label, own) or _same_label(label, path)):
        return 0.0
    return Levenshtein.normalized_similarity(words, text[: len(words)])


def _same_label(gold: str, found: str) -> bool:
    """Tell whether two labels name one item: «IV.1» and «1» do, «IV.1» and «III.1» do not.

    Labels give the section with some documents and leave it out with others; the first words tell
    items of the same number apart.
    """
    gold_section, _, gold_number = gold.rpartition(".")
    found_section, _, found_number = found.rpartition(".")
    same_section = gold_section == found_section or not gold_section or not found_section
    return gold_number == found_number and same_section


def _excuse_headings(found: list[Item], tree: _Tree, matched: set[int]) -> list[Item]:
    """Make a heading optional when something below it was matched and it was not itself."""
    ids = {tree.tasks[index].id for index in matched}
    return [
        replace(other, optional=True)
        if index not in matched and any(below.id in ids for below in tree.nested(task))
        else other
        for index, (task, other) in enumerate(zip(tree.tasks, found, strict=True))
    ]


def _named(place: str, name: str, *, confidence: float | None = None) -> Item:
    return Item(parts=(place, tidy(name)), shown=name, confidence=confidence)


def _compare_assignees(
    gold: Sequence[LabelTask], partners: dict[int, Task], strangers: Sequence[Task], tree: _Tree
) -> Comparison:
    wanted: list[Item] = []
    found: list[Item] = []
    for index, task in enumerate(gold):
        place = f"#{index}"
        names = task.assignees + (task.coordinating or [])
        wanted += [_named(place, name) for name in names]
        if index in partners:
            found += _charged(
                partners[index], tree, place, coordinators_count=task.coordinating is not None
            )
    for stranger in strangers:
        found += _charged(stranger, tree, _NO_TASK, coordinators_count=False)
    return lists("task_assignees", wanted, found)


def _charged(task: Task, tree: _Tree, place: str, *, coordinators_count: bool) -> list[Item]:
    """Return the bodies charged by `task` and below it, each name once."""
    items: dict[str, Item] = {}
    for holder in (task, *tree.nested(task)):
        for assignee in holder.assignees:
            if not assignee.value:
                continue
            named = _named(place, assignee.value, confidence=assignee.confidence)
            only_coordinates = assignee.role is AssigneeRole.COORDINATE
            optional = only_coordinates and not (coordinators_count and holder is task)
            key = named.parts[1]
            if key not in items or (items[key].optional and not optional):
                items[key] = replace(named, optional=optional)
    return list(items.values())


def _compare_coordinating(
    gold: Sequence[LabelTask], partners: dict[int, Task], tree: _Tree
) -> Comparison:
    wanted: list[Item] = []
    found: list[Item] = []
    for index, task in enumerate(gold):
        if task.coordinating is None:
            continue
        place = f"#{index}"
        wanted += [_named(place, name) for name in task.coordinating]
        if index in partners:
            holder = partners[index]
            found += [
                replace(
                    _named(place, a.value, confidence=a.confidence), optional=other is not holder
                )
                for other in (holder, *tree.nested(holder))
                for a in other.assignees
                if a.value and a.role is AssigneeRole.COORDINATE
            ]
    return lists("task_coordinating", wanted, found)


def _compare_deadlines(
    gold: Sequence[LabelTask], partners: dict[int, Task], strangers: Sequence[Task], tree: _Tree
) -> Comparison:
    wanted: list[Item] = []
    found: list[Item] = []
    for index, task in enumerate(gold):
        if task.kind is not None:
            continue
        place = f"#{index}"
        if task.deadline_text:
            wanted.append(_named(place, task.deadline_text))
        if index in partners:
            found += _deadline(partners[index], tree, place)
    for stranger in strangers:
        found += _deadline(stranger, tree, _NO_TASK)
    return lists("task_deadlines", wanted, found)


def _deadline(task: Task, tree: _Tree, place: str) -> list[Item]:
    """Return the item's own deadline, or the first one below it, which is never counted as wrong."""
    for holder in (task, *tree.nested(task)):
        if holder.deadline is not None:
            other = item(place, holder.deadline.raw, shown=holder.deadline.raw)
            own = holder is task and not holder.deadline.inherited
            return [
                replace(
                    other,
                    parts=(place, other.parts[1]),
                    confidence=holder.deadline.confidence,
                    optional=not own,
                )
            ]
    return []
