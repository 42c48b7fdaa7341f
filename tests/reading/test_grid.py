"""Ruling lines and words become tables: made grids come back exactly, other frames are refused."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.geometry import Box
from models.geometry import Rule
from models.page import PageTable
from models.page import Word
from pipeline.reading.grid import GridResult
from pipeline.reading.grid import build_tables

A4 = (595.0, 842.0)
SHARED = Path(__file__).parents[2].parent / "shared"


def across(y: float, x0: float, x1: float, thick: float = 0.5) -> Rule:
    return Rule(box=Box(x0, y - thick / 2, x1, y + thick / 2), horizontal=True)


def upright(x: float, y0: float, y1: float, thick: float = 0.5) -> Rule:
    return Rule(box=Box(x - thick / 2, y0, x + thick / 2, y1), horizontal=False)


def frame(box: Box) -> list[Rule]:
    return [
        across(box.y0, box.x0, box.x1),
        across(box.y1, box.x0, box.x1),
        upright(box.x0, box.y0, box.y1),
        upright(box.x1, box.y0, box.y1),
    ]


def lattice(xs: list[float], ys: list[float]) -> list[Rule]:
    return [across(y, xs[0], xs[-1]) for y in ys] + [upright(x, ys[0], ys[-1]) for x in xs]


def word(text: str, x: float, y: float, *, height: float = 10.0, line: int = 0) -> Word:
    width = 5.0 * len(text)
    box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Word(text=text, box=box, line=line)


def build(rules: Iterable[Rule], words: Iterable[Word] = (), page=A4) -> GridResult:
    return build_tables(list(rules), list(words), page_width_pt=page[0], page_height_pt=page[1])


def shape(table: PageTable) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]


@dataclass
class MadeGrid:
    """A grid with merged cells: `(row, column, row_span, column_span)` each."""

    xs: list[float]
    ys: list[float]
    cells: list[tuple[int, int, int, int]]

    def box(self, cell: tuple[int, int, int, int]) -> Box:
        row, column, row_span, column_span = cell
        return Box(
            self.xs[column], self.ys[row], self.xs[column + column_span], self.ys[row + row_span]
        )


@st.composite
def made_grids(draw: st.DrawFn) -> MadeGrid:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    heights = draw(st.lists(st.floats(12, 60), min_size=rows, max_size=rows))
    widths = draw(st.lists(st.floats(90, 120), min_size=columns, max_size=columns))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            row_span = draw(st.integers(1, min(3, rows - row)))
            column_span = draw(st.integers(1, min(3, columns - column)))
            places = {(row + i, column + j) for i in range(row_span) for j in range(column_span)}
            if places & taken:
                row_span = column_span = 1
                places = {(row, column)}
            taken |= places
            cells.append((row, column, row_span, column_span))
    xs = [30.0 + sum(widths[:i]) for i in range(columns + 1)]
    ys = [40.0 + sum(heights[:i]) for i in range(rows + 1)]
    return compact(MadeGrid(xs, ys, cells))


def compact(grid: MadeGrid) -> MadeGrid:
    """Take out grid lines at which no cell begins or ends: paper does not show them."""
    rows = sorted({v for c in grid.cells for v in (c[0], c[0] + c[2])})
    columns = sorted({v for c in grid.cells for v in (c[1], c[1] + c[3])})
    cells = [
        (
            rows.index(r),
            columns.index(c),
            rows.index(r + h) - rows.index(r),
            columns.index(c + w) - columns.index(c),
        )
        for r, c, h, w in grid.cells
    ]
    return MadeGrid([grid.xs[c] for c in columns], [grid.ys[r] for r in rows], cells)


def drawn(grid: MadeGrid, seed: int) -> list[Rule]:
    """Draw every cell's own rectangle, shifted a little, sides in two pieces: doubled lines."""
    noise = random.Random(seed)  # noqa: S311 - jitter of a made page
    rules: list[Rule] = []
    for cell in grid.cells:
        box = grid.box(cell)
        moved = Box(*(v + noise.uniform(-0.5, 0.5) for v in (box.x0, box.y0, box.x1, box.y1)))
        for rule in frame(moved):
            cut = noise.uniform(0.3, 0.7)
            b = rule.box
            if rule.horizontal:
                middle = b.x0 + b.width * cut
                rules += [across(b.center_y, b.x0, middle), across(b.center_y, middle + 1, b.x1)]
            else:
                middle = b.y0 + b.height * cut
                rules += [upright(b.center_x, b.y0, middle), upright(b.center_x, middle + 1, b.y1)]
    noise.shuffle(rules)
    return rules


