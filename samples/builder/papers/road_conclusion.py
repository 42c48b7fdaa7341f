"""A Party kết luận on village roads; it becomes the stamped scan."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["scanned_conclusion"]


def scanned_conclusion() -> Dispatch:
    """A kết luận on village roads, two pages, to be stamped and scanned."""
    resolution = Cited(
        type_name="Nghị quyết",
        symbol="11-NQ/TU",
        day=dt.date(2025, 12, 15),
        body="Ban Chấp hành Đảng bộ tỉnh",
    )
    return Dispatch(
        system="party",
        issuing_body="TỈNH UỶ ĐÔNG KHÊ",
        number="86",
        symbol="KL/TU",
        type_code="KL",
        type_name="Kết luận",
        place="Đông Khê",
        day=dt.date(2026, 4, 21),
        heading="CỦA BAN THƯỜNG VỤ TỈNH UỶ",
        subject="về đầu tư, nâng cấp đường giao thông nông thôn giai đoạn 2026 - 2030",
        intro=(
            f"Sau khi xem xét kết quả bước đầu thực hiện {resolution.phrase()} về phát triển hạ "
            "tầng nông thôn, Ban Thường vụ Tỉnh uỷ nhận thấy: trong quý I/2026, toàn tỉnh đã bê "
            "tông hoá 126 km đường thôn, nhân dân hiến hơn 21.000 m2 đất, đóng góp trên 9.400 ngày "
            "công. Tuy nhiên, tiến độ giữa các địa phương không đồng đều; công tác bảo trì sau đầu "
            "tư chưa được quan tâm đúng mức. Ban Thường vụ Tỉnh uỷ kết luận như sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Thống nhất chủ trương đầu tư, nâng cấp 640 km đường giao thông nông thôn "
                "trong giai đoạn 2026 - 2030 theo phương châm Nhà nước hỗ trợ vật liệu, nhân dân "
                "góp công, cộng đồng giám sát; ưu tiên tuyến nối với trường học, trạm y tế, vùng "
                "sản xuất tập trung và các thôn đặc biệt khó khăn. Tập trung ưu tiên vốn cho những "
                "nơi nhân dân đồng thuận cao, mặt bằng thông thoáng; không dàn trải, không để phát "
                "sinh nợ đọng xây dựng cơ bản.",
            ),
            Item(
                label="2.",
                text="Giao Đảng uỷ Uỷ ban nhân dân tỉnh chủ trì, phối hợp với các đảng uỷ xã, phường "
                "lập danh mục tuyến đường ưu tiên, xác định rõ nguồn vốn của từng năm, trình Ban "
                "Thường vụ Tỉnh uỷ trước ngày 31/5/2026.",
                charges=(
                    Charge(body="Đảng uỷ Uỷ ban nhân dân tỉnh", role=Role.LEAD),
                    Charge(body="các đảng uỷ xã, phường", role=Role.COORDINATE),
                ),
                deadline="trước ngày 31/5/2026",
                due=dt.date(2026, 5, 31),
            ),
            Item(
                label="3.",
                text="Đề nghị Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh phát động phong trào hiến đất, "
                "góp công; kịp thời biểu dương các hộ gia đình tiêu biểu.",
                charges=(Charge(body="Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh"),),
            ),
            Item(
                label="4.",
                text="Yêu cầu các đảng uỷ xã, phường lãnh đạo việc thành lập tổ tự quản bảo trì "
                "đường thôn, không để xe quá tải phá hỏng mặt đường; hoàn thành trong quý III/2026.",
                charges=(Charge(body="các đảng uỷ xã, phường"),),
                deadline="trong quý III/2026",
                due=dt.date(2026, 9, 30),
            ),
            Item(
                label="5.",
                text="Ban Tuyên giáo và Dân vận Tỉnh uỷ chỉ đạo công tác tuyên truyền, nhân rộng "
                "cách làm hay; hướng dẫn các địa phương công khai mức hỗ trợ, khối lượng và chất "
                "lượng công trình để nhân dân biết, tham gia giám sát.",
                charges=(Charge(body="Ban Tuyên giáo và Dân vận Tỉnh uỷ"),),
            ),
            Item(
                label="6.",
                text="Giao Uỷ ban Kiểm tra Tỉnh uỷ chủ trì, phối hợp với Ban Nội chính Tỉnh uỷ giám "
                "sát việc quản lý, sử dụng vốn đầu tư tại 08 đảng uỷ xã trong năm 2026.",
                charges=(
                    Charge(body="Uỷ ban Kiểm tra Tỉnh uỷ", role=Role.LEAD),
                    Charge(body="Ban Nội chính Tỉnh uỷ", role=Role.COORDINATE),
                ),
                deadline="trong năm 2026",
                due=dt.date(2026, 12, 31),
            ),
            Item(
                label="7.",
                text="Giao Văn phòng Tỉnh uỷ theo dõi, đôn đốc việc thực hiện Kết luận này, định kỳ "
                "hằng quý báo cáo Ban Thường vụ Tỉnh uỷ.",
                charges=(Charge(body="Văn phòng Tỉnh uỷ"),),
                deadline="định kỳ hằng quý",
            ),
        ),
        distribution=(
            Recipient(name="Thường trực Tỉnh uỷ", purpose="để báo cáo"),
            Recipient(name="Các đồng chí Uỷ viên Ban Thường vụ Tỉnh uỷ"),
            Recipient(name="Đảng uỷ Uỷ ban nhân dân tỉnh", purpose="để thực hiện"),
            Recipient(name="Các đảng uỷ xã, phường"),
            Recipient(name="Lưu Văn phòng Tỉnh uỷ", archive=True),
        ),
        signature=Signature(
            authority="T/M BAN THƯỜNG VỤ", positions=("PHÓ BÍ THƯ",), name="Bùi Quang Thiệp"
        ),
        acting_author="Ban Thường vụ",
        citations=(resolution,),
    )
