"""The report of a run as one HTML page that a clerk opens, prints and files.

In: the summary of a run. Out: a file that its owner alone may read, and that needs nothing else: no
script, no picture, no address. Its policy forbids whatever somebody might smuggle in, and every
text is escaped by the template library; names of files come from outside.

The page tells what `RunSummary` tells without the values of the papers: names, outcomes with cause
and next step, counts, pages, times. `check_report` is asked before a run whether its place will do.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment
from jinja2 import StrictUndefined
from jinja2 import Template
from markupsafe import Markup

from models.outcome import Category
from models.outcome import Outcome
from models.outcome import outcome
from models.settings import Settings
from pipeline.archive.atomic_write import new_file
from pipeline.archive.storable import storable_name
from pipeline.batch.duplicate_lines import duplicate_lines
from pipeline.batch.inbox import InboxError
from pipeline.batch.inbox import InboxProblem
from pipeline.batch.summary import RunSummary
from pipeline.batch.summary import SummaryRow
from pipeline.wording import Language
from pipeline.wording import say

__all__ = [
    "ReportRefusedError",
    "check_report",
    "check_report_folder",
    "leave_report",
    "report_html",
    "write_report",
]

_MOST_ROWS = 500
_SLOWEST = 10
_MARK = b'<meta name="generator" content="vanthu run report">'
_HEAD_BYTES = 2_048
_ORDER = (Category.LOST, Category.FAILED, Category.REFUSED, Category.PARTIAL, Category.DONE)


class ReportRefusedError(Exception):
    """The place of a report holds something else, or is none for a report; nothing was written."""

    def __init__(self, place: Path) -> None:
        super().__init__(f"no report is written to {place}")
        self.place = place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row of one of the tables; every one shows some of these texts."""

    file: str = ""
    code: str = ""
    category: str = ""
    cause: str = ""
    step: str = ""
    files: int = 0
    pages: int = 0
    seconds: str = ""
    per_page: str = ""
    memory: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    moment: str
    folder: str
    archive: str
    verdict: str
    is_calm: bool
    figures: tuple[_Figure, ...]
    outcomes: tuple[_Line, ...]
    waiting: tuple[_Line, ...]
    more_waiting: int
    left_out: tuple[_Line, ...]
    more_left_out: int
    repeats: tuple[str, ...]
    slowest: tuple[_Line, ...]


def check_report(place: Path, folder: Path) -> None:
    """Refuse a place that is no place for a report; an earlier report may be written over.

    Args:
        place: The file to be written, ending in ``.html``.
        folder: The inbox of the run.

    Raises:
        InboxError: If the place lies inside the inbox.
        ReportRefusedError: If it has another ending, or holds anything but a report.
        OSError: If it cannot be looked at.
    """
    if place.resolve().is_relative_to(folder.resolve()):
        raise InboxError(InboxProblem.REPORT_INSIDE, place)
    is_link = place.is_symlink()
    if place.suffix.lower() != ".html" or is_link or (place.exists() and not place.is_file()):
        raise ReportRefusedError(place)
    if place.exists():
        with place.open("rb") as stream:
            if _MARK not in stream.read(_HEAD_BYTES):
                raise ReportRefusedError(place)


def check_report_folder(settings: Settings, folder: Path) -> None:
    """Refuse a folder for reports that lies inside the inbox.

    Raises:
        InboxError: If it does.
    """
    reports = settings.report_dir
    if reports is not None and reports.resolve().is_relative_to(folder.resolve()):
        raise InboxError(InboxProblem.REPORT_INSIDE, reports)


def leave_report(summary: RunSummary, settings: Settings) -> Path | None:
    """Write the report of a run into the folder that the settings name, and return its place.

    None where there is no such folder, or nothing was new: a run every quarter of an hour would bury
    what matters.

    Raises:
        OSError: If it cannot be written.
    """
    if settings.report_dir is None or summary.is_nothing_new:
        return None
    moment = datetime.now(UTC).astimezone()
    place = _free_place(settings.report_dir, moment)
    write_report(summary, place, settings.lang, moment=moment)
    return place


def _free_place(folder: Path, moment: datetime) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"vanthu-{moment.strftime('%Y%m%d-%H%M%S')}"
    place, number = folder / f"{stem}.html", 1
    while place.exists():
        number += 1
        place = folder / f"{stem}-{number}.html"
    return place


def write_report(summary: RunSummary, place: Path, lang: Language, *, moment: datetime) -> None:
    """Write the report of a run, whole or not at all.

    Args:
        summary: The run.
        place: The file; `check_report` has seen it.
        lang: Language of the page.
        moment: When the run ended, with a time zone.

    Raises:
        OSError: If it cannot be written.
    """
    with new_file(place) as path:
        path.write_text(report_html(summary, lang, moment=moment), "utf-8")


