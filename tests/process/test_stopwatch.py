"""Time and memory by phase: the innermost counts, and the record stays what it is."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.settings import Settings
from pipeline.process import process
from pipeline.stopwatch import Phase
from pipeline.stopwatch import Stopwatch
from pipeline.stopwatch import timed

PAPER = Path(__file__).parents[2] / "samples" / "10-ban-chep.txt"


def seconds_of(watch: Stopwatch) -> dict[Phase, float]:
    return {one.phase: one.seconds for one in watch.phases}


def test_each_second_counts_once_for_the_innermost(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def passes(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr("pipeline.stopwatch.time", SimpleNamespace(perf_counter=lambda: now))
    with Stopwatch() as watch:
        with timed(Phase.READING):
            passes(2)
            with timed(Phase.OCR):
                passes(4)
            passes(3)
        passes(50)
        with timed(Phase.LAYOUT):
            pass
    assert seconds_of(watch) == {Phase.READING: 5, Phase.OCR: 4, Phase.LAYOUT: 0}


def test_a_phase_that_comes_again_adds_up() -> None:
    with Stopwatch() as watch:
        for _ in range(3):
            with timed(Phase.CHECKS):
                time.sleep(0.01)
    assert seconds_of(watch)[Phase.CHECKS] >= 0.03


def test_an_error_inside_leaves_the_watch_in_order() -> None:
    def fail() -> None:
        with timed(Phase.READING), timed(Phase.OCR):
            raise ValueError("broken")

    with Stopwatch() as watch:
        with pytest.raises(ValueError, match="broken"):
            fail()
        with timed(Phase.LAYOUT):
            time.sleep(0.01)
    assert seconds_of(watch)[Phase.LAYOUT] >= 0.01
    assert seconds_of(watch)[Phase.OCR] < 0.01


def test_without_a_watch_nothing_is_measured() -> None:
    with timed(Phase.READING):
        pass
    assert Stopwatch().phases == ()


def test_another_thread_is_not_measured() -> None:
    def work() -> None:
        with timed(Phase.OCR):
            time.sleep(0.01)

    with Stopwatch() as watch:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert watch.phases == ()


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="Linux only")
def test_memory_is_that_of_the_phase_and_the_whole_keeps_the_largest() -> None:
    with Stopwatch() as watch:
        with timed(Phase.READING):
            block = bytearray(64 << 20)
            block[::4096] = b"x" * len(block[::4096])
            del block
        with timed(Phase.LAYOUT):
            pass
        whole = watch.peak_mb
    reading, layout = watch.phases
    assert reading.peak_mb is not None
    assert layout.peak_mb is not None
    assert reading.peak_mb > layout.peak_mb + 30
    assert whole == reading.peak_mb


@pytest.mark.slow
def test_a_paper_is_measured_and_its_record_does_not_know() -> None:
    settings = Settings()
    plain = process(PAPER, settings)
    with Stopwatch() as watch:
        measured = process(PAPER, settings)
    assert list(seconds_of(watch)) == [Phase.READING, Phase.LAYOUT, Phase.LANGUAGE, Phase.CHECKS]
    assert measured.record.to_json() == plain.record.to_json()