@settings(max_examples=60, deadline=None)
@given(grid=made_grids(), seed=st.integers(0, 2**16))
def test_made_grids_come_back_exactly(grid: MadeGrid, seed: int) -> None:
    words = [
        word(f"w{i}", grid.box(cell).center_x, grid.box(cell).center_y, height=6)
        for i, cell in enumerate(grid.cells)
    ]
    result = build(drawn(grid, seed), words, page=(800.0, 500.0))
    if len(grid.cells) < 2:
        assert result.tables == ()
        return
    (table,) = result.tables
    assert shape(table) == sorted(grid.cells)
    assert (table.rows, table.columns) == (len(grid.ys) - 1, len(grid.xs) - 1)
    assert {c.text for c in table.cells} == {w.text for w in words}
    texts = {(c.row, c.column): c.text for c in table.cells}
    assert all(texts[cell[:2]] == f"w{i}" for i, cell in enumerate(grid.cells))
    assert result.words == ()
    assert result.rules == ()


@settings(max_examples=40, deadline=None)
@given(
    numbers=st.lists(
        st.tuples(
            st.floats(allow_nan=True, allow_infinity=True, width=32),
            st.floats(allow_nan=True, width=32),
            st.floats(-900, 900),
            st.floats(-900, 900),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_any_rules_give_an_answer_and_lose_no_word(numbers) -> None:
    rules = [Rule(box=Box(a, b, c, d), horizontal=h) for a, b, c, d, h in numbers]
    words = [word("a", 100, 100), word("b", 300, 300), Word(text="c")]
    result = build(rules, words)
    inside = [w for t in result.tables for c in t.cells for w in c.words]
    assert sorted(w.text for w in [*result.words, *inside]) == ["a", "b", "c"]


def test_merged_cells_by_missing_edges() -> None:
    # A header cell over two columns, and a first cell over two rows.
    rules = [
        across(100, 50, 500),
        across(130, 200, 500),
        across(160, 50, 500),
        across(200, 50, 500),
        upright(50, 100, 200),
        upright(200, 100, 200),
        upright(350, 130, 200),
        upright(500, 100, 200),
    ]
    (table,) = build(rules).tables
    assert shape(table) == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 1),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
    ]
    assert table.box == Box(50, 100, 500, 200)


def test_a_stamp_hides_part_of_inner_and_outer_lines() -> None:
    rules = [
        across(100, 50, 500),
        across(150, 50, 260),
        across(150, 340, 500),
        across(200, 50, 500),
        upright(50, 100, 200),
        upright(300, 100, 135),
        upright(300, 160, 200),
        upright(500, 100, 130),
        upright(500, 165, 200),
    ]
    (table,) = build(rules).tables
    assert shape(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_hidden_edge_never_makes_a_cell_that_is_no_rectangle() -> None:
    rules = [r for r in lattice([50, 200, 350, 500], [100, 130, 160, 190]) if r.box.y0 < 120]
    # The row edge at 130 is hidden in the first column but for a trace.
    rules += [across(130, 50, 65), across(130, 200, 500)]
    rules += [across(160, 200, 500), across(190, 50, 500)]
    (table,) = build(rules).tables
    places = {(r + i, c + j) for r, c, h, w in shape(table) for i in range(h) for j in range(w)}
    assert len(places) == 9
    assert sum(h * w for _, _, h, w in shape(table)) == 9


def test_open_sides_become_columns() -> None:
    rules = [across(y, 50, 500) for y in (100, 130, 160)]
    rules += [upright(x, 100, 160) for x in (200, 350)]
    (table,) = build(rules, [word("trái", 100, 115), word("phải", 420, 145)]).tables
    assert (table.rows, table.columns) == (2, 3)
    assert [c.text for c in table.cells] == ["trái", "", "", "", "", "phải"]


def test_rows_cut_off_by_the_page_end_stay_rows() -> None:
    rules = [across(y, 50, 500) for y in (700, 730)]
    rules += [upright(x, 700, 800) for x in (50, 200, 500)]
    (table,) = build(rules, [word("cuối", 100, 760)]).tables
    assert (table.rows, table.columns) == (2, 2)
    assert [c.text for c in table.cells if c.row == 1] == ["cuối", ""]


def test_words_stand_in_reading_order_in_their_cell() -> None:
    rules = lattice([50, 300, 500], [100, 160])
    words = [
        word("dòng", 200, 139, height=12),
        word("hai", 240, 140),
        word("một", 130, 121, height=9),
        word("-", 70, 122, height=2),
        word("dòng", 90, 120, height=12),
        word("sau", 70, 141),
    ]
    (table,) = build(rules, words).tables
    assert table.cells[0].text == "- dòng một sau dòng hai"


@pytest.mark.parametrize(
    ("read", "ocr", "kept"),
    [
        (["1", "|"], True, "1"),
        (["|Toàn|", "trình"], True, "Toàn trình"),
        (["_", "a)_"], True, "a)"),
        (["-", "a-b", "—"], True, "- a-b —"),
        (["1", "|"], False, "1 |"),
    ],
)
def test_ruling_lines_read_as_bars_are_left_out(read: list[str], ocr: bool, kept: str) -> None:
    rules = lattice([50, 300, 500], [100, 160])
    words = [replace(word(t, 70 + 50 * i, 120), ocr=ocr) for i, t in enumerate(read)]
    (table,) = build(rules, words).tables
    assert table.cells[0].text == kept


def test_a_bar_that_was_read_stays_in_raw() -> None:
    words = [replace(word("|Toàn", 100, 120), ocr=True)]
    (table,) = build(lattice([50, 300, 500], [100, 160]), words).tables
    assert table.cells[0].words[0].raw == "|Toàn"


@pytest.mark.parametrize("slope", [0.004, -0.004, 0.008])
def test_slanted_pieces_of_one_line_are_one_line(slope: float) -> None:
    """Lines that sink over the page, each found in two pieces with a gap between."""
    rules = []
    for row, y in enumerate((100, 150, 200)):
        gap = 180 + 240 * row
        for x0, x1 in ((50, gap), (gap + 20, 780)):
            middle = y + slope * ((x0 + x1) / 2 - 50)
            rules.append(across(middle, x0, x1, thick=0.5 + abs(slope) * (x1 - x0)))
    rules += [upright(x, 100 + slope * (x - 50), 200 + slope * (x - 50)) for x in (50, 300, 780)]
    (table,) = build(rules, page=(842.0, 595.0)).tables
    assert shape(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_faint_lines_in_pieces_still_make_a_grid() -> None:
    rules = lattice([50, 500], [100, 300])
    for y in (150, 200, 250):
        rules += [across(y, 50, 130), across(y, 210, 330), across(y, 420, 500)]
    for x in (200, 350):
        rules += [upright(x, 100 + 50 * i, 120 + 50 * i) for i in range(4)]
    (table,) = build(rules).tables
    assert (table.rows, table.columns, len(table.cells)) == (4, 3, 12)


def test_words_between_cells_go_to_the_nearest_cell() -> None:
    # An L-shaped frame: no cell in the lower right corner.
    rules = [
        across(100, 50, 500),
        across(150, 50, 500),
        across(200, 50, 200),
        upright(50, 100, 200),
        upright(200, 100, 200),
        upright(350, 100, 150),
        upright(500, 100, 150),
    ]
    (table,) = build(rules, [word("lạc", 450, 155)]).tables
    assert shape(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 1)]
    assert [c.text for c in table.cells] == ["", "", "lạc", ""]


def test_two_tables_stay_two_and_come_from_the_top() -> None:
    rules = lattice([50, 250, 500], [400, 450, 500]) + lattice([50, 150, 250, 500], [100, 130])
    outside = [word("giữa", 200, 300), Word(text="không-khung")]
    result = build(rules, [*outside, word("trên", 100, 115), word("dưới", 100, 425)])
    assert [(t.rows, t.columns) for t in result.tables] == [(1, 3), (2, 2)]
    assert [t.cells[0].text for t in result.tables] == ["trên", "dưới"]
    assert result.words == tuple(outside)


def test_a_box_in_a_cell_belongs_to_the_cell() -> None:
    inner = lattice([100, 160, 280], [120, 150, 180])
    rules = lattice([50, 300, 500], [100, 200, 300]) + inner
    (table,) = build(rules, [word("trong", 130, 135)]).tables
    assert (table.rows, table.columns) == (2, 2)
    assert table.cells[0].text == "trong"


def test_an_underline_in_a_cell_makes_no_row() -> None:
    rules = [*lattice([50, 300, 500], [100, 150, 200]), across(125, 51, 140)]
    (table,) = build(rules).tables
    assert (table.rows, table.columns, len(table.cells)) == (2, 2, 4)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("nothing", []),
        ("letterhead underlines", [across(80, 100, 200), across(80, 330, 500)]),
        ("two rules and no upright", [across(y, 50, 500) for y in (100, 200, 300)]),
        ("uprights only", [upright(x, 50, 500) for x in (100, 200, 300)]),
        ("a single box", frame(Box(60, 120, 140, 150))),
        ("a wide single box", frame(Box(60, 120, 540, 300))),
        ("a page border", frame(Box(30, 30, 565, 812))),
        ("a doubled page border", frame(Box(30, 30, 565, 812)) + frame(Box(32, 32, 563, 810))),
        ("a border with a head rule", [*frame(Box(30, 30, 565, 812)), across(120, 30, 565)]),
        ("a receipt stamp", [*frame(Box(60, 60, 200, 150)), across(90, 60, 200)]),
        (
            "a receipt stamp in parts",
            [*frame(Box(60, 60, 200, 150)), across(90, 60, 200), upright(110, 90, 150)],
        ),
        ("a cross", [across(200, 100, 300), upright(200, 100, 300)]),
        (
            "boxes of a chart on one line",
            frame(Box(50, 100, 150, 140))
            + frame(Box(250, 300, 350, 340))
            + [across(120, 150, 300), upright(300, 120, 300)],
        ),
        ("lines too short to hold text", lattice([50, 54, 58], [100, 104, 108])),
    ],
)
def test_what_is_no_table(name: str, rules: list[Rule]) -> None:
    words = [word("ĐẾN", 100, 110)]
    result = build(rules, words)
    assert result.tables == ()
    assert result.words == tuple(words)
    assert result.rules == tuple(rules)


