"""Papers of several pages: a signature or a list on the next page, attached papers, page numbers."""

from __future__ import annotations

from models.layout import Layout
from models.layout import ZoneKind
from models.page import Page
from pipeline.layout import lay_out
from tests.layout.forms import PARTY
from tests.layout.forms import STATE
from tests.layout.forms import misread
from tests.layout.press import a_reading
from tests.layout.press import centred
from tests.layout.press import flow_page
from tests.layout.press import printed_page

Lines = list[tuple[float, float, str]]
LEFT, RIGHT, MIDDLE, SIGN = 165.0, 425.0, 317.0, 430.0
LIST = (("Như trên", None), ("Lưu: VT, VP", None))
SIGNER = ((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),)


def page(lines: Lines, number: int = 1) -> Page:
    """Print the lines as a page."""
    return printed_page(lines, number=number, size=11)


def middle(x: float, y: float, text: str) -> tuple[float, float, str]:
    """Return the line centred on `x`."""
    return centred(x, text, size=11), y, text


def body(y: float, count: int) -> Lines:
    """Return full lines of running text."""
    line = "một dòng của phần nội dung đi hết chiều ngang của trang giấy khổ A4 này nhé"
    return [(113.0 if i == 0 else 85.0, y + 17 * i, line) for i in range(count)]


def offices(y: float = 50) -> Lines:
    """Return the two bodies and the two title lines of a letterhead."""
    return [
        middle(LEFT, y, "UBND TỈNH AN KHÊ"),
        middle(RIGHT, y, STATE[0]),
        middle(LEFT, y + 16, "SỞ NỘI VỤ"),
        middle(RIGHT, y + 16, STATE[1]),
    ]


def letterhead(y: float = 50) -> Lines:
    """Return the head of a công văn."""
    return [
        *offices(y),
        middle(LEFT, y + 34, "Số: 15/SNV-VP"),
        middle(RIGHT, y + 34, "An Khê, ngày 05 tháng 3 năm 2026"),
        middle(LEFT, y + 50, "V/v rà soát hồ sơ"),
        (150, y + 90, "Kính gửi: Các phòng chuyên môn."),
    ]


def signing(y: float) -> Lines:
    """Return position and name."""
    return [middle(SIGN, y, "GIÁM ĐỐC"), middle(SIGN, y + 80, "Lê Văn Bình")]


def listing(y: float) -> Lines:
    """Return the list «Nơi nhận»."""
    return [(85, y, "Nơi nhận:"), (85, y + 15, "- Như trên;"), (85, y + 30, "- Lưu: VT, VP.")]


def kinds_of(layout: Layout, part: int) -> list[ZoneKind]:
    """Return the zones' kinds of a part."""
    return [zone.kind for zone in layout.zones if zone.part == part]


def test_list_on_one_page_and_signature_on_the_next() -> None:
    first = page(letterhead() + body(170, 34) + listing(760))
    second = page([(290, 30, "2"), *signing(60)], 2)
    layout = lay_out(a_reading(first, second))
    assert misread(layout, {"list": LIST, "signers": SIGNER, "number": "15/SNV-VP"}) == {}


def test_foot_alone_on_its_page() -> None:
    layout = lay_out(
        a_reading(page(letterhead() + body(170, 35)), page(listing(70) + signing(70), 2))
    )
    assert misread(layout, {"list": LIST, "signers": SIGNER}) == {}


def test_attached_programme_repeats_the_letterhead_and_takes_nothing_from_it() -> None:
    second = [
        *offices(),
        middle(MIDDLE, 110, "CHƯƠNG TRÌNH"),
        middle(MIDDLE, 127, "Hội nghị quý I"),
    ]
    first = page(letterhead() + body(170, 20) + listing(540) + signing(540))
    layout = lay_out(a_reading(first, page(second + body(160, 20), 2)))
    wants = {"superior": "UBND tỉnh An Khê", "issuer": "Sở Nội vụ", "subject": "rà soát hồ sơ"}
    assert misread(layout, {**wants, "list": LIST, "signers": SIGNER, "type": "Công văn"}) == {}
    assert ZoneKind.APPENDIX_TITLE in kinds_of(layout, 1)
    assert ZoneKind.SUPERIOR_BODY in kinds_of(layout, 1)


def test_attached_regulation_has_title_and_reference() -> None:
    second = [
        *offices(),
        middle(MIDDLE, 110, "QUY CHẾ"),
        middle(MIDDLE, 127, "Làm việc của Sở Nội vụ"),
        (
            120.0,
            144.0,
            "(Ban hành kèm theo Quyết định số 15/QĐ-SNV ngày 05/3/2026 của Giám đốc Sở)",
        ),
    ]
    first = page(letterhead() + body(170, 20) + listing(540) + signing(540))
    layout = lay_out(a_reading(first, page(second + body(170, 20) + signing(560), 2)))
    assert ZoneKind.APPENDIX_REFERENCE in kinds_of(layout, 1)
    assert misread(layout, {"number": "15/SNV-VP", "signers": SIGNER}) == {}


