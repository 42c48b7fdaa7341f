"""A Party công văn on surplus public buildings, with an appendix table over two pages."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Appendix
from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Grid
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["letter_with_appendix"]


def letter_with_appendix() -> Dispatch:
    """A công văn on surplus public buildings, with an appendix table over two pages."""
    plan = Cited(
        type_name="Kế hoạch",
        symbol="37-KH/TU",
        day=dt.date(2025, 11, 20),
        body="Ban Thường vụ Tỉnh uỷ",
    )
    directive_ = Cited(
        type_name="Chỉ thị",
        symbol="08-CT/TU",
        day=dt.date(2026, 1, 12),
        body="Ban Thường vụ Tỉnh uỷ",
    )
    report = Cited(
        type_name="Báo cáo",
        symbol="112-BC/ĐU",
        day=dt.date(2026, 1, 30),
        body="Đảng uỷ Uỷ ban nhân dân tỉnh",
    )
    return Dispatch(
        system="party",
        issuing_body="TỈNH UỶ VÂN LĨNH",
        number="214",
        symbol="CV/TU",
        type_code="CV",
        type_name="Công văn",
        place="Vân Lĩnh",
        day=dt.date(2026, 2, 9),
        subject="lãnh đạo, chỉ đạo xử lý trụ sở, tài sản công dôi dư sau sắp xếp đơn vị hành chính",
        addressees=(
            "Các ban đảng và Văn phòng Tỉnh uỷ",
            "Đảng uỷ Hội đồng nhân dân tỉnh, Đảng uỷ Uỷ ban nhân dân tỉnh",
            "Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh",
            "Các đảng uỷ xã, phường trực thuộc Tỉnh uỷ",
        ),
        intro=(
            f"Thực hiện {plan.phrase()} về “*Sắp xếp, bố trí trụ sở làm việc của các cơ quan trong "
            "hệ thống chính trị nhiệm kỳ 2025 - 2030*”, đến hết năm 2025 toàn tỉnh đã rà soát xong "
            "368 cơ sở nhà, đất; trong đó 241 cơ sở tiếp tục sử dụng, 79 cơ sở chuyển đổi công năng "
            "thành trường học, trạm y tế và nhà văn hoá cộng đồng. Nhiều địa phương có cách làm "
            "chủ động, công khai, được cán bộ, đảng viên và nhân dân đồng tình.",
            f"Tuy nhiên, theo {report.phrase(comma=True)}, vẫn còn 48 cơ sở chưa có phương án xử "
            "lý, một số trụ sở bỏ trống lâu ngày đã xuống cấp; mới có 14/20 chỉ tiêu về xử lý tài "
            "sản đạt tiến độ, 06/20 chỉ tiêu khó hoàn thành nếu không có giải pháp quyết liệt. "
            "Nguyên nhân chủ yếu là việc phân công trách nhiệm chưa rõ, hồ sơ pháp lý về đất đai "
            "của nhiều cơ sở chưa đầy đủ (*có phụ lục kèm theo*).",
            f"Để thực hiện nghiêm {directive_.phrase()} về tăng cường quản lý, sử dụng tài sản "
            "công, Ban Thường vụ Tỉnh uỷ yêu cầu các cấp uỷ, tổ chức đảng tập trung lãnh đạo, chỉ "
            "đạo thực hiện tốt một số nhiệm vụ sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Tiếp tục quán triệt sâu sắc chủ trương về quản lý, sử dụng tiết kiệm, hiệu "
                "quả tài sản công; đề cao trách nhiệm nêu gương của người đứng đầu; không để xảy ra "
                "thất thoát, lãng phí, tiêu cực trong quá trình bàn giao, tiếp nhận trụ sở.",
            ),
            Item(
                label="2.",
                text="Giao Đảng uỷ Uỷ ban nhân dân tỉnh chủ trì, phối hợp với Ban Nội chính Tỉnh uỷ "
                "rà soát hồ sơ pháp lý của 48 cơ sở chưa có phương án xử lý, xác định rõ cơ sở giữ "
                "lại, điều chuyển hoặc bán đấu giá, báo cáo Ban Thường vụ Tỉnh uỷ trước ngày "
                "30/6/2026.",
                charges=(
                    Charge(body="Đảng uỷ Uỷ ban nhân dân tỉnh", role=Role.LEAD),
                    Charge(body="Ban Nội chính Tỉnh uỷ", role=Role.COORDINATE),
                ),
                deadline="trước ngày 30/6/2026",
                due=dt.date(2026, 6, 30),
            ),
            Item(
                label="3.",
                text="Đề nghị Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh hướng dẫn Mặt trận cơ sở giám "
                "sát việc sử dụng các trụ sở dôi dư trên địa bàn; kịp thời phản ánh những nơi để "
                "hoang hoá, sử dụng sai mục đích.",
                charges=(Charge(body="Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh"),),
            ),
            Item(
                label="4.",
                text="Yêu cầu các đảng uỷ xã, phường trực thuộc Tỉnh uỷ phân công cấp uỷ viên trực "
                "tiếp phụ trách, tổ chức trông coi, bảo vệ các cơ sở chưa bàn giao; hoàn thành việc "
                "kiểm kê, lập biên bản hiện trạng trong quý I/2026.",
                charges=(Charge(body="các đảng uỷ xã, phường trực thuộc Tỉnh uỷ"),),
                deadline="trong quý I/2026",
                due=dt.date(2026, 3, 31),
            ),
            Item(
                label="5.",
                text="Giao Uỷ ban Kiểm tra Tỉnh uỷ xây dựng chương trình kiểm tra chuyên đề về "
                "quản lý tài sản công; xem xét trách nhiệm đối với tập thể, cá nhân để kéo dài việc "
                "bàn giao.",
                charges=(Charge(body="Uỷ ban Kiểm tra Tỉnh uỷ"),),
            ),
            Item(
                label="6.",
                text="Văn phòng Tỉnh uỷ chịu trách nhiệm theo dõi, đôn đốc việc thực hiện Công văn "
                "này, định kỳ hằng tháng tổng hợp, báo cáo Thường trực Tỉnh uỷ.",
                charges=(Charge(body="Văn phòng Tỉnh uỷ", role=Role.LEAD),),
                deadline="định kỳ hằng tháng",
            ),
        ),
        distribution=(
            Recipient(name="Văn phòng Trung ương Đảng", purpose="để báo cáo", brace=1),
            Recipient(name="Thường trực Tỉnh uỷ", purpose="để báo cáo", brace=1),
            Recipient(name="Như kính gửi", purpose="để thực hiện"),
            Recipient(name="Các đồng chí Tỉnh uỷ viên"),
            Recipient(name="Báo và phát thanh, truyền hình tỉnh"),
            Recipient(name="Lưu Văn phòng Tỉnh uỷ", archive=True),
        ),
        signature=Signature(
            authority="T/M BAN THƯỜNG VỤ",
            positions=("PHÓ BÍ THƯ THƯỜNG TRỰC",),
            name="Trần Khắc Vĩnh",
        ),
        acting_author="Ban Thường vụ",
        appendices=(_appendix_of_buildings(),),
        citations=(plan, directive_, report),
    )


def _appendix_of_buildings() -> Appendix:
    government = "Đảng uỷ Uỷ ban nhân dân tỉnh"
    communes = "Các đảng uỷ xã, phường"
    return Appendix(
        label="Phụ lục 1",
        title="DANH MỤC NHIỆM VỤ XỬ LÝ TRỤ SỞ, TÀI SẢN CÔNG DÔI DƯ NĂM 2026",
        reference="(Kèm theo Công văn số 214-CV/TU, ngày 09 tháng 02 năm 2026 của Tỉnh uỷ)",
        reference_symbol="214-CV/TU",
        reference_day=dt.date(2026, 2, 9),
        grid=Grid(
            columns=("STT", "Nội dung", "Cơ quan chủ trì tham mưu", "Thời gian trình"),
            widths=(1.2, 6.4, 4.2, 2.9),
            group_labels=frozenset({"I.", "II.", "III."}),
            rows=(
                ("I.", "Rà soát, phân loại", "", ""),
                (
                    "1.",
                    "Phân loại 48 cơ sở nhà, đất chưa có phương án xử lý",
                    government,
                    "Tháng 3/2026",
                ),
                ("", "Lập bản đồ số các cơ sở nhà, đất dôi dư", None, "Tháng 4/2026"),
                (
                    "2.",
                    "Xác nhận hiện trạng, ranh giới sử dụng đất của từng cơ sở",
                    communes,
                    "Tháng 3/2026",
                ),
                (
                    "3.",
                    "Đánh giá mức độ an toàn của các trụ sở xây dựng trước năm 1990",
                    government,
                    "Quý II/2026",
                ),
                (
                    "4.",
                    "Kiểm kê trang thiết bị, phương tiện còn sử dụng được",
                    communes,
                    "Quý I/2026",
                ),
                ("II.", "Phương án sử dụng", "", ""),
                (
                    "1.",
                    "Đề án chuyển 12 trụ sở thành trường mầm non và nhà ở công vụ cho giáo viên",
                    government,
                    "Quý II/2026",
                ),
                (
                    "2.",
                    "Bố trí nhà làm việc cho lực lượng bảo vệ an ninh, trật tự ở cơ sở",
                    "Đảng uỷ Công an tỉnh",
                    "Quý III/2026",
                ),
                (
                    "3.",
                    "Phương án khai thác 07 trụ sở ở vị trí trung tâm phường",
                    government,
                    "Quý III/2026",
                ),
                (
                    "",
                    "Giá khởi điểm đấu giá quyền sử dụng đất (85,5% số cơ sở)",
                    None,
                    "Quý IV/2026",
                ),
                (
                    "4.",
                    "Chuyển giao 09 trụ sở làm nhà văn hoá, thư viện cộng đồng",
                    communes,
                    "Quý III/2026",
                ),
                (
                    "5.",
                    "Hỗ trợ kinh phí sửa chữa các cơ sở được giữ lại",
                    government,
                    "Tháng 8/2026",
                ),
                (
                    "6.",
                    "Quy định về trông coi, bảo vệ cơ sở trong thời gian chờ xử lý",
                    "Văn phòng Tỉnh uỷ",
                    "Tháng 3/2026",
                ),
                ("III.", "Kiểm tra, giám sát", "", ""),
                (
                    "1.",
                    "Kiểm tra chuyên đề việc quản lý, sử dụng tài sản công tại 15 đảng uỷ",
                    "Uỷ ban Kiểm tra Tỉnh uỷ",
                    "Quý II/2026",
                ),
                (
                    "2.",
                    "Giám sát của Mặt trận Tổ quốc đối với các trụ sở dôi dư",
                    "Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh",
                    "Thường xuyên",
                ),
                (
                    "3.",
                    "Tuyên truyền, phản ánh cách làm hay của các địa phương",
                    "Ban Tuyên giáo và Dân vận Tỉnh uỷ",
                    "Thường xuyên",
                ),
                (
                    "4.",
                    "Xử lý đơn thư phản ánh, kiến nghị liên quan đến nhà, đất công",
                    "Ban Nội chính Tỉnh uỷ",
                    "Định kỳ hằng quý",
                ),
                (
                    "5.",
                    "Báo cáo kết quả thực hiện năm 2026",
                    "Văn phòng Tỉnh uỷ",
                    "Trước ngày 15/12/2026",
                ),
            ),
        ),
    )
