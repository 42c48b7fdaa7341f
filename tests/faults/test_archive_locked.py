"""An archive that another program keeps locked ends a run with a clear word; nothing is lost.

The lock is a real one, held by another process; only how long we wait is cut short.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive import ArchiveBusyError
from pipeline.archive import ArchiveUnusableError
from pipeline.archive import connection
from pipeline.batch import ReadingVersion
from pipeline.batch import ingest
from pipeline.cli import main

READER = "orders_reader"
STAND_INS = Path(__file__).parents[1] / "batch" / "stand_ins"
VERSION = ReadingVersion(rules_version="rules-1", options_hash="options-1")
FILES = 6
HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""
CONTENT = "SELECT source_name, outcome_code, sha256 FROM ledger ORDER BY source_name"


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(STAND_INS), str(Path.cwd())]))
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.3)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(f"fine zebraquartz {number}", "utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.sqlite3"
    with Archive.open(str(path)):
        pass
    return path


@contextmanager
def held(path: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """Let another process hold the archive's lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
    finally:
        process.kill()
        process.communicate()


def settings(path: Path) -> Settings:
    return Settings(archive=str(path), workers=1)


def content(path: Path) -> list[object]:
    with Archive.open(str(path), read_only=True) as opened:
        return [*map(tuple, opened.query(CONTENT).rows), *opened.record_lines()]


class LockingProgress:
    """Takes the lock when the second file is stored."""

    def __init__(self, path: Path) -> None:
        self._path, self.done = path, 0
        self.lock = held(path)

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: None

    def finished(self, name: str, code: object) -> None:
        self.done += 1
        if self.done == 2:
            self.lock.__enter__()


@pytest.mark.slow
def test_a_lock_in_the_midst_ends_the_run_and_the_next_one_completes_it(
    inbox: Path, archive: Path, tmp_path: Path
) -> None:
    progress = LockingProgress(archive)
    try:
        with pytest.raises(ArchiveBusyError) as caught:
            ingest(inbox, settings(archive), version=VERSION, reader=READER, progress=progress)
        assert caught.value.place == str(archive)
        assert "zebraquartz" not in str(caught.value)
    finally:
        progress.lock.__exit__(None, None, None)
    assert len(content(archive)) == 2 * 2
    ingest(inbox, settings(archive), version=VERSION, reader=READER)
    other = tmp_path / "other.sqlite3"
    ingest(inbox, settings(other), version=VERSION, reader=READER)
    assert content(archive) == content(other)
    with sqlite3.connect(archive) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "đang bị chương trình khác khóa"), ("en", "keeps the archive")]
)
def test_a_command_that_must_write_says_so(
    archive: Path, lang: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(archive):
        code = main(["retry", "--archive", str(archive), "--lang", lang])
    err = capsys.readouterr().err
    assert code == 1
    assert said in err
    assert len(err.splitlines()) == 2
    assert "Traceback" not in err
    assert main(["retry", "--archive", str(archive)]) == 0


def test_reading_goes_on_beside_a_writer(archive: Path) -> None:
    with held(archive), Archive.open(str(archive), read_only=True) as opened:
        assert opened.count("documents") == 0


def test_a_new_archive_that_cannot_be_made_yet_says_so(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    path.touch()
    with held(path, "EXCLUSIVE"), pytest.raises(ArchiveBusyError):
        Archive.open(str(path))
    with Archive.open(str(path)) as opened:
        assert opened.count("documents") == 0


def test_a_damaged_archive_is_no_locked_one(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[5_000:-1] = b"\xa5" * len(data[5_000:-1])
    archive.write_bytes(bytes(data))
    with pytest.raises(ArchiveUnusableError) as caught:
        content(archive)
    assert not isinstance(caught.value, ArchiveBusyError)


@pytest.mark.slow
def test_a_statement_that_fails_shows_nothing_of_the_document(inbox: Path, archive: Path) -> None:
    """What a database refuses is one file's error, and its values stay out of every message."""
    with sqlite3.connect(archive) as database:
        database.execute(
            "CREATE TRIGGER no_more BEFORE INSERT ON documents BEGIN"
            " SELECT RAISE(ABORT, 'refused') WHERE NEW.source_name = '3.txt'; END"
        )
    summary = ingest(inbox, settings(archive), version=VERSION, reader=READER)
    codes = {row.file: str(row.code) for row in summary.rows}
    assert codes.pop("3.txt") == "reader-error"
    assert set(codes.values()) == {"complete"}


def test_an_error_of_the_database_hides_its_values(archive: Path) -> None:
    with (
        Archive.open(str(archive)) as opened,
        pytest.raises(Exception, match="no such table") as caught,
        opened.reading() as database,
    ):
        database.execute(sql("SELECT * FROM nowhere WHERE a = :a"), {"a": "zebraquartz"})
    chain = [caught.value, caught.value.__cause__]
    assert all("zebraquartz" not in f"{error}{error!r}" for error in chain)
    assert "hidden" in str(chain[1])
