"""Invitations, telegrams, minutes, drafts, copies and arrival stamps: what must not be read as the paper's own.

Every form is set twice, in running text and printed in columns, and must read the same.
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

ADDRESSED = ("Nơi nhận:", "- Như trên,", "- Lưu VPTU.")
SIGNED = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Bình")
SIGNER = (("T/M BAN THƯỜNG VỤ", ("PHÓ BÍ THƯ",), "Lê Văn Bình"),)
ADDRESSED_STATE = ("Nơi nhận:", "- Như trên;", "- Lưu: VT, NC.")
CHAIR = ("CHỦ TỊCH", "Lê Văn Bình")
CHAIR_SIGNER = ((None, ("CHỦ TỊCH",), "Lê Văn Bình"),)
DATED = "An Khê, ngày 05 tháng 3 năm 2026"

CASES = [
    case(
        "invite",
        Form(
            left=("UBND TỈNH AN KHÊ", "SỞ NỘI VỤ", "Số: 21/GM-SNV"),
            right=(*STATE, DATED),
            heading=("GIẤY MỜI", "Dự hội nghị sơ kết công tác quý I"),
            body=(
                "Sở Nội vụ tỉnh An Khê trân trọng kính mời:",
                "- Lãnh đạo các phòng, ban thuộc Sở;",
                "Thời gian: 8 giờ 00, ngày 10/3/2026.",
            ),
            list=("Nơi nhận:", "- Như thành phần mời;", "- Lưu: VT, VP."),
            sign=("GIÁM ĐỐC", "Lê Văn Bình"),
        ),
        type="Giấy mời",
        number="21/GM-SNV",
        superior="UBND tỉnh An Khê",
        issuer="Sở Nội vụ",
        subject="Dự hội nghị sơ kết công tác quý I",
        signers=((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),),
    ),
    case(
        "invite0",
        Form(
            left=("UBND TỈNH AN KHÊ", "SỞ NỘI VỤ", "Số: 21/GM-SNV"),
            right=(*STATE, DATED),
            heading=("GIẤY MỜI",),
            to=("Kính gửi: Lãnh đạo các phòng, ban thuộc Sở.",),
            body=(
                "Sở Nội vụ tỉnh An Khê trân trọng kính mời đồng chí đến dự Hội nghị sơ kết công tác quý I năm 2026 của ngành.",
                "Thời gian: 8 giờ 00, ngày 10/3/2026.",
            ),
            list=ADDRESSED_STATE,
            sign=("GIÁM ĐỐC", "Lê Văn Bình"),
        ),
        type="Giấy mời",
        subject=None,
        to=("Lãnh đạo các phòng, ban thuộc Sở",),
    ),
    case(
        "invite1",
        Form(
            left=("UBND TỈNH AN KHÊ", "SỞ NỘI VỤ", "Số: 21/GM-SNV"),
            right=(*STATE, DATED),
            heading=("GIẤY MỜI",),
            body=(
                "Sở Nội vụ tỉnh An Khê trân trọng kính mời đồng chí đến dự Hội nghị sơ kết công tác quý I năm 2026 của ngành.",
                "Thời gian: 8 giờ 00, ngày 10/3/2026.",
            ),
            list=ADDRESSED_STATE,
            sign=("GIÁM ĐỐC", "Lê Văn Bình"),
        ),
        type="Giấy mời",
        subject=None,
        to=(),
    ),
    case(
        "telegram",
        Form(
            left=("THỦ TƯỚNG CHÍNH PHỦ", "Số: 12/CĐ-TTg", "HỎA TỐC"),
            right=(*STATE, "Hà Nội, ngày 05 tháng 9 năm 2024"),
            heading=("CÔNG ĐIỆN", "Về việc tập trung ứng phó bão"),
            body=(
                "THỦ TƯỚNG CHÍNH PHỦ điện:",
                "- Bộ trưởng các Bộ: Quốc phòng, Công an;",
                "- Chủ tịch Ủy ban nhân dân các tỉnh An Khê, Bình Sơn.",
                "Theo dự báo, bão sẽ đổ bộ trong ngày tới nên cần chủ động ứng phó với mọi tình huống có thể xảy ra.",
            ),
            list=("Nơi nhận:", "- Như trên;", "- Lưu: VT, NN (2)."),
            sign=("KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Lê Văn Bình"),
        ),
        type="Công điện",
        issuer="Thủ tướng Chính phủ",
        number="12/CĐ-TTg",
        subject="Về việc tập trung ứng phó bão",
        to=(
            "Bộ trưởng các Bộ: Quốc phòng, Công an",
            "Chủ tịch Ủy ban nhân dân các tỉnh An Khê, Bình Sơn",
        ),
        urgency="HỎA TỐC",
    ),
    case(
        "telegram2",
        Form(
            left=("ỦY BAN NHÂN DÂN", "TỈNH AN KHÊ", "Số: 03/CĐ-UBND"),
            right=(*STATE, "An Khê, ngày 05 tháng 9 năm 2024"),
            heading=("CÔNG ĐIỆN", "Về việc ứng phó mưa lũ"),
            body=(
                "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN KHÊ, ĐIỆN:",
                "- Thủ trưởng các sở, ban, ngành;",
                "- Chủ tịch UBND các xã, phường;",
                "Theo dự báo, mưa lớn sẽ kéo dài trong ba ngày tới.",
            ),
            list=ADDRESSED_STATE,
            sign=("CHỦ TỊCH", "Lê Văn Bình"),
        ),
        subject="Về việc ứng phó mưa lũ",
        to=("Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã, phường"),
    ),
    case(
        "minutes",
        Form(
            left=("ĐẢNG ỦY XÃ SƠN THỦY", "ỦY BAN KIỂM TRA", "*", "Số 04-BB/UBKTĐU"),
            right=(PARTY, DATED),
            heading=("BIÊN BẢN", "Hội nghị Ủy ban Kiểm tra Đảng ủy lần thứ 3"),
            body=(
                "Hôm nay, hồi 14 giờ 00, ngày 05/3/2026, tại trụ sở Đảng ủy xã, Ủy ban Kiểm tra tổ chức hội nghị lần thứ ba.",
                "1. Thành phần tham dự gồm toàn thể thành viên Ủy ban.",
                "Hội nghị kết thúc hồi 16 giờ 30 cùng ngày.",
            ),
            list=(),
            second_sign=("NGƯỜI GHI BIÊN BẢN", "Trần Thị Mai"),
            sign=("CHỦ TRÌ HỘI NGHỊ", "Lê Văn Bình"),
        ),
        type="Biên bản",
        number="04-BB/UBKTĐU",
        to=(),
        subject="Hội nghị Ủy ban Kiểm tra Đảng ủy lần thứ 3",
        signers=(
            (None, ("NGƯỜI GHI BIÊN BẢN",), "Trần Thị Mai"),
            (None, ("CHỦ TRÌ HỘI NGHỊ",), "Lê Văn Bình"),
        ),
    ),
    case(
        "draft",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số      -NQ/TU", "Dự thảo lần 2"),
            right=(PARTY, "An Khê, ngày      tháng 3 năm 2026"),
            heading=("NGHỊ QUYẾT", "về chuyển đổi số"),
            list=ADDRESSED,
            sign=("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
        ),
        number=None,
        date=None,
        place="An Khê",
        subject="về chuyển đổi số",
        draft="Dự thảo lần 2",
        signers=(("T/M BAN THƯỜNG VỤ", ("BÍ THƯ",), None),),
    ),
    case(
        "marks",
        Form(
            left=(
                "ỦY BAN NHÂN DÂN",
                "XÃ SƠN THỦY",
                "Số: 102/UBND-VP",
                "V/v trực Tết Nguyên đán",
                "THƯỢNG KHẨN",
            ),
            right=(*STATE, DATED),
            to=("Kính gửi:", "- Các ban, ngành xã;", "- Các trưởng thôn."),
            list=ADDRESSED_STATE,
            sign=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Bình"),
        ),
        subject="trực Tết Nguyên đán",
        issuer="Ủy ban nhân dân xã Sơn Thủy",
        to=("Các ban, ngành xã", "Các trưởng thôn"),
        urgency="THƯỢNG KHẨN",
    ),
    case(
        "pl",
        Form(
            left=("ỦY BAN NHÂN DÂN", "XÃ SƠN THỦY", "Số: 102/UBND-VP", "V/v trực Tết Nguyên đán"),
            right=(*STATE, DATED),
            to=("Kính gửi: Các trưởng thôn",),
            list=("Nơi nhận:", "- Như trên;", "- Lưu: VT, VP.", "PL.(300)"),
            sign=("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH", "Lê Văn Bình"),
        ),
        list=(("Như trên", None), ("Lưu: VT, VP", None)),
        signers=(("TM. ỦY BAN NHÂN DÂN", ("Q. CHỦ TỊCH",), "Lê Văn Bình"),),
    ),
    case(
        "contact",
        Form(
            left=("ỦY BAN NHÂN DÂN", "XÃ SƠN THỦY", "Số: 102/UBND-VP", "V/v trực Tết"),
            right=(*STATE, DATED),
            to=("Kính gửi: Các trưởng thôn",),
            list=ADDRESSED_STATE,
            sign=("CHỦ TỊCH", "Lê Văn Bình"),
            after=(
                "Địa chỉ: Số 1 đường Lê Lợi, xã Sơn Thủy. ĐT: 0123456789; Email: ubnd@sonthuy.gov.vn",
            ),
        ),
        list=(("Như trên", None), ("Lưu: VT, NC", None)),
        signers=CHAIR_SIGNER,
    ),
    case(
        "copy_state",
        Form(
            left=("UBND TỈNH AN KHÊ", "SỞ NỘI VỤ", "Số: 05/QĐ-SNV"),
            right=(*STATE, DATED),
            heading=("QUYẾT ĐỊNH", "Về việc khen thưởng"),
            list=ADDRESSED_STATE,
            sign=("GIÁM ĐỐC", "Lê Văn Bình"),
            after=(
                "ỦY BAN NHÂN DÂN XÃ SƠN THỦY",
                "SAO Y",
                "Số: 88/SY-UBND",
                "Sơn Thủy, ngày 20 tháng 4 năm 2026",
                "Nơi nhận:",
                "- Như trên;",
                "- Lưu: VT.",
                "CHỦ TỊCH",
                "Trần Thị Mai",
            ),
        ),
        number="05/QĐ-SNV",
        date="2026-03-05",
        superior="UBND tỉnh An Khê",
        issuer="Sở Nội vụ",
        list=(("Như trên", None), ("Lưu: VT, NC", None)),
        signers=((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),),
        copy="SAO Y",
    ),
    case(
        "publicity",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số 12-KL/TU"),
            right=(PARTY, DATED),
            heading=("KẾT LUẬN", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về công tác tôn giáo"),
            list=ADDRESSED,
            sign=SIGNED,
            after=("Không phổ biến trên các phương tiện thông tin đại chúng",),
        ),
        type="Kết luận",
        subject="CỦA BAN THƯỜNG VỤ TỈNH ỦY về công tác tôn giáo",
        list=(("Như trên", None), ("Lưu VPTU", None)),
        signers=SIGNER,
        circulation=("Không phổ biến trên các phương tiện thông tin đại chúng",),
        copy=None,
    ),
    case(
        "arrival",
        Form(
            left=(
                "ỦY BAN NHÂN DÂN",
                "XÃ SƠN THỦY",
                "Số: 102/UBND-VP",
                "V/v trực Tết Nguyên đán",
                "ĐẾN",
                "Số: 456",
                "Ngày: 07/3/2026",
                "Chuyển: Đ/c Mai",
            ),
            right=(*STATE, DATED),
            to=("Kính gửi: Các trưởng thôn",),
            list=ADDRESSED_STATE,
            sign=CHAIR,
        ),
        number="102/UBND-VP",
        date="2026-03-05",
        subject="trực Tết Nguyên đán",
    ),
    case(
        "arrival_top",
        Form(
            left=(
                "CÔNG VĂN ĐẾN",
                "Số: 456",
                "Ngày 07/3/2026",
                "ỦY BAN NHÂN DÂN",
                "XÃ SƠN THỦY",
                "Số: 102/UBND-VP",
                "V/v trực Tết Nguyên đán",
            ),
            right=(*STATE, DATED),
            to=("Kính gửi: Các trưởng thôn",),
            list=ADDRESSED_STATE,
            sign=CHAIR,
        ),
        number="102/UBND-VP",
        date="2026-03-05",
        issuer="Ủy ban nhân dân xã Sơn Thủy",
        superior=None,
    ),
    case(
        "arrival_right",
        Form(
            left=("ỦY BAN NHÂN DÂN", "XÃ SƠN THỦY", "Số: 102/UBND-VP", "V/v trực Tết Nguyên đán"),
            right=(*STATE, DATED, "ĐẾN", "Số: 456/VT", "Ngày: 07/3/2026"),
            to=("Kính gửi: Các trưởng thôn",),
            list=ADDRESSED_STATE,
            sign=CHAIR,
        ),
        number="102/UBND-VP",
        date="2026-03-05",
        subject="trực Tết Nguyên đán",
    ),
    case(
        "circ_top",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số 12-NQ/TU", "KHẨN"),
            right=("TÀI LIỆU THU HỒI", PARTY, DATED),
            heading=("NGHỊ QUYẾT", "về công tác cán bộ"),
            list=ADDRESSED,
            sign=SIGNED,
        ),
        number="12-NQ/TU",
        date="2026-03-05",
        issuer="Tỉnh ủy An Khê",
        subject="về công tác cán bộ",
        urgency="KHẨN",
        circulation=("TÀI LIỆU THU HỒI",),
    ),
    case(
        "bansao",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số 12-KL/TU"),
            right=(PARTY, DATED),
            heading=("KẾT LUẬN", "về công tác tôn giáo"),
            list=ADDRESSED,
            sign=SIGNED,
            after=(
                "BẢN SAO VĂN BẢN",
                "ĐẢNG ỦY XÃ SƠN THỦY",
                "Số 15-BS/ĐU",
                "Hình thức sao: Sao y",
                "Sơn Thủy, ngày 20 tháng 4 năm 2026",
                "Nơi nhận: Các chi bộ",
            ),
        ),
        number="12-KL/TU",
        date="2026-03-05",
        list=(("Như trên", None), ("Lưu VPTU", None)),
        signers=SIGNER,
        issuer="Tỉnh ủy An Khê",
        copy="BẢN SAO VĂN BẢN",
    ),
    case(
        "saoluc2",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số 12-KL/TU"),
            right=(PARTY, DATED),
            heading=("KẾT LUẬN", "về công tác tôn giáo"),
            list=ADDRESSED,
            sign=SIGNED,
            after=(
                "HUYỆN ỦY BÌNH SƠN",
                "*",
                "Số 77-BS/HU",
                "SAO LỤC",
                "ĐẢNG CỘNG SẢN VIỆT NAM",
                "Bình Sơn, ngày 20 tháng 4 năm 2018",
                "Nơi nhận:",
                "- Các chi, đảng bộ,",
                "- Lưu VPHU.",
                "T/L BAN THƯỜNG VỤ",
                "CHÁNH VĂN PHÒNG",
                "Trần Thị Mai",
            ),
        ),
        number="12-KL/TU",
        date="2026-03-05",
        list=(("Như trên", None), ("Lưu VPTU", None)),
        signers=SIGNER,
        issuer="Tỉnh ủy An Khê",
        copy="SAO LỤC",
    ),
    case(
        "nosign_decoy",
        Form(
            left=("UBND XÃ SƠN THỦY", "Số: 102/BC-UBND"),
            right=(*STATE, DATED),
            heading=("BÁO CÁO", "Tình hình kinh tế"),
            body=(
                "Báo cáo này nêu tình hình sáu tháng đầu năm của xã.",
                "Chủ tịch",
                "Nội dung cụ thể được trình bày tại phần sau đây của báo cáo này.",
            ),
        ),
        signers=(),
        list=(),
    ),
    case(
        "urgent_cv",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số 12-CV/TU", "V/v phòng, chống bão", "HỎA TỐC"),
            right=(PARTY, DATED),
            to=("Kính gửi: Các đảng ủy trực thuộc",),
            list=ADDRESSED,
            sign=SIGNED,
        ),
        urgency="HỎA TỐC",
        subject="phòng, chống bão",
    ),
    case(
        "urgent_box",
        Form(
            left=("UBND XÃ SƠN THỦY", "Số: 12/UBND-VP", "V/v phòng, chống bão"),
            right=(*STATE, DATED, "KHẨN"),
            to=("Kính gửi: Các trưởng thôn",),
            list=ADDRESSED_STATE,
            sign=CHAIR,
        ),
        urgency="KHẨN",
        subject="phòng, chống bão",
    ),
    case(
        "secret_false",
        Form(
            left=(
                "ỦY BAN MẶT TRẬN TỔ QUỐC",
                "XÃ SƠN THỦY",
                "BAN THƯỜNG TRỰC",
                "Số: 12/MTTQ-BTT",
                "V/v bảo mật thông tin",
            ),
            right=(*STATE, DATED),
            to=("Kính gửi: Ban công tác Mặt trận các thôn",),
            list=ADDRESSED_STATE,
            sign=CHAIR,
        ),
        secrecy=None,
        subject="bảo mật thông tin",
        number="12/MTTQ-BTT",
    ),
    case(
        "draft_state",
        Form(
            left=("BỘ NỘI VỤ", "Số:        /TT-BNV", "DỰ THẢO 2"),
            right=(*STATE, "Hà Nội, ngày      tháng      năm 2026"),
            heading=("THÔNG TƯ", "Quy định chi tiết một số điều về lưu trữ"),
            body=(
                "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;",
                "Bộ trưởng Bộ Nội vụ ban hành Thông tư quy định chi tiết một số điều về lưu trữ.",
            ),
            list=ADDRESSED_STATE,
            sign=("BỘ TRƯỞNG", "Lê Văn Bình"),
        ),
        number=None,
        date=None,
        issuer="Bộ Nội vụ",
        draft="DỰ THẢO 2",
        subject="Quy định chi tiết một số điều về lưu trữ",
        place="Hà Nội",
    ),
]


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_flowing(case_: Case) -> None:
    assert misread(flowed(case_.form), case_.wants) == {}


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_printed(case_: Case) -> None:
    assert misread(printed(case_.form), case_.wants) == {}
