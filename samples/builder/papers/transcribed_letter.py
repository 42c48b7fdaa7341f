"""A Party công văn whose appendix contradicts its letterhead; it becomes the transcript."""

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

__all__ = ["transcribed_letter"]


def transcribed_letter() -> Dispatch:
    """A công văn whose appendix contradicts its letterhead in body and month; kept as a transcript."""
    resolution = Cited(
        type_name="Nghị quyết",
        symbol="57-NQ/TW",
        day=dt.date(2024, 12, 22),
        body="Bộ Chính trị",
    )
    programme = Cited(
        type_name="Chương trình",
        symbol="15-CTr/TU",
        day=dt.date(2025, 10, 9),
        body="Tỉnh uỷ",
    )
    return Dispatch(
        system="party",
        issuing_body="TỈNH UỶ HẢI LÂM",
        number="478",
        symbol="CV/TU",
        type_code="CV",
        type_name="Công văn",
        place="Hải Lâm",
        day=dt.date(2026, 5, 6),
        subject="đẩy nhanh tiến độ chuyển đổi số trong các cơ quan đảng",
        addressees=(
            "Các cơ quan tham mưu, giúp việc Tỉnh uỷ",
            "Đảng uỷ các cơ quan Đảng tỉnh",
            "Các đảng uỷ trực thuộc Tỉnh uỷ",
        ),
        intro=(
            f"Thực hiện {resolution.phrase(comma=True)} và {programme.phrase()} về “*Đột phá phát "
            "triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số giai đoạn 2025 - 2030*”, "
            "thời gian qua các cấp uỷ đã kết nối mạng thông tin diện rộng của Đảng tới 100% đảng uỷ "
            "xã, phường; 92% văn bản không mật được gửi, nhận trên môi trường mạng. Tuy nhiên, còn "
            "05/14 chỉ tiêu của Chương trình có nguy cơ không đạt; việc số hoá tài liệu lưu trữ, "
            "cập nhật dữ liệu đảng viên ở nhiều nơi còn chậm, có nơi phó mặc cho cán bộ văn phòng "
            "(*có phụ lục kèm theo*).",
            "Ban Thường vụ Tỉnh uỷ yêu cầu các cấp uỷ, tổ chức đảng tập trung thực hiện một số nội "
            "dung sau:",
        ),
        tasks=(
            Item(
                label="1.",
                text="Người đứng đầu cấp uỷ trực tiếp chỉ đạo, chịu trách nhiệm về kết quả chuyển "
                "đổi số của cơ quan, đơn vị mình; coi đây là tiêu chí xếp loại hằng năm.",
                charges=(Charge(body="Người đứng đầu cấp uỷ"),),
            ),
            Item(
                label="2.",
                text="Giao Văn phòng Tỉnh uỷ chủ trì, phối hợp với Ban Tổ chức Tỉnh uỷ hoàn thiện "
                "cơ sở dữ liệu đảng viên, đưa vào khai thác trước ngày 30/9/2026.",
                charges=(
                    Charge(body="Văn phòng Tỉnh uỷ", role=Role.LEAD),
                    Charge(body="Ban Tổ chức Tỉnh uỷ", role=Role.COORDINATE),
                ),
                deadline="trước ngày 30/9/2026",
                due=dt.date(2026, 9, 30),
            ),
            Item(
                label="3.",
                text="Đề nghị Đảng uỷ Uỷ ban nhân dân tỉnh quan tâm bố trí kinh phí số hoá tài liệu "
                "lưu trữ lịch sử của Đảng trong dự toán năm 2027.",
                charges=(Charge(body="Đảng uỷ Uỷ ban nhân dân tỉnh"),),
            ),
            Item(
                label="4.",
                text="Các đảng uỷ trực thuộc Tỉnh uỷ rà soát trang thiết bị, chữ ký số của cán bộ; "
                "báo cáo kết quả trong tháng 6/2026.",
                charges=(Charge(body="Các đảng uỷ trực thuộc Tỉnh uỷ"),),
                deadline="trong tháng 6/2026",
                due=dt.date(2026, 6, 30),
            ),
        ),
        distribution=(
            Recipient(name="Văn phòng Trung ương Đảng", purpose="để báo cáo", brace=1),
            Recipient(name="Thường trực Tỉnh uỷ", purpose="để báo cáo", brace=1),
            Recipient(name="Như kính gửi", purpose="để thực hiện"),
            Recipient(name="Đảng uỷ UBND tỉnh"),
            Recipient(name="Lưu VT, CNTT", archive=True),
        ),
        signature=Signature(
            authority="T/M BAN THƯỜNG VỤ",
            positions=("PHÓ BÍ THƯ THƯỜNG TRỰC",),
            name="Vũ Thuỳ Dương",
        ),
        acting_author="Ban Thường vụ",
        appendices=(
            Appendix(
                label=None,
                title="DANH MỤC CHỈ TIÊU CHUYỂN ĐỔI SỐ CÓ NGUY CƠ KHÔNG ĐẠT NĂM 2026",
                reference="(Kèm theo văn bản số 478 - CV/VPTU, ngày 06 tháng 4 năm 2026)",
                reference_symbol="478-CV/VPTU",
                reference_day=dt.date(2026, 4, 6),
                grid=Grid(
                    columns=("STT", "Chỉ tiêu", "Cơ quan chủ trì", "Thời hạn"),
                    widths=(1, 6, 4, 3),
                    group_labels=frozenset({"I.", "II."}),
                    rows=(
                        ("I.", "Hạ tầng, dữ liệu", "", ""),
                        (
                            "1.",
                            "Tỷ lệ hồ sơ đảng viên được số hoá (95%)",
                            "Ban Tổ chức Tỉnh uỷ",
                            "Quý III/2026",
                        ),
                        ("", "Tỷ lệ hồ sơ được đối chiếu với dữ liệu dân cư", "", "Quý IV/2026"),
                        (
                            "2.",
                            "Số phông lưu trữ lịch sử được số hoá",
                            "Văn phòng Tỉnh uỷ",
                            "Năm 2026",
                        ),
                        ("II.", "Con người, kỹ năng", "", ""),
                        (
                            "1.",
                            "Tỷ lệ cán bộ sử dụng thành thạo chữ ký số",
                            "Đảng uỷ các cơ quan Đảng tỉnh",
                            "Trước ngày 30/9/2026",
                        ),
                        (
                            "2.",
                            "Số đảng uỷ có cán bộ chuyên trách công nghệ thông tin",
                            "Ban Tổ chức Tỉnh uỷ",
                            "Quý IV/2026",
                        ),
                        (
                            "3.",
                            "Tỷ lệ hội nghị cấp uỷ không giấy",
                            "Văn phòng Tỉnh uỷ",
                            "Thường xuyên",
                        ),
                    ),
                ),
            ),
        ),
        citations=(resolution, programme),
        findings=(
            "appendix reference body CV/VPTU differs from CV/TU",
            "appendix reference date 2026-04-06 differs from 2026-05-06",
        ),
    )
