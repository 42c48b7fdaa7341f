"""A reader that does what the file says: reads it, hangs, eats memory, raises, or dies.

The first word is the order; the whole text becomes the record's subject, so that results differ.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.sentence import SentenceRow
from models.settings import Settings
from models.values import Value
from pipeline.stopwatch import Phase
from pipeline.stopwatch import step
from pipeline.stopwatch import timed


@dataclass(frozen=True)
class Read:
    record: Record
    sentences: tuple[SentenceRow, ...]


class NativePanic(BaseException):
    """What native code raises past `except Exception`."""


def prepare() -> None:
    """Nothing to load."""


def read(path: Path, settings: Settings) -> Read:
    text = path.read_text("utf-8")
    order = text.split()[0]
    ORDERS.get(order, lambda path: None)(path)
    return Read(
        record=_record(path, text), sentences=(SentenceRow(n=1, zone="body", page=1, text=text),)
    )


def _record(path: Path, text: str) -> Record:
    source = Source(file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), pages=1)
    subject = Value(
        value=text, raw=text, page=1, span=(0, len(text)), boxes=[], confidence=1.0, rule="orders"
    )
    return Record(source=source, outcome=outcome(OutcomeCode.COMPLETE), subject=subject)


def _hang(path: Path) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(60)


def _eat(path: Path) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(b"x" * 50_000_000))
        time.sleep(0.01)


def _raise_memory(path: Path) -> None:
    raise MemoryError


def _raise(path: Path) -> None:
    raise RuntimeError(f"secret words of {path.read_text('utf-8')}")


def _panic(path: Path) -> None:
    raise NativePanic


def _exit(path: Path) -> None:
    sys.exit(3)


def _die(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once(path: Path) -> None:
    mark = path.parent / f".{path.name}.tried"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _crash(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _chatter(path: Path) -> None:
    os.write(1, b"\xff\xfe noise on standard output\n")
    os.write(2, b"noise on standard error\n")


def _nap(path: Path) -> None:
    time.sleep(0.4)


def _plod(path: Path) -> None:
    """Be slow all in all, and never long at one place."""
    with timed(Phase.READING):
        for page in range(1, 9):
            step(page)
            time.sleep(0.2)


def _stall(path: Path) -> None:
    """Read two pages, then hang in the engine."""
    with timed(Phase.READING):
        for page in (1, 2, 3):
            step(page)
            time.sleep(0.1)
        with timed(Phase.OCR):
            _hang(path)


ORDERS = {
    "hang": _hang,
    "plod": _plod,
    "stall": _stall,
    "eat": _eat,
    "memory": _raise_memory,
    "raise": _raise,
    "panic": _panic,
    "exit": _exit,
    "die": _die,
    "die-once": _die_once,
    "crash": _crash,
    "chatter": _chatter,
    "nap": _nap,
}
