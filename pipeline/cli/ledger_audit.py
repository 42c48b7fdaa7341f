"""The command `audit`: show the audit log, or go through its chain of hashes.

Each function takes a session and plain values and returns an exit code. The rows go to standard
output, what is said about them to standard error.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from pipeline.cli.archive_commands import QUERY_FORMATS
from pipeline.cli.archive_commands import print_csv
from pipeline.cli.archive_commands import print_json
from pipeline.cli.ledger_commands import NEEDS_A_PERSON
from pipeline.cli.session import Session
from pipeline.cli.session import Stop
from pipeline.cli.terminal import console
from pipeline.cli.terminal import make_table

__all__ = ["check_log", "show_log"]

# A table is for eyes; the other forms give the whole log.
_TABLE_LIMIT = 100
_HASH_SHOWN = 12
_HEADINGS = ("seq", "at", "who", "action", "subject_of", "detail")


def show_log(session: Session, *, format_: str, last: int | None) -> int:
    """Print the rows of the log in order, as a table the last hundred."""
    from pipeline.archive.audit_check import audit_rows

    _check_format(format_)
    if last is None and format_ == "table":
        last = _TABLE_LIMIT
    with session.archive() as archive, archive.reading() as connection:
        found = audit_rows(connection, last=last)
    if format_ == "csv":
        print_csv(found, sys.stdout)
    elif format_ == "json":
        print_json(found, sys.stdout)
    else:
        headings = [session.say(f"head.{name}") for name in _HEADINGS]
        rows = [[*row[:4], _short(row[4]), row[5]] for row in found.rows]
        console(sys.stdout).print(make_table(headings, rows, one_line=True))
        session.note(session.say("rows", count=len(found.rows)))
    return 0


def check_log(session: Session, *, noted: str | None, format_: str) -> int:
    """Go through the chain; `NEEDS_A_PERSON` where it is not as it was written."""
    from pipeline.archive.audit_check import check_audit

    _check_format(format_)
    with session.archive() as archive, archive.reading() as connection:
        found = check_audit(connection, noted=noted.lower() if noted else None)
    if format_ == "json":
        sys.stdout.write(json.dumps(asdict(found)) + "\n")
    key = f"audit.{found.problem.value}" if found.problem else "audit.whole"
    session.note(
        session.say(key, rows=found.rows, head=found.head, seq=found.seq, files=found.files)
    )
    return 0 if found.is_whole else NEEDS_A_PERSON


def _check_format(format_: str) -> None:
    if format_ not in QUERY_FORMATS:
        raise Stop("error.format", name=format_, known=", ".join(QUERY_FORMATS))


def _short(subject: object) -> object:
    """A hash is known by its first digits; a path stays whole."""
    text = str(subject)
    is_hash = len(text) == 64 and not text.startswith("/")
    return text[:_HASH_SHOWN] if is_hash else text
