"""Ruling lines of drawn pages: found, measured, told from print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.reading.image_clean import clean
from pipeline.reading.image_rules import _long_pieces
from pipeline.reading.image_rules import find_rules

A4 = (595.0, 842.0)
DPI = 150


def px(points: float) -> int:
    return round(points * DPI / 72)


def page_of_print() -> np.ndarray:
    """Return a page of short upright strokes, the size of letters, in lines."""
    image = np.full((px(A4[1]), px(A4[0])), 255, np.uint8)
    for y in range(px(400), px(700), px(20)):
        for x in range(px(80), px(500), px(9)):
            cv2.rectangle(image, (x, y), (x + px(4), y + px(7)), 10, 2)
    return image


def rules_of(image: np.ndarray):
    return find_rules(clean(image, width_pt=A4[0], height_pt=A4[1]))


LINES = [
    # a letterhead underline
    ((100, 100), (180, 100), True),
    # a table's edge
    ((100, 100), (100, 300), False),
    # the whole width
    ((50, 200), (540, 200), True),
]


@pytest.mark.parametrize(("start", "end", "horizontal"), LINES)
@pytest.mark.parametrize("width", [1, 2, 4])
def test_a_line_is_found_once(
    start: tuple[int, int], end: tuple[int, int], horizontal: bool, width: int
) -> None:
    image = page_of_print()
    cv2.line(image, (px(start[0]), px(start[1])), (px(end[0]), px(end[1])), 20, width)
    found = [rule for rule in rules_of(image) if rule.box.y0 < 390]
    assert [rule.horizontal for rule in found] == [horizontal]
    box = found[0].box
    assert box.x0 == pytest.approx(start[0], abs=3)
    assert box.y1 == pytest.approx(end[1], abs=3)


NO_LINES = [
    # a dash
    lambda image: cv2.line(image, (px(100), px(100)), (px(108), px(100)), 0, 2),
    # a filled box
    lambda image: cv2.rectangle(image, (px(100), px(100)), (px(200), px(160)), 0, -1),
    # a slanting stroke
    lambda image: cv2.line(image, (px(100), px(100)), (px(200), px(180)), 0, 2),
    # a seal's ring
    lambda image: cv2.circle(image, (px(300), px(200)), px(45), 0, 3),
]


@pytest.mark.parametrize("draw", NO_LINES)
def test_what_is_no_line(draw) -> None:
    image = page_of_print()
    draw(image)
    assert [
        rule for rule in rules_of(image) if 90 < rule.box.y0 < 390 and rule.box.width > 30
    ] == []


def test_print_has_no_lines() -> None:
    assert rules_of(page_of_print()) == ()


def test_a_skewed_grid_comes_out_level() -> None:
    image = page_of_print()
    for y in (100, 200, 300):
        cv2.line(image, (px(80), px(y)), (px(500), px(y)), 20, 2)
    for x in (80, 300, 500):
        cv2.line(image, (px(x), px(100)), (px(x), px(300)), 20, 2)
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 1.4, 1.0)
    image = cv2.warpAffine(image, matrix, (width, height), borderValue=255)
    rules = [rule for rule in rules_of(image) if rule.box.y0 < 350]
    assert any(rule.horizontal for rule in rules)
    assert any(not rule.horizontal for rule in rules)
    assert all(min(rule.box.width, rule.box.height) < 4 for rule in rules)


def test_a_blank_page_has_no_rules() -> None:
    assert rules_of(np.full((500, 400), 255, np.uint8)) == ()


def grid(image: np.ndarray, *, shade: int) -> None:
    """Draw a table of three rows and two columns with hair lines of a shade."""
    for y in (100, 140, 180, 220):
        cv2.line(image, (px(80), px(y)), (px(500), px(y)), shade, 1)
    for x in (80, 250, 500):
        cv2.line(image, (px(x), px(100)), (px(x), px(220)), shade, 1)


def test_grey_hair_lines_of_a_grid_are_found() -> None:
    image = page_of_print()
    grid(image, shade=185)
    found = [rule for rule in rules_of(image) if rule.box.y0 < 390]
    assert sum(rule.horizontal for rule in found) == 4
    assert sum(not rule.horizontal for rule in found) == 3


def test_a_dark_grid_is_not_found_twice() -> None:
    image = page_of_print()
    grid(image, shade=20)
    assert len([rule for rule in rules_of(image) if rule.box.y0 < 390]) == 7


@pytest.mark.parametrize(
    "lines",
    [
        [((80, 100), (500, 100))],
        [((80, 100), (500, 100)), ((80, 130), (500, 130))],
        [((80, 100), (80, 300))],
        [((80, 100), (500, 100)), ((80, 100), (80, 300))],
    ],
)
def test_grey_lines_that_make_no_grid_are_none(lines: list) -> None:
    image = page_of_print()
    for start, end in lines:
        cv2.line(image, tuple(map(px, start)), tuple(map(px, end)), 185, 1)
    assert not [rule for rule in rules_of(image) if rule.box.y0 < 390]


def _grid_with(image: np.ndarray, *, inner: bool) -> np.ndarray:
    """Draw a frame of dark lines, and in it a grey run from its left side, meeting another or none."""
    cv2.rectangle(image, (px(100), px(60)), (px(500), px(360)), 0, 2)
    if inner:
        cv2.line(image, (px(300), px(60)), (px(300), px(360)), 0, 2)
    cv2.line(image, (px(100), px(200)), (px(300), px(200)), 165, 1)
    return image


def test_a_grey_line_must_meet_others_at_two_places() -> None:
    """The left side, found once dark and once grey beside it, is one place."""
    found = rules_of(_grid_with(page_of_print(), inner=True))
    assert any(r.horizontal and abs(r.box.center_y - 200) < 4 for r in found)
    alone = _grid_with(page_of_print(), inner=False)
    # the fringe that a scanner leaves beside a dark line
    cv2.line(alone, (px(100) + 4, px(60)), (px(100) + 4, px(360)), 150, 1)
    assert not any(r.horizontal and abs(r.box.center_y - 200) < 4 for r in rules_of(alone))


def _opened_whole(dark: np.ndarray, length: int, *, horizontal: bool) -> np.ndarray:
    """Return the pieces of long runs as an opening of the whole picture gives them."""
    grow = np.ones((3, 1) if horizontal else (1, 3), np.uint8)
    bar = np.ones((1, length) if horizontal else (length, 1), np.uint8)
    kept = cv2.morphologyEx(cv2.dilate(dark, grow), cv2.MORPH_OPEN, bar)
    left, top, width, height = cv2.boundingRect(kept)
    if not width:
        return np.zeros((0, 5), np.int32)
    held = np.ascontiguousarray(kept[top : top + height, left : left + width])
    stats = cv2.connectedComponentsWithStatsWithAlgorithm(held, 8, cv2.CV_32S, cv2.CCL_BBDT)[2]
    return stats[1:] + np.array([left, top, 0, 0, 0])


def _strokes(seed: int) -> np.ndarray:
    """Return specks and strokes of many lengths, some of them cut by the picture's edge."""
    random = np.random.default_rng(seed)
    height, width = (int(side) for side in random.integers(1, 150, 2))
    mask = (random.random((height, width)) < random.choice([0, 0.02, 0.3, 0.9])).astype(np.uint8)
    for _ in range(int(random.integers(0, 12))):
        y, x = int(random.integers(0, height)), int(random.integers(0, width))
        long, thick = int(random.integers(5, 90)), int(random.integers(1, 4))
        if random.random() < 0.5:
            mask[y : y + thick, x : x + long] = 1
        else:
            mask[y : y + long, x : x + thick] = 1
    return mask