def report_html(summary: RunSummary, lang: Language, *, moment: datetime) -> str:
    """Return the report of a run as a page; arguments are those of `write_report`."""
    style = _text("run_report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _template().render(
        lang=lang,
        policy=Markup(policy),  # noqa: S704 - ours alone, and quotes must stay quotes
        style=Markup(style),  # noqa: S704 - ours alone
        say=lambda key, **values: say(lang, key, **values),
        report=_report(summary, lang, moment),
    )


def _text(name: str) -> str:
    return resources.files("pipeline.batch").joinpath(name).read_text("utf-8")


@cache
def _template() -> Template:
    surroundings = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return surroundings.from_string(_text("run_report.html"))


def _report(summary: RunSummary, lang: Language, moment: datetime) -> _Report:
    ranked = sorted(summary.rows, key=lambda row: _ORDER.index(row.category))
    waiting = [row for row in ranked if _outcome(row).next_step is not None]
    return _Report(
        moment=moment.strftime("%d/%m/%Y %H:%M:%S %z"),
        folder=storable_name(summary.folder),
        archive=storable_name(summary.archive),
        verdict=_verdict(summary, len(waiting), lang),
        is_calm=not waiting and not summary.held_up,
        figures=_figures(summary, len(waiting), lang),
        outcomes=_outcomes(ranked, lang),
        waiting=tuple(_line(row, lang) for row in waiting[:_MOST_ROWS]),
        more_waiting=max(0, len(waiting) - _MOST_ROWS),
        left_out=tuple(
            _Line(file=storable_name(one.name), cause=say(lang, f"left-out.{one.reason}"))
            for one in summary.held_up[:_MOST_ROWS]
        ),
        more_left_out=max(0, len(summary.held_up) - _MOST_ROWS),
        repeats=tuple(
            storable_name(line)
            for line in duplicate_lines(summary.duplicates, lang, most=_MOST_ROWS)
        ),
        slowest=_slowest(summary.rows, lang),
    )


def _verdict(summary: RunSummary, waiting: int, lang: Language) -> str:
    if waiting or summary.held_up:
        return say(lang, "report.look", count=waiting, left=len(summary.held_up))
    return say(lang, "report.nothing" if summary.is_nothing_new else "report.calm")


def _figures(summary: RunSummary, waiting: int, lang: Language) -> tuple[_Figure, ...]:
    pages = sum(row.pages for row in summary.rows)
    rate = pages / summary.seconds if summary.seconds > 0 else 0.0
    values = {
        "files": str(len(summary.rows)),
        "known": str(summary.known),
        "pages": str(pages),
        "rate": _decimal(rate, 2, lang),
        "time": _decimal(summary.seconds, 0, lang),
        "workers": str(summary.workers),
        "person": str(waiting),
    }
    return tuple(
        _Figure(name=say(lang, f"report.figure.{name}"), value=value)
        for name, value in values.items()
    )


def _outcomes(ranked: Sequence[SummaryRow], lang: Language) -> tuple[_Line, ...]:
    codes = dict.fromkeys(row.code for row in reversed(ranked))
    lines = []
    for code in codes:
        rows = [row for row in ranked if row.code is code]
        words = outcome(code)
        lines.append(
            _Line(
                code=code.value,
                category=words.category.value,
                cause=words.message if lang == "vi" else words.message_en,
                step=(words.next_step if lang == "vi" else words.next_step_en) or "",
                files=len(rows),
                pages=sum(row.pages for row in rows),
            )
        )
    return tuple(lines)


def _outcome(row: SummaryRow) -> Outcome:
    return outcome(row.code, detail=row.detail)


def _line(row: SummaryRow, lang: Language) -> _Line:
    words = _outcome(row)
    cause = words.message if lang == "vi" else words.message_en
    return _Line(
        file=storable_name(row.file),
        code=row.code.value,
        category=row.category.value,
        cause=f"{cause} ({storable_name(row.detail)})" if row.detail else cause,
        step=(words.next_step if lang == "vi" else words.next_step_en) or "",
    )


def _slowest(rows: Sequence[SummaryRow], lang: Language) -> tuple[_Line, ...]:
    measured = [(row.seconds, row) for row in rows if row.seconds is not None]
    measured.sort(key=lambda pair: (-pair[0], pair[1].file))
    return tuple(
        _Line(
            file=storable_name(row.file),
            pages=row.pages,
            seconds=_decimal(seconds, 2, lang),
            per_page=_decimal(seconds / row.pages, 2, lang) if row.pages else "",
            memory="" if row.peak_mb is None else _decimal(row.peak_mb, 0, lang),
        )
        for seconds, row in measured[:_SLOWEST]
    )


def _decimal(value: float, places: int, lang: Language) -> str:
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if lang == "vi" else text