@pytest.mark.parametrize(
    ("across_count", "upright_count", "step"),
    [(12_000, 9_000, 0.05), (1_400, 1_400, 4.0), (1_400, 25, 7.0), (15_000, 1, 0.01)],
)
def test_hostile_numbers_of_lines_end_soon(
    across_count: int, upright_count: int, step: float
) -> None:
    rules = [across(i * step, 0, 9_000) for i in range(across_count)]
    rules += [upright(i * step, 0, 9_000) for i in range(upright_count)]
    began = time.process_time()
    build(rules, [word("chữ", 100, 100)])
    assert time.process_time() - began < 5.0


def test_many_small_frames_end_soon() -> None:
    rules: list[Rule] = []
    for i in range(600):
        x, y = 30.0 * (i % 25), 33.0 * (i // 25)
        rules += lattice([x, x + 9, x + 18], [y, y + 9, y + 18])
    began = time.process_time()
    build(rules)
    assert time.process_time() - began < 5.0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "page", "rows", "columns"),
    [
        ("seed/seed-pdf.pdf", 1, 0, 0),
        ("seed/seed-pdf.pdf", 4, 14, 3),
        ("seed/seed-pdf.pdf", 5, 6, 3),
        ("gold/yb-qd278-2025.pdf", 2, 5, 7),
        ("gold/yb-qd278-2025.pdf", 3, 1, 7),
        ("gold/lc-tb1894-2026.pdf", 1, 0, 0),
    ],
)
def test_real_pages(name: str, page: int, rows: int, columns: int) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the document does not lie beside the checkout")
    import pdfplumber

    with pdfplumber.open(path) as document:
        sheet = document.pages[page - 1]
        rules = [
            Rule(
                box=Box(edge["x0"], edge["top"], edge["x1"], edge["bottom"]),
                horizontal=edge["orientation"] == "h",
            )
            for edge in sheet.edges
        ]
        size = (float(sheet.width), float(sheet.height))
    tables = build(rules, page=size).tables
    assert [(t.rows, t.columns) for t in tables] == ([(rows, columns)] if rows else [])


