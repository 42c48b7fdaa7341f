"""Party papers of every level and rule: letterhead, subject, addressees, list and signers.

Every form is set twice, in running text and printed in columns, and must read the same.
"""

from __future__ import annotations

import pytest

from tests.layout.forms import PARTY
from tests.layout.forms import Case
from tests.layout.forms import Form
from tests.layout.forms import case
from tests.layout.forms import flowed
from tests.layout.forms import misread
from tests.layout.forms import printed

ADDRESSED = ("Nơi nhận:", "- Như trên,", "- Lưu VPTU.")
SIGNED = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Bình")
SIGNER = (("T/M BAN THƯỜNG VỤ", ("PHÓ BÍ THƯ",), "Lê Văn Bình"),)
DATED = "An Khê, ngày 05 tháng 3 năm 2026"

CASES = [
    case(
        "party_tu",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số 12-NQ/TU"),
            right=(PARTY, DATED),
            heading=("NGHỊ QUYẾT", "về phát triển nông nghiệp bền vững", "-----"),
            list=(
                "Nơi nhận:",
                "- Ban Bí thư Trung ương Đảng (để báo cáo),",
                "- Các đảng ủy trực thuộc,",
                "- Lưu VPTU.",
            ),
            sign=SIGNED,
        ),
        type="Nghị quyết",
        number="12-NQ/TU",
        date="2026-03-05",
        place="An Khê",
        superior=None,
        issuer="Tỉnh ủy An Khê",
        subject="về phát triển nông nghiệp bền vững",
        list=(
            ("Ban Bí thư Trung ương Đảng", "để báo cáo"),
            ("Các đảng ủy trực thuộc", None),
            ("Lưu VPTU", None),
        ),
        signers=SIGNER,
        urgency=None,
        draft=None,
        copy=None,
        circulation=(),
    ),
    case(
        "party_central",
        Form(
            left=("BAN CHẤP HÀNH TRUNG ƯƠNG", "*", "Số 45-QĐ/TW"),
            right=(PARTY, "Hà Nội, ngày 28 tháng 02 năm 2006"),
            heading=("QUY ĐỊNH", "về chế độ thông tin trong Đảng", "-----"),
            list=("Nơi nhận:", "- Các tỉnh ủy, thành ủy,", "- Lưu Văn phòng Trung ương Đảng."),
            sign=("T/M BỘ CHÍNH TRỊ", "Trần Văn Nam"),
        ),
        type="Quy định",
        issuer="Ban Chấp hành Trung ương",
        superior=None,
        subject="về chế độ thông tin trong Đảng",
        signers=(("T/M BỘ CHÍNH TRỊ", (), "Trần Văn Nam"),),
        list=(("Các tỉnh ủy, thành ủy", None), ("Lưu Văn phòng Trung ương Đảng", None)),
    ),
    case(
        "party_staff",
        Form(
            left=(
                "BAN CHẤP HÀNH TRUNG ƯƠNG",
                "BAN NỘI CHÍNH",
                "*",
                "Số 345-CV/BNCTW",
                "V/v báo cáo công tác quý I",
            ),
            right=(PARTY, "Hà Nội, ngày 28 tháng 02 năm 2019"),
            to=("Kính gửi: - Các tỉnh ủy, thành ủy,", "- Đảng ủy Công an Trung ương."),
            list=ADDRESSED,
            sign=("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Trần Văn Nam"),
        ),
        type="Công văn",
        superior="Ban Chấp hành Trung ương",
        issuer="Ban Nội chính",
        subject="báo cáo công tác quý I",
        to=("Các tỉnh ủy, thành ủy", "Đảng ủy Công an Trung ương"),
        signers=(("K/T TRƯỞNG BAN", ("PHÓ TRƯỞNG BAN",), "Trần Văn Nam"),),
    ),
    case(
        "chibo",
        Form(
            left=("ĐẢNG BỘ SỞ NỘI VỤ", "CHI BỘ PHÒNG LƯU TRỮ", "*", "Số 03-BC/CB"),
            right=(PARTY, DATED),
            heading=("BÁO CÁO", "Kết quả công tác tháng 2 năm 2026"),
            list=ADDRESSED,
            sign=("T/M CHI BỘ", "BÍ THƯ", "Y Thanh Hà Niê Kđăm"),
        ),
        type="Báo cáo",
        number="03-BC/CB",
        superior="Đảng bộ Sở Nội vụ",
        issuer="Chi bộ Phòng Lưu trữ",
        subject="Kết quả công tác tháng 2 năm 2026",
        signers=(("T/M CHI BỘ", ("BÍ THƯ",), "Y Thanh Hà Niê Kđăm"),),
    ),
    case(
        "dackhu",
        Form(
            left=("ĐẢNG ỦY ĐẶC KHU TRƯỜNG SƠN", "BAN XÂY DỰNG ĐẢNG", "*", "Số 07-HD/BXDĐ"),
            right=(PARTY, "ĐK Trường Sơn, ngày 05 tháng 3 năm 2026"),
            heading=("HƯỚNG DẪN", "tổ chức đại hội chi bộ trực thuộc"),
            list=ADDRESSED,
            sign=("TRƯỞNG BAN", "K'Brơi"),
        ),
        superior="Đảng ủy đặc khu Trường Sơn",
        issuer="Ban Xây dựng Đảng",
        place="ĐK Trường Sơn",
        number="07-HD/BXDĐ",
        signers=((None, ("TRƯỞNG BAN",), "K'Brơi"),),
    ),
    case(
        "huyen2012",
        Form(
            left=("HUYỆN ỦY ĐAK RÔNG", "*", "Số 211-TB/HU"),
            right=(PARTY, "Đak Rông, ngày 9 tháng 11 năm 2012"),
            heading=("THÔNG BÁO", "KẾT LUẬN CỦA BAN THƯỜNG VỤ HUYỆN ỦY", "về công tác cán bộ"),
            list=(
                "Nơi nhận:",
                "- Thường trực: HĐND, UBND huyện,",
                "- Các đ/c Huyện ủy viên,",
                "- Lưu VPHU.",
            ),
            sign=("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Ksor H'Bơ Khăp"),
        ),
        type="Thông báo",
        issuer="Huyện ủy Đak Rông",
        date="2012-11-09",
        subject="KẾT LUẬN CỦA BAN THƯỜNG VỤ HUYỆN ỦY về công tác cán bộ",
        list=(
            ("Thường trực: HĐND, UBND huyện", None),
            ("Các đ/c Huyện ủy viên", None),
            ("Lưu VPHU", None),
        ),
        signers=(("T/L BAN THƯỜNG VỤ", ("CHÁNH VĂN PHÒNG",), "Ksor H'Bơ Khăp"),),
    ),
    case(
        "congress",
        Form(
            left=(
                "ĐẠI HỘI ĐẠI BIỂU",
                "ĐẢNG BỘ TỈNH AN KHÊ LẦN THỨ XVII",
                "ĐOÀN CHỦ TỊCH",
                "*",
                "Số 05-NQ/ĐH",
            ),
            right=(PARTY, DATED),
            heading=(
                "NGHỊ QUYẾT",
                "Đại hội đại biểu Đảng bộ tỉnh An Khê lần thứ XVII, nhiệm kỳ 2025 - 2030",
            ),
            list=ADDRESSED,
            sign=("T/M ĐOÀN CHỦ TỊCH", "Giàng A Chu"),
        ),
        superior="Đại hội đại biểu Đảng bộ tỉnh An Khê lần thứ XVII",
        issuer="Đoàn Chủ tịch",
        signers=(("T/M ĐOÀN CHỦ TỊCH", (), "Giàng A Chu"),),
    ),
    case(
        "congress1",
        Form(
            left=("ĐẠI HỘI ĐẠI BIỂU", "ĐẢNG BỘ XÃ SƠN THỦY", "LẦN THỨ I", "*", "Số 02-NQ/ĐH"),
            right=(PARTY, DATED),
            heading=("NGHỊ QUYẾT", "về bầu Ban Chấp hành"),
            list=ADDRESSED,
            sign=("T/M ĐOÀN CHỦ TỊCH", "Giàng A Chu"),
        ),
        superior=None,
        issuer="Đại hội đại biểu Đảng bộ xã Sơn Thủy lần thứ I",
        subject="về bầu Ban Chấp hành",
    ),
    case(
        "kiem",
        Form(
            left=(
                "TỈNH ỦY AN KHÊ",
                "BAN CHỈ ĐẠO",
                "PHÒNG, CHỐNG THAM NHŨNG,",
                "LÃNG PHÍ, TIÊU CỰC",
                "*",
                "Số 05-CTr/BCĐ",
            ),
            right=(PARTY, DATED),
            heading=("CHƯƠNG TRÌNH", "công tác năm 2026"),
            list=ADDRESSED,
            sign=(
                "K/T TRƯỞNG BAN",
                "TRƯỞNG BAN NỘI CHÍNH TỈNH ỦY",
                "kiêm",
                "PHÓ TRƯỞNG BAN CHỈ ĐẠO",
                "Lê Văn Bình",
            ),
        ),
        type="Chương trình",
        superior="Tỉnh ủy An Khê",
        issuer="Ban Chỉ đạo phòng, chống tham nhũng, lãng phí, tiêu cực",
        signers=(
            (
                "K/T TRƯỞNG BAN",
                ("TRƯỞNG BAN NỘI CHÍNH TỈNH ỦY", "PHÓ TRƯỞNG BAN CHỈ ĐẠO"),
                "Lê Văn Bình",
            ),
        ),
    ),
    case(
        "noposition",
        Form(
            left=("BAN CHẤP HÀNH TRUNG ƯƠNG", "*", "Số 20-CT/TW"),
            right=(PARTY, DATED),
            heading=("CHỈ THỊ", "của Ban Bí thư", "về công tác dân vận"),
            list=ADDRESSED,
            sign=("T/M BAN BÍ THƯ", "THƯỜNG TRỰC BAN BÍ THƯ", "Lê Văn Bình"),
        ),
        subject="của Ban Bí thư về công tác dân vận",
        signers=(("T/M BAN BÍ THƯ", ("THƯỜNG TRỰC BAN BÍ THƯ",), "Lê Văn Bình"),),
    ),
    case(
        "dangbo_khoi",
        Form(
            left=("ĐẢNG BỘ KHỐI CƠ QUAN TỈNH", "ĐẢNG ỦY SỞ TÀI CHÍNH", "*", "Số 33 - NQ/ĐU"),
            right=(PARTY, "Bình Sơn, ngày 12 tháng 7 năm 2015"),
            heading=(
                "NGHỊ QUYẾT",
                "ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ SỞ TÀI CHÍNH",
                "LẦN THỨ V, NHIỆM KỲ 2015 - 2020",
            ),
            list=ADDRESSED,
            sign=("T/M ĐẢNG ỦY", "BÍ THƯ", "Lê Văn Bình"),
        ),
        superior="Đảng bộ khối cơ quan tỉnh",
        issuer="Đảng ủy Sở Tài chính",
        number="33-NQ/ĐU",
        subject="ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ SỞ TÀI CHÍNH LẦN THỨ V, NHIỆM KỲ 2015 - 2020",
    ),
    case(
        "kinhtrinh",
        Form(
            left=("TỈNH ỦY AN KHÊ", "BAN TỔ CHỨC", "*", "Số 05-TTr/BTCTU"),
            right=(PARTY, DATED),
            heading=("TỜ TRÌNH", "về điều động cán bộ", "-----"),
            to=("Kính trình: Ban Thường vụ Tỉnh ủy",),
            list=ADDRESSED,
            sign=("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "Lê Văn Bình"),
        ),
        type="Tờ trình",
        to=("Ban Thường vụ Tỉnh ủy",),
        signers=(("K/T TRƯỞNG BAN", ("PHÓ TRƯỞNG BAN THƯỜNG TRỰC",), "Lê Văn Bình"),),
    ),
    case(
        "congvan_multi",
        Form(
            left=(
                "TỈNH ỦY AN KHÊ",
                "*",
                "Số 1234-CV/TU",
                "Về việc triển khai Chỉ thị số 05-CT/TW",
                "của Ban Bí thư",
            ),
            right=(PARTY, DATED),
            to=(
                "Kính gửi: - Các ban đảng, Văn phòng Tỉnh ủy,",
                "- Các đảng ủy trực thuộc Tỉnh ủy,",
                "- Đảng ủy UBND tỉnh.",
            ),
            list=ADDRESSED,
            sign=SIGNED,
        ),
        number="1234-CV/TU",
        subject="Về việc triển khai Chỉ thị số 05-CT/TW của Ban Bí thư",
        to=(
            "Các ban đảng, Văn phòng Tỉnh ủy",
            "Các đảng ủy trực thuộc Tỉnh ủy",
            "Đảng ủy UBND tỉnh",
        ),
    ),
    case(
        "xacnhan",
        Form(
            left=("ĐẠI HỘI ĐẢNG BỘ XÃ SƠN THỦY", "*", "Số 02-NQ/ĐH"),
            right=(PARTY, DATED),
            heading=("NGHỊ QUYẾT", "về phương hướng nhiệm kỳ"),
            list=(),
            second_sign=(
                "Xác nhận chữ ký của đồng chí",
                "Lê Văn Bình",
                "T/M ĐẢNG ỦY",
                "BÍ THƯ",
                "Trần Thị Mai",
            ),
            sign=("T/M ĐOÀN CHỦ TỊCH", "Lê Văn Bình"),
        ),
    ),
    case(
        "nested",
        Form(
            left=("ĐẢNG ỦY XÃ SƠN THỦY", "*", "Số 12-CV/ĐU", "V/v tiếp công dân"),
            right=(PARTY, DATED),
            to=("Kính gửi: Các chi bộ trực thuộc",),
            list=(
                "Nơi nhận:",
                "- Đ/c Trần Thị Mai – UVTV Tỉnh ủy",
                "(phụ trách địa bàn xã),",
                "- TT. HĐND, UBND xã,",
                "- Như kính gửi (để thực hiện),",
                "- Lưu VPĐU. NguyenVanAn-26",
            ),
            sign=("T/M ĐẢNG ỦY", "BÍ THƯ", "Lê Văn Bình"),
        ),
        list=(
            ("Đ/c Trần Thị Mai – UVTV Tỉnh ủy (phụ trách địa bàn xã)", None),
            ("TT. HĐND, UBND xã", None),
            ("Như kính gửi", "để thực hiện"),
            ("Lưu VPĐU", None),
        ),
    ),
    case(
        "retyped",
        Form(
            left=("BAN BÍ THƯ", "--------", "Số: 98-QĐ/TW"),
            right=(PARTY, "---------------", "Hà Nội, ngày 16 tháng 02 năm 2004"),
            heading=("QUYẾT ĐỊNH", "Về việc luân chuyển cán bộ"),
            list=("Nơi nhận:", "- Các tỉnh ủy;", "- Lưu VPTW."),
            sign=("T/M BAN BÍ THƯ", "(Đã ký)", "Trần Văn Nam"),
        ),
        number="98-QĐ/TW",
        issuer="Ban Bí thư",
        date="2004-02-16",
        signers=(("T/M BAN BÍ THƯ", (), "Trần Văn Nam"),),
    ),
    case(
        "dept_list",
        Form(
            left=("TỈNH ỦY AN KHÊ", "VĂN PHÒNG", "*", "Số 1400-CV/VPTU", "V/v cung cấp số liệu"),
            right=(PARTY, DATED),
            to=(
                "Kính gửi: - Các ban, cơ quan tham mưu,",
                "giúp việc Tỉnh ủy,",
                "- Đảng ủy các xã, phường.",
            ),
            list=(
                "Nơi nhận:",
                "- Thường trực Tỉnh ủy",
                "(để báo cáo),",
                "- Như kính gửi,",
                "- Đ/c Chánh Văn phòng,",
                "- Phòng Tổng hợp (t/h),",
                "- Lưu VT, TH.",
            ),
            sign=("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Hồ Thị Kim Ngân"),
        ),
        to=("Các ban, cơ quan tham mưu, giúp việc Tỉnh ủy", "Đảng ủy các xã, phường"),
        list=(
            ("Thường trực Tỉnh ủy", "để báo cáo"),
            ("Như kính gửi", None),
            ("Đ/c Chánh Văn phòng", None),
            ("Phòng Tổng hợp", "t/h"),
            ("Lưu VT, TH", None),
        ),
        signers=(("K/T CHÁNH VĂN PHÒNG", ("PHÓ CHÁNH VĂN PHÒNG",), "Hồ Thị Kim Ngân"),),
    ),
    case(
        "partydecision",
        Form(
            left=("TỈNH ỦY AN KHÊ", "*", "Số 345-QĐ/TU"),
            right=(PARTY, DATED),
            heading=("QUYẾT ĐỊNH", "về điều động, chỉ định cán bộ", "-----"),
            body=(
                "- Căn cứ Điều lệ Đảng;",
                "- Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ tỉnh;",
                "- Xét đề nghị của Ban Tổ chức Tỉnh ủy,",
                "BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH",
                "Điều 1. Điều động đồng chí Trần Văn Nam đến nhận công tác tại Ban Nội chính Tỉnh ủy.",
            ),
            list=("Nơi nhận:", "- Như Điều 2,", "- Lưu VPTU."),
            sign=SIGNED,
        ),
        subject="về điều động, chỉ định cán bộ",
        signers=SIGNER,
    ),
    case(
        "three_lines_party",
        Form(
            left=(
                "ĐẢNG BỘ TỈNH AN KHÊ",
                "BAN CHẤP HÀNH ĐẢNG BỘ",
                "XÃ SƠN THỦY",
                "*",
                "Số 12-NQ/ĐU",
            ),
            right=(PARTY, DATED),
            heading=("NGHỊ QUYẾT", "về phát triển du lịch"),
            list=ADDRESSED,
            sign=("T/M BAN CHẤP HÀNH", "BÍ THƯ", "Lê Văn Bình"),
        ),
        superior="Đảng bộ tỉnh An Khê",
        issuer="Ban Chấp hành Đảng bộ xã Sơn Thủy",
    ),
    case(
        "two_of_two",
        Form(
            left=("ĐẢNG BỘ XÃ SƠN THỦY", "CHI BỘ THÔN AN BÌNH", "*", "Số: 05-NQ/CB"),
            right=(PARTY, "An Bình, ngày 3 tháng 3 năm 2026"),
            heading=("NGHỊ QUYẾT", "HỌP CHI BỘ THÁNG 3 NĂM 2026"),
            list=(),
            sign=("T/M CHI BỘ", "BÍ THƯ", "Lê Văn Bình"),
        ),
        superior="Đảng bộ xã Sơn Thủy",
        issuer="Chi bộ thôn An Bình",
        subject="HỌP CHI BỘ THÁNG 3 NĂM 2026",
        number="05-NQ/CB",
        signers=(("T/M CHI BỘ", ("BÍ THƯ",), "Lê Văn Bình"),),
    ),
    case(
        "phieu",
        Form(
            left=("TỈNH ỦY AN KHÊ", "VĂN PHÒNG", "*", "Số 15-PC/VPTU"),
            right=(PARTY, DATED),
            heading=("PHIẾU CHUYỂN",),
            to=("Kính gửi: Ban Nội chính Tỉnh ủy",),
            body=(
                "Văn phòng Tỉnh ủy chuyển đến Ban Nội chính Tỉnh ủy đơn của công dân để xem xét, giải quyết theo quy định.",
            ),
            list=ADDRESSED,
            sign=("T/L CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG", "Lê Văn Bình"),
        ),
        type="Phiếu chuyển",
        subject=None,
        to=("Ban Nội chính Tỉnh ủy",),
    ),
    case(
        "daily",
        Form(
            left=("ĐẢNG ỦY XÃ SƠN THỦY", "VĂN PHÒNG", "*", "Số 33-BC/VPĐU"),
            right=(PARTY, DATED),
            heading=("BÁO CÁO NHANH", "tình hình mưa lũ ngày 05/3/2026"),
            list=ADDRESSED,
            sign=("CHÁNH VĂN PHÒNG", "Lê Văn Bình"),
        ),
        type="Báo cáo",
        subject="tình hình mưa lũ ngày 05/3/2026",
    ),
]


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_flowing(case_: Case) -> None:
    assert misread(flowed(case_.form), case_.wants) == {}


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_printed(case_: Case) -> None:
    assert misread(printed(case_.form), case_.wants) == {}
