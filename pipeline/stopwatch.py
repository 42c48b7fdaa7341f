"""Where the time of reading goes: seconds and memory of each phase of one document.

Whoever does the work says what it is busy with (`timed`); whoever wants to know has a `Stopwatch`
running around it. Without one, `timed` costs next to nothing. Who must know that the work goes on
is told of every step: a phase that begins or ends, a page that is taken up. Phases may lie in each other (the
engine that reads print works in the midst of reading): each second counts for the innermost. The
figures go into the ledger and nowhere else, so that records stay the same bytes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

__all__ = ["Phase", "PhaseTime", "Stopwatch", "forget_peak", "peak_mb", "step", "timed"]


class Phase(StrEnum):
    """What a document's time is spent on, in the order of its way.

    ``reading`` is everything from bytes to pages but ``ocr``, the engine that reads print;
    ``language`` holds sentences, words and the extractors; ``storing`` ends before the commit.
    """

    READING = "reading"
    OCR = "ocr"
    LAYOUT = "layout"
    LANGUAGE = "language"
    CHECKS = "checks"
    STORING = "storing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTime:
    """What one phase of one document took.

    Attributes:
        phase: Which.
        seconds: Time.
        peak_mb: Largest memory of the process during it, MiB; None for a phase inside another, and
            where it cannot be measured.
    """

    phase: Phase
    seconds: float
    peak_mb: float | None = None


class Stopwatch:
    """Seconds and memory by phase. Use it as a context manager, in one thread.

    Args:
        on_step: Called at every step with the phase and the page in work, where there is one.

    Example:
        >>> with Stopwatch() as watch, timed(Phase.LAYOUT):
        ...     pass
        >>> [one.phase for one in watch.phases]
        [<Phase.LAYOUT: 'layout'>]
    """

    def __init__(self, on_step: Callable[[Phase | None, int | None], None] | None = None) -> None:
        self._on_step = on_step
        self._page: int | None = None
        self._seconds: dict[Phase, float] = {}
        self._peaks: dict[Phase, float] = {}
        self._inside: list[Phase] = []
        self._mark = 0.0

    def __enter__(self) -> Stopwatch:
        self._token = _running.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        _running.reset(self._token)

    @property
    def phases(self) -> tuple[PhaseTime, ...]:
        """What was measured so far, in the order of `Phase`."""
        return tuple(
            PhaseTime(
                phase=phase, seconds=round(self._seconds[phase], 4), peak_mb=self._peaks.get(phase)
            )
            for phase in Phase
            if phase in self._seconds
        )

    @property
    def peak_mb(self) -> float | None:
        """Largest memory from the first phase on until now, MiB."""
        now = peak_mb()
        return max([*self._peaks.values(), *([] if now is None else [now])], default=None)

    def enter(self, phase: Phase) -> None:
        """Let `phase` begin."""
        if not self._inside:
            forget_peak()
        self._charge()
        self._inside.append(phase)
        self._seconds.setdefault(phase, 0.0)
        self.step(self._page)

    def leave(self) -> None:
        """Let the innermost phase end."""
        self._charge()
        phase = self._inside.pop()
        peak = None if self._inside else peak_mb()
        if peak is not None:
            self._peaks[phase] = max(peak, self._peaks.get(phase, 0.0))
        self.step(self._page if self._inside else None)

    def step(self, page: int | None = None) -> None:
        """Say that the work goes on, at `page` where it is done by pages."""
        self._page = page
        if self._on_step is not None:
            self._on_step(self._inside[-1] if self._inside else None, page)

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._inside:
            self._seconds[self._inside[-1]] += now - self._mark
        self._mark = now


_running: ContextVar[Stopwatch | None] = ContextVar("vanthu_stopwatch", default=None)


@contextmanager
def timed(phase: Phase) -> Iterator[None]:
    """Count the time of a block for `phase` on the stopwatch that runs here, if one does."""
    watch = _running.get()
    if watch is None:
        yield
        return
    watch.enter(phase)
    try:
        yield
    finally:
        watch.leave()


def step(page: int | None = None) -> None:
    """Tell the stopwatch that runs here, if one does, that the work goes on; see `Stopwatch.step`."""
    watch = _running.get()
    if watch is not None:
        watch.step(page)


def forget_peak() -> None:
    """Start measuring the largest memory of this process anew (Linux)."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return  # without it the figure is the largest since the process began


def peak_mb() -> float | None:
    """Return the largest memory of this process since `forget_peak`, MiB; None where unknown."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    peak = next((line for line in lines if line.startswith("VmHWM:")), None)
    return round(int(peak.split()[1]) / 1024, 1) if peak else None
