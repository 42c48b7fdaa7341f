"""Records of named files, read in worker processes, in the order given.

In: paths. Out: one record each, whatever becomes of a worker: a file whose worker hangs, eats
memory or dies ends with that outcome, and the others are read all the same. A file that brought its
worker down by a signal is tried once more, alone.

No more than a few files are read ahead of the one that is waited for, so that a run over many holds
only a few records.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.settings import Settings
from pipeline.workers.messages import Answer
from pipeline.workers.messages import Lost
from pipeline.workers.pool import WorkerPool

__all__ = ["RECORD_READER", "read_records"]

RECORD_READER = "pipeline.workers.record_reader"
_AHEAD = 2


def read_records(
    paths: Sequence[Path], settings: Settings, *, reader: str = RECORD_READER
) -> Generator[Record]:
    """Yield one record for each path, in order; close the iterator to end the workers early.

    Args:
        paths: The files.
        settings: Limits and options; no more workers are started than there are files.
        reader: Module that reads, see `pipeline.workers.worker.Reader`.

    Raises:
        WorkerStartError: If no worker can be started.
    """
    workers = max(1, min(settings.workers, len(paths)))
    pool = WorkerPool(settings.model_copy(update={"workers": workers}), reader=reader)
    threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="reading")
    waiting: deque[Future[Record]] = deque()
    # Threads that wait for a worker come back only when it is ended, so the pool closes first.
    with threads, closing(pool):
        for path in paths:
            waiting.append(threads.submit(_read, pool, path, settings))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(pool: WorkerPool, path: Path, settings: Settings) -> Record:
    answer = pool.read(path)
    if isinstance(answer, Lost) and answer.code is OutcomeCode.KILLED:
        answer = pool.read_alone(path)
    if isinstance(answer, Answer) and answer.record is not None:
        return answer.record
    return _without_document(path, answer, settings)


def _without_document(path: Path, answer: Answer | Lost, settings: Settings) -> Record:
    from pipeline.process import sha256_of  # heavy, and seldom needed

    code = answer.code if isinstance(answer, Lost) else answer.problem
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return Record(
        source=Source(file=name, sha256=sha256_of(path, settings)),
        outcome=outcome(code or OutcomeCode.READER_ERROR, detail=answer.detail),
    )
