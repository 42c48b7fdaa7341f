"""What a worker process and the process that runs it say to each other over their pipe.

To the worker: the settings once, then one path after another. From it: `Ready` or `StartFailed`,
then one `Answer` for each path.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.outcome import OutcomeCode
from models.record import Record
from models.sentence import SentenceRow
from pipeline.stopwatch import PhaseTime

__all__ = ["Answer", "Lost", "Ready", "StartFailed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The worker has loaded its reader and waits for paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFailed:
    """The worker could not load its reader.

    Attributes:
        error: Name of the exception.
        missing: Name of the module that is not installed, None for any other cause.
    """

    error: str
    missing: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one file.

    Attributes:
        record: Its record, None when the reader raised.
        sentences: The document's sentences in reading order.
        problem: Why there is no record; None when there is one.
        detail: Name of the exception behind `problem`, never its text.
        seconds: Time of reading.
        peak_mb: Largest memory of the worker during it, in MiB; None where it cannot be measured.
        phases: Where the time went.
    """

    record: Record | None
    sentences: tuple[SentenceRow, ...] = ()
    problem: OutcomeCode | None = None
    detail: str | None = None
    seconds: float
    peak_mb: float | None
    phases: tuple[PhaseTime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The worker is gone, and the file with it.

    Attributes:
        code: ``killed``, ``out-of-time``, ``no-progress`` or ``out-of-memory``.
        detail: The limit that was passed, or the signal that ended it.
        seconds: Time until then.
        peak_mb: Largest memory seen, in MiB; None when none was seen.
    """

    code: OutcomeCode
    detail: str | None
    seconds: float
    peak_mb: float | None
