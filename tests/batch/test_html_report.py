"""The report of a run: what it says, that nothing in it can act, and where it may be written."""

from __future__ import annotations

import base64
import hashlib
import re
import stat
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.settings import Settings
from pipeline.archive.duplicates import DuplicateKind
from pipeline.archive.duplicates import DuplicatePair
from pipeline.batch.html_report import ReportRefusedError
from pipeline.batch.html_report import check_report
from pipeline.batch.html_report import check_report_folder
from pipeline.batch.html_report import leave_report
from pipeline.batch.html_report import report_html
from pipeline.batch.html_report import write_report
from pipeline.batch.inbox import InboxError
from pipeline.batch.inbox import InboxProblem
from pipeline.batch.inbox import LeftOut
from pipeline.batch.inbox import LeftOutReason
from pipeline.batch.summary import RunSummary
from pipeline.batch.summary import SummaryRow
from pipeline.batch.summary import summary_row

C = OutcomeCode
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def a_row(
    file: str = "a.pdf", code: OutcomeCode = C.COMPLETE, *, seconds: float = 1.5, detail=None
) -> SummaryRow:
    record = Record(source=Source(file=file, pages=2), outcome=outcome(code, detail=detail))
    return replace(summary_row(record, seconds=seconds, peak_mb=100.0), file=file)


def a_summary(*rows: SummaryRow, left_out: tuple[LeftOut, ...] = (), known: int = 0) -> RunSummary:
    return RunSummary(
        folder="inbox", archive="a.sqlite3", rows=rows, known=known, left_out=left_out,
        workers=2, seconds=4.0,
    )  # fmt: skip


