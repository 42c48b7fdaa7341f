"""A Party chỉ thị on fire safety where people live and gather."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["directive"]


def directive() -> Dispatch:
    """A chỉ thị of a provincial Standing Board on fire safety in crowded quarters."""
    central = Cited(
        type_name="Chỉ thị", symbol="47-CT/TW", day=dt.date(2015, 6, 25), body="Ban Bí thư"
    )
    earlier = Cited(
        type_name="Chỉ thị",
        symbol="19-CT/TU",
        day=dt.date(2021, 10, 4),
        body="Ban Thường vụ Tỉnh uỷ",
    )
    return Dispatch(
        system="party",
        issuing_body="TỈNH UỶ NAM LĨNH",
        number="07",
        symbol="CT/TU",
        type_code="CT",
        type_name="Chỉ thị",
        place="Nam Lĩnh",
        day=dt.date(2026, 3, 3),
        heading="CỦA BAN THƯỜNG VỤ TỈNH UỶ",
        subject="về tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy, chữa cháy tại khu "
        "dân cư và cơ sở tập trung đông người",
        intro=(
            f"Qua hơn 10 năm thực hiện {central.phrase()} và 4 năm thực hiện {earlier.phrase()}, "
            "công tác phòng cháy, chữa cháy trên địa bàn tỉnh có nhiều chuyển biến; lực lượng tại "
            "chỗ được củng cố, nhiều vụ cháy được dập tắt ngay từ khi mới phát sinh. Tuy vậy, tình "
            "hình cháy tại nhà ở kết hợp kinh doanh còn diễn biến phức tạp; ý thức của một bộ phận "
            "nhân dân và trách nhiệm của một số chủ cơ sở chưa cao; việc xử lý vi phạm sau kiểm "
            "tra có nơi chưa dứt điểm.",
            "Để khắc phục những hạn chế trên, Ban Thường vụ Tỉnh uỷ yêu cầu các cấp uỷ, tổ chức "
            "đảng tập trung thực hiện các nhiệm vụ sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Các cấp uỷ, tổ chức đảng quán triệt đầy đủ vị trí, vai trò của công tác phòng "
                "cháy, chữa cháy; đưa kết quả thực hiện vào tiêu chí đánh giá, xếp loại hằng năm "
                "của tập thể và người đứng đầu.",
                charges=(Charge(body="Các cấp uỷ, tổ chức đảng"),),
            ),
            Item(
                label="2.",
                text="Đảng uỷ Uỷ ban nhân dân tỉnh lãnh đạo, chỉ đạo rà soát toàn bộ nhà ở kết hợp "
                "sản xuất, kinh doanh, lập danh sách cơ sở không bảo đảm lối thoát nạn và có biện "
                "pháp khắc phục, hoàn thành trước ngày 01/9/2026.",
                charges=(Charge(body="Đảng uỷ Uỷ ban nhân dân tỉnh"),),
                deadline="trước ngày 01/9/2026",
                due=dt.date(2026, 9, 1),
            ),
            Item(
                label="3.",
                text="Giao Đảng uỷ Công an tỉnh chủ trì, phối hợp với Đảng uỷ Quân sự tỉnh và các "
                "đảng uỷ xã, phường xây dựng, luyện tập phương án chữa cháy, cứu nạn tại các chợ, "
                "trường học, bệnh viện; mỗi phường tổ chức ít nhất 02 buổi thực tập trong năm 2026.",
                charges=(
                    Charge(body="Đảng uỷ Công an tỉnh", role=Role.LEAD),
                    Charge(body="Đảng uỷ Quân sự tỉnh", role=Role.COORDINATE),
                    Charge(body="các đảng uỷ xã, phường", role=Role.COORDINATE),
                ),
                deadline="trong năm 2026",
                due=dt.date(2026, 12, 31),
            ),
            Item(
                label="4.",
                text="Ban Tuyên giáo và Dân vận Tỉnh uỷ định hướng các cơ quan báo chí tăng thời "
                "lượng tuyên truyền kỹ năng thoát nạn, nhất là ở vùng sâu, vùng đồng bào dân tộc "
                "thiểu số.",
                charges=(Charge(body="Ban Tuyên giáo và Dân vận Tỉnh uỷ"),),
            ),
            Item(
                label="5.",
                text="Đề nghị Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã "
                "hội vận động mỗi hộ gia đình có một người được hướng dẫn, một bình chữa cháy và "
                "một lối thoát nạn thứ hai.",
                charges=(
                    Charge(body="Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh"),
                    Charge(body="các tổ chức chính trị - xã hội"),
                ),
            ),
            Item(
                label="6.",
                text="Giao Ban Nội chính Tỉnh uỷ theo dõi, kiểm tra, đôn đốc việc thực hiện Chỉ thị; "
                "định kỳ 6 tháng, hằng năm báo cáo Ban Thường vụ Tỉnh uỷ.",
                charges=(Charge(body="Ban Nội chính Tỉnh uỷ"),),
                deadline="định kỳ 6 tháng, hằng năm",
            ),
        ),
        closing=("Chỉ thị này phổ biến đến chi bộ.",),
        distribution=(
            Recipient(name="Ban Bí thư Trung ương Đảng", purpose="để báo cáo"),
            Recipient(name="Các tỉnh uỷ viên"),
            Recipient(name="Các đảng uỷ trực thuộc Tỉnh uỷ"),
            Recipient(name="Các cơ quan tham mưu, giúp việc Tỉnh uỷ"),
            Recipient(name="Lưu Văn phòng Tỉnh uỷ", archive=True),
        ),
        signature=Signature(
            authority="T/M BAN THƯỜNG VỤ", positions=("BÍ THƯ",), name="Phạm Đức Lương"
        ),
        acting_author="Ban Thường vụ",
        citations=(central, earlier),
    )
