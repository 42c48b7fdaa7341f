"""A State thông báo of a deputy chairman's conclusions; it becomes the fax."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["faxed_notice"]


def faxed_notice() -> Dispatch:
    """A thông báo of a chairman's conclusions, signed by order, two pages; to be faxed."""
    decision_ = Cited(
        type_name="Quyết định",
        symbol="905/QĐ-TTg",
        day=dt.date(2025, 5, 12),
        body="Thủ tướng Chính phủ",
    )
    plan = Cited(
        type_name="Kế hoạch",
        symbol="154/KH-UBND",
        day=dt.date(2025, 12, 29),
        body="UBND tỉnh",
    )
    return Dispatch(
        system="state",
        superior_body="UBND TỈNH TÂN HÀ",
        issuing_body="VĂN PHÒNG",
        number="427",
        symbol="TB-VP",
        type_code="TB",
        type_name="Thông báo",
        place="Tân Hà",
        day=dt.date(2026, 9, 10),
        heading="Kết luận của Phó Chủ tịch UBND tỉnh Phan Văn Thỉnh",
        subject="tại cuộc họp về tiến độ giải ngân vốn đầu tư công năm 2026",
        intro=(
            "Ngày 04/9/2026, Phó Chủ tịch UBND tỉnh Phan Văn Thỉnh chủ trì cuộc họp kiểm điểm tiến "
            f"độ giải ngân vốn đầu tư công theo {plan.phrase()} và {decision_.phrase()}. Sau khi "
            "nghe Sở Tài chính báo cáo, ý kiến của các chủ đầu tư, Phó Chủ tịch UBND tỉnh kết luận "
            "như sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Đến ngày 31/8/2026, toàn tỉnh giải ngân đạt 52,7% kế hoạch; còn 11/43 dự án "
                "chưa giải ngân, nguyên nhân chính là chậm giải phóng mặt bằng và thiếu vật liệu. "
                "Phó Chủ tịch UBND tỉnh biểu dương các đơn vị có tỷ lệ giải ngân trên 70%; đồng thời "
                "phê bình các chủ đầu tư hai tháng liền không phát sinh khối lượng, chưa chủ động "
                "báo cáo khó khăn để được tháo gỡ, để công việc phải nhắc lại nhiều lần.",
            ),
            Item(
                label="2.",
                text="Giao Sở Tài chính chủ trì, phối hợp với Kho bạc Nhà nước khu vực X rà soát, đề "
                "xuất điều chuyển vốn của các dự án giải ngân dưới 30%, trình UBND tỉnh trước ngày "
                "25/9/2026.",
                charges=(
                    Charge(body="Sở Tài chính", role=Role.LEAD),
                    Charge(body="Kho bạc Nhà nước khu vực X", role=Role.COORDINATE),
                ),
                deadline="trước ngày 25/9/2026",
                due=dt.date(2026, 9, 25),
            ),
            Item(
                label="3.",
                text="Yêu cầu Sở Nông nghiệp và Môi trường hoàn thành thủ tục cấp phép 04 mỏ vật "
                "liệu phục vụ các công trình trọng điểm trong tháng 10/2026.",
                charges=(Charge(body="Sở Nông nghiệp và Môi trường"),),
                deadline="trong tháng 10/2026",
                due=dt.date(2026, 10, 31),
            ),
            Item(
                label="4.",
                text="Đề nghị UBND các xã, phường có dự án đi qua tập trung vận động, chi trả bồi "
                "thường, bàn giao mặt bằng đúng cam kết; kiểm điểm trách nhiệm người đứng đầu nơi để "
                "chậm kéo dài.",
                charges=(Charge(body="UBND các xã, phường có dự án đi qua"),),
            ),
            Item(
                label="5.",
                text="Sở Xây dựng chịu trách nhiệm hướng dẫn các chủ đầu tư điều chỉnh giá hợp đồng, "
                "rút ngắn ít nhất 30% thời gian thẩm định thiết kế; công bố giá vật liệu xây dựng "
                "trước ngày 05 hằng tháng.",
                charges=(Charge(body="Sở Xây dựng", role=Role.LEAD),),
                deadline="trước ngày 05 hằng tháng",
            ),
            Item(
                label="6.",
                text="Giao Thanh tra tỉnh theo dõi việc chấp hành kỷ luật, kỷ cương trong đầu tư "
                "công; tham mưu thanh tra đột xuất đối với 03 dự án chậm tiến độ kéo dài trong quý "
                "IV/2026.",
                charges=(Charge(body="Thanh tra tỉnh"),),
                deadline="trong quý IV/2026",
                due=dt.date(2026, 12, 31),
            ),
            Item(
                label="7.",
                text="Các chủ đầu tư cập nhật số liệu giải ngân trên hệ thống thông tin, báo cáo về "
                "Sở Tài chính định kỳ hằng tuần.",
                charges=(Charge(body="Các chủ đầu tư"),),
                deadline="định kỳ hằng tuần",
            ),
        ),
        closing=(
            "Văn phòng UBND tỉnh thông báo đến các cơ quan, đơn vị biết, triển khai thực hiện",
        ),
        end_mark="./.",
        distribution=(
            Recipient(name="Chủ tịch, các PCT UBND tỉnh", purpose="để b/c"),
            Recipient(name="Sở Tài chính", purpose="để t/h", brace=1),
            Recipient(name="Sở Nông nghiệp và Môi trường", purpose="để t/h", brace=1),
            Recipient(name="UBND các xã, phường"),
            Recipient(name="CVP, các PCVP UBND tỉnh"),
            Recipient(name="Lưu: VT, TH", archive=True),
        ),
        signature=Signature(
            authority="KT. CHÁNH VĂN PHÒNG", positions=("PHÓ CHÁNH VĂN PHÒNG",), name="Mai Thị Lựu"
        ),
        citations=(plan, decision_),
    )