# --- lines that a scan broke -----------------------------------------------------------------


def test_a_line_that_ends_inside_a_cell_runs_on_to_the_next_line() -> None:
    rules = [across(y, 50, 500) for y in (100.0, 140.0, 200.0, 260.0)]
    rules += [upright(x, 100, 260) for x in (50.0, 350.0, 500.0)]
    rules.append(upright(200.0, 128.0, 260.0))
    (table,) = build(rules).tables
    assert shape(table) == [(r, c, 1, 1) for r in range(3) for c in range(3)]


def test_where_the_border_is_broken_too_the_line_still_reaches_it() -> None:
    rules = [across(100, 50, 190), across(100, 215, 500)]
    rules += [across(y, 50, 500) for y in (140.0, 200.0, 260.0)]
    rules += [upright(x, 100, 260) for x in (50.0, 350.0, 500.0)]
    rules.append(upright(200.0, 124.0, 260.0))
    (table,) = build(rules).tables
    assert (table.rows, table.columns, len(table.cells)) == (3, 3, 9)


def test_a_line_that_ends_at_another_is_not_lengthened() -> None:
    # A heading over two columns: the line between them begins below it.
    rules = [
        across(100, 50, 500),
        across(120, 200, 500),
        across(160, 50, 500),
        across(220, 50, 500),
    ]
    rules += [upright(x, 100, 220) for x in (50.0, 200.0, 500.0)]
    rules.append(upright(350.0, 120, 220))
    (table,) = build(rules).tables
    assert (0, 1, 1, 2) in shape(table)


