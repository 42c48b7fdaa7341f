"""Many files: what is new in a folder, read in worker processes, stored one by one. No orchestrator."""

from __future__ import annotations

from pipeline.batch.inbox import InboxError
from pipeline.batch.inbox import InboxProblem
from pipeline.batch.inbox import LeftOut
from pipeline.batch.inbox import LeftOutReason
from pipeline.batch.plan import Batch
from pipeline.batch.plan import Plan
from pipeline.batch.plan import PlannedFile
from pipeline.batch.plan import plan
from pipeline.batch.reasons import Action
from pipeline.batch.reasons import Reason
from pipeline.batch.reasons import Step
from pipeline.batch.reasons import planned_steps
from pipeline.batch.results import BatchResult
from pipeline.batch.run import IngestRun
from pipeline.batch.run import ingest
from pipeline.batch.run import open_run
from pipeline.batch.run import run_batch
from pipeline.batch.summary import RunSummary
from pipeline.batch.summary import SummaryRow
from pipeline.batch.verification import Check
from pipeline.batch.verification import Checked
from pipeline.batch.verification import verify
from pipeline.batch.version import ReadingVersion
from pipeline.batch.version import current_version
from pipeline.workers.pool import WorkerPool
from pipeline.workers.pool import WorkerStartError

__all__ = [
    "Action",
    "Batch",
    "BatchResult",
    "Check",
    "Checked",
    "InboxError",
    "InboxProblem",
    "IngestRun",
    "LeftOut",
    "LeftOutReason",
    "Plan",
    "PlannedFile",
    "ReadingVersion",
    "Reason",
    "RunSummary",
    "Step",
    "SummaryRow",
    "WorkerPool",
    "WorkerStartError",
    "current_version",
    "ingest",
    "open_run",
    "plan",
    "planned_steps",
    "run_batch",
    "verify",
]
