"""A Party thông báo of what a Standing Board concluded about training, signed by order."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["notice_of_conclusions"]


def notice_of_conclusions() -> Dispatch:
    """A thông báo of the Standing Board's conclusions, signed by order; for internal circulation."""
    statement = Cited(
        type_name="Tờ trình",
        symbol="58-TTr/BTCTU",
        day=dt.date(2026, 7, 2),
        body="Ban Tổ chức Tỉnh uỷ",
    )
    project = Cited(
        type_name="Đề án",
        symbol="09-ĐA/TU",
        day=dt.date(2026, 3, 18),
        body="Ban Thường vụ Tỉnh uỷ",
    )
    return Dispatch(
        system="party",
        issuing_body="TỈNH UỶ TRUNG GIANG",
        number="305",
        symbol="TB/TU",
        type_code="TB",
        type_name="Thông báo",
        place="Trung Giang",
        day=dt.date(2026, 7, 14),
        heading="KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH UỶ",
        subject="về công tác đào tạo, bồi dưỡng cán bộ cấp xã năm 2026",
        circulation_mark="LƯU HÀNH NỘI BỘ",
        intro=(
            "Tại phiên họp ngày 08/7/2026, sau khi nghe Ban Tổ chức Tỉnh uỷ trình bày "
            f"{statement.phrase()} về kết quả một năm thực hiện {project.phrase(comma=True)} và ý "
            "kiến của các cơ quan liên quan, Ban Thường vụ Tỉnh uỷ thảo luận và kết luận như sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Thống nhất đánh giá: công tác đào tạo, bồi dưỡng cán bộ cấp xã đã được các "
                "cấp uỷ quan tâm hơn, nội dung từng bước bám sát vị trí việc làm; sau một năm, toàn tỉnh mở 64 lớp với hơn 5.200 lượt cán "
                "bộ tham gia, đạt 18/22 chỉ tiêu; chất lượng đội ngũ cấp xã có chuyển biến, song kỹ "
                "năng xử lý công việc trên môi trường số của một bộ phận cán bộ còn yếu.",
            ),
            Item(
                label="2.",
                text="Giao Ban Tổ chức Tỉnh uỷ",
                heading=True,
                charges=(Charge(body="Ban Tổ chức Tỉnh uỷ"),),
                items=(
                    Item(
                        label="a)",
                        text="Chủ trì, phối hợp với Trường Chính trị tỉnh rà soát nhu cầu của từng "
                        "địa phương, điều chỉnh chỉ tiêu mở lớp cho phù hợp; hoàn thành chậm nhất "
                        "ngày 15/8/2026.",
                        charges=(Charge(body="Trường Chính trị tỉnh", role=Role.COORDINATE),),
                        deadline="chậm nhất ngày 15/8/2026",
                        due=dt.date(2026, 8, 15),
                    ),
                    Item(
                        label="b)",
                        text="Tham mưu quy định về đánh giá kết quả học tập, gắn với quy hoạch và "
                        "bố trí, sử dụng cán bộ nhiệm kỳ 2025 - 2030.",
                    ),
                ),
            ),
            Item(
                label="3.",
                text="Đảng uỷ Uỷ ban nhân dân tỉnh lãnh đạo việc bố trí kinh phí, trang thiết bị và "
                "đường truyền cho các lớp học trực tuyến trong quý III/2026.",
                charges=(Charge(body="Đảng uỷ Uỷ ban nhân dân tỉnh"),),
                deadline="trong quý III/2026",
                due=dt.date(2026, 9, 30),
            ),
            Item(
                label="4.",
                text="Yêu cầu các đảng uỷ xã, phường cử cán bộ tham gia đúng đối tượng, không cử "
                "thay; phân công người làm thay nhiệm vụ trong thời gian học để không ảnh hưởng "
                "đến việc giải quyết hồ sơ của nhân dân. Sau mỗi lớp học, cấp uỷ tổ chức đánh giá "
                "việc vận dụng kiến thức vào công việc, kịp thời uốn nắn những biểu hiện học đối "
                "phó, chạy theo bằng cấp, chứng chỉ.",
                charges=(Charge(body="các đảng uỷ xã, phường"),),
            ),
            Item(
                label="5.",
                text="Giao Văn phòng Tỉnh uỷ theo dõi, đôn đốc, tổng hợp kết quả, báo cáo Thường "
                "trực Tỉnh uỷ trước ngày 20 của tháng cuối quý.",
                charges=(Charge(body="Văn phòng Tỉnh uỷ"),),
                deadline="trước ngày 20 của tháng cuối quý",
            ),
        ),
        closing=(
            "Thừa lệnh Ban Thường vụ Tỉnh uỷ, Văn phòng Tỉnh uỷ thông báo để các cơ quan, đơn vị "
            "biết, thực hiện.",
        ),
        distribution=(
            Recipient(name="Các đồng chí Uỷ viên Ban Thường vụ Tỉnh uỷ"),
            Recipient(name="Ban Tổ chức Tỉnh uỷ", purpose="để thực hiện", brace=1),
            Recipient(name="Trường Chính trị tỉnh", purpose="để thực hiện", brace=1),
            Recipient(name="Đảng uỷ UBND tỉnh", purpose="để thực hiện", brace=1),
            Recipient(name="Các đảng uỷ xã, phường"),
            Recipient(name="Lưu VT, TH", archive=True),
        ),
        signature=Signature(
            authority="T/L BAN THƯỜNG VỤ",
            positions=("CHÁNH VĂN PHÒNG",),
            name="Lê Thị Hoài An",
        ),
        acting_author="Ban Thường vụ",
        citations=(statement, project),
    )
