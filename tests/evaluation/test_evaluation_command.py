"""`python -m pipeline.evaluation`: exit codes and what goes to standard output."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.record import Record
from pipeline.evaluation import run
from pipeline.evaluation.__main__ import main


def test_a_folder_that_is_none_is_named_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "absent")]) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert "absent" in written.err


def test_a_folder_without_labels_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["documents"] == []


def test_figures_go_to_standard_output(
    put: Callable[..., Path],
    paper: SimpleNamespace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = put(paper.label())
    put(paper.label(), name="b")

    def process(path: Path) -> Record:
        record: Record = paper.record(place=paper.text("Xyzabc"))
        return record

    monkeypatch.setattr(run, "_default_process", lambda settings: process)
    assert main([str(folder), "--json", "--only", "b"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert [d["slug"] for d in figures["documents"]] == ["b"]
    assert main([str(folder), "--lang", "en", "--show-values"]) == 0
    shown = capsys.readouterr().out
    assert "Xyzabc" in shown
    assert "By field" in shown
    assert main([str(folder), "--lang", "vi"]) == 0
    hidden = capsys.readouterr().out
    assert "Xyzabc" not in hidden
    assert "Theo trường" in hidden
