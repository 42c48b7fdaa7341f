"""The command `split`: what it takes from the command line, and what it says.

The file is read first, in a worker process like every other; its papers are shown with the
letterheads that speak for them, then written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Lang
from pipeline.cli.options import session_of
from pipeline.cli.session import Session
from pipeline.cli.session import Stop
from pipeline.cli.session import exit_code_of

__all__ = ["split", "split_command"]


def split_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    out: Annotated[str, typer.Option("--out", metavar="FOLDER")],
    lang: Lang = None,
) -> int:
    """Declare the command; see `split`."""
    return split(session_of(context, lang), file, out=out)


def split(session: Session, file: str, *, out: str) -> int:
    """Part a file that holds several papers; one that holds a single paper is left alone.

    Args:
        session: Settings and language.
        file: A PDF or TIFF.
        out: Folder for the parts, not that of the file.
    """
    from pipeline.cli.reading_commands import read_one
    from pipeline.cli.record_view import part_line
    from pipeline.cli.terminal import clean
    from pipeline.splitting import SplitError
    from pipeline.splitting import split_file

    record = read_one(session, file)
    name = record.source.file
    for part in record.parts:
        sys.stdout.write(clean(part_line(part, session.lang)) + "\n")
    try:
        written = split_file(Path(file), record, Path(out))
    except SplitError as error:
        about = error.detail if error.problem == "there" else name
        key = f"error.split-{error.problem}"
        raise Stop(key, place=out, name=about, reason=error.detail) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop("error.target", place=out, reason=reason) from error
    if written:
        session.note(session.say("split.done", count=len(written), place=out))
    elif record.outcome.category.value in {"done", "partial"}:
        session.note(session.say("split.one", name=clean(name)))
    return exit_code_of([record])
