"""Papers copied from the web: index cards above, lines run together, titles in small letters, notes for signatures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document_type import find_document_type
from extractors.form_lines import is_capitals
from extractors.form_lines import is_place_date
from extractors.form_lines import title_start
from extractors.reference_number import find_reference_number
from extractors.signature import find_signatures
from models.layout import Layout
from pipeline.layout import lay_out
from pipeline.layout.letterhead_card import card_rows
from pipeline.layout.rejoined import rejoined
from pipeline.layout.rows import rows_of
from tests.layout.press import a_reading
from tests.layout.press import flow_page

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
CARD = """Quyết định 41/QĐ-UBND phê duyệt danh mục hồ chứa
Số hiệu: 41/QĐ-UBND Loại văn bản: Quyết định
Nơi ban hành: Tỉnh An Khê Người ký: Lê Văn An
Ngày ban hành: 04/03/2019 Ngày hiệu lực: Đang cập nhật

"""
HEAD = f"""ỦY BAN NHÂN DÂN
TỈNH AN KHÊ
-------
{STATE}
-------
Số: 41/QĐ-UBND
An Khê, ngày 04 tháng 3 năm 2019

"""
BODY = """CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;
QUYẾT ĐỊNH:
Điều 1. Phê duyệt danh mục hồ chứa nước lớn trên địa bàn.
Điều 2. Các sở chịu trách nhiệm thi hành Quyết định này./.
"""
PAPER = HEAD + "QUYẾT ĐỊNH\nVề việc phê duyệt danh mục hồ chứa\n" + BODY


def laid(text: str) -> Layout:
    return lay_out(a_reading(flow_page(text)))


def zones(text: str) -> dict[str, str]:
    """Return the text of each kind of zone of the paper itself, one line a kind."""
    layout = laid(text)
    found: dict[str, list[str]] = {}
    for zone in layout.zones:
        if zone.part == 0:
            found.setdefault(zone.kind.name, []).append(" ".join(layout.cut(zone).split()))
    return {kind: " ".join(texts) for kind, texts in found.items()}


def lines(text: str) -> list[str]:
    return [row.text for row in rejoined(rows_of(flow_page(text)))]


def test_an_index_card_is_set_aside() -> None:
    found = zones(CARD + PAPER)
    assert found["ISSUING_BODY"] == "ỦY BAN NHÂN DÂN TỈNH AN KHÊ"
    assert found["NUMBER"] == "Số: 41/QĐ-UBND"
    assert found["SUBJECT"] == "Về việc phê duyệt danh mục hồ chứa"
    assert "Người ký: Lê Văn An" in found["FURNITURE"]


@pytest.mark.parametrize(
    "text",
    [
        PAPER,
        "Số hiệu: 41/QĐ-UBND\n" + PAPER,
        "Số: 41/QĐ-UBND\nNgười gửi: Lê Văn An\n" + PAPER,
        "Số hiệu: 41/QĐ-UBND\nNgười ký: Lê Văn An\nLĩnh vực: Thủy lợi\n",
    ],
)
def test_one_label_or_a_card_alone_is_no_card(text: str) -> None:
    assert card_rows(rejoined(rows_of(flow_page(text)))) == 0


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("Số: 41/UBND-NN V/v kiểm tra hồ chứa", ["Số: 41/UBND-NN", "V/v kiểm tra hồ chứa"]),
        ("Số:41/STC-VP V/v: báo cáo thu", ["Số:41/STC-VP", "V/v: báo cáo thu"]),
        ("Số: 41/UBND-NN", ["Số: 41/UBND-NN"]),
        ("Số liệu gửi V/v kiểm tra hồ chứa", ["Số liệu gửi V/v kiểm tra hồ chứa"]),
        ("V/v thực hiện Công văn số 41/UBND-NN", ["V/v thực hiện Công văn số 41/UBND-NN"]),
    ],
)
def test_a_subject_behind_the_number_is_a_line_of_its_own(line: str, parted: list[str]) -> None:
    assert lines(line) == parted


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("KT. CHỦ TỊCHPHÓ CHỦ TỊCHLê Văn An", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn An"]),
        ("PHÓ GIÁM ĐỐCLê Văn An", ["PHÓ GIÁM ĐỐC", "Lê Văn An"]),
        (
            "Nơi nhận:- Như trên;- Sở Y tế;- Lưu: VT.",
            ["Nơi nhận:", "- Như trên;", "- Sở Y tế;", "- Lưu: VT."],
        ),
        (
            "TỈNH AN KHÊCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ["TỈNH AN KHÊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ),
        ("GIÁM ĐỐC Lê Văn An", ["GIÁM ĐỐC Lê Văn An"]),
        ("UBNDTrần Văn An", ["UBNDTrần Văn An"]),
        ("PHÓ GIÁM ĐỐCKho Bạc", ["PHÓ GIÁM ĐỐCKho Bạc"]),
        ("Nơi nhận:", ["Nơi nhận:"]),
        ("Kính gửi: - Sở Y tế; - Sở Tài chính", ["Kính gửi: - Sở Y tế; - Sở Tài chính"]),
    ],
)
def test_lines_run_together_are_parted(line: str, parted: list[str]) -> None:
    assert lines(line) == parted


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("QUY CHẾ LÀM\nVIỆC", ["QUY CHẾ LÀM VIỆC"]),
        ("QUYẾT\nĐỊNH", ["QUYẾT ĐỊNH"]),
        (
            "(Ban hành\nkèm theo Quyết định số 41/QĐ-UBND)",
            ["(Ban hành kèm theo Quyết định số 41/QĐ-UBND)"],
        ),
        ("QUY CHẾ\nLÀM VIỆC", ["QUY CHẾ", "LÀM VIỆC"]),
        ("(An Khê\nkèm theo bản đồ)", ["(An Khê", "kèm theo bản đồ)"]),
    ],
)
def test_a_broken_heading_is_one(broken: str, whole: list[str]) -> None:
    assert lines(broken) == whole


def test_a_reference_ends_a_subject() -> None:
    text = "QUY CHẾ\nQuản lý hồ chứa\n(Ban hành kèm theo Quyết định số 41/QĐ-UBND ngày 04/3/2019)\n"
    assert zones(HEAD + text + BODY)["SUBJECT"] == "Quản lý hồ chứa"


def test_an_authority_without_a_name_signs_above_an_attached_paper() -> None:
    foot = "TM. ỦY BAN NHÂN DÂN\nQUẢN LÝ HỒ CHỨA NƯỚC\n(Ban hành theo Quyết định số 41/QĐ-UBND)\nQuy định này nêu trách nhiệm của các bên.\n"
    assert signed(foot) == ("TM. ỦY BAN NHÂN DÂN", [], None)


@pytest.mark.parametrize(
    ("below", "addressees"),
    [
        (
            "Hải An, Hải Bình, Hải Châu\n\n",
            "Kính gửi: Các chi nhánh Hải Hà, Hải An, Hải Bình, Hải Châu",
        ),
        ("Thực hiện kế hoạch năm 2019, Sở mời họp.\n", "Kính gửi: Các chi nhánh Hải Hà,"),
    ],
)
def test_a_row_of_names_goes_on_with_an_addressee(below: str, addressees: str) -> None:
    text = HEAD + "Kính gửi: Các chi nhánh Hải Hà,\n" + below + "Nội dung họp nêu ở giấy mời.\n"
    assert zones(text)["ADDRESSEES"] == addressees


def test_a_menu_above_a_paper_is_set_aside() -> None:
    menu = "\n".join(f"Mục tin số {number} trong tuần" for number in range(1, 20))
    found = zones(f"{menu}\n{PAPER}")
    assert found["ISSUING_BODY"] == "ỦY BAN NHÂN DÂN TỈNH AN KHÊ"
    assert found["NUMBER"] == "Số: 41/QĐ-UBND"


def test_the_word_cong_van_alone_is_a_heading() -> None:
    found = zones(HEAD + "CÔNG VĂN\nVề việc kiểm tra hồ chứa\n\nKính gửi: Sở Nội vụ.\n")
    assert found["DOCUMENT_TYPE"] == "CÔNG VĂN"
    assert found["SUBJECT"] == "Về việc kiểm tra hồ chứa"


@pytest.mark.parametrize(
    "broken",
    [
        "TP.\nAn Khê Hạ, ngày 04 tháng 3 năm 2019",
        "Thành\nphố An Khê, ngày 04 tháng 3 năm 2019",
        "Thị xã\nAn Khê Hạ, ngày 04 tháng 3 năm 2019",
    ],
)
def test_a_place_broken_behind_its_kind_is_one_line(broken: str) -> None:
    assert lines(broken) == [broken.replace("\n", " ")]


@pytest.mark.parametrize(
    "whole",
    [
        "GIÁM ĐỐC\nAn Khê Hạ, ngày 04 tháng 3 năm 2019",
        "Thành\nAn Khê Hạ, ngày 04 tháng 3 năm 2019",
        "TP.\n\nAn Khê Hạ, ngày 04 tháng 3 năm 2019",
    ],
)
def test_other_lines_above_a_date_stay(whole: str) -> None:
    assert lines(whole) == whole.replace("\n\n", "\n").split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quận 4, ngày 04 tháng 3 năm 2019", True),
        ("Phường 12, ngày 04 tháng 3 năm 2019", True),
        ("Điều 4, ngày 04 tháng 3 năm 2019", False),
    ],
)
def test_a_numbered_quarter_is_a_place(text: str, expected: bool) -> None:
    assert is_place_date(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("QUYếT địNH", True),
        ("NGHị QUYếT", True),
        ("UBND tỉnh", False),
        ("Đề án", False),
        ("Ủy ban", False),
        ("HĐ", True),
    ],
)
def test_accented_letters_left_small_are_capitals(text: str, expected: bool) -> None:
    assert is_capitals(text) is expected


def test_a_decision_without_a_subject_has_none() -> None:
    found = zones(HEAD + "QUYẾT ĐỊNH\n" + BODY)
    assert found["DOCUMENT_TYPE"] == "QUYẾT ĐỊNH"
    assert "SUBJECT" not in found


def test_a_letterhead_that_lost_the_heading_ends_above_the_bases() -> None:
    found = zones(HEAD + "BAN HÀNH QUY CHẾ QUẢN LÝ HỒ CHỨA\n" + BODY)
    assert found["SUBJECT"] == "BAN HÀNH QUY CHẾ QUẢN LÝ HỒ CHỨA"
    assert "Căn cứ Luật Thủy lợi" in found["BODY"]


def test_a_heading_printed_twice_is_one() -> None:
    found = zones(HEAD + "QUYẾT ĐỊNH\n\nQUYẾT ĐỊNH\n\nVề việc phê duyệt danh mục\n\n" + BODY)
    assert found["SUBJECT"] == "Về việc phê duyệt danh mục"


def test_a_rule_closes_a_subject_of_several_paragraphs() -> None:
    subject = (
        "Về việc công nhận\n\nTrường Tiểu học An Khê;\n\nTrường Tiểu học An Hạ\n\n_________\n\n"
    )
    found = zones(HEAD + "QUYẾT ĐỊNH\n\n" + subject + BODY)
    whole = "Về việc công nhận Trường Tiểu học An Khê; Trường Tiểu học An Hạ"
    assert found["SUBJECT"] == whole


def test_a_rule_below_sentences_closes_no_subject() -> None:
    text = "Về việc công nhận trường\n\nCăn cứ Luật Giáo dục năm 2019;\n\n_________\n\n"
    assert zones(HEAD + "QUYẾT ĐỊNH\n\n" + text + BODY)["SUBJECT"] == "Về việc công nhận trường"


def signed(foot: str) -> tuple[str | None, list[str | None], str | None]:
    found = find_signatures(laid(PAPER + "\n" + foot))
    if not found:
        return None, [], None
    authority, name = found[0].authority, found[0].name
    return (
        None if authority is None else authority.value,
        [p.value for p in found[0].positions],
        None if name is None else name.value,
    )


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ("Chủ tịch\n\n(Đã ký)\n\nLê Văn An\n", (None, ["Chủ tịch"], "Lê Văn An")),
        ("Phó Chủ tịch\n(Đã ký)\nLê Văn An\n", (None, ["Phó Chủ tịch"], "Lê Văn An")),
        (
            "TM. Ủy ban nhân dân\nChủ tịch\n(Đã ký)\nLê Văn An\n",
            ("TM. Ủy ban nhân dân", ["Chủ tịch"], "Lê Văn An"),
        ),
        ("(Đã ký)\n\nLê Văn An\n", (None, [], "Lê Văn An")),
        ("Lê Văn An\n\n(Đã ký)\n", (None, [], "Lê Văn An")),
        (
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn An\n\nCHƯƠNG TRÌNH\nQuản lý hồ chứa\n",
            ("TM. ỦY BAN NHÂN DÂN", ["CHỦ TỊCH"], "Lê Văn An"),
        ),
        ("Kết quả được gửi cho các bên\n(Đã ký)\n", (None, [], None)),
        ("Chủ tịch\n\nPhòng họp An Khê\n", (None, [], None)),
    ],
)
def test_a_note_stands_for_a_signature(
    foot: str, expected: tuple[str | None, list[str | None], str | None]
) -> None:
    assert signed(foot) == expected


def test_the_title_of_an_attached_paper_is_no_authority() -> None:
    foot = "Nơi nhận:\nKT. CHỦ TỊCH\nQUẢN LÝ HỒ CHỨA NƯỚC\n(Ban hành kèm theo Quyết định số 41/QĐ-UBND)\nQuy định này nêu trách nhiệm của các bên.\n"
    assert signed(foot)[0] == "KT. CHỦ TỊCH"


@given(st.text(alphabet="Sốh iuệ:|•ABC\n/v-_", max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert len(lines(text + PAPER)) > 10
    assert laid(text + "\n" + PAPER).zones


def test_letterhead_of_the_state_before_1976() -> None:
    found = zones(
        "BỘ THỦY LỢI\nSố: 412-TL/QĐ\nVIỆT NAM DÂN CHỦ CỘNG HÒA\nĐộc lập - Tự do - Hạnh phúc\n"
        "An Khê, ngày 12 tháng 5 năm 1966\n\nQUYẾT ĐỊNH\nVề việc tu sửa đê nhỏ\n" + BODY
    )
    assert found["ISSUING_BODY"] == "BỘ THỦY LỢI"
    assert found["NUMBER"] == "Số: 412-TL/QĐ"
    assert found["PLACE_DATE"] == "An Khê, ngày 12 tháng 5 năm 1966"
    assert found["SUBJECT"] == "Về việc tu sửa đê nhỏ"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None),
        ("LỆNH CỦA CHỦ TỊCH NƯỚC VIỆT NAM DÂN CHỦ CỘNG HÒA", None),
        ("VIỆT NAM DÂN CHỦ CỘNG HOÀ", 0),
        ("CHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 14),
    ],
)
def test_the_name_of_the_state_within_another_is_no_title_line(
    text: str, start: int | None
) -> None:
    assert title_start(text) == start


HEADLESS = (
    "BỘ THỦY LỢI\nSố: 412-QĐ\nVIỆT NAM DÂN CHỦ CỘNG HÒA\nĐộc lập - Tự do - Hạnh phúc\n"
    "An Khê, ngày 12 tháng 5 năm 1966\n\nBỘ TRƯỞNG BỘ THỦY LỢI\n"
)


def test_the_line_below_the_bases_names_the_type_of_a_paper_without_heading() -> None:
    bases = "Căn cứ Nghị định số 88-CP ngày 3 tháng 4 năm 1962 của Hội đồng Chính phủ;\n"
    found = find_document_type(
        laid(HEADLESS + bases + "QUYẾT ĐỊNH:\nĐiều 1. Nay lập đội tu sửa đê nhỏ.\n")
    )
    assert found is not None
    assert (found.value, found.code, found.implied) == ("Quyết định", "QĐ", True)
    assert found.rule == "document_type.decides"
    number = find_reference_number(laid(HEADLESS + bases))
    assert number is not None
    assert number.value == "412-QĐ"
    quoted = find_document_type(laid(HEADLESS + "Đội tu sửa đê được lập lại.\nQUYẾT ĐỊNH:\n"))
    assert quoted is None or quoted.rule != "document_type.decides"
