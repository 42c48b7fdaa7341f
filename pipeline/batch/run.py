"""Run a plan: read files in worker processes, store each as it arrives, say what came of it.

In: a `Plan`, a pool, an archive. Out: a `RunSummary`; the records are in the archive.

Order for each batch: all its files, the largest first, so that no long one is left to a single
worker at the end, as many at once as there are workers; then, one by one and alone, those whose
worker was killed, because the machine's memory may have been the reason. What
passed a limit of its own (time, memory) is not tried again in the same run. What an earlier run
lost is read alone at once, and not again when it is lost once more. Each answer is stored
in one transaction by the thread that got it, one thread at a time: a run that is killed has lost
only what was being read, and the next run reads exactly that.

Duplicates come last: the copy of a file that was lost is no duplicate yet, and stays new. Where the
original was gone or had other bytes when its turn came, its first copy is read in its place.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DataError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.exc import ProgrammingError

from models.outcome import Category
from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive.duplicates import find_duplicates
from pipeline.archive.ledger import lost_again
from pipeline.archive.ledger import lost_hashes
from pipeline.batch.inbox_lock import only_run
from pipeline.batch.plan import Batch
from pipeline.batch.plan import Plan
from pipeline.batch.plan import PlannedFile
from pipeline.batch.plan import check_inbox
from pipeline.batch.plan import plan
from pipeline.batch.results import BatchResult
from pipeline.batch.results import duplicate_result
from pipeline.batch.results import result_of
from pipeline.batch.results import without_document
from pipeline.batch.summary import RunSummary
from pipeline.batch.summary import SummaryRow
from pipeline.batch.version import ReadingVersion
from pipeline.batch.version import current_version
from pipeline.progress import Progress
from pipeline.progress import SilentProgress
from pipeline.progress import Stage
from pipeline.workers.messages import Lost
from pipeline.workers.pool import READER
from pipeline.workers.pool import PoolClosedError
from pipeline.workers.pool import WorkerPool

__all__ = ["IngestRun", "ingest", "open_run", "run_batch"]

log = logging.getLogger(__name__)

_BATCHES_AT_ONCE = 2


def run_batch(
    files: Sequence[PlannedFile],
    *,
    pool: WorkerPool,
    version: ReadingVersion,
    keep: Callable[[BatchResult], BatchResult] = lambda result: result,
    alone: Collection[str] = frozenset(),
) -> list[BatchResult]:
    """Read files and hand each result to `keep` as it arrives; exactly one result per file.

    Args:
        files: What to read.
        pool: The workers; several batches may share them.
        version: Goes into every ledger entry.
        keep: Called in the thread that read the file; what it returns is the file's result.
        alone: Hashes of files that are read alone, after the others.

    Returns:
        Results in the order of `files`.

    Raises:
        WorkerStartError: If no worker can be started. What was kept until then stays kept.
    """

    def attempt(file: PlannedFile) -> BatchResult | None:
        if file.sha256 in alone:
            return None
        answer = pool.read(file.path)
        if isinstance(answer, Lost) and answer.code is OutcomeCode.KILLED:
            return None
        return keep(result_of(file, answer, version, datetime.now(UTC)))

    def attempt_alone(file: PlannedFile) -> BatchResult:
        answer = pool.read_alone(file.path)
        return keep(result_of(file, answer, version, datetime.now(UTC)))

    found = _in_threads(attempt, files, pool)
    pairs = zip(files, found, strict=True)
    return [result or attempt_alone(file) for file, result in pairs]


def _in_threads(
    attempt: Callable[[PlannedFile], BatchResult | None],
    files: Sequence[PlannedFile],
    pool: WorkerPool,
) -> list[BatchResult | None]:
    executor = ThreadPoolExecutor(max_workers=pool.size, thread_name_prefix="reading")
    places = sorted(range(len(files)), key=lambda place: (-_size(files[place].path), place))
    try:
        found = dict(zip(places, executor.map(attempt, [files[p] for p in places]), strict=True))
        return [found[place] for place in range(len(files))]
    except BaseException as error:
        # Threads that wait for a worker come back only when it is ended.
        pool.close(error)
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _size(path: Path) -> int:
    """Return a file's size, bytes; 0 where that cannot be told, which its reading will say."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0


