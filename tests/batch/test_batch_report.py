"""What a run leaves for others to read: which rows, in which order, and a summary in two languages."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from models.outcome import Category
from models.outcome import ExitCode
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Appendix
from models.record import Record
from models.record import RowKind
from models.record import Source
from models.record import Table
from models.record import TableRow
from pipeline.archive.duplicates import DuplicateKind
from pipeline.archive.duplicates import DuplicatePair
from pipeline.batch.inbox import LeftOut
from pipeline.batch.inbox import LeftOutReason
from pipeline.batch.report import rows_to_publish
from pipeline.batch.report import summary_markdown
from pipeline.batch.summary import RunSummary
from pipeline.batch.summary import SummaryRow
from pipeline.batch.summary import summary_row
from pipeline.progress import SeveralProgress
from pipeline.progress import SilentProgress
from pipeline.progress import Stage
from pipeline.progress import TerminalProgress

C = OutcomeCode


def a_row(file: str = "a.pdf", code: OutcomeCode = C.COMPLETE) -> SummaryRow:
    record = Record(source=Source(file=file, pages=2), outcome=outcome(code))
    return summary_row(record, seconds=1.5, peak_mb=100.0)


def a_summary(*rows: SummaryRow, known: int = 0) -> RunSummary:
    return RunSummary(
        folder="inbox", archive="a.sqlite3", rows=rows, known=known, left_out=(), workers=2, seconds=3.2
    )  # fmt: skip


EXIT_CODES = [
    ([], ExitCode.ALL_DONE),
    ([C.COMPLETE, C.DUPLICATE], ExitCode.ALL_DONE),
    ([C.COMPLETE, C.PASSWORD], ExitCode.NEEDS_A_PERSON),
    ([C.SOME_PAGES_UNREADABLE], ExitCode.NEEDS_A_PERSON),
    ([C.KILLED, C.EMPTY], ExitCode.NOTHING_READ),
]


@pytest.mark.parametrize(("codes", "expected"), EXIT_CODES)
def test_exit_code_of_a_run(codes: list[OutcomeCode], expected: ExitCode) -> None:
    assert a_summary(*[a_row(code=code) for code in codes]).exit_code is expected


def test_what_needs_a_person_comes_first_and_the_rest_keeps_its_order() -> None:
    rows = [
        a_row("1", C.COMPLETE), a_row("2", C.PASSWORD), a_row("3", C.COMPLETE), a_row("4", C.KILLED),
        a_row("5", C.DAMAGED), a_row("6", C.SOME_PAGES_UNREADABLE), a_row("7", C.EMPTY),
    ]  # fmt: skip
    assert [row.file for row in rows_to_publish(a_summary(*rows))] == list("4527613")


def test_no_more_rows_than_a_table_can_hold() -> None:
    rows = [a_row(str(n)) for n in range(1_200)] + [a_row("lost", C.KILLED)]
    published = rows_to_publish(a_summary(*rows))
    assert (len(published), published[0].file) == (1_000, "lost")


def test_what_is_no_document_holds_nobody_up() -> None:
    left_out = tuple(LeftOut(name=str(reason), reason=reason) for reason in LeftOutReason)
    summary = replace(a_summary(), left_out=left_out)
    assert {one.name for one in summary.held_up} == {
        "link", "special-file", "still-changing", "no-access", "too-deep",
    }  # fmt: skip


def test_group_rows_are_no_appendix_rows() -> None:
    rows = [
        TableRow(page=1, kind=kind, cells=["x"], inherited=[False])
        for kind in (RowKind.SECTION, RowKind.ITEM, RowKind.CONTINUATION, RowKind.ITEM)
    ]
    record = Record(
        source=Source(file="a.pdf"), outcome=outcome(C.COMPLETE),
        appendices=[Appendix(tables=[Table(columns=["c"], rows=rows, page=1)])],
    )  # fmt: skip
    assert summary_row(record, seconds=None, peak_mb=None).appendix_rows == 3


def test_names_from_outside_stay_on_one_line() -> None:
    assert "\n" not in a_row("two\nlines\u202e.pdf").file


@pytest.mark.parametrize(
    ("lang", "nothing", "cause"),
    [
        ("vi", "Không có tệp mới", "Tệp có mật khẩu"),
        ("en", "Nothing new", "protected by a password"),
    ],
)
def test_summary_in_both_languages(lang: str, nothing: str, cause: str) -> None:
    assert nothing in summary_markdown(a_summary(known=4), lang)  # type: ignore[arg-type]
    text = summary_markdown(a_summary(a_row(), a_row("b.pdf", C.PASSWORD)), lang)  # type: ignore[arg-type]
    assert nothing not in text
    assert "`password`" in text
    assert cause in text


def test_a_file_name_is_no_mark_up() -> None:
    text = summary_markdown(a_summary(a_row("![x](http://a)<b>|`", C.EMPTY)), "en")
    assert "![x]" not in text
    assert "<b>" not in text


@pytest.mark.parametrize(("lang", "words"), [("vi", "Trùng với"), ("en", "Repeat another")])
def test_the_summary_says_what_repeats_what(lang: str, words: str) -> None:
    assert words not in summary_markdown(a_summary(a_row()), lang)  # type: ignore[arg-type]
    pairs = tuple(
        DuplicatePair(
            source_name=f"b{n}.pdf",
            kind=DuplicateKind.SAME_NUMBER,
            similarity=None,
            other_name="a_[x].pdf",
            other_reference=None,
        )
        for n in range(60)
    )
    summary = replace(a_summary(a_row()), duplicates=pairs)
    text = summary_markdown(summary, lang)  # type: ignore[arg-type]
    assert words in text
    assert "- b0.pdf — `same-number`: a\\_\\[x\\].pdf" in text
    assert "b49.pdf" in text
    assert "b50.pdf" not in text
    assert "10" in text.split("b49.pdf")[1]


def test_the_summary_names_only_some_of_many() -> None:
    text = summary_markdown(a_summary(*[a_row(f"{n}.pdf", C.EMPTY) for n in range(80)]), "en")
    assert text.count("`empty`") == 50
    assert "30 more" in text


def test_counts() -> None:
    summary = a_summary(a_row(), a_row(code=C.EMPTY), a_row(code=C.DUPLICATE))
    assert (summary.count(Category.DONE), summary.count(Category.LOST)) == (2, 0)


def told_to(progress: TerminalProgress) -> None:
    with progress:
        progress.entered(Stage.SERVER)
        progress.started(2)
        progress.finished("a.pdf", C.COMPLETE)
        progress.finished("b.pdf", C.EMPTY)


@pytest.mark.parametrize(
    ("lang", "announced", "attention"),
    [("vi", "13 giây", "cần xem: 1"), ("en", "13 seconds", "person: 1")],
)
def test_the_bar_tells_of_the_server_and_of_what_needs_a_person(
    lang: str, announced: str, attention: str
) -> None:
    console = Console(record=True, force_terminal=True, width=140, file=StringIO())
    told_to(TerminalProgress(lang=lang, console=console))  # type: ignore[arg-type]
    text = console.export_text()
    assert announced in text
    assert "2/2" in text
    assert attention in text
    assert "a.pdf" not in text


def test_without_a_terminal_there_is_no_bar() -> None:
    console = Console(record=True, width=140, file=StringIO())
    told_to(TerminalProgress(console=console))
    assert console.export_text().splitlines() == [
        "Đang khởi động máy chủ Prefect (khoảng 13 giây)…"
    ]


def test_several_are_told_and_silence_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(record=True, width=140, file=StringIO())
    several = SeveralProgress([SilentProgress(), TerminalProgress(console=console)])
    several.entered(Stage.WORKERS)
    several.started(1)
    several.finished("a.pdf", C.COMPLETE)
    several.ended()
    assert "Đang nạp" in console.export_text()
    assert capsys.readouterr() == ("", "")
