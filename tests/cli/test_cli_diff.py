"""diff, and show --boxes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline import overlay

PICTURES = ("a-p001.png",)


@pytest.fixture
def runs(tmp_path: Path, make_record) -> tuple[str, str]:
    before = make_record("a.pdf")
    after = make_record("a.pdf", subject="Xyzabc")
    for name, record in (("before", before), ("after", after)):
        (tmp_path / f"{name}.jsonl").write_text(record.to_json() + "\n", encoding="utf-8")
    return str(tmp_path / "before.jsonl"), str(tmp_path / "after.jsonl")


def test_equal_runs_end_with_0(run, runs) -> None:
    ran = run("diff", runs[0], runs[0])
    assert (ran.code, ran.err) == (0, "")
    assert "Hai lần giống nhau." in ran.out
    assert "The two runs are the same." in run("diff", runs[0], runs[0], "--lang", "en").out


def test_different_runs_end_with_2_and_name_the_document(run, runs) -> None:
    ran = run("diff", *runs)
    assert ran.code == 2
    assert "a.pdf: đổi" in ran.out
    assert "Xyzabc" not in ran.out
    assert "Xyzabc" in run("diff", *runs, "--show-values").out


def test_json_is_complete_and_the_same_each_time(run, runs) -> None:
    ran = run("diff", *runs, "--json")
    found = json.loads(ran.out)
    changed = {one["field"]: one["changes"] for one in found["fields"] if one["changes"]}
    assert changed == {"subject": [{"document": "a.pdf", "kind": "changed"}]}
    assert run("diff", *runs, "--json").out == ran.out


def test_an_archive_is_a_run(run, archive_place, tmp_path) -> None:
    out = str(tmp_path / "all.jsonl")
    assert run("export", "--archive", archive_place, "--format", "jsonl", "--out", out).code == 0
    assert run("diff", archive_place, out).code == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_no_run_is_explained(run, runs, tmp_path, lang) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("bí mật\n", encoding="utf-8")
    for place in (bad, tmp_path / "absent.jsonl"):
        ran = run("diff", runs[0], str(place), "--lang", lang)
        assert (ran.code, ran.out) == (1, "")
        assert place.name in ran.err
        assert len(ran.err.splitlines()) == 2
        assert "bí mật" not in ran.err


def test_boxes_are_drawn_and_their_place_is_said(
    run, reader, make_record, tmp_path, monkeypatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    reader["a.pdf"] = make_record("a.pdf")

    def save(path: Path, record: object, folder: Path) -> tuple[Path, ...]:
        return tuple(folder / name for name in PICTURES)

    monkeypatch.setattr(overlay, "save_overlays", save)
    ran = run("show", "a.pdf", "--boxes", "pictures", "--lang", "en")
    assert ran.code == 0
    assert "1 pictures with boxes are in pictures" in ran.err
    assert "nguyên văn" in ran.out
    monkeypatch.setattr(overlay, "save_overlays", lambda *_: ())
    assert "a.pdf has no page" in run("show", "a.pdf", "--boxes", "p", "--lang", "en").err


def test_a_file_that_changed_is_not_drawn(run, reader, make_record, tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"other bytes")
    reader["a.pdf"] = make_record("a.pdf")
    assert reader["a.pdf"].source.sha256 != hashlib.sha256(b"other bytes").hexdigest()
    ran = run("show", "a.pdf", "--boxes", "pictures")
    assert ran.code == 1
    assert "Không vẽ được khung cho a.pdf" in ran.err
    assert not (tmp_path / "pictures").exists()


def test_boxes_need_a_file(run, archive_place) -> None:
    ran = run("show", "07-CV/ĐU", "--archive", archive_place, "--boxes", "pictures")
    assert (ran.code, ran.out) == (1, "")
    assert "07-CV/ĐU" in ran.err
