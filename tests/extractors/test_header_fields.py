"""The header's fields, read from whole papers in running text: what is found and what must not be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.addressees import find_addressees
from extractors.bodies import find_acting_author
from extractors.bodies import find_issuing_body
from extractors.bodies import find_superior_body
from extractors.document_type import find_document_type
from extractors.marks import find_marks
from extractors.place_date import find_issued_on
from extractors.place_date import find_place
from extractors.reference_number import SURE
from extractors.reference_number import find_reference_number
from extractors.signature import find_signatures
from extractors.subject import find_subject
from models.layout import Layout
from models.layout import ZoneKind
from pipeline.layout import lay_out
from tests.extractors.layouts import Block
from tests.extractors.layouts import a_layout
from tests.layout.press import a_reading
from tests.layout.press import flow_page

PARTY_FOOT = "Nơi nhận:\n- Như trên,\n- Lưu VPTU.\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Bình"


def paper(
    *,
    left: str = "TỈNH ỦY AN KHÊ\n*",
    number: str = "Số 12-CV/TU",
    subject: str = "V/v rà soát quy hoạch",
    right: str = "ĐẢNG CỘNG SẢN VIỆT NAM",
    date: str = "An Khê, ngày 05 tháng 3 năm 2026",
    heading: str = "",
    to: str = "Kính gửi: Các ban đảng Tỉnh ủy.",
    body: str = "Thực hiện Kế hoạch số 9-KH/TU ngày 02/01/2026 của Tỉnh ủy, yêu cầu các cơ quan triển khai.",
    foot: str = PARTY_FOOT,
) -> Layout:
    """Set a paper in running text from its parts; empty parts are left out."""
    parts = [left, number, subject, right, date, heading, to, body, foot]
    return lay_out(a_reading(flow_page("\n".join(part for part in parts if part))))


NUMBERS = [
    ("Số 12-CV/TU", "12-CV/TU", "12", "CV/TU"),
    # blank before the hyphen
    ("Số 1021 -CV/TU", "1021-CV/TU", "1021", "CV/TU"),
    # State form, colon, no type
    ("Số: 193 /UBND-KT", "193/UBND-KT", "193", "UBND-KT"),
    ("Số: 15/QĐ-UBND", "15/QĐ-UBND", "15", "QĐ-UBND"),
    # a large office's letters of a year
    ("Số: 101322/CTAK-TTHT", "101322/CTAK-TTHT", "101322", "CTAK-TTHT"),
    # no mark between number and letters
    ("Số: 85 TC/TCT", "85TC/TCT", "85", "TC/TCT"),
    ("Số: 85TCT/NV2", "85TCT/NV2", "85", "TCT/NV2"),
    ("Số: 26-NL/QĐ", "26-NL/QĐ", "26", "NL/QĐ"),
    ("Số: 845-TC/QĐ/KBNN", "845-TC/QĐ/KBNN", "845", "TC/QĐ/KBNN"),
    # zero and letter are part of the number
    ("Số 05a-TB/ĐU", "05a-TB/ĐU", "05a", "TB/ĐU"),
    # left blank for a stamp: the symbol stays, the number is a person's to read
    ("Số      -CV/ĐU", None, None, "CV/ĐU"),
    ("Số:         /KH-UBND", None, None, "KH-UBND"),
]


@pytest.mark.parametrize(("line", "value", "number", "symbol"), NUMBERS)
def test_own_number(line: str, value: str | None, number: str | None, symbol: str) -> None:
    found = find_reference_number(paper(number=line))
    assert found is not None
    assert (found.value, found.number, found.symbol) == (value, number, symbol)
    assert found.blank is (value is None)


ILLEGIBLE = [
    ("Số: 23† /QĐ-UBND", "QĐ-UBND"),
    ("Số: §ỹ/QĐ-UBND", "QĐ-UBND"),
    # the ink is no short scrawl, or no symbol follows
    ("Số: về việc gì đó của cơ quan/QĐ-UBND", None),
    ("Số: 23† của tỉnh", None),
    ("Số: 2†/hai", None),
]


@pytest.mark.parametrize(("line", "symbol"), ILLEGIBLE)
def test_a_symbol_behind_a_number_that_was_not_read(line: str, symbol: str | None) -> None:
    found = find_reference_number(a_layout(Block(ZoneKind.NUMBER, (line,))))
    assert found is not None
    assert (found.value, found.number, found.symbol) == (None, None, symbol)
    assert found.confidence <= 0.3


def dated(number: str, date: str, *, scanned: bool = False) -> Layout:
    """Return a letterhead of number and date; scanned: every word surely read from an image."""
    made = a_layout(Block(ZoneKind.NUMBER, (number,)), Block(ZoneKind.PLACE_DATE, (date,)))
    anchors = tuple(replace(a, ocr=scanned, confidence=0.95) for a in made.anchors)
    return replace(made, anchors=anchors)


@pytest.mark.parametrize(
    ("day", "scanned", "value"),
    [
        ("ngày 05 tháng 3 năm 2025", True, "616/NQ-HĐND"),
        # as printed: in a text layer, and in the years when no mark was set
        ("ngày 05 tháng 3 năm 2025", False, "616NQ-HĐND"),
        ("ngày 05 tháng 3 năm 1994", True, "616NQ-HĐND"),
    ],
)
def test_a_slash_that_a_scan_lost(day: str, scanned: bool, value: str) -> None:
    found = find_reference_number(dated("Số: 616NQ-HĐND", day, scanned=scanned))
    assert found is not None
    assert (found.value, found.number, found.symbol) == (value, "616", "NQ-HĐND")
    assert (found.repairs == ["lost-slash"]) is ("/" in value)


YEARS = [
    # a year of two figures that is not the date line's is a piece of the number
    ("Số: 5⁄42/QĐ-UBND", "ngày 19 tháng 02 năm 2025", False),
    ("Số: 3/17/QĐ-BYT", "ngày 07 tháng 8 năm 2025", False),
    ("Số: 5/42/QĐ-UBND", "", False),
    # a whole year that is another than the date line's
    ("Số: 12/2052/NĐ-CP", "ngày 05 tháng 3 năm 2025", False),
    # agreeing years, and no year at all
    ("Số: 5/25/QĐ-UBND", "ngày 19 tháng 02 năm 2025", True),
    ("Số: 12/2025/NĐ-CP", "ngày … tháng 3 năm 2025", True),
    ("Số: 12/2025/NĐ-CP", "", True),
    ("Số: 542/QĐ-UBND", "ngày 19 tháng 02 năm 2025", True),
    ("Luật số: 33/2024/QH15", "ngày 27 tháng 6 năm 2024", True),
]


@pytest.mark.parametrize(("number", "date", "sure"), YEARS)
def test_the_year_in_a_number_is_that_of_the_date_line(number: str, date: str, sure: bool) -> None:
    printed = find_reference_number(dated(number, f"Hà Nội, {date}"))
    scanned = find_reference_number(dated(number, f"Hà Nội, {date}", scanned=True))
    assert printed is not None
    assert scanned is not None
    assert printed.value is not None
    assert (printed.confidence > SURE) is sure
    assert (scanned.value is not None) is sure
    assert (scanned.confidence > SURE) is sure


def test_a_number_that_fell_into_pieces_keeps_its_symbol() -> None:
    found = find_reference_number(
        dated("Số: 5⁄42/QĐ-UBND", "Hà Nội, ngày 19 tháng 02 năm 2025", scanned=True)
    )
    assert found is not None
    assert (found.value, found.number, found.symbol) == (None, None, "QĐ-UBND")


@pytest.mark.parametrize(
    ("word", "sure", "ocr", "doubted"),
    [
        ("Arong", 0.72, True, True),
        ("tuyễnt", 0.6, True, True),
        # a name that was read well, print, a syllable, an abbreviation
        ("Arong", 0.95, True, False),
        ("Arong", 0.72, False, False),
        ("trong", 0.72, True, False),
        ("TTHC", 0.72, True, False),
    ],
)
def test_a_misread_word_makes_the_subject_a_doubt(
    word: str, sure: float, ocr: bool, doubted: bool
) -> None:
    text = f"Công bố danh mục thủ tục hành chính {word} lĩnh vực khám bệnh"
    made = a_layout(Block(ZoneKind.SUBJECT, (text,)))
    anchors = tuple(
        replace(a, ocr=ocr, confidence=sure if made.text[a.start : a.end] == word else 0.96)
        for a in made.anchors
    )
    found = find_subject(replace(made, anchors=anchors))
    assert found is not None
    assert found.value == text
    assert (found.confidence < SURE) is doubted


def test_a_cited_number_is_never_the_own_one() -> None:
    assert find_reference_number(paper(number="")) is None


def test_a_stamped_number_in_running_text_fills_the_blank_but_is_less_sure() -> None:
    found = find_reference_number(
        paper(number="Số -CV/ĐU", body="Nội dung thứ nhất.\n264a\nNội dung thứ hai.")
    )
    assert found is not None
    assert (found.value, found.rule) == ("264a-CV/ĐU", "number.stamped")
    assert found.confidence < 0.8


def test_two_stamps_leave_the_number_to_a_person() -> None:
    found = find_reference_number(
        paper(number="Số -CV/ĐU", body="Một nội dung.\n264\nHai nội dung.\n311\nBa nội dung.")
    )
    assert found is not None
    assert found.value is None


DATES = [
    ("An Khê, ngày 05 tháng 3 năm 2026", "An Khê", "2026-03-05", None),
    # glued
    ("An Khê, ngày 05 tháng 3năm 2026", "An Khê", "2026-03-05", None),
    # a place of one syllable with its level
    ("TP. Huế, ngày 15 tháng 12 năm 2025", "TP. Huế", "2025-12-15", None),
    # the day is left blank
    ("An Khê, ngày      tháng 10 năm 2025", "An Khê", None, "2025-10"),
    # no such day: not a date
    ("An Khê, ngày 31 tháng 02 năm 2026", "An Khê", None, "2026"),
]


@pytest.mark.parametrize(("line", "place", "value", "partial"), DATES)
def test_place_and_date(line: str, place: str, value: str | None, partial: str | None) -> None:
    layout = paper(date=line)
    found_place, found = find_place(layout), find_issued_on(layout)
    assert found_place is not None
    assert found is not None
    assert found_place.value == place
    assert (found.value, (found.partial or "")[: len(partial)] if partial else found.partial) == (
        value,
        partial,
    )


def test_bodies_come_in_normal_case_and_keep_their_spelling() -> None:
    layout = paper(left="ĐẢNG BỘ TỈNH AN KHÊ\nĐẢNG UỶ XÃ SƠN THUỶ\n*", number="Số 4-CV/ĐU")
    superior, issuer, author = (
        find_superior_body(layout),
        find_issuing_body(layout),
        find_acting_author(layout),
    )
    assert superior is not None
    assert issuer is not None
    assert author is not None
    assert superior.value == "Đảng bộ tỉnh An Khê"
    assert issuer.value == "Đảng uỷ xã Sơn Thuỷ"
    assert author.value == "Ban Thường vụ"
    assert issuer.raw == "ĐẢNG UỶ XÃ SƠN THUỶ"


TYPES = [
    # a công văn prints none: implied
    ("", "Số 12-CV/TU", "Công văn", "CV", True),
    ("", "Số: 15/UBND-VX", "Công văn", "CV", True),
    ("KẾ HOẠCH", "Số 7-KH/TU", "Kế hoạch", "KH", False),
    ("QUYẾT ĐỊNH", "Số: 15/QĐ-UBND", "Quyết định", "QĐ", False),
    # QĐ stands for two types: the printed name decides
    ("QUY ĐỊNH", "Số 3-QĐ/TU", "Quy định", "QĐ", False),
    ("THÔNG BÁO", "Số 3-TB/TU", "Thông báo", "TB", False),
    ("GIẤY MỜI", "Số: 85/GM-UBND", "Giấy mời", "GM", False),
]


@pytest.mark.parametrize(("heading", "number", "name", "code", "implied"), TYPES)
def test_type(heading: str, number: str, name: str, code: str, implied: bool) -> None:
    text = f"{heading}\nvề việc rà soát quy hoạch\n-----" if heading else ""
    layout = paper(
        heading=text,
        number=number,
        subject="" if heading else "V/v rà soát",
        to="" if heading else "Kính gửi: Sở Y tế.",
    )
    found = find_document_type(layout)
    assert found is not None
    assert (found.value, found.code, found.implied) == (name, code, implied)


def test_a_year_before_the_code_hides_no_type() -> None:
    found = find_document_type(paper(number="Số: 63/2021/QĐ-UBND", subject="", to=""))
    assert found is not None
    assert (found.value, found.code) == ("Quyết định", "QĐ")


SUBJECTS = [
    ("V/v rà soát quy hoạch", "rà soát quy hoạch"),
    ("V/v: rà soát\nquy hoạch mạng lưới", "rà soát quy hoạch mạng lưới"),
    # «Về việc» belongs to the subject
    ("Về việc rà soát quy hoạch", "Về việc rà soát quy hoạch"),
    # what scans make of «V/v» and «Về việc»
    ("VW rà soát quy hoạch", "rà soát quy hoạch"),
    ("V4 rà soát quy hoạch", "rà soát quy hoạch"),
    ("VÀ rà soát quy hoạch", "rà soát quy hoạch"),
    ("và việc rà soát quy hoạch", "Về việc rà soát quy hoạch"),
    ("Vê việc rà soát quy hoạch", "Về việc rà soát quy hoạch"),
    # the issuer between the type and the lead, as in older decisions
    ("Của Ủy ban nhân dân tỉnh V/v sửa chữa nhà trẻ", "sửa chữa nhà trẻ"),
    ("của Giám đốc Sở về việc rà soát", "của Giám đốc Sở về việc rà soát"),
    # words of the subject itself
    ("VỀ RÀ SOÁT quy hoạch", "VỀ RÀ SOÁT quy hoạch"),
    ("Vay vốn và việc làm năm nay", "Vay vốn và việc làm năm nay"),
    ("Vụ án hành chính năm nay", "Vụ án hành chính năm nay"),
]


@pytest.mark.parametrize(("lines", "subject"), SUBJECTS)
def test_subject(lines: str, subject: str) -> None:
    found = find_subject(paper(subject=lines))
    assert found is not None
    assert found.value == subject


def test_no_subject_is_none() -> None:
    assert (
        find_subject(
            paper(subject="", heading="GIẤY MỜI", to="", body="1. Chủ trì: đồng chí Chủ tịch.")
        )
        is None
    )


ADDRESSEES = [
    ("Kính gửi: Các ban đảng Tỉnh ủy.", ["Các ban đảng Tỉnh ủy"]),
    ("Kính gửi:\n- Sở Y tế,\n- UBND các xã, phường.", ["Sở Y tế", "UBND các xã, phường"]),
    ("Kính gửi: Sở Y tế; Sở Nội vụ; Công an tỉnh.", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
    # converter marks and a dash before the words
    ("- Kính gửi:*\n- Sở Y tế;\n- Sở Nội vụ.", ["Sở Y tế", "Sở Nội vụ"]),
]


@pytest.mark.parametrize(("lines", "names"), ADDRESSEES)
def test_addressees(lines: str, names: list[str]) -> None:
    assert [v.value for v in find_addressees(paper(to=lines))] == names


def test_no_addressees_is_an_empty_list() -> None:
    assert find_addressees(paper(to="", heading="THÔNG BÁO\nvề lịch trực\n-----")) == []


SIGNATURES = [
    (
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Bình",
        "T/M BAN THƯỜNG VỤ",
        ["PHÓ BÍ THƯ"],
        "Lê Văn Bình",
    ),
    (
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(đã ký)\nTrần Thị Mai",
        "KT. CHỦ TỊCH",
        ["PHÓ CHỦ TỊCH"],
        "Trần Thị Mai",
    ),
    # stacked authority
    (
        "TL. BỘ TRƯỞNG\nKT. VỤ TRƯỞNG\nPHÓ VỤ TRƯỞNG\nLê Văn Bình",
        "TL. BỘ TRƯỞNG",
        ["KT. VỤ TRƯỞNG", "PHÓ VỤ TRƯỞNG"],
        "Lê Văn Bình",
    ),
    # authority over two lines, rank before the name
    (
        "KT. BỘ TRƯỞNG\nBỘ QUỐC PHÒNG\nTHỨ TRƯỞNG\nThượng tướng Lê Văn Bình",
        "KT. BỘ TRƯỞNG BỘ QUỐC PHÒNG",
        ["THỨ TRƯỞNG"],
        "Lê Văn Bình",
    ),
    # no authority line
    ("GIÁM ĐỐC\nTrần Thị Mai", None, ["GIÁM ĐỐC"], "Trần Thị Mai"),
]


@pytest.mark.parametrize(("lines", "authority", "positions", "name"), SIGNATURES)
def test_signature(lines: str, authority: str | None, positions: list[str], name: str) -> None:
    signers = find_signatures(paper(foot=f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n{lines}"))
    assert len(signers) == 1
    signer = signers[0]
    assert (signer.authority and signer.authority.value) == authority
    assert [p.value for p in signer.positions] == positions
    assert signer.name is not None
    assert signer.name.value == name


MARKS = [
    ("KHẨN", "urgency_mark"),
    ("HỎA TỐC", "urgency_mark"),
    ("Dự thảo lần 2", "draft_mark"),
    ("MẬT", "security_mark"),
    ("TUYỆT MẬT", "security_mark"),
]


@pytest.mark.parametrize(("line", "field"), MARKS)
def test_marks(line: str, field: str) -> None:
    marks = find_marks(paper(number=f"Số 12-CV/TU\n{line}"))
    found = getattr(marks, field)
    assert found is not None
    assert found.value == line


@pytest.mark.parametrize(
    "body",
    ["Uỷ ban MẶT TRẬN Tổ quốc", "bảo vệ bí mật nhà nước", "mật độ dân cư", "khẩn trương thực hiện"],
)
def test_words_in_running_text_are_no_marks(body: str) -> None:
    marks = find_marks(paper(body=f"{body} theo quy định của pháp luật hiện hành."))
    assert marks.security_mark is None
    assert marks.urgency_mark is None


@pytest.mark.parametrize("line", ["MẶT TRẬN TỔ QUỐC", "MAT", "MẶT"])
def test_a_secrecy_mark_needs_its_accents(line: str) -> None:
    assert find_marks(paper(number=f"Số 12-CV/TU\n{line}")).security_mark is None
