"""Deadlines: the phrase, the resolved day, the kind, and what is no deadline."""

from __future__ import annotations

import time

import pytest

from extractors.deadline_days import DocumentDay
from extractors.deadlines import find_deadline
from extractors.deadlines import find_event_time
from extractors.deadlines import find_validity
from extractors.deadlines import read_document_day
from extractors.rules import deadline_rules
from models.values import Deadline
from models.values import DeadlineKind
from tests.extractors.layouts import a_body

FINDERS = {"validity": find_validity, "event": find_event_time}


def read(
    text: str, *, form: str = "", dated: str = "Hà Nội, ngày 06 tháng 02 năm 2024"
) -> Deadline | None:
    layout = a_body(text, dated=dated)
    body = layout.zones[-1]
    finder = FINDERS.get(form, find_deadline)
    return finder(layout, body.start, body.end, issued=read_document_day(layout))


def shown(found: Deadline | None) -> str | None:
    if found is None:
        return None
    if found.start is not None:
        return f"{found.start}/{found.date or ''}"
    return found.date or "-"


@pytest.mark.parametrize("form", deadline_rules().form, ids=lambda form: form.name)
def test_examples_of_the_table(form) -> None:
    for example in form.matches:
        assert shown(read(example.text, form=form.name)) == example.gives, example.text
    for text in form.rejects:
        assert read(text, form=form.name) is None, text


@pytest.mark.parametrize(
    ("text", "raw", "day", "kind"),
    [
        (
            "trình Thường trực trước ngày 30/6/2024.",
            "trước ngày 30/6/2024",
            "2024-06-30",
            DeadlineKind.BEFORE,
        ),
        (
            "gửi về Văn phòng trước 12 giờ 00 ngày 17/4//2020",
            "trước 12 giờ 00 ngày 17/4//2020",
            "2020-04-17",
            DeadlineKind.BEFORE,
        ),
        (
            "gửi đăng ký trước ngày 07/02/2026 (thứ Sáu).",
            "trước ngày 07/02/2026 (thứ Sáu)",
            "2026-02-07",
            DeadlineKind.BEFORE,
        ),
        (
            "hoàn thành chậm nhất là ngày 30/01/2026",
            "chậm nhất là ngày 30/01/2026",
            "2026-01-30",
            DeadlineKind.BEFORE,
        ),
        ("hoàn thành trong quý II/2024", "trong quý II/2024", "2024-06-30", DeadlineKind.DURING),
        (
            "tham mưu trình trong tháng 02/2024",
            "trong tháng 02/2024",
            "2024-02-29",
            DeadlineKind.DURING,
        ),
        ("hoàn thành trước tháng 3/2024", "trước tháng 3/2024", "2024-02-29", DeadlineKind.BEFORE),
        ("định kỳ hàng quý báo cáo UBND tỉnh", "định kỳ hàng quý", None, DeadlineKind.RECURRING),
        (
            "báo cáo trong vòng 10 ngày kể từ ngày ký",
            "trong vòng 10 ngày kể từ ngày ký",
            "2024-02-16",
            DeadlineKind.RELATIVE,
        ),
    ],
)
def test_phrase_day_and_kind(text: str, raw: str, day: str | None, kind: DeadlineKind) -> None:
    found = read(text)
    assert found is not None
    assert (found.raw, found.date, found.kind) == (raw, day, kind)