def test_a_page_number_beside_a_heading_is_no_part_of_it() -> None:
    first = page(letterhead() + body(170, 20) + listing(540) + signing(540))
    second = [(300.0, 32.0, "2"), (420.0, 33.0, "Phụ lục"), middle(MIDDLE, 60, "DANH SÁCH CƠ QUAN")]
    layout = lay_out(a_reading(first, page(second + body(110, 20), 2)))
    title = next(z for z in layout.zones if z.kind is ZoneKind.APPENDIX_TITLE)
    assert layout.cut(title).startswith("Phụ lục")


def test_samples_of_signatures_between_paragraphs_sign_nothing() -> None:
    lines = body(60, 8)
    lines += [middle(MIDDLE, 220, "CHỦ TỊCH HỘI ĐỒNG"), middle(MIDDLE, 240, "(chữ ký)")]
    lines += [middle(MIDDLE, 260, "Họ và tên"), *body(290, 10)]
    layout = lay_out(a_reading(page(lines)))
    assert misread(layout, {"signers": (), "list": (), "number": None, "date": None}) == {}
    assert not kinds_of(layout, 1)


def test_seven_signers_in_three_rows_above_the_list() -> None:
    lines = body(60, 6)
    rows = [(2, ("BỘ QUỐC PHÒNG", "BỘ CÔNG AN")), (3, ("BỘ Y TẾ", "BỘ NỘI VỤ", "BỘ TÀI CHÍNH"))]
    rows.append((2, ("TÒA ÁN NHÂN DÂN TỐI CAO", "BỘ TƯ PHÁP")))
    names = iter(["Lê An", "Trần Bình", "Đỗ Chí", "Ngô Duy", "Vũ Giang", "Hồ Hải", "Lý Khang"])
    y = 180.0
    for count, bodies in rows:
        for index, name in enumerate(bodies):
            x = 595 * (index + 1) / (count + 1) + (index - (count - 1) / 2) * 40
            office = "CHÁNH ÁN" if name.startswith("TÒA") else "BỘ TRƯỞNG"
            lines += [middle(x, y, f"KT. {office}"), middle(x, y + 16, name)]
            position = "PHÓ CHÁNH ÁN" if name.startswith("TÒA") else "THỨ TRƯỞNG"
            lines += [middle(x, y + 32, position), middle(x, y + 90, f"{next(names)} Sơn")]
        y += 120
    lines += [(85, y, "Nơi nhận:"), (85, y + 15, "- Bộ Quốc phòng;")]
    lines.append((85, y + 30, "- Lưu: VT (các bộ, cơ quan liên quan ký văn bản này)."))
    layout = lay_out(a_reading(page(sorted(lines, key=lambda line: line[1]))))
    want = tuple(
        (f"KT. {o} {b}", (p,), n)
        for o, b, p, n in [
            ("BỘ TRƯỞNG", "BỘ QUỐC PHÒNG", "THỨ TRƯỞNG", "Lê An Sơn"),
            ("BỘ TRƯỞNG", "BỘ CÔNG AN", "THỨ TRƯỞNG", "Trần Bình Sơn"),
            ("BỘ TRƯỞNG", "BỘ Y TẾ", "THỨ TRƯỞNG", "Đỗ Chí Sơn"),
            ("BỘ TRƯỞNG", "BỘ NỘI VỤ", "THỨ TRƯỞNG", "Ngô Duy Sơn"),
            ("BỘ TRƯỞNG", "BỘ TÀI CHÍNH", "THỨ TRƯỞNG", "Vũ Giang Sơn"),
            ("CHÁNH ÁN", "TÒA ÁN NHÂN DÂN TỐI CAO", "PHÓ CHÁNH ÁN", "Hồ Hải Sơn"),
            ("BỘ TRƯỞNG", "BỘ TƯ PHÁP", "THỨ TRƯỞNG", "Lý Khang Sơn"),
        ]
    )
    listed = (("Bộ Quốc phòng", None), ("Lưu: VT (các bộ, cơ quan liên quan ký văn bản này)", None))
    assert misread(layout, {"signers": want, "list": listed}) == {}


