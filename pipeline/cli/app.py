"""The command line: which commands there are, and how each way of ending becomes an exit code.

In: the arguments. Out: an exit code of `models.outcome.ExitCode`. Nothing heavy is imported here:
`--help` must answer at once. All texts come from `pipeline.wording`; the language is looked up
first, so that help and complaints about wrong use speak it too.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable
from collections.abc import Sequence
from typing import Annotated
from typing import Literal

import typer
from typer.core import TyperArgument
from typer.core import TyperGroup
from typer.core import TyperOption
from typer.main import get_command

from pipeline.cli.analyst_commands import bodies_command
from pipeline.cli.analyst_commands import cites_command
from pipeline.cli.analyst_commands import tasks_command
from pipeline.cli.ledger_app import LEDGER_COMMANDS
from pipeline.cli.ledger_app import LEDGER_OPTION_WORDS
from pipeline.cli.options import Archive
from pipeline.cli.options import AsJson
from pipeline.cli.options import Lang
from pipeline.cli.options import ShowValues
from pipeline.cli.options import session_of as _session
from pipeline.cli.session import MISSING_DEPENDENCY
from pipeline.cli.session import WRONG_USE
from pipeline.cli.session import Stop
from pipeline.cli.split_command import split_command
from pipeline.cli.terminal import clean
from pipeline.cli.terminal import use_utf8
from pipeline.wording import Language
from pipeline.wording import language_of
from pipeline.wording import say

__all__ = ["COMMANDS", "OPTION_WORDS", "build_command", "run"]

INTERRUPTED = 130
# How writing to an open stream fails: disk full, quota, file too large, device, closed.
_OUTPUT_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
_HELP_NAMES = {"-h", "--help"}
_HEADING_RE = re.compile("^(?:Usage|Options|Arguments|Commands):", re.MULTILINE)
_USE_KEYS = {
    "NoSuchOption": "use.no-option",
    "MissingParameter": "use.missing",
    "BadParameter": "use.bad-value",
    "BadOptionUsage": "use.missing",
}

# Words of options whose name alone does not say which help they need: (command, parameter).
OPTION_WORDS = {
    ("evaluate", "as_json"): "option.figures_json",
    ("diff", "as_json"): "option.figures_json",
    ("diff", "show_values"): "option.diff_values",
    ("search", "as_json"): "option.hits_json",
    ("export", "format_"): "option.export_format",
    ("split", "out"): "option.split_out",
    **LEDGER_OPTION_WORDS,
}


def _extract(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE…")],
    as_json: AsJson = False,
    lang: Lang = None,
) -> int:
    from pipeline.cli.reading_commands import extract

    return extract(_session(context, lang), files, as_json=as_json)


def _ingest(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER")],
    archive: Archive = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=64, metavar="N")] = None,
    report: Annotated[str | None, typer.Option("--report", metavar="FILE.html")] = None,
    lang: Lang = None,
) -> int:
    from pipeline.cli.reading_commands import ingest

    return ingest(_session(context, lang, archive), folder, workers=workers, report=report)


def _show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="REFERENCE-OR-FILE")],
    archive: Archive = None,
    as_json: AsJson = False,
    boxes: Annotated[str | None, typer.Option("--boxes", metavar="FOLDER")] = None,
    lang: Lang = None,
) -> int:
    from pipeline.cli.reading_commands import show

    return show(_session(context, lang, archive), name, as_json=as_json, boxes=boxes)


def _query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(metavar="SQL")],
    archive: Archive = None,
    format_: Annotated[str, typer.Option("--format", metavar="table|csv|json")] = "table",
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N")] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS")] = 60.0,
    lang: Lang = None,
) -> int:
    from pipeline.cli.archive_commands import query

    session = _session(context, lang, archive)
    return query(session, sql, format_=format_, limit=limit, timeout_s=timeout)


def _search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT…")],
    archive: Archive = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N")] = 20,
    as_json: AsJson = False,
    lang: Lang = None,
) -> int:
    from pipeline.cli.archive_commands import search

    return search(_session(context, lang, archive), words, limit=limit, as_json=as_json)


def _export(
    context: typer.Context,
    format_: Annotated[str, typer.Option("--format", metavar="jsonl|csv|parquet|xlsx|graphml")],
    out: Annotated[str, typer.Option("--out", metavar="PATH")],
    archive: Archive = None,
    lang: Lang = None,
) -> int:
    from pipeline.cli.archive_commands import export

    return export(_session(context, lang, archive), format_=format_, out=out)


def _evaluate(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER")],
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown")] = False,
    show_values: ShowValues = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, metavar="N")] = 1,
    lang: Lang = None,
) -> int:
    from pipeline.cli.measuring_commands import evaluate

    form: Literal["text", "json", "markdown"] = "markdown" if markdown else "text"
    return evaluate(
        _session(context, lang),
        folder,
        form="json" if as_json else form,
        show_values=show_values,
        workers=workers,
    )


def _diff(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="RUN_A")],
    second: Annotated[str, typer.Argument(metavar="RUN_B")],
    as_json: AsJson = False,
    show_values: ShowValues = False,
    lang: Lang = None,
) -> int:
    from pipeline.cli.measuring_commands import diff

    session = _session(context, lang)
    return diff(session, first, second, as_json=as_json, show_values=show_values)


def _version(context: typer.Context, lang: Lang = None) -> int:
    from importlib import metadata

    _session(context, lang)

    sys.stdout.write(f"vanthu {metadata.version('vanthu')}\n")
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    "extract": _extract,
    "ingest": _ingest,
    "show": _show,
    "split": split_command,
    "query": _query,
    "search": _search,
    "export": _export,
    "tasks": tasks_command,
    "cites": cites_command,
    "bodies": bodies_command,
    "evaluate": _evaluate,
    "diff": _diff,
    **LEDGER_COMMANDS,
    "version": _version,
}


def build_command(lang: Language) -> TyperGroup:
    """Return the whole command with all its help in `lang`."""
    app = typer.Typer(
        name="vanthu",
        help=say(lang, "help"),
        epilog=_verbatim(say(lang, "help.epilog")),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for name, function in COMMANDS.items():
        example = f"{say(lang, 'help.example')}\n  {say(lang, f'example.{name}')}"
        text = say(lang, f"help.{name}")
        app.command(name, help=text, short_help=text, epilog=_verbatim(example))(function)
    group = get_command(app)
    assert isinstance(group, TyperGroup)  # noqa: S101 - an app with commands is a group
    for command in (group, *group.commands.values()):
        for parameter in command.params:
            if isinstance(parameter, TyperArgument | TyperOption):
                parameter.help = say(lang, _option_key(command.name, parameter.name))
    return group


def _option_key(command: str | None, parameter: str | None) -> str:
    return OPTION_WORDS.get((command or "", parameter or ""), f"option.{parameter}")


def _verbatim(text: str) -> str:
    """Keep line breaks: the help formatter joins a paragraph's lines unless it begins with BS."""
    return "\n\n".join("\b\n" + paragraph for paragraph in text.split("\n\n"))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; every way of ending becomes an exit code and at most two lines."""
    use_utf8()
    # Whatever a command writes (pictures of pages, folders on the way) is for its owner alone.
    before = os.umask(0o077)
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = _language(given)
    try:
        code = _invoke(given, lang)
        sys.stdout.flush()
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        return _complain(_wrong_use(error, lang), WRONG_USE)
    except Stop as stop:
        return _complain(stop.lines(lang), stop.code)
    except ImportError as error:
        name = error.name or type(error).__name__
        return _complain(Stop("error.dependency", name=name).lines(lang), MISSING_DEPENDENCY)
    except KeyboardInterrupt:
        return _complain([say(lang, "interrupted")], INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output wants no more.
        _silence_output()
        return INTERRUPTED
    except OSError as error:
        return _output_failed(error, lang) if _is_output(error) else _unexpected(error, lang)
    except Exception as error:  # noqa: BLE001 - the border: a person gets no traceback
        return _unexpected(error, lang)
    finally:
        os.umask(before)
    return code


def _invoke(arguments: list[str], lang: Language) -> int:
    command = build_command(lang)
    left, leading = _without_leading_language(arguments)
    text = _help(command, left)
    if text is not None:
        sys.stdout.write(_headed(text, lang) + "\n")
        return 0
    with command.make_context("vanthu", left, obj=leading) as context:
        return int(command.invoke(context) or 0)


def _help(group: TyperGroup, arguments: Sequence[str]) -> str | None:
    """Return the help that is asked for, None when none is.

    Made before anything is parsed: for its first option the parser loads pydantic, which would
    double the time of every help.
    """
    asked = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if arguments and not _HELP_NAMES.intersection(asked):
        return None
    context = typer.Context(group, info_name="vanthu")
    name = next((word for word in asked if not word.startswith("-")), None)
    if name is None:
        return group.get_help(context)
    command = group.commands.get(name)
    if command is None:
        return None
    return command.get_help(typer.Context(command, info_name=name, parent=context))


def _headed(text: str, lang: Language) -> str:
    """Put the headings that the formatter writes in English into `lang`."""
    text = text.replace(say("en", "help.self"), say(lang, "help.self"))
    return _HEADING_RE.sub(lambda found: say(lang, f"help.heading.{found.group()}"), text)


def _without_leading_language(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Take every --lang off that stands before the command; the last one counts."""
    left: list[str] = []
    found: str | None = None
    words = list(arguments)
    while words and words[0].startswith("-") and words[0] != "--":
        word = words.pop(0)
        if word == "--lang" and words:
            found = words.pop(0)
        elif word.startswith("--lang="):
            found = word.removeprefix("--lang=")
        else:
            left.append(word)
    return left + words, found


