"""A State quyết định in articles that sets up a working group."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Signature

__all__ = ["decision"]


def decision() -> Dispatch:
    """A quyết định in articles that sets up a working group."""
    law = Cited(type_name="Luật", symbol="72/2025/QH15", day=dt.date(2025, 6, 16))
    decree = Cited(
        type_name="Nghị định", symbol="30/2020/NĐ-CP", day=dt.date(2020, 3, 5), body="Chính phủ"
    )
    statement = Cited(
        type_name="Tờ trình",
        symbol="233/TTr-SNV",
        day=dt.date(2026, 6, 8),
    )
    return Dispatch(
        system="state",
        issuing_body="ỦY BAN NHÂN DÂN\nTỈNH VÂN LĨNH",
        number="1586",
        symbol="QĐ-UBND",
        type_code="QĐ",
        type_name="Quyết định",
        place="Vân Lĩnh",
        day=dt.date(2026, 6, 11),
        subject="Về việc thành lập Tổ công tác hỗ trợ Ủy ban nhân dân cấp xã về công tác văn thư, "
        "lưu trữ",
        decider="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH",
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;",
            f"Căn cứ {decree.phrase()} về công tác văn thư;",
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 233/TTr-SNV ngày 08/6/2026.",
        ),
        operative_line="QUYẾT ĐỊNH:",
        tasks=(
            Item(
                label="Điều 1.",
                text="Thành lập Tổ công tác hỗ trợ Ủy ban nhân dân cấp xã về công tác văn thư, lưu "
                "trữ gồm 09 thành viên do Phó Giám đốc Sở Nội vụ làm Tổ trưởng.",
            ),
            Item(
                label="Điều 2.",
                text="Tổ công tác có nhiệm vụ:",
                charges=(Charge(body="Tổ công tác"),),
                items=(
                    Item(
                        label="1.",
                        text="Hướng dẫn Ủy ban nhân dân các xã, phường lập hồ sơ công việc, sắp xếp "
                        "tài liệu tiếp nhận sau sắp xếp đơn vị hành chính.",
                    ),
                    Item(
                        label="2.",
                        text="Báo cáo kết quả với Chủ tịch Ủy ban nhân dân tỉnh trước ngày "
                        "30/11/2026.",
                        deadline="trước ngày 30/11/2026",
                        due=dt.date(2026, 11, 30),
                    ),
                ),
            ),
            Item(
                label="Điều 3.",
                text="Quyết định này có hiệu lực kể từ ngày ký; Tổ công tác tự giải thể sau khi hoàn "
                "thành nhiệm vụ.",
                kind="validity",
            ),
            Item(
                label="Điều 4.",
                text="Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Chủ tịch Ủy ban nhân "
                "dân các xã, phường và các thành viên Tổ công tác chịu trách nhiệm thi hành Quyết "
                "định này./.",
                charges=(
                    Charge(body="Chánh Văn phòng Ủy ban nhân dân tỉnh"),
                    Charge(body="Giám đốc Sở Nội vụ"),
                    Charge(body="Chủ tịch Ủy ban nhân dân các xã, phường"),
                    Charge(body="các thành viên Tổ công tác"),
                ),
            ),
        ),
        distribution=(
            Recipient(name="Như Điều 4"),
            Recipient(name="Cục Văn thư và Lưu trữ nhà nước", purpose="để b/c"),
            Recipient(name="Chủ tịch, các PCT UBND tỉnh"),
            Recipient(name="Trung tâm Lưu trữ lịch sử tỉnh"),
            Recipient(name="Lưu: VT, NC", archive=True),
        ),
        signature=Signature(authority=None, positions=("CHỦ TỊCH",), name="Tạ Hữu Nghiêm"),
        citations=(law, decree, statement),
    )
