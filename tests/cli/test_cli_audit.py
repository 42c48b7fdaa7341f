"""The command `audit`, in both languages."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from contextlib import closing

import pytest

from models.outcome import ExitCode


def alter(place: str, statement: str) -> None:
    with closing(sqlite3.connect(place)) as database:
        for name in ("audit_no_update", "audit_no_delete"):
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
        database.commit()


def test_a_table_names_action_and_user(run, archive_place) -> None:
    ran = run("audit", "--archive", archive_place, "--lang", "en")
    assert ran.code == 0
    assert "ingest" in ran.out
    assert "@" in ran.out
    assert ran.err == "3 rows\n"


def test_json_and_csv_give_the_whole_log(run, archive_place) -> None:
    rows = json.loads(run("audit", "--archive", archive_place, "--format", "json").out)
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert rows[1]["previous"] == rows[0]["hash"]
    table = run("audit", "--archive", archive_place, "--format", "csv").out
    assert [row["hash"] for row in csv.DictReader(io.StringIO(table))] == [r["hash"] for r in rows]


def test_the_last_rows_only(run, archive_place) -> None:
    ran = run("audit", "--archive", archive_place, "--format", "json", "--last", "2")
    assert [row["seq"] for row in json.loads(ran.out)] == [2, 3]


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Nhật ký nguyên vẹn: 3 dòng"), ("en", "The log is whole: 3 rows")]
)
def test_a_whole_log_is_said_to_be_so(run, archive_place, lang, words) -> None:
    ran = run("audit", "--check", "--archive", archive_place, "--lang", lang)
    assert (ran.code, ran.out) == (0, "")
    assert words in ran.err


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "Dòng 2 của nhật ký đã bị sửa"), ("en", "Row 2 of the log was alter")],
)
def test_an_altered_row_is_named_and_the_exit_code_tells(run, archive_place, lang, words) -> None:
    alter(archive_place, "UPDATE audit SET who = 'x' WHERE seq = 2")
    ran = run("audit", "--check", "--archive", archive_place, "--lang", lang)
    assert ran.code == ExitCode.NEEDS_A_PERSON
    assert words in ran.err
    found = json.loads(run("audit", "--check", "--archive", archive_place, "--format", "json").out)
    assert (found["problem"], found["seq"], found["rows"]) == ("altered", 2, 1)


def test_a_noted_hash_is_looked_for(run, archive_place) -> None:
    rows = json.loads(run("audit", "--archive", archive_place, "--format", "json").out)
    for noted, code in ((rows[1]["hash"].upper(), 0), ("f" * 64, 2), ("x", 2)):
        assert run("audit", "--noted", noted, "--archive", archive_place).code == code


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_wrong_use_is_told(run, archive_place, tmp_path, options) -> None:
    assert run("audit", *options, "--format", "xml", "--archive", archive_place).code == 1
    nowhere = tmp_path / "nowhere.sqlite3"
    assert run("audit", *options, "--archive", str(nowhere)).code == 1
    assert not nowhere.exists()


def test_an_export_by_the_command_is_noted(run, archive_place, tmp_path) -> None:
    out = tmp_path / "out.jsonl"
    assert (
        run("export", "--format", "jsonl", "--out", str(out), "--archive", archive_place).code == 0
    )
    rows = json.loads(run("audit", "--archive", archive_place, "--format", "json").out)
    assert (rows[-1]["action"], rows[-1]["subject"]) == ("export", str(out))


def test_what_a_command_writes_is_for_its_owner_alone(run, archive_place, tmp_path) -> None:
    before = os.umask(0)
    try:
        out = tmp_path / "new" / "folder" / "out.jsonl"
        run("export", "--format", "jsonl", "--out", str(out), "--archive", archive_place)
        assert os.umask(0) == 0, "the caller's own mask is as it was"
    finally:
        os.umask(before)
    for path in (out, out.parent, out.parent.parent):
        assert path.stat().st_mode & 0o077 == 0
