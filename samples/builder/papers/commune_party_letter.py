"""An urgent công văn of a commune's Party committee."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["commune_letter"]


def commune_letter() -> Dispatch:
    """An urgent công văn of a commune committee to one addressee."""
    telegram = Cited(
        type_name="Công điện",
        symbol="14/CĐ-UBND",
        day=dt.date(2026, 8, 22),
        body="Chủ tịch Uỷ ban nhân dân tỉnh",
    )
    letter = Cited(
        type_name="Công văn", symbol="596-CV/TU", day=dt.date(2026, 8, 21), body="Tỉnh uỷ Tân Hà"
    )
    return Dispatch(
        system="party",
        superior_body="ĐẢNG BỘ TỈNH TÂN HÀ",
        issuing_body="ĐẢNG UỶ XÃ SUỐI NGÀN",
        number="264a",
        symbol="CV/ĐU",
        type_code="CV",
        type_name="Công văn",
        place="Suối Ngàn",
        day=dt.date(2026, 8, 23),
        subject="triển khai các biện pháp ứng phó mưa lũ, sạt lở đất",
        urgency_mark="KHẨN",
        addressees=("Các chi bộ, đảng bộ trực thuộc Đảng uỷ xã",),
        intro=(
            f"Thực hiện {letter.phrase()}, {telegram.phrase()} về ứng phó với mưa lớn, để bảo đảm "
            "an toàn tính mạng và tài sản của nhân dân, Ban Thường vụ Đảng uỷ xã yêu cầu:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Đảng uỷ Uỷ ban nhân dân xã",
                heading=True,
                charges=(Charge(body="Đảng uỷ Uỷ ban nhân dân xã"),),
                items=(
                    Item(
                        label="a)",
                        text="Lãnh đạo việc rà soát 37 hộ dân ở chân đồi Pha Đao, di dời xong trước "
                        "18 giờ ngày 24/8/2026.",
                        deadline="trước 18 giờ ngày 24/8/2026",
                        due=dt.date(2026, 8, 24),
                    ),
                    Item(
                        label="b)",
                        text="Bố trí lực lượng trực 24/24 giờ tại các ngầm tràn, cầu tạm; kiên quyết "
                        "không cho người và phương tiện qua lại khi nước lên.",
                    ),
                ),
            ),
            Item(
                label="2.",
                text="Giao Ban Chỉ huy Quân sự xã chủ trì, phối hợp với Công an xã chuẩn bị xuồng, "
                "áo phao, máy phát điện, sẵn sàng cứu hộ khi có yêu cầu.",
                charges=(
                    Charge(body="Ban Chỉ huy Quân sự xã", role=Role.LEAD),
                    Charge(body="Công an xã", role=Role.COORDINATE),
                ),
            ),
            Item(
                label="3.",
                text="Đề nghị Uỷ ban Mặt trận Tổ quốc Việt Nam xã vận động nhân dân giúp nhau gia cố "
                "nhà ở, thu hoạch hoa màu theo phương châm xanh nhà hơn già đồng.",
                charges=(Charge(body="Uỷ ban Mặt trận Tổ quốc Việt Nam xã"),),
            ),
            Item(
                label="4.",
                text="Các chi bộ, đảng bộ trực thuộc phân công đảng viên bám địa bàn, báo cáo tình "
                "hình về Đảng uỷ xã (qua Văn phòng Đảng uỷ) trước 16 giờ hằng ngày.",
                charges=(Charge(body="Các chi bộ, đảng bộ trực thuộc"),),
                deadline="trước 16 giờ hằng ngày",
            ),
        ),
        closing=("Nhận được Công văn này, yêu cầu các đơn vị khẩn trương thực hiện.",),
        distribution=(
            Recipient(name="Thường trực Tỉnh uỷ", purpose="để b/c"),
            Recipient(name="Như trên", purpose="t/h"),
            Recipient(name="TT. HĐND, UBND xã"),
            Recipient(name="Các đ/c Đảng uỷ viên"),
            Recipient(name="Lưu VPĐU", archive=True),
        ),
        signature=Signature(
            authority="T/M BAN THƯỜNG VỤ", positions=("PHÓ BÍ THƯ",), name="Hoàng Thị Bích Vân"
        ),
        acting_author="Ban Thường vụ",
        citations=(letter, telegram),
    )
