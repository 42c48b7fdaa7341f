"""The foot of a typed text in two columns of blanks: list and signature apart, running text never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.text_columns import foot_columns

FOOT = [
    "Nơi nhận:                                 T/L BAN THƯỜNG VỤ",
    "- Các huyện ủy, thị ủy,                    CHÁNH VĂN PHÒNG",
    "- Các ban của Tỉnh ủy,",
    "",
    "- Lưu VPTU.                                   (Đã ký)",
    "",
    "                                            Lê Văn Bình",
]


def test_columns_come_apart() -> None:
    columns = foot_columns(FOOT)
    assert columns is not None
    assert columns.left == (
        "Nơi nhận:",
        "- Các huyện ủy, thị ủy,",
        "- Các ban của Tỉnh ủy,",
        "- Lưu VPTU.",
    )
    assert columns.right == ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "(Đã ký)", "Lê Văn Bình")
    assert columns.count == len(FOOT)


def test_running_text_ends_the_foot() -> None:
    columns = foot_columns([*FOOT, "một dòng của phần nội dung " * 4, "dòng sau"])
    assert columns is not None
    assert columns.count == len(FOOT)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Nơi nhận:", "- Như trên;"],
        ["Nơi nhận: - Như trên;"],
        ["1. Nơi nhận hồ sơ:      Văn phòng"],
        ["Kính gửi:          Các phòng"],
    ],
)
def test_one_column_is_no_foot_of_two(lines: list[str]) -> None:
    assert foot_columns(lines) is None


@given(st.lists(st.text(alphabet=" ab\t:-", max_size=60), max_size=80))
def test_no_letter_is_lost(below: list[str]) -> None:
    lines = ["Nơi nhận:            GIÁM ĐỐC", *below]
    columns = foot_columns(lines)
    assert columns is not None
    kept = "".join([*columns.left, *columns.right])
    taken = "".join(lines[: columns.count])
    assert sorted("".join(kept.split())) == sorted("".join(taken.split()))
