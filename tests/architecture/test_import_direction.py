"""Imports run one way: cli, flows, batch and evaluation, process and archive, the rooms below, models.

The walk is over the syntax tree, so that an import inside a function counts as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "extractors", "pipeline")

# Height of each room; a room may import only what stands lower, or itself.
HEIGHT = {
    "models": 0,
    "pipeline.wording_analyst": 0,
    "pipeline.wording_ledger": 0,
    "pipeline.wording_papers": 0,
    # Beside the rooms: they know the shapes and nothing else.
    "pipeline.progress": 1,
    "pipeline.quiet_prefect": 1,
    "pipeline.stopwatch": 1,
    "pipeline.wording": 1,
    "extractors": 1,
    "pipeline.reading": 2,
    "pipeline.layout": 2,
    "pipeline.language": 2,
    "pipeline.process": 3,
    "pipeline.overlay": 3,
    "pipeline.splitting": 3,
    "pipeline.archive": 3,
    "pipeline.workers": 4,
    "pipeline.batch": 5,
    "pipeline.evaluation": 5,
    "pipeline.flows": 6,
    "pipeline.cli": 7,
}
ALLOWED_TO_IMPORT_PREFECT = {"pipeline.flows"}


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports_of(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def room_of(name: str) -> str | None:
    """Return the room that a dotted name stands in, None for anything outside the rooms."""
    return next((room for room in HEIGHT if name == room or name.startswith(room + ".")), None)


def upward_imports(module: str, source: str) -> list[str]:
    room = room_of(module)
    if room is None:
        return []
    targets = {name: room_of(name) for name in imports_of(source)}
    return sorted(
        name
        for name, target in targets.items()
        if target is not None and target != room and HEIGHT[target] >= HEIGHT[room]
    )


def test_no_module_imports_upwards() -> None:
    found = {m: upward_imports(m, path.read_text("utf-8")) for m, path in modules()}
    assert {m: names for m, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("module", "line", "wrong"),
    [
        ("extractors.tasks", "from models.values import Task", []),
        ("pipeline.cli", "import pipeline.flows", []),
        # a neighbour at the same height
        (
            "pipeline.reading.ocr",
            "from pipeline.layout import lay_out",
            ["pipeline.layout.lay_out"],
        ),
        # upwards, hidden in a function
        (
            "models.page",
            "def f():\n    from extractors import x",
            ["extractors.x"],
        ),
        ("pipeline.batch.run", "import pipeline.flows", ["pipeline.flows"]),
        # a name that only begins like a room
        ("extractors.tasks", "import pipelines.flows", []),
    ],
)
def test_the_walk_sees_what_is_wrong(module: str, line: str, wrong: list[str]) -> None:
    assert upward_imports(module, line) == wrong


def test_only_the_flows_import_prefect() -> None:
    importers = {
        module
        for module, path in modules()
        if any(name.split(".")[0] == "prefect" for name in imports_of(path.read_text("utf-8")))
    }
    assert importers <= ALLOWED_TO_IMPORT_PREFECT
    assert importers, "the walk found no flow at all"


def test_every_module_stands_in_a_room() -> None:
    assert {module for module, _ in modules() if room_of(module) is None} <= {"pipeline"}
