"""How often a task comes again, and periods that are no repetition."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.recurrence import find_recurrence
from extractors.recurrence import read_recurrence
from tests.extractors.layouts import a_body


@pytest.mark.parametrize(
    ("text", "every", "day", "month"),
    [
        ("định kỳ hằng tháng báo cáo Thường trực", ["P1M"], None, None),
        ("gửi báo cáo trước ngày 25 hàng tháng", ["P1M"], 25, None),
        ("định kỳ 6 tháng, hằng năm báo cáo kết quả", ["P6M", "P1Y"], None, None),
        ("trước ngày 20 của tháng cuối quý", ["P3M"], 20, 3),
        ("báo cáo trước ngày 10/12 hằng năm", ["P1Y"], 10, 12),
        ("trước ngày 15 tháng 6 hằng năm", ["P1Y"], 15, 6),
        ("1. Hằng quý, Sở Y tế tổng hợp kết quả", ["P3M"], None, None),
        ("báo cáo nhanh trước 16 giờ hằng ngày", ["P1D"], None, None),
        ("kiểm tra 06 tháng một lần", ["P6M"], None, None),
        ("tổ chức sơ kết 02 lần/năm", ["P6M"], None, None),
        ("định kỳ 03 tháng/lần rà soát", ["P3M"], None, None),
        ("ĐỊNH KỲ QUÝ, NĂM BÁO CÁO", ["P3M", "P1Y"], None, None),
        ("định kỳ 12 tháng đánh giá", ["P1Y"], None, None),
        ("phát sóng mỗi tháng 02 chuyên mục", ["P1M"], None, None),
        ("hằng năm, trước ngày 15/12 báo cáo", ["P1Y"], 15, 12),
        ("hàng tháng (trước ngày 25) tổng hợp", ["P1M"], 25, None),
        ("gửi trước 30/11 hằng năm", ["P1Y"], 30, 11),
        ("trong tháng 12 hằng năm rà soát", ["P1Y"], None, 12),
        ("trước 15 giờ thứ Sáu hằng tuần", ["P1W"], None, None),
        (
            "định kỳ 06 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12)",
            ["P6M", "P1Y"],
            None,
            None,
        ),
    ],
)
def test_periods_are_read(text: str, every: list[str], day: int | None, month: int | None) -> None:
    reading = read_recurrence(text)
    assert reading is not None
    assert (list(reading.every), reading.day, reading.month) == (every, day, month)


@pytest.mark.parametrize(
    "text",
    [
        "xây dựng kế hoạch công tác hằng năm",
        "chế độ báo cáo định kỳ, đột xuất",
        "định kỳ năm 2025",
        "trong 6 tháng đầu năm 2026",
        "nhiệm kỳ 2020 - 2025",
        "đạt 06/20 chỉ tiêu",
        "trước ngày 20/8/2026",
        "gửi báo cáo trước ngày 45 hằng tháng",
        "giao ban hằng tuần tại trụ sở",
        "",
    ],
)
def test_other_times_are_no_repetition(text: str) -> None:
    assert read_recurrence(text) is None


def test_the_words_of_the_paper_are_the_evidence() -> None:
    layout = a_body("1. Sở Y tế báo cáo kết quả trước ngày 25 hằng tháng.")
    body = layout.zones[-1]
    found = find_recurrence(layout, body.start, body.end)
    assert found is not None
    assert found.raw == "trước ngày 25 hằng tháng"
    assert layout.text[found.span[0] : found.span[1]] == found.raw


@given(st.text(alphabet="định kỳ hằngtháquýnăm 0123456789,./\n", max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    reading = read_recurrence(text)
    assert reading is None or (0 <= reading.start < reading.end <= len(text))


def test_hostile_text_takes_no_time() -> None:
    start = time.process_time()
    read_recurrence("định kỳ hằng tháng, " * 400 + "ngày 1 tháng " * 2000 + " " * 5000)
    assert time.process_time() - start < 1.0