def test_an_underline_that_touches_the_frame_is_not_lengthened() -> None:
    rules = [*lattice([50, 300, 500], [100, 160, 220]), across(130, 50, 120)]
    (table,) = build(rules).tables
    assert shape(table) == [(r, c, 1, 1) for r in range(2) for c in range(2)]


def numbered(*texts: str, ocr: bool = True) -> PageTable:
    """Return a table of three rows whose number column has no rules inside, numbers read in it."""
    rules = [across(y, 50, 400) for y in (100.0, 220.0)] + [
        across(y, 80, 400) for y in (140.0, 180.0)
    ]
    rules += [upright(x, 100, 220) for x in (50.0, 80.0, 400.0)]
    words = [
        replace(word(text, 65, 120 + 40 * index, line=index), ocr=ocr)
        for index, text in enumerate(texts)
        if text
    ]
    (table,) = build(rules, words).tables
    return table


def test_running_numbers_without_rules_between_them_are_cells_of_their_own() -> None:
    table = numbered("1.", "2.", "3.")
    assert [(c.row, c.row_span, c.text) for c in table.cells if c.column == 0] == [
        (0, 1, "1."),
        (1, 1, "2."),
        (2, 1, "3."),
    ]


@pytest.mark.parametrize(
    ("texts", "ocr"),
    [
        (("1", "3", "4"), True),
        (("1", "2", ""), True),
        (("A", "B", "C"), True),
        # a text layer draws its rules: a merged cell is one
        (("1", "2", "3"), False),
    ],
)
def test_what_does_not_count_on_stays_one_cell(texts: tuple[str, ...], ocr: bool) -> None:
    assert [c.row_span for c in numbered(*texts, ocr=ocr).cells if c.column == 0] == [3]


def test_a_hair_line_read_beside_a_text_is_left_out() -> None:
    rules = lattice([50, 300, 500], [100, 160, 220])
    read = [word("¡", 90, 120), word("Sở", 120, 120), word("¡", 400, 190)]
    (table,) = build(rules, [replace(one, ocr=True) for one in read]).tables
    assert [cell.text for cell in table.cells] == ["Sở", "", "", "¡"]
