"""State papers and mass organisations, of ministries, districts before 2025, schools, firms, the army.

Every form is set twice, in running text and printed in columns, and must read the same.
"""

from __future__ import annotations

import pytest

from tests.layout.forms import STATE
from tests.layout.forms import Case
from tests.layout.forms import Form
from tests.layout.forms import case
from tests.layout.forms import flowed
from tests.layout.forms import misread
from tests.layout.forms import printed

ADDRESSED_STATE = ("Nơi nhận:", "- Như trên;", "- Lưu: VT, NC.")
CHAIR = ("CHỦ TỊCH", "Lê Văn Bình")
DATED = "An Khê, ngày 05 tháng 3 năm 2026"

CASES = [
    case(
        "state_ubnd",
        Form(
            left=("ỦY BAN NHÂN DÂN", "TỈNH AN KHÊ", "Số: 25/2014/QĐ-UBND"),
            right=(*STATE, "An Khê, ngày 7 tháng 8 năm 2014"),
            heading=("QUYẾT ĐỊNH", "Ban hành Quy định về quản lý chợ trên địa bàn tỉnh"),
            body=(
                "ỦY BAN NHÂN DÂN TỈNH AN KHÊ",
                "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26/11/2003;",
                "Theo đề nghị của Giám đốc Sở Công Thương,",
                "QUYẾT ĐỊNH:",
                "Điều 1. Ban hành kèm theo Quyết định này Quy định về quản lý chợ.",
                "Điều 2. Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.",
            ),
            list=(
                "Nơi nhận:",
                "- Như Điều 2;",
                "- Bộ Công Thương (b/c);",
                "- Lưu: VT, KT (Hùng 25b).",
            ),
            sign=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê Văn Bình"),
        ),
        type="Quyết định",
        number="25/2014/QĐ-UBND",
        superior=None,
        issuer="Ủy ban nhân dân tỉnh An Khê",
        subject="Ban hành Quy định về quản lý chợ trên địa bàn tỉnh",
        list=(("Như Điều 2", None), ("Bộ Công Thương", "b/c"), ("Lưu: VT, KT (Hùng 25b)", None)),
    ),
    case(
        "state_donvi",
        Form(
            left=(
                "TỔNG CỤC THUẾ",
                "CỤC THUẾ TỈNH AN KHÊ",
                "Số: 812/CT-TTHT",
                "V/v hóa đơn điện tử",
            ),
            right=(*STATE, "An Khê, ngày 26 tháng 7 năm 2018"),
            to=("Kính gửi: Công ty TNHH Thương mại Bình Minh",),
            list=ADDRESSED_STATE,
            sign=("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "Nguyễn Thị Ngọc Lan Anh"),
        ),
        type="Công văn",
        number="812/CT-TTHT",
        superior="Tổng cục Thuế",
        issuer="Cục Thuế tỉnh An Khê",
        subject="hóa đơn điện tử",
        to=("Công ty TNHH Thương mại Bình Minh",),
        signers=(("KT. CỤC TRƯỞNG", ("PHÓ CỤC TRƯỞNG",), "Nguyễn Thị Ngọc Lan Anh"),),
        list=(("Như trên", None), ("Lưu: VT, NC", None)),
    ),
    case(
        "state_vu",
        Form(
            left=("BỘ NỘI VỤ", "VỤ TỔ CHỨC - BIÊN CHẾ", "Số: 91/TCBC", "V/v thẩm định hồ sơ"),
            right=(*STATE, "Hà Nội, ngày 26 tháng 7 năm 2018"),
            to=("Kính gửi: Sở Nội vụ tỉnh An Khê",),
            list=ADDRESSED_STATE,
            sign=(
                "TL. BỘ TRƯỞNG",
                "KT. VỤ TRƯỞNG VỤ TỔ CHỨC - BIÊN CHẾ",
                "PHÓ VỤ TRƯỞNG",
                "Lê Văn Bình",
            ),
        ),
        superior="Bộ Nội vụ",
        issuer="Vụ Tổ chức - Biên chế",
        number="91/TCBC",
        signers=(
            (
                "TL. BỘ TRƯỞNG",
                ("KT. VỤ TRƯỞNG VỤ TỔ CHỨC - BIÊN CHẾ", "PHÓ VỤ TRƯỞNG"),
                "Lê Văn Bình",
            ),
        ),
    ),
    case(
        "joint",
        Form(
            left=("SỞ NỘI VỤ - SỞ TÀI CHÍNH", "Số: 15/HDLN-SNV-STC"),
            right=(*STATE, DATED),
            heading=("HƯỚNG DẪN LIÊN NGÀNH", "Thực hiện chế độ phụ cấp"),
            list=(),
            sign=("KT. GIÁM ĐỐC", "SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", "Lê Văn Bình"),
            second_sign=("KT. GIÁM ĐỐC", "SỞ TÀI CHÍNH", "PHÓ GIÁM ĐỐC", "Trần Thị Mai"),
            after=("Nơi nhận:", "- UBND tỉnh (b/c);", "- Lưu: VT, SNV, STC."),
        ),
        superior=None,
        issuer="Sở Nội vụ - Sở Tài chính",
        signers=(
            ("KT. GIÁM ĐỐC SỞ TÀI CHÍNH", ("PHÓ GIÁM ĐỐC",), "Trần Thị Mai"),
            ("KT. GIÁM ĐỐC SỞ NỘI VỤ", ("PHÓ GIÁM ĐỐC",), "Lê Văn Bình"),
        ),
        list=(("UBND tỉnh", "b/c"), ("Lưu: VT, SNV, STC", None)),
    ),
    case(
        "totrinh",
        Form(
            left=("UBND TỈNH AN KHÊ", "SỞ NỘI VỤ", "Số: 05/TTr-SNV"),
            right=(*STATE, DATED),
            heading=("TỜ TRÌNH", "Về việc ban hành Kế hoạch cải cách hành chính năm 2026"),
            to=("Kính gửi: Ủy ban nhân dân tỉnh.",),
            list=ADDRESSED_STATE,
            sign=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "ThS. Lê Văn Bình"),
        ),
        type="Tờ trình",
        to=("Ủy ban nhân dân tỉnh",),
        subject="Về việc ban hành Kế hoạch cải cách hành chính năm 2026",
        signers=(("KT. GIÁM ĐỐC", ("PHÓ GIÁM ĐỐC",), "Lê Văn Bình"),),
    ),
    case(
        "nomotto",
        Form(
            left=("TRƯỜNG TIỂU HỌC SƠN THỦY", "Số: 5/QĐ-THST"),
            right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Sơn Thủy, ngày 5 tháng 9 năm 2008"),
            heading=("QUYẾT ĐỊNH", "V/v phân công chuyên môn năm học 2008 - 2009"),
            body=(
                "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC SƠN THỦY",
                "- Căn cứ Điều lệ trường tiểu học;",
                "- Xét năng lực của cán bộ,",
                "QUYẾT ĐỊNH",
                "Điều 1: Phân công chuyên môn cho các ông, bà có tên sau đây.",
                "Điều 2: Quyết định có hiệu lực từ ngày ký.",
            ),
            list=("Nơi nhận:", "- Như điều 2", "- Lưu VT"),
            sign=("HIỆU TRƯỞNG", "TRẦN THỊ MAI"),
        ),
        type="Quyết định",
        number="5/QĐ-THST",
        issuer="Trường Tiểu học Sơn Thủy",
        subject="phân công chuyên môn năm học 2008 - 2009",
        list=(("Như điều 2", None), ("Lưu VT", None)),
        signers=((None, ("HIỆU TRƯỞNG",), "TRẦN THỊ MAI"),),
    ),
    case(
        "rank",
        Form(
            left=("BỘ CÔNG AN", "CÔNG AN TỈNH AN KHÊ", "Số: 77/KH-CAT-PV01"),
            right=(*STATE, DATED),
            heading=("KẾ HOẠCH", "Bảo đảm an ninh trật tự"),
            list=ADDRESSED_STATE,
            sign=("GIÁM ĐỐC", "Đại tá Lê Văn Bình"),
        ),
        superior="Bộ Công an",
        issuer="Công an tỉnh An Khê",
        signers=((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),),
    ),
    case(
        "hdnd",
        Form(
            left=("HỘI ĐỒNG NHÂN DÂN", "TỈNH AN KHÊ", "Số: 15/NQ-HĐND"),
            right=(*STATE, DATED),
            heading=("NGHỊ QUYẾT", "Về dự toán ngân sách năm 2026"),
            body=(
                "HỘI ĐỒNG NHÂN DÂN TỈNH AN KHÊ",
                "KHÓA XVIII, KỲ HỌP THỨ 5",
                "Căn cứ Luật Ngân sách nhà nước;",
                "QUYẾT NGHỊ:",
                "Điều 1. Phê duyệt dự toán ngân sách năm 2026 của tỉnh.",
            ),
            list=ADDRESSED_STATE,
            sign=("CHỦ TỊCH", "Lê Văn Bình"),
        ),
        issuer="Hội đồng nhân dân tỉnh An Khê",
        subject="Về dự toán ngân sách năm 2026",
        number="15/NQ-HĐND",
    ),
    case(
        "army",
        Form(
            left=("QUÂN KHU 9", "BỘ CHQS TỈNH AN KHÊ", "Số: 55/BC-BCH"),
            right=(*STATE, DATED),
            heading=("BÁO CÁO", "Kết quả tuyển quân"),
            to=("Kính gửi: Bộ Tư lệnh Quân khu",),
            list=ADDRESSED_STATE,
            sign=("CHỈ HUY TRƯỞNG", "Thượng tá Lê Văn Bình"),
        ),
        superior="Quân khu 9",
        issuer="Bộ CHQS tỉnh An Khê",
        to=("Bộ Tư lệnh Quân khu",),
        signers=((None, ("CHỈ HUY TRƯỞNG",), "Lê Văn Bình"),),
    ),
    case(
        "vpubnd",
        Form(
            left=("UBND TỈNH AN KHÊ", "VĂN PHÒNG", "Số: 67/TB-VP"),
            right=(*STATE, DATED),
            heading=(
                "THÔNG BÁO",
                "Kết luận của Phó Chủ tịch UBND tỉnh Lê Văn Bình",
                "tại cuộc họp về tiến độ đầu tư công",
            ),
            list=ADDRESSED_STATE,
            sign=("CHÁNH VĂN PHÒNG", "Trần Thị Mai"),
        ),
        superior="UBND tỉnh An Khê",
        issuer="Văn phòng",
        subject="Kết luận của Phó Chủ tịch UBND tỉnh Lê Văn Bình tại cuộc họp về tiến độ đầu tư công",
    ),
    case(
        "tcty",
        Form(
            left=(
                "TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM",
                "CÔNG TY ĐIỆN LỰC AN KHÊ",
                "Số: 1203/PCAK-KD",
                "V/v thông báo lịch ngừng cấp điện",
            ),
            right=(*STATE, DATED),
            to=("Kính gửi: Quý khách hàng",),
            list=ADDRESSED_STATE,
            sign=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Bình"),
        ),
        superior="Tập đoàn Điện lực Việt Nam",
        issuer="Công ty Điện lực An Khê",
        number="1203/PCAK-KD",
    ),
    case(
        "nocolon",
        Form(
            left=("UBND HUYỆN BÌNH SƠN", "PHÒNG NỘI VỤ", "Số 14/NV", "V/v nâng lương"),
            right=(*STATE, "Bình Sơn, ngày 03 tháng 01 năm 2009"),
            to=("Kính gửi: Ủy ban nhân dân các xã, thị trấn",),
            list=ADDRESSED_STATE,
            sign=("TRƯỞNG PHÒNG", "Lê Văn Bình"),
        ),
        number="14/NV",
        superior="UBND huyện Bình Sơn",
        issuer="Phòng Nội vụ",
        subject="nâng lương",
        type="Công văn",
    ),
    case(
        "twolinesymbol",
        Form(
            left=("BAN TUYÊN GIÁO - SỞ VĂN HÓA", "Số: 15/KHPH-", "BTG-SVH"),
            right=(*STATE, DATED),
            heading=("KẾ HOẠCH PHỐI HỢP", "Tuyên truyền kỷ niệm ngày thành lập tỉnh"),
            list=ADDRESSED_STATE,
            sign=("GIÁM ĐỐC", "Lê Văn Bình"),
        ),
        number="15/KHPH-BTG-SVH",
        subject="Tuyên truyền kỷ niệm ngày thành lập tỉnh",
    ),
    case(
        "congtrinh_ministry",
        Form(
            left=(
                "BỘ NÔNG NGHIỆP",
                "VÀ PHÁT TRIỂN NÔNG THÔN",
                "Số: 1203/BNN-TY",
                "V/v phòng, chống dịch bệnh",
            ),
            right=(*STATE, "Hà Nội, ngày 05 tháng 3 năm 2012"),
            to=("Kính gửi: Ủy ban nhân dân các tỉnh, thành phố", "trực thuộc Trung ương"),
            list=(
                "Nơi nhận:",
                "- Như trên;",
                "- Thủ tướng Chính phủ (để b/c);",
                "- Bộ trưởng (để b/c);",
                "- Lưu: VT, TY.",
            ),
            sign=("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Diệp Kỉnh Tần"),
        ),
        superior=None,
        issuer="Bộ Nông nghiệp và Phát triển nông thôn",
        to=("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",),
        subject="phòng, chống dịch bệnh",
        number="1203/BNN-TY",
        signers=(("KT. BỘ TRƯỞNG", ("THỨ TRƯỞNG",), "Diệp Kỉnh Tần"),),
    ),
    case(
        "tandtc",
        Form(
            left=(
                "TÒA ÁN NHÂN DÂN TỐI CAO",
                "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",
                "BỘ TƯ PHÁP",
                "Số: 02/2013/TTLT-TANDTC-VKSNDTC-BTP",
            ),
            right=(*STATE, "Hà Nội, ngày 15 tháng 5 năm 2013"),
            heading=("THÔNG TƯ LIÊN TỊCH", "Hướng dẫn thi hành một số quy định"),
            list=ADDRESSED_STATE,
            sign=("KT. BỘ TRƯỞNG BỘ TƯ PHÁP", "THỨ TRƯỞNG", "Lê Văn Bình"),
        ),
        number="02/2013/TTLT-TANDTC-VKSNDTC-BTP",
        superior=None,
        issuer="Tòa án nhân dân tối cao Viện kiểm sát nhân dân tối cao Bộ Tư pháp",
        type="Thông tư liên tịch",
    ),
    case(
        "bv",
        Form(
            left=("SỞ Y TẾ TỈNH AN KHÊ", "BỆNH VIỆN ĐA KHOA TỈNH", "Số: 12/BC-BVĐK"),
            right=(*STATE, DATED),
            heading=("BÁO CÁO", "Công tác phòng, chống dịch"),
            list=ADDRESSED_STATE,
            sign=("GIÁM ĐỐC", "BSCKII. Lê Văn Bình"),
        ),
        superior="Sở Y tế tỉnh An Khê",
        issuer="Bệnh viện đa khoa tỉnh",
        signers=((None, ("GIÁM ĐỐC",), "Lê Văn Bình"),),
    ),
    case(
        "pgs",
        Form(
            left=("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC AN KHÊ", "Số: 120/TB-ĐHAK"),
            right=(*STATE, DATED),
            heading=("THÔNG BÁO", "Về việc nghỉ lễ"),
            list=ADDRESSED_STATE,
            sign=("HIỆU TRƯỞNG", "PGS.TS. Lê Văn Bình"),
        ),
        issuer="Trường Đại học An Khê",
        signers=((None, ("HIỆU TRƯỞNG",), "Lê Văn Bình"),),
    ),
    case(
        "number_below_date",
        Form(
            left=("UBND THÀNH PHỐ AN KHÊ", "TRUNG TÂM HÀNH CHÍNH CÔNG"),
            right=(*STATE, DATED, "Số: 102/QĐ-TTHCC"),
            heading=("QUYẾT ĐỊNH", "Về việc công bố danh mục thủ tục"),
            list=ADDRESSED_STATE,
            sign=CHAIR,
        ),
        number="102/QĐ-TTHCC",
        date="2026-03-05",
        issuer="Trung tâm Hành chính công",
    ),
    case(
        "date_above",
        Form(
            left=("UBND XÃ SƠN THỦY", "Số: 102/BC-UBND"),
            right=(DATED, *STATE),
            heading=("BÁO CÁO", "Tình hình kinh tế - xã hội quý I"),
            list=ADDRESSED_STATE,
            sign=CHAIR,
        ),
        number="102/BC-UBND",
        date="2026-03-05",
        issuer="UBND xã Sơn Thủy",
        place="An Khê",
        subject="Tình hình kinh tế - xã hội quý I",
    ),
    case(
        "headless_list",
        Form(
            left=("UBND XÃ SƠN THỦY", "Số: 102/BC-UBND"),
            right=(*STATE, DATED),
            heading=("BÁO CÁO", "Tình hình kinh tế"),
            list=("- Thường trực HĐND xã;", "- Lưu: VT."),
            sign=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Bình"),
        ),
        signers=(("TM. ỦY BAN NHÂN DÂN", ("CHỦ TỊCH",), "Lê Văn Bình"),),
        list=(("Thường trực HĐND xã", None), ("Lưu: VT", None)),
    ),
    case(
        "doan",
        Form(
            left=("BAN CHẤP HÀNH TỈNH AN KHÊ", "***", "Số: 45-KH/TĐTN-PT"),
            right=("ĐOÀN TNCS HỒ CHÍ MINH", DATED),
            heading=("KẾ HOẠCH", "Tổ chức Tháng Thanh niên năm 2026"),
            list=("Nơi nhận:", "- Trung ương Đoàn (b/c);", "- Lưu: VP."),
            sign=("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Bình"),
        ),
        type="Kế hoạch",
        number="45-KH/TĐTN-PT",
        superior=None,
        issuer="Ban Chấp hành tỉnh An Khê",
        subject="Tổ chức Tháng Thanh niên năm 2026",
        list=(("Trung ương Đoàn", "b/c"), ("Lưu: VP", None)),
    ),
    case(
        "doan3",
        Form(
            left=("ĐOÀN TNCS HỒ CHÍ MINH", "BCH XÃ SƠN THỦY", "***", "Số: 12-KH/ĐTN"),
            right=("ĐOÀN TNCS HỒ CHÍ MINH", DATED),
            heading=("KẾ HOẠCH", "Ra quân tình nguyện"),
            list=ADDRESSED_STATE,
            sign=("TM. BAN CHẤP HÀNH", "BÍ THƯ", "Lê Văn Bình"),
        ),
        number="12-KH/ĐTN",
        superior="Đoàn TNCS Hồ Chí Minh",
        issuer="BCH xã Sơn Thủy",
    ),
    case(
        "phunu",
        Form(
            left=(
                "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM",
                "BAN THƯỜNG VỤ",
                "HỘI LHPN TỈNH AN KHÊ",
                "*",
                "Số: 30/KH-BTV",
            ),
            right=(*STATE, DATED),
            heading=("KẾ HOẠCH", "Tổ chức Tuần lễ Áo dài"),
            list=ADDRESSED_STATE,
            sign=("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Thị Mai"),
        ),
        number="30/KH-BTV",
        subject="Tổ chức Tuần lễ Áo dài",
        signers=(("TM. BAN THƯỜNG VỤ", ("CHỦ TỊCH",), "Trần Thị Mai"),),
    ),
    case(
        "mttq",
        Form(
            left=(
                "MẶT TRẬN TỔ QUỐC VIỆT NAM",
                "ỦY BAN MTTQ VIỆT NAM",
                "XÃ SƠN THỦY",
                "Số: 30/KH-MTTQ-BTT",
            ),
            right=("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", DATED),
            heading=("KẾ HOẠCH", "Giám sát, phản biện xã hội năm 2026"),
            list=ADDRESSED_STATE,
            sign=("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", "Trần Thị Mai"),
        ),
        superior="Mặt trận Tổ quốc Việt Nam",
        issuer="Ủy ban MTTQ Việt Nam xã Sơn Thủy",
        number="30/KH-MTTQ-BTT",
        secrecy=None,
    ),
    case(
        "ldld",
        Form(
            left=(
                "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
                "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN KHÊ",
                "Số: 88/LĐLĐ",
                "V/v chăm lo Tết cho đoàn viên",
            ),
            right=(*STATE, DATED),
            to=("Kính gửi: Các công đoàn cơ sở",),
            list=ADDRESSED_STATE,
            sign=("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Thị Mai"),
        ),
        superior="Tổng Liên đoàn Lao động Việt Nam",
        issuer="Liên đoàn Lao động tỉnh An Khê",
        number="88/LĐLĐ",
        subject="chăm lo Tết cho đoàn viên",
    ),
    case(
        "bch_mttq",
        Form(
            left=("ỦY BAN TRUNG ƯƠNG", "MẶT TRẬN TỔ QUỐC VIỆT NAM", "Số: 291/QĐ-MTTW-BTT"),
            right=(*STATE, "Hà Nội, ngày 05 tháng 3 năm 2020"),
            heading=("QUYẾT ĐỊNH", "Về việc ban hành Quy chế khen thưởng"),
            body=(
                "BAN THƯỜNG TRỰC",
                "ỦY BAN TRUNG ƯƠNG MẶT TRẬN TỔ QUỐC VIỆT NAM",
                "- Căn cứ Luật Mặt trận Tổ quốc Việt Nam;",
                "QUYẾT ĐỊNH:",
                "Điều 1. Ban hành kèm theo Quyết định này Quy chế khen thưởng.",
            ),
            list=ADDRESSED_STATE,
            sign=("TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH - TỔNG THƯ KÝ", "Lê Văn Bình"),
        ),
        superior=None,
        issuer="Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        subject="Về việc ban hành Quy chế khen thưởng",
        signers=(("TM. BAN THƯỜNG TRỰC", ("PHÓ CHỦ TỊCH - TỔNG THƯ KÝ",), "Lê Văn Bình"),),
    ),
    case(
        "hoind",
        Form(
            left=("HỘI NÔNG DÂN VIỆT NAM", "BAN CHẤP HÀNH TỈNH AN KHÊ", "Số: 12-BC/HNDT"),
            right=(*STATE, DATED),
            heading=("BÁO CÁO", "Kết quả công tác Hội quý I"),
            list=ADDRESSED_STATE,
            sign=("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Ksor Phước"),
        ),
        superior="Hội Nông dân Việt Nam",
        issuer="Ban Chấp hành tỉnh An Khê",
        number="12-BC/HNDT",
        signers=(("TM. BAN THƯỜNG VỤ", ("PHÓ CHỦ TỊCH THƯỜNG TRỰC",), "Ksor Phước"),),
    ),
    case(
        "nodash_list",
        Form(
            left=("UBND XÃ SƠN THỦY", "Số: 12/TB-UBND"),
            right=(*STATE, DATED),
            heading=("THÔNG BÁO", "Lịch tiếp công dân"),
            list=("Nơi nhận:", "Đảng ủy xã;", "Các trưởng thôn;", "Lưu: VT."),
            sign=CHAIR,
        ),
        list=(("Đảng ủy xã", None), ("Các trưởng thôn", None), ("Lưu: VT", None)),
    ),
    case(
        "luat",
        Form(
            left=("QUỐC HỘI", "Luật số: 33/2024/QH15"),
            right=(*STATE, "Hà Nội, ngày 21 tháng 6 năm 2024"),
            heading=("LUẬT", "LƯU TRỮ"),
            body=(
                "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
                "Quốc hội ban hành Luật Lưu trữ.",
                "Điều 1. Phạm vi điều chỉnh",
            ),
            list=(),
            sign=("CHỦ TỊCH QUỐC HỘI", "Lê Văn Bình"),
        ),
        type="Luật",
        issuer="Quốc hội",
        subject="LƯU TRỮ",
        number="33/2024/QH15",
    ),
    case(
        "nghidinh",
        Form(
            left=("CHÍNH PHỦ", "Số: 63/2026/NĐ-CP"),
            right=(*STATE, "Hà Nội, ngày 28 tháng 02 năm 2026"),
            heading=("NGHỊ ĐỊNH", "Quy định chi tiết một số điều của Luật Lưu trữ"),
            body=(
                "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",
                "Theo đề nghị của Bộ trưởng Bộ Nội vụ;",
                "Chính phủ ban hành Nghị định quy định chi tiết một số điều.",
            ),
            list=("Nơi nhận:", "- Ban Bí thư Trung ương Đảng;", "- Lưu: VT, NC (2b)."),
            sign=("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Lê Văn Bình"),
        ),
        issuer="Chính phủ",
        number="63/2026/NĐ-CP",
        signers=(("TM. CHÍNH PHỦ", ("KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"), "Lê Văn Bình"),),
        list=(("Ban Bí thư Trung ương Đảng", None), ("Lưu: VT, NC (2b)", None)),
    ),
    case(
        "quyetdinh_caphe",
        Form(
            left=("UBND TỈNH AN KHÊ", "SỞ XÂY DỰNG", "Số: 77/QĐ-SXD"),
            right=(*STATE, DATED),
            heading=("QUYẾT ĐỊNH", "V/v nâng bậc lương thường xuyên"),
            body=(
                "GIÁM ĐỐC SỞ XÂY DỰNG",
                "Căn cứ Quyết định số 12/QĐ-UBND ngày 02/01/2026 của UBND tỉnh;",
                "Xét đề nghị của Chánh Văn phòng Sở,",
                "QUYẾT ĐỊNH:",
                "Điều 1. Nâng bậc lương đối với ông Trần Văn Nam.",
            ),
            list=("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT, VP."),
            sign=("GIÁM ĐỐC", "Lê Văn Bình"),
        ),
        subject="nâng bậc lương thường xuyên",
        number="77/QĐ-SXD",
        date="2026-03-05",
    ),
    case(
        "signabove",
        Form(
            left=("UBND XÃ SƠN THỦY", "Số: 12/TB-UBND"),
            right=(*STATE, DATED),
            heading=("THÔNG BÁO", "Lịch tiếp công dân"),
            sign=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Bình"),
            after=("Nơi nhận:", "- Đảng ủy xã;", "- Lưu: VT."),
        ),
        list=(("Đảng ủy xã", None), ("Lưu: VT", None)),
        signers=(("TM. ỦY BAN NHÂN DÂN", ("CHỦ TỊCH",), "Lê Văn Bình"),),
    ),
    case(
        "hatphan",
        Form(
            left=("CÔNG AN TỈNH AN KHÊ", "PHÒNG CẢNH SÁT GIAO THÔNG", "Số: 120/TB-CSGT"),
            right=(*STATE, DATED),
            heading=("THÔNG BÁO", "Phân luồng giao thông"),
            list=ADDRESSED_STATE,
            sign=("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Trung tá Đinh Thị Y Nhi"),
        ),
        superior="Công an tỉnh An Khê",
        issuer="Phòng Cảnh sát giao thông",
        signers=(("KT. TRƯỞNG PHÒNG", ("PHÓ TRƯỞNG PHÒNG",), "Đinh Thị Y Nhi"),),
    ),
]


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_flowing(case_: Case) -> None:
    assert misread(flowed(case_.form), case_.wants) == {}


@pytest.mark.parametrize("case_", CASES, ids=lambda case_: case_.name)
def test_printed(case_: Case) -> None:
    assert misread(printed(case_.form), case_.wants) == {}
