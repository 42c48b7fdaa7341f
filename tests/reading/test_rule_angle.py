"""The angle of a grid's long lines; short lines and pages without a grid tell none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.reading.rule_angle import angle_of_rules

WIDTH, HEIGHT = 1700, 1200


def grid(degrees: float, *, rows: int = 6, start: int = 100, end: int = 1600) -> np.ndarray:
    """Return a page with `rows` ruling lines that sink to the right by `degrees`."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    rise = np.tan(np.radians(degrees))
    for row in range(rows):
        y = 150 + row * 150
        ends = (round(y + rise * start), round(y + rise * end))
        cv2.line(page, (start, ends[0]), (end, ends[1]), 0, 3)
    return page


@pytest.mark.parametrize("degrees", [-1.5, -0.6, 0.3, 0.56, 1.2])
def test_the_angle_of_a_grid(degrees: float) -> None:
    assert angle_of_rules(grid(degrees)) == pytest.approx(degrees, abs=0.05)


@pytest.mark.parametrize(
    "page",
    [
        grid(0.0),
        # too little to be worth turning for
        grid(0.05),
        # two lines, as below a letterhead and above the foot
        grid(0.6, rows=2),
        # short lines, each drawn by itself
        grid(0.6, end=500),
        np.full((HEIGHT, WIDTH), 255, np.uint8),
        np.zeros((40, 30), np.uint8),
        np.full((1, 1), 255, np.uint8),
    ],
)
def test_what_tells_no_angle(page: np.ndarray) -> None:
    assert angle_of_rules(page) == 0.0
