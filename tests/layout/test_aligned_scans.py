"""Tables without ruling lines in scans: labels, specks and headings as a scan reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.page import Page
from models.page import PageTable
from pipeline.layout.aligned_tables import with_aligned_tables
from tests.layout.press import printed_page

Place = tuple[float, float, str]
XS = (90.0, 130.0, 330.0, 460.0)
HEAD = ("TT", "Nội dung", "Cơ quan chủ trì", "Thời hạn")
WORK = ("Rà soát danh mục", "Sở Nội vụ", "30/9/2026")


def rows_at(y: float, rows: Sequence[Sequence[str]], *, step: float = 30) -> list[Place]:
    return [
        (x, y + index * step, text)
        for index, row in enumerate(rows)
        for x, text in zip(XS, row, strict=False)
        if text
    ]


def scanned(lines: Sequence[Place], *, number: int = 1) -> Page:
    page = printed_page(lines, number=number, size=12)
    return replace(page, words=tuple(replace(w, ocr=True) for w in page.words))


def tables_of(*pages: Page) -> list[PageTable]:
    return [t for page in with_aligned_tables(pages) for t in page.tables]


def texts(table: PageTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


@pytest.mark.parametrize("label", ["C7", "+®", "ƠI!", "œ®", "@)"])
def test_a_label_that_became_something_else_ends_no_table(label: str) -> None:
    rows = [HEAD, ("1", *WORK), ("2", *WORK), (label, *WORK), ("4", *WORK)]
    (table,) = tables_of(scanned(rows_at(110, rows)))
    assert [row[0] for row in texts(table)] == ["TT", "1", "2", label, "4"]


@pytest.mark.parametrize(
    "line",
    [
        [(90.0, "Ghi"), (130.0, "chú về các việc trên")],
        [(90.0, "Các"), (112.0, "cơ quan"), (330.0, "báo cáo")],
    ],
    ids=["two columns", "no blank behind it"],
)
def test_a_line_that_begins_with_a_word_is_no_row(line: list[tuple[float, str]]) -> None:
    places = [*rows_at(110, [HEAD, ("1", *WORK), ("2", *WORK)]), *((x, 200, t) for x, t in line)]
    (table,) = tables_of(scanned(places))
    assert table.rows == 3


def test_in_a_text_layer_a_label_is_read_as_it_is() -> None:
    rows = [HEAD, ("1", *WORK), ("2", *WORK), ("C7", *WORK)]
    (table,) = tables_of(printed_page(rows_at(110, rows), size=12))
    assert table.rows == 3


@pytest.mark.parametrize("speck", ["^", "|", "“", "*"])
def test_specks_part_no_columns_and_leave_the_table(speck: str) -> None:
    lines = [*rows_at(110, [HEAD, ("1", *WORK), ("2", *WORK)]), (112.0, 140.0, speck)]
    pages = with_aligned_tables([scanned(lines)])
    (table,) = pages[0].tables
    assert texts(table)[1] == ["1", *WORK]
    assert all(word.text != speck for word in pages[0].words)


def test_specks_elsewhere_stay() -> None:
    lines = [(300.0, 40.0, "*"), *rows_at(110, [HEAD, ("1", *WORK), ("2", *WORK)])]
    (page,) = with_aligned_tables([scanned(lines)])
    assert [word.text for word in page.words] == ["*"]


def test_a_heading_of_numbers_in_two_lines_takes_what_stands_beside_it() -> None:
    lines: list[Place] = [
        *((x, 110.0, t) for x, t in zip(XS, ("Số", "Nội dung", "Cơ quan", "Thời"), strict=True)),
        *((x, 124.0, t) for x, t in zip(XS, ("TT", "công việc", "chủ trì", "hạn"), strict=True)),
        *rows_at(160, [("1", *WORK), ("2", *WORK)]),
    ]
    for page in (scanned(lines), printed_page(lines, size=12)):
        (table,) = tables_of(page)
        assert texts(table)[0] == ["Số TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn"]


@pytest.mark.parametrize("counts", [("", "(2)", "(3)", "(4"), ("(1)", "(2)", "", "(4)")])
def test_a_row_that_counts_the_columns_is_no_part_of_their_names(counts: Sequence[str]) -> None:
    rows = [HEAD, counts, ("1", *WORK), ("2", *WORK)]
    (table,) = tables_of(scanned(rows_at(110, rows, step=18)))
    assert texts(table)[:2] == [list(HEAD), list(counts)]


@pytest.mark.parametrize(
    ("again", "goes_on"),
    [(("TT", "Nội dưng", "Cơ quan chủ trì", "Thời hạn"), True), (HEAD, True)],
)
def test_a_heading_read_a_little_otherwise_is_the_same(again: Sequence[str], goes_on: bool) -> None:
    first = scanned(rows_at(700, [HEAD, ("1", *WORK), ("2", *WORK)]))
    second = scanned(rows_at(60, [again, ("3", *WORK)]), number=2)
    assert (len(tables_of(first, second)) == 2) is goes_on


def test_another_heading_begins_another_table() -> None:
    first = scanned(rows_at(700, [HEAD, ("1", *WORK), ("2", *WORK)]))
    other = ("TT", "Họ và tên", "Chức vụ", "Ghi chú")
    second = scanned(rows_at(60, [other, ("3", *WORK)]), number=2)
    assert len(tables_of(first, second)) == 1


def test_rows_without_numbers_are_parted_at_the_lowest_clear_step() -> None:
    # One line of a cell stands nearer than the others: rows are still told by their distance.
    lines: list[Place] = [(x, 110.0, t) for x, t in zip(XS[1:], HEAD[1:], strict=True)]
    y = 140.0
    for index in range(4):
        lines += [(x, y, t) for x, t in zip(XS[1:], WORK, strict=True)]
        lines.append((XS[1], y + (15.0, 12.6, 15.5, 15.0)[index], "của tỉnh"))
        y += 42
    (table,) = tables_of(scanned(lines))
    assert [row[0] for row in texts(table)[1:]] == ["Rà soát danh mục của tỉnh"] * 4
