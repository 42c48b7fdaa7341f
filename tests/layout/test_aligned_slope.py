"""The slope of a page is told by base lines; columns of pages turned to either side stand together."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from models.geometry import Box
from models.page import Page
from pipeline.layout.aligned_slope import page_slope
from pipeline.layout.aligned_slope import stood_level
from tests.layout.press import printed_page

LINES = [
    (x, 80.0 + 24 * row, text)
    for row in range(12)
    for x, text in ((90, f"{row + 1}"), (140, "Noi vu khoa hoc"), (360, "Trung tam"))
]


def turned(page: Page, degrees: float) -> Page:
    """Turn the boxes of a page about its middle, lines falling to the right."""
    slope = math.tan(math.radians(degrees))
    words = []
    for word in page.words:
        assert word.box is not None
        down = slope * (word.box.center_x - 297.5)
        aside = -slope * (word.box.center_y - 421)
        box = word.box
        moved = Box(box.x0 + aside, box.y0 + down, box.x1 + aside, box.y1 + down)
        words.append(replace(word, box=moved, ocr=True))
    return replace(page, words=tuple(words))


@pytest.mark.parametrize("degrees", [-2.5, -1.0, 0.4, 1.7, 3.0])
def test_the_slope_of_a_turned_page(degrees: float) -> None:
    slope = page_slope(turned(printed_page(LINES), degrees).words)
    assert math.degrees(math.atan(slope)) == pytest.approx(degrees, abs=0.15)


def test_words_of_different_rows_on_one_line_do_not_mislead() -> None:
    page = turned(printed_page(LINES), 1.0)
    mixed = tuple(replace(word, line=at % 3) for at, word in enumerate(page.words))
    assert math.degrees(page_slope(mixed)) == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize("lines", [[], [(90, 80, "Phụ lục 1")], LINES[:2]])
def test_too_few_words_have_no_slope(lines: list[tuple[float, float, str]]) -> None:
    assert page_slope(printed_page(lines).words) == 0.0


def test_a_level_page_stays_level() -> None:
    page = printed_page(LINES)
    for (_, box), word in zip(stood_level(page), page.words, strict=True):
        assert word.box is not None
        assert (box.x0, box.y0) == pytest.approx((word.box.x0, word.box.y0), abs=1.0)


def test_columns_of_pages_turned_to_either_side_stand_together() -> None:
    page = printed_page(LINES)
    for degrees in (-1.0, 1.0):
        for (_, box), word in zip(stood_level(turned(page, degrees)), page.words, strict=True):
            assert word.box is not None
            assert box.x0 == pytest.approx(word.box.x0, abs=1.0)