def test_a_long_subject_line_in_running_text_goes_on_and_a_paragraph_does_not() -> None:
    subject = "về tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy, chữa cháy tại khu dân cư và cơ sở tập trung đông người"
    head = f"TỈNH ỦY AN KHÊ\n*\nSố 7-CT/TU\n{PARTY}\nAn Khê, ngày 05 tháng 3 năm 2026\nCHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY"
    prose = "Qua nhiều năm thực hiện, công tác phòng cháy, chữa cháy trên địa bàn tỉnh có nhiều chuyển biến; lực lượng tại chỗ được củng cố."
    layout = lay_out(a_reading(flow_page(f"{head}\n{subject}\n{prose}")))
    assert misread(layout, {"subject": f"CỦA BAN THƯỜNG VỤ TỈNH ỦY {subject}"}) == {}


def test_title_on_one_page_and_name_on_the_next() -> None:
    first = page([*letterhead(), *body(170, 20), *listing(700), middle(SIGN, 700, "GIÁM ĐỐC")])
    second = page([middle(SIGN, 80, "Lê Văn Bình")], 2)
    assert misread(lay_out(a_reading(first, second)), {"list": LIST, "signers": SIGNER}) == {}


def test_signature_on_one_page_and_list_on_the_next() -> None:
    first = page([*letterhead(), *body(170, 20), *signing(640)])
    second = page(listing(60), 2)
    assert misread(lay_out(a_reading(first, second)), {"list": LIST, "signers": SIGNER}) == {}


def test_list_that_goes_on_over_the_page() -> None:
    first = [*letterhead(), *body(170, 20), *listing(700)[:2], *signing(690)]
    second = page([(85, 60, "- Các sở;"), (85, 75, "- Lưu: VT, VP.")], 2)
    wants = {"list": (LIST[0], ("Các sở", None), LIST[1]), "signers": SIGNER}
    assert misread(lay_out(a_reading(page(first), second)), wants) == {}


def test_copy_of_a_party_paper_on_a_page_of_its_own() -> None:
    first = [
        middle(LEFT, 50, "TỈNH ỦY AN KHÊ"),
        middle(RIGHT, 50, PARTY),
        middle(LEFT, 66, "*"),
        middle(LEFT, 82, "Số 05-KL/TU"),
        middle(RIGHT, 82, "An Khê, ngày 05 tháng 3 năm 2026"),
        middle(MIDDLE, 120, "KẾT LUẬN"),
        middle(MIDDLE, 137, "về công tác cán bộ"),
        *body(180, 20),
        (85, 560, "Nơi nhận:"),
        (85, 575, "- Các huyện ủy,"),
        (85, 590, "- Lưu VPTU."),
        middle(SIGN, 560, "T/M BAN THƯỜNG VỤ"),
        middle(SIGN, 575, "BÍ THƯ"),
        middle(SIGN, 600, "(Đã ký)"),
        middle(SIGN, 650, "Lê Văn Bình"),
    ]
    second = [
        middle(LEFT, 50, "ĐẢNG ỦY XÃ SƠN THỦY"),
        middle(LEFT, 66, "*"),
        middle(LEFT, 82, "Số 12-BS/ĐU"),
        middle(RIGHT, 50, "BẢN SAO"),
        middle(RIGHT, 82, "Sơn Thủy, ngày 20 tháng 4 năm 2026"),
        (85, 120, "Nơi nhận:"),
        (85, 135, "- Các chi bộ,"),
        (85, 150, "- Lưu VPĐU."),
        middle(SIGN, 120, "T/L BAN THƯỜNG VỤ"),
        middle(SIGN, 135, "CHÁNH VĂN PHÒNG"),
        middle(SIGN, 210, "Trần Thị Mai"),
    ]
    wants = {
        "number": "05-KL/TU",
        "date": "2026-03-05",
        "list": (("Các huyện ủy", None), ("Lưu VPTU", None)),
        "signers": (("T/M BAN THƯỜNG VỤ", ("BÍ THƯ",), "Lê Văn Bình"),),
        "copy": "BẢN SAO",
    }
    assert misread(lay_out(a_reading(page(first), page(second, 2))), wants) == {}


def test_an_entry_that_wraps_to_the_left_of_its_dash_goes_on() -> None:
    paper = [
        *letterhead()[:-1],
        (150, 140, "Kính gửi:"),
        (215, 160, "- Các sở, ban, ngành, Ủy ban Mặt trận Tổ quốc Việt Nam"),
        (200, 177, "và các tổ chức chính trị - xã hội tỉnh;"),
        (215, 194, "- Ủy ban nhân dân các xã, phường."),
        *body(225, 15),
        *listing(500),
        *signing(500),
    ]
    wants = {
        "to": (
            "Các sở, ban, ngành, Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội tỉnh",
            "Ủy ban nhân dân các xã, phường",
        ),
        "signers": SIGNER,
    }
    assert misread(lay_out(a_reading(page(paper))), wants) == {}
