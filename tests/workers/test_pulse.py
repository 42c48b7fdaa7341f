"""The pulse shows what a worker did last, across processes, and survives whatever is written into it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stopwatch import Phase
from pipeline.stopwatch import Stopwatch
from pipeline.stopwatch import step
from pipeline.stopwatch import timed
from pipeline.workers.pulse import Pulse

BEATS = "import sys; from pipeline.workers.pulse import Pulse, Phase; Pulse(int(sys.argv[1])).beat(Phase.OCR, 7)"


def test_nothing_was_done_yet() -> None:
    first = Pulse().look()
    assert (first.count, first.phase, first.page, str(first)) == (0, None, None, "")


def test_a_beat_is_seen_by_the_other_process() -> None:
    pulse = Pulse()
    command = [sys.executable, "-c", BEATS, str(pulse.descriptor)]
    subprocess.run(command, pass_fds=(pulse.descriptor,), check=True, timeout=30)
    seen = pulse.look()
    assert (seen.count, seen.phase, seen.page, str(seen)) == (1, Phase.OCR, 7, "ocr, page 7")


@given(
    st.lists(
        st.tuples(st.sampled_from([None, *Phase]), st.none() | st.integers(-5, 2**40)),
        min_size=1,
        max_size=20,
    )
)
def test_every_beat_counts_and_the_last_place_is_shown(
    beats: list[tuple[Phase | None, int | None]],
) -> None:
    pulse = Pulse()
    for phase, page in beats:
        before = pulse.look()
        pulse.beat(phase, page)
        assert pulse.look() != before
    seen = pulse.look()
    phase, page = beats[-1]
    assert (seen.count, seen.phase) == (len(beats), phase)
    assert seen.page == (min(page, 2**32 - 1) if page and page > 0 else None)


@given(st.binary(min_size=16, max_size=16))
def test_a_pulse_that_was_scribbled_over_is_still_read(noise: bytes) -> None:
    pulse = Pulse()
    os.pwrite(pulse.descriptor, noise, 0)
    assert pulse.look().count == int.from_bytes(noise[:8], "little")
    pulse.beat(None, None)
    assert pulse.look().phase is None


def test_memory_goes_with_the_pulse() -> None:
    pulse = Pulse()
    descriptor = pulse.descriptor
    pulse.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def test_each_phase_and_page_is_a_step() -> None:
    steps: list[tuple[Phase | None, int | None]] = []
    with Stopwatch(lambda phase, page: steps.append((phase, page))):
        with timed(Phase.READING):
            step(1)
            with timed(Phase.OCR):
                pass
            step(2)
        with timed(Phase.LANGUAGE):
            step()
    assert steps == [
        (Phase.READING, None),
        (Phase.READING, 1),
        (Phase.OCR, 1),
        (Phase.READING, 1),
        (Phase.READING, 2),
        (None, None),
        (Phase.LANGUAGE, None),
        (Phase.LANGUAGE, None),
        (None, None),
    ]


def test_steps_without_a_watch_go_nowhere() -> None:
    step(3)
