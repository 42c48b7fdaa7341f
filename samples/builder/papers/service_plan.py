"""A State kế hoạch with a table of tasks in its body."""

from __future__ import annotations

import datetime as dt

from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Grid
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Section
from samples.builder.shapes import Signature

__all__ = ["plan_with_task_table"]


def plan_with_task_table() -> Dispatch:
    """A kế hoạch with a table of who leads, who helps, by when, with what product."""
    programme = Cited(
        type_name="Chương trình",
        symbol="15-CTr/TU",
        day=dt.date(2025, 10, 9),
        body="Tỉnh ủy",
    )
    decision_ = Cited(
        type_name="Quyết định",
        symbol="412/QĐ-UBND",
        day=dt.date(2026, 2, 24),
        body="UBND tỉnh",
    )
    return Dispatch(
        system="state",
        issuing_body="ỦY BAN NHÂN DÂN\nTỈNH HẢI LÂM",
        number="96",
        symbol="KH-UBND",
        type_code="KH",
        type_name="Kế hoạch",
        place="Hải Lâm",
        day=dt.date(2026, 3, 17),
        subject="Nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn tỉnh Hải Lâm năm 2026",
        intro=(
            f"Thực hiện {programme.phrase()} về đột phá phát triển khoa học, công nghệ và chuyển "
            f"đổi số; {decision_.phrase()} về giao chỉ tiêu cải cách hành chính năm 2026, Ủy ban "
            "nhân dân tỉnh ban hành Kế hoạch với các nội dung như sau:",
        ),
        sections=(
            Section(
                heading="I. MỤC ĐÍCH, YÊU CẦU",
                paragraphs=(
                    "1. Mục đích: lấy người dân, doanh nghiệp làm trung tâm; phấn đấu 85% hồ sơ "
                    "được nộp trực tuyến, 16/20 chỉ tiêu đạt trước thời hạn.",
                    "2. Yêu cầu: phân công rõ người, rõ việc, rõ thời gian, rõ sản phẩm; không yêu "
                    "cầu người dân nộp lại giấy tờ đã có trong cơ sở dữ liệu.",
                ),
            ),
            Section(heading="II. NỘI DUNG VÀ PHÂN CÔNG NHIỆM VỤ", grid=_task_table()),
        ),
        tasks_heading="III. TỔ CHỨC THỰC HIỆN",
        tasks_prefix="III.",
        tasks=(
            Item(
                label="1.",
                text="Các sở, ban, ngành và Ủy ban nhân dân các xã, phường căn cứ Kế hoạch này xây "
                "dựng kế hoạch chi tiết, ban hành trước ngày 10/4/2026.",
                charges=(
                    Charge(body="Các sở, ban, ngành"),
                    Charge(body="Ủy ban nhân dân các xã, phường"),
                ),
                deadline="trước ngày 10/4/2026",
                due=dt.date(2026, 4, 10),
            ),
            Item(
                label="2.",
                text="Sở Tài chính chủ trì, phối hợp với Sở Khoa học và Công nghệ tham mưu bố trí "
                "kinh phí thực hiện theo khả năng cân đối ngân sách.",
                charges=(
                    Charge(body="Sở Tài chính", role=Role.LEAD),
                    Charge(body="Sở Khoa học và Công nghệ", role=Role.COORDINATE),
                ),
            ),
            Item(
                label="3.",
                text="Giao Văn phòng UBND tỉnh theo dõi, đôn đốc, kiểm tra việc thực hiện; định kỳ "
                "hằng quý tổng hợp, báo cáo Chủ tịch UBND tỉnh.",
                charges=(Charge(body="Văn phòng UBND tỉnh"),),
                deadline="định kỳ hằng quý",
            ),
        ),
        closing=(
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh về "
            "Sở Khoa học và Công nghệ để tổng hợp, báo cáo UBND tỉnh xem xét, giải quyết",
        ),
        end_mark="./.",
        distribution=(
            Recipient(name="Bộ Khoa học và Công nghệ", purpose="để b/c", brace=1),
            Recipient(name="Thường trực Tỉnh ủy", purpose="để b/c", brace=1),
            Recipient(name="Thường trực HĐND tỉnh", purpose="để b/c", brace=1),
            Recipient(name="Chủ tịch, các PCT UBND tỉnh"),
            Recipient(name="Các sở, ban, ngành thuộc tỉnh"),
            Recipient(name="UBND các xã, phường"),
            Recipient(name="Lưu: VT, KSTTHC", archive=True),
        ),
        signature=Signature(
            authority="TM. ỦY BAN NHÂN DÂN",
            positions=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            name="Ngô Thế Khải",
        ),
        acting_author="Ủy ban nhân dân",
        citations=(programme, decision_),
    )


def _task_table() -> Grid:
    return Grid(
        columns=(
            "STT",
            "Nhiệm vụ",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời hạn",
            "Sản phẩm",
        ),
        widths=(1.2, 4.4, 3, 3.1, 2.3, 2.5),
        span_groups=True,
        group_labels=frozenset({"I", "II"}),
        rows=(
            ("I", "Hoàn thiện thể chế, quy trình", "", "", "", ""),
            (
                "1",
                "Rà soát, đơn giản hóa thủ tục hành chính về đất đai, xây dựng",
                "Văn phòng UBND tỉnh",
                "Các sở, ban, ngành",
                "30/4/2026",
                "Quyết định",
            ),
            (
                "2",
                "Tái cấu trúc quy trình điện tử đối với 120 thủ tục",
                "Các sở, ban, ngành",
                "Sở Khoa học và Công nghệ",
                "Quý II/2026",
                "Quy trình",
            ),
            (
                "3",
                "Ban hành quy chế phối hợp giải quyết hồ sơ liên thông",
                None,
                "Sở Tư pháp",
                "Quý III/2026",
                "Quy chế",
            ),
            ("II", "Hạ tầng và hỗ trợ người dân", "", "", "", ""),
            (
                "1",
                "Nâng cấp hệ thống thông tin giải quyết thủ tục hành chính",
                "Sở Khoa học và Công nghệ",
                "Công an tỉnh",
                "Tháng 9/2026",
                "Hệ thống",
            ),
            (
                "2",
                "Thành lập tổ hỗ trợ dịch vụ công tại từng thôn, tổ dân phố",
                "UBND các xã, phường",
                "Tỉnh đoàn Hải Lâm",
                "31/5/2026",
                "Quyết định",
            ),
            (
                "3",
                "Khảo sát mức độ hài lòng của người dân, doanh nghiệp",
                "Sở Nội vụ",
                "Ủy ban MTTQ Việt Nam tỉnh",
                "Tháng 11/2026",
                "Báo cáo",
            ),
        ),
    )
