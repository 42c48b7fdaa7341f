"""Whole runs over a folder: what is stored, what a second run does, what a killed run leaves."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.outcome import Category
from models.outcome import ExitCode
from models.outcome import OutcomeCode
from models.record import Record
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive import LedgerEntry
from pipeline.batch import Batch
from pipeline.batch import InboxError
from pipeline.batch import LeftOutReason
from pipeline.batch import ReadingVersion
from pipeline.batch import RunSummary
from pipeline.batch import ingest
from pipeline.batch import open_run
from pipeline.progress import Stage
from pipeline.workers import PoolClosedError
from pipeline.workers.pool import WorkerPool

pytestmark = pytest.mark.slow  # worker processes take their time to start

READER = "orders_reader"
Inbox = Callable[..., Path]
# What may differ between two runs: clocks and memory.
LEDGER = "SELECT source_name, sha256, outcome_code, message, pages FROM ledger ORDER BY 1, 2"


class RecordingProgress:
    def __init__(self) -> None:
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def entered(self, stage: Stage) -> None:
        self.heard.append(stage)

    def started(self, total: int) -> None:
        self.heard.append(total)

    def finished(self, name: str, code: OutcomeCode) -> None:
        self.threads.add(threading.get_ident())
        self.heard.append((name, code))

    def ended(self) -> None:
        self.heard.append("ended")


def content_of(path: str) -> tuple[list[str], list[tuple[object, ...]]]:
    with Archive.open(path, read_only=True) as archive:
        records = list(archive.record_lines())
        return records, [tuple(row) for row in archive.query(LEDGER).rows]


def run(folder: Path, settings: Settings, version: ReadingVersion, **more: object) -> RunSummary:
    return ingest(folder, settings, version=version, reader=READER, **more)  # type: ignore[arg-type]


def test_a_run_stores_every_file_and_says_what_it_did(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="one", b="raise two", c="one", d="die four")
    (folder / "notes.md").write_text("x", "utf-8")
    progress = RecordingProgress()
    summary = run(folder, settings, version, progress=progress)
    assert [(row.file, row.code) for row in summary.rows] == [
        ("a.txt", OutcomeCode.COMPLETE),
        ("b.txt", OutcomeCode.READER_ERROR),
        ("d.txt", OutcomeCode.KILLED),
        ("c.txt", OutcomeCode.DUPLICATE),
    ]
    assert summary.exit_code is ExitCode.NEEDS_A_PERSON
    assert (summary.known, summary.count(Category.DONE), summary.workers) == (0, 2, 2)
    assert [(one.name, one.reason) for one in summary.left_out] == [
        ("notes.md", LeftOutReason.COMPANION)
    ]
    records, ledger = content_of(settings.archive)
    assert len(records) == 1
    assert [(row[0], row[2]) for row in ledger] == [
        ("a.txt", "complete"), ("b.txt", "reader-error"), ("c.txt", "duplicate"), ("d.txt", "killed"),
    ]  # fmt: skip
    assert progress.heard[:2] == [Stage.PLAN, 4]
    assert progress.heard[-1] == "ended"
    assert sorted(one for one in progress.heard if isinstance(one, tuple)) == [
        (row[0], row[2]) for row in ledger
    ]


def test_a_second_run_reads_and_writes_nothing(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="one", b="raise two", c="one")
    run(folder, settings, version)
    before = content_of(settings.archive)
    changes = sqlite3.connect(settings.archive).execute("PRAGMA data_version").fetchone()
    summary = run(folder, settings, version)
    assert summary.is_nothing_new
    assert (summary.known, summary.rows, summary.exit_code) == (3, (), ExitCode.ALL_DONE)
    assert content_of(settings.archive) == before
    assert changes == sqlite3.connect(settings.archive).execute("PRAGMA data_version").fetchone()


def test_only_what_is_new_is_read(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    run(inbox(a="one", b="two"), settings, version)
    summary = run(inbox(b="two, changed", c="three"), settings, version)
    assert [row.file for row in summary.rows] == ["b.txt", "c.txt"]
    assert summary.known == 1


def test_other_rules_read_everything_again(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="one", b="two")
    run(folder, settings, version)
    newer = ReadingVersion(rules_version="rules-2", options_hash=version.options_hash)
    assert [row.file for row in run(folder, settings, newer).rows] == ["a.txt", "b.txt"]
    records, ledger = content_of(settings.archive)
    assert (len(records), len(ledger)) == (2, 2)


def test_a_lost_file_is_tried_again_and_its_copy_is_no_duplicate_before(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="die", b="die", c="three")
    first = run(folder, settings, version)
    assert [(row.file, row.code) for row in first.rows] == [
        ("a.txt", OutcomeCode.KILLED), ("c.txt", OutcomeCode.COMPLETE),
    ]  # fmt: skip
    second = run(folder, settings, version)
    assert [row.file for row in second.rows] == ["a.txt"]
    assert second.exit_code is ExitCode.NOTHING_READ


def test_a_file_lost_in_two_runs_is_known_until_rules_options_or_content_change(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="die")
    for _ in range(2):
        found = [(row.file, row.code) for row in run(folder, settings, version).rows]
        assert found == [("a.txt", OutcomeCode.KILLED)]
    third = run(folder, settings, version)
    assert third.is_nothing_new
    assert third.known == 1
    for other in (
        replace(version, rules_version="rules-2"),
        replace(version, options_hash="options-2"),
    ):
        assert [row.file for row in run(folder, settings, other).rows] == ["a.txt"]
    changed = run(inbox(a="die changed"), settings, version)
    assert [(row.file, row.code) for row in changed.rows] == [("a.txt", OutcomeCode.KILLED)]


def test_a_lost_file_is_read_alone_and_once_in_the_next_run(
    inbox: Inbox, settings: Settings, version: ReadingVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = inbox(a="die", c="three")
    run(folder, settings, version)
    inbox(d="four")
    asked: list[tuple[str, str]] = []
    for way in ("read", "read_alone"):
        true_way = getattr(WorkerPool, way)

        def noted(self: WorkerPool, path: Path, way: str = way, ask: object = true_way) -> object:
            asked.append((way, path.name))
            return ask(self, path)  # type: ignore[operator]

        monkeypatch.setattr(WorkerPool, way, noted)
    run(folder, settings, version)
    assert asked == [("read", "d.txt"), ("read_alone", "a.txt")]


def test_a_lost_file_that_is_read_at_last_is_done(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="nap 9")
    hasty = settings.model_copy(update={"timeout_s": 0.05})
    assert [row.code for row in run(folder, hasty, version).rows] == [OutcomeCode.OUT_OF_TIME]
    assert [row.code for row in run(folder, settings, version).rows] == [OutcomeCode.COMPLETE]
    assert run(folder, settings, version).is_nothing_new


def test_the_inbox_is_not_changed(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="one", b="raise", c="one")
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}
    run(folder, settings, version)
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()} == before


def test_a_name_that_is_no_text_is_read_and_noted(
    tmp_path: Path, settings: Settings, version: ReadingVersion
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff\xfe.txt")).write_text("die", "utf-8")
    (folder / "good.txt").write_text("fine", "utf-8")
    summary = run(folder, settings, version)
    assert [(row.file, row.code) for row in summary.rows] == [
        ("good.txt", OutcomeCode.COMPLETE), ("\ufffd\ufffd.txt", OutcomeCode.KILLED),
    ]  # fmt: skip


def test_an_error_of_the_archive_ends_all_batches_and_is_known_to_each(
    inbox: Inbox, settings: Settings, version: ReadingVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Archive, *rest: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    folder = inbox(**{f"n{n}": f"nap {n}" for n in range(8)})
    monkeypatch.setattr(Archive, "store", full)
    with open_run(folder, settings, version=version, reader=READER) as opened:
        raised: list[BaseException] = []

        def read(batch: Batch) -> None:
            try:
                opened.read(batch)
            except BaseException as error:  # noqa: BLE001 - this is what the test looks at
                raised.append(error)

        threads = [threading.Thread(target=read, args=(b,)) for b in opened.plan.batches(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    ended = [error for error in raised if isinstance(error, PoolClosedError)]
    failed = [error for error in raised if error not in ended]
    assert [type(error) for error in failed] == [sqlite3.OperationalError] * len(failed)
    assert failed
    assert len(raised) == 2
    assert all(error.because in failed for error in ended)


def test_a_record_that_cannot_be_stored_is_an_error_of_its_file_alone(
    inbox: Inbox, settings: Settings, version: ReadingVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Archive.store

    def refuse(self: Archive, record: Record | None, *rest: object) -> LedgerEntry:
        if record is not None and record.source.file == "b.txt":
            raise ValueError("secret words")
        return store(self, record, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Archive, "store", refuse)
    summary = run(inbox(a="one", b="two", c="three"), settings, version)
    assert [row.code for row in summary.rows] == [
        OutcomeCode.COMPLETE, OutcomeCode.READER_ERROR, OutcomeCode.COMPLETE,
    ]  # fmt: skip
    assert [row[2] for row in content_of(settings.archive)[1]] == [
        "complete", "reader-error", "complete",
    ]  # fmt: skip


def test_a_wrong_inbox_makes_no_archive(
    tmp_path: Path, settings: Settings, version: ReadingVersion
) -> None:
    with pytest.raises(InboxError):
        run(tmp_path / "none", settings, version)
    assert not Path(settings.archive).exists()


def test_batches_may_be_read_from_several_threads(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(**{f"n{n:02}": f"fine {n}" for n in range(12)})
    with open_run(folder, settings, version=version, reader=READER) as opened:
        batches = opened.plan.batches(3)
        found: dict[int, object] = {}
        threads = [
            threading.Thread(target=lambda b=b: found.__setitem__(b.number, opened.read(b)))  # type: ignore[misc]
            for b in batches
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == [1, 2, 3, 4]
    assert len(content_of(settings.archive)[0]) == 12


def test_the_number_of_workers_changes_nothing(
    inbox: Inbox, settings: Settings, version: ReadingVersion, tmp_path: Path
) -> None:
    folder = inbox(**{f"n{n:02}": f"fine {n % 7}" for n in range(9)}, bad="raise")
    other = settings.model_copy(
        update={"workers": 1, "batch_size": 50, "archive": str(tmp_path / "other.sqlite3")}
    )
    run(folder, settings, version)
    run(folder, other, version)
    assert content_of(settings.archive) == content_of(other.archive)


def test_logs_hold_nothing_that_a_document_says(
    inbox: Inbox, settings: Settings, version: ReadingVersion, caplog: pytest.LogCaptureFixture
) -> None:
    sentence = "Ban Thường vụ giao Văn phòng theo dõi"
    with caplog.at_level(logging.DEBUG):
        run(
            inbox(a=f"fine {sentence}", b=f"raise {sentence}", c=f"die {sentence}"),
            settings,
            version,
        )
    assert len(caplog.records) >= 3
    assert "complete" in caplog.text
    assert "Thường vụ" not in caplog.text


# Started in the background, a process ignores Ctrl-C; these runs must hear it.
KILLED_RUN = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
import sys
from pathlib import Path
from models.settings import Settings
from pipeline.batch import ReadingVersion, ingest
settings = Settings(archive=sys.argv[2], workers=2, batch_size=4)
version = ReadingVersion(rules_version="rules-1", options_hash="options-1")
ingest(Path(sys.argv[1]), settings, version=version, reader="orders_reader")
"""


