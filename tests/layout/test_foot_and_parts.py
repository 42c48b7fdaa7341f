"""The foot in two columns, braces beside the list, and what is attached behind it."""

from __future__ import annotations

from models.layout import ZoneKind
from pipeline.layout import lay_out
from tests.layout.press import a_reading
from tests.layout.press import flow_page
from tests.layout.press import printed_page
from tests.layout.test_letterhead import zones

BODY = [
    (113.0, 80.0 + 20 * i, "một dòng của phần nội dung đi hết chiều ngang của trang")
    for i in range(6)
]


def test_list_and_signature_are_read_column_by_column() -> None:
    page = printed_page(
        [
            *BODY,
            (85, 300, "Nơi nhận:"),
            (360, 300, "T/M BAN THƯỜNG VỤ"),
            (85, 318, "- Như trên,"),
            (390, 318, "BÍ THƯ"),
            (85, 336, "- Các cơ quan tham mưu,"),
            (85, 354, "- Lưu VPĐU."),
            (375, 420, "Lê Văn Bình"),
        ],
        size=12,
    )
    layout = lay_out(a_reading(page))
    distribution = layout.zone(ZoneKind.DISTRIBUTION)
    signature = layout.zone(ZoneKind.SIGNATURE)
    assert distribution
    assert layout.cut(distribution).split("\n") == [
        "Nơi nhận:",
        "- Như trên,",
        "- Các cơ quan tham mưu,",
        "- Lưu VPĐU.",
    ]
    assert signature
    assert layout.cut(signature).split("\n") == [
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Lê Văn Bình",
    ]


def test_signers_of_a_joint_paper_stand_apart() -> None:
    page = printed_page(
        [
            *BODY,
            (100, 260, "KT. BỘ TRƯỞNG"),
            (360, 260, "KT. BỘ TRƯỞNG"),
            (105, 278, "THỨ TRƯỞNG"),
            (365, 278, "THỨ TRƯỞNG"),
            (110, 350, "Lê Văn Bình"),
            (370, 350, "Trần Thị Mai"),
            (85, 420, "Nơi nhận:"),
            (85, 436, "- Bộ Y tế;"),
            (85, 452, "- Lưu: VT."),
        ],
        size=12,
    )
    layout = lay_out(a_reading(page))
    blocks = [layout.cut(zone).split("\n")[-1] for zone in layout.zones_of(ZoneKind.SIGNATURE)]
    assert blocks == ["Lê Văn Bình", "Trần Thị Mai"]


def test_a_sentence_about_the_list_is_no_list() -> None:
    text = "Nơi nhận văn bản được ghi rõ ở cuối trang.\n- Lưu hồ sơ theo quy định.\nNội dung khác."
    assert "distribution" not in zones(lay_out(a_reading(flow_page(text))))


def test_appendix_with_reference_begins_a_new_part() -> None:
    first = printed_page(
        [
            *BODY,
            (85, 300, "Nơi nhận:"),
            (360, 300, "CHỦ TỊCH"),
            (85, 318, "- Lưu: VT."),
            (350, 380, "Lê Văn Bình"),
        ]
    )
    second = printed_page(
        [
            (270, 60, "Phụ lục I"),
            (200, 80, "DANH MỤC NHIỆM VỤ"),
            (150, 100, "(Kèm theo Quyết định số 5/QĐ-UBND)"),
            (113, 140, "1. Nội dung thứ nhất của danh mục này."),
        ],
        number=2,
    )
    layout = lay_out(a_reading(first, second))
    kinds = [(str(zone.kind), zone.part) for zone in layout.zones if zone.part]
    assert kinds == [("appendix_title", 1), ("appendix_reference", 1), ("appendix", 1)]


def test_a_signing_stamp_in_running_text_is_set_aside() -> None:
    text = "Nội dung.\nNơi nhận:\n- Như trên,\n- Lưu VPĐU.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nLê Văn Bình\nĐẢNG ỦY XÃ SƠN THỦY\n09-10-2025 14:16:08 +07:00"
    found = zones(lay_out(a_reading(flow_page(text))))
    assert found["stamp"] == "ĐẢNG ỦY XÃ SƠN THỦY 09-10-2025 14:16:08 +07:00"
    assert found["signature"].endswith("Lê Văn Bình")


def test_a_purpose_near_the_signature_stays_with_the_list() -> None:
    page = printed_page(
        [
            *BODY,
            (85, 300, "Nơi nhận:"),
            (360, 300, "T/M BAN THƯỜNG VỤ"),
            (85, 318, "- Ban Bí thư,"),
            (390, 318, "BÍ THƯ"),
            (258, 330, "(để báo cáo)"),
            (85, 342, "- Văn phòng Trung ương,"),
            (85, 360, "- Lưu VPĐU."),
            (375, 420, "Lê Văn Bình"),
        ],
        size=12,
    )
    layout = lay_out(a_reading(page))
    distribution, signature = layout.zone(ZoneKind.DISTRIBUTION), layout.zone(ZoneKind.SIGNATURE)
    assert distribution
    assert signature
    assert "(để báo cáo)" in layout.cut(distribution)
    assert layout.cut(signature).split("\n") == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lê Văn Bình"]


def test_as_addressed_opens_an_entry_though_its_dash_is_lost() -> None:
    page = printed_page(
        [
            *BODY,
            (85, 300, "Nơi nhận:"),
            (360, 300, "T/M BAN THƯỜNG VỤ"),
            (85, 318, "- Ban Thường vụ Thành uỷ, các đảng uỷ,"),
            (390, 318, "BÍ THƯ"),
            (92, 336, "Như kính gửi (để thực hiện),"),
            (85, 354, "- Lưu VPĐU."),
            (375, 420, "Lê Văn Bình"),
        ],
        size=12,
    )
    layout = lay_out(a_reading(page))
    distribution = layout.zone(ZoneKind.DISTRIBUTION)
    assert distribution
    assert "Như kính gửi (để thực hiện)," in layout.cut(distribution).split("\n")


def test_the_short_end_of_an_addressee_is_no_body() -> None:
    page = printed_page(
        [
            (200, 200, "Kính gửi:"),
            (270, 200, "- Ban Chỉ đạo 10 Chương trình công tác khoá"),
            (250, 214, "XVII,"),
            (270, 228, "- Các đảng uỷ trực thuộc."),
            *[(x, y + 200, text) for x, y, text in BODY],
        ],
        size=12,
    )
    layout = lay_out(a_reading(page))
    addressees = layout.zone(ZoneKind.ADDRESSEES)
    assert addressees
    assert "khoá XVII," in " ".join(layout.cut(addressees).split())
    assert "Các đảng uỷ trực thuộc." in layout.cut(addressees)
