"""The count of linked names: sorts, roles, shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.body_links import counts_of
from benchmarks.body_links import main
from benchmarks.body_links import sort_of
from benchmarks.body_links import table_of
from models.settings import Settings
from pipeline.process import process_file

SAMPLE = Path(__file__).parents[2] / "samples" / "10-ban-chep.txt"


@pytest.mark.parametrize(
    ("body_id", "rule", "sort"),
    [("a", "exact", "linked"), (None, "group", "group"), (None, "person", "group"), (None, None, "as written")],
)  # fmt: skip
def test_sorts(body_id: str | None, rule: str | None, sort: str) -> None:
    assert sort_of(body_id, rule) == sort


def test_a_paper_is_counted_by_role() -> None:
    counts = counts_of(process_file(SAMPLE, Settings()))
    assert counts["cited", "linked"] >= 1
    assert counts["addressee", "group"] >= 2
    # a province that no law knows stays as written
    assert counts["issuing_body", "as written"] == 1
    last = table_of(counts)[-1]
    assert last.startswith(f"| all | {counts.total()} |")


def test_nothing_gives_an_empty_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "| all | 0 | 0 | 0 | 0 | - |"
