"""What a task is to bring forth, and nouns that are no product of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.products import product_ranges
from extractors.tasks import find_tasks
from tests.extractors.layouts import a_body


def products(text: str) -> list[str]:
    return [text[start:end] for start, end in product_ranges(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tham mưu Thường trực Tỉnh uỷ kế hoạch kiểm tra, trong quý II", ["kế hoạch kiểm tra"]),
        ("xây dựng chương trình bồi dưỡng, trình Ban Thường vụ", ["chương trình bồi dưỡng"]),
        # a word that ends a product stands inside another («chương trình», «quy trình»)
        ("xây dựng văn bản, chương trình, kế hoạch", ["văn bản, chương trình, kế hoạch"]),
        ("xây dựng kế hoạch kiểm tra và lãnh đạo, chỉ đạo đại hội", ["kế hoạch kiểm tra"]),
        ("xây dựng kế hoạch, quy trình nội bộ", ["kế hoạch, quy trình nội bộ"]),
        ("báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 3/4", ["kết quả thực hiện"]),
        ("báo cáo Thường trực Thành uỷ tình hình dịch bệnh", ["tình hình dịch bệnh"]),
        ("hoàn thiện dự thảo quyết định trong tháng 4", ["dự thảo quyết định"]),
        ("lập danh sách các hộ, gửi Sở Y tế", ["danh sách các hộ"]),
        (
            "xây dựng kế hoạch thực hiện Nghị quyết số 12-NQ/TW; gửi hồ sơ dự án để thẩm định",
            ["kế hoạch thực hiện Nghị quyết số 12-NQ/TW", "hồ sơ dự án"],
        ),
        ("ban hành quy trình kiểm tra, giám sát nội bộ", ["quy trình kiểm tra, giám sát nội bộ"]),
        (
            "ban hành Kế hoạch rà soát, phát hiện, quản lý, xử lý người nghiện; tổ chức thực hiện",
            ["Kế hoạch rà soát, phát hiện, quản lý, xử lý người nghiện"],
        ),
        ("xây dựng kế hoạch chi tiết (nội dung, thể lệ)", ["kế hoạch chi tiết"]),
        ("ban hành kế hoạch cụ thể, tổ chức thực hiện", ["kế hoạch cụ thể"]),
        ("xây dựng kế hoạch chi tiết và tổ chức thực hiện tốt", ["kế hoạch chi tiết"]),
        ("lập danh sách hội viên thì nộp lệ phí", ["danh sách hội viên"]),
        ("Sau khi kiểm kê kho, lập danh sách hiện vật", ["danh sách hiện vật"]),
    ],
)
def test_products_are_read(text: str, wanted: list[str]) -> None:
    assert products(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "định kỳ tổng hợp báo cáo UBND tỉnh",
        "trình Chính phủ quyết định",
        "đề xuất cấp có thẩm quyền hướng dẫn thực hiện",
        "nhiệm vụ nêu tại dự thảo báo cáo",
        "lãnh đạo triển khai Kế hoạch số 134-KH/TU ngày 17/02/2023",
        "tham mưu Sở Kế hoạch và Đầu tư",
        "trình Uỷ ban nhân dân tỉnh trước ngày 15/7/2026",
        "ban hành Quyết định này kèm theo quy chế",
        "tăng cường tuyên truyền theo kế hoạch",
        "xây dựng nông thôn mới theo Chương trình mục tiêu quốc gia",
        "quá trình thực hiện kế hoạch",
        "triển khai chương trình hành động của Tỉnh uỷ",
        "Nếu đã ban hành quyết định kết nạp thì mời dự lễ",
        "Trường hợp chưa lập hồ sơ hội viên thì bổ sung",
        "trước khi trình đề án của trường phải họp",
        "chuẩn bị số liệu.",
        "",
    ],
)
def test_other_nouns_are_no_products(text: str) -> None:
    assert products(text) == []


def test_a_task_carries_product_receiver_and_recurrence() -> None:
    (task,) = find_tasks(
        a_body(
            "1. Giao Sở Nội vụ xây dựng báo cáo tiến độ, gửi Uỷ ban nhân dân tỉnh trước ngày 25 hằng tháng;"
            " riêng năm 2026 xong trước ngày 15/12/2026."
        )
    )
    assert [one.value for one in task.products] == ["báo cáo tiến độ"]
    assert [one.value for one in task.report_to] == ["Uỷ ban nhân dân tỉnh"]
    assert task.recurrence is not None
    assert (task.recurrence.every, task.recurrence.day) == (["P1M"], 25)
    assert task.deadline is not None
    assert task.deadline.date == "2026-12-15"


def test_items_that_charge_nobody_have_no_product() -> None:
    layout = a_body("1. Kết quả thực hiện: đã xây dựng kế hoạch kiểm tra.")
    assert all(not task.products for task in find_tasks(layout) if task.kind == "report-item")


def test_products_need_work_that_is_assigned() -> None:
    found = find_tasks(
        a_body(
            "1. Nguyên tắc chung về lưu trữ là xây dựng kế hoạch kiểm kê, trình Uỷ ban nhân dân xã.",
            "2. Giao Văn phòng thực hiện các việc:",
            "- Xây dựng kế hoạch kiểm kê, trình Uỷ ban nhân dân xã.",
        )
    )
    assert [(task.id, len(task.products), len(task.report_to)) for task in found] == [
        ("1", 0, 0),
        ("2", 0, 0),
        ("2.-1", 1, 1),
    ]


@given(st.text(alphabet="xâydựngkế hoạchtrình,.;\n", max_size=300))
def test_ranges_never_overlap(text: str) -> None:
    end = 0
    for low, high in product_ranges(text):
        assert end <= low < high <= len(text)
        end = high


def test_hostile_text_takes_no_time() -> None:
    start = time.process_time()
    list(product_ranges("xây dựng kế hoạch " * 2000))
    assert time.process_time() - start < 1.0