@pytest.mark.parametrize("stored", [1, 6])
def test_a_killed_run_that_is_resumed_equals_an_undisturbed_one(
    inbox: Inbox, settings: Settings, version: ReadingVersion, tmp_path: Path, stored: int
) -> None:
    folder = inbox(**{f"n{n:02}": f"nap {n % 10}" for n in range(14)})
    undisturbed = settings.model_copy(update={"archive": str(tmp_path / "undisturbed.sqlite3")})
    run(folder, undisturbed, version)
    process = subprocess.Popen([sys.executable, "-c", KILLED_RUN, str(folder), settings.archive])
    wait_for_rows(settings.archive, stored)
    process.send_signal(signal.SIGKILL)
    process.wait()
    rows_then = len(content_of(settings.archive)[1])
    assert stored <= rows_then < 14
    summary = run(folder, settings, version)
    assert summary.known == rows_then
    assert content_of(settings.archive) == content_of(undisturbed.archive)


def test_workers_end_when_their_run_is_killed(inbox: Inbox, settings: Settings) -> None:
    folder = inbox(a="hang a", b="hang b", c="nap c")
    process = subprocess.Popen([sys.executable, "-c", KILLED_RUN, str(folder), settings.archive])
    deadline = time.monotonic() + 30
    while not (workers := children_of(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    process.send_signal(signal.SIGKILL)
    process.wait()
    while any(is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(is_alive(pid) for pid in workers)


def test_an_interrupt_ends_the_run_at_once_and_keeps_what_was_stored(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="fine", b="hang", c="hang too")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED_RUN, str(folder), settings.archive], stderr=subprocess.PIPE
    )
    wait_for_rows(settings.archive, 1)
    workers = children_of(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert b"KeyboardInterrupt" in said
    assert not any(is_alive(pid) for pid in workers)
    assert [row[0] for row in content_of(settings.archive)[1]] == ["a.txt"]


def wait_for_rows(path: str, count: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if Path(path).exists():
            try:
                with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                    if database.execute("SELECT count(*) FROM ledger").fetchone()[0] >= count:
                        return
            except sqlite3.OperationalError:
                time.sleep(0.01)  # the tables are not there yet
        time.sleep(0.01)
    pytest.fail("the run stored nothing")


def children_of(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
