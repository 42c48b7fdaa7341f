"""The lower half of papers: chains of authorities, ranks, seldom positions, purposes, telegrams, minutes.

Each case is set in running text and printed in two columns, and both must be read alike.
"""

from __future__ import annotations

import pytest

from tests.layout.forms import PARTY
from tests.layout.forms import STATE
from tests.layout.forms import Case
from tests.layout.forms import Form
from tests.layout.forms import case
from tests.layout.forms import flowed
from tests.layout.forms import misread
from tests.layout.forms import printed

DATED = "An Khê, ngày 05 tháng 3 năm 2026"
LIST = ("Nơi nhận:", "- Như trên;", "- Lưu: VT, NC.")
LEFT = ("UBND TỈNH AN KHÊ", "SỞ NỘI VỤ", "Số: 15/SNV-VP", "V/v rà soát hồ sơ")
TO = ("Kính gửi: Các phòng chuyên môn.",)


def signed(*lines: str) -> Form:
    """Return a letter signed by the lines."""
    return Form(left=LEFT, right=(*STATE, DATED), to=TO, list=LIST, sign=lines)


def listed(*entries: str) -> Form:
    """Return a letter with the list of recipients."""
    return Form(
        left=LEFT,
        right=(*STATE, DATED),
        to=TO,
        list=("Nơi nhận:", *entries),
        sign=("GIÁM ĐỐC", "Lê Văn Bình"),
    )


def addressed(*lines: str) -> Form:
    """Return a letter to the recipients."""
    sign = ("GIÁM ĐỐC", "Lê Văn Bình")
    return Form(left=LEFT, right=(*STATE, DATED), to=lines, list=LIST, sign=sign)


def chain(name: str, *lines: str) -> Case:
    """Return a case whose first line is the authority, the last the name, the rest positions."""
    signer = (lines[0], lines[1:-1], lines[-1])
    return case(name, signed(*lines), signers=(signer,))


def position(text: str) -> Case:
    """Return a case signed by a position alone."""
    want = ((None, (text,), "Lê Văn Bình"),)
    return case(f"position {text}", signed(text, "Lê Văn Bình"), signers=want)


def ranked(rank: str) -> Case:
    """Return a case whose signer's rank or degree stands before the name."""
    want = ((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),)
    return case(f"rank {rank}", signed("GIÁM ĐỐC", f"{rank} Lê Văn Bình"), signers=want)


