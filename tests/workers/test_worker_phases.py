"""What a worker measured reaches whoever asked, and a reader that measures nothing is no error."""

from __future__ import annotations

from multiprocessing import Pipe
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from models.settings import Settings
from pipeline.stopwatch import Phase
from pipeline.stopwatch import timed
from pipeline.workers import worker
from pipeline.workers.messages import Answer
from pipeline.workers.pulse import Pulse


def a_reader(read) -> SimpleNamespace:
    return SimpleNamespace(prepare=lambda: None, read=read)


def measured(path: Path, settings: Settings) -> SimpleNamespace:
    with timed(Phase.READING), timed(Phase.OCR):
        pass
    return SimpleNamespace(record=None, sentences=())


def broken(path: Path, settings: Settings) -> SimpleNamespace:
    with timed(Phase.READING):
        raise ValueError


def silent(path: Path, settings: Settings) -> SimpleNamespace:
    return SimpleNamespace(record=None, sentences=())


@pytest.mark.parametrize(
    ("read", "phases"),
    [(measured, ["reading", "ocr"]), (broken, ["reading"]), (silent, [])],
)
def test_phases_come_with_the_answer(monkeypatch, read, phases) -> None:
    monkeypatch.setattr(worker.importlib, "import_module", lambda _: a_reader(read))
    monkeypatch.setattr(worker, "_set_wall", lambda _: None)
    ours, theirs = Pipe()

    def serve() -> None:
        with pytest.raises(EOFError):
            worker.serve(theirs, Pulse(), "reader")

    thread = Thread(target=serve)
    thread.start()
    ours.send(Settings())
    ours.recv()
    ours.send("/a.pdf")
    answer = ours.recv()
    ours.close()
    thread.join(timeout=20)
    assert isinstance(answer, Answer)
    assert [one.phase for one in answer.phases] == phases
    assert answer.peak_mb is None or answer.peak_mb > 0
