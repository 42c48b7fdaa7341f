"""The commands that look after the archive: `status`, `plan`, `retry`, `verify`, `stats`.

Each takes a session and plain values and returns an exit code. Results go to standard output, what
is said about them to standard error. They show names, codes and counts, nothing that a document
says.
"""

from __future__ import annotations

import getpass
import json
import sys
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.session import Session
from pipeline.cli.session import Stop
from pipeline.cli.session import stopping
from pipeline.cli.terminal import console
from pipeline.cli.terminal import escaped
from pipeline.cli.terminal import make_table
from pipeline.cli.terminal import pure_output

if TYPE_CHECKING:
    from models.outcome import OutcomeCode
    from pipeline.archive.ledger_report import LedgerStatus
    from pipeline.archive.ledger_report import ReadingTimes
    from pipeline.archive.ledger_report import SlowFile
    from pipeline.batch import Checked
    from pipeline.batch import Step

__all__ = ["NEEDS_A_PERSON", "os_user", "plan", "retry", "stats", "status", "verify"]

# Exit code where a person has to look at something; a test holds it against the models.
NEEDS_A_PERSON = 2
_WAITING_SHOWN = 20
# Share of a file's time from which on a phase is named.
_WORTH_NAMING = 0.1


def os_user() -> str:
    """Return the name of the user who runs the command, the number where there is no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        import os

        return str(os.getuid())


def status(session: Session, *, as_json: bool) -> int:
    """Show what the ledger holds; 0 also when files wait for a person."""
    from pipeline.archive.ledger_report import ledger_status

    with session.archive() as archive, archive.reading() as connection:
        found = ledger_status(connection)
    if as_json:
        sys.stdout.write(escaped(json.dumps(asdict(found), ensure_ascii=False)) + "\n")
        return 0
    headings = [session.say(f"head.{name}") for name in ("outcome", "files", "pages", "seconds")]
    rows = [[o.code.value, o.files, o.pages, f"{o.seconds:.1f}"] for o in found.outcomes]
    console(sys.stdout).print(make_table(headings, rows))
    for line in _status_lines(session, found):
        session.note(line)
    _print_waiting(session, found)
    _print_duplicates(session, found)
    return 0


def _status_lines(session: Session, found: LedgerStatus) -> Iterator[str]:
    yield session.say(
        "status.held", documents=found.documents, findings=found.documents_with_findings
    )
    if found.last_read is None:
        yield session.say("status.never")
    else:
        yield session.say("status.last", moment=found.last_read)
    if found.marked:
        yield session.say("status.marked", count=found.marked)
    if found.waiting:
        yield session.say("status.waiting", count=len(found.waiting))
    else:
        yield session.say("status.nothing-waits")


def _print_waiting(session: Session, found: LedgerStatus) -> None:
    if not found.waiting:
        return
    headings = [session.say(f"head.{name}") for name in ("file", "outcome", "next_step")]
    rows = [
        [one.source_name, one.code.value, _next_step(session, one.code)]
        for one in found.waiting[:_WAITING_SHOWN]
    ]
    console(sys.stdout).print(make_table(headings, rows, one_line=True))
    more = len(found.waiting) - _WAITING_SHOWN
    if more > 0:
        session.note(session.say("status.more", count=more))


def _print_duplicates(session: Session, found: LedgerStatus) -> None:
    from pipeline.cli.duplicate_view import duplicate_lines

    if not found.duplicates:
        return
    session.note(session.say("duplicate.count", count=len(found.duplicates)))
    for line in duplicate_lines(found.duplicates, session.lang):
        console(sys.stdout).print(line, soft_wrap=True)


def _next_step(session: Session, code: OutcomeCode) -> str | None:
    from models.outcome import outcome

    words = outcome(code)
    return words.next_step if session.lang == "vi" else words.next_step_en


def plan(session: Session, folder: str, *, as_json: bool) -> int:
    """Show what the next run would do with every file of `folder` and why."""
    from pipeline.batch import planned_steps

    with pure_output() as output, stopping(), _inbox_words():
        steps = planned_steps(Path(folder), session.settings)
        if as_json:
            output.writelines(
                escaped(json.dumps(asdict(s), ensure_ascii=False)) + "\n" for s in steps
            )
            return 0
        headings = [session.say(f"head.{name}") for name in ("file", "action", "reason", "detail")]
        rows = [_step_cells(session, step) for step in steps]
        console(output).print(make_table(headings, rows, one_line=True))
    counts = Counter(step.action.value for step in steps)
    session.note(
        session.say(
            "plan.counts",
            read=counts["read"],
            note=counts["note"],
            known=counts["pass"],
            leave=counts["leave"],
        )
    )
    return 0


def _step_cells(session: Session, step: Step) -> list[object]:
    detail = step.detail
    if step.reason.value == "left-out" and detail is not None:
        detail = session.say(f"left-out.{detail}")
    action = session.say(f"plan.action.{step.action.value}")
    return [step.name, action, session.say(f"plan.reason.{step.reason.value}"), detail]


@contextmanager
def _inbox_words() -> Iterator[None]:
    from pipeline.batch import InboxError

    try:
        yield
    except InboxError as error:
        raise Stop(f"error.inbox.{error.problem}", place=str(error.path)) from error


def retry(
    session: Session, *, outcomes: Sequence[str], names: Sequence[str], folder: str | None
) -> int:
    """Mark files to be read again; with a folder read them at once, see `ingest`."""
    from models.outcome import Category
    from pipeline.archive.asking_again import RETRIABLE

    known = [*RETRIABLE, Category.REFUSED]
    unknown = [name for name in outcomes if name not in known]
    if unknown:
        raise Stop("error.outcome", name=unknown[0], known=", ".join(known))
    if folder is not None and not Path(folder).is_dir():
        raise Stop("error.no-folder", place=folder)
    categories = [Category(name) for name in outcomes] or RETRIABLE
    with session.archive():
        pass  # an archive that is not there is named, never made
    with session.archive(read_only=False) as archive:
        count = archive.mark_for_retry(categories=categories, names=names, asked_by=os_user())
    session.note(session.say("retry.marked", count=count) if count else session.say("retry.none"))
    if folder is None or not count:
        return 0
    from pipeline.cli.reading_commands import ingest

    return ingest(session, folder, workers=None)


def verify(session: Session, folder: str, *, sample: int, as_json: bool) -> int:
    """Hold the archive against the originals; `NEEDS_A_PERSON` when something is not as it was."""
    from pipeline.batch import verify as verify_archive

    with pure_output() as output, _inbox_words(), session.archive() as archive:
        checked = verify_archive(archive, Path(folder), session.settings, sample=sample)
        bad = [one for one in checked if not one.check.is_good]
        if as_json:
            output.writelines(
                escaped(json.dumps(asdict(o), ensure_ascii=False)) + "\n" for o in checked
            )
        elif bad:
            headings = [session.say(f"head.{name}") for name in ("file", "check")]
            rows = [[o.source_name, session.say(f"verify.check.{o.check.value}")] for o in bad]
            console(output).print(make_table(headings, rows, one_line=True))
    session.note(_verify_counts(session, checked, len(bad)))
    return NEEDS_A_PERSON if bad else 0


def _verify_counts(session: Session, checked: Sequence[Checked], bad: int) -> str:
    counts = Counter(one.check.value for one in checked)
    same = counts["same-bytes"] + counts["same-record"] + counts["other-rules"]
    return session.say(
        "verify.counts",
        total=len(checked),
        same=same + counts["record-differs"] + counts["not-read"],
        read=counts["same-record"],
        gone=counts["not-found"],
        bad=bad,
    )


def stats(session: Session, *, limit: int, as_json: bool) -> int:
    """Show time and memory of what was read, the slowest files and why."""
    from pipeline.archive.ledger_report import reading_times

    with session.archive() as archive, archive.reading() as connection:
        times = reading_times(connection, most=limit)
    if as_json:
        line = {**asdict(times), "pages_per_second": times.pages_per_second}
        sys.stdout.write(escaped(json.dumps(line, ensure_ascii=False)) + "\n")
        return 0
    if times.slowest:
        names = ("file", "outcome", "pages", "seconds", "memory", "reason", "phases")
        headings = [session.say(f"head.{name}") for name in names]
        rows = [_slow_cells(session, one) for one in times.slowest]
        console(sys.stdout).print(make_table(headings, rows, one_line=True))
    _print_phases(session, times)
    session.note(_sums(session, times))
    return 0


def _slow_cells(session: Session, one: SlowFile) -> list[object]:
    memory = None if one.peak_mb is None else f"{one.peak_mb:.0f}"
    why = ", ".join(session.say(f"stats.reason.{name}") for name in one.reasons)
    phases = _largest_phases(session, one)
    return [one.source_name, one.code.value, one.pages, f"{one.seconds:.2f}", memory, why, phases]


def _largest_phases(session: Session, one: SlowFile) -> str:
    """Name the phases that took a tenth of the file's time or more, the longest first."""
    whole = sum(phase.seconds for phase in one.phases)
    ranked = sorted(one.phases, key=lambda phase: -phase.seconds)
    return ", ".join(
        f"{session.say(f'stats.phase.{phase.phase.value}')} {phase.seconds / whole:.0%}"
        for phase in ranked
        if whole and phase.seconds / whole >= _WORTH_NAMING
    )


def _print_phases(session: Session, times: ReadingTimes) -> None:
    if not times.phases:
        return
    headings = [session.say(f"head.{name}") for name in ("phase", "seconds", "share", "memory")]
    rows = [
        [
            session.say(f"stats.phase.{one.phase.value}"),
            f"{one.seconds:.1f}",
            f"{one.share:.0%}",
            None if one.peak_mb is None else f"{one.peak_mb:.0f}",
        ]
        for one in times.phases
    ]
    console(sys.stdout).print(make_table(headings, rows))


def _sums(session: Session, times: ReadingTimes) -> str:
    if not times.files:
        return session.say("stats.none")
    return session.say(
        "stats.sums",
        files=times.files,
        pages=times.pages,
        seconds=times.seconds,
        rate=times.pages_per_second or 0.0,
        median=times.median_s or 0.0,
        peak=times.peak_mb or 0.0,
    )
