"""What became of a run over a folder: a row per file, what was left out, and where the archive is."""

from __future__ import annotations

from rich.console import Console

from models.outcome import outcome
from pipeline.batch import RunSummary
from pipeline.batch import SummaryRow
from pipeline.cli.duplicate_view import duplicate_lines
from pipeline.cli.terminal import clean
from pipeline.cli.terminal import make_table
from pipeline.wording import Language
from pipeline.wording import say

__all__ = ["print_summary"]

_HEADINGS = (
    "file",
    "outcome",
    "document_type",
    "reference_number",
    "issued_on",
    "issuing_body",
    "tasks",
    "rows",
    "findings",
)

_NAMES_SHOWN = 3


def print_summary(summary: RunSummary, console: Console, lang: Language) -> None:
    """Print the table of a run and its counts; files that need a person get a next step."""
    if summary.rows:
        headings = [say(lang, f"head.{name}") for name in _HEADINGS]
        console.print(make_table(headings, [_cells(row) for row in summary.rows]))
    for row in summary.rows:
        line = _advice(row, lang)
        if line is not None:
            console.print(line)
    for line in duplicate_lines(summary.duplicates, lang):
        console.print(line, soft_wrap=True)
    for left in summary.held_up:
        reason = say(lang, f"left-out.{left.reason}")
        console.print(clean(say(lang, "left-out", name=left.name, reason=reason)))
    others = [left.name for left in summary.left_out if left not in summary.held_up]
    if others:
        names = ", ".join(others[:_NAMES_SHOWN]) + (", …" if len(others) > _NAMES_SHOWN else "")
        line = say(lang, "left-out-others", count=len(others), names=names)
        console.print(clean(line), soft_wrap=True)
    if summary.is_nothing_new:
        console.print(say(lang, "nothing-new"))
    read = len(summary.rows)
    total = read + summary.known
    console.print(
        clean(say(lang, "ingested", total=total, read=read, known=summary.known)), soft_wrap=True
    )
    console.print(clean(say(lang, "archive-at", place=summary.archive)), soft_wrap=True)


def _cells(row: SummaryRow) -> list[object]:
    return [
        row.file,
        row.code.value,
        row.document_type,
        row.reference_number,
        row.issued_on,
        row.issuing_body,
        row.tasks,
        row.appendix_rows,
        row.findings,
    ]


def _advice(row: SummaryRow, lang: Language) -> str | None:
    """A line for a file that was not read in full; findings have their column already."""
    if row.category == "done":
        return None
    words = outcome(row.code)
    message = words.message if lang == "vi" else words.message_en
    step = words.next_step if lang == "vi" else words.next_step_en
    return clean(f"{row.file}: {message} {step or ''}".rstrip())