CHAINS = [
    chain("deputy", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Lê Văn Bình"),
    chain("for all", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Bình"),
    chain("by order", "TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Lê Văn Bình"),
    chain("empowered", "TUQ. CHỦ TỊCH", "KT. GIÁM ĐỐC SỞ TÀI CHÍNH", "PHÓ GIÁM ĐỐC", "Lê Văn Bình"),
    chain("party", "T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Lê Văn Bình"),
    chain("two offices", "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH", "Lê Văn Bình"),
    chain("acting", "Q. GIÁM ĐỐC", "Lê Văn Bình"),
    chain("highland name", "TM. ỦY BAN KIỂM TRA", "CHỦ NHIỆM", "K’ Brơi"),
    chain("name in capitals", "T/M BAN CHẤP HÀNH", "BÍ THƯ", "LÊ VĂN BÌNH"),
]
POSITIONS = [
    position(text)
    for text in (
        "QUYỀN GIÁM ĐỐC",
        "PHỤ TRÁCH PHÒNG",
        "TRẠM TRƯỞNG",
        "TRƯỞNG ẤP",
        "TRƯỞNG KHU PHỐ",
        "PHÓ TRƯỞNG CÔNG AN",
        "CHI HỘI TRƯỞNG",
        "CHẤP HÀNH VIÊN",
        "HIỆU PHÓ",
        "NGƯỜI BÁO CÁO",
    )
]
RANKS = [ranked(rank) for rank in ("Đại tá", "Thượng tá,", "PGS.TS.", "BSCKII.", "ThS. BS.")]
LISTS = [
    case(
        "purposes",
        listed(
            "- Bộ Tài chính (để được hướng dẫn);",
            "- Báo An Khê (đưa tin);",
            "- Cổng TTĐT tỉnh (công khai);",
            "- Các đơn vị (kiểm tra, đôn đốc);",
            "- Sở Nội vụ (02 bản);",
            "- Lưu: VT.",
        ),
        list=(
            ("Bộ Tài chính", "để được hướng dẫn"),
            ("Báo An Khê", "đưa tin"),
            ("Cổng TTĐT tỉnh", "công khai"),
            ("Các đơn vị", "kiểm tra, đôn đốc"),
            ("Sở Nội vụ (02 bản)", None),
            ("Lưu: VT", None),
        ),
    ),
    case(
        "pen's stroke",
        listed("- Như trên;", "- Lưu: VT, NC (An). /"),
        list=(("Như trên", None), ("Lưu: VT, NC (An)", None)),
    ),
]
ADDRESSEES = [
    case(
        "also to",
        addressed("Kính gửi: Sở Nội vụ tỉnh An Khê", "Đồng kính gửi: Sở Tài chính tỉnh An Khê"),
        to=("Sở Nội vụ tỉnh An Khê", "Sở Tài chính tỉnh An Khê"),
    ),
    case("only also to", addressed("Đồng kính gửi: Sở Tài chính"), to=("Sở Tài chính",)),
]
PAPERS = [
    case(
        "urgent telegram",
        Form(
            left=("ỦY BAN NHÂN DÂN", "TỈNH AN KHÊ", "Số: 03/CĐ-UBND"),
            right=(*STATE, DATED),
            heading=("CÔNG ĐIỆN KHẨN", "Về việc ứng phó bão số 3"),
            to=("CHỦ TỊCH UBND TỈNH AN KHÊ ĐIỆN:", "- Giám đốc các sở;", "- Chủ tịch UBND các xã."),
            list=LIST,
            sign=("CHỦ TỊCH", "Lê Văn Bình"),
        ),
        type="Công điện",
        subject="Về việc ứng phó bão số 3",
        to=("Giám đốc các sở", "Chủ tịch UBND các xã"),
    ),
    case(
        "minutes",
        Form(
            left=("UBND XÃ SƠN THỦY", "VĂN PHÒNG", "Số: 04/BB-VP"),
            right=STATE,
            heading=("BIÊN BẢN", "Họp giao ban tháng 3 năm 2026"),
            body=(
                "Thời gian bắt đầu: 8 giờ 00 ngày 05 tháng 3 năm 2026",
                "1. Thành phần tham dự: toàn thể công chức của văn phòng và các phòng chuyên môn.",
                "Cuộc họp kết thúc vào 10 giờ 30 ngày 05 tháng 3 năm 2026 ./.",
            ),
            second_sign=("THƯ KÝ", "(Ký, ghi rõ họ tên)", "Trần Thị Mai"),
            sign=("CHỦ TỌA", "(Ký, ghi rõ họ tên)", "Lê Văn Bình"),
        ),
        subject="Họp giao ban tháng 3 năm 2026",
        signers=((None, ("THƯ KÝ",), "Trần Thị Mai"), (None, ("CHỦ TỌA",), "Lê Văn Bình")),
    ),
    case(
        "chapter of the Party",
        Form(
            left=("ĐẢNG ỦY XÃ SƠN THỦY", "CHI BỘ THÔN 3", "*", "Số 05-BC/CB"),
            right=(PARTY, "Sơn Thủy, ngày 05 tháng 3 năm 2026"),
            heading=("BÁO CÁO", "kết quả sinh hoạt chi bộ tháng 3"),
            list=("Nơi nhận:", "- Đảng ủy xã (để báo cáo),", "- Lưu Chi bộ."),
            sign=("T/M CHI BỘ", "BÍ THƯ", "Lê Văn Bình"),
        ),
        list=(("Đảng ủy xã", "để báo cáo"), ("Lưu Chi bộ", None)),
        signers=(("T/M CHI BỘ", ("BÍ THƯ",), "Lê Văn Bình"),),
    ),
    case(
        "no authority",
        Form(
            left=LEFT,
            right=(*STATE, DATED),
            to=TO,
            body=(
                "Quản lý hồ sơ là việc của mọi đơn vị trong toàn Sở, từ văn phòng tới các chi cục.",
                "QUẢN LÝ HỒ SƠ ĐIỆN TỬ",
                "1. Rà soát toàn bộ hồ sơ, tài liệu đang quản lý; báo cáo kết quả theo quy định.",
            ),
            list=LIST,
            sign=("GIÁM ĐỐC", "Lê Văn Bình"),
        ),
        signers=((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),),
    ),
]
CASES = [*CHAINS, *POSITIONS, *RANKS, *LISTS, *ADDRESSEES, *PAPERS]


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_flowing(case_: Case) -> None:
    assert misread(flowed(case_.form), case_.wants) == {}


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_printed(case_: Case) -> None:
    assert misread(printed(case_.form), case_.wants) == {}


def test_a_digital_signature_above_the_name_hides_nobody() -> None:
    form = signed(
        "GIÁM ĐỐC", "Ký bởi: Sở Nội vụ", "Ngày ký: 05-03-2026 16:10:11 +07:00", "Lê Văn Bình"
    )
    assert misread(flowed(form), {"signers": ((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),)}) == {}


def test_a_signature_without_a_list_stands_above_what_is_attached() -> None:
    form = Form(
        left=("ỦY BAN NHÂN DÂN", "TỈNH AN KHÊ", "Số: 15/2011/QĐ-UBND"),
        right=(*STATE, DATED),
        heading=("QUYẾT ĐỊNH", "Về việc ban hành Quy chế quản lý hồ sơ"),
        body=(
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý hồ sơ.",
            "Điều 2. Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.",
        ),
        sign=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Bình"),
        after=(
            "QUY CHẾ",
            "QUẢN LÝ HỒ SƠ",
            "(Ban hành kèm theo Quyết định số 15/2011/QĐ-UBND ngày 05/3/2011 của UBND tỉnh)",
            *(
                f"Điều {n}. Quy định về hồ sơ số {n} của các cơ quan trong tỉnh."
                for n in range(1, 30)
            ),
        ),
    )
    wants = {"signers": (("TM. ỦY BAN NHÂN DÂN", ("CHỦ TỊCH",), "Lê Văn Bình"),)}
    assert misread(flowed(form), wants) == {}
