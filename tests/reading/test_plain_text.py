"""Plain text: encodings, converter marks, tables, pages, line numbers."""

from __future__ import annotations

import contextlib
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.settings import Settings
from pipeline.reading.failure import ReadFailure
from pipeline.reading.plain_text import decode
from pipeline.reading.plain_text import read_text


def read(tmp_path: Path, text: str | bytes, **limits: int) -> Reading:
    path = tmp_path / "a.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_text(path, Settings(**limits))


def lines_of(page: Page) -> dict[int, str]:
    lines: dict[int, list[str]] = {}
    for word in page.words:
        lines.setdefault(word.line, []).append(word.text)
    return {number: " ".join(words) for number, words in lines.items()}


def test_lines_and_blank_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, "THÀNH ỦY HÀ NỘI\n*\n\nSố 1021 -CV/TU\n\n\nĐẢNG CỘNG SẢN\n")
    page = reading.pages[0]
    assert reading.kind is FileKind.TEXT
    assert page.source is PageSource.TEXT
    assert (page.number, page.width_pt, page.height_pt) == (1, 0.0, 0.0)
    assert lines_of(page) == {
        0: "THÀNH ỦY HÀ NỘI",
        1: "*",
        3: "Số 1021 -CV/TU",
        6: "ĐẢNG CỘNG SẢN",
    }
    assert all(w.box is None and w.confidence == 1.0 and not w.ocr for w in page.words)


MARKS = [
    # (source, words, raw of the first word or None)
    ("**QUYẾT ĐỊNH**", "QUYẾT ĐỊNH", "**QUYẾT"),
    ("(*có phụ lục kèm theo*)", "(có phụ lục kèm theo)", "(*có"),
    ("“*Tổ chức sơ kết*”", "“Tổ chức sơ kết”", "“*Tổ"),
    ("gửi:* các cơ quan", "gửi: các cơ quan", "gửi:*"),
    ("# THÔNG BÁO", "THÔNG BÁO", None),
    ("1\\. Giao Văn phòng", "1. Giao Văn phòng", "1\\."),
    ("<b>Nơi nhận</b>:", "Nơi nhận:", "<b>Nơi"),
    ("VP HĐND &amp; UBND", "VP HĐND & UBND", None),
    # what belongs to the paper stays
    ("*", "*", None),
    ("* Thành phần: lãnh đạo", "* Thành phần: lãnh đạo", None),
    ("-----", "-----", None),
    ("- Ban Bí thư, } (để báo cáo)", "- Ban Bí thư, } (để báo cáo)", None),
    ("Ghi chú (*) xem dưới", "Ghi chú (*) xem dưới", None),
    ("3*4 mét", "3*4 mét", None),
    ("______", "______", None),
    # repairs
    ("uỷvềtăng trưởng", "uỷ về tăng trưởng", None),
    ("T H À N H  Ủ Y", "THÀNH ỦY", "T H À N H"),
    ("QÐ-UBND", "QĐ-UBND", "QÐ-UBND"),
]


@pytest.mark.parametrize(("source", "words", "raw"), MARKS)
def test_marks(tmp_path: Path, source: str, words: str, raw: str | None) -> None:
    page = read(tmp_path, source).pages[0]
    assert " ".join(w.text for w in page.words) == words
    assert page.words[0].raw == raw


def test_marks_over_lines_end_with_the_paragraph(tmp_path: Path) -> None:
    page = read(tmp_path, "**T/M BAN\nPHÓ BÍ THƯ** sau *hở\nvẫn\n\nthường").pages[0]
    assert [w.text for w in page.words if w.bold] == ["T/M", "BAN", "PHÓ", "BÍ", "THƯ"]
    assert [w.text for w in page.words if w.italic] == ["hở", "vẫn"]


TABLE = "Trước\n\nSTT\tNội dung\tCơ quan\nI.\tVề kinh tế\t\n\tCơ cấu\tSở\n\nSau"


def test_tab_table(tmp_path: Path) -> None:
    page = read(tmp_path, TABLE).pages[0]
    (table,) = page.tables
    assert (table.rows, table.columns, table.ruled) == (3, 3, False)
    assert [c.text for c in table.cells] == [
        "STT", "Nội dung", "Cơ quan", "I.", "Về kinh tế", "", "", "Cơ cấu", "Sở",
    ]  # fmt: skip
    before, after = page.words
    assert before.line < table.line <= after.line
    lines = [w.line for c in table.cells for w in c.words]
    assert lines == sorted(lines)
    assert max(lines) < after.line


def test_bar_table(tmp_path: Path) -> None:
    source = "| STT | Nội dung | Cơ quan |\n|---|:--:|---|\n| 1 | **Việc** | Sở |\n"
    (table,) = read(tmp_path, source).pages[0].tables
    assert [c.text for c in table.cells] == ["STT", "Nội dung", "Cơ quan", "1", "Việc", "Sở"]


