"""Named files through worker processes: order kept, every fault costs its own file only."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.workers import WorkerStartError
from pipeline.workers.records import read_records

READER = "orders_reader"
STAND_INS = Path(__file__).parents[1] / "batch" / "stand_ins"
FINE = (OutcomeCode.COMPLETE, None)


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let worker processes import the readers that hang and die."""
    monkeypatch.setenv("PYTHONPATH", os.fspath(STAND_INS))


def write(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return paths


@pytest.mark.slow
def test_each_fault_costs_its_own_file_and_the_order_stays(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    orders = ("nap 0", "die 1", "fine 2", "die-once 3", "raise 4", "memory 5", "chatter 6", "crash")
    paths = write(tmp_path, *orders, *(f"fine {n}" for n in range(6)))
    records = list(read_records(paths, Settings(workers=2), reader=READER))
    assert [r.source.file for r in records] == [path.name for path in paths]
    assert [(r.outcome.code, r.outcome.detail) for r in records] == [
        FINE,
        (OutcomeCode.KILLED, "SIGKILL"),
        FINE,
        FINE,
        (OutcomeCode.READER_ERROR, "RuntimeError"),
        (OutcomeCode.OUT_OF_MEMORY, None),
        FINE,
        (OutcomeCode.KILLED, "SIGSEGV"),
        *[FINE] * 6,
    ]
    assert records[1].source.sha256 == hashlib.sha256(b"die 1").hexdigest()
    assert "secret words" not in repr(records[4])
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_a_file_that_hangs_ends_at_its_deadline(tmp_path: Path) -> None:
    paths = write(tmp_path, "hang", "fine")
    begun = time.monotonic()
    records = list(read_records(paths, Settings(workers=1, timeout_s=1), reader=READER))
    assert [r.outcome.code for r in records] == [OutcomeCode.OUT_OF_TIME, OutcomeCode.COMPLETE]
    assert time.monotonic() - begun < 15


@pytest.mark.slow
def test_a_file_that_eats_memory_is_ended(tmp_path: Path) -> None:
    paths = write(tmp_path, "eat", "fine")
    records = list(read_records(paths, Settings(workers=1, memory_mb=300), reader=READER))
    assert [r.outcome.code for r in records] == [OutcomeCode.OUT_OF_MEMORY, OutcomeCode.COMPLETE]


@pytest.mark.slow
def test_who_stops_asking_does_not_wait_for_what_hangs(tmp_path: Path) -> None:
    paths = write(tmp_path, "fine", *["hang"] * 8)
    records = read_records(paths, Settings(workers=2, timeout_s=600), reader=READER)
    begun = time.monotonic()
    assert next(records).outcome.code is OutcomeCode.COMPLETE
    records.close()
    assert time.monotonic() - begun < 15


@pytest.mark.slow
def test_readers_that_cannot_start_are_an_error_of_the_run(tmp_path: Path) -> None:
    paths = write(tmp_path, "fine", "fine")
    with pytest.raises(WorkerStartError) as caught:
        list(read_records(paths, Settings(), reader="reader_without_library"))
    assert caught.value.missing


def test_no_files_start_no_worker() -> None:
    assert list(read_records([], Settings(), reader="no_such_reader")) == []
