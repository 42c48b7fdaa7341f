"""Days in text: figures, words, blanks, and what is no day."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import find_dates

READ = [
    ("ngày 17/02/2023 của", "ngày 17/02/2023", "2023-02-17", None),
    ("Hà Nội, ngày 06 tháng 02 năm 2024", "ngày 06 tháng 02 năm 2024", "2024-02-06", None),
    ("từ 01-10-1997", "01-10-1997", "1997-10-01", None),
    ("(28-4-2022)", "28-4-2022", "2022-04-28", None),
    ("ngày 03 tháng10năm 2025", "ngày 03 tháng10năm 2025", "2025-10-03", None),
    ("trước 17/4//2020", "17/4//2020", "2020-04-17", None),
    ("06/01/2011của", "06/01/2011", "2011-01-06", None),
    ("ngày    tháng 10 năm 2025", "ngày    tháng 10 năm 2025", None, "2025-10"),
    ("ngày ..... tháng ..... năm 2026", "ngày ..... tháng ..... năm 2026", None, "2026"),
    ("ngày /12/2025", "ngày /12/2025", None, "2025-12"),
    ("tháng 6/2028", "tháng 6/2028", None, "2028-06"),
    ("trước ngày 10/12 hằng năm", "ngày 10/12", None, "--12-10"),
    ("ngày 23 tháng 1", "ngày 23 tháng 1", None, "--01-23"),
]
NOT_READ = [
    "31/02/2024",
    "ngày 31 tháng 02 năm 2024",
    "tháng 13/2024",
    "nhiệm kỳ 2020 - 2025",
    "14/20 chỉ tiêu",
    "0912-345-2024",
    "12/2024/QĐ-UBND",
    "45/2021/NĐ-CP",
    "1/2/20245",
]


@pytest.mark.parametrize(("text", "raw", "iso", "partial"), READ)
def test_days_are_read(text: str, raw: str, iso: str | None, partial: str | None) -> None:
    (match,) = find_dates(text)
    assert text[match.start : match.end] == raw
    assert (match.iso, match.partial) == (iso, partial)


@pytest.mark.parametrize("text", NOT_READ)
def test_look_alikes_are_no_days(text: str) -> None:
    assert find_dates(text) == []


def test_several_days_in_order() -> None:
    text = "số 134-KH/TU ngày 17/02/2023; số 28-NQ/TW, ngày 17/11/2022"
    assert [match.iso for match in find_dates(text)] == ["2023-02-17", "2022-11-17"]


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from("/-."))
def test_every_day_is_read_in_figures_and_words(day: date, mark: str) -> None:
    figures = f"ngày {day.day}{mark}{day.month}{mark}{day.year}"
    words = f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    for text in (figures, words):
        (match,) = find_dates(text)
        assert match.iso == day.isoformat()


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    for match in find_dates(text):
        assert 0 <= match.start < match.end <= len(text)


@pytest.mark.parametrize(
    "hostile", ["1/" * 50_000, "ngày " * 20_000, "ngày " + "." * 100_000, "9" * 100_000]
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    begin = time.process_time()
    find_dates(hostile)
    assert time.process_time() - begin < 3
