"""Lists of documents: what the line above says of every item, and where it ceases to speak."""

from __future__ import annotations

import time

import pytest

from extractors.citation_lists import begins_item
from extractors.citation_relation import relation_of_list
from extractors.citations import find_citations
from tests.extractors.layouts import a_body


def relations(*paragraphs: str) -> list[tuple[str | None, str | None, bool]]:
    return [(c.value, c.relation, c.in_part) for c in find_citations(a_body(*paragraphs))]


ITEMS = (
    "- Quyết định số 12/2019/QĐ-UBND ngày 04 tháng 3 năm 2019 của Ủy ban nhân dân tỉnh ban hành Quy chế văn thư;",
    "- Chỉ thị số 05/CT-UBND ngày 09 tháng 02 năm 2021 và Công văn số 88/UBND-NC ngày 10/02/2021.",
)


@pytest.mark.parametrize(
    ("lead", "relation", "in_part"),
    [
        ("Các văn bản sau đây bị bãi bỏ và thay thế, gồm:", "repeals", False),
        ("Các văn bản sau hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành:", "repeals", False),
        ("Điều 3. Bãi bỏ toàn bộ các văn bản sau đây:", "repeals", False),
        ("Quyết định này có hiệu lực từ ngày ký; bãi bỏ các quyết định sau:", "repeals", False),
        ("Bãi bỏ các thủ tục hành chính tại các quyết định sau:", "repeals", True),
        ("Quy định này thay thế các văn bản:", "replaces", False),
        ("Sửa đổi, bổ sung một số điều của các Thông tư sau đây:", "amends", False),
        ("Tiếp tục quán triệt, thực hiện các văn bản sau:", "implements", False),
        ("Triển khai thực hiện các nội dung tại các văn bản sau:", "implements", False),
        ("Căn cứ các văn bản sau:", "based-on", False),
        ("Hồ sơ gửi kèm gồm:", "attached-to", False),
        ("Gửi kèm theo Công văn này:", "attached-to", False),
        ("Công bố hết hiệu lực toàn bộ đối với các văn bản sau đây:", "repeals", False),
        ("Yêu cầu các đơn vị thực hiện nghiêm túc, có hiệu quả các văn bản sau:", "implements", False),
        ("II. CĂN CỨ PHÁP LÝ", "based-on", False),
        ("Cơ sở pháp lý:", "based-on", False),
    ],
)  # fmt: skip
def test_a_lead_speaks_for_every_item(lead: str, relation: str, in_part: bool) -> None:
    assert relations(lead, *ITEMS) == [
        (value, relation, in_part) for value in ("12/2019/QĐ-UBND", "05/CT-UBND", "88/UBND-NC")
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "Thực hiện các nhiệm vụ sau:",
        "Các văn bản sau đây tiếp tục có hiệu lực:",
        "Các văn bản đã được thay thế bởi các quyết định sau:",
        "Rà soát, đề xuất thay thế cán bộ, gồm:",
        "Tham mưu ban hành các văn bản sau:",
        "Bãi bỏ các văn bản sau.",
        "Căn cứ chức năng, nhiệm vụ được giao",
        "Thực hiện theo Quyết định này:",
        "Ban hành các văn bản triển khai, gồm:",
        "Thực hiện Kế hoạch số 5-KH/TU, đơn vị đã ban hành:",
    ],
)
def test_a_lead_that_says_nothing_of_documents(lead: str) -> None:
    listed = ("12/2019/QĐ-UBND", "05/CT-UBND", "88/UBND-NC")
    assert [r for value, r, _ in relations(lead, *ITEMS) if value in listed] == [None] * 3


def test_the_list_ends_with_the_first_paragraph_that_is_no_item() -> None:
    lead = "Thay thế các văn bản sau:"
    first = "1. Quy chế số 03-QC/ĐU ngày 05/5/2021 của Đảng ủy."
    assert relations(lead, first, "Điều 3. Văn phòng xem thêm Công văn số 70-CV/ĐU.", ITEMS[0]) == [
        ("03-QC/ĐU", "replaces", False),
        ("70-CV/ĐU", None, False),
        ("12/2019/QĐ-UBND", None, False),
    ]
    assert relations(lead, first, ITEMS[0])[1] == ("12/2019/QĐ-UBND", None, False)
    assert relations(lead, "Ghi chú chung.", ITEMS[0]) == [("12/2019/QĐ-UBND", None, False)]


def test_enclosures_without_a_symbol_end_no_list() -> None:
    items = (
        "1. Đề cương báo cáo;",
        "2. Báo cáo số 61-BC/VPTU ngày 02/6/2025.",
        "Lưu ý chung.",
        "3. Công văn số 5-CV/TU.",
    )
    assert relations("Gửi kèm theo Công văn này:", *items) == [
        ("61-BC/VPTU", "attached-to", False),
        ("5-CV/TU", None, False),
    ]


def test_words_inside_an_item_relate_what_stands_in_it() -> None:
    item = "- Báo cáo số 18-BC/VPTU ngày 03/3/2025 (thực hiện Kế hoạch số 5-KH/TU); thay thế Báo cáo số 9-BC/VPTU."
    assert relations("Hồ sơ gửi kèm gồm:", item) == [
        ("18-BC/VPTU", "attached-to", False),
        ("5-KH/TU", None, False),
        ("9-BC/VPTU", "replaces", False),
    ]


