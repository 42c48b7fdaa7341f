"""The commands that look after the archive, as the command line declares them.

In: arguments. Out: what `pipeline.cli.ledger_commands` returns. `pipeline.cli.app` takes them in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from pipeline.cli.options import Archive
from pipeline.cli.options import AsJson
from pipeline.cli.options import Lang
from pipeline.cli.options import session_of

__all__ = ["LEDGER_COMMANDS", "LEDGER_OPTION_WORDS"]

Folder = Annotated[str, typer.Argument(metavar="FOLDER")]


def _status(
    context: typer.Context, archive: Archive = None, as_json: AsJson = False, lang: Lang = None
) -> int:
    from pipeline.cli.ledger_commands import status

    return status(session_of(context, lang, archive), as_json=as_json)


def _plan(
    context: typer.Context,
    folder: Folder,
    archive: Archive = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> int:
    from pipeline.cli.ledger_commands import plan

    return plan(session_of(context, lang, archive), folder, as_json=as_json)


def _retry(
    context: typer.Context,
    outcomes: Annotated[list[str] | None, typer.Option("--outcome", metavar="OUTCOME")] = None,
    file_names: Annotated[list[str] | None, typer.Option("--name", metavar="FILE")] = None,
    retry_folder: Annotated[str | None, typer.Option("--folder", metavar="FOLDER")] = None,
    archive: Archive = None,
    lang: Lang = None,
) -> int:
    from pipeline.cli.ledger_commands import retry

    session = session_of(context, lang, archive)
    return retry(session, outcomes=outcomes or [], names=file_names or [], folder=retry_folder)


def _verify(
    context: typer.Context,
    folder: Folder,
    sample: Annotated[int, typer.Option("--sample", min=0, metavar="N")] = 10,
    archive: Archive = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> int:
    from pipeline.cli.ledger_commands import verify

    return verify(session_of(context, lang, archive), folder, sample=sample, as_json=as_json)


def _stats(
    context: typer.Context,
    archive: Archive = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N")] = 10,
    as_json: AsJson = False,
    lang: Lang = None,
) -> int:
    from pipeline.cli.ledger_commands import stats

    return stats(session_of(context, lang, archive), limit=limit, as_json=as_json)


def _audit(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check")] = False,
    noted: Annotated[str | None, typer.Option("--noted", metavar="HASH")] = None,
    archive: Archive = None,
    format_: Annotated[str, typer.Option("--format", metavar="table|csv|json")] = "table",
    last: Annotated[int | None, typer.Option("--last", min=1, metavar="N")] = None,
    lang: Lang = None,
) -> int:
    from pipeline.cli.ledger_audit import check_log
    from pipeline.cli.ledger_audit import show_log

    session = session_of(context, lang, archive)
    if check or noted is not None:
        return check_log(session, noted=noted, format_=format_)
    return show_log(session, format_=format_, last=last)


LEDGER_COMMANDS: dict[str, Callable[..., int]] = {
    "status": _status,
    "plan": _plan,
    "retry": _retry,
    "verify": _verify,
    "stats": _stats,
    "audit": _audit,
}
# As `pipeline.cli.app.OPTION_WORDS`.
LEDGER_OPTION_WORDS = {
    (command, "as_json"): "option.ledger_json" for command in ("status", "plan", "verify", "stats")
}
