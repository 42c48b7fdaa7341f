"""A one-page công văn of a commune; it becomes the photograph."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["commune_letter_to_photograph"]


def commune_letter_to_photograph() -> Dispatch:
    """A one-page công văn of a commune's people's committee, to be photographed."""
    letter = Cited(
        type_name="Công văn",
        symbol="318/SYT-NVY",
        day=dt.date(2026, 4, 2),
        body="Sở Y tế tỉnh Trung Giang",
    )
    return Dispatch(
        system="state",
        superior_body="TỈNH TRUNG GIANG",
        issuing_body="ỦY BAN NHÂN DÂN\nXÃ CẨM LẠC",
        number="58",
        symbol="UBND-VHXH",
        type_code="CV",
        type_name="Công văn",
        place="Cẩm Lạc",
        day=dt.date(2026, 4, 7),
        subject="triển khai chiến dịch khám sức khỏe cho người cao tuổi",
        addressees=("Trạm Y tế xã", "Trưởng các thôn", "Hội Người cao tuổi xã"),
        intro=(
            f"Thực hiện {letter.phrase()} về khám sức khỏe định kỳ cho người cao tuổi năm 2026, Ủy "
            "ban nhân dân xã đề nghị các đơn vị thực hiện các nội dung sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Giao Trạm Y tế xã chủ trì, phối hợp với Hội Người cao tuổi xã lập danh sách "
                "người từ 60 tuổi trở lên, tổ chức khám xong trước ngày 30/4/2026.",
                charges=(
                    Charge(body="Trạm Y tế xã", role=Role.LEAD),
                    Charge(body="Hội Người cao tuổi xã", role=Role.COORDINATE),
                ),
                deadline="trước ngày 30/4/2026",
                due=dt.date(2026, 4, 30),
            ),
            Item(
                label="2.",
                text="Trưởng các thôn thông báo lịch khám đến từng hộ, hỗ trợ đưa đón người già yếu, "
                "đi lại khó khăn.",
                charges=(Charge(body="Trưởng các thôn"),),
            ),
        ),
        closing=("Đề nghị các đơn vị nghiêm túc triển khai thực hiện",),
        end_mark="./.",
        distribution=(
            Recipient(name="Như trên"),
            Recipient(name="TT Đảng ủy, HĐND xã", purpose="b/c"),
            Recipient(name="Lưu: VT, VHXH", archive=True),
        ),
        signature=Signature(
            authority="KT. CHỦ TỊCH", positions=("PHÓ CHỦ TỊCH",), name="Lường Văn Pản"
        ),
        citations=(letter,),
    )