def test_body_and_subject_of_items() -> None:
    found = find_citations(
        a_body(
            "Bãi bỏ các quyết định sau đây của Ủy ban nhân dân tỉnh:",
            "1. Quyết định số 15/2016/QĐ-UBND ngày 06/6/2016 ban hành Quy định về quản lý, sử dụng vỉa hè.",
            "2. Chỉ thị số 16/CT-UBND ngày 07/7/2017 về trật tự, mỹ quan.",
        )
    )
    assert [(c.issuing_body, c.subject) for c in found] == [
        ("Ủy ban nhân dân tỉnh", "ban hành Quy định về quản lý, sử dụng vỉa hè"),
        (None, "về trật tự, mỹ quan"),
    ]


@pytest.mark.parametrize(
    ("before", "item"),
    [
        ("- Quyết định số ", True),
        ("a) Khoản 2 Điều 3 của Nghị định số ", True),
        ("1. Luật Lưu trữ số ", True),
        ("+ ", True),
        ("- Văn phòng rà soát hồ sơ, đối chiếu Báo cáo số ", False),
        ("- Kết quả giám sát theo Kế hoạch số ", False),
        ("- Quyết định (mật) số ", False),
    ],
)
def test_an_item_begins_with_a_document(before: str, item: bool) -> None:
    assert begins_item(before) is item


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Thực hiện Nghị quyết của Ban Chấp hành Đảng bộ tỉnh số 12-NQ/TU ngày 19/8/2025.", "Ban Chấp hành Đảng bộ tỉnh"),
        ("Căn cứ Quyết định của Thủ tướng Chính phủ số 749/QĐ-TTg ngày 03/6/2020;", "Thủ tướng Chính phủ"),
        ("Sở Y tế có Công văn số 1450/SYT-NVY ngày 21/10/2025 đề nghị bố trí kinh phí.", "Sở Y tế"),
        ("Trước đó, Ban Thường vụ Tỉnh ủy đã ban hành Quyết định số 305-QĐ/TU.", "Ban Thường vụ Tỉnh ủy"),
        ("Thực hiện ý kiến của Thường trực Tỉnh ủy tại Công văn số 812-CV/TU.", "Thường trực Tỉnh ủy"),
        ("Theo đề nghị của Chánh Văn phòng tại Tờ trình số 15-TTr/VPTU.", "Chánh Văn phòng"),
        ("Thực hiện Kết luận số 157-KL/TW ngày 25/5/2025 của Bộ Chính trị, Ban Bí thư về tổ chức bộ máy.", "Bộ Chính trị, Ban Bí thư"),
        ("Căn cứ Quyết định số 55/QĐ-UBND của UBND phường An Thới, thành phố Vĩnh Hòa về kiện toàn;", "UBND phường An Thới, thành phố Vĩnh Hòa"),
        ("Theo Công văn số 19/BQL-KT của Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh.", "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh"),
        ("Thực hiện Chương trình phối hợp số 03-CTr/BDV-MTTQ giữa Ban Dân vận và Mặt trận Tổ quốc về dân vận.", "Ban Dân vận và Mặt trận Tổ quốc"),
        # Who acts is not who issued it; two bodies are not one; the name begins before the clause.
        ("Thực hiện Chỉ thị số 5-CT/TW của Bộ Chính trị, Tỉnh ủy yêu cầu các cấp ủy làm tốt.", "Bộ Chính trị"),
        ("Theo Công văn số 7/STC-NS của Sở Tài chính và các đơn vị liên quan.", "Sở Tài chính"),
        ("Đã rà soát xong, thống nhất ban hành Kế hoạch số 7/KH-STC.", None),
        ("Theo Kết luận số 127-KL/TW ngày 28/02/2025 của Bộ Chính trị, Ban Bí thư.", "Bộ Chính trị, Ban Bí thư"),
        ("Xét đề nghị của Sở Nội vụ và ý kiến của Sở Tư pháp tại Báo cáo số 99/BC-STP.", "Sở Tư pháp"),
        ("Theo phản ánh của người dân tại Văn bản số 7/UBND-TCD.", None),
        ("Theo Nghị định của Chính phủ và Nghị định số 99/2016/NĐ-CP", None),
    ],
)  # fmt: skip
def test_where_the_body_stands(text: str, body: str | None) -> None:
    assert find_citations(a_body(text))[0].issuing_body == body


@pytest.mark.parametrize(
    "hostile",
    [
        "các văn bản " * 20_000 + ":",
        "bãi bỏ các " * 20_000 + "văn bản sau:",
        "thực hiện " * 20_000 + ":",
    ],
)
def test_hostile_leads_take_no_time(hostile: str) -> None:
    begin = time.process_time()
    relation_of_list(hostile)
    find_citations(a_body(hostile, "- Quyết định " + "của " * 20_000 + "số 1/QĐ-UBND"))
    assert time.process_time() - begin < 1