@pytest.mark.parametrize(
    "text",
    [
        "có 06/20 chỉ tiêu rất khó khăn để hoàn thành",
        "tổ chức đại hội nhiệm kỳ 2025-2030",
        "thực hiện Kế hoạch số 128-KH/TU ngày 18/01/2023",
        "hoàn thành chỉ tiêu giao năm 2025",
        "các hồ sơ đã tiếp nhận trước ngày 01/7/2025 được giải quyết",
        "tăng cường giám sát và định kỳ báo cáo kết quả thực hiện với Thường trực Thành ủy",
        "kiểm tra định kỳ và đột xuất",
        "giai đoạn 2021 – 2025, tầm nhìn đến năm 2050",
        "trước, trong và sau Tết",
        "tình hình quý III và 3 tháng cuối năm 2025",
        "hoàn thành trước ngày 31/02/2024",
    ],
)
def test_look_alikes_are_no_deadlines(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "dated", "day", "rule"),
    [
        (
            "gửi trước ngày 30/6",
            "Hà Nội, ngày 06 tháng 02 năm 2024",
            "2024-06-30",
            "deadline.day.year-of-document",
        ),
        (
            "gửi trước ngày 15/01",
            "Hà Nội, ngày 20 tháng 12 năm 2024",
            "2025-01-15",
            "deadline.day.year-after-document",
        ),
        ("gửi trước ngày 15/01", "Hà Nội, ngày 20 tháng 6 năm 2024", None, "deadline.day.no-year"),
        ("gửi trước ngày 15/01", "Hà Nội", None, "deadline.day.no-year"),
        (
            "gửi trước ngày 30/12",
            "Hà Nội, ngày   tháng 8 năm 2025",
            "2025-12-30",
            "deadline.day.year-of-document",
        ),
    ],
)
def test_a_missing_year_comes_from_the_document_alone(
    text: str, dated: str, day: str | None, rule: str
) -> None:
    found = read(text, dated=dated)
    assert found is not None
    assert (found.date, found.rule) == (day, rule)


@pytest.mark.parametrize(
    ("text", "raw", "day"),
    [
        ("lập danh sách trước ngày 15/6/24.", "trước ngày 15/6/24", "2024-06-15"),
        ("gửi bản đăng ký trước 15/6/24.", "trước 15/6/24", "2024-06-15"),
        ("hoàn thành trước ngày 31/3/25;", "trước ngày 31/3/25", "2025-03-31"),
    ],
)
def test_a_year_in_two_figures_follows_the_document(text: str, raw: str, day: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.raw, found.date, found.rule) == (raw, day, "deadline.day.year-in-two-figures")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("hoàn thành trước ngày 31/02/24", "Hà Nội, ngày 06 tháng 02 năm 2024"),
        ("hoàn thành trước ngày 15/13/24", "Hà Nội, ngày 06 tháng 02 năm 2024"),
        ("hoàn thành trước ngày 15/6/19", "Hà Nội, ngày 06 tháng 02 năm 2024"),
        ("hoàn thành trước ngày 15/6/24", "Hà Nội"),
    ],
)
def test_two_figures_that_cannot_follow_the_document_are_no_year(text: str, dated: str) -> None:
    assert read(text, dated=dated) is None


@pytest.mark.parametrize(
    ("text", "raw", "day"),
    [
        (
            "gửi danh sách trước thứ Sáu, ngày 12/4/2024.",
            "trước thứ Sáu, ngày 12/4/2024",
            "2024-04-12",
        ),
        (
            "nộp hồ sơ chậm nhất Chủ nhật ngày 14/4/2024",
            "chậm nhất Chủ nhật ngày 14/4/2024",
            "2024-04-14",
        ),
    ],
)
def test_the_name_of_the_day_may_stand_before_it(text: str, raw: str, day: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.raw, found.date) == (raw, day)


def test_the_document_day_is_read_as_far_as_printed() -> None:
    assert read_document_day(a_body("x", dated="An Khê, ngày    tháng 8 năm 2025")) == DocumentDay(
        year=2025, month=8
    )
    assert read_document_day(a_body("x", dated="An Khê")) == DocumentDay()


def test_an_interval_keeps_both_ends() -> None:
    found = read("Thời gian thực hiện: từ tháng 3/2024 đến tháng 5/2024.")
    assert found is not None
    assert (found.start, found.date) == ("2024-03-01", "2024-05-31")


@pytest.mark.parametrize(
    "hostile",
    [
        "trước ngày " * 9_000,
        "trong tháng " * 9_000,
        "\n" * 100_000,
        "thời gian: " * 9_000,
        "định kỳ 6 tháng, " * 6_000,
    ],
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    layout = a_body("a" + hostile)
    begin = time.process_time()
    find_deadline(
        layout, layout.zones[-1].start, layout.zones[-1].end, issued=DocumentDay(year=2024)
    )
    assert time.process_time() - begin < 5
