"""Tables without ruling lines: found by heading and alignment, and never in what only looks so."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.geometry import Box
from models.page import Page
from models.page import PageTable
from pipeline.layout.aligned_tables import with_aligned_tables
from tests.layout.press import flow_page
from tests.layout.press import printed_page

Place = tuple[float, float, str]
XS = (90.0, 130.0, 330.0, 460.0)
HEAD = ("TT", "Nội dung", "Cơ quan chủ trì", "Thời hạn")


def rows_at(
    y: float, rows: Sequence[Sequence[str]], *, step: float = 40, pitch: float = 16
) -> list[Place]:
    """Print rows of cells from the top, the lines of a cell parted by «/»."""
    return [
        (x, y + index * step + line * pitch, part)
        for index, row in enumerate(rows)
        for x, cell in zip(XS, row, strict=False)
        for line, part in enumerate(cell.split(" / "))
        if part
    ]


ROWS = (
    HEAD,
    ("1", "Xây dựng kế hoạch / phát triển kinh tế", "Sở Tài chính", "Tháng 8/2026"),
    ("2", "Rà soát danh mục", "Sở Nội vụ", "30/9/2026"),
    ("3", "Báo cáo kết quả", "Văn phòng / Tỉnh uỷ", "Quý III/2026"),
)


def found(*pages: Page) -> list[PageTable]:
    """Return the tables found by alignment, in page order."""
    return [t for page in with_aligned_tables(pages) for t in page.tables if not t.ruled]


def texts(table: PageTable) -> list[list[str]]:
    """Return the cells' texts by row."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


def test_a_table_is_cells_with_wrapped_lines_joined() -> None:
    (table,) = found(printed_page([(90, 60, "PHÂN CÔNG NHIỆM VỤ"), *rows_at(110, ROWS)], size=12))
    assert texts(table) == [[cell.replace(" / ", " ") for cell in row] for row in ROWS]
    assert (table.rows, table.columns) == (4, 4)


def test_rows_without_more_space_between_them_begin_at_their_number() -> None:
    lines: list[Place] = []
    y = 110.0
    for row in ROWS:
        lines += rows_at(y, [row])
        y += 16 * max(len(cell.split(" / ")) for cell in row)
    (table,) = found(printed_page(lines, size=12))
    assert texts(table)[1][1] == "Xây dựng kế hoạch phát triển kinh tế"
    assert texts(table)[3][2] == "Văn phòng Tỉnh uỷ"


def test_a_group_name_over_the_columns_is_a_row_of_its_own() -> None:
    lines = rows_at(110, [HEAD])
    lines += [
        (90, 150, "I"),
        (130, 150, "Nhóm nhiệm vụ về chuyển đổi số và cải cách hành chính của tỉnh"),
    ]
    lines += rows_at(190, ROWS[1:])
    (table,) = found(printed_page(lines, size=12))
    across = [cell for cell in table.cells if cell.row == 1]
    assert [(cell.column, cell.column_span) for cell in across] == [(0, 1), (1, 3)]


def test_a_heading_over_two_columns_covers_them() -> None:
    lines = [
        (90, 118, "TT"),
        (130, 118, "Nội dung"),
        (360, 110, "Phân công"),
        (320, 126, "Chủ trì"),
        (430, 126, "Phối hợp"),
    ]
    for index in range(3):
        y = 160 + 30 * index
        lines += [(90, y, str(index + 1)), (130, y, "Nội dung việc"), (320, y, "Sở Nội vụ")]
        lines += [(430, y, "Sở Y tế")]
    (table,) = found(printed_page(lines, size=12))
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells][:5] == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 2, 1, "Nội dung"),
        (0, 2, 1, 2, "Phân công"),
        (1, 2, 1, 1, "Chủ trì"),
        (1, 3, 1, 1, "Phối hợp"),
    ]


def test_a_table_without_numbers_needs_three_rows() -> None:
    bare = [row[1:] for row in ROWS]
    lines = [(x, y, text) for x, y, text in rows_at(110, [("", *row) for row in bare])]
    (table,) = found(printed_page(lines, size=12))
    assert (table.rows, table.columns) == (4, 3)
    assert found(printed_page(rows_at(110, [("", *row) for row in bare[:3]]), size=12)) == []


def test_it_goes_on_at_the_head_of_the_next_page_with_the_next_number() -> None:
    first = printed_page(rows_at(110, ROWS), number=1, size=12)
    more = (("4", "Đôn đốc thực hiện", "Sở Y tế", "Thường xuyên"),)
    second = printed_page([(290, 40, "2"), *rows_at(80, more)], number=2, size=12)
    tables = found(first, second)
    assert [table.rows for table in tables] == [4, 1]
    edges = [sorted({c.box.x0 for c in t.cells if c.box}) for t in tables]
    assert edges[0] == edges[1]


