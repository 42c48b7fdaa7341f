"""Terms that span two times or hang on an event, and clauses that only report."""

from __future__ import annotations

import time
from datetime import date

import pytest

from extractors.deadline_days import DocumentDay
from extractors.deadline_spans import after_event
from extractors.deadline_spans import between
from models.values import DeadlineKind

ISSUED = DocumentDay(year=2026, month=3, day=10)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("triển khai từ quý iv/2025 đến khi kết thúc bầu cử.", date(2025, 10, 1), None),
        ("thực hiện từ ngày 01/4/2026 trở đi", date(2026, 4, 1), None),
        ("tổ chức từ ngày 01/4/2026 đến ngày 15/4/2026", date(2026, 4, 1), date(2026, 4, 15)),
        ("thực hiện từ tháng 3/2026 đến hết tháng 5/2026", date(2026, 3, 1), date(2026, 5, 31)),
        ("tổ chức từ ngày 20/4 đến ngày 25/4", date(2026, 4, 20), date(2026, 4, 25)),
    ],
)
def test_spans_are_read(text: str, first: date, last: date | None) -> None:
    term = between(text, ISSUED)
    assert term is not None
    assert (term.first, term.last) == (first, last)
    assert term.kind is (DeadlineKind.OPEN if last is None else DeadlineKind.DURING)


@pytest.mark.parametrize(
    "text",
    [
        "kết quả thực hiện từ ngày 01/01/2026 đến ngày 31/01/2026",
        "số liệu báo cáo từ ngày 15/12/2025 đến ngày 14/01/2026",
        "đã triển khai từ tháng 3/2025 đến tháng 12/2025",
        "nhiệm kỳ từ năm 2020 đến năm 2025",
        "thực hiện từ ngày 15/4/2026 đến ngày 01/4/2026",
        "nghỉ từ ngày 01/4/2026 đến ngày 03/4/2026",
        "",
    ],
)
def test_reports_and_spans_that_end_before_they_begin_are_none(text: str) -> None:
    assert between(text, ISSUED) is None


def test_the_end_of_an_event_is_a_term_without_a_day() -> None:
    term = after_event("gửi báo cáo ngay sau khi kết thúc hội nghị.")
    assert term is not None
    assert (term.kind, term.first, term.last) == (DeadlineKind.RELATIVE, None, None)


@pytest.mark.parametrize(
    "text",
    ["ngay sau khi có chủ trương, các cấp đã vào cuộc", "đã báo cáo ngay sau khi sự việc xảy ra"],
)
def test_events_of_the_past_are_none(text: str) -> None:
    assert after_event(text) is None


def test_hostile_text_takes_no_time() -> None:
    began = time.process_time()
    between("thực hiện từ ngày 1/1 " * 3000, ISSUED)
    after_event("báo cáo ngay sau khi " * 3000)
    assert time.process_time() - began < 2.0
