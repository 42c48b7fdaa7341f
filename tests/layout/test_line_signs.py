"""What a line is by its words: names, authorities, numbers, marks, and what only looks like them."""

from __future__ import annotations

import pytest

from extractors import form_lines as signs

NAMES = [
    ("Lê Văn Bình", True),
    ("Y Thanh Hà Niê Kđăm", True),
    ("K'Brơi", True),
    ("Ksor H’Bơ Khăp", True),
    ("Giàng A Chu", True),
    ("PGS.TS. Trần Thị Mai", True),
    ("Họ và tên", False),
    ("KT. CHỦ TỊCH bi", False),
    ("PHÓ GIÁM ĐỐC", False),
    ("xê Quân", False),
    ("o'clock", False),
]
CAPITAL_NAMES = [
    ("TRẦN THỊ MAI", True),
    ("NGUYỄN HỮU", True),
    ("HIỆU TRƯỞNG", False),
    ("SỞ TÀI CHÍNH", False),
    ("BỘ QUỐC PHÒNG", False),
    ("Trần Thị Mai", False),
]
AUTHORITIES = [
    ("T/M BAN THƯỜNG VỤ", True),
    ("TM. ỦY BAN NHÂN DÂN", True),
    ("KT. CHỦ TỊCH bi", True),
    ("Q. GIÁM ĐỐC", True),
    ("TM. Ủy ban nhân dân xã giao cho các thôn", False),
    ("tl. bộ trưởng", False),
    ("TMC HOLDING", False),
]
NUMBER_LINES = [
    ("Số 12-CV/TU", True),
    ("Số: 88/LĐLĐ", True),
    ("Số      -CV/ĐU", True),
    ("Luật số: 33/2024/QH15", True),
    ("SỞ NỘI VỤ - SỞ TÀI CHÍNH", False),
    ("SỞ Y TẾ - SỞ CÔNG THƯƠNG - SỞ NỘI VỤ", False),
    ("V/v sơ kết công tác", False),
]
TELEGRAMS = [
    ("THỦ TƯỚNG CHÍNH PHỦ điện:", True),
    ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN KHÊ, ĐIỆN:", True),
    ("Bộ Công Thương yêu cầu ngành điện báo cáo:", False),
    ("Công ty Điện lực", False),
]
CONTACTS = [
    ("Địa chỉ: Số 1 đường Lê Lợi", True),
    ("ĐT: 0123 456 789", True),
    ("- Các địa phương;", False),
    ("Điện thoại viên của Trung tâm", False),
]
DRAFTERS = [
    ("PL.(300)", True),
    ("NguyenVanAn-26", True),
    ("Thuận100b", True),
    ("Lưu: VT", False),
    ("- Các thôn", False),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_is_name(text: str, expected: bool) -> None:
    assert signs.is_name(text) is expected


@pytest.mark.parametrize(("text", "expected"), CAPITAL_NAMES)
def test_is_name_in_capitals(text: str, expected: bool) -> None:
    assert signs.is_name_in_capitals(text) is expected


@pytest.mark.parametrize(("text", "expected"), AUTHORITIES)
def test_is_authority(text: str, expected: bool) -> None:
    assert signs.is_authority(text) is expected


@pytest.mark.parametrize(("text", "expected"), NUMBER_LINES)
def test_is_number_line(text: str, expected: bool) -> None:
    assert signs.is_number_line(text) is expected


@pytest.mark.parametrize(("text", "expected"), TELEGRAMS)
def test_is_telegram_head(text: str, expected: bool) -> None:
    assert signs.is_telegram_head(text) is expected


@pytest.mark.parametrize(("text", "expected"), CONTACTS)
def test_is_contact_line(text: str, expected: bool) -> None:
    assert signs.is_contact_line(text) is expected


@pytest.mark.parametrize(("text", "expected"), DRAFTERS)
def test_is_drafter_sign(text: str, expected: bool) -> None:
    assert signs.is_drafter_sign(text) is expected


MARKS = [
    ("HỎA TỐC", "urgency"),
    ("Dự thảo lần 2", "draft"),
    ("DỰ THẢO 2", "draft"),
    ("SAO LỤC", "copy"),
    ("Không phổ biến trên phương tiện thông tin đại chúng", "circulation"),
    ("MẶT", None),
    ("Dự thảo luật", None),
    ("Sao y bản chính và gửi các thôn", None),
]


@pytest.mark.parametrize(("text", "kind"), MARKS)
def test_mark_kind(text: str, kind: str | None) -> None:
    assert signs.mark_kind(text) == kind
