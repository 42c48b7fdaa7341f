"""A draft Party kế hoạch without number and day; it becomes the Word file."""

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
from samples.builder.shapes import Section
from samples.builder.shapes import Signature

__all__ = ["draft_plan"]


def draft_plan() -> Dispatch:
    """A second draft of a Party kế hoạch: number and day not yet written; kept as a Word file."""
    rule = Cited(
        type_name="Quy định",
        symbol="399-QĐ/TW",
        day=dt.date(2026, 1, 9),
        body="Ban Bí thư",
    )
    guide = Cited(
        type_name="Hướng dẫn",
        symbol="05-HD/VPTW",
        day=dt.date(2026, 5, 27),
        body="Văn phòng Trung ương Đảng",
    )
    return Dispatch(
        system="party",
        superior_body="TỈNH UỶ VÂN LĨNH",
        issuing_body="VĂN PHÒNG",
        number=None,
        symbol="KH/VPTU",
        type_code="KH",
        type_name="Kế hoạch",
        place="Vân Lĩnh",
        day=dt.date(2026, 10, 1),
        day_printed=False,
        draft_mark="Dự thảo lần 2",
        subject="bồi dưỡng nghiệp vụ soạn thảo và quản lý văn bản của Đảng năm 2026",
        intro=(
            f"Căn cứ {rule.phrase(comma=True)} về thể loại, thẩm quyền ban hành và thể thức văn bản "
            f"của Đảng; {guide.phrase(comma=True)}, Văn phòng Tỉnh uỷ xây dựng Kế hoạch như sau:",
        ),
        sections=(
            Section(
                heading="I. MỤC ĐÍCH, YÊU CẦU",
                paragraphs=(
                    "- Giúp cán bộ văn phòng cấp uỷ nắm chắc quy định mới, soạn thảo văn bản đúng "
                    "thể loại, đúng thể thức, hạn chế sai sót.",
                    "- Nội dung thiết thực, lấy thực hành làm chính; không tổ chức hình thức.",
                ),
            ),
            Section(
                heading="II. NỘI DUNG, THỜI GIAN",
                paragraphs=(
                    "Mở 04 lớp cho khoảng 320 học viên, mỗi lớp 02 ngày, tại Trường Chính trị tỉnh "
                    "(*theo phụ lục kèm theo*).",
                ),
            ),
        ),
        tasks_heading="III. TỔ CHỨC THỰC HIỆN",
        tasks_prefix="III.",
        tasks=(
            Item(
                label="1.",
                text="Phòng Hành chính - Lưu trữ chủ trì, phối hợp với Phòng Tổng hợp biên soạn tài "
                "liệu, gửi xin ý kiến trước ngày 15/10/2026.",
                charges=(
                    Charge(body="Phòng Hành chính - Lưu trữ", role=Role.LEAD),
                    Charge(body="Phòng Tổng hợp", role=Role.COORDINATE),
                ),
                deadline="trước ngày 15/10/2026",
                due=dt.date(2026, 10, 15),
            ),
            Item(
                label="2.",
                text="Đề nghị Trường Chính trị tỉnh bố trí hội trường, thiết bị và chỗ nghỉ cho học "
                "viên ở xa.",
                charges=(Charge(body="Trường Chính trị tỉnh"),),
            ),
            Item(
                label="3.",
                text="Đề nghị các đảng uỷ trực thuộc Tỉnh uỷ cử cán bộ tham gia, gửi danh sách về "
                "Văn phòng Tỉnh uỷ chậm nhất ngày 20/10/2026.",
                charges=(Charge(body="các đảng uỷ trực thuộc Tỉnh uỷ"),),
                deadline="chậm nhất ngày 20/10/2026",
                due=dt.date(2026, 10, 20),
            ),
        ),
        distribution=(
            Recipient(name="Thường trực Tỉnh uỷ", purpose="để báo cáo"),
            Recipient(name="Trường Chính trị tỉnh", purpose="để phối hợp"),
            Recipient(name="Các đảng uỷ trực thuộc Tỉnh uỷ"),
            Recipient(name="Lưu VPTU", archive=True),
        ),
        signature=Signature(
            authority="K/T CHÁNH VĂN PHÒNG", positions=("PHÓ CHÁNH VĂN PHÒNG",), name="Đỗ Minh Quế"
        ),
        appendices=(
            Appendix(
                label="Phụ lục 1",
                title="LỊCH BỒI DƯỠNG NGHIỆP VỤ SOẠN THẢO VÀ QUẢN LÝ VĂN BẢN",
                reference=None,
                grid=Grid(
                    columns=("TT", "Lớp", "Thành phần", "Thời gian", "Đơn vị phụ trách"),
                    widths=(1, 2.4, 5, 3, 3.6),
                    rows=(
                        (
                            "1",
                            "Lớp 1",
                            "Chánh văn phòng đảng uỷ xã",
                            "27 - 28/10",
                            "Phòng Tổng hợp",
                        ),
                        ("2", "Lớp 2", "Chuyên viên văn phòng đảng uỷ xã", "03 - 04/11", None),
                        (
                            "3",
                            "Lớp 3",
                            "Văn thư các ban đảng",
                            "10 - 11/11",
                            "Phòng Hành chính - Lưu trữ",
                        ),
                        ("4", "Lớp 4", "Văn thư đảng uỷ phường", "17 - 18/11", None),
                    ),
                ),
            ),
        ),
        citations=(rule, guide),
        notes="a draft: number and day are not printed",
    )
