"""Lines of the form that a converter broke are joined, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.layout import Layout
from pipeline.layout import lay_out
from pipeline.layout.rejoined import rejoined
from pipeline.layout.rows import rows_of
from tests.layout.press import a_reading
from tests.layout.press import flow_page
from tests.layout.press import printed_page


def joined(text: str) -> list[str]:
    """Return the lines of `text` as the layout sees them."""
    return [row.text for row in rejoined(rows_of(flow_page(text)))]


def zones(text: str) -> dict[str, str]:
    """Return the text of each kind of zone of a typed paper."""
    layout: Layout = lay_out(a_reading(flow_page(text)))
    found: dict[str, list[str]] = {}
    for zone in layout.zones:
        found.setdefault(str(zone.kind), []).append(" ".join(layout.cut(zone).split()))
    return {kind: " ".join(texts) for kind, texts in found.items()}


@pytest.mark.parametrize(
    "broken",
    [
        "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM",
        "CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập -\nTự do - Hạnh phúc",
        "Số:\n14/2019/QĐ-UBND",
        "Kính\ngửi: Sở Y tế",
        "An Khê, ngày 07\ntháng 02 năm 2024",
        "Hà\nNội, ngày 23 tháng 4 năm 2031",
        "Hà\nTĩnh , ngày 23 tháng 4 năm 2031",
        "Sơn\nLa, ngày 16 tháng 11\nnăm 2018",
        "TP Hồ Chí\nMinh, ngày 17 tháng 7 năm 2023",
        "Quảng An,\nngày 23 tháng 4 năm 2031",
        "Phan\nRang ngày 12 tháng 11 năm 2013",
        "Hà Nội, ngày\n\ntháng\n\nnăm 2026",
        "ỦY\nBAN NHÂN DÂN",
        "TỔNG\nCỤC THUẾ",
    ],
)
def test_a_broken_line_of_the_form_is_one(broken: str) -> None:
    assert joined(broken) == [" ".join(broken.split())]


@pytest.mark.parametrize(
    "whole",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "EVN\nCÔNG TY ĐIỆN LỰC AN KHÊ",
        "SỞ Y TẾ\nBỆNH VIỆN ĐA KHOA",
        "Số: 15/SYT-NV\n27/BC-SYT",
        "Số:\nVăn phòng",
        "Kính\ntrọng",
        "V/v cấp sổ cho người lao động\nAn Khê, ngày 23 tháng 4 năm 2031",
        "BÁO CÁO\nHuế, ngày 23 tháng 4 năm 2031",
        "Từ ngày 12 tháng 4\nđến ngày 15 tháng 5 năm 2019",
    ],
)
def test_what_is_no_broken_form_stays(whole: str) -> None:
    assert joined(whole) == whole.split("\n")


def test_a_name_behind_a_signed_note_stands_alone() -> None:
    assert joined("PHÓ GIÁM ĐỐC\nĐã ký: Lê Văn An") == ["PHÓ GIÁM ĐỐC", "Đã ký:", "Lê Văn An"]
    assert joined("(Đã ký)\nLê Văn An") == ["(Đã ký)", "Lê Văn An"]
    assert joined("Đã ký hợp đồng với công ty") == ["Đã ký hợp đồng với công ty"]


def test_a_page_with_geometry_is_left_alone() -> None:
    page = printed_page([(60.0, 60.0, "CỘNG HÒA XÃ HỘI"), (60.0, 80.0, "CHỦ NGHĨA VIỆT NAM")])
    assert [row.text for row in rejoined(rows_of(page))] == [row.text for row in rows_of(page)]


@given(st.text(alphabet="SốngàyHà tháng năm Kính gửi:, 0129/ỦYBAN\n", max_size=200))
def test_no_word_is_lost_or_moved(text: str) -> None:
    rows = rows_of(flow_page(text))
    words = [word.text for row in rows for piece in row.pieces for word in piece.words]
    after = [word.text for row in rejoined(rows) for piece in row.pieces for word in piece.words]
    assert after == words


BROKEN = """ỦY
BAN NHÂN DÂN
TỈNH AN KHÊ
-------
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số:
14/2019/QĐ-UBND
An
Khê, ngày 16 tháng 11
năm 2019
QUYẾT ĐỊNH
BAN HÀNH QUY CHẾ TRÔNG COI, CHĂM SÓC CÂY XANH CỦA CÁC
TRƯỜNG HỌC TRÊN ĐỊA BÀN TỈNH AN KHÊ
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa
phương năm 2015;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế trông coi."""


def test_a_whole_broken_letterhead_is_read() -> None:
    found = zones(BROKEN)
    assert found["issuing_body"] == "ỦY BAN NHÂN DÂN TỈNH AN KHÊ"
    assert "superior_body" not in found
    assert found["number"] == "Số: 14/2019/QĐ-UBND"
    assert found["place_date"] == "An Khê, ngày 16 tháng 11 năm 2019"
    assert found["subject"].endswith("TRÊN ĐỊA BÀN TỈNH AN KHÊ")


ONE_LINE = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH AN KHÊ Độc Lập - Tự Do - Hạnh Phúc
Số: 45 /UBND – NC Xuân Lộc, ngày 6 tháng 4 năm 2021
V/v phối hợp tuyên truyền

Kính gửi: Sở Y tế.

Ủy ban nhân dân tỉnh đề nghị Sở Y tế phối hợp thực hiện."""


def test_both_columns_in_one_line_are_parted() -> None:
    found = zones(ONE_LINE)
    assert found["issuing_body"] == "ỦY BAN NHÂN DÂN TỈNH AN KHÊ"
    assert found["number"] == "Số: 45 /UBND – NC"
    assert found["place_date"] == "Xuân Lộc, ngày 6 tháng 4 năm 2021"


