"""Who does what by when, read from made dispatches whose truth is known.

`python -m benchmarks.task_reading` puts the items of `task_items.toml` into dispatches of the
samples' builder, writes them as text, reads them with the whole pipeline and prints F1 of the
bodies charged, the share of right roles, F1 of the deadlines found and the share of those resolved
to the right day and kind; of the papers marked `whole` also F1 of the products, of their receivers
and of the recurrences. `--faults` names what went wrong.

The wording is the project's own, so the figures show what the rules can read at best; how they
meet papers nobody has seen is measured on labelled real papers with `vanthu evaluate`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import tempfile
import tomllib
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path

from models.folding import fold
from models.settings import Settings
from models.values import Task
from pipeline.process import process_file
from samples.builder.dispatch import a_dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import System
from samples.builder.transcribe import to_text

__all__ = ["Figures", "MadeTask", "Shares", "made_papers", "main", "measure"]

_MARK_RE = re.compile(
    r"\[(lead|coordinate|assignee|due|product|to|every)"
    r"(?: (?=P)| (\S{1,12}) (\S{1,16}))?(?: ?(P\d{1,2}[DWMY]))?\|([^\]]{1,200})\]"
)
_DAY = dt.date(2026, 3, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTask:
    """An item with its truth: text, bodies with roles, deadline words with day and kind.

    `whole` tells that products, receivers and the period of a recurrence are marked as well.
    """

    label: str
    text: str
    bodies: dict[str, str]
    due: str | None = None
    due_day: str | None = None
    due_kind: str | None = None
    whole: bool = False
    products: frozenset[str] = frozenset()
    receivers: frozenset[str] = frozenset()
    every: str | None = None


@dataclass(slots=True, kw_only=True)
class Shares:
    """Counts of one thing looked for."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was wanted or found."""
        total = self.wanted + self.found
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True, kw_only=True)
class Figures:
    """What was measured; `roles` and `resolved` count among the right bodies and deadlines.

    Attributes:
        items: Items read.
        faults: What went wrong, a line each.
    """

    items: int = 0
    bodies: Shares = field(default_factory=Shares)
    roles: Shares = field(default_factory=Shares)
    deadlines: Shares = field(default_factory=Shares)
    resolved: Shares = field(default_factory=Shares)
    products: Shares = field(default_factory=Shares)
    receivers: Shares = field(default_factory=Shares)
    recurrences: Shares = field(default_factory=Shares)
    faults: list[str] = field(default_factory=list)


def made_papers() -> list[list[MadeTask]]:
    """Return the items of the table, paper by paper."""
    table = tomllib.loads(Path(__file__).with_name("task_items.toml").read_text(encoding="utf-8"))
    return [
        [
            _made(f"{number}.", text, whole=paper.get("whole", False))
            for number, text in enumerate(paper["items"], 1)
        ]
        for paper in table["papers"]
    ]


