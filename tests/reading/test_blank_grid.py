"""Cells of scanned tables without ruling lines: parted by blanks, never through ink."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.geometry import Box
from pipeline.reading.blank_grid import BlankCell
from pipeline.reading.blank_grid import blank_cells
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord
from tests.reading.clean_pages import clean_page

LETTER = 20
# Left ends of the columns, height of a line of print, distance of lines.
XS, HIGH, STEP, TOP = (100, 200, 480, 700), 20, 60, 100
POINTS = 0.36

Ink = tuple[int, int, int]


def page_of(ink: Sequence[Ink], *, high: int = HIGH) -> CleanPage:
    """Return a page with bars of ink, each given by its left end, top and width."""
    work = np.full((1000, 900), 255, np.uint8)
    for x, y, wide in ink:
        cv2.rectangle(work, (x, y), (x + wide - 1, y + high - 1), 0, -1)
    return clean_page(work, letter_px=float(LETTER), pt_per_px=POINTS)


def head(text: str = "TT", *, x: int = 100, y: int = TOP) -> ReadWord:
    return ReadWord(
        text=text, raw=text, confidence=0.9, x0=x, y0=y, x1=x + 40, y1=y + HIGH, line=0, row_px=30.0
    )


def line(row: int, *wide: int) -> list[Ink]:
    """Return one line of print: how wide each column's text is; 0 for a blank place."""
    return [(x, TOP + row * STEP, w) for x, w in zip(XS, wide, strict=False) if w]


HEADING = line(0, 40, 160, 150, 120)
ROWS = [*HEADING, *line(1, 10, 230, 140, 100), *line(2, 10, 180, 90, 90), *line(3, 10, 240, 0, 60)]


def cells_of(ink: Sequence[Ink], *heads: ReadWord, ruled: Sequence[Box] = ()) -> list[BlankCell]:
    return list(blank_cells(page_of(ink), heads or (head(),), ruled, margin=4))


def test_every_text_stands_in_a_cell_of_its_own() -> None:
    cells = cells_of(ROWS)
    assert len(cells) == len(ROWS)
    for x, y, wide in ROWS:
        box = [c.box for c in cells if c.box.x0 <= x and x + wide <= c.box.x1 and c.box.y0 < y]
        assert any(b.y1 >= y + HIGH and b.y1 < y + STEP for b in box)


def test_numbers_stand_in_the_first_column_below_the_heading() -> None:
    numbers = [c for c in cells_of(ROWS) if c.numbers]
    assert len(numbers) == 3
    assert all(c.box.x1 < XS[1] and c.box.y0 > TOP + HIGH for c in numbers)


def test_a_groups_name_over_the_columns_is_cut_from_its_label_only() -> None:
    ink = [*ROWS, *line(4, 20), (XS[1], TOP + 4 * STEP, 500), *line(5, 10, 200, 100, 80)]
    across = [c for c in cells_of(ink) if TOP + 4 * STEP - 10 < c.box.y0 < TOP + 4 * STEP]
    assert [c.numbers for c in across] == [True, False]


def test_text_below_the_table_has_no_cells() -> None:
    ink = [*ROWS, *((90, TOP + row * STEP, 780) for row in range(4, 12))]
    assert max(c.box.y1 for c in cells_of(ink)) < TOP + 4 * STEP


def test_dots_below_letters_belong_to_their_line() -> None:
    picture = page_of(ROWS)
    picture.work[TOP + STEP + HIGH + 2 : TOP + STEP + HIGH + 6, 210:214] = 0
    cells = list(blank_cells(picture, (head(),), (), margin=4))
    assert len(cells) == len(ROWS)
    assert max(c.box.y1 for c in cells if c.box.y0 < TOP + STEP) >= TOP + STEP + HIGH + 6


@pytest.mark.parametrize(
    "first",
    [head("Nội"), head("TTHC"), head("tỉnh"), head(x=500)],
    ids=["a word", "an abbreviation", "a name", "not at the left"],
)
def test_without_the_heading_of_numbers_there_is_no_table(first: ReadWord) -> None:
    assert cells_of(ROWS, first) == []


def test_a_ruled_table_is_left_to_its_lines() -> None:
    assert cells_of(ROWS, ruled=[Box(80, 80, 880, 400)]) == []


def test_a_ruled_table_below_ends_it() -> None:
    cells = cells_of(ROWS, ruled=[Box(80, TOP + 3 * STEP - 5, 880, 900)])
    assert cells == [] or max(c.box.y1 for c in cells) < TOP + 3 * STEP


@pytest.mark.parametrize(
    "ink",
    [
        [*HEADING, *line(1, 10, 230, 140, 100)],
        [*HEADING, *((90, TOP + row * STEP, 780) for row in range(1, 8))],
        [*HEADING, *((x, y + 300, w) for x, y, w in ROWS[4:])],
        HEADING,
        [],
    ],
    ids=["one row", "running text", "far below", "a heading alone", "nothing"],
)
def test_what_has_no_columns_or_rows_has_no_cells(ink: list[Ink]) -> None:
    assert cells_of(ink) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 880), st.integers(0, 980), st.integers(1, 400)), max_size=40)
)
def test_no_side_of_a_cell_runs_through_ink(ink: list[Ink]) -> None:
    page = page_of([*HEADING, *ink], high=8)
    black = page.work < 130
    for cell in blank_cells(page, (head(),), (), margin=0):
        top, bottom = max(0, int(cell.box.y0) + 1), int(cell.box.y1) - 1
        for x in (int(cell.box.x0), int(cell.box.x1)):
            inside = 100 < x < black.shape[1]
            assert not inside or not black[top:bottom, x].any()