@pytest.mark.parametrize(
    "more",
    [
        (("9", "Đôn đốc thực hiện", "Sở Y tế", "Thường xuyên"),),
        (("", "Nơi nhận", "", ""),),
        (
            (
                "4.",
                "Các cơ quan căn cứ nhiệm vụ được giao tổ chức thực hiện nghiêm kế hoạch này",
                "",
                "",
            ),
        ),
    ],
)
def test_it_does_not_go_on_with_what_is_no_next_row(more: Sequence[Sequence[str]]) -> None:
    first = printed_page(rows_at(110, ROWS), number=1, size=12)
    assert len(found(first, printed_page(rows_at(80, more), number=2, size=12))) == 1


def test_text_behind_a_table_stays_text() -> None:
    prose = "4. Các cơ quan, đơn vị căn cứ nhiệm vụ được giao tổ chức thực hiện nghiêm"
    lines = [*rows_at(110, ROWS), (90, 270, prose), (90, 286, "kế hoạch này.")]
    (page,) = with_aligned_tables([printed_page(lines, size=12)])
    assert "4." in [word.text for word in page.words]
    assert page.tables[0].rows == 4


@pytest.mark.parametrize(
    "lines",
    [
        # no heading of column names
        rows_at(110, ROWS[1:]),
        # a heading and nothing below
        rows_at(110, [HEAD]),
        # running text that begins with the abbreviation
        [(90, 100, "TT HĐND tỉnh giao các cơ quan"), (90, 120, "1. Sở Nội vụ chủ trì tham mưu"),
         (90, 140, "2. Sở Tài chính phối hợp thực hiện")],
        # a list
        [(90, 100 + 20 * i, f"{i}. Giao Sở Nội vụ chủ trì") for i in range(1, 6)],
        # a letterhead and a foot
        [(90, 60, "TỈNH UỶ ĐÔNG KHÊ"), (330, 60, "ĐẢNG CỘNG SẢN VIỆT NAM"), (90, 80, "Số 12-CV/TU"),
         (330, 80, "Đông Khê, ngày 02 tháng 3 năm 2026"), (90, 600, "Nơi nhận:"),
         (330, 600, "T/M BAN THƯỜNG VỤ"), (90, 620, "- Như trên,"), (330, 620, "PHÓ BÍ THƯ")],
        # two columns only
        [(90, 100, "TT"), (130, 100, "Nội dung"), (90, 130, "1"), (130, 130, "Một việc"),
         (90, 160, "2"), (130, 160, "Hai việc")],
    ],
)  # fmt: skip
def test_what_only_looks_like_a_table_is_none(lines: list[Place]) -> None:
    page = printed_page(lines, size=12)
    assert with_aligned_tables([page]) == [page]


def test_a_source_without_geometry_is_left_alone() -> None:
    page = flow_page("TT  Nội dung  Chủ trì\n1  Việc  Sở Y tế\n2  Việc  Sở Y tế")
    assert with_aligned_tables([page]) == [page]


def test_a_skewed_scan_is_levelled_and_its_cells_lie_on_the_ink() -> None:
    level = printed_page(rows_at(110, ROWS), size=12)
    slope = math.tan(math.radians(1.5))
    words = tuple(
        replace(
            w,
            box=Box(
                b.x0 - slope * b.y0, b.y0 + slope * b.x0, b.x1 - slope * b.y0, b.y1 + slope * b.x0
            ),
        )
        for w in level.words
        if (b := w.box) is not None
    )
    # One line of running text tells the slope.
    text = ["việc"] * 14
    line = tuple(
        replace(words[0], text=t, line=99, box=Box(x, 300 + slope * x, x + 30, 312 + slope * x))
        for t, x in zip(text, range(90, 560, 36), strict=False)
    )
    (table,) = found(replace(level, words=(*words, *line)))
    assert texts(table)[3] == ["3", "Báo cáo kết quả", "Văn phòng Tỉnh uỷ", "Quý III/2026"]
    last = next(c for c in table.cells if c.text == "Quý III/2026")
    assert last.box is not None
    assert all(w.box is not None and last.box.contains(w.box) for w in last.words)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([90.0, 130.0, 330.0, 460.0]),
            st.integers(40, 700),
            st.sampled_from(
                ["TT", "1", "2", "Nội dung", "Chủ trì", "Thời hạn", "I", "- a", "Sở Y tế"]
            ),
        ),
        max_size=40,
    )
)
def test_no_word_is_lost_or_doubled(lines: list[tuple[float, int, str]]) -> None:
    page = printed_page([(x, float(y), text) for x, y, text in lines], size=12)
    (read,) = with_aligned_tables([page])
    inside = [word for table in read.tables for cell in table.cells for word in cell.words]
    assert Counter(map(id, (*read.words, *inside))) == Counter(map(id, page.words))


def test_a_page_of_very_many_words_is_left_alone() -> None:
    page = printed_page([(90, 100, "TT " * 6_000)], size=12)
    assert with_aligned_tables([page]) == [page]


