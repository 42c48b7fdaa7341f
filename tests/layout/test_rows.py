"""Words to rows: levelled scans, two columns, tight lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.geometry import Box
from models.page import Page
from models.page import Word
from pipeline.layout.rows import levelled
from pipeline.layout.rows import rows_of
from pipeline.layout.rows import split_at
from tests.layout.press import flow_page
from tests.layout.press import printed_page
from tests.layout.press import printed_words


def test_words_of_one_height_make_a_row_and_a_wide_gap_parts_it() -> None:
    rows = rows_of(
        printed_page(
            [(85, 100, "Nơi nhận:"), (350, 101, "T/M BAN THƯỜNG VỤ"), (85, 120, "- Như trên,")]
        )
    )
    assert [[piece.text for piece in row.pieces] for row in rows] == [
        ["Nơi nhận:", "T/M BAN THƯỜNG VỤ"],
        ["- Như trên,"],
    ]


def test_a_large_line_beside_a_tight_list_swallows_none_of_its_entries() -> None:
    small = printed_words(85, 100, "- Như trên;", size=11) + printed_words(
        85, 111.5, "- Lưu: VT.", size=11
    )
    large = printed_words(350, 102, "KT. CHỦ TỊCH", size=14)
    page = replace(printed_page([]), words=tuple(small + large))
    texts = [[piece.text for piece in row.pieces] for row in rows_of(page)]
    assert sorted(text for row in texts for text in row) == [
        "- Lưu: VT.",
        "- Như trên;",
        "KT. CHỦ TỊCH",
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Số:", "/UBND-KT"),
        ("Số:", "1021"),
        ("1021", "/UBND-KT"),
        ("Hà Nội, ngày", "tháng 01 năm 2026"),
        ("Hà Nội, ngày 05 tháng", "năm 2026"),
    ],
)
def test_a_blank_of_the_form_parts_no_line(left: str, right: str) -> None:
    words = [*printed_words(85, 100, left), *printed_words(85, 100, right)]
    shift = max(w.box.x1 for w in words if w.box) + 40 - 85
    moved = [
        replace(w, box=Box(w.box.x0 + shift, w.box.y0, w.box.x1 + shift, w.box.y1))
        for w in printed_words(85, 100, right)
        if w.box is not None
    ]
    page = replace(printed_page([]), words=(*printed_words(85, 100, left), *moved))
    assert [len(row.pieces) for row in rows_of(page)] == [1]


@pytest.mark.parametrize(
    "words",
    [
        ("Số: 12/QĐ", "CỘNG HÒA"),
        ("ngày", "CỘNG HÒA"),
        ("12", "Lưu: VT"),
        ("năm", "tháng"),
    ],
)
def test_other_wide_gaps_part_columns(words: tuple[str, str]) -> None:
    page = printed_page([(85, 100, words[0]), (250, 100, words[1])])
    assert [len(row.pieces) for row in rows_of(page)] == [2]


def test_words_that_were_drawn_level_make_rows_where_they_were_drawn() -> None:
    page = printed_page([(85, 100, "một dòng chữ cong"), (350, 130, "đến hết trang")])
    level = tuple(
        replace(w, level=Box(w.box.x0, 100, w.box.x1, 112)) for w in page.words if w.box is not None
    )
    assert len(rows_of(page)) == 2
    assert len(rows_of(replace(page, words=level))) == 1


def _skewed(page: Page, slope: float) -> Page:
    words = []
    for word in page.words:
        assert word.box is not None
        drop = slope * word.box.center_x
        words.append(
            replace(word, box=Box(word.box.x0, word.box.y0 + drop, word.box.x1, word.box.y1 + drop))
        )
    return replace(page, words=tuple(words))


def test_a_skewed_page_gives_the_rows_of_the_level_one() -> None:
    lines = [
        (85.0, 100.0 + 18 * i, "một dòng chữ dài đi hết chiều ngang của trang giấy này")
        for i in range(12)
    ]
    level = printed_page(lines)
    want = [row.text for row in rows_of(level)]
    for slope in (-0.03, -0.012, 0.012, 0.03):
        assert [row.text for row in rows_of(_skewed(level, slope))] == want


def test_what_hangs_below_the_base_line_does_not_tilt_a_page_of_few_lines() -> None:
    """On a level page each line ends in a word that reaches lower than its first."""
    lines = [(85.0, 100.0 + 30 * i, "bộ trưởng vào năm nay cho tới tận ngày") for i in range(3)]
    page = printed_page([*lines, (330.0, 103.0 + 30, "cột phải")])
    hung = tuple(
        replace(word, box=replace(word.box, y1=word.box.y1 + 3.5))
        if word.box is not None and word.text in {"ngày", "tận"}
        else word
        for word in page.words
    )
    want = [row.text for row in rows_of(page)]
    assert [row.text for row in rows_of(replace(page, words=hung))] == want


@pytest.mark.parametrize(
    ("lows", "words"),
    [
        # a dash and a comma, as high or as low as they like
        ((-4.0, 3.0), ("–", "nhau,")),
        ((0.0, 3.5), ("vào", "giấy")),
        ((0.0, 3.0), ("vào", "một")),
    ],
)
def test_the_slope_is_taken_on_the_base_line(
    lows: tuple[float, float], words: tuple[str, str]
) -> None:
    line = [
        Word(text=text, box=Box(x, 100.0, x + 20, 112.0 + low), line=0)
        for x, low, text in (
            (50.0, lows[0], words[0]),
            (90.0, 0.0, "trên"),
            (300.0, 0.0, "cao"),
            (340.0, lows[1], words[1]),
        )
    ]
    boxes = [box for _, box in levelled([*line, *(replace(word, line=1) for word in line)])]
    assert all(box.y0 == 100.0 for box in boxes)


def test_without_geometry_lines_are_rows_and_blank_lines_are_gaps() -> None:
    rows = rows_of(flow_page("một\nhai\n\n\nba"))
    assert [(row.text, row.pieces[0].gap) for row in rows] == [("một", 0), ("hai", 0), ("ba", 2)]


def test_split_keeps_every_word_on_its_side() -> None:
    line = rows_of(printed_page([(85, 100, "THÀNH ỦY"), (150, 100, "ĐẢNG CỘNG SẢN")]))[0].pieces[0]
    left, right = split_at(line, 145)
    assert (left and left.text, right and right.text) == ("THÀNH ỦY", "ĐẢNG CỘNG SẢN")
    assert split_at(line, 0)[0] is None


def test_an_empty_page_has_no_rows() -> None:
    assert rows_of(printed_page([])) == []
