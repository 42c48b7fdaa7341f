"""The Prefect flow over an inbox: plan, read in batches, store, publish. The only place with Prefect.

The flow does no work of its own. Each task run reads one batch of documents, a few task runs go
side by side in threads, and all feed one pool of worker processes: a task run for every document
would overload Prefect's server, and a thread cannot be stopped inside native code. What may be
skipped is decided by the archive's ledger, not by Prefect's cache.

With the setting `task_runner` «dask» the batches are read in the processes of a Dask cluster, which
must see the inbox under the same path; each has workers of its own and sends back what it read. The
flow alone writes to the archive, so that a file of SQLite is as good as a server.

Each run leaves a table of outcomes, a short summary and a progress artifact. They hold names of
files, codes, pages and seconds, nothing that a document says.

A run that is killed with its machine cannot say so: the server shows it as running for ever. Each run
therefore says which process it is, and once it holds the inbox it marks those earlier runs over the
same inbox as crashed whose process is gone, and their batches with them.
"""

# ruff: noqa: E402 - Prefect reads its environment when it is imported, so that is settled first.

from __future__ import annotations

from pipeline import quiet_prefect

quiet_prefect.settle()

import logging
import os
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal
from typing import cast
from uuid import UUID

from prefect import State
from prefect import flow
from prefect import task
from prefect import unmapped
from prefect.artifacts import create_markdown_artifact
from prefect.artifacts import create_progress_artifact
from prefect.artifacts import create_table_artifact
from prefect.artifacts import update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.filters import FlowRunFilterId
from prefect.client.schemas.filters import FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType
from prefect.client.schemas.filters import TaskRunFilter
from prefect.client.schemas.filters import TaskRunFilterState
from prefect.client.schemas.filters import TaskRunFilterStateType
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectNotFound
from prefect.exceptions import PrefectHTTPStatusError
from prefect.futures import PrefectFuture
from prefect.futures import as_completed
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.settings import temporary_settings
from prefect.states import Cancelled
from prefect.states import Crashed
from prefect.task_runners import TaskRunner
from prefect.task_runners import ThreadPoolTaskRunner

from models.settings import Settings
from pipeline.batch.html_report import check_report_folder
from pipeline.batch.html_report import leave_report
from pipeline.batch.plan import Batch
from pipeline.batch.plan import check_inbox
from pipeline.batch.process_mark import is_gone
from pipeline.batch.process_mark import own_mark
from pipeline.batch.report import rows_to_publish
from pipeline.batch.report import summary_markdown
from pipeline.batch.results import BatchResult
from pipeline.batch.run import IngestRun
from pipeline.batch.run import open_run
from pipeline.batch.run import run_batch
from pipeline.batch.summary import RunSummary
from pipeline.batch.summary import SummaryRow
from pipeline.batch.version import ReadingVersion
from pipeline.progress import Progress
from pipeline.progress import SilentProgress
from pipeline.progress import Stage
from pipeline.wording import say
from pipeline.workers.pool import READER
from pipeline.workers.pool import PoolClosedError
from pipeline.workers.pool import WorkerPool
from pipeline.workers.pool import WorkerStartError

__all__ = ["ingest_folder", "process_incoming", "read_batch", "read_batch_apart"]

log = logging.getLogger(__name__)