@pytest.mark.parametrize(
    ("label", "cells"),
    [("VH", [(0, 1, "VH"), (1, 3, None)]), ("", [(0, 1, ""), (1, 3, None)])],
)
def test_a_group_keeps_the_place_of_a_label_that_was_misread(
    label: str, cells: list[tuple[int, int, str | None]]
) -> None:
    lines = rows_at(110, [HEAD])
    lines += [(90, 150, label)] if label else []
    lines += [(130, 150, "Nhóm nhiệm vụ về chuyển đổi số và cải cách hành chính của tỉnh")]
    lines += rows_at(190, ROWS[1:])
    (table,) = found(printed_page(lines, size=12))
    across = [cell for cell in table.cells if cell.row == 1]
    assert [(c.column, c.column_span) for c in across] == [(x, wide) for x, wide, _ in cells]
    assert across[0].text == label


def test_the_caption_of_the_next_table_is_no_row_of_this_one() -> None:
    lines = [*rows_at(110, ROWS), (90, 290, "4."), (105, 290, "Nhiệm vụ khác")]
    lines += rows_at(320, ROWS)
    tables = found(printed_page(lines, size=12))
    assert [table.rows for table in tables] == [4, 4]


def test_a_ruled_table_below_ends_one_without_rules() -> None:
    page = printed_page(rows_at(110, ROWS), size=12)
    ruled = PageTable(rows=1, columns=2, cells=(), box=Box(80, 215, 520, 225))
    tables = found(replace(page, tables=(ruled,)))
    assert [table.rows for table in tables] == [3]


def test_wide_blanks_of_a_heading_are_no_columns() -> None:
    head = [(90, 110, "TT"), (130, 110, "Nội dung"), (330, 110, "Cơ quan chủ trì")]
    head += [(460, 110, "Thời"), (496, 110, "hạn")]
    (table,) = found(printed_page([*head, *rows_at(150, ROWS[1:])], size=12))
    assert table.columns == 4


@pytest.mark.parametrize(
    "row",
    [
        ("TT", "Nội dung", "Chủ trì", "Thời hạn"),
        ("1", "Nội dung", "Chủ trì", "Thời hạn"),
        ("", "Nội dung", "Chủ trì", "Thời hạn"),
        ("TT", "1", "1", "1"),
    ],
)
def test_a_page_full_of_headings_ends_soon(row: tuple[str, ...]) -> None:
    page = printed_page(rows_at(20, [row] * 700, step=1.1), size=0.7)
    begun = time.perf_counter()
    with_aligned_tables([page])
    assert time.perf_counter() - begun < 4


def test_a_strip_that_rows_have_shown_is_kept_below_a_group_that_crosses_it() -> None:
    lines = rows_at(110, [HEAD])
    # The content reaches to within ten points of the next column.
    wide = "Xây dựng kế hoạch phát triển kin"
    lines += rows_at(150, [("1", wide, "Sở Tài chính", "30/9/2026")])
    lines += [(90, 190, "II"), (130, 190, "Nhóm nhiệm vụ về chuyển đổi số và văn hoá")]
    lines += rows_at(230, ROWS[2:])
    (table,) = found(printed_page(lines, size=12))
    assert (table.rows, table.columns) == (5, 4)


def test_a_name_over_two_columns_whose_cells_hang_from_the_top() -> None:
    lines: list[Place] = [(90, 110, "TT"), (130, 110, "Nội dung"), (390, 110, "Phân công")]
    lines += [(320, 126, "Chủ trì"), (450, 126, "Phối hợp")]
    for index in range(3):
        y = 160 + 30 * index
        lines += [(90, y, str(index + 1)), (130, y, "Nội dung việc"), (320, y, "Sở Nội vụ")]
        lines += [(450, y, "Sở Y tế")]
    (table,) = found(printed_page(lines, size=12))
    assert (table.rows, table.columns) == (5, 4)
    over = next(cell for cell in table.cells if cell.text == "Phân công")
    assert (over.row, over.column, over.column_span) == (0, 2, 2)


def test_a_number_in_the_middle_of_a_column_parts_nothing() -> None:
    counted: list[Place] = [(90, 140, "(1)"), (200, 140, "(2)"), (370, 140, "(3)")]
    counted += [(480, 140, "(4)")]
    lines = [*rows_at(110, [HEAD]), *counted, *rows_at(175, ROWS[1:])]
    (table,) = found(printed_page(lines, size=12))
    assert texts(table)[1] == ["(1)", "(2)", "(3)", "(4)"]
    assert texts(table)[3] == list(ROWS[2])


def test_a_row_of_sums_is_no_part_of_the_row_above() -> None:
    lines = rows_at(110, [HEAD, ("1", "Hồ sơ", "12", "14"), ("2", "Văn bản", "20", "30")])
    lines += rows_at(230, [("", "Tổng cộng", "32", "44")])
    (table,) = found(printed_page(lines, size=12))
    assert texts(table)[-1] == ["", "Tổng cộng", "32", "44"]


@pytest.mark.parametrize("label", ["1H", "VIH", "3_", "VỊ"])
def test_a_misread_label_of_a_scan_begins_a_row(label: str) -> None:
    lines = rows_at(110, [*ROWS[:3], (label, "Nhóm việc khác", "", ""), *ROWS[3:]])
    page = printed_page(lines, size=12)
    scanned = replace(page, words=tuple(replace(word, ocr=True) for word in page.words))
    (table,) = found(scanned)
    assert texts(table)[3] == [label, "Nhóm việc khác", "", ""]
