"""A State công văn of a provincial department, signed by a deputy."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Signature

__all__ = ["letter_of_a_department"]


def letter_of_a_department() -> Dispatch:
    """A công văn of a provincial department, signed by a deputy for the head."""
    decree = Cited(
        type_name="Nghị định", symbol="156/2018/NĐ-CP", day=dt.date(2018, 11, 16), body="Chính phủ"
    )
    letter = Cited(
        type_name="Công văn",
        symbol="742/UBND-NN",
        day=dt.date(2026, 2, 5),
        body="UBND tỉnh Nam Lĩnh",
    )
    return Dispatch(
        system="state",
        superior_body="UBND TỈNH NAM LĨNH",
        issuing_body="SỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG",
        number="1187",
        symbol="SNNMT-KL",
        type_code="CV",
        type_name="Công văn",
        place="Nam Lĩnh",
        day=dt.date(2026, 2, 12),
        subject="tăng cường các biện pháp cấp bách phòng cháy, chữa cháy rừng mùa khô 2026",
        addressees=(
            "Ủy ban nhân dân các xã, phường có rừng",
            "Chi cục Kiểm lâm",
            "Các Ban Quản lý rừng phòng hộ, đặc dụng",
        ),
        intro=(
            f"Thực hiện {letter.phrase()} về chủ động ứng phó nắng nóng, khô hạn; căn cứ "
            f"{decree.phrase()} quy định chi tiết thi hành một số điều của Luật Lâm nghiệp, theo dự "
            "báo, từ nay đến cuối tháng 4/2026 cấp dự báo cháy rừng tại nhiều khu vực ở mức IV, mức "
            "V. Để giảm thiểu thiệt hại, Sở Nông nghiệp và Môi trường đề nghị các cơ quan, đơn vị "
            "thực hiện các nội dung sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Đề nghị Ủy ban nhân dân các xã, phường có rừng kiện toàn ban chỉ huy, ký cam "
                "kết với các hộ sống gần rừng; quản lý chặt chẽ việc đốt dọn thực bì, hoàn thành "
                "trước ngày 28/02/2026.",
                charges=(Charge(body="Ủy ban nhân dân các xã, phường có rừng"),),
                deadline="trước ngày 28/02/2026",
                due=dt.date(2026, 2, 28),
            ),
            Item(
                label="2.",
                text="Giao Chi cục Kiểm lâm chủ trì, phối hợp với các Ban Quản lý rừng phòng hộ, đặc "
                "dụng trực 24/24 giờ trong các ngày có cấp cháy IV, V; sửa chữa, bổ sung phương tiện "
                "chữa cháy, thông tin kịp thời điểm cháy qua đường dây nóng.",
                charges=(
                    Charge(body="Chi cục Kiểm lâm", role=Role.LEAD),
                    Charge(body="các Ban Quản lý rừng phòng hộ, đặc dụng", role=Role.COORDINATE),
                ),
            ),
            Item(
                label="3.",
                text="Các Ban Quản lý rừng phòng hộ, đặc dụng tu bổ đường băng cản lửa, chòi canh; "
                "báo cáo kết quả về Sở định kỳ hằng tuần.",
                charges=(Charge(body="Các Ban Quản lý rừng phòng hộ, đặc dụng"),),
                deadline="định kỳ hằng tuần",
            ),
        ),
        closing=("Đề nghị các cơ quan, đơn vị quan tâm phối hợp, triển khai thực hiện",),
        end_mark="./.",
        distribution=(
            Recipient(name="Như trên"),
            Recipient(name="UBND tỉnh", purpose="để b/c"),
            Recipient(name="Giám đốc, các PGĐ Sở"),
            Recipient(name="Lưu: VT, KL (15b)", archive=True),
        ),
        signature=Signature(
            authority="KT. GIÁM ĐỐC", positions=("PHÓ GIÁM ĐỐC",), name="Đinh Khắc Trạch"
        ),
        citations=(letter, decree),
    )