class IngestRun:
    """One run over one plan. Batches may be read from several threads at once.

    Args:
        todo: The plan.
        archive: Where results go.
        pool: The workers.
        version: What reads.
        progress: Who wants to know.
        lost_before: Hashes of what an earlier run lost under the same rules and options.
    """

    def __init__(
        self,
        todo: Plan,
        *,
        archive: Archive,
        pool: WorkerPool,
        version: ReadingVersion,
        progress: Progress,
        lost_before: frozenset[str] = frozenset(),
    ) -> None:
        self.plan = todo
        self.version = version
        self.lost_before = self._lost_before = lost_before
        self._archive = archive
        self._pool = pool
        self._version = version
        self._progress = progress
        self._begun = time.monotonic()
        self._writing = threading.Lock()

    def read(self, batch: Batch) -> tuple[SummaryRow, ...]:
        """Read and store one batch; return its rows in the order of its files.

        Raises:
            WorkerStartError: If no worker can be started.
            PoolClosedError: If another batch failed or the run was ended meanwhile.
            ArchiveUnusableError: If the archive cannot be written; what is stored stays stored.
        """
        results = run_batch(
            batch.files,
            pool=self._pool,
            version=self._version,
            keep=self._store,
            alone=self._lost_before,
        )
        return tuple(result.row for result in results)

    def read_all(self, batches: Sequence[Batch]) -> list[SummaryRow]:
        """Read and store batches in this process; return their rows in order.

        Two go side by side, so that no worker stands idle while the last file of one is read.

        Raises:
            WorkerStartError, ArchiveUnusableError: As `read`.
        """
        executor = ThreadPoolExecutor(_BATCHES_AT_ONCE, thread_name_prefix="batch")
        try:
            return [row for rows in executor.map(self.read, batches) for row in rows]
        except PoolClosedError as closed:
            # Another batch failed first, and its error is the one to tell.
            raise closed.because or closed from None
        except BaseException as error:
            self._pool.close(error)
            raise
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def keep(self, results: Sequence[BatchResult]) -> tuple[SummaryRow, ...]:
        """Store one batch that was read elsewhere by `run_batch`; return its rows."""
        return tuple(self._store(result).row for result in results)

    def finish(self, rows: Sequence[SummaryRow]) -> RunSummary:
        """Note the duplicates, read those whose original vanished, and return the run's summary.

        Args:
            rows: Rows of all batches, in order.
        """
        whole = [*rows]
        lost = {row.sha256 for row in rows if row.category is Category.LOST}
        unread = {file.sha256 for file in self.plan.new}
        unread -= {row.sha256 for row in rows if row.code is not OutcomeCode.MISSING}
        for number, file in enumerate(self.plan.duplicates, len(self.plan.new) + 1):
            if file.sha256 in lost:
                continue
            if file.sha256 not in unread:
                copy = duplicate_result(file, self._version, datetime.now(UTC))
                whole.append(self._store(copy).row)
                continue
            # Its original was gone, or had other bytes, when its turn came.
            (row,) = self.read(Batch(number=number, files=(file,)))
            whole.append(row)
            if row.category is Category.LOST:
                lost.add(file.sha256)
            elif row.sha256 == file.sha256 and row.code is not OutcomeCode.MISSING:
                unread.discard(file.sha256)
        with self._archive.reading() as connection:
            repeats = find_duplicates(connection, [row.sha256 for row in whole if row.sha256])
        return RunSummary(
            folder=str(self.plan.folder),
            archive=self._archive.place,
            rows=tuple(whole),
            duplicates=repeats,
            known=len(self.plan.known),
            left_out=self.plan.left_out,
            workers=self._pool.size,
            seconds=time.monotonic() - self._begun,
        )

    def _store(self, result: BatchResult) -> BatchResult:
        entry = result.entry
        if entry.outcome_category is Category.LOST and entry.sha256 in self._lost_before:
            result = replace(result, entry=lost_again(entry))
        with self._writing:
            result = self._stored(result)
        log.info("%s %.8s", result.entry.outcome_code, result.entry.sha256 or "-")
        self._progress.finished(result.entry.source_name, result.entry.outcome_code)
        return result

    def _stored(self, result: BatchResult) -> BatchResult:
        try:
            entry = self._archive.store(result.record, result.entry, result.sentences)
        except (ValueError, TypeError, DataError, IntegrityError, ProgrammingError) as error:
            # A record that cannot become rows is an error of one file, not of the run.
            log.debug("a record could not be stored", exc_info=True)
            bare = without_document(result, OutcomeCode.READER_ERROR, type(error).__name__)
            self._archive.store(None, bare.entry)
            return bare
        if entry.outcome_code is not result.entry.outcome_code:
            # Another run was quicker, or what it repeats was not read.
            return without_document(result, entry.outcome_code)
        return result


@contextmanager
def open_run(
    folder: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    settle_s: float = 0.0,
    version: ReadingVersion | None = None,
    reader: str = READER,
) -> Iterator[IngestRun]:
    """Plan a run over `folder` into `settings.archive` and give it, its archive and workers open.

    Args:
        folder: The inbox.
        settings: Limits, number of workers, the archive.
        progress: Who wants to know; nobody when None.
        settle_s: Files changed less than so many seconds ago wait for the next run.
        version: What reads; the installed rules when None.
        reader: Module that reads, see `pipeline.workers.worker.Reader`.

    Raises:
        InboxError: If the folder cannot be an inbox, the archive lies inside it, or another run
            of this machine has taken it.
        ArchiveError: If the archive cannot be opened.
    """
    progress = progress or SilentProgress()
    progress.entered(Stage.PLAN)
    check_inbox(folder, settings.archive)
    version = version or current_version(settings)
    with (
        only_run(folder),
        Archive.open(settings.archive) as archive,
        WorkerPool(settings, reader=reader) as pool,
    ):
        seen = archive.seen_files(version.rules_version, version.options_hash)
        with archive.reading() as connection:
            lost = lost_hashes(
                connection,
                rules_version=version.rules_version,
                options_hash=version.options_hash,
            )
        todo = plan(folder, seen=seen, settle_s=settle_s)
        try:
            yield IngestRun(
                todo,
                archive=archive,
                pool=pool,
                version=version,
                progress=progress,
                lost_before=lost,
            )
        finally:
            progress.ended()


def ingest(
    folder: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    settle_s: float = 0.0,
    version: ReadingVersion | None = None,
    reader: str = READER,
) -> RunSummary:
    """Read everything new in `folder` into `settings.archive`: a plain loop, without orchestrator.

    Arguments and errors are those of `open_run`, and `WorkerStartError` if no worker can be started.
    """
    progress = progress or SilentProgress()
    with open_run(
        folder, settings, progress=progress, settle_s=settle_s, version=version, reader=reader
    ) as run:
        progress.started(len(run.plan.new) + len(run.plan.duplicates))
        return run.finish(run.read_all(run.plan.batches(settings.batch_size)))
