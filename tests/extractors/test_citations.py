"""Citations: which symbols are cited, and what the text says about each."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from extractors.citation_context import read_context
from extractors.citations import find_citations
from extractors.symbols import find_symbols
from models.layout import ZoneKind
from models.values import Citation
from tests.extractors.layouts import Block
from tests.extractors.layouts import Cells
from tests.extractors.layouts import a_body
from tests.extractors.layouts import a_layout

SHARED = Path(__file__).parents[3] / "shared"


def cited(*paragraphs: str | Cells) -> list[Citation]:
    return find_citations(a_body(*paragraphs))


def only(text: str) -> Citation:
    (found,) = cited(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "kind", "day", "body"),
    [
        (
            "Thực hiện Kế hoạch số 134-KH/TU ngày 17/02/2023 của Ban Thường vụ Thành ủy về “Tổ chức sơ kết”",
            "134-KH/TU",
            "Kế hoạch",
            "2023-02-17",
            "Ban Thường vụ Thành ủy",
        ),
        (
            "Nghị quyết số 28-NQ/TW, ngày 17/11/2022 của Hội nghị lần thứ 6, Ban Chấp hành Trung ương Đảng (khóa 13) về",
            "28-NQ/TW",
            "Nghị quyết",
            "2022-11-17",
            "Hội nghị lần thứ 6, Ban Chấp hành Trung ương Đảng (khóa 13)",
        ),
        (
            "Căn cứ Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn nghiệp vụ;",
            "02/2017/TT-VPCP",
            "Thông tư",
            "2017-10-31",
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        ),
        (
            "theo Nghị định số 105/NĐ- CP, ngày 04/12/2021 của Chính phủ).",
            "105/NĐ-CP",
            "Nghị định",
            "2021-12-04",
            "Chính phủ",
        ),
        (
            "Căn cứ Thông tư số 12/2024/TT-BVHTTDL ngày 03 tháng 4 năm 2024 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch quy định",
            "12/2024/TT-BVHTTDL",
            "Thông tư",
            "2024-04-03",
            "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch",
        ),
        (
            "Căn cứ Quy định số 66-QĐ/TW ngày 06/02/2017 của Ban Bí thư;",
            "66-QĐ/TW",
            "Quy định",
            "2017-02-06",
            "Ban Bí thư",
        ),
        (
            "tại Văn bản số 919/CATP-PC06 ngày 12/02/2025,",
            "919/CATP-PC06",
            "Văn bản",
            "2025-02-12",
            None,
        ),
        (
            "Luật Căn cước số 26/2023/QH15 ngày 27/11/2023",
            "26/2023/QH15",
            "Luật",
            "2023-11-27",
            None,
        ),
        (
            "mục 2.2, Nghị quyết số 173/2024/QH15 ngày 30/11/2024 của Quốc hội quy định",
            "173/2024/QH15",
            "Nghị quyết",
            "2024-11-30",
            "Quốc hội",
        ),
        (
            "và Kế hoạch kiểm tra số 1105/KH-ĐKT ngày 10/3/2026 đã được",
            "1105/KH-ĐKT",
            "Kế hoạch",
            "2026-03-10",
            None,
        ),
        (
            "theo QCVN 01:2019/BCT của Bộ Công Thương.",
            "QCVN 01:2019/BCT",
            "Quy chuẩn",
            None,
            "Bộ Công Thương",
        ),
        (
            "Thực hiện Chỉ thị số - CT/ĐU ngày /12/2025 của Ban Thường vụ Đảng ủy xã",
            "CT/ĐU",
            "Chỉ thị",
            None,
            "Ban Thường vụ Đảng ủy xã",
        ),
        (
            "Ngày 22/7/2025, Uỷ ban nhân dân tỉnh ban hành Quyết định số 371/QĐ-UBND ban hành Đề án",
            "371/QĐ-UBND",
            "Quyết định",
            "2025-07-22",
            "Uỷ ban nhân dân tỉnh",
        ),
    ],
)
def test_what_stands_beside_the_symbol(
    text: str, value: str, kind: str, day: str | None, body: str | None
) -> None:
    found = only(text)
    assert (found.value, found.document_type, found.issued_on, found.issuing_body) == (
        value,
        kind,
        day,
        body,
    )


@pytest.mark.parametrize(
    "text",
    [
        "có 14/20 chỉ tiêu và 06/20 chỉ tiêu, nhiệm kỳ 2020 - 2025",
        "Số 127-QĐ/TW",
        "Ví dụ: Số 24-BS/UBKTTU",
        "theo Mẫu số 01/TTr-UBND ban hành",
        "nộp vào tài khoản số 3712/KB-HN",
        "Luật Đất đai và Nghị quyết Đại hội XIII",
        "theo Tiêu chuẩn TCVN 6909:2001",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_only_the_citing_parts_are_looked_at() -> None:
    layout = a_layout(
        Block(ZoneKind.NUMBER, ("Số 1021 -CV/TU",)),
        Block(ZoneKind.SUBJECT, ("V/v triển khai Chỉ thị số 24-CT/TU ngày 07/8/2023",)),
        Block(ZoneKind.PLACE_DATE, ("Hà Nội, ngày 06 tháng 02 năm 2024",)),
        Block(ZoneKind.BODY, ("Công văn số 1021-CV/TU này thay thế Công văn số 900-CV/TU.",)),
        Block(
            ZoneKind.APPENDIX_REFERENCE,
            ("(Kèm theo văn bản số 1021 - CV/VPTU, ngày 06 tháng 01 năm 2024)",),
            1,
        ),
        Block(
            ZoneKind.APPENDIX,
            (Cells((("1", "Theo Thông tư số 30/2024/TT-BGDĐT ngày 30/12/2024"),)),),
            1,
        ),
        Block(ZoneKind.STAMP, ("Công văn đến số 555/CV-X",)),
    )
    found = find_citations(layout)
    assert [item.value for item in found] == ["24-CT/TU", "900-CV/TU", "30/2024/TT-BGDĐT"]


def test_the_own_symbol_with_a_blank_number_is_left_out() -> None:
    layout = a_layout(
        Block(ZoneKind.NUMBER, ("Số:      /QĐ-UBND",)),
        Block(
            ZoneKind.BODY, ("Ban hành kèm theo Quyết định số     /QĐ-UBND ngày   tháng 3 năm 2025",)
        ),
    )
    assert find_citations(layout) == []


def test_mentions_are_counted_and_gaps_filled_from_later_ones() -> None:
    (found,) = cited(
        "Thực hiện Nghị quyết 01-NQ/TU của Tỉnh uỷ.",
        "Đính kèm Nghị quyết số 01-NQ/TU ngày 14/7/2025 của Tỉnh uỷ.",
    )
    assert (found.mentions, found.issued_on, found.raw) == (2, "2025-07-14", "01-NQ/TU")


def test_an_enumeration_gives_every_decree() -> None:
    found = cited(
        "Căn cứ các Nghị định: số 63/2010/NĐ-CP ngày 08/6/2010, số 48/2013/NĐ-CP ngày 14/5/2013 của Chính phủ;"
    )
    assert [(c.value, c.document_type, c.issued_on, c.relation) for c in found] == [
        ("63/2010/NĐ-CP", "Nghị định", "2010-06-08", "based-on"),
        ("48/2013/NĐ-CP", "Nghị định", "2013-05-14", "based-on"),
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Thực hiện Kế hoạch số 134-KH/TU", "implements"),
        ("Căn cứ Nghị định số 63/2010/NĐ-CP", "based-on"),
        ("có hiệu lực từ ngày ký và thay thế Quyết định số 1304/QĐ-UBND", "replaces"),
        ("Bãi bỏ Quyết định số 12/QĐ-UBND", "repeals"),
        ("Sửa đổi, bổ sung một số điều của Quyết định số 12/QĐ-UBND", "amends"),
        ("ban hành kèm theo Quyết định số 12/QĐ-UBND", "attached-to"),
        ("Ngoài ra, Công văn số 12/UBND-VX nêu", None),
    ],
)
def test_relations(text: str, relation: str | None) -> None:
    assert only(text).relation == relation


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("thay thế Hướng dẫn số 11-HD/VPTW của Văn phòng về thể thức và Công văn số 25-CV/VPTW.", ["replaces"] * 2),
        ("Qua 10 năm thực hiện Chỉ thị số 47-CT/TW và 4 năm thực hiện Chỉ thị số 19-CT/TU", ["implements"] * 2),
        ("Thực hiện Kế hoạch số 1-KH/TU của Tỉnh uỷ thực hiện Nghị quyết số 2-NQ/TW và Chỉ thị số 3-CT/TW", ["implements", None, None]),
        ("Bãi bỏ Quyết định số 12/QĐ-UBND, Quyết định số 13/QĐ-UBND và Chỉ thị số 3/CT-UBND.", ["repeals"] * 3),
        ("Nay gửi kèm Công văn số 1-CV/TU. Nghị quyết số 2-NQ/TW đã nêu và Chỉ thị số 3-CT/TW", ["attached-to", None, None]),
    ],
)  # fmt: skip
def test_documents_joined_by_and_are_cited_alike(text: str, relations: list[str | None]) -> None:
    assert [c.relation for c in find_citations(a_body(text))] == relations


def test_a_relation_inside_another_citation_is_not_ours() -> None:
    found = cited(
        "triển khai Kế hoạch số 128-KH/TU ngày 18/01/2023 của Thành ủy thực hiện Nghị quyết số 28-NQ/TW"
    )
    assert [c.relation for c in found] == ["implements", None]


def test_a_quoted_subject_is_taken_and_an_open_one_is_not() -> None:
    assert (
        only(
            "Kế hoạch số 134-KH/TU ngày 17/02/2023 của Thành ủy về “Tổ chức sơ kết”, Thành ủy"
        ).subject
        == "về “Tổ chức sơ kết”"
    )
    assert (
        only(
            "Chỉ thị số 24-CT/TU ngày 07/8/2023 của Thành ủy về việc tăng cường kỷ cương mà Nghị quyết đề ra"
        ).subject
        is None
    )


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Cục thuế TP.HCM về việc tiêu thức", "Cục thuế TP.HCM"),
        ("UBND TP. Huế về việc rà soát", "UBND TP. Huế"),
        ("UBND TX. An Khê.", "UBND TX. An Khê"),
        # The stop ends a sentence here.
        ("UBND tỉnh. Các sở thực hiện", "UBND tỉnh"),
        ("HTP. Các sở thực hiện", "HTP"),
    ],
)
def test_a_place_may_hold_a_full_stop(body: str, wanted: str) -> None:
    layout = a_body(f"Thực hiện Quyết định số 15/QĐ-UBND ngày 06/01/2026 của {body}")
    (found,) = find_citations(layout)
    assert found.issuing_body == wanted


def test_evidence_cuts_out_the_symbol() -> None:
    layout = a_body("Thực hiện Quyết định số 706/QĐ- UBND, ngày 11/8/2025 của UBND tỉnh")
    (found,) = find_citations(layout)
    assert layout.text[slice(*found.span)] == "706/QĐ- UBND"
    assert found.raw == "706/QĐ- UBND,"[:-1]
    assert found.repairs == ["blanks-removed"]


@pytest.mark.parametrize(
    "hostile",
    [
        "số 12-CV/TU " * 3_000,
        "Căn cứ " * 20_000,
        "của " * 20_000,
        "số 1-CV/TU của " + "Bộ " * 30_000,
    ],
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    layout = a_body(hostile)
    begin = time.process_time()
    find_citations(layout)
    assert time.process_time() - begin < 8


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not here")
@pytest.mark.parametrize(
    "slug", ["ch-cv002-2025", "ch-cv100-2025", "ch-cv116-2025", "ch-tb005-2025"]
)
def test_real_plain_text_documents(slug: str) -> None:
    label = json.loads((SHARED / "gold" / f"{slug}.json").read_text("utf-8"))
    text = (SHARED / "gold" / f"{slug}.txt").read_text("utf-8")
    body = text[text.index("Kính gửi") if "Kính gửi" in text else 0 : text.rindex("Nơi nhận")]
    joined = " ".join(body.split())
    found = {item.value for item in cited(joined)}
    assert found >= {row["symbol"] for row in label["citations"]}


def test_a_clause_without_end_takes_no_square_of_time() -> None:
    text = "Số 1-CV/TU " + "V/v " * 25_000 + "căn cứ Kế hoạch số 134-KH/TU"
    start = time.process_time()
    assert read_context(text, find_symbols(text)[-1]) is not None
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "body", "day"),
    [
        (
            "Xét đề nghị của Sở Xây dựng (công văn số 118/SXD-KT ngày 04 tháng 3 năm 2019) về việc lát gạch",
            "Sở Xây dựng",
            "2019-03-04",
        ),
        ("Xét báo cáo của Hội Làm vườn tỉnh (báo cáo số 7/BC-HLV)", "Hội Làm vườn tỉnh", None),
        (
            "ý kiến chỉ đạo của Chủ tịch nước tại Công văn số 7/CTN-PL ngày 3/4/2018",
            "Chủ tịch nước",
            "2018-04-03",
        ),
        ("Sở Y tế tại Tờ trình số 66/TTr-SYT ngày 3/4/2018,", "Sở Y tế", "2018-04-03"),
        ("Ngày 28/9/2015 Sở Y tế có công văn số 45/SYT-NV đồng ý", "Sở Y tế", "2015-09-28"),
        (
            "Tổ công tác liên ngành có văn bản số 36/BC-TCT ngày 2/9/2021 báo cáo",
            "Tổ công tác liên ngành",
            "2021-09-02",
        ),
        (
            "Bảo hiểm xã hội (BHXH) tỉnh có công văn số 46/BHXH-CST",
            "Bảo hiểm xã hội (BHXH) tỉnh",
            None,
        ),
        (
            "quy định của Đảng” và Điều 2 Quyết định của Ban Bí thư số 17-QĐ/TW, ngày 5-2-2001",
            "Ban Bí thư",
            "2001-02-05",
        ),
        ("Công văn số 45/SYT-NV ngày 3/4/2018 của Sở Y tế chưa nói rõ", "Sở Y tế", "2018-04-03"),
        (
            "Công văn số 84/UBND-VX ngày 2/3/2011 của UBND tỉnh An Thới V/v trồng cây",
            "UBND tỉnh An Thới",
            "2011-03-02",
        ),
        (
            "Thông tư số 45/2018/TT-BYT ngày 3/4/2018 của Bộ trưởng Bộ Y tế Về việc khám mắt",
            "Bộ trưởng Bộ Y tế",
            "2018-04-03",
        ),
        (
            "NGHỊ QUYẾT SỐ 18/2007/NQ-HĐND NGÀY 10/12/2007 CỦA HĐND TỈNH VỀ TRỒNG CÂY",
            "HĐND TỈNH",
            "2007-12-10",
        ),
        (
            "Thông tư số 27/2014/TT-BYT ngày 1/8/2014 quy định việc khám mắt của Bộ trưởng Bộ Y tế;",
            "Bộ trưởng Bộ Y tế",
            "2014-08-01",
        ),
        (
            "Thông tư liên tịch số 11/2007/TTLT-BTC-BYT ngày 1/10/2007 của Bộ Tài chính, Bộ Y tế hướng dẫn thu phí",
            "Bộ Tài chính, Bộ Y tế",
            "2007-10-01",
        ),
        (
            "Theo đề nghị của Sở Xây dựng (thường trực Ban An toàn) tại Tờ trình số 118/TTr-SXD ngày 04/3/2019",
            "Sở Xây dựng",
            "2019-03-04",
        ),
        (
            "thực hiện chỉ đạo của Bộ Y tế theo Công văn số 45/BYT-KCB ngày 3/4/2018",
            "Bộ Y tế",
            "2018-04-03",
        ),
        (
            "Ngày 18/11/2021, Cục Thống kê TP. An Thới đã ban hành Công văn số 87/CTK-TH về điều tra",
            "Cục Thống kê TP. An Thới",
            "2021-11-18",
        ),
        (
            "Quốc hội khóa XV đã thông qua Luật Trồng cây (Luật số 99/2024/QH15)",
            "Quốc hội khóa XV",
            None,
        ),
        (
            "Quyết định số 27/QĐ-BYT ngày 1/8/2014 của Bộ Y tế Ban hành Quy chế khám mắt",
            "Bộ Y tế",
            "2014-08-01",
        ),
        (
            "Quy định số 17-QĐ/TW ngày 5/2/2001 của Ban Bí thư thi hành Chương II về khám mắt",
            "Ban Bí thư",
            "2001-02-05",
        ),
        # What names no body of the document:
        (
            "quy định chức năng của Sở Xây dựng theo Quyết định số 27/QĐ-UBND ngày 1/8/2014",
            None,
            "2014-08-01",
        ),
        (
            "Xét đề nghị của Bộ Y tế về việc mua thuốc (công văn số 18/KCB-DP ngày 3/4/2018)",
            None,
            "2018-04-03",
        ),
        ("vườn hoa của tỉnh (Công văn số 18/KCB-DP ngày 3/4/2018)", None, "2018-04-03"),
        ("đã trồng cây tại Công văn số 18/KCB-DP ngày 3/4/2018", None, "2018-04-03"),
        (
            "Quyết định số 27/QĐ-SYT ngày 1/8/2014 quy định chức năng của Chi cục Dân số;",
            None,
            "2014-08-01",
        ),
        ("Ngày 28/9/2015 có công văn số 45/SYT-NV đồng ý", None, None),
        (
            "Thông tư số 11/2007/TT-BTC ngày 1/10/2007 của Bộ Tài chính, Bộ Y tế hướng dẫn thu phí",
            "Bộ Tài chính",
            "2007-10-01",
        ),
    ],
)
def test_who_issued_a_cited_document(text: str, body: str | None, day: str | None) -> None:
    found = only(text)
    assert (found.issuing_body, found.issued_on) == (body, day)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Công điện số 10/CĐ-TTg ngày 2/8/2021, Công điện số 11/CĐ-TTg ngày 3/8/2021 của Thủ tướng Chính phủ",
            ["Thủ tướng Chính phủ", "Thủ tướng Chính phủ"],
        ),
        (
            "ý kiến của các Bộ: Khoa học và Công nghệ (văn bản số 1/BKH-TH ngày 3/4/2009), Tài chính (văn bản số 2/BTC-ĐT)",
            ["Bộ Khoa học và Công nghệ", "Bộ Tài chính"],
        ),
        ("các loại: Bàn gỗ (văn bản số 1/BKH-TH), Ghế (văn bản số 2/BTC-ĐT)", [None, None]),
        (
            "Báo cáo số 5/BC-SYT và Công văn số 7/SXD-KT ngày 3/4/2018 của Sở Xây dựng",
            [None, "Sở Xây dựng"],
        ),
        (
            "Kế hoạch số 5/KH-UBND để trồng cây, Công văn số 7/UBND-KT ngày 3/4/2018 của UBND xã",
            [None, "UBND xã"],
        ),
    ],
)
def test_a_list_shares_its_body(text: str, bodies: list[str | None]) -> None:
    assert [one.issuing_body for one in cited(text)] == bodies


@pytest.mark.parametrize(
    ("text", "value", "kind", "day"),
    [
        (
            "Căn cứ Nghị định số 17/CP ngày 28 tháng 8 năm 1998 của Chính phủ",
            "17/CP",
            "Nghị định",
            "1998-08-28",
        ),
        ("Quyết định số 308/BYT ngày 9/10/1995 của Bộ Y tế", "308/BYT", "Quyết định", "1995-10-09"),
        (
            "Căn cứ Nghị định của Chính phủ số 35/CP ngày 9/3/1995 về trồng cây",
            "35/CP",
            "Nghị định",
            "1995-03-09",
        ),
        (
            "Nghị định số 84-HĐBT ngày 24 tháng 5 năm 1989 về trồng cây",
            "84-HĐBT",
            "Nghị định",
            "1989-05-24",
        ),
        ("công văn số 85 TC/TCT ngày 4/5/2001", "85TC/TCT", "Công văn", "2001-05-04"),
        ("Quyết định số 26-NL/QĐ ngày 4/5/1971", "26-NL/QĐ", "Quyết định", "1971-05-04"),
        ("Thông tư số 31-NLTT/THB ngày 4/5/1982", "31-NLTT/THB", "Thông tư", "1982-05-04"),
        ("Sắc lệnh số 12 - SL ngày 4-5-1951", "12-SL", "Sắc lệnh", "1951-05-04"),
        ("Lệnh số 26-LCT/HĐNN ngày 4-5-1989", "26-LCT/HĐNN", "Lệnh", "1989-05-04"),
        (
            "quyết định của Bộ Điện than số 26-TC/KT ngày 4-5-1970",
            "26-TC/KT",
            "Quyết định",
            "1970-05-04",
        ),
        (
            "Quyết định số 845-TC/QĐ/KBNN ngày 4-5-1994",
            "845-TC/QĐ/KBNN",
            "Quyết định",
            "1994-05-04",
        ),
        (
            "QUYẾT ĐỊNH SỐ 93/2004/QĐ .UBND NGÀY 06/9/2004",
            "93/2004/QĐ-UBND",
            "Quyết định",
            "2004-09-06",
        ),
        (
            "văn bản số 947/BXD-QHKT &ĐT ngày 25/3/2009",
            "947/BXD-QHKT&ĐT",
            "Văn bản",
            "2009-03-25",
        ),
    ],
)
def test_old_and_damaged_symbols(text: str, value: str, kind: str, day: str) -> None:
    found = only(text)
    assert (found.value, found.document_type, found.issued_on) == (value, kind, day)


def test_capitals_of_a_title_and_small_letters_are_one_document() -> None:
    found = only(
        "SỬA ĐỔI QUYẾT ĐỊNH SỐ 34/2014/QĐ-TTG\nTheo Quyết định số 34/2014/QĐ-TTg ngày 2/3/2014"
    )
    assert (found.value, found.mentions) == ("34/2014/QĐ-TTg", 2)


def test_a_number_alone_cites_with_type_day_and_body() -> None:
    found = only("thực hiện Công điện số 140 ngày 15 tháng 9 năm 2021 của Bộ Y tế.")
    assert (found.value, found.document_type, found.issued_on, found.issuing_body) == (
        "140",
        "Công điện",
        "2021-09-15",
        "Bộ Y tế",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Công điện số 140 của Bộ Y tế",
        "Công điện số 140 ngày 15/9/2021",
        "Công điện ngày 15/9/2021 của Bộ Y tế",
        "Hợp đồng số 140 ngày 15/9/2021 của Sở Y tế",
        "Kế hoạch số 30 ngày cao điểm của Sở Y tế",
        "Báo cáo số 0903 111 222 ngày 15/9/2021 của Sở Y tế",
        "Báo cáo số 12 ngày 15/9/2021 của các em nhỏ",
    ],
)
def test_a_number_with_less_beside_it_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_a_number_whose_symbol_stands_elsewhere_is_a_mention() -> None:
    first, second = cited(
        "Nghị định số 17/2020/NĐ-CP ngày 5/3/2020 của Chính phủ; Nghị định số 17 ngày 5/3/2020 của Chính phủ",
        "Nghị định số 17 ngày 6/3/2021 của Chính phủ",
    )
    assert (first.value, first.mentions, second.value) == ("17/2020/NĐ-CP", 2, "17")


def test_a_dash_parts_the_place_from_the_document_that_is_amended() -> None:
    found = only(
        "VỀ SỬA ĐỔI MỘT SỐ NỘI DUNG TẠI MỤC III, ĐIỀU 1 - NGHỊ QUYẾT SỐ 18/2007/NQ-HĐND NGÀY 10/12/2007"
    )
    assert found.relation == "amends"
