"""Two runs side by side: what was gained, lost, changed; and reading runs from disk."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from pipeline.archive import Archive
from pipeline.archive import LedgerEntry
from pipeline.evaluation import NoRunError
from pipeline.evaluation import diff_runs
from pipeline.evaluation import load_run
from pipeline.evaluation import render_diff
from pipeline.evaluation.run_diff import RunDiff

HASH_A, HASH_B = "a" * 64, "b" * 64


def named(record: Record, file: str, sha256: str | None = None) -> Record:
    source = record.source.model_copy(update={"file": file, "sha256": sha256})
    return record.model_copy(update={"source": source})


def counts(diff: RunDiff) -> dict[str, tuple[int, int, int]]:
    return {f.field: (f.gained, f.lost, f.changed) for f in diff.fields if f.changes}


def test_the_same_run_twice_is_identical(paper: SimpleNamespace) -> None:
    diff = diff_runs([paper.record()], [paper.record()])
    assert diff.identical
    assert diff.matched == 1
    assert sum(one.unchanged for one in diff.fields) > 20


def test_evidence_alone_is_no_difference(paper: SimpleNamespace) -> None:
    moved = paper.record(place=paper.text("Sông Lam", confidence=0.5))
    assert diff_runs([paper.record()], [moved]).identical


@pytest.mark.parametrize(
    ("field", "change", "expected"),
    [
        ("place", lambda p: {"place": p.text("Nơi khác")}, (0, 0, 1)),
        ("place", lambda p: {"place": None}, (0, 1, 0)),
        ("draft_mark", lambda p: {"draft_mark": p.text("DỰ THẢO")}, (1, 0, 0)),
        ("number", lambda p: {"reference_number": p.number(None, None, "CV/HU")}, (0, 1, 0)),
        ("symbol", lambda p: {"reference_number": p.number("77-CV/TU", "77", "CV/TU")}, (0, 0, 1)),
        ("issued_on", lambda p: {"issued_on": p.day(None, partial="2024-03")}, (0, 0, 1)),
        ("addressees", lambda p: {"addressees": [p.text("Các chi bộ trực thuộc")]}, (0, 1, 0)),
        ("findings", lambda p: {"findings": [p.finding("date-unsure", "x")]}, (0, 1, 1)),
        ("outcome", lambda p: {"outcome": outcome(OutcomeCode.COMPLETE_WITH_FINDINGS)}, (0, 0, 1)),
        ("body_tables", lambda p: {"body_tables": []}, (0, 2, 0)),
        ("appendix_rows", lambda p: {"appendices": []}, (0, 4, 0)),
    ],
)
def test_one_field_changes(paper: SimpleNamespace, field, change, expected) -> None:
    found = counts(diff_runs([paper.record()], [paper.record(**change(paper))]))
    assert found[field] == expected


def test_a_task_in_the_middle_moves_no_other(paper: SimpleNamespace) -> None:
    before = paper.record(tasks=[paper.task(f"{i}.", f"Việc {i}") for i in (1, 3, 4)])
    after = paper.record(tasks=[paper.task(f"{i}.", f"Việc {i}") for i in (1, 2, 3, 4)])
    assert counts(diff_runs([before], [after])) == {"tasks": (1, 0, 0)}


def test_bytes_match_before_names(paper: SimpleNamespace) -> None:
    other = paper.record(place=paper.text("Nơi khác"))
    first = [named(paper.record(), "a.pdf", HASH_A), named(other, "b.pdf", HASH_B)]
    second = [named(other, "a.pdf", HASH_B), named(paper.record(), "b.pdf", HASH_A)]
    assert diff_runs(first, second).identical


def test_names_match_where_the_bytes_changed(paper: SimpleNamespace) -> None:
    diff = diff_runs(
        [named(paper.record(), "a.pdf", HASH_A)],
        [named(paper.record(place=None), "a.pdf", HASH_B)],
    )
    assert counts(diff) == {"place": (0, 1, 0)}


def test_documents_of_one_run_alone_are_named(paper: SimpleNamespace) -> None:
    diff = diff_runs([named(paper.record(), "b.pdf")], [named(paper.record(), "c.pdf")])
    assert (diff.only_in_first, diff.only_in_second) == (["b.pdf"], ["c.pdf"])
    assert not diff.identical
    assert "c.pdf" in render_diff(diff)


def test_files_that_were_not_read_do_not_match_each_other() -> None:
    def unread(file: str) -> Record:
        return Record(source=Source(file=file), outcome=outcome(OutcomeCode.MISSING))

    diff = diff_runs([unread("a.pdf")], [unread("b.pdf")])
    assert (diff.matched, diff.only_in_first) == (0, ["a.pdf"])


def test_the_order_of_the_records_makes_no_difference(paper: SimpleNamespace) -> None:
    one, two = named(paper.record(), "a.pdf", HASH_A), named(paper.record(), "b.pdf", HASH_B)
    changed = named(paper.record(place=None), "b.pdf", HASH_B)
    there = diff_runs([one, two], [changed, one], show_values=True)
    back = diff_runs([two, one], [one, changed], show_values=True)
    assert there.to_json() == back.to_json()


def test_texts_are_shown_only_on_request(paper: SimpleNamespace) -> None:
    after = paper.record(place=paper.text("Xyzabc"))
    hidden = diff_runs([paper.record()], [after])
    assert "Xyzabc" not in hidden.to_json() + render_diff(hidden)
    shown = diff_runs([paper.record()], [after], show_values=True)
    assert "Xyzabc" in shown.to_json()
    assert "«Sông Lam» -> «Xyzabc»" in render_diff(shown, lang="en")


def test_a_run_is_a_file_a_folder_or_an_archive(paper: SimpleNamespace, tmp_path: Path) -> None:
    record = named(paper.record(), "a.pdf", HASH_A)
    (tmp_path / "run.jsonl").write_text(record.to_json() + "\n\n", encoding="utf-8")
    place = tmp_path / "kho.sqlite3"
    entry = LedgerEntry(
        sha256=HASH_A,
        source_name="a.pdf",
        outcome_code=record.outcome.code,
        outcome_category=record.outcome.category,
        message="",
        pages=2,
        seconds=None,
        peak_mb=None,
        rules_version="r",
    )
    with Archive.open(place) as archive:
        archive.store(record, entry)
    for run in (tmp_path / "run.jsonl", tmp_path, place):
        assert load_run(str(run)) == [record]


@pytest.mark.parametrize(
    ("content", "line"),
    [("not json\n", 1), ("\n\n{}\n", 3), ('{"schema": "other/1"}\n', 1), ("\x00\xff\n", 1)],
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, content: str, line: int) -> None:
    run = tmp_path / "run.jsonl"
    run.write_text(content, encoding="utf-8")
    with pytest.raises(NoRunError) as caught:
        load_run(str(run))
    assert caught.value.line == line
    assert caught.value.__cause__ is None


def test_a_place_without_a_run_is_an_error(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "absent.jsonl"):
        with pytest.raises(NoRunError):
            load_run(str(place))
