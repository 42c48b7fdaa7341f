"""The commands of the analyst: `tasks`, `cites` and `bodies`.

Each takes a session and plain values and returns an exit code. Results go to standard output in
one of the forms of `query`; what is said about them goes to standard error.
"""

from __future__ import annotations

import sys
from dataclasses import astuple
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING
from typing import Annotated

import typer

from pipeline.cli.archive_commands import QUERY_FORMATS
from pipeline.cli.archive_commands import print_csv
from pipeline.cli.archive_commands import print_json
from pipeline.cli.options import Archive
from pipeline.cli.options import Lang
from pipeline.cli.options import session_of
from pipeline.cli.session import Session
from pipeline.cli.session import Stop
from pipeline.cli.terminal import console
from pipeline.cli.terminal import make_table

if TYPE_CHECKING:
    from pipeline.archive import QueryResult

__all__ = ["bodies", "bodies_command", "cites", "cites_command", "tasks", "tasks_command"]

Form = Annotated[str, typer.Option("--format", metavar="table|csv|json")]


def tasks_command(
    context: typer.Context,
    body: Annotated[str | None, typer.Option("--body", metavar="NAME")] = None,
    due_before: Annotated[str | None, typer.Option("--due-before", metavar="YYYY-MM-DD")] = None,
    still_open: Annotated[bool, typer.Option("--open")] = False,
    archive: Archive = None,
    format_: Form = "table",
    lang: Lang = None,
) -> int:
    """Read the options of `vanthu tasks`."""
    session = session_of(context, lang, archive)
    return tasks(session, body=body, due_before=due_before, still_open=still_open, format_=format_)


def cites_command(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="REFERENCE")],
    archive: Archive = None,
    format_: Form = "table",
    lang: Lang = None,
) -> int:
    """Read the options of `vanthu cites`."""
    return cites(session_of(context, lang, archive), reference, format_=format_)


def bodies_command(
    context: typer.Context,
    unlinked: Annotated[bool, typer.Option("--unlinked")] = False,
    archive: Archive = None,
    format_: Form = "table",
    lang: Lang = None,
) -> int:
    """Read the options of `vanthu bodies`."""
    return bodies(session_of(context, lang, archive), unlinked=unlinked, format_=format_)


def bodies(session: Session, *, unlinked: bool, format_: str) -> int:
    """Print the bodies of the archive by frequency: those that are known, or those to be added."""
    _check(format_)
    with session.archive() as archive:
        from pipeline.archive.body_search import find_bodies

        result = find_bodies(archive, unlinked=unlinked)
    _print(session, result, format_)
    return 0


def tasks(
    session: Session, *, body: str | None, due_before: str | None, still_open: bool, format_: str
) -> int:
    """Print the tasks of the archive that fit, the nearest deadline first."""
    day = _day(due_before)
    _check(format_)
    with session.archive() as archive:
        from pipeline.archive.task_search import find_tasks

        today = date.today() if still_open else None  # noqa: DTZ011 - the office's own day
        result = find_tasks(archive, body=body, due_before=day, open_on=today)
    _print(session, result, format_)
    return 0


def cites(session: Session, reference: str, *, format_: str) -> int:
    """Print what the documents of a reference number cite, and what cites them."""
    _check(format_)
    with session.archive() as archive:
        from pipeline.archive import QueryResult
        from pipeline.archive.graph import CitedBy
        from pipeline.archive.graph import cites as find

        rows = tuple(astuple(edge) for edge in find(archive, reference))
    columns = tuple(field.name for field in fields(CitedBy))
    _print(session, QueryResult(columns=columns, rows=rows), format_)
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Stop("error.day", name=text) from error


def _check(format_: str) -> None:
    if format_ not in QUERY_FORMATS:
        raise Stop("error.format", name=format_, known=", ".join(QUERY_FORMATS))


def _print(session: Session, result: QueryResult, format_: str) -> None:
    if format_ == "csv":
        print_csv(result, sys.stdout)
    elif format_ == "json":
        print_json(result, sys.stdout)
    else:
        headings = [session.say(f"head.{name}") for name in result.columns]
        console(sys.stdout).print(make_table(headings, result.rows))
        session.note(session.say("rows", count=len(result.rows)))
