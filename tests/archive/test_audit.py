"""The audit log: what is noted, who may write where, and how an alteration is found."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from models.outcome import Category
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from pipeline.archive import Archive
from pipeline.archive import ArchiveUnusableError
from pipeline.archive import audit as log
from pipeline.archive import export
from pipeline.archive.audit import who_acts
from pipeline.archive.audit_check import AuditProblem
from pipeline.archive.audit_check import audit_rows
from pipeline.archive.audit_check import check_audit


def rows_of(archive: Archive) -> list[dict[str, object]]:
    with archive.reading() as connection:
        found = audit_rows(connection)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def check_of(archive: Archive, noted: str | None = None):
    with archive.reading() as connection:
        return check_audit(connection, noted=noted)


def a_refusal(record: Record, code: OutcomeCode, detail: str | None = None) -> Record:
    return Record(
        source=Source(file=record.source.file, sha256=record.source.sha256),
        outcome=outcome(code, detail=detail),
    )


@pytest.fixture
def filled(archive, make_record, make_entry):
    """Three papers taken in."""
    for seed in "abc":
        record = make_record(seed=seed)
        archive.store(record, make_entry(record))
    return archive


def test_a_paper_taken_in_is_noted_with_what_is_stored(
    archive, make_record, make_entry, some_sentences
) -> None:
    record = make_record()
    archive.store(record, replace(make_entry(record), path="/inbox/a.pdf"), some_sentences)
    (row,) = rows_of(archive)
    assert (row["seq"], row["action"], row["previous"]) == (1, "ingest", "0" * 64)
    assert (row["who"], row["subject"]) == (who_acts(), record.source.sha256)
    assert json.loads(str(row["detail"])) == {
        "path": "/inbox/a.pdf", "outcome": "complete", "pages": 4,
    }  # fmt: skip


def test_the_log_holds_nothing_that_a_document_says(
    archive, make_record, make_entry, some_sentences, tmp_path
) -> None:
    record = make_record(subject="zebraquartz", name="a.pdf")
    archive.store(record, make_entry(record), some_sentences)
    export(archive, "jsonl", tmp_path / "out.jsonl")
    assert "zebraquartz" in (tmp_path / "out.jsonl").read_text("utf-8")
    text = json.dumps(rows_of(archive), ensure_ascii=False)
    assert all(word not in text for word in ("zebraquartz", "CV/ĐU", "Thanh Hà", "Lê Văn Đạt"))


def test_a_secret_paper_is_noted_by_hash_path_and_page_alone(archive, make_record, make_entry):
    record = make_record()
    secret = a_refusal(record, OutcomeCode.SECRET, "page 1")
    archive.store(secret, replace(make_entry(secret), path="/inbox/a.pdf"))
    (row,) = rows_of(archive)
    assert (row["action"], row["subject"]) == ("refusal", record.source.sha256)
    assert json.loads(str(row["detail"])) == {
        "path": "/inbox/a.pdf", "outcome": "secret", "about": "page 1",
    }  # fmt: skip


def test_what_was_kept_of_a_paper_found_secret_later_is_noted_as_taken_out(
    archive, make_record, make_entry
) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    secret = a_refusal(record, OutcomeCode.SECRET)
    archive.store(secret, make_entry(secret, rules="r2"))
    archive.store(secret, make_entry(secret, rules="r3"))
    actions = [row["action"] for row in rows_of(archive)]
    assert actions == ["ingest", "purge", "refusal", "refusal"]


@pytest.mark.parametrize(
    ("code", "action"),
    [
        (OutcomeCode.PASSWORD, "refusal"),
        (OutcomeCode.TOO_LARGE, "refusal"),
        (OutcomeCode.READER_ERROR, "ingest"),
        (OutcomeCode.KILLED, "ingest"),
    ],
)
def test_every_outcome_is_noted(archive, make_record, make_entry, code, action) -> None:
    record = a_refusal(make_record(), code)
    archive.store(record, make_entry(record))
    (row,) = rows_of(archive)
    assert (row["action"], json.loads(str(row["detail"]))["outcome"]) == (action, str(code))


def test_a_file_that_nobody_could_open_is_noted_by_its_path(archive, make_record, make_entry):
    record = a_refusal(make_record(), OutcomeCode.MISSING)
    entry = replace(make_entry(record), sha256=None, path="/inbox/mất\x00\ud800.pdf")
    archive.store(None, entry)
    assert rows_of(archive)[0]["subject"] == "/inbox/mất\ufffd\ufffd.pdf"
    assert check_of(archive).is_whole


def test_a_copy_is_noted_as_a_copy(archive, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    archive.store(record, make_entry(record, name="copy.pdf"))
    assert json.loads(str(rows_of(archive)[1]["detail"]))["outcome"] == "duplicate"


def test_a_retry_is_noted_for_each_file(archive, make_record, make_entry) -> None:
    for seed in "ab":
        record = a_refusal(make_record(seed=seed), OutcomeCode.DAMAGED)
        archive.store(record, make_entry(record))
    assert archive.mark_for_retry(asked_by="x") == 2
    asked = [row for row in rows_of(archive) if row["action"] == "retry"]
    assert len({row["subject"] for row in asked}) == 2
    assert archive.mark_for_retry(categories=[Category.LOST], asked_by="x") == 0
    assert len(rows_of(archive)) == 4


def test_an_export_is_noted_before_it_is_there(filled, tmp_path, monkeypatch) -> None:
    out = export(filled, "csv", tmp_path / "out").path
    row = rows_of(filled)[-1]
    assert (row["action"], row["subject"]) == ("export", str(out))
    assert json.loads(str(row["detail"]))["documents"] == 3

    def fail(_: object) -> None:
        raise ArchiveUnusableError("x", "disk full")

    monkeypatch.setattr(filled, "note", fail)
    with pytest.raises(ArchiveUnusableError):
        export(filled, "jsonl", tmp_path / "second.jsonl")
    assert not (tmp_path / "second.jsonl").exists()


def test_an_archive_opened_for_reading_gives_no_export(filled, archive_file, tmp_path) -> None:
    with (
        Archive.open(archive_file, read_only=True) as reading,
        pytest.raises(ArchiveUnusableError),
    ):
        export(reading, "jsonl", tmp_path / "out.jsonl")
    assert list(tmp_path.glob("*.jsonl")) == []


def test_an_export_that_cannot_be_noted_is_told_and_not_there(
    filled, archive_file, tmp_path
) -> None:
    with closing(sqlite3.connect(archive_file)) as database:
        database.execute("DROP TABLE audit")
    with pytest.raises(ArchiveUnusableError, match="audit"):
        export(filled, "jsonl", tmp_path / "out.jsonl")
    assert list(tmp_path.glob("*.jsonl")) == []


def test_what_is_not_stored_is_not_noted(archive, make_record, make_entry) -> None:
    record = make_record()
    broken = [*make_record().tasks[:1], "no sentence"]
    with pytest.raises(AttributeError):
        archive.store(record, make_entry(record), broken)
    assert (archive.count("ledger"), archive.count("audit")) == (0, 0)


def test_what_cannot_be_noted_is_not_stored(archive, make_record, make_entry, monkeypatch):
    monkeypatch.setattr(log, "hash_of", lambda _: None)
    record = make_record()
    with pytest.raises(IntegrityError):
        archive.store(record, make_entry(record))
    assert (archive.count("ledger"), archive.count("documents")) == (0, 0)


def test_an_untouched_log_is_whole(filled) -> None:
    found = check_of(filled)
    assert (found.is_whole, found.rows, found.head) == (True, 3, rows_of(filled)[-1]["hash"])


def test_an_empty_log_is_whole(archive) -> None:
    assert check_of(archive).head == "0" * 64
    assert check_of(archive, "0" * 64).is_whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'nobody' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT 2, at, 'nobody', action, subject, detail, previous,"
        " hash FROM audit WHERE seq = 2",
        "INSERT INTO audit VALUES (9, '', '', '', '', '', '', '')",
        "INSERT INTO audit VALUES (4, '', '', '', '', '', 'no hash', '')",
        "INSERT INTO audit VALUES (NULL, '', '', '', '', '', '', '')",
    ],
)
def test_the_database_itself_refuses_to_alter_the_log(filled, archive_file, statement) -> None:
    with closing(sqlite3.connect(archive_file)) as database:
        with pytest.raises(sqlite3.IntegrityError, match="audit log"):
            database.execute(statement)
        database.rollback()
    assert check_of(filled).is_whole


def without_guards(file: Path, *statements: str) -> None:
    """Alter the log as somebody who owns the file can, and put the guards back."""
    with closing(sqlite3.connect(file)) as database:
        guards = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        ).fetchall()
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        for _, sql in guards:
            database.execute(sql)
        database.commit()


@pytest.mark.parametrize(
    ("statement", "problem", "seq"),
    [
        *(
            (f"UPDATE audit SET {column} = 'x' WHERE seq = 2", AuditProblem.ALTERED, 2)  # noqa: S608
            for column in ("at", "who", "action", "subject", "detail", "hash")
        ),
        ("UPDATE audit SET previous = 'x' WHERE seq = 2", AuditProblem.UNLINKED, 2),
        ("DELETE FROM audit WHERE seq = 1", AuditProblem.MISSING, 2),
        ("DELETE FROM audit WHERE seq = 2", AuditProblem.MISSING, 3),
        ("DELETE FROM audit WHERE seq = 3", AuditProblem.UNRECORDED, None),
        ("DELETE FROM audit", AuditProblem.UNRECORDED, None),
    ],
)
def test_an_alteration_is_found_and_its_place_named(
    filled, archive_file, statement, problem, seq
) -> None:
    without_guards(archive_file, statement)
    found = check_of(filled)
    assert (found.problem, found.seq) == (problem, seq)


def test_a_row_put_in_with_a_right_hash_does_not_fit(filled, archive_file) -> None:
    columns = (2, "2020-01-01T00:00:00Z", "nobody", "export", "x", "{}", "0" * 64)
    values = ", ".join(repr(one) for one in (*columns, log.hash_of(columns)))
    put_in = f"INSERT INTO audit VALUES ({values})"  # noqa: S608
    without_guards(archive_file, "DELETE FROM audit WHERE seq = 2", put_in)
    assert check_of(filled).problem is AuditProblem.UNLINKED


def test_a_log_cut_at_its_end_lacks_the_hash_that_was_noted(filled, archive_file, tmp_path) -> None:
    export(filled, "jsonl", tmp_path / "out.jsonl")
    noted = check_of(filled).head
    assert check_of(filled, noted).is_whole
    without_guards(archive_file, "DELETE FROM audit WHERE seq = 4")
    assert check_of(filled).is_whole
    assert check_of(filled, noted).problem is AuditProblem.NOT_NOTED


def test_a_guard_that_was_taken_away_is_missed(filled, archive_file) -> None:
    with closing(sqlite3.connect(archive_file)) as database:
        database.execute("DROP TRIGGER audit_no_fork")
    assert check_of(filled).problem is AuditProblem.NOT_GUARDED


def test_a_clock_that_jumps_back_breaks_nothing(filled, make_record, make_entry, monkeypatch):
    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(1999, 12, 31, tzinfo=tz or UTC)

    monkeypatch.setattr("pipeline.archive.archive.datetime", Earlier)
    record = make_record(seed="d")
    filled.store(record, make_entry(record))
    assert [row["at"] for row in rows_of(filled)][-1] == "1999-12-31T00:00:00Z"
    assert check_of(filled).is_whole


def test_the_user_is_not_taken_from_the_environment(monkeypatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert "somebody-else" not in who_acts()
    assert who_acts().endswith("@" + os.uname().nodename)


WRITER = """
import sys
from pipeline.archive import Archive
from pipeline.archive.audit import note_of_export
with Archive.open(sys.argv[1]) as archive:
    for number in range(40):
        archive.note(note_of_export("csv", f"/out/{sys.argv[2]}/{number}", number))
"""


def write_from_two_processes(place: str) -> None:
    """Note forty exports from each of two processes at once."""
    command = [sys.executable, "-c", WRITER, place]
    writers = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]


@pytest.mark.slow
def test_two_processes_at_once_do_not_fork_the_chain(archive, archive_file) -> None:
    write_from_two_processes(str(archive_file))
    found = check_of(archive)
    assert (found.is_whole, found.rows) == (True, 80)