class Page(HTMLParser):
    """Every tag with its attributes, and every text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page_of(summary: RunSummary, lang: str = "vi") -> Page:
    return Page(report_html(summary, lang, moment=MOMENT))


MIXED = a_summary(
    a_row("xong.pdf"),
    a_row("khoá.pdf", C.PASSWORD, seconds=0.1),
    a_row("chậm.pdf", C.OUT_OF_TIME, seconds=600.0, detail="600 s"),
    a_row("xem.pdf", C.COMPLETE_WITH_FINDINGS),
    left_out=(
        LeftOut(name="lối.pdf", reason=LeftOutReason.LINK),
        LeftOut(name=".ẩn", reason=LeftOutReason.HIDDEN),
    ),
    known=7,
)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_outcome_has_its_cause_and_next_step(lang) -> None:
    summary = a_summary(*[a_row(f"{code}.pdf", code) for code in C])
    texts = page_of(summary, lang).texts
    for code in C:
        words = outcome(code)
        assert code.value in texts
        assert (words.message if lang == "vi" else words.message_en) in texts
        step = words.next_step if lang == "vi" else words.next_step_en
        assert step is None or step in texts


def test_what_needs_a_person_comes_with_its_reason_gravest_first() -> None:
    text = report_html(MIXED, "vi", moment=MOMENT)
    waiting = text[text.index("<h2>Cần người xem") : text.index("<h2>Để lại")]
    names = re.findall(r'<td class="name">([^<]*)', waiting)
    assert names == ["chậm.pdf", "khoá.pdf", "xem.pdf"]
    assert "(600 s)" in waiting
    assert "Cần người xem: 3 tệp; để lại trong hộp thư: 1." in text


def test_figures_of_the_run() -> None:
    text = report_html(MIXED, "vi", moment=MOMENT)
    figures = dict(re.findall(r"<li><strong>([^<]*)</strong> <span>([^<]*)</span>", text))
    assert "2,00" in figures  # eight pages in four seconds
    assert figures["7"] == "đã biết từ trước"
    assert "2.00" in report_html(MIXED, "en", moment=MOMENT)


def test_the_slowest_files_slowest_first() -> None:
    rows = [a_row(f"{number}.pdf", seconds=float(number)) for number in range(20)]
    text = report_html(a_summary(*rows), "en", moment=MOMENT)
    names = re.findall(r'<td class="name">([^<]*)', text[text.index("<h2>Slowest") :])
    assert names == [f"{number}.pdf" for number in range(19, 9, -1)]


def test_what_is_no_document_is_not_reported_as_left_lying() -> None:
    texts = page_of(MIXED).texts
    assert "lối.pdf" in texts
    assert ".ẩn" not in texts


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        (a_summary(), "Nothing was new."),
        (a_summary(a_row(), a_row("b.pdf", C.DUPLICATE)), "Every file is done"),
        (a_summary(a_row(code=C.COMPLETE_WITH_FINDINGS)), "look at 1 files"),
    ],
)
def test_the_verdict(summary, words) -> None:
    assert words in report_html(summary, "en", moment=MOMENT)


def test_a_long_list_ends_and_says_so() -> None:
    rows = [a_row(f"{number}.pdf", C.DAMAGED) for number in range(1_234)]
    text = report_html(a_summary(*rows), "en", moment=MOMENT)
    assert "… and 734 more." in text
    assert len(text) < 400_000


HOSTILE = [
    "<script>alert(1)</script>.pdf",
    '"><img src=x onerror=alert(1)>.pdf',
    "a\nb\r\t.pdf",
    "{{ 7 * 7 }}{% raw %}.pdf",
    "</style></title><base href=//x>.pdf",
    "&lt;&#60;.pdf",
    "gian\u202efdp.exe",
    "h\udcffng.pdf",
    "\x00\x1b[31m.pdf",
    "n" * 4_000,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_and_nothing_else(name) -> None:
    summary = a_summary(a_row(name, C.DAMAGED, detail=name))
    hostile = replace(
        summary,
        folder=name,
        archive=name,
        left_out=(LeftOut(name=name, reason=LeftOutReason.LINK),),
    )
    harmless = replace(
        a_summary(a_row("a", C.DAMAGED, detail="a")),
        folder="a",
        archive="a",
        left_out=(LeftOut(name="a", reason=LeftOutReason.LINK),),
    )
    page = page_of(hostile)
    assert page.tags == page_of(harmless).tags
    assert "49" not in "".join(page.texts)
    html = report_html(hostile, "vi", moment=MOMENT)
    assert html.encode("utf-8")
    assert not re.search("[\x00\x1b\u202e\udcff]", html)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_makes_a_tag(name: str, detail: str) -> None:
    page = page_of(a_summary(a_row(name, C.DAMAGED, detail=detail)))
    assert page.tags == page_of(a_summary(a_row("a", C.DAMAGED, detail="a"))).tags


def test_the_page_is_whole_in_itself_and_its_policy_lets_nothing_else_in() -> None:
    page = page_of(MIXED)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "a", "form", "object", "base", "svg"}
    attributes = {name for _, given_ in page.tags for name in given_}
    assert not {name for name in attributes if name.startswith("on") or name in {"src", "href"}}
    assert "url(" not in report_html(MIXED, "vi", moment=MOMENT)
    (policy,) = [
        given_["content"] for tag, given_ in page.tags
        if tag == "meta" and given_.get("http-equiv") == "Content-Security-Policy"
    ]  # fmt: skip
    style = next(text for text in page.texts if "@media print" in text)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_file_is_for_its_owner_only_and_the_same_twice(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_report(MIXED, tmp_path / name, "vi", moment=MOMENT)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_an_earlier_report_may_be_written_over_and_nothing_else(tmp_path: Path) -> None:
    inbox, place = tmp_path / "inbox", tmp_path / "out" / "report.html"
    inbox.mkdir()
    check_report(place, inbox)
    write_report(MIXED, place, "vi", moment=MOMENT)
    check_report(place, inbox)
    (tmp_path / "page.html").write_text("<html>a page of somebody's</html>")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "link.html").symlink_to(place)
    for name in ("page.html", "folder.html", "link.html", "report.pdf", "report"):
        with pytest.raises(ReportRefusedError):
            check_report(tmp_path / name, inbox)


@pytest.mark.parametrize("name", ["r.html", "sub/r.html", "../inbox/r.html"])
def test_no_report_inside_the_inbox(tmp_path: Path, name) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with pytest.raises(InboxError) as caught:
        check_report(inbox / name, inbox)
    assert caught.value.problem is InboxProblem.REPORT_INSIDE
    settings = Settings(report_dir=inbox / "reports")
    with pytest.raises(InboxError):
        check_report_folder(settings, inbox)
    check_report_folder(Settings(report_dir=tmp_path / "reports"), inbox)
    check_report_folder(Settings(), inbox)


def test_scheduled_runs_leave_a_report_each_and_none_for_nothing(tmp_path: Path) -> None:
    settings = Settings(report_dir=tmp_path / "reports")
    places = [leave_report(MIXED, settings) for _ in range(3)]
    assert len(set(places)) == 3
    assert stat.S_IMODE((tmp_path / "reports").stat().st_mode) == 0o700
    for place in places:
        assert place is not None
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert leave_report(a_summary(known=9), settings) is None
    assert leave_report(MIXED, Settings()) is None
    assert len(list((tmp_path / "reports").iterdir())) == 3


def test_the_page_names_what_a_file_repeats_and_escapes_it() -> None:
    pair = DuplicatePair(
        source_name="<b>a</b>.pdf",
        kind=DuplicateKind.NEAR_IDENTICAL,
        similarity=0.97,
        other_name="goc.pdf",
        other_reference="12-CV/TU",
    )
    page = report_html(replace(a_summary(), duplicates=(pair,)), "en", moment=MOMENT)
    assert "goc.pdf (12-CV/TU)" in page
    assert "&lt;b&gt;a&lt;/b&gt;.pdf" in page
    assert "<b>a</b>" not in page
