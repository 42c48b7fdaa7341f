"""A full disk, a locked database, a clock put back: nothing is lost, and the next run makes up for it.

Real faults: a limit of the system on the size of files, another connection that holds the lock.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive import ArchiveUnusableError
from pipeline.archive import LedgerEntry
from pipeline.batch import LeftOutReason
from pipeline.batch import ReadingVersion
from pipeline.batch import ingest
from pipeline.batch import plan

pytestmark = pytest.mark.slow

READER = "orders_reader"
STAND_INS = Path(__file__).parents[1] / "batch" / "stand_ins"
VERSION = ReadingVersion(rules_version="rules-1", options_hash="options-1")
FILES = 30
# Takes the folder in, while no file may grow over so many bytes.
SCRIPT = f"""
import resource, sys
from pathlib import Path
from models.settings import Settings
from pipeline.batch import ReadingVersion, ingest
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
version = ReadingVersion(rules_version="rules-1", options_hash="options-1")
ingest(Path(sys.argv[1]), Settings(archive=sys.argv[2], workers=1), version=version, reader="{READER}")
"""
CONTENT = "SELECT source_name, outcome_code, sha256 FROM ledger ORDER BY source_name"


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let worker processes import the reader that takes orders."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(STAND_INS), str(Path.cwd())]))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(FILES):
        text = f"fine {number:02} " + f"kế hoạch {number} " * 2_000
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    return folder


def settings(path: Path) -> Settings:
    return Settings(archive=str(path), workers=1, batch_size=5)


def content(path: Path) -> list[object]:
    """Return the ledger's rows and the records as they are exported."""
    with Archive.open(str(path), read_only=True) as archive:
        return [*map(tuple, archive.query(CONTENT).rows), *archive.record_lines()]


def undisturbed(inbox: Path, tmp_path: Path) -> list[object]:
    ingest(inbox, settings(tmp_path / "other.sqlite3"), version=VERSION, reader=READER)
    return content(tmp_path / "other.sqlite3")


def test_a_full_disk_ends_the_run_and_the_next_one_completes_it(
    inbox: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    command = [sys.executable, "-c", SCRIPT, str(inbox), str(archive), "1200000"]
    ended = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert ended.returncode != 0
    assert b"OperationalError" in ended.stderr
    assert "kế hoạch".encode() not in ended.stderr
    stored = content(archive)
    assert 0 < len(stored) < 2 * FILES
    ingest(inbox, settings(archive), version=VERSION, reader=READER)
    assert content(archive) == undisturbed(inbox, tmp_path)
    with sqlite3.connect(archive) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_lock_that_is_let_go_is_waited_for(inbox: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.sqlite3"
    with Archive.open(str(archive)):
        pass
    holder = sqlite3.connect(archive, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    held = time.monotonic()
    threading.Timer(4, lambda: holder.execute("COMMIT")).start()
    summary = ingest(inbox, settings(archive), version=VERSION, reader=READER)
    assert time.monotonic() - held > 4
    assert len(summary.rows) == FILES
    assert content(archive) == undisturbed(inbox, tmp_path)
    holder.close()


def test_a_clock_put_back_keeps_no_file_waiting(inbox: Path) -> None:
    now = time.time()
    year_ago = now - 365 * 86_400
    os.utime(inbox / "00.txt", (year_ago - 5, year_ago - 5))
    found = plan(inbox, settle_s=10, now=year_ago)
    # Only what was written a moment ago by the clock as it is now may still be changing.
    assert len(found.new) == FILES - 1
    assert [(one.name, one.reason) for one in found.left_out] == [
        ("00.txt", LeftOutReason.STILL_CHANGING)
    ]


def test_a_clock_put_back_between_two_runs_changes_nothing(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive.sqlite3"
    ingest(inbox, settings(archive), version=VERSION, reader=READER)
    before = content(archive)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 365 * 86_400)
    (inbox / "new.txt").write_text("fine and new", "utf-8")
    summary = ingest(inbox, settings(archive), version=VERSION, reader=READER, settle_s=10)
    assert [row.file for row in summary.rows] == ["new.txt"]
    assert len(content(archive)) == len(before) + 2


@pytest.mark.parametrize("companion", ["", "-wal"])
@pytest.mark.parametrize("replaced", [False, True])
def test_an_archive_that_is_taken_away_ends_the_run_instead_of_being_written_to(
    tmp_path: Path, companion: str, replaced: bool
) -> None:
    words = outcome(OutcomeCode.EMPTY)
    path = tmp_path / "archive.sqlite3"

    def entry(name: str) -> LedgerEntry:
        return LedgerEntry(
            sha256=None, source_name=name, outcome_code=words.code,
            outcome_category=words.category, message=words.message, pages=0, seconds=None,
            peak_mb=None, rules_version="r", options_hash="o",
        )  # fmt: skip

    with Archive.open(path) as archive:
        archive.store(None, entry("a.pdf"))
        taken = path.with_name(path.name + companion)
        data = taken.read_bytes()
        taken.unlink()
        if replaced:
            taken.write_bytes(data)
        with pytest.raises(ArchiveUnusableError, match="while in use"):
            archive.store(None, entry("b.pdf"))
