"""Pieces of tables become tables: headings, groups, continued rows, merged cells, page breaks."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from extractors.table_columns import ColumnRule
from extractors.table_columns import column_role
from extractors.table_columns import column_roles
from extractors.table_columns import column_rules
from extractors.table_frame import column_names
from extractors.table_frame import to_dataframe
from extractors.table_join import join_tables
from models.geometry import Box
from models.layout import Anchor
from models.layout import LaidCell
from models.layout import LaidTable
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.record import Table

# A cell is a text, or text with row and column span; None where a merged cell covers the place.
MadeCell = str | tuple[str, int, int] | None
THREE = [50.0, 90.0, 350.0, 500.0]
FOUR = [50.0, 90.0, 250.0, 375.0, 500.0]
HEAD = ["STT", "Nội dung", "Cơ quan chủ trì tham mưu"]


@dataclass
class Paper:
    """Builds a layout of tables and lines of text, one after the other."""

    text: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    tables: list[LaidTable] = field(default_factory=list)

    ocr: bool = False

    def write(self, words: str, page: int, box: Box | None = None) -> tuple[int, int]:
        start = len(self.text)
        for index, word in enumerate(words.split()):
            if index:
                self.text += " "
            at = len(self.text)
            self.text += word
            self.anchors.append(Anchor(at, at + len(word), page, box, 1.0, ocr=self.ocr))
        end = len(self.text)
        self.text += "\n"
        return start, end

    def line(self, words: str, *, page: int, kind: ZoneKind = ZoneKind.APPENDIX) -> Paper:
        start, end = self.write(words, page)
        self.zones.append(Zone(kind, start, end, 1))
        return self

    def table(
        self,
        rows: Sequence[Sequence[MadeCell]],
        *,
        page: int,
        xs: Sequence[float] | None = THREE,
    ) -> Paper:
        begin = len(self.text)
        cells = []
        for r, row in enumerate(rows):
            for c, made in enumerate(row):
                if made is None:
                    continue
                text, row_span, column_span = made if isinstance(made, tuple) else (made, 1, 1)
                box = None
                if xs is not None:
                    box = Box(xs[c], 100 + 20 * r, xs[c + column_span], 120 + 20 * (r + row_span))
                start, end = self.write(text, page, box)
                cells.append(LaidCell(r, c, row_span, column_span, start, end, box))
        self.tables.append(
            LaidTable(page, len(rows), len(rows[0]), tuple(cells), begin, len(self.text), 1)
        )
        return self

    def joined(self) -> list[Table]:
        layout = Layout(
            text=self.text,
            anchors=tuple(self.anchors),
            lines=(),
            paragraphs=(),
            zones=tuple(self.zones),
            tables=tuple(self.tables),
        )
        return join_tables(layout, layout.tables)


def cells(table: Table) -> list[list[str]]:
    return [row.cells for row in table.rows]


def kinds(table: Table) -> list[str]:
    return [row.kind.value for row in table.rows]


def one(paper: Paper) -> Table:
    (table,) = paper.joined()
    return table


# --- headings of scans ----------------------------------------------------------------------


def test_a_number_heading_that_runs_on_into_the_rows_takes_none_of_them() -> None:
    rows = [
        [("STT", 3, 1), ("Nội dung", 2, 1), ("Phân công", 1, 2), None],
        [None, None, "Chủ trì", "Phối hợp"],
        [None, "Việc một", "Sở A", "Sở B"],
        ["2", "Việc hai", "Sở C", "Sở D"],
    ]
    table = one(Paper(ocr=True).table(rows, page=1, xs=FOUR))
    assert table.columns == ["STT", "Nội dung", "Phân công / Chủ trì", "Phân công / Phối hợp"]
    assert cells(table) == [["", "Việc một", "Sở A", "Sở B"], ["2", "Việc hai", "Sở C", "Sở D"]]
    assert kinds(table) == ["item", "item"]


@pytest.mark.parametrize("height", [1, 2])
def test_a_heading_whose_cells_end_together_is_taken_whole(height: int) -> None:
    head = [(name, height, 1) for name in ("STT", "Nội dung", "Chủ trì")]
    blank = [[None] * 3] * (height - 1)
    table = one(Paper().table([head, *blank, ["1", "Việc một", "Sở A"]], page=1))
    assert table.header_rows == height
    assert cells(table) == [["1", "Việc một", "Sở A"]]


def test_a_group_over_the_columns_whose_label_was_read_as_a_figure() -> None:
    groups = [[label, ("Nhóm nhiệm vụ", 1, 2), None] for label in ("1", "H", "1H", "IV")]
    items = [[str(number), "Việc", "Sở"] for number in range(1, 5)]
    rows = [row for pair in zip(groups, items, strict=True) for row in pair]
    table = one(Paper(ocr=True).table([HEAD, *rows], page=1))
    assert [r.cells[0] for r in table.rows] == ["I", "1", "II", "2", "III", "3", "IV", "4"]
    assert kinds(table) == ["section", "item"] * 4
    typed = one(Paper().table([HEAD, *rows], page=1))
    assert [r.cells[0] for r in typed.rows][:3] == ["1", "1", "H"]


# --- one page -------------------------------------------------------------------------------


def test_groups_items_and_rows_without_a_number() -> None:
    rows = [
        ["I.", "Về kinh tế", ""],
        ["1.", "Tốc độ tăng", "Sở A"],
        ["", "Cơ cấu kinh tế", "Sở A"],
        ["2.", "Thu ngân sách", ""],
        ["II.", "Về văn hóa", ""],
        ["1.", "Tỷ lệ hộ nghèo", "Sở B"],
    ]
    table = one(Paper().table([HEAD, *rows], page=1))
    assert table.columns == HEAD
    assert table.header_rows == 1
    assert cells(table) == rows
    assert kinds(table) == ["section", "item", "continuation", "item", "section", "item"]
    assert [row.section for row in table.rows] == [
        [],
        ["I. Về kinh tế"],
        ["I. Về kinh tế"],
        ["I. Về kinh tế"],
        [],
        ["II. Về văn hóa"],
    ]
    assert not any(any(row.inherited) for row in table.rows)
    assert table.rows[0].boxes[0] == [50, 120, 90, 160]
    assert table.joined_by == []
    assert (table.rule, table.confidence) == ("table.ruled", 1.0)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["A", "I", "1", "II", "1", "B", "I", "1"], ["A", "A I", "A", "A II", "", "B", "B I"]),
        (["I", "A", "1", "B", "1", "II", "1", "2"], ["I", "I A", "I", "I B", "", "II", "II"]),
    ],
)
def test_nested_groups_take_their_level_from_the_paper(labels, expected) -> None:
    rows = [[label, f"chữ{label}", "Sở" if label.isdigit() else ""] for label in labels]
    table = one(Paper().table([HEAD, *rows], page=1))
    paths = [" ".join(part.split()[0] for part in row.section) for row in table.rows]
    assert paths == ["", *expected]


def test_letters_run_on_and_are_not_taken_for_roman_numbers() -> None:
    labels = ["A", "1", "B", "1", "C", "1", "D", "1"]
    rows = [[label, "chữ", "Sở" if label.isdigit() else ""] for label in labels]
    table = one(Paper().table([HEAD, *rows], page=1))
    assert [row.section for row in table.rows if row.kind == "section"] == [[], [], [], []]


def test_a_misread_roman_number_stays_among_roman_numbers() -> None:
    labels = ["I.", "1.", "H.", "1."]
    rows = [[label, "chữ", "" if label in ("I.", "H.") else "Sở"] for label in labels]
    table = one(Paper().table([HEAD, *rows], page=1))
    assert [row.section for row in table.rows] == [[], ["I. chữ"], [], ["H. chữ"]]


def test_roman_items_that_are_no_groups() -> None:
    rows = [["I", "Một", "Sở A"], ["II", "Hai", "Sở B"], ["III", "Ba", "Sở C"]]
    assert kinds(one(Paper().table([HEAD, *rows], page=1))) == ["item", "item", "item"]


def test_a_group_with_a_sum_is_a_group_when_numbers_begin_below() -> None:
    rows = [["I", "Thu", "100"], ["1", "Thuế", "60"], ["2", "Phí", "40"], ["II", "Chi", "90"]]
    table = one(Paper().table([["TT", "Nội dung", "Số tiền"], *rows], page=1))
    assert kinds(table) == ["section", "item", "item", "item"]


def test_text_across_the_table_is_a_group_but_a_note_is_none() -> None:
    rows: list[list[MadeCell]] = [
        [("LĨNH VỰC ĐẤT ĐAI", 1, 3), None, None],
        ["1", "Một", "Sở"],
        ["", ("Ngoài ra không thu phí đối với trường hợp sau đây", 1, 2), None],
    ]
    table = one(Paper().table([HEAD, *rows], page=1))
    assert kinds(table) == ["section", "item", "continuation"]
    assert table.rows[0].cells == ["LĨNH VỰC ĐẤT ĐAI"] * 3
    assert table.rows[0].inherited == [False, True, True]
    assert table.rows[1].section == ["LĨNH VỰC ĐẤT ĐAI"]


def test_rows_without_numbers_below_groups_are_items() -> None:
    rows = [["I", "CẤP TỈNH", ""], ["", "Một", "Sở"], ["II", "CẤP HUYỆN", ""], ["", "Hai", "Sở"]]
    table = one(Paper().table([HEAD, *rows], page=1))
    assert kinds(table) == ["section", "item", "section", "item"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["1", "", "", "4"], ["item"] * 4),
        (["", "", "3"], ["item"] * 3),
        (["1", "", "2"], ["item", "continuation", "item"]),
        (["1", "", "", "3"], ["item", "continuation", "continuation", "item"]),
        (["1", "", ""], ["item", "continuation", "continuation"]),
    ],
)
def test_numbers_that_were_not_read_are_told_by_their_neighbours(labels, expected) -> None:
    rows = [[label, "chữ", "Sở"] for label in labels]
    assert kinds(one(Paper().table([HEAD, *rows], page=1))) == expected


GROUP, OPEN, FULL = ("Nhóm", ""), ("Việc", ""), ("Việc", "Sở")


@pytest.mark.parametrize(
    ("read", "right"),
    [
        # What a scan made of groups and items, and what is printed.
        (
            [("L.", GROUP), ("I.", FULL), ("2.", FULL), ("II.", GROUP), ("1.", FULL)],
            ["I.", "1.", "2.", "II.", "1."],
        ),
        (
            [
                ("I.", GROUP),
                ("1.", FULL),
                ("", GROUP),
                ("I.", OPEN),
                ("2.", FULL),
                ("II.", GROUP),
                ("l.", FULL),
                ("2.", FULL),
            ],
            ["I.", "1.", "", "1.", "2.", "III.", "1.", "2."],
        ),
        ([("1", FULL), ("2", FULL), ("3", FULL)], ["1", "2", "3"]),
        (
            [("I.", GROUP), ("9", FULL), ("1O", FULL), ("li", FULL), ("12", FULL)],
            ["I.", "9", "10", "11", "12"],
        ),
        (
            [("9", FULL), ("10", FULL), ("I1", FULL), ("2", FULL), ("13", FULL)],
            ["9", "10", "11", "12", "13"],
        ),
        (
            [
                ("I", GROUP),
                ("1", FULL),
                ("II", GROUP),
                ("5", FULL),
                ("mị", GROUP),
                ("9", FULL),
                ("IV", GROUP),
                ("11", FULL),
            ],
            ["I", "1", "II", "5", "III", "9", "IV", "11"],
        ),
        (
            [("H.", GROUP), ("1.", FULL), ("III.", GROUP), ("1.", FULL)],
            ["H.", "1.", "III.", "1."],
        ),
        (
            [("1", GROUP), ("1", FULL), ("H", GROUP), ("1", FULL), ("II", GROUP), ("1", FULL)],
            ["I", "1", "II", "1", "III", "1"],
        ),
        (
            [
                (label, GROUP) if i % 2 == 0 else ("1", FULL)
                for i, label in enumerate(
                    ("I", "", "H", "", "III", "", "IV", "", "V", "", "VI", "", "VII", "", "VINH")
                )
            ]
            + [("1", FULL), ("IX", GROUP), ("1", FULL), ("X", GROUP), ("1", FULL)],
            [
                "I",
                "1",
                "II",
                "1",
                "III",
                "1",
                "IV",
                "1",
                "V",
                "1",
                "VI",
                "1",
                "VII",
                "1",
                "VIII",
                "1",
                "IX",
                "1",
                "X",
                "1",
            ],
        ),
        # A group with sums, its «I» read whole: items begin anew below, and a second group comes.
        (
            [("I", FULL), ("1", FULL), ("2", FULL), ("II", FULL), ("1", FULL)],
            ["I", "1", "2", "II", "1"],
        ),
        # The only group.
        ([("1", GROUP), ("1", FULL), ("2", FULL), ("3", FULL)], ["I", "1", "2", "3"]),
        # Figures number the groups.
        (
            [("1", GROUP), ("1", FULL), ("2", GROUP), ("1", FULL)],
            ["1", "1", "2", "1"],
        ),
        ([("1", GROUP), ("2", FULL), ("3", FULL)], ["1", "2", "3"]),
        # One reading is not left: nothing is touched.
        (
            [("I", GROUP), ("1", FULL), ("mị", GROUP), ("2", FULL), ("V", GROUP), ("3", FULL)],
            ["I", "1", "mị", "2", "V", "3"],
        ),
        ([("10", FULL), ("11", FULL), ("2", FULL), ("3", FULL)], ["10", "11", "2", "3"]),
        ([("10", FULL), ("11", FULL), ("5", FULL), ("13", FULL)], ["10", "11", "5", "13"]),
        ([("I", FULL), ("II", FULL), ("III", FULL)], ["I", "II", "III"]),
        ([("I", GROUP), ("1", FULL), ("IV", GROUP), ("1", FULL)], ["I", "1", "IV", "1"]),
        ([("5", FULL), ("I", FULL), ("9", FULL)], ["5", "I", "9"]),
        ([("A", GROUP), ("1", FULL), ("H", GROUP), ("1", FULL)], ["A", "1", "H", "1"]),
    ],
)
def test_misread_numbers_are_repaired_where_one_reading_is_left(read, right) -> None:
    rows = [[label, *texts] for label, texts in read]
    scanned = one(Paper(ocr=True).table([HEAD, *rows], page=1))
    assert [row.cells[0] for row in scanned.rows] == right
    typed = one(Paper().table([HEAD, *rows], page=1))
    assert [row.cells[0] for row in typed.rows] == [label for label, _ in read]


def test_a_group_whose_label_was_not_read_is_a_group() -> None:
    rows = [["I.", "Một", ""], ["1.", "a", "Sở"], ["", "Hai", ""], ["1.", "b", "Sở"]]
    table = one(Paper().table([HEAD, *rows], page=1))
    assert kinds(table) == ["section", "item", "section", "item"]
    assert table.rows[3].section == ["Hai"]


def test_merged_cells_repeat_with_a_flag_and_blank_cells_do_not() -> None:
    rows: list[list[MadeCell]] = [
        ["1", "Một", ("Sở Y tế", 2, 1)],
        ["2", "Hai", None],
        ["3", "Ba", ""],
    ]
    table = one(Paper().table([HEAD, *rows], page=1))
    assert [row.cells[2] for row in table.rows] == ["Sở Y tế", "Sở Y tế", ""]
    assert [row.inherited[2] for row in table.rows] == [False, True, False]


def test_heading_over_two_levels_and_a_row_of_column_numbers() -> None:
    head: list[list[MadeCell]] = [
        [("STT", 2, 1), ("Tên thủ tục", 2, 1), ("Cách thức thực hiện", 1, 2), None],
        [None, None, "Trực tiếp", "Trực tuyến"],
        ["(1)", "(2)", "(3)", "(4)"],
    ]
    xs = [50.0, 90.0, 300.0, 400.0, 500.0]
    table = one(Paper().table([*head, ["1", "Một", "X", "X"]], page=1, xs=xs))
    assert table.columns == [
        "STT",
        "Tên thủ tục",
        "Cách thức thực hiện / Trực tiếp",
        "Cách thức thực hiện / Trực tuyến",
    ]
    assert (table.header_rows, len(table.rows)) == (3, 1)


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        (["(1)", "(2)", "(3)"], 2),
        (["A", "B", "1"], 2),
        (["1", "2", "3"], 2),
        (["(1)", "(2)", "(3) = (1) + (2)"], 2),
        (["1", "5", "7"], 1),
        (["1", "2", ""], 1),
        (["X", "X", "X"], 1),
        (["1", "Một", "3"], 1),
        (["2", "3", "4"], 1),
    ],
)
def test_which_rows_number_the_columns(numbers: list[str], rows: int) -> None:
    table = one(Paper().table([HEAD, numbers, ["1", "Một", "Sở"]], page=1))
    assert table.header_rows == rows


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        (["", "(1)", "(2)", "(3)"], 2),
        (["(1)", "(2)", "(3)", ""], 2),
        (["", "1", "2", ""], 1),
        (["1", "", "2", "3"], 1),
    ],
)
def test_one_outer_column_may_go_without_a_number(numbers: list[str], rows: int) -> None:
    xs = [50.0, 90.0, 250.0, 400.0, 500.0]
    head = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    table = one(Paper().table([head, numbers, ["1", "a", "b", "c"]], page=1, xs=xs))
    assert table.header_rows == rows


@pytest.mark.parametrize(
    ("first", "rows"),
    [
        (["Họ và tên", "Chức vụ", "Đơn vị công tác"], 1),
        (["TT", "", "Ghi chú"], 1),
        (["1", "Nguyễn Văn A", "Phường B"], 0),
        (["", "Nguyễn Văn A", "Phường B"], 0),
        (["Phường An Khê.", "Xã Ia Pa;", "Xã B"], 0),
        (["thuộc phường", "Đội", "Tổ"], 0),
    ],
)
def test_which_first_rows_are_headings(first: list[str], rows: int) -> None:
    table = one(Paper().table([first, ["2", "b", "c"], ["3", "d", "e"]], page=1))
    assert table.header_rows == rows
    assert len(table.rows) == 3 - rows


def test_layout_helps_are_no_tables() -> None:
    paper = Paper().table([["Ghi chú:", "chữ"]], page=1, xs=[50, 200, 500])
    paper.table([["một"], ["hai"]], page=1, xs=[50, 500])
    paper.table([["", ""], ["", ""]], page=1, xs=[50, 200, 500])
    assert paper.joined() == []


# --- page breaks ----------------------------------------------------------------------------

FIRST = [HEAD, ["1", "Một", "Sở A"], ["2", "Hai", "Sở B"]]


def shifted(by: float) -> list[float]:
    return [x + by for x in THREE]


@pytest.mark.parametrize(
    ("name", "second", "xs", "reason", "rows"),
    [
        ("heading again", [HEAD, ["3", "Ba", "Sở C"]], THREE, "repeated-header", 3),
        ("no heading", [["3", "Ba", "Sở C"]], THREE, "same-columns", 3),
        ("page shifted", [["3", "Ba", "Sở C"]], shifted(20), "same-columns", 3),
        ("no geometry", [["3", "Ba", "Sở C"]], None, "same-columns", 3),
        (
            "heading misread",
            [["STT", "Nôi dung", "Cơ quan chủ trì tham mựu"], ["3", "Ba", "Sở"]],
            THREE,
            "repeated-header",
            3,
        ),
        ("group goes on", [["", "Bốn", "Sở D"]], THREE, "same-columns", 3),
    ],
)
def test_pieces_that_go_on(name, second, xs, reason, rows) -> None:
    table = one(Paper().table(FIRST, page=1).table(second, page=2, xs=xs))
    assert table.joined_by == [reason]
    assert table.repeated_headers == (reason == "repeated-header")
    assert len(table.rows) == rows
    assert [row.page for row in table.rows] == [1, 1, 2]


@pytest.mark.parametrize(
    ("name", "second", "page", "xs", "between"),
    [
        ("same page", [HEAD, ["3", "Ba", "Sở C"]], 1, THREE, ""),
        ("a page between", [["3", "Ba", "Sở C"]], 3, THREE, ""),
        ("another heading", [["TT", "Họ tên", "Ghi chú"], ["3", "A", "b"]], 2, THREE, ""),
        ("other columns", [["3", "Ba", "Sở C"]], 2, [50.0, 200.0, 300.0, 500.0], ""),
        ("narrower", [["3", "Ba", "Sở C"]], 2, [50.0, 80.0, 280.0, 400.0], ""),
        ("text and new numbers", [HEAD, ["1", "Khác", "Sở C"]], 2, THREE, "Biểu số 2"),
        ("text and no numbers", [["", "Khác", "Sở C"]], 2, THREE, "Danh sách"),
    ],
)
def test_pieces_that_do_not_go_on(name, second, page, xs, between) -> None:
    paper = Paper().table(FIRST, page=1)
    if between:
        paper.line(between, page=2)
    paper.table(second, page=page, xs=xs).table([["x", "y", "z"]], page=9)
    found = paper.joined()
    assert len(found) == (2 if len(second) > 1 else 1)
    assert len(found[0].rows) == 2
    assert found[0].joined_by == []


def test_page_furniture_between_pieces_does_not_part_them() -> None:
    paper = Paper().table(FIRST, page=1).line("2", page=2, kind=ZoneKind.FURNITURE)
    assert len(one(paper.table([["", "Thêm", "Sở"]], page=2)).rows) == 3


def test_a_page_number_left_in_the_text_does_not_part_pieces() -> None:
    paper = Paper().table(FIRST, page=1).line("- 2 -", page=2)
    assert len(one(paper.table([["", "Thêm", "Sở"]], page=2)).rows) == 3


@pytest.mark.parametrize(
    ("page", "top", "joined"),
    [(1, 60.0, True), (1, 170.0, False), (2, 60.0, False), (2, 500.0, True)],
    ids=["above the first", "below the first", "above the second", "below the second"],
)
def test_what_stands_elsewhere_on_the_page_parts_no_pieces(
    page: int, top: float, *, joined: bool
) -> None:
    # The text of a page that lies askew may have a line from above a table behind it.
    paper = Paper().table(FIRST, page=1)
    start, end = paper.write("(Kèm theo Công văn số 12)", page, Box(120, top, 300, top + 12))
    paper.zones.append(Zone(ZoneKind.APPENDIX, start, end, 1))
    paper.table([HEAD, ["", "Thêm", "Sở"]], page=2)
    assert (len(paper.joined()) == 1) is joined


def test_a_footnote_does_not_part_rows_whose_numbers_run_on() -> None:
    paper = Paper().table(FIRST, page=1).line("Xem Thông tư số 5.", page=1)
    assert len(one(paper.table([HEAD, ["3", "Ba", "Sở"]], page=2)).rows) == 3


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    first = [HEAD, ["1", "Cấp giấy phép đối với các chức danh", "Sở Y tế tỉnh"]]
    second = [HEAD, ["", "bác sỹ, y sỹ", ""], ["2", "Hai", "Sở"]]
    table = one(Paper().table(first, page=4).table(second, page=5))
    assert cells(table) == [
        ["1", "Cấp giấy phép đối với các chức danh bác sỹ, y sỹ", "Sở Y tế tỉnh"],
        ["2", "Hai", "Sở"],
    ]
    assert [(row.page, row.pages) for row in table.rows] == [(4, [4, 5]), (5, [])]


@pytest.mark.parametrize(
    "second",
    [
        ["", "Tỷ lệ nước thải được xử lý", "Sở"],
        ["2", "và các chức danh khác", ""],
        ["", "", ""],
    ],
)
def test_rows_that_no_page_break_has_cut(second) -> None:
    first = [HEAD, ["1", "Tỷ lệ chất thải", "Sở"]]
    table = one(Paper().table(first, page=1).table([second], page=2))
    assert cells(table)[1] == second
    assert table.rows[0].pages == []


def test_a_finished_sentence_above_is_not_gone_on_with() -> None:
    first = [HEAD, ["1", "Tỷ lệ chất thải.", "Sở"]]
    table = one(Paper().table(first, page=1).table([["", "trong đó: đô thị", "Sở"]], page=2))
    assert kinds(table) == ["item", "continuation"]


COUNTED: list[list[MadeCell]] = [HEAD, *([str(n), f"Việc {n};", "Sở"] for n in range(1, 5))]


def test_the_rest_of_a_row_is_told_by_its_numbers_whatever_its_sentence_says() -> None:
    second: list[list[MadeCell]] = [["", "Danh mục tài liệu", ""], ["5", "Năm", "Sở"]]
    table = one(Paper().table(COUNTED, page=1).table(second, page=2))
    assert cells(table)[3] == ["4", "Việc 4; Danh mục tài liệu", "Sở"]
    assert table.rows[3].pages == [1, 2]


@pytest.mark.parametrize(
    "second",
    [
        [["", "Danh mục tài liệu", "Sở"], ["5", "Năm", "Sở"]],
        [["", "Danh mục tài liệu", ""], ["6", "Sáu", "Sở"]],
        [["", "Danh mục tài liệu", ""]],
    ],
)
def test_a_row_that_may_stand_alone_is_not_taken_for_a_rest(second) -> None:
    table = one(Paper().table(COUNTED, page=1).table(second, page=2))
    assert cells(table)[3] == ["4", "Việc 4;", "Sở"]


def test_specks_beside_a_number_are_no_part_of_it() -> None:
    rows: list[list[MadeCell]] = [HEAD, ["1_", "Một", "Sở"], ["2", "Hai", "Sở"]]
    assert cells(one(Paper(ocr=True).table(rows, page=1)))[0][0] == "1"
    assert cells(one(Paper().table(rows, page=1)))[0][0] == "1_"
    groups: list[list[MadeCell]] = [
        HEAD,
        ["I_", "Một", "Sở"],
        ["1", "a", "Sở"],
        ["II", "Hai", "Sở"],
    ]
    assert cells(one(Paper(ocr=True).table(groups, page=1)))[0][0] == "I"


def test_a_blank_merged_cell_on_the_next_page_inherits() -> None:
    first: list[list[MadeCell]] = [HEAD, ["1", "Một", ("Sở Y tế", 2, 1)], ["2", "Hai", None]]
    second: list[list[MadeCell]] = [HEAD, ["3", "Ba", ("", 2, 1)], ["4", "Bốn", None]]
    table = one(Paper().table(first, page=1).table(second, page=2))
    assert [row.cells[2] for row in table.rows] == ["Sở Y tế"] * 4
    assert [row.inherited[2] for row in table.rows] == [False, True, True, True]


def test_a_piece_that_shows_fewer_edges_lies_on_the_finer_grid() -> None:
    second: list[list[MadeCell]] = [[("PHẦN CUỐI", 1, 2), None], ["3", "Ba"]]
    table = one(Paper().table(FIRST, page=1).table(second, page=2, xs=[50.0, 90.0, 500.0]))
    assert all(len(row.cells) == 3 for row in table.rows)
    assert table.rows[3].cells == ["3", "Ba", "Ba"]
    assert table.rows[3].inherited == [False, False, True]


def test_three_pages_join_into_one() -> None:
    paper = Paper().table(FIRST, page=1)
    paper.table([HEAD, ["3", "Ba", "Sở"]], page=2).table([["4", "Bốn", "Sở"]], page=3)
    table = one(paper)
    assert table.joined_by == ["repeated-header", "same-columns"]
    assert [row.cells[0] for row in table.rows] == ["1", "2", "3", "4"]


@settings(max_examples=60, deadline=None)
@given(
    labels=st.lists(
        st.sampled_from(["", "1", "2.", "I.", "A", "a)", "-", "x"]), min_size=1, max_size=12
    ),
    cut=st.integers(0, 12),
    seed=st.integers(0, 999),
)
def test_a_page_break_changes_no_cell(labels, cut, seed) -> None:
    """The same table on one page and on two with its heading again has the same rows."""
    noise = random.Random(seed)  # noqa: S311 - text of a made page
    rows = [[label, f"Chữ {noise.randrange(9)}", noise.choice(["", "Sở A"])] for label in labels]
    whole = Paper().table([HEAD, *rows], page=1).joined()
    broken = Paper().table([HEAD, *rows[:cut]], page=1)
    if rows[cut:]:
        broken.table([HEAD, *rows[cut:]], page=2)
    split = broken.joined()
    assert [cells(table) for table in split] == [cells(table) for table in whole]
    assert [kinds(table) for table in split] == [kinds(table) for table in whole]
    assert all(len(row.inherited) == 3 for table in split for row in table.rows)


def test_hostile_tables_end_soon() -> None:
    long = "(1) = " + "(1)+" * 20_000
    rows = [["I" * 5_000, long, "A" * 5_000], *([["1." * 300, "x", ""]] * 400)]
    began = time.process_time()
    Paper().table(rows, page=1).table(rows, page=2).joined()
    assert time.process_time() - began < 5.0


def test_cells_outside_of_the_grid_do_no_harm() -> None:
    table = LaidTable(1, 2, 2, (LaidCell(5, 7, 3, 9, 0, 1), LaidCell(0, 0, 1, 1, 0, 1)), 0, 1, 1)
    layout = Layout(
        text="a", anchors=(Anchor(0, 1, 1, None, 0.5),), lines=(), paragraphs=(), zones=()
    )
    (found,) = join_tables(layout, [table])
    assert cells(found) == [["a", ""], ["", ""]]
    assert found.confidence == pytest.approx(0.4)


# --- columns and data frames ----------------------------------------------------------------


@pytest.mark.parametrize("rule", column_rules(), ids=lambda rule: rule.name.value)
def test_rules_of_columns_explain_themselves(rule: ColumnRule) -> None:
    assert [text for text in rule.matches if column_role(text) is not rule.name] == []
    assert [text for text in rule.rejects if column_role(text) is rule.name] == []


def test_roles_of_a_task_table() -> None:
    columns = ["TT", "Tên nhiệm vụ", "Sở chủ trì", "Đơn vị phối hợp", "Thời gian", "Mã số"]
    roles = [role.value if role else None for role in column_roles(columns)]
    assert roles == ["number", "content", "lead", "coordinate", "deadline", None]


@pytest.mark.slow  # pandas takes more than a second to import
def test_each_cell_of_a_scan_says_how_sure_its_least_sure_word_is() -> None:
    paper = Paper(ocr=True).table(
        [HEAD, ["1", "Rà soát danh mục", ""], ["2", "Ba", "Sở C"]], page=1
    )
    at = paper.text.index("soát")
    paper.anchors = [replace(a, confidence=0.4) if a.start == at else a for a in paper.anchors]
    assert [row.confidences for row in one(paper).rows] == [[1.0, 0.4, 1.0], [1.0, 1.0, 1.0]]


def test_a_row_cut_by_the_page_is_as_sure_as_its_less_sure_half() -> None:
    paper = Paper(ocr=True).table([HEAD, ["1", "Rà soát các", "Sở"]], page=1)
    paper.table([["", "danh mục", ""], ["2", "Ba", "Sở C"]], page=2)
    at = paper.text.index("mục")
    paper.anchors = [replace(a, confidence=0.5) if a.start == at else a for a in paper.anchors]
    assert [row.confidences[1] for row in one(paper).rows] == [0.5, 1.0]


def test_cells_of_a_text_layer_carry_no_confidence() -> None:
    assert [row.confidences for row in one(Paper().table(FIRST, page=1)).rows] == [[], []]


def test_data_frame_of_a_table() -> None:
    rows = [["I.", "Kinh tế", ""], ["1.", "Thu", "Sở A"]]
    frame = to_dataframe(one(Paper().table([["STT", "Nội dung", "Nội dung"], *rows], page=3)))
    assert list(frame.columns) == [
        "_page",
        "_kind",
        "_section",
        "STT",
        "Nội dung",
        "Nội dung (2)",
    ]
    assert frame.to_dict("records")[1] == {
        "_page": 3,
        "_kind": "item",
        "_section": "I. Kinh tế",
        "STT": "1.",
        "Nội dung": "Thu",
        "Nội dung (2)": "Sở A",
    }


@given(st.lists(st.sampled_from(["", "_", "a", "a (2)", "_a", "column 1"]), max_size=8))
def test_column_names_are_unique_and_never_ours(columns: list[str]) -> None:
    names = column_names(columns)
    assert len(set(names)) == len(columns)
    assert not any(name.startswith("_") or not name for name in names)
