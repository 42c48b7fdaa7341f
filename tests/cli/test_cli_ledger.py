"""The commands that look after the archive, in both languages."""

from __future__ import annotations

import hashlib
import json

import pytest

from models.outcome import ExitCode
from models.outcome import OutcomeCode
from models.outcome import outcome
from pipeline.archive import Archive
from pipeline.archive import LedgerEntry
from pipeline.batch import ReadingVersion
from pipeline.cli import ledger_commands
from pipeline.stopwatch import Phase
from pipeline.stopwatch import PhaseTime


@pytest.fixture
def failed(archive_place) -> str:
    """Put two files that a person has to see to into the archive; one has a hostile name."""
    with Archive.open(archive_place) as archive:
        for name, code, seconds in (
            ("hỏng\x1b[31m.pdf", OutcomeCode.READER_ERROR, 2.0),
            ("khoá.pdf", OutcomeCode.PASSWORD, 0.1),
        ):
            words = outcome(code)
            archive.store(
                None,
                LedgerEntry(
                    sha256=hashlib.sha256(name.encode()).hexdigest(),
                    source_name=name,
                    outcome_code=words.code,
                    outcome_category=words.category,
                    message=words.message,
                    pages=3,
                    seconds=seconds,
                    peak_mb=200.0,
                    rules_version="r1",
                ),
            )
    return archive_place


@pytest.fixture
def rules(monkeypatch) -> None:
    """Let the installed rules be those that the archive was read with."""
    version = ReadingVersion(rules_version="r1", options_hash="")
    monkeypatch.setattr("pipeline.batch.reasons.current_version", lambda _: version)
    monkeypatch.setattr("pipeline.batch.verification.current_version", lambda _: version)


def test_the_exit_code_is_that_of_the_models() -> None:
    assert ledger_commands.NEEDS_A_PERSON == ExitCode.NEEDS_A_PERSON


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "Chờ người xem: 2 tệp"), ("en", "Waiting for a person: 2 files")],
)
def test_status_names_what_waits(run, failed, lang, words) -> None:
    ran = run("status", "--archive", failed, "--lang", lang)
    assert ran.code == 0
    assert words in ran.err
    assert "reader-error" in ran.out
    assert "khoá.pdf" in ran.out
    assert "\x1b" not in ran.out


def test_status_as_json(run, failed) -> None:
    found = json.loads(run("status", "--archive", failed, "--json").out)
    assert found["documents"] == 3
    assert [one["code"] for one in found["waiting"]] == ["reader-error", "password"]


def test_status_where_nothing_waits(run, archive_place) -> None:
    assert "No file waits" in run("status", "--archive", archive_place, "--lang", "en").err


@pytest.mark.parametrize("command", [("status",), ("retry",), ("stats",), ("verify", ".")])
def test_an_archive_that_is_not_there_is_named_and_not_made(run, tmp_path, command) -> None:
    place = tmp_path / "nowhere.sqlite3"
    ran = run(*command, "--archive", str(place))
    assert (ran.code, ran.out) == (1, "")
    assert "nowhere.sqlite3" in ran.err
    assert not place.exists()


def test_retry_marks_and_says_so(run, failed) -> None:
    assert "1 files are marked" in run("retry", "--archive", failed, "--lang", "en").err
    assert "1 files will be read again" in run("status", "--archive", failed, "--lang", "en").err


def test_retry_takes_names_and_outcomes(run, failed) -> None:
    none = run("retry", "--archive", failed, "--name", "a.pdf", "--lang", "en")
    assert (none.code, none.err) == (0, "There are no such files.\n")
    refused = ("retry", "--archive", failed, "--outcome", "refused", "--name", "khoá.pdf")
    assert "1 files are marked" in run(*refused, "--lang", "en").err


@pytest.mark.parametrize("outcome_", ["done", "bogus", ""])
def test_retry_refuses_other_outcomes(run, failed, outcome_) -> None:
    ran = run("retry", "--archive", failed, "--outcome", outcome_)
    assert ran.code == 1
    assert "partial" in ran.err
    with Archive.open(failed, read_only=True) as archive:
        assert archive.count("retries") == 0


def test_retry_of_a_folder_that_is_not_there_marks_nothing(run, failed) -> None:
    assert run("retry", "--archive", failed, "--folder", "nowhere").code == 1
    with Archive.open(failed, read_only=True) as archive:
        assert archive.count("retries") == 0


@pytest.mark.parametrize(("lang", "why"), [("vi", "tệp mới"), ("en", "new")])
def test_plan_tells_why(run, rules, tmp_path, lang, why) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text("one", "utf-8")
    (folder / "notes.md").write_text("x", "utf-8")
    ran = run("plan", str(folder), "--archive", str(tmp_path / "k.sqlite3"), "--lang", lang)
    assert ran.code == 0
    assert why in ran.out
    assert "notes.md" in ran.out
    lines = run("plan", str(folder), "--archive", str(tmp_path / "k.sqlite3"), "--json").out
    assert [json.loads(line)["reason"] for line in lines.splitlines()] == ["new", "left-out"]


@pytest.mark.parametrize("command", ["plan", "verify"])
def test_a_folder_that_is_none_is_wrong_use(run, rules, archive_place, command) -> None:
    ran = run(command, "nowhere", "--archive", archive_place)
    assert ran.code == 1
    assert "nowhere" in ran.err


def test_verify_says_what_is_gone(run, rules, archive_place, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    ran = run("verify", str(tmp_path / "in"), "--archive", archive_place, "--lang", "en")
    assert ran.code == 0
    assert "3 originals not found, 0 to look at" in ran.err


def test_verify_needs_a_person_where_an_original_changed(
    run, rules, archive_place, tmp_path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 changed")
    ran = run("verify", str(folder), "--archive", archive_place, "--lang", "en")
    assert ran.code == ledger_commands.NEEDS_A_PERSON
    assert "the original was changed" in ran.out


def test_stats_names_the_slowest(run, failed) -> None:
    ran = run("stats", "--archive", failed, "--lang", "en", "--limit", "1")
    assert ran.code == 0
    assert "reader-error" in ran.out
    assert "khoá.pdf" not in ran.out
    assert "2 files, 6 pages" in ran.err
    found = json.loads(run("stats", "--archive", failed, "--json").out)
    assert found["pages_per_second"] == pytest.approx(6 / 2.1)


def test_stats_without_figures(run, archive_place) -> None:
    assert "Nothing was measured" in run("stats", "--archive", archive_place, "--lang", "en").err


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", ("nhận dạng chữ 90%", "Công đoạn")), ("en", ("OCR 90%", "Longest phases"))],
)
def test_stats_says_where_the_time_went(run, archive_place, lang, words) -> None:
    done = outcome(OutcomeCode.READER_ERROR)
    entry = LedgerEntry(
        sha256="0" * 64,
        source_name="quét.pdf",
        outcome_code=done.code,
        outcome_category=done.category,
        message=done.message,
        pages=9,
        seconds=10.0,
        peak_mb=500.0,
        rules_version="r1",
        phases=(
            PhaseTime(phase=Phase.READING, seconds=1.0, peak_mb=500.0),
            PhaseTime(phase=Phase.OCR, seconds=9.0),
        ),
    )
    with Archive.open(archive_place) as archive:
        archive.store(None, entry)
    ran = run("stats", "--archive", archive_place, "--lang", lang)
    assert ran.code == 0
    for text in words:
        assert text in ran.out
    found = json.loads(run("stats", "--archive", archive_place, "--json").out)
    assert [one["phase"] for one in found["phases"]] == ["reading", "ocr", "storing"]
