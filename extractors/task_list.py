"""Put a finished list of tasks in order: ids that occur once, and the part of it that charges somebody.

In: tasks in reading order, linked by `parent`. Out: the same, renamed or fewer.
"""

from __future__ import annotations

from models.values import Task

__all__ = ["count_charging", "only_charging", "with_unique_ids", "without_idle_products"]


def with_unique_ids(tasks: list[Task]) -> list[Task]:
    """Make the ids unique where a paper numbers two items alike."""
    seen: dict[str, int] = {}
    renamed: dict[int, str] = {}
    for index, task in enumerate(tasks):
        seen[task.id] = seen.get(task.id, 0) + 1
        if seen[task.id] > 1:
            renamed[index] = f"{task.id}'{seen[task.id]}"
    if not renamed:
        return tasks
    result: list[Task] = []
    current: dict[str, str] = {}
    for index, task in enumerate(tasks):
        new = renamed.get(index, task.id)
        current[task.id] = new
        parent = task.parent if task.parent is None else current.get(task.parent, task.parent)
        result.append(task.model_copy(update={"id": new, "parent": parent}))
    return result


def count_charging(tasks: list[Task]) -> int:
    """Return how many top items charge somebody, by themselves or by an item below."""
    above = {task.id: task.parent for task in tasks}
    tops: set[str] = set()
    for task in tasks:
        if task.assignees:
            current = task.id
            while (parent := above.get(current)) is not None:
                current = parent
            tops.add(current)
    return len(tops)


def only_charging(tasks: list[Task]) -> list[Task]:
    """Keep of a long legal text the articles that charge somebody, with what is below them."""
    charging = {task.id for task in tasks if task.assignees}
    by_id = {task.id: task for task in tasks}
    keep: set[str] = set()
    for identity in charging:
        current: str | None = identity
        while current is not None:
            keep.add(current)
            current = by_id[current].parent if current in by_id else None
    return [task for task in tasks if task.id in keep]


def without_idle_products(tasks: list[Task]) -> list[Task]:
    """Take products and receivers from items that assign nothing, and stand below none that does."""
    working: set[str] = set()
    for task in tasks:
        if task.kind == "task" or task.parent in working:
            working.add(task.id)
    return [
        task
        if task.id in working or not (task.products or task.report_to)
        else task.model_copy(update={"products": [], "report_to": []})
        for task in tasks
    ]