def _is_output(error: OSError) -> bool:
    """Tell a failed write to an open stream from a failure that names a file."""
    return error.filename is None and error.errno in _OUTPUT_ERRORS


def _output_failed(error: OSError, lang: Language) -> int:
    _silence_output()
    return _complain([say(lang, "output-failed", reason=error.strerror)], WRONG_USE)


def _silence_output() -> None:
    """Send what is still to be written nowhere: at exit the same failure would come again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _unexpected(error: Exception, lang: Language) -> int:
    if os.environ.get("VANTHU_DEBUG"):
        import traceback

        traceback.print_exception(error)
    stop = Stop("error.internal", name=type(error).__name__)
    return _complain(stop.lines(lang), stop.code)


def _language(arguments: Sequence[str]) -> Language:
    """Look the language up before anything is parsed; the last --lang wins, then the environment."""
    found = language_of(os.environ.get("VANTHU_LANG"))
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            found = language_of(arguments[index + 1]) or found
        elif argument.startswith("--lang="):
            found = language_of(argument.removeprefix("--lang=")) or found
    return found or "vi"


def _wrong_use(error: typer.TyperException, lang: Language) -> list[str]:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "vanthu"
    return [_reason(error, lang), say(lang, "use.next", command=command)]


def _reason(error: typer.TyperException, lang: Language) -> str:
    reason = str(getattr(error, "message", "") or error)
    if reason.startswith("No such command"):
        return say(lang, "use.no-command", name=reason.split("'")[1] if "'" in reason else "")
    key = _USE_KEYS.get(type(error).__name__)
    parameter = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None) or getattr(error, "option_name", None)
    name = hint or (parameter.opts[0] if parameter is not None and parameter.opts else None)
    if parameter is not None and parameter.param_type_name == "argument":
        name = parameter.metavar or name
    if key is None or name is None:
        return say(lang, "use.other", reason=clean(reason))
    return say(lang, key, name=clean(name))


def _complain(lines: Sequence[str], code: int) -> int:
    for line in lines:
        sys.stderr.write(clean(line) + "\n")
    return code