def measure(papers: Sequence[Sequence[MadeTask]]) -> Figures:
    """Return how the items of the papers were read."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        for number, paper in enumerate(papers):
            path = Path(folder) / f"paper-{number}.txt"
            path.write_text(_as_text(paper, number), encoding="utf-8")
            tasks = process_file(path, Settings()).tasks
            by_label = {task.label: task for task in tasks if task.parent is None}
            for made in paper:
                _compare(figures, made, by_label.get(made.label), number + 1)
    return figures


def _made(label: str, marked: str, *, whole: bool) -> MadeTask:
    bodies: dict[str, str] = {}
    due: tuple[str | None, str | None, str | None] = (None, None, None)
    named: dict[str, set[str]] = {"product": set(), "to": set(), "every": set()}
    every: str | None = None
    for match in _MARK_RE.finditer(marked):
        if match[1] == "due":
            due = (match[5], None if match[2] == "-" else match[2], match[3])
        elif match[1] in named:
            named[match[1]].add(match[5])
        else:
            bodies[match[5]] = match[1]
        every = match[4] or every
    return MadeTask(
        label=label,
        text=_MARK_RE.sub(lambda match: match[5], marked),
        bodies=bodies,
        due=due[0],
        due_day=due[1],
        due_kind=due[2],
        whole=whole,
        products=frozenset(named["product"]),
        receivers=frozenset(named["to"]),
        every=every,
    )


def _as_text(paper: Sequence[MadeTask], number: int) -> str:
    items = tuple(Item(label=made.label, text=made.text) for made in paper)
    system: System = "state" if number % 2 else "party"
    return to_text(replace(a_dispatch(system=system, seed=number), tasks=items, day=_DAY))


def _compare(figures: Figures, made: MadeTask, task: Task | None, paper: int) -> None:
    figures.items += 1
    place = f"paper {paper}, item {made.label}"
    if task is None:
        figures.faults.append(f"{place} not found")
    found = {fold(one.value or ""): one.role.value for one in task.assignees} if task else {}
    wanted = {fold(body): role for body, role in made.bodies.items()}
    both = wanted.keys() & found.keys()
    _count(figures.bodies, len(wanted), len(found), len(both))
    right = sum(1 for body in both if wanted[body] == found[body])
    _count(figures.roles, len(both), len(both), right)
    if wanted != found:
        figures.faults.append(f"{place} bodies: {wanted} read as {found}")
    _compare_deadline(figures, made, task, place)
    if made.whole:
        _compare_outcome(figures, made, task, place)


def _compare_deadline(figures: Figures, made: MadeTask, task: Task | None, place: str) -> None:
    deadline = task.deadline if task else None
    hit = made.due is not None and deadline is not None and _same(made.due, deadline.raw)
    _count(figures.deadlines, int(made.due is not None), int(deadline is not None), int(hit))
    if not hit and (made.due is not None or deadline is not None):
        figures.faults.append(f"{place} deadline: {made.due} read as {deadline and deadline.raw}")
    if hit and deadline is not None:
        right = (deadline.date, deadline.kind.value) == (made.due_day, made.due_kind)
        _count(figures.resolved, 1, 1, int(right))
        if not right:
            figures.faults.append(
                f"{place} day: {made.due_day} {made.due_kind} read as {deadline.date} {deadline.kind}"
            )


def _compare_outcome(figures: Figures, made: MadeTask, task: Task | None, place: str) -> None:
    """Compare what comes out, who receives it, and how often."""
    recurrence = task.recurrence if task else None
    for name, wanted, found in (
        ("products", made.products, task.products if task else ()),
        ("receivers", made.receivers, task.report_to if task else ()),
    ):
        truth = {fold(one) for one in wanted}
        read = {fold(one.value or "") for one in found}
        _count(getattr(figures, name), len(truth), len(read), len(truth & read))
        if truth != read:
            figures.faults.append(f"{place} {name}: {sorted(truth)} read as {sorted(read)}")
    every = {made.every} - {None}
    again = set(recurrence.every if recurrence else ())
    _count(figures.recurrences, len(every), len(again), len(every & again))
    if every != again:
        figures.faults.append(f"{place} recurrence: {every} read as {again}")


def _same(wanted: str, found: str) -> bool:
    one, other = fold(wanted), fold(found)
    return one in other or other in one


def _count(shares: Shares, wanted: int, found: int, right: int) -> None:
    shares.wanted += wanted
    shares.found += found
    shares.right += right


def _lines(figures: Figures) -> Iterator[str]:
    yield f"{figures.items} items"
    yield "| what | wanted | found | right | F1 or share |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name in (
        *("bodies", "roles", "deadlines", "resolved"),
        *("products", "receivers", "recurrences"),
    ):
        one: Shares = getattr(figures, name)
        yield f"| {name} | {one.wanted} | {one.found} | {one.right} | {one.f1:.3f} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of figures, and with ``--faults`` what went wrong."""
    parser = argparse.ArgumentParser(description="Tasks of made dispatches, read and compared.")
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args(arguments)
    figures = measure(made_papers())
    print("\n".join(_lines(figures)))
    if options.faults:
        print("\n".join(figures.faults))


if __name__ == "__main__":
    main()
