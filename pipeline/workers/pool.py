"""A fixed number of worker processes, each on its own pipe, lent out to whoever has a file to read.

In: a path, from any thread. Out: the worker's `Answer`, or `Lost` when the worker had to be ended
or ended itself. The thread that asks is the one that waits, so there is no manager thread, no
shared queue and no shared lock: a worker that dies in the middle of a message spoils its own pipe
and nothing else. (With a channel shared by all workers, one that is killed while it holds the
channel's lock would stop the others.)

While a file is read, the asking thread looks at the clock, at the worker's pulse and at its memory;
passing a limit, or making no step for too long, ends the worker, which is the only way to stop native
code. The next file gets a new worker.
A worker is also replaced after a fixed number of files, because native libraries do not give all
memory back.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.workers.messages import Answer
from pipeline.workers.messages import Lost
from pipeline.workers.messages import Ready
from pipeline.workers.messages import StartFailed
from pipeline.workers.pulse import Pulse

__all__ = ["READER", "PoolClosedError", "WorkerPool", "WorkerStartError", "memory_limit_mb"]

READER = "pipeline.workers.reader"
_FILES_PER_WORKER = 200
_START_LIMIT_S = 180.0
_LOOK_S = 0.05
_LEAST_MEMORY_MB = 1_024.0
# Each worker is one thread of work; a library that starts more only slows the others down.
_ONE_THREAD = (
    *("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    *("NUMEXPR_NUM_THREADS", "OPENCV_FOR_THREADS_NUM", "RAYON_NUM_THREADS"),
)
# Sets keep their order from run to run; file names are UTF-8 whatever the locale says.
_REPEATABLE = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class WorkerStartError(Exception):
    """A worker process could not load its reader.

    Attributes:
        error: Name of the exception, or how the process ended.
        missing: The module that is not installed, None for any other cause.
    """

    def __init__(self, error: str, missing: str | None = None) -> None:
        super().__init__(
            f"a worker could not start: {error}" + (f" ({missing})" if missing else "")
        )
        self.error = error
        self.missing = missing


class PoolClosedError(Exception):
    """The pool was closed while a file was being read; the file counts as not read.

    Attributes:
        because: The error for which it was closed, None when its work was over.
    """

    def __init__(self, because: BaseException | None) -> None:
        super().__init__("the pool is closed")
        self.because = because


@dataclass(slots=True, eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    pulse: Pulse
    files: int = 0

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.connection.close()
        self.pulse.close()


class _Watch:
    """The clock beside one file: how much time is left, and whether its worker still moves."""

    def __init__(self, pulse: Pulse, settings: Settings) -> None:
        self.start = self._moved = time.monotonic()
        self._pulse, self._settings = pulse, settings
        self._begun = self._last = pulse.look()

    def left_s(self) -> float:
        return self.start + self._settings.timeout_s - time.monotonic()

    def stands_still(self) -> bool:
        step, now = self._pulse.look(), time.monotonic()
        if step != self._last:
            self._last, self._moved = step, now
        return now - self._moved > self._settings.stall_s

    def where(self) -> str:
        """Return the limit, and where the worker stood when it was passed."""
        place = str(self._last) if self._last != self._begun else ""
        return f"{self._settings.stall_s:g} s" + (f", {place}" if place else "")


class WorkerPool:
    """Worker processes that read files. Use it as a context manager.

    Args:
        settings: Sent to every worker; `workers`, `timeout_s` and `stall_s` are used here.
        reader: Name of the module that reads, see `pipeline.workers.worker.Reader`.
        memory_mb: Most resident memory of one worker in MiB; by default `settings.memory_mb`,
            and no more than a fair share of the machine.
        files_per_worker: A worker is replaced after so many files.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        reader: str = READER,
        memory_mb: float | None = None,
        files_per_worker: int = _FILES_PER_WORKER,
    ) -> None:
        self.size = settings.workers
        self._settings = settings
        self._reader = reader
        # A share of the machine, but never so much that one paper could press out everything else.
        self._memory_mb = memory_mb or min(settings.memory_mb, memory_limit_mb(settings.workers))
        self._files_per_worker = files_per_worker
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self.size):
            self._slots.put(None)
        self._alone = threading.Lock()
        self._lock = threading.Lock()
        self._workers: list[_Worker] = []
        self._closed = False
        self._because: BaseException | None = None

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path) -> Answer | Lost:
        """Read one file in a free worker, waiting for one if need be. Safe from any thread.

        Raises:
            WorkerStartError: If no worker can be started.
            PoolClosedError: If the pool is closed before the answer.
        """
        worker, answer = self._slots.get(), None
        try:
            worker, answer = self._ask(worker, path)
        finally:
            self._slots.put(worker if answer is not None else None)
        return answer

    def read_alone(self, path: Path) -> Answer | Lost:
        """Read one file while no other worker lives, so that it has the machine to itself.

        Raises:
            WorkerStartError: If no worker can be started.
            PoolClosedError: If the pool is closed before the answer.
        """
        with self._alone:
            slots = [self._slots.get() for _ in range(self.size)]
            try:
                for idle in filter(None, slots):
                    self._retire(idle)
                worker, answer = self._ask(None, path)
                if worker is not None:
                    self._retire(worker)
            finally:
                for _ in slots:
                    self._slots.put(None)
        return answer

    def close(self, because: BaseException | None = None) -> None:
        """End all workers at once; whoever waits for an answer gets `PoolClosedError`.

        Args:
            because: The error that ends the work; None when it is over.
        """
        with self._lock:
            if not self._closed:
                self._closed, self._because = True, because
            workers, self._workers = self._workers, []
            for worker in workers:
                worker.process.kill()
        for worker in workers:
            worker.process.wait()

    def _ask(self, worker: _Worker | None, path: Path) -> tuple[_Worker | None, Answer | Lost]:
        """Return the answer, and the worker if it can be asked again."""
        worker = worker or self._start()
        try:
            answer = self._wait(worker, path)
        except BaseException:
            # The answer may still come: nobody must take it for that of the next file.
            self._retire(worker)
            raise
        worker.files += 1
        if isinstance(answer, Lost) or worker.files >= self._files_per_worker:
            self._retire(worker)
            return None, answer
        return worker, answer

    def _wait(self, worker: _Worker, path: Path) -> Answer | Lost:
        watch = _Watch(worker.pulse, self._settings)
        start, peak_mb = watch.start, 0.0
        code, detail = OutcomeCode.OUT_OF_TIME, f"{self._settings.timeout_s:g} s"
        try:
            worker.connection.send(str(path))
            while (left_s := watch.left_s()) > 0:
                if worker.connection.poll(min(_LOOK_S, left_s)):
                    return self._received(worker)
                if watch.stands_still():
                    code, detail = OutcomeCode.NO_PROGRESS, watch.where()
                    break
                peak_mb = max(peak_mb, _memory_mb(worker.process.pid))
                if peak_mb > self._memory_mb:
                    code, detail = OutcomeCode.OUT_OF_MEMORY, f"{self._memory_mb:.0f} MiB"
                    break
        except (EOFError, OSError, pickle.UnpicklingError):
            code, detail = OutcomeCode.KILLED, _how_it_ended(worker.process)
        if self._closed:
            raise PoolClosedError(self._because)
        return Lost(
            code=code,
            detail=detail,
            seconds=time.monotonic() - start,
            peak_mb=round(peak_mb, 1) or None,
        )

    def _received(self, worker: _Worker) -> Answer:
        message = worker.connection.recv()
        if not isinstance(message, Answer):
            raise pickle.UnpicklingError("a worker sent something else than an answer")
        return message

    def _start(self) -> _Worker:
        ours, theirs = Pipe()
        with theirs, self._lock:
            if self._closed:
                raise PoolClosedError(self._because)
            pulse = Pulse()
            worker = _Worker(process=self._launch(theirs, pulse), connection=ours, pulse=pulse)
            self._workers.append(worker)
        try:
            ours.send(self._settings)
            message = ours.recv() if ours.poll(_START_LIMIT_S) else None
        except (EOFError, OSError):
            message = None
        if isinstance(message, Ready):
            return worker
        how = _how_it_ended(worker.process)
        self._retire(worker)
        if self._closed:
            raise PoolClosedError(self._because)
        if isinstance(message, StartFailed):
            raise WorkerStartError(message.error, message.missing)
        raise WorkerStartError(how)

    def _launch(self, theirs: Connection, pulse: Pulse) -> subprocess.Popen[bytes]:
        descriptors = (theirs.fileno(), pulse.descriptor)
        # -P: a module of the same name in the working folder must never be imported.
        command = [sys.executable, "-P", "-c", "from pipeline.workers.worker import main; main()"]
        return subprocess.Popen(
            [*command, *map(str, descriptors), self._reader],
            pass_fds=descriptors,
            # Native libraries write what they like; neither our JSON nor the bar may suffer.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # An interrupt from the keyboard is for the parent, who then ends the workers.
            start_new_session=True,
            env=os.environ | dict.fromkeys(_ONE_THREAD, "1") | _REPEATABLE,
        )

    def _retire(self, worker: _Worker) -> None:
        with self._lock:
            if worker in self._workers:
                self._workers.remove(worker)
        worker.end()


def memory_limit_mb(workers: int) -> float:
    """Return a fair share of four fifths of the machine's memory in MiB, at least 1 GiB."""
    total = float(os.sysconf("SC_PHYS_PAGES") * _PAGE_BYTES)
    # Absent without a container; "max" in one without a limit.
    with suppress(OSError, ValueError):
        total = min(total, float(Path("/sys/fs/cgroup/memory.max").read_text("ascii")))
    return max(_LEAST_MEMORY_MB, 0.8 * total / 2**20 / workers)


def _memory_mb(pid: int) -> float:
    """Return the resident memory of a process in MiB; 0 when it has just ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * _PAGE_BYTES / 2**20


def _how_it_ended(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return "no answer"
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
