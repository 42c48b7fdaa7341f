"""Rows of print in the crop of a cell, and what is left of its ruling lines."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.reading.cell_ink import lines_of_ink
from pipeline.reading.cell_ink import without_rules

LETTER = 20.0


def crop(*bars: tuple[int, int], high: int = 100) -> np.ndarray:
    """Return a crop with bars of ink, each given by its first and last row."""
    picture = np.full((high, 80), 255, np.uint8)
    for top, bottom in bars:
        picture[top:bottom, 20:60] = 0
    return picture


@pytest.mark.parametrize(
    ("bars", "rows"),
    [
        ([(10, 30), (45, 65)], [(9, 31), (44, 66)]),
        # an accent above the second row, a dot below the first
        ([(10, 30), (33, 36), (50, 54), (57, 77)], [(9, 37), (49, 78)]),
        ([(0, 20)], [(0, 21)]),
        # nothing but a dash, or nothing
        ([(40, 43)], []),
        ([], []),
    ],
)
def test_rows_of_print(bars: list[tuple[int, int]], rows: list[tuple[int, int]]) -> None:
    assert lines_of_ink(crop(*bars), LETTER) == rows


def test_rules_at_the_sides_are_whitened_and_print_is_not() -> None:
    picture = crop((40, 60))
    picture[:2] = 0
    picture[:, :3] = 0
    clean = without_rules(picture)
    assert clean[:2, 3:].min() == 255
    assert clean[:, :3].min() == 255
    assert (clean[40:60, 20:60] == 0).all()
    assert picture[0, 0] == 0
