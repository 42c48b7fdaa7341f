"""The worker process: reads one file after another until its pipe closes.

It is a fresh interpreter, not a fork: the parent may have threads, and native libraries must see
their limits before they load. It ends by itself when the parent is gone, even in the middle of a
file, so that a killed run leaves nobody behind.

Whatever a reader raises becomes an `Answer`; only the name of the exception leaves the process.
"""

from __future__ import annotations

import importlib
import os
import resource
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol
from typing import cast

from models.outcome import OutcomeCode
from models.record import Record
from models.sentence import SentenceRow
from models.settings import Settings
from pipeline.stopwatch import Stopwatch
from pipeline.stopwatch import forget_peak
from pipeline.workers.messages import Answer
from pipeline.workers.messages import Ready
from pipeline.workers.messages import StartFailed
from pipeline.workers.pulse import Pulse

__all__ = ["Reader", "main", "serve"]

_WATCH_S = 1.0
# How many times the memory that is allowed may be asked for.
_WALL = 1.5


class _Read(Protocol):
    @property
    def record(self) -> Record: ...
    @property
    def sentences(self) -> tuple[SentenceRow, ...]: ...


class Reader(Protocol):
    """A module that reads files."""

    def prepare(self) -> None:
        """Load what reading needs."""

    def read(self, path: Path, settings: Settings) -> _Read:
        """Return the record and sentences of one file."""


def main() -> None:
    """Serve on the pipe whose descriptor is the first argument, with the reader that is the third.

    The second is the descriptor of the memory in which the worker shows how far it is.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    try:
        serve(Connection(int(sys.argv[1])), Pulse(int(sys.argv[2])), sys.argv[3])
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has closed the pipe: there is nobody left to work for


def serve(connection: Connection, pulse: Pulse, reader_name: str) -> None:
    """Answer paths on `connection` until it closes, showing every step in `pulse`.

    Raises:
        EOFError, OSError: When the other side is gone.
    """
    settings = cast(Settings, connection.recv())
    try:
        reader = cast(Reader, importlib.import_module(reader_name))
        reader.prepare()
    except Exception as error:  # noqa: BLE001 - any failure to start is told to the parent by name
        missing = error.name if isinstance(error, ModuleNotFoundError) else None
        connection.send(StartFailed(error=type(error).__name__, missing=missing))
        return
    _set_wall(settings)
    connection.send(Ready())
    while True:
        connection.send(_answer(reader, Path(connection.recv()), settings, pulse))


def _set_wall(settings: Settings) -> None:
    """Bound the address space of this process: one huge request fails before anybody can see it.

    The parent looks at the memory in use twenty times a second and ends the worker; this wall stands
    behind that one, further out, because address space that is only asked for costs nothing.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        wall = pages * os.sysconf("SC_PAGE_SIZE") + int(settings.memory_mb * _WALL * 2**20)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or wall < hard:
            resource.setrlimit(resource.RLIMIT_AS, (wall, hard))
    except (OSError, ValueError, IndexError):
        return  # the watch of the parent stands all the same


def _answer(reader: Reader, path: Path, settings: Settings, pulse: Pulse) -> Answer:
    forget_peak()
    start, watch = time.perf_counter(), Stopwatch(pulse.beat)
    record: Record | None = None
    sentences: tuple[SentenceRow, ...] = ()
    problem: OutcomeCode | None = None
    detail: str | None = None
    try:
        with watch:
            found = reader.read(path, settings)
        record, sentences = found.record, found.sentences
    except MemoryError:
        problem = OutcomeCode.OUT_OF_MEMORY
    except BaseException as error:  # noqa: BLE001 - native code panics past Exception
        problem, detail = OutcomeCode.READER_ERROR, type(error).__name__
    return Answer(
        record=record,
        sentences=sentences,
        problem=problem,
        detail=detail,
        seconds=time.perf_counter() - start,
        peak_mb=watch.peak_mb,
        phases=watch.phases,
    )


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_S)
    os._exit(1)
