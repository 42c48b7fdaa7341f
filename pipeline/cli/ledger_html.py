"""The option `--report` of `ingest`: its place is looked at before the run, written after it."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.session import Session
from pipeline.cli.session import Stop

if TYPE_CHECKING:
    from pipeline.batch import RunSummary

__all__ = ["check_place", "leave_report"]


def check_place(report: str | None, folder: str) -> None:
    """Stop the command where no report may be written; does nothing when none is wanted.

    Raises:
        InboxError: If the place lies inside the inbox.
    """
    from pipeline.batch.html_report import ReportRefusedError
    from pipeline.batch.html_report import check_report

    if report is None:
        return
    try:
        check_report(Path(report), Path(folder))
    except (ReportRefusedError, OSError) as error:
        raise Stop("error.report", place=report) from error


def leave_report(session: Session, summary: RunSummary, report: str | None) -> None:
    """Write the report of a run; does nothing when none is wanted."""
    from pipeline.batch.html_report import write_report

    if report is None:
        return
    moment = datetime.now(UTC).astimezone()
    try:
        write_report(summary, Path(report), session.lang, moment=moment)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop("error.report-failed", place=report, reason=reason) from error