def test_letterhead_side_by_side_is_no_table(tmp_path: Path) -> None:
    source = (
        "TỈNH ỦY YÊN BÁI\tĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 12-CV/TU\tYên Bái, ngày 01\n\n\tThụt dòng"
    )
    page = read(tmp_path, source).pages[0]
    assert page.tables == ()
    source = "TỈNH ỦY YÊN BÁI\tĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-CV/TU\tYên Bái, ngày 01"
    page = read(tmp_path, source).pages[0]
    assert page.tables == ()
    assert list(lines_of(page).values()) == [
        "TỈNH ỦY YÊN BÁI", "Số 12-CV/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Yên Bái, ngày 01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (
            "SỞ Y TẾ | CỘNG HÒA |\nSố: 12/SYT | An Khê |",
            ["SỞ Y TẾ", "CỘNG HÒA", "Số: 12/SYT", "An Khê"],
        ),
        ("SỞ Y TẾ\n|\nCỘNG HÒA\n|", ["SỞ Y TẾ", "CỘNG HÒA"]),
        ("Nơi nhận: | KT. GIÁM ĐỐC |", ["Nơi nhận:", "KT. GIÁM ĐỐC"]),
        ("| KT. GIÁM ĐỐC |", ["KT. GIÁM ĐỐC"]),
        ("SỞ Y TẾ ------- Số: 12/SYT | CỘNG HÒA |", ["SỞ Y TẾ", "Số: 12/SYT", "CỘNG HÒA"]),
        ("giá trị |x| lớn hơn 1", ["giá trị |x| lớn hơn 1"]),
    ],
)
def test_bars_of_a_layout_table_are_no_text(tmp_path: Path, source: str, lines: list[str]) -> None:
    page = read(tmp_path, source).pages[0]
    assert page.tables == ()
    assert list(lines_of(page).values()) == lines


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    pages = read(tmp_path, "một\n\fhai\n\f\n\fba\f").pages
    assert [(p.number, [w.text for w in p.words]) for p in pages] == [
        (1, ["một"]), (2, ["hai"]), (3, []), (4, ["ba"]),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    data = end.join(["Số 12-CV/TU", "", "Hà Nội"]).encode(encoding)
    assert lines_of(read(tmp_path, data).pages[0]) == {0: "Số 12-CV/TU", 2: "Hà Nội"}


def test_both_normal_forms_read_the_same(tmp_path: Path) -> None:
    text = "Thường vụĐảng uỷ đề nghị\n\n**Phó Bí thư**\tx\ty\n1\t2\t3"
    nfd = unicodedata.normalize("NFD", text)
    a, b = read(tmp_path, text).pages[0], read(tmp_path, nfd).pages[0]
    assert [(w.text, w.line, w.bold) for w in a.words] == [
        (w.text, w.line, w.bold) for w in b.words
    ]
    assert [c.text for c in a.tables[0].cells] == [c.text for c in b.tables[0].cells]


REFUSED = [
    ("Uû ban nh©n".encode("latin-1"), OutcomeCode.NOT_TEXT),
    (b"abc\x00def", OutcomeCode.NOT_TEXT),
    (b"a\x01b\x02c\x03d\x04", OutcomeCode.NOT_TEXT),
    (b"\xff\xfea", OutcomeCode.NOT_TEXT),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_not_text(data: bytes, code: OutcomeCode) -> None:
    with pytest.raises(ReadFailure) as caught:
        decode(data)
    assert caught.value.code is code


def test_limits(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, "a\fb\fc", max_pages=2)
    assert caught.value.code is OutcomeCode.TOO_MANY_PAGES
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, " \n\t\n\f \n")
    assert caught.value.code is OutcomeCode.NOTHING_TO_READ


@example("0\u1680")
@example("một&nbsp;hai\u2009ba")
@given(st.text(max_size=300))
def test_any_text_gives_words_without_blanks(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("t") / "a.txt"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        reading = read_text(path, Settings())
    except ReadFailure:
        return
    for page in reading.pages:
        words = [*page.words, *(w for t in page.tables for c in t.cells for w in c.words)]
        assert all(w.text and not any(ch.isspace() for ch in w.text) for w in words)
        assert [w.line for w in page.words] == sorted(w.line for w in page.words)


HOSTILE = ["*" * 100_000, "\t" * 100_000, "|" * 50_000 + "\n" + "|-" * 50_000 + "|", "\\" * 100_000,
           "<b" * 50_000, "(*" * 50_000, "A " * 50_000, "#" * 100_000, "\n" * 100_000 + "x"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_takes_no_time(tmp_path: Path, text: str) -> None:
    begin = time.process_time()
    with contextlib.suppress(ReadFailure):
        read(tmp_path, text)
    assert time.process_time() - begin < 3.0