@pytest.mark.parametrize("horizontal", [True, False])
@pytest.mark.parametrize("length", [12, 15, 23, 40])
def test_few_rows_give_the_runs_that_the_whole_picture_gives(
    length: int, *, horizontal: bool
) -> None:
    found = 0
    for seed in range(60):
        dark = _strokes(seed)
        expected = _opened_whole(dark, length, horizontal=horizontal)
        assert np.array_equal(_long_pieces(dark, length, horizontal=horizontal), expected)
        found += len(expected)
    assert found > 20


def a_low_row(*, stroke: tuple[int, int]) -> np.ndarray:
    """Return two rules 17 pt apart and an upright stroke between them, points from the first."""
    image = page_of_print()
    for y in (100, 117):
        cv2.line(image, (px(100), px(y)), (px(400), px(y)), 0, 2)
    cv2.line(image, (px(250), px(100 + stroke[0])), (px(250), px(100 + stroke[1])), 0, 2)
    return image


def test_a_side_of_a_row_of_one_line_reaches_from_rule_to_rule() -> None:
    sides = [rule for rule in rules_of(a_low_row(stroke=(0, 17))) if not rule.horizontal]
    assert len(sides) == 1
    assert sides[0].box.center_x == pytest.approx(250, abs=2)
    assert sides[0].box.y0 <= 101
    assert sides[0].box.y1 >= 116


@pytest.mark.parametrize("stroke", [(4, 13), (0, 11), (6, 17)])
def test_a_stem_between_two_rules_is_print(stroke: tuple[int, int]) -> None:
    assert [rule for rule in rules_of(a_low_row(stroke=stroke)) if not rule.horizontal] == []


def test_a_filled_row_has_no_sides_inside() -> None:
    image = a_low_row(stroke=(0, 17))
    cv2.rectangle(image, (px(240), px(100)), (px(300), px(117)), 0, -1)
    assert [rule for rule in rules_of(image) if not rule.horizontal] == []
