"""Worker processes that read files, one after another, within limits of time and memory.

Nothing here knows of batches, archives or flows. The module stays light: every worker imports it.
"""

from __future__ import annotations

from pipeline.workers.messages import Answer
from pipeline.workers.messages import Lost
from pipeline.workers.pool import READER
from pipeline.workers.pool import PoolClosedError
from pipeline.workers.pool import WorkerPool
from pipeline.workers.pool import WorkerStartError

__all__ = ["READER", "Answer", "Lost", "PoolClosedError", "WorkerPool", "WorkerStartError"]
