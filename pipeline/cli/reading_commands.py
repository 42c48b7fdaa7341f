"""The commands that read documents: `extract`, `show`, `ingest`.

Each takes a session and plain values and returns an exit code; `pipeline.cli.app` wires them to
the command line. What is heavy (spaCy, Prefect) is imported when a command runs.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TextIO

from pipeline.cli.session import MISSING_DEPENDENCY
from pipeline.cli.session import Session
from pipeline.cli.session import Stop
from pipeline.cli.session import exit_code_of
from pipeline.cli.session import stopping
from pipeline.cli.terminal import console
from pipeline.cli.terminal import escaped
from pipeline.cli.terminal import pure_output

if TYPE_CHECKING:
    from models.record import Record

__all__ = ["extract", "ingest", "read_one", "show"]


def extract(session: Session, files: Sequence[str], *, as_json: bool) -> int:
    """Read files and write their records to standard output, in the order given."""
    records: list[Record] = []
    with pure_output() as output, closing(_read(session, files)) as found:
        for record in found:
            records.append(_without_content(record))
            _write(session, record, output, as_json=as_json, evidence=False)
            _report(session, record)
    return exit_code_of(records)


def read_one(session: Session, name: str) -> Record:
    """Read one file; what a person has to know of it goes to standard error."""
    with pure_output(), closing(_read(session, [name])) as found:
        (record,) = found
    _report(session, record)
    return record


def _without_content(record: Record) -> Record:
    """What the exit code needs; a run over many files holds one document at a time."""
    return type(record)(source=record.source, outcome=record.outcome)


def _read(session: Session, files: Sequence[str]) -> Generator[Record]:
    """Read in worker processes: a file that hangs or brings its reader down costs itself only."""
    from pipeline.workers import WorkerStartError
    from pipeline.workers.records import read_records

    with closing(read_records([Path(name) for name in files], session.settings)) as records:
        for number, name in enumerate(files, 1):
            if sys.stderr.isatty():
                session.note(
                    session.say("reading", name=Path(name).name, number=number, total=len(files))
                )
            try:
                record = next(records)
            except WorkerStartError as error:
                raise _cannot_start(error.missing, error.error) from error
            yield record


def _write(
    session: Session, record: Record, output: TextIO, *, as_json: bool, evidence: bool
) -> None:
    if as_json:
        output.write(escaped(record.to_json()) + "\n")
    else:
        from pipeline.cli.record_view import print_record

        print_record(record, console(output), session.lang, evidence=evidence)
        output.write("\n")
    output.flush()


def _report(session: Session, record: Record) -> None:
    """One line on standard error for a file that a person has to look at."""
    outcome = record.outcome
    step = outcome.next_step if session.lang == "vi" else outcome.next_step_en
    if step is None:
        return
    message = outcome.message if session.lang == "vi" else outcome.message_en
    detail = f" ({outcome.detail})" if outcome.detail else ""
    session.note(f"{record.source.file}: {message}{detail} {step} [{outcome.code}]")


def show(session: Session, name: str, *, as_json: bool, boxes: str | None = None) -> int:
    """Show one record with its evidence: read from a file, or found in the archive.

    Args:
        session: Settings and language.
        name: A file's path, or a reference number.
        as_json: Write JSON.
        boxes: Folder for pictures of the file's pages with the values' boxes; None for none.
    """
    if Path(name).is_file():
        with pure_output() as output:
            (record,) = _read(session, [name])
            _write(session, record, output, as_json=as_json, evidence=True)
            if boxes is not None:
                _draw(session, Path(name), record, Path(boxes))
        return exit_code_of([record])
    if boxes is not None:
        raise Stop("error.boxes-need-file", name=name)
    from pipeline.archive.duplicates import find_duplicates
    from pipeline.cli.duplicate_view import duplicate_lines

    with session.archive() as archive:
        records = archive.find(name)
        hashes = [record.source.sha256 for record in records if record.source.sha256]
        with archive.reading() as connection:
            repeats = find_duplicates(connection, hashes)
    if not records:
        raise Stop("error.not-found", name=name)
    if len(records) > 1:
        session.note(session.say("several", count=len(records)))
    for record in records:
        _write(session, record, sys.stdout, as_json=as_json, evidence=True)
    for line in duplicate_lines(repeats, session.lang):
        session.note(line)
    return 0


def _draw(session: Session, path: Path, record: Record, folder: Path) -> None:
    from pipeline.overlay import OverlayError
    from pipeline.overlay import save_overlays

    try:
        pictures = save_overlays(path, record, folder)
    except OverlayError as error:
        raise Stop("error.boxes", name=path.name, reason=str(error)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop("error.target", place=str(folder), reason=reason) from error
    if pictures:
        session.note(session.say("boxes-drawn", count=len(pictures), place=folder))
    else:
        session.note(session.say("boxes-none", name=path.name))


def ingest(session: Session, folder: str, *, workers: int | None, report: str | None = None) -> int:
    """Read a folder into the archive through the flow, and show what became of each file."""
    if not Path(folder).is_dir():
        raise Stop("error.no-folder", place=folder)
    from pipeline.batch import InboxError
    from pipeline.batch import WorkerStartError
    from pipeline.cli.ledger_html import check_place
    from pipeline.cli.ledger_html import leave_report
    from pipeline.cli.summary_view import print_summary
    from pipeline.progress import TerminalProgress

    with pure_output() as output, stopping():
        from pipeline.flows import ingest_folder

        try:
            check_place(report, folder)
            with TerminalProgress(lang=session.lang) as progress:
                summary = ingest_folder(
                    Path(folder),
                    session.settings,
                    workers=workers,
                    lang=session.lang,
                    progress=progress,
                )
        except InboxError as error:
            raise Stop(f"error.inbox.{error.problem}", place=str(error.path)) from error
        except WorkerStartError as error:
            raise _cannot_start(error.missing, error.error) from error
        print_summary(summary, console(output), session.lang)
    leave_report(session, summary, report)
    return int(summary.exit_code)


def _cannot_start(missing: str | None, error: str) -> Stop:
    if missing is None:
        return Stop("error.internal", name=error)
    return Stop("error.dependency", MISSING_DEPENDENCY, name=missing)
