"""The front of the workbook: a register of incoming papers, their tasks, and what is to be looked at."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from pipeline.archive import export
from pipeline.archive import spreadsheet

OFFICIAL = [
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại", "Trích yếu nội dung",
    "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
]  # fmt: skip


@pytest.fixture
def filled(archive, make_record, make_entry, make_task):
    """Three papers, stored in another order than that of their days, and a file that was refused."""
    deadlines = [
        make_task("1.", "Giao A.", "Phòng A", deadline="2025-09-01"),
        make_task("2.", "Giao B.", "Phòng B", deadline="2025-06-30"),
        make_task("3.", "Ghi nhớ."),
    ]
    for seed, day, tasks, access, code in (
        ("c", "2025-05-01", deadlines, ["KHÔNG PHỔ BIẾN TRÊN MẠNG"], OutcomeCode.COMPLETE),
        ("a", "2025-01-02", [], [], OutcomeCode.SOME_PAGES_UNREADABLE),
        ("b", "2025-03-03", None, [], OutcomeCode.COMPLETE),
    ):
        record = make_record(
            seed=seed, number=seed, issued_on=day, tasks=tasks, access=access, code=code,
            subject=f"=1+1 {seed}",
        )  # fmt: skip
        archive.store(record, make_entry(record))
    words = outcome(OutcomeCode.PASSWORD)
    refused = Record(source=Source(file="khoá.pdf", sha256="9" * 64), outcome=words)
    archive.store(refused, make_entry(refused))
    return archive


def book_of(archive, place: Path, lang: str = "vi") -> openpyxl.Workbook:
    return openpyxl.load_workbook(export(archive, "xlsx", place / "r.xlsx", lang=lang).path)


def rows_of(sheet) -> list[dict[str, object]]:
    headings = [cell.value for cell in sheet[1]]
    return [
        dict(zip(headings, (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=2)
    ]


def test_the_register_comes_first_with_the_official_columns_in_order(filled, tmp_path) -> None:
    book = book_of(filled, tmp_path)
    assert book.sheetnames[:3] == ["Sổ công văn đến", "Nhiệm vụ", "Điểm cần xem"]
    assert [cell.value for cell in book.worksheets[0][1]][:11] == OFFICIAL


def test_a_line_of_the_register(filled, tmp_path) -> None:
    first, second, third = rows_of(book_of(filled, tmp_path).worksheets[0])
    assert [one["Số, ký hiệu"] for one in (first, second, third)] == [
        "a-CV/ĐU", "b-CV/ĐU", "c-CV/ĐU",
    ]  # fmt: skip
    assert third["Ngày tháng"].date() == date(2025, 5, 1)
    assert (third["Tác giả"], third["Tên loại"]) == ("Đảng uỷ xã Thanh Hà", "Công văn")
    assert (third["Kính gửi"], third["Người ký"]) == ("Các chi bộ trực thuộc", "Lê Văn Đạt")
    assert third["Hạn gần nhất"].date() == date(2025, 6, 30)
    assert (third["Số nhiệm vụ"], third["Số điểm cần xem"], third["Số trang"]) == (2, 1, 4)
    assert third["Hạn chế lưu hành"] == "KHÔNG PHỔ BIẾN TRÊN MẠNG"
    assert (first["Số nhiệm vụ"], first["Hạn gần nhất"]) == (0, None)
    assert first["Ghi chú"] == "Một số trang không đọc được."
    assert second["Ghi chú"] is None
    for blank in ("Ngày đến", "Số đến", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận"):
        assert {one[blank] for one in (first, second, third)} == {None}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_link_leads_to_a_row_of_the_same_paper(filled, tmp_path, lang) -> None:
    book = book_of(filled, tmp_path, lang)
    seen = 0
    for sheet in book.worksheets[:3]:
        column = next(c.column for c in sheet[1] if c.value in {"Số, ký hiệu", "Reference number"})
        for row in sheet.iter_rows(min_row=2):
            for cell in (one for one in row if one.hyperlink):
                name, place = re.fullmatch("'(.+)'!A([0-9]+)", cell.hyperlink.location).groups()
                assert cell.hyperlink.target is None
                target = [one.value for one in book[name][int(place)]]
                assert row[column - 1].value in target
                seen += 1
    assert seen == 3 + 2 + 3 + 3 + 3


def test_tasks_and_doubts_carry_the_paper_and_its_restrictions(filled, tmp_path) -> None:
    book = book_of(filled, tmp_path)
    tasks = rows_of(book["Nhiệm vụ"])
    assert [one["Giao cho"] for one in tasks] == ["Văn phòng Đảng uỷ", "Phòng A", "Phòng B"]
    assert tasks[1]["Hạn chế lưu hành"] == "KHÔNG PHỔ BIẾN TRÊN MẠNG"
    assert tasks[1]["Hạn"].date() == date(2025, 9, 1)
    doubts = rows_of(book["Điểm cần xem"])
    assert [one["Tệp"] for one in doubts] == ["a.pdf", "b.pdf", "c.pdf", "a.pdf", "khoá.pdf"]
    assert doubts[2]["Hạn chế lưu hành"] == "KHÔNG PHỔ BIẾN TRÊN MẠNG"
    assert doubts[4]["Điểm cần xem"] == outcome(OutcomeCode.PASSWORD).message
    assert doubts[4]["Việc cần làm"] == outcome(OutcomeCode.PASSWORD).next_step


def test_english_headings_and_messages(filled, tmp_path) -> None:
    book = book_of(filled, tmp_path, "en")
    assert book.sheetnames[:3] == ["Register of incoming papers", "Tasks by paper", "To look at"]
    register = rows_of(book.worksheets[0])
    assert register[0]["Notes"] == "Some pages could not be read."
    assert rows_of(book["To look at"])[0]["Point"] == "Number unclear."
    assert book.sheetnames[3] == "documents"


def test_a_front_sheet_is_made_for_reading_and_printing(filled, tmp_path) -> None:
    for sheet in book_of(filled, tmp_path).worksheets[:3]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert all(cell.font.bold for cell in sheet[1])
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
        assert all(cell.alignment.wrap_text for cell in cells)
        days = [cell for cell in cells if cell.is_date]
        assert {cell.number_format for cell in days} <= {"DD/MM/YYYY"}


def test_no_text_of_a_front_sheet_is_a_formula(filled, tmp_path) -> None:
    book = book_of(filled, tmp_path)
    cells = [c for sheet in book.worksheets[:3] for row in sheet.iter_rows() for c in row]
    assert not [cell for cell in cells if cell.data_type in {"f", "e"}]
    risky = [cell for cell in cells if str(cell.value).startswith("=")]
    assert len(risky) == 3
    assert all(cell.quotePrefix for cell in risky)


def test_an_empty_archive_gives_empty_sheets(archive, tmp_path) -> None:
    book = book_of(archive, tmp_path)
    assert [sheet.max_row for sheet in book.worksheets[:3]] == [1, 1, 1]


def test_the_same_papers_give_the_same_bytes(filled, tmp_path) -> None:
    one = export(filled, "xlsx", tmp_path / "one.xlsx").path.read_bytes()
    assert export(filled, "xlsx", tmp_path / "two.xlsx").path.read_bytes() == one
    assert export(filled, "xlsx", tmp_path / "en.xlsx", lang="en").path.read_bytes() != one


def test_more_links_than_a_sheet_holds_are_left_out(filled, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(spreadsheet, "_MOST_LINKS", 4)
    register = book_of(filled, tmp_path).worksheets[0]
    cells = [cell for row in register.iter_rows(min_row=2) for cell in row]
    assert len([cell for cell in cells if cell.hyperlink]) == 4
    assert rows_of(register)[2]["Số nhiệm vụ"] == 2, "the figure stays where its link goes"


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=40))
def test_any_text_can_stand_in_a_front_sheet(tmp_path, text) -> None:
    from pipeline.archive.workbook_register import FrontSheet
    from pipeline.archive.workbook_register import Link

    sheet = FrontSheet(
        name="Sổ", headings=("a", "b"), widths=(8, 8),
        rows=((text, Link(value=text or "–", sheet="Sổ", row=2)),),
    )  # fmt: skip
    spreadsheet.write_workbook([], tmp_path / "t.xlsx", front=[sheet])
    first, second = openpyxl.load_workbook(tmp_path / "t.xlsx")["Sổ"][2]
    assert {first.data_type, second.data_type} <= {"s", "n", "inlineStr"}
    assert second.hyperlink.location == "'Sổ'!A2"
