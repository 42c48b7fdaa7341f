"""How far a worker has come, in a few bytes of memory that it shares with the process that runs it.

The worker writes at every step (a phase begins or ends, a page is taken up); the other side reads
whenever it looks at the clock. A step costs a microsecond, no system call and no room in the pipe, so
there may be thousands in a second, and a worker that stops in native code has said all it did until
then. Nobody waits for anybody: a pulse that is read in the middle of being written shows that
something moves, which is all that is asked.
"""

from __future__ import annotations

import mmap
import os
import struct
from dataclasses import dataclass

from pipeline.stopwatch import Phase

__all__ = ["Pulse", "Step"]

_LAYOUT = struct.Struct("<QII")
_PHASES = tuple(Phase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a worker is.

    Attributes:
        count: Grows with every step and with every file.
        phase: What it is busy with; None before the first phase.
        page: The page in work, 1-based; None where the work is not by pages.
    """

    count: int
    phase: Phase | None
    page: int | None

    def __str__(self) -> str:
        page = None if self.page is None else f"page {self.page}"
        return ", ".join(part for part in (self.phase, page) if part is not None)


class Pulse:
    """Memory that a worker and the process that runs it share.

    Args:
        descriptor: Of the memory that the other side made; new memory when None.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        if descriptor is None:
            descriptor = os.memfd_create("pulse")
            os.ftruncate(descriptor, _LAYOUT.size)
        # A file object, so that the descriptor goes with whoever forgets to close it.
        self._file = os.fdopen(descriptor, "r+b", 0)
        self._memory = mmap.mmap(self.descriptor, _LAYOUT.size)

    @property
    def descriptor(self) -> int:
        """The memory's descriptor, for the worker to inherit."""
        return self._file.fileno()

    def beat(self, phase: Phase | None, page: int | None) -> None:
        """Say that a step was made, and where."""
        count = _LAYOUT.unpack_from(self._memory)[0]
        at = 0 if phase is None else _PHASES.index(phase) + 1
        number = min(max(page or 0, 0), 2**32 - 1)
        _LAYOUT.pack_into(self._memory, 0, (count + 1) % 2**64, at, number)

    def look(self) -> Step:
        """Return where the worker is."""
        count, at, page = _LAYOUT.unpack_from(self._memory)
        phase = _PHASES[at - 1] if 0 < at <= len(_PHASES) else None
        return Step(count=count, phase=phase, page=page or None)

    def close(self) -> None:
        """Give the memory back."""
        self._memory.close()
        self._file.close()
