"""The letterhead: two columns told apart, whatever stands beside what."""

from __future__ import annotations

import pytest

from models.layout import Layout
from models.layout import ZoneKind
from pipeline.layout import lay_out
from tests.layout.press import a_reading
from tests.layout.press import centred
from tests.layout.press import flow_page
from tests.layout.press import printed_page

LEFT, RIGHT, MIDDLE = 170.0, 430.0, 317.0


def zones(layout: Layout) -> dict[str, str]:
    """Return the text of each kind of zone, pieces joined."""
    found: dict[str, list[str]] = {}
    for zone in layout.zones:
        found.setdefault(str(zone.kind), []).append(" ".join(layout.cut(zone).split()))
    return {kind: " ".join(texts) for kind, texts in found.items()}


def letterhead_page(
    left: list[str],
    right: list[str],
    below: list[tuple[float, str]] | None = None,
    *,
    left_size: float = 11.0,
) -> Layout:
    """Print the two columns beside each other, and lines of the body below them."""
    lines = [
        (centred(LEFT, text, size=left_size), 60.0 + 17 * i, text) for i, text in enumerate(left)
    ]
    lines += [
        (centred(RIGHT, text, size=left_size), 60.0 + 17 * i, text) for i, text in enumerate(right)
    ]
    lines += [
        (x, 260.0 + 20 * i, text)
        for i, (x, text) in enumerate(below or [(113.0, "Thực hiện chương trình công tác năm")])
    ]
    return lay_out(a_reading(printed_page(sorted(lines, key=lambda line: line[1]), size=left_size)))


def test_party_letterhead_reads_column_by_column() -> None:
    found = zones(
        letterhead_page(
            ["TỈNH ỦY AN KHÊ", "*", "Số 12-CV/TU", "V/v rà soát quy hoạch", "mạng lưới trường học"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "An Khê, ngày 05 tháng 3 năm 2026"],
        )
    )
    assert found["issuing_body"] == "TỈNH ỦY AN KHÊ"
    assert found["number"] == "Số 12-CV/TU"
    assert found["subject"] == "V/v rà soát quy hoạch mạng lưới trường học"
    assert found["title_line"] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert found["place_date"] == "An Khê, ngày 05 tháng 3 năm 2026"
    assert "superior_body" not in found


BODIES = [
    # commune committee under the provincial party organisation
    (["ĐẢNG BỘ TỈNH AN KHÊ", "ĐẢNG ỦY XÃ SƠN THỦY"], "ĐẢNG BỘ TỈNH AN KHÊ", "ĐẢNG ỦY XÃ SƠN THỦY"),
    # a staff body prints only its kind
    (["TỈNH ỦY AN KHÊ", "VĂN PHÒNG"], "TỈNH ỦY AN KHÊ", "VĂN PHÒNG"),
    # one body on two lines: the second names the place
    (["ỦY BAN NHÂN DÂN", "TỈNH AN KHÊ"], None, "ỦY BAN NHÂN DÂN TỈNH AN KHÊ"),
    # a department under its province's committee, which takes two lines
    (
        ["ỦY BAN NHÂN DÂN", "TỈNH AN KHÊ", "SỞ CÔNG THƯƠNG"],
        "ỦY BAN NHÂN DÂN TỈNH AN KHÊ",
        "SỞ CÔNG THƯƠNG",
    ),
    # an office of a ministry with a long name
    (
        ["BỘ CÔNG THƯƠNG", "CỤC ĐỔI MỚI SÁNG TẠO", "VÀ KHUYẾN CÔNG"],
        "BỘ CÔNG THƯƠNG",
        "CỤC ĐỔI MỚI SÁNG TẠO VÀ KHUYẾN CÔNG",
    ),
    # a ministry alone
    (["BỘ NỘI VỤ"], None, "BỘ NỘI VỤ"),
]


@pytest.mark.parametrize(("lines", "superior", "issuer"), BODIES)
def test_superior_and_issuer_are_parted(
    lines: list[str], superior: str | None, issuer: str
) -> None:
    right = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Khê, ngày 5 tháng 3 năm 2026",
    ]
    printed = zones(letterhead_page([*lines, "Số: 15/UBND-VX"], right))
    assert (printed.get("superior_body"), printed["issuing_body"]) == (superior, issuer)
    flowing = zones(
        lay_out(
            a_reading(
                flow_page("\n".join([*lines, "Số: 15/UBND-VX", *right, "Kính gửi: Sở Y tế."]))
            )
        )
    )
    assert (flowing.get("superior_body"), flowing["issuing_body"]) == (superior, issuer)


def test_urgency_below_the_number_is_a_mark_and_no_subject() -> None:
    found = zones(
        letterhead_page(
            ["TỈNH ỦY AN KHÊ", "*", "Số 7-CĐ/TU", "HỎA TỐC"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "An Khê, ngày 05 tháng 3 năm 2026"],
        )
    )
    assert found["mark"] == "HỎA TỐC"
    assert "subject" not in found


def test_symbol_over_two_lines_stays_one_number() -> None:
    found = zones(
        letterhead_page(
            ["BỘ CÔNG AN - BỘ Y TẾ", "Số: 24/HDLN-BCA-", "BYT-BTC"],
            [
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Hà Nội, ngày 5 tháng 3 năm 2026",
            ],
        )
    )
    assert found["number"].replace(" ", "") == "Số:24/HDLN-BCA-BYT-BTC"


def test_both_columns_in_one_line_of_plain_text() -> None:
    text = "ĐẢNG BỘ TỈNH AN KHÊ  ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ SƠN THỦY\n*\nSố 3-TB/ĐU\nSơn Thủy, ngày 02 tháng 02 năm 2026\nTHÔNG BÁO\nvề lịch trực\nNội dung."
    found = zones(lay_out(a_reading(flow_page(text))))
    assert found["superior_body"] == "ĐẢNG BỘ TỈNH AN KHÊ"
    assert found["title_line"] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert found["document_type"] == "THÔNG BÁO"


def test_a_page_without_a_letterhead_is_body() -> None:
    layout = lay_out(
        a_reading(
            printed_page([(113, 100, "Trang này chỉ có chữ"), (85, 120, "và không có gì khác.")])
        )
    )
    assert {zone.kind for zone in layout.zones} == {ZoneKind.BODY}
