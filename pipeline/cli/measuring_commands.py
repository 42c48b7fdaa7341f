"""The commands that measure: `evaluate` against labels, `diff` of one run against another.

Each takes a session and plain values and returns an exit code. Figures go to standard output.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from pipeline.cli.session import Session
from pipeline.cli.session import Stop
from pipeline.cli.session import stopping
from pipeline.cli.terminal import clean
from pipeline.cli.terminal import pure_output

__all__ = ["DIFFERENT", "diff", "evaluate"]

# Exit code of `diff` for runs that differ.
DIFFERENT = 2


def evaluate(
    session: Session,
    folder: str,
    *,
    form: Literal["text", "json", "markdown"],
    show_values: bool,
    workers: int,
) -> int:
    """Compare readings with the labels beside the documents and write the figures."""
    if not Path(folder).is_dir():
        raise Stop("error.no-folder", place=folder)
    from pipeline.evaluation import evaluate_folder
    from pipeline.evaluation import render_markdown
    from pipeline.evaluation import render_text

    with pure_output() as output:
        evaluation = evaluate_folder(
            Path(folder), session.settings, workers=workers, show_values=show_values
        )
        if not evaluation.documents:
            raise Stop("error.no-labels", place=folder)
        if form == "json":
            output.write(evaluation.to_json() + "\n")
        elif form == "markdown":
            output.write(_lines(render_markdown(evaluation)))
        else:
            output.write(_lines(render_text(evaluation, lang=session.lang)))
    return 0


def diff(session: Session, first: str, second: str, *, as_json: bool, show_values: bool) -> int:
    """Write what changed from one run to another; 0 when nothing did, else `DIFFERENT`."""
    from pipeline.evaluation import NoRunError
    from pipeline.evaluation import diff_runs
    from pipeline.evaluation import load_run
    from pipeline.evaluation import render_diff

    try:
        with stopping():
            runs = [load_run(place) for place in (first, second)]
    except NoRunError as error:
        if error.line:
            raise Stop("error.bad-run", place=error.place, line=error.line) from error
        raise Stop("error.no-run", place=error.place) from error
    found = diff_runs(*runs, show_values=show_values)
    if as_json:
        sys.stdout.write(found.to_json() + "\n")
    else:
        sys.stdout.write(_lines(render_diff(found, lang=session.lang)))
    return 0 if found.identical else DIFFERENT


def _lines(text: str) -> str:
    return "".join(clean(line) + "\n" for line in text.splitlines())