def test_a_number_torn_from_its_symbol_keeps_its_head() -> None:
    found = zones(
        "SỞ Y TẾ\nSố:\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n/TTr-SYT\n\n"
        "An Khê, ngày\n\ntháng\n\nnăm 2026\n\nTỜ TRÌNH\nVề dự án\nKính gửi: Ủy ban nhân dân tỉnh"
    )
    assert found["number"] == "Số: /TTr-SYT"
    assert found["place_date"] == "An Khê, ngày tháng năm 2026"


HEAD = """SỞ Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 14/TB-SYT
An Khê, ngày 16 tháng 11 năm 2019

"""


@pytest.mark.parametrize(
    ("below", "subject"),
    [
        # a decider in capitals below a subject in capitals
        (
            "QUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH QUY CHẾ\nGIÁM ĐỐC SỞ Y TẾ\nCăn cứ Luật Khám bệnh;",
            "VỀ VIỆC BAN HÀNH QUY CHẾ",
        ),
        # the same words as part of the subject
        (
            "QUYẾT ĐỊNH\nVỀ VIỆC GIAO NHIỆM VỤ CHO\nGIÁM ĐỐC SỞ Y TẾ\nCăn cứ Luật Khám bệnh;",
            "VỀ VIỆC GIAO NHIỆM VỤ CHO GIÁM ĐỐC SỞ Y TẾ",
        ),
        # lines set apart by blank lines
        (
            "THÔNG BÁO\n\nKết luận của Giám đốc Sở\n\ntại hội nghị giao ban quý I\n\nChiều ngày 14 tháng 7, Sở họp.",
            "Kết luận của Giám đốc Sở tại hội nghị giao ban quý I",
        ),
        # a sentence below a subject in capitals
        (
            "CHỈ THỊ\nVỀ VIỆC TĂNG CƯỜNG PHÒNG BỆNH\nSau hai năm triển khai thực hiện\nKế hoạch của tỉnh.",
            "VỀ VIỆC TĂNG CƯỜNG PHÒNG BỆNH",
        ),
        (
            "CHỈ THỊ\nVỀ VIỆC TĂNG CƯỜNG PHÒNG BỆNH\nNăm 2023, đội ngũ Thầy\nthuốc đã đoàn kết.",
            "VỀ VIỆC TĂNG CƯỜNG PHÒNG BỆNH",
        ),
        (
            "CHỈ THỊ\nVỀ VIỆC TĂNG CƯỜNG PHÒNG BỆNH\nNăm học 2025 - 2026\nCăn cứ Luật Dược;",
            "VỀ VIỆC TĂNG CƯỜNG PHÒNG BỆNH Năm học 2025 - 2026",
        ),
        # the subject beside the type
        (
            "HƯỚNG DẪN VỀ CÁCH GHI SỔ TRỰC\n\nThi hành Điều 2 Quyết định của Giám đốc Sở, phòng hướng dẫn:",
            "VỀ CÁCH GHI SỔ TRỰC",
        ),
    ],
)
def test_where_a_subject_ends(below: str, subject: str) -> None:
    assert zones(HEAD + below)["subject"] == subject


def test_recipients_with_full_stops_are_all_addressed_and_a_recital_is_none() -> None:
    lead = HEAD + "TỜ TRÌNH\nVề dự án\nKính gửi:\n- Phòng Y tế các huyện.\n"
    assert (
        "Giám đốc các bệnh viện"
        in zones(f"{lead}- Giám đốc các bệnh viện.\nCăn cứ Luật Dược.")["addressees"]
    )
    assert "Căn cứ" not in zones(f"{lead}- Căn cứ Luật Dược.\n- Căn cứ Nghị định.")["addressees"]


def test_a_position_ends_a_list_without_an_archive_line() -> None:
    found = zones(
        HEAD
        + "THÔNG BÁO\nVề lịch nghỉ\n\nSở Y tế thông báo lịch nghỉ.\n\nNơi nhận:\n- Như trên;\n- Các phòng.\n"
        "GIÁM ĐỐC\n(đã ký)\nLê Văn An"
    )
    assert found["signature"] == "GIÁM ĐỐC (đã ký) Lê Văn An"


def test_a_year_alone_on_a_line_ends_the_subject() -> None:
    found = zones(
        "SỞ Y TẾ\nSố: 14/SYT-NV\nV/v phân lịch trực hè năm\n2027\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "An Khê, ngày 16 tháng 11 năm 2026\nKính gửi: Các phòng."
    )
    assert found["subject"] == "V/v phân lịch trực hè năm 2027"


def test_a_line_that_only_resembles_a_decider_ends_no_subject() -> None:
    found = zones(
        HEAD + "QUYẾT ĐỊNH\nLẬP TỔ DỌN CỎ, NẠO VÉT VÀ KHƠI\nTHÔNG ĐƯỜNG THOÁT NƯỚC\n"
        "GIÁM ĐỐC SỞ Y TẾ\nCăn cứ Luật Giao thông;"
    )
    assert found["subject"].endswith("KHƠI THÔNG ĐƯỜNG THOÁT NƯỚC")


def test_an_authority_without_a_name_still_ends_a_paper() -> None:
    found = zones(
        HEAD + "THÔNG BÁO\nVề lịch nghỉ\n\nSở Y tế thông báo lịch nghỉ./.\n\nKT. GIÁM ĐỐC"
    )
    assert found["signature"] == "KT. GIÁM ĐỐC"
    found = zones(
        HEAD + "THÔNG BÁO\nVề lịch nghỉ\n\nSở Y tế thông báo mẫu\n\nKT. GIÁM ĐỐC\n(ghi rõ họ tên)"
    )
    assert "signature" not in found