# Two, so that the workers have files of the next batch while the last of one are being read.
_BATCHES_AT_ONCE = 2
# What a run says about itself on the server.
_INBOX_LABEL, _PROCESS_LABEL = "vanthu.inbox", "vanthu.process"
_OPEN_RUNS = FlowRunFilter(
    state=FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.CANCELLING])
    )
)
# The most that the server gives at once.
_PAGE = 200
_OPEN_BATCHES = TaskRunFilter(
    state=TaskRunFilterState(
        type=TaskRunFilterStateType(
            any_=[StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
        )
    )
)

Rows = tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a caller in the same process hands over beside the flow's parameters, which are stored."""

    settings: Settings
    progress: Progress
    reader: str = READER
    version: ReadingVersion | None = None


_given: ContextVar[_Given | None] = ContextVar("vanthu_given", default=None)


def ingest_folder(
    folder: Path,
    settings: Settings | None = None,
    *,
    archive: str | None = None,
    workers: int | None = None,
    batch_size: int | None = None,
    lang: Literal["vi", "en"] | None = None,
    progress: Progress | None = None,
    settle_s: float = 0.0,
    version: ReadingVersion | None = None,
    reader: str = READER,
) -> RunSummary:
    """Run the flow over `folder` into the archive and return its summary.

    Beside a standing server (``PREFECT_API_URL``) the flow starts at once; without one Prefect
    starts a server for this run, which takes some 13 s and is announced to `progress` first.

    Args:
        folder: The inbox.
        settings: Limits, workers, size of batches, language, the archive; the environment's when None.
        archive: Overrides the setting of this name; so do `workers`, `batch_size` and `lang`.
        workers: Worker processes.
        batch_size: Documents per task run.
        lang: Language of the summary artifact.
        progress: Who wants to know; nobody when None.
        settle_s: Files changed less than so many seconds ago wait for the next run.
        version: What reads; the installed rules when None.
        reader: Module that reads, see `pipeline.workers.worker.Reader`.

    Raises:
        InboxError: If the folder cannot be an inbox or the archive lies inside it.
        ArchiveError: If the archive cannot be opened.
        WorkerStartError: If no worker can be started.
    """
    settings = _changed(
        settings or Settings(), archive=archive, workers=workers, batch_size=batch_size, lang=lang
    )
    check_inbox(folder, settings.archive)
    progress = progress or SilentProgress()
    progress.entered(Stage.SERVER)
    _keep_server_through_interrupts()
    given = _Given(settings=settings, progress=progress, reader=reader, version=version)
    token = _given.set(given)
    try:
        return process_incoming(str(folder), settle_s=settle_s)
    finally:
        _given.reset(token)


def _what_is_given() -> _Given:
    # Not in the flow itself, which is sent to the processes of Dask: a context variable cannot be.
    return _given.get() or _Given(settings=Settings(), progress=SilentProgress())


def _keep_server_through_interrupts() -> None:
    """Let the server that Prefect may start for a run end with the run alone, not by Ctrl-C.

    It stays in the terminal's process group, so that it still ends with the terminal, and a guard
    ends it where the run was killed. It is started again where it was killed itself.
    """
    if PREFECT_API_URL.value():
        return
    # Slow to load, and Prefect loads it itself where there is no standing server.
    from prefect.server.api.server import SubprocessASGIServer

    launch = SubprocessASGIServer._run_uvicorn_command
    if not hasattr(launch, "__wrapped__"):
        blocked = quiet_prefect.kept_running(
            quiet_prefect.without_interrupts(quiet_prefect.guarded(launch))
        )
        SubprocessASGIServer._run_uvicorn_command = blocked  # type: ignore[method-assign, assignment]


def _changed(settings: Settings, **changes: str | int | None) -> Settings:
    """Return `settings` with every change that is not None, checked anew."""
    chosen = {name: value for name, value in changes.items() if value is not None}
    return Settings.model_validate(settings.model_dump() | chosen)


@flow(
    name="process-incoming",
    flow_run_name="inbox {folder}",
    task_runner=ThreadPoolTaskRunner(max_workers=_BATCHES_AT_ONCE),  # type: ignore[arg-type]
    persist_result=False,
)
def process_incoming(
    folder: str,
    *,
    archive: str | None = None,
    workers: int | None = None,
    batch_size: int | None = None,
    lang: Literal["vi", "en"] | None = None,
    settle_s: float = 0.0,
) -> RunSummary:
    """Process every new or changed document in `folder`; `pipeline.batch.plan` says what is new.

    Args:
        folder: The inbox.
        archive: Overrides the setting of this name; so do `workers`, `batch_size` and `lang`.
        workers: Worker processes.
        batch_size: Documents per task run.
        lang: Language of the summary artifact.
        settle_s: Files changed less than so many seconds ago wait for the next run.
    """
    given = _what_is_given()
    settings = _changed(
        given.settings, archive=archive, workers=workers, batch_size=batch_size, lang=lang
    )
    check_report_folder(settings, Path(folder))
    with open_run(
        Path(folder),
        settings,
        progress=given.progress,
        settle_s=settle_s,
        version=given.version,
        reader=given.reader,
    ) as run:
        try:
            _mark_what_died(run.plan.folder, settings.lang)
        except (ObjectNotFound, PrefectHTTPStatusError):
            log.warning("the server did not let earlier runs be marked", exc_info=True)
        given.progress.started(len(run.plan.new) + len(run.plan.duplicates))
        batches = run.plan.batches(settings.batch_size)
        if settings.task_runner == "dask":
            rows = _read_on_dask(run, batches, settings, given.reader)
        else:
            rows = _read_all(run, batches)
        summary = run.finish(rows)
    _publish(summary, settings.lang)
    leave_report(summary, settings)
    return summary


def _mark_what_died(folder: Path, lang: Literal["vi", "en"]) -> None:
    """Say whose run this is, and mark earlier runs over this inbox as crashed that nobody runs.

    To be called while the inbox is held, so that no other run of this machine is about to begin.
    """
    own = UUID(flow_run.get_id())
    inbox, mark = os.fsencode(folder.resolve()).decode("utf-8", "replace"), own_mark()

    def died(other: FlowRun) -> bool:
        ours = other.labels.get(_INBOX_LABEL) == inbox and other.id != own
        return ours and is_gone(str(other.labels.get(_PROCESS_LABEL, "")))

    with get_client(sync_client=True) as client:
        client.update_flow_run_labels(own, {_INBOX_LABEL: inbox, _PROCESS_LABEL: mark})
        state: State[None] = Crashed(message=say(lang, "flow.gone"))
        for other in filter(died, client.read_flow_runs(flow_run_filter=_OPEN_RUNS)):
            client.set_flow_run_state(other.id, state, force=True)
        # Whoever marked the run (this one, its worker, an automation), its batches were not thought of.
        for batch in _batches_of(client, died):
            client.set_task_run_state(batch, state, force=True)


def _batches_of(client: SyncPrefectClient, died: Callable[[FlowRun], bool]) -> list[UUID]:
    """Return the unfinished task runs of flow runs that died, however these are marked."""
    found: list[UUID] = []
    for offset in count(0, _PAGE):
        page = client.read_task_runs(task_run_filter=_OPEN_BATCHES, limit=_PAGE, offset=offset)
        owners = list({one.flow_run_id for one in page if one.flow_run_id is not None})
        if owners:
            wanted = FlowRunFilter(id=FlowRunFilterId(any_=owners))
            runs = client.read_flow_runs(flow_run_filter=wanted, limit=_PAGE)
            gone = {run.id for run in runs if died(run)}
            found += [one.id for one in page if one.flow_run_id in gone]
        if len(page) < _PAGE:
            break
    return found


@task(
    name="read-batch",
    task_run_name="batch-{batch.number}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_batch(batch: Batch, run: IngestRun) -> Rows | State[Rows]:
    """Read and store one batch of documents; see `pipeline.batch.run`."""
    try:
        return run.read(batch)
    except PoolClosedError:
        return Cancelled(message="The run was ended before this batch was read.")


def _read_all(run: IngestRun, batches: Sequence[Batch]) -> Rows:
    if not batches:
        return ()
    futures = list(read_batch.map(list(batches), run=unmapped(run)))
    artifact = create_progress_artifact(progress=0.0, key="vanthu-progress")
    for done, future in enumerate(as_completed(futures), 1):
        future.wait()
        if not future.state.is_cancelled():
            future.result()  # raises what went wrong; batches that are cancelled for it come too
        update_progress_artifact(artifact, progress=100.0 * done / len(futures))  # type: ignore[arg-type]
    read = [cast(Rows, future.result()) for future in futures]
    return tuple(row for rows in read for row in rows)


@task(name="read-batch-apart", cache_policy=NO_CACHE, persist_result=False)
def read_batch_apart(
    batch: Batch,
    settings: Settings,
    version: ReadingVersion,
    reader: str,
    lost_before: frozenset[str],
) -> tuple[BatchResult, ...]:
    """Read one batch in workers of this process and return what was read; nothing is stored.

    Args:
        batch: What to read; its paths must lead to the same files here.
        settings: Limits and number of workers.
        version: What reads.
        reader: Module that reads.
        lost_before: Hashes of files that are read alone.
    """
    with WorkerPool(settings, reader=reader) as pool:
        return tuple(run_batch(batch.files, pool=pool, version=version, alone=lost_before))


def _read_on_dask(
    run: IngestRun, batches: Sequence[Batch], settings: Settings, reader: str
) -> Rows:
    """Read the batches on Dask, store each as it arrives, and return the rows in the plan's order."""
    if not batches:
        return ()
    artifact = create_progress_artifact(progress=0.0, key="vanthu-progress")
    apart = settings.model_copy(update={} if settings.dask_scheduler else {"workers": 1})
    common = {
        "settings": apart, "version": run.version,
        "reader": reader, "lost_before": run.lost_before,
    }  # fmt: skip
    rows: dict[int, Rows] = {}
    with _dask(settings) as runner:
        futures: dict[PrefectFuture[tuple[BatchResult, ...]], int] = {
            runner.submit(read_batch_apart, parameters={"batch": batch, **common}): batch.number
            for batch in batches
        }
        for future in as_completed(list(futures)):
            rows[futures.pop(future)] = run.keep(future.result())
            update_progress_artifact(artifact, progress=100.0 * len(rows) / len(batches))  # type: ignore[arg-type]
    return tuple(row for number in sorted(rows) for row in rows[number])


@contextmanager
def _dask(settings: Settings) -> Iterator[TaskRunner[PrefectFuture[tuple[BatchResult, ...]]]]:
    """Give a runner on the scheduler that the settings name, or on a cluster of this machine alone.

    The processes of a cluster here report to the flow's own server. They never spill to disk, where
    what a document says would outlive the run, and open no dashboard.
    """
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise WorkerStartError(type(error).__name__, "prefect-dask") from error
    if settings.dask_scheduler:
        with DaskTaskRunner(address=settings.dask_scheduler) as runner:
            yield runner
        return
    from prefect.server.api.server import SubprocessASGIServer

    here = {
        "n_workers": settings.workers, "threads_per_worker": 1, "processes": True,
        "host": "127.0.0.1", "dashboard_address": None, "memory_limit": 0,
    }  # fmt: skip
    url = PREFECT_API_URL.value() or SubprocessASGIServer().api_url
    with temporary_settings({PREFECT_API_URL: url}), DaskTaskRunner(cluster_kwargs=here) as runner:
        yield runner


def _publish(summary: RunSummary, lang: Literal["vi", "en"]) -> None:
    table = [
        {
            "file": row.file,
            "outcome": str(row.category),
            "code": str(row.code),
            "pages": row.pages,
            "seconds": row.seconds,
        }
        for row in rows_to_publish(summary)
    ]
    create_table_artifact(table=table, key="vanthu-outcomes")
    create_markdown_artifact(markdown=summary_markdown(summary, lang), key="vanthu-summary")
