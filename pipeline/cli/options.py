"""Options that several commands share, and the session that they make.

In: what typer read from the command line. Out: a `Session`. Kept apart from `pipeline.cli.app`, so
that commands may be declared in more modules than one without a circle of imports.
"""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.session import Session
from pipeline.cli.session import open_session
from pipeline.wording import language_of

__all__ = ["Archive", "AsJson", "Lang", "ShowValues", "session_of"]

Lang = Annotated[str | None, typer.Option("--lang", metavar="vi|en")]
Archive = Annotated[str | None, typer.Option("--archive", metavar="PATH-OR-URL")]
AsJson = Annotated[bool, typer.Option("--json")]
ShowValues = Annotated[bool, typer.Option("--show-values")]


def session_of(context: typer.Context, lang: str | None, archive: str | None = None) -> Session:
    """Return the session for a command's options; a language before the command counts too.

    Raises:
        typer.BadParameter: If the language is neither ``vi`` nor ``en``.
    """
    chosen = lang if lang is not None else context.obj
    if chosen is not None and language_of(chosen) is None:
        raise typer.BadParameter("", param_hint="--lang")
    return open_session(language_of(chosen), archive=archive)
