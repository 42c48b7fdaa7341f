"""Paragraphs joined over line and page ends, and what must not be joined."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.layout import ZoneKind
from pipeline.layout import lay_out
from tests.layout.press import a_reading
from tests.layout.press import flow_page
from tests.layout.press import printed_page

FLOW = [
    # cut by a page end, an empty line between: a small letter goes on
    (
        "điều chỉnh giải pháp, đảm bảo cụ\n\nthể, thiết thực.",
        ["điều chỉnh giải pháp, đảm bảo cụ thể, thiết thực."],
    ),
    # labels open items
    ("1. Việc thứ nhất.\n2. Việc thứ hai.", ["1. Việc thứ nhất.", "2. Việc thứ hai."]),
    ("Các việc:\na) một;\nb) hai.", ["Các việc:", "a) một;", "b) hai."]),
    # a term wrapped at its dash is no item
    ("trong nhiệm kỳ 2025\n- 2030 của tỉnh.", ["trong nhiệm kỳ 2025 - 2030 của tỉnh."]),
    # a symbol wrapped at its hyphen is joined without a blank
    (
        "theo Nghị định số 105/NĐ-\nCP của Chính phủ.",
        ["theo Nghị định số 105/NĐ-CP của Chính phủ."],
    ),
    # a symbol at the head of a line is no label
    (
        "theo đúng Nghị quyết số\n78/NQ-CP của Chính phủ trong năm.",
        ["theo đúng Nghị quyết số 78/NQ-CP của Chính phủ trong năm."],
    ),
    # lines that are paragraphs: the longest of them is no wrapped one
    (
        "1. Đảng ủy xã lãnh đạo thực hiện.\n2. Ủy ban Kiểm tra Đảng ủy giám sát việc thực hiện Nghị quyết.\nNghị quyết này được phổ biến đến chi bộ.",
        [
            "1. Đảng ủy xã lãnh đạo thực hiện.",
            "2. Ủy ban Kiểm tra Đảng ủy giám sát việc thực hiện Nghị quyết.",
            "Nghị quyết này được phổ biến đến chi bộ.",
        ],
    ),
    # a heading in capitals stands alone
    (
        "I. MỤC ĐÍCH, YÊU CẦU\nTăng cường công tác.",
        ["I. MỤC ĐÍCH, YÊU CẦU", "Tăng cường công tác."],
    ),
]


@pytest.mark.parametrize(("text", "paragraphs"), FLOW)
def test_running_text(text: str, paragraphs: list[str]) -> None:
    layout = lay_out(a_reading(flow_page(text)))
    assert [layout.cut(p) for p in layout.paragraphs] == paragraphs


def test_set_text_uses_indent_and_line_ends() -> None:
    full = "một dòng chữ dài đi hết chiều ngang của trang giấy và dừng ở mép"
    page = printed_page(
        [
            (113, 100, full),
            (85, 120, full),
            (85, 140, "dòng cuối ngắn."),
            (113, 160, full),
            (85, 180, full),
            (85, 200, "hết."),
        ],
        size=13,
    )
    layout = lay_out(a_reading(page))
    assert [layout.cut(p).split()[-1] for p in layout.paragraphs] == ["ngắn.", "hết."]


def test_a_page_break_in_a_sentence_is_no_paragraph() -> None:
    full = "một dòng chữ dài đi hết chiều ngang của trang giấy và dừng ở mép"
    first = printed_page([(113, 700, full), (85, 720, full)], size=13)
    second = printed_page(
        [(310, 30, "2"), (85, 80, "phải rồi hết."), (113, 100, "Đoạn mới.")], number=2, size=13
    )
    layout = lay_out(a_reading(first, second))
    body = [
        layout.cut(p)
        for z in layout.zones_of(ZoneKind.BODY)
        for p in layout.paragraphs_in(z.start, z.end)
    ]
    assert body == [f"{full} {full} phải rồi hết.", "Đoạn mới."]
    assert [layout.cut(z) for z in layout.zones_of(ZoneKind.FURNITURE)] == ["2"]


@given(st.lists(st.text(alphabet="aăâbcđ -./\n:;1I)(*ẤẬ“”", max_size=40), max_size=12))
def test_no_word_is_lost_and_every_anchor_cuts_its_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    words = text.split()
    if not words:
        return
    layout = lay_out(a_reading(flow_page(text)))
    assert sorted(layout.text[a.start : a.end] for a in layout.anchors) == sorted(words)
    spans = [(z.start, z.end) for z in layout.zones]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
