"""Readers that hang, eat memory, raise, panic, die: each ends in its outcome, and the rest goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.outcome import Category
from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.batch import ReadingVersion
from pipeline.batch import WorkerPool
from pipeline.batch import WorkerStartError
from pipeline.batch import plan
from pipeline.batch import run_batch
from pipeline.batch.results import BatchResult
from pipeline.workers.pool import PoolClosedError
from pipeline.workers.pool import memory_limit_mb

pytestmark = pytest.mark.slow  # worker processes take their time to start

READER = "orders_reader"
Inbox = Callable[..., Path]

# order, outcome, detail
FAULTS = [
    ("raise", OutcomeCode.READER_ERROR, "RuntimeError"),
    ("panic", OutcomeCode.READER_ERROR, "NativePanic"),
    ("exit", OutcomeCode.READER_ERROR, "SystemExit"),
    ("memory", OutcomeCode.OUT_OF_MEMORY, None),
    ("die", OutcomeCode.KILLED, "SIGKILL"),
    ("crash", OutcomeCode.KILLED, "SIGSEGV"),
    # killed once, read when it was tried again alone
    ("die-once", OutcomeCode.COMPLETE, None),
    # writes to standard output and standard error, and reads all the same
    ("chatter", OutcomeCode.COMPLETE, None),
]


def test_each_fault_has_its_outcome_and_the_rest_goes_on(
    inbox: Inbox, settings: Settings, version: ReadingVersion, capfd: pytest.CaptureFixture[str]
) -> None:
    faults = {f"f{n}": f"{order} text {n}" for n, (order, _, _) in enumerate(FAULTS)}
    sound = {f"s{n}": f"fine {n}" for n in range(4)}
    files = plan(inbox(**faults, **sound)).new
    with WorkerPool(settings, reader=READER) as pool:
        results = run_batch(files, pool=pool, version=version)
    assert [result.record.source.file for result in results] == [file.name for file in files]
    found = [(r.record.outcome.code, r.record.outcome.detail) for r in results]
    assert found == [*((c, d) for _, c, d in FAULTS), *[(OutcomeCode.COMPLETE, None)] * 4]
    assert all(r.entry.sha256 and r.entry.seconds is not None for r in results)
    assert "secret words" not in repr(results[0])
    assert capfd.readouterr() == ("", "")


def test_the_largest_file_is_read_first_and_results_keep_the_order_of_the_files(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    files = plan(inbox(a="fine a", b="fine " * 40, c="fine " * 9, d="fine d")).new
    stored: list[str] = []

    def keep(result: BatchResult) -> BatchResult:
        stored.append(result.entry.source_name[0])
        return result

    with WorkerPool(settings.model_copy(update={"workers": 1}), reader=READER) as pool:
        results = run_batch(files, pool=pool, version=version, keep=keep)
    assert stored == ["b", "c", "a", "d"]
    assert [result.entry.source_name[0] for result in results] == ["a", "b", "c", "d"]


def test_a_reader_that_hangs_is_ended(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    files = plan(inbox(a="hang", b="fine", c="fine too")).new
    quick = settings.model_copy(update={"timeout_s": 0.5, "workers": 1})
    with WorkerPool(quick, reader=READER) as pool:
        start = time.monotonic()
        results = run_batch(files, pool=pool, version=version)
    assert [r.record.outcome.code for r in results] == [
        OutcomeCode.OUT_OF_TIME, OutcomeCode.COMPLETE, OutcomeCode.COMPLETE,
    ]  # fmt: skip
    assert results[0].record.outcome.detail == "0.5 s"
    assert results[0].entry.outcome_category is Category.LOST
    assert time.monotonic() - start < 15


def test_a_reader_that_stands_still_is_ended_long_before_its_deadline(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    files = plan(inbox(a="stall", b="plod", c="fine", d="hang")).new
    strict = settings.model_copy(update={"timeout_s": 60, "stall_s": 0.8, "workers": 1})
    with WorkerPool(strict, reader=READER) as pool:
        start = time.monotonic()
        results = run_batch(files, pool=pool, version=version)
    assert time.monotonic() - start < 30
    # Who takes twice the limit all in all, but goes on and on, is left alone.
    assert [(r.record.outcome.code, r.record.outcome.detail) for r in results] == [
        (OutcomeCode.NO_PROGRESS, "0.8 s, ocr, page 3"),
        (OutcomeCode.COMPLETE, None),
        (OutcomeCode.COMPLETE, None),
        (OutcomeCode.NO_PROGRESS, "0.8 s"),
    ]
    assert results[0].entry.outcome_category is Category.LOST
    assert "VANTHU_STALL_S" in (results[0].record.outcome.next_step or "")


def test_a_reader_that_eats_memory_is_ended(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    files = plan(inbox(a="eat", b="fine")).new
    with WorkerPool(settings, reader=READER, memory_mb=400) as pool:
        results = run_batch(files, pool=pool, version=version)
    assert [r.record.outcome.code for r in results] == [
        OutcomeCode.OUT_OF_MEMORY, OutcomeCode.COMPLETE,
    ]  # fmt: skip
    assert results[0].record.outcome.detail == "400 MiB"
    assert (results[0].entry.peak_mb or 0) > 400


def test_a_worker_is_replaced_after_some_files(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    files = plan(inbox(**{f"n{n}": f"fine {n}" for n in range(5)})).new
    one = settings.model_copy(update={"workers": 1})
    with WorkerPool(one, reader=READER, files_per_worker=2) as pool:
        results = run_batch(files, pool=pool, version=version)
    assert [r.record.subject and r.record.subject.value for r in results] == [
        f"fine {n}" for n in range(5)
    ]


@pytest.mark.parametrize(
    ("reader", "error", "missing"),
    [
        ("reader_without_library", "ModuleNotFoundError", "library_that_is_not_there"),
        ("no_such_reader", "ModuleNotFoundError", "no_such_reader"),
        ("reader_that_dies_at_start", "exit code 7", None),
    ],
)
def test_a_reader_that_cannot_start_is_no_outcome_of_a_file(
    inbox: Inbox, settings: Settings, version: ReadingVersion,
    reader: str, error: str, missing: str | None,
) -> None:  # fmt: skip
    files = plan(inbox(a="fine", b="fine too", c="and a third")).new
    with WorkerPool(settings, reader=reader) as pool, pytest.raises(WorkerStartError) as caught:
        run_batch(files, pool=pool, version=version)
    assert (caught.value.error, caught.value.missing) == (error, missing)


def test_results_are_kept_as_they_arrive_and_the_batch_stops_when_keeping_fails(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    files = plan(inbox(**{f"n{n}": f"nap {n}" for n in range(20)})).new
    kept: list[object] = []

    def keep(result: object) -> object:
        kept.append(result)
        if len(kept) == 3:
            raise OSError("disk full")
        return result

    with WorkerPool(settings, reader=READER) as pool, pytest.raises(OSError, match="disk full"):
        run_batch(files, pool=pool, version=version, keep=keep)  # type: ignore[arg-type]
    assert 3 <= len(kept) < 20


def test_a_closed_pool_reads_nothing(inbox: Inbox, settings: Settings) -> None:
    file = plan(inbox(a="fine")).new[0]
    pool = WorkerPool(settings, reader=READER)
    pool.close()
    with pytest.raises(PoolClosedError):
        pool.read(file.path)


def test_a_worker_has_a_fair_share_of_the_memory() -> None:
    assert memory_limit_mb(1) >= memory_limit_mb(2) >= memory_limit_mb(64) >= 1_024
